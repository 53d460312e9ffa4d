"""S-warfarin in British patients by CYP2C9, weight, age and sex (Lane 2012)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Covariate,
    Derived,
    GenotypeEffect,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_T3 = Citation(key="Lane2012", locus="Table 3 (secondary)")
_COHORT = Citation(key="Lane2012", locus="Table 1 (secondary)")
_BODY = mammillary("S-warfarin", clearance="CL")
_FACTORS = (
    ("*1/*1", "g_11", 1.0, None),
    ("*1/*2", "g_12", 0.855, 0.0629),
    ("*2/*2", "g_22", 0.672, 0.0568),
    ("*1/*3", "g_13", 0.454, 0.0505),
    ("*2/*3", "g_23", 0.496, 0.121),
    ("*3/*3", "g_33", 0.286, 0.0324),
)


def _p(
    name: str, value: float, unit: str, se: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    rse = se / abs(value) if se else None
    return Parameter(name=name, value=value, unit=unit, source=_T3, rse=rse, iiv=iiv, note=note)


def _check(name: str, kind: Any, expected: float, unit: str, source: Citation, **more: Any) -> Check:
    told: dict[str, Any] = {
        "output": "S_warfarin",
        "measure": "value_mean",
        "tolerance": 0.25,
        "dose_mg": 25,
        "interval_h": 168,
        "doses": 1,
        "genotypes": {"CYP2C9": "*1/*1"},
        "given": {"age": 30, "weight": 70, "female": 0},
        **more,
    }
    return Check(name=name, kind=kind, expected=expected, unit=unit, source=source, **told)


def _single(study: str, auc: float, dose_mg: float = 25, disagrees: str | None = None) -> Check:
    """AUC over 0 to 168 h (mg.h/L) as the mean of that time."""
    source = Citation(
        key="OSPWarfarin",
        locus=f"{study}, S-warfarin; genotype and age not stated: *1/*1, a man of 30 y, 70 kg",
    )
    name = f"mean over 168 h after {dose_mg} mg, healthy people ({study})"
    return _check(name, "observed", auc / 168, "mg/L", source, dose_mg=dose_mg, disagrees=disagrees)


def _ratio(diplotype: str, factor: float, source: Citation, kind: Any = "observed", **more: Any) -> Check:
    told: dict[str, Any] = {"measure": "auc_inf", "interval_h": 2000, "versus": {"CYP2C9": "*1/*1"}, **more}
    genotypes = {"CYP2C9": diplotype}
    name = f"AUC, {diplotype} over *1/*1" + ("" if kind == "observed" else ", by the factor")
    return _check(name, kind, 1 / factor, "ratio", source, genotypes=genotypes, **told)


_HAMBERG = Citation(key="Hamberg2007", locus="Table 2 (secondary): clearance per pair of alleles")
_RARE = "few carriers in either cohort; losses are milder here"

MODEL = Model(
    name="Lane2012_warfarin",
    drug="warfarin",
    title="S-warfarin clearance in 306 British patients: CYP2C9, weight, age and sex",
    source=_T3,
    verified="values from a secondary transcription of Table 3, with standard errors; the paper could not be read",
    population=Population(
        studied="306 British adults on warfarin, 739 concentrations; INR not part of the model",
        n=306,
        age_years=(19, 95),
        used_for_years=(19, 95),
        used_because="the studied ages; clearance falls in a straight line with age",
        not_for=(
            "the INR: kinetics only",
            "the first hours after a dose: one compartment, absorption fixed",
            "inhibitors of CYP2C9: amiodarone was tested and had no effect here",
            "children, liver failure",
        ),
        source=_COHORT,
    ),
    compartments=_BODY[0],
    parameters=(
        _p("ka", 1.66, "1/h", note="fixed"),
        _p("CL_woman", 0.144, "L/h", 0.00647, 0.16113, "a woman of 70 kg and 69.8 years, *1/*1"),
        _p("V", 16.6, "L", 1.57, 0.12054),
        _p("weight_CL", 0.321, "1", 0.145),
        _p("age_slope", 0.00816, "1/year", 0.00206),
        _p("male_CL", 1.12, "1", 0.0705),
        *(_p(name, value, "1", se) for _, name, value, se in _FACTORS),
    ),
    correlations=(("CL_woman", "V", 0.422),),
    covariates=(
        Covariate(name="age", unit="year", studied=(19, 95), typical=66.4, source=_COHORT),
        Covariate(name="weight", unit="kg", studied=(36, 172), typical=80.7, source=_COHORT),
        Covariate(name="female", unit="1", studied=(0, 1), typical=None, source=_COHORT),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C9",
            gene="CYP2C9",
            by="diplotype",
            levels={diplotype: name for diplotype, name, _, _ in _FACTORS},
            reference="*1/*1",
            source=_T3,
            unstudied="S-warfarin clearance is not published for this pair of CYP2C9 alleles in this study",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL_woman*CYP2C9*(weight/70)**weight_CL*(1 - age_slope*(age - 69.8))*male_CL**(1 - female)",
            unit="L/h",
        ),
    ),
    flows=_BODY[1],
    pathways=(Pathway(enzyme="CYP2C9", expression="CYP2C9", process="clearance of S-warfarin"),),
    outputs=(
        Output(name="S_warfarin", analyte="S-warfarin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="S_warfarin", source=_T3, proportional=0.316, additive=0.001),),
    routes=(Route(name="oral", compartment="depot", fraction="0.5"),),
    horizon_h=28 * 24,
    checks=(
        _ratio("*3/*3", 0.286, _T3, "derived", tolerance=0.02),
        _check(
            "mean at steady state, 5 mg of racemate a day, a woman of 69.8 years: half the dose over 0.144 L/h",
            "derived",
            2.5 / 24 / 0.144,
            "mg/L",
            _T3,
            tolerance=0.03,
            dose_mg=5,
            interval_h=24,
            doses=60,
            given={"age": 69.8, "weight": 70, "female": 1},
        ),
        _single(
            "Macha",
            37.2,
            disagrees="the lowest of five studies: a fifth below their mean per dose; genotypes not known",
        ),
        _single("Malhotra", 54.8),
        _single("Stockis", 47.1),
        _single("Ouellet", 45.7, 20),
        _single("Lilja", 18.04, 10),
        _ratio("*1/*2", 0.685, _HAMBERG),
        _ratio("*1/*3", 0.547, _HAMBERG),
        _ratio("*2/*2", 0.278, _HAMBERG, disagrees=_RARE),
        _ratio("*2/*3", 0.310, _HAMBERG, disagrees=_RARE),
        _ratio("*3/*3", 0.148, _HAMBERG, disagrees=_RARE),
    ),
)
