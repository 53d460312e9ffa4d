"""Aripiprazole from aripiprazole lauroxil in the muscle, by CYP2D6 and body weight (Hard 2017)."""

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

_S7 = Citation(key="Hard2017", locus="Supplement, Table 7 (secondary)")
_T2 = Citation(key="Hard2017", locus="Table 2 (secondary): after the last dose")
_COHORT = Citation(key="Hard2017", locus="demographics (secondary)")
_BODY = mammillary("aripiprazole", absorption="ka_oral", exchange=(("Q", "V_tissue"),))
_NORMAL, _POOR = {"CYP2D6": "Normal Metabolizer"}, {"CYP2D6": "Poor Metabolizer"}
_WEEK = 168


def _p(
    name: str, value: float, unit: str, rse: float | None, iiv: float = 0.0, iov: float = 0.0, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_S7, rse=rse, iiv=iiv, iov=iov, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "aripiprazole",
        "tolerance": 0.25,
        "dose_mg": 441,
        "interval_h": 4 * _WEEK,
        "doses": 7,
        "genotypes": _NORMAL,
        "given": {"weight": 89.8},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


def _schedule(dose_mg: float, weeks: int, doses: int, cmax: float, cavg: float) -> tuple[Check, ...]:
    told: dict[str, Any] = {"dose_mg": dose_mg, "interval_h": weeks * _WEEK, "doses": doses}
    name = f"{dose_mg} mg every {weeks} weeks"
    return (
        _check(f"peak, {name}", "reported", "cmax", cmax, "ng/mL", _T2, **told),
        _check(f"mean, {name}", "reported", "cavg", cavg, "ng/mL", _T2, **told),
    )


_ORAL: dict[str, Any] = {"route": "oral", "interval_h": 24, "doses": 120, "given": {"weight": 81.7}}

MODEL = Model(
    name="Hard2017_aripiprazole_lauroxil",
    drug="aripiprazole lauroxil",
    title="Aripiprazole after injections of aripiprazole lauroxil every four to eight weeks",
    source=_S7,
    verified="values from a secondary transcription; peaks and means of three schedules in its Table 2 are held "
    "against them; only the abstract of the paper was seen",
    population=Population(
        studied="700 adults with schizophrenia, 25 poor metabolisers of CYP2D6; 441 to 1064 mg every 4 to 8 weeks",
        n=700,
        age_years=None,
        used_for_years=(18, 65),
        used_because="adults; age is no covariate",
        not_for=(
            "the nanocrystal starting dose, another release",
            "the half-life long after the last dose: exchange with tissue is fixed and too slow",
            "traces of oral aripiprazole taken before the study (0.9 ng/mL in the paper), left out",
            "intermediate metabolisers apart from normal ones: fitted together; ultrarapid ones were not told",
            "inhibitors of CYP2D6 or CYP3A4 and inducers",
        ),
        source=_COHORT,
    ),
    compartments=_BODY[0],
    parameters=(
        _p("ka_oral", 0.803, "1/h", 0.299, 2.67, note="aripiprazole tablets"),
        _p("CL_normal", 1.898, "L/h", 0.0257, note="over F of the tablet"),
        _p("CL_poor", 1.898 * 0.767, "L/h", None, note="0.767 of normal (RSE of the factor 0.102)"),
        _p("CL_scale", 1.0, "1", None, 0.366, note="carries the variability of clearance"),
        _p("V_70", 317.0, "L", 0.0225, 0.182, note="at 70 kg, in proportion to weight"),
        _p("V_tissue", 2122.0, "L", None, 2.99, note="fixed"),
        _p("Q", 0.423, "L/h", None, 1.13, note="fixed"),
        _p("D1", 1043.0, "h", 0.0209, 0.318, 0.125, "constant inflow from the muscle"),
        _p("lag_muscle", 77.5, "h", 0.0407, 0.344),
        _p("F_muscle", 0.571, "1", 0.0255, 0.104, note="relative to the tablet"),
        _p("salt", 300 / 441, "1", None, note="aripiprazole in aripiprazole lauroxil: 441 mg hold 300 mg"),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(43, 144), typical=81.7, source=_COHORT),),
    genotypes=(
        GenotypeEffect(
            name="CL_2D6",
            gene="CYP2D6",
            by="phenotype",
            levels={
                "Normal Metabolizer": "CL_normal",
                "Intermediate Metabolizer": "CL_normal",
                "Poor Metabolizer": "CL_poor",
            },
            reference="Normal Metabolizer",
            source=_S7,
            reference_shown="not poor",
            unstudied="clearance of aripiprazole is not published for this CYP2D6 phenotype in this study",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_2D6*CL_scale", unit="L/h"),
        Derived(name="V", expression="V_70*(weight/70)", unit="L"),
    ),
    flows=_BODY[1],
    pathways=(Pathway(enzyme="CYP2D6", expression="CL_2D6", process="clearance of aripiprazole"),),
    outputs=(
        Output(
            name="aripiprazole",
            analyte="aripiprazole",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="aripiprazole", source=_S7, proportional=0.2377),),
    routes=(
        Route(
            name="intramuscular",
            compartment="central",
            fraction="F_muscle*salt",
            lag="lag_muscle",
            duration="D1",
        ),
        Route(name="oral", compartment="depot"),
    ),
    horizon_h=96 * _WEEK,
    checks=(
        *_schedule(441, 4, 7, 161, 126),
        *_schedule(882, 6, 5, 172, 131),
        *_schedule(1064, 8, 4, 189, 141),
        _check(
            "mean at steady state, 441 mg every 4 weeks, simulated by the paper",
            "reported",
            "cavg",
            119,
            "ng/mL",
            Citation(key="Hard2017", locus="simulations (secondary)"),
            doses=24,
        ),
        _check(
            "mean at steady state, 1064 mg every 8 weeks, simulated by the paper",
            "reported",
            "cavg",
            154,
            "ng/mL",
            Citation(key="Hard2017", locus="simulations (secondary)"),
            dose_mg=1064,
            interval_h=8 * _WEEK,
            doses=12,
        ),
        _check(
            "half-life after the last dose",
            "reported",
            "half_life",
            57 * 24,
            "h",
            _T2,
            doses=1,
            interval_h=300 * 24,
            disagrees="the fixed exchange with tissue empties more slowly than the observed fall of the last weeks",
        ),
        _check(
            "AUC, poor over other metabolisers: 1/0.767",
            "derived",
            "auc_inf",
            1 / 0.767,
            "ratio",
            _S7,
            tolerance=0.03,
            doses=1,
            interval_h=2000 * 24,
            genotypes=_POOR,
            versus=_NORMAL,
        ),
        _check(
            "mean concentration of 80 Korean patients on 24.3 mg of aripiprazole a day by mouth",
            "observed",
            "cavg",
            445.6,
            "ng/mL",
            Citation(key="Kim2008", locus="abstract; weight not taken from it, 81.7 kg"),
            dose_mg=24.3,
            **_ORAL,
        ),
        _check(
            "AUC of oral aripiprazole, poor over extensive metabolisers",
            "observed",
            "auc_tau",
            3.71 / 1.88,
            "ratio",
            Citation(key="Wang2022", locus="Table 1 (secondary): clearances, 42 poor metabolisers"),
            dose_mg=10,
            genotypes=_POOR,
            versus=_NORMAL,
            disagrees="1.30 here, from 25 poor metabolisers among 700 people",
            **_ORAL,
        ),
    ),
)
