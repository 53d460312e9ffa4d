"""Warfarin: S-warfarin kinetics by CYP2C9 and age, INR by VKORC1 as a product of two chains (Hamberg 2007)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
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

_T2 = Citation(key="Hamberg2007", locus="Table 2 (secondary)")
_T4 = Citation(key="Hamberg2007", locus="Table 4 (secondary)")
_T1 = Citation(key="Hamberg2007", locus="Table 1 (secondary)")
_REF, _VAR = "rs9923231 reference (C)", "rs9923231 variant (T)"
_VKORC1 = {"G/G": f"{_REF}/{_REF}", "A/G": f"{_REF}/{_VAR}", "A/A": f"{_VAR}/{_VAR}"}
_FACTORS = (
    ("*1/*1", "g_11", 1.0),
    ("*1/*2", "g_12", 0.685),
    ("*1/*3", "g_13", 0.547),
    ("*2/*2", "g_22", 0.278),
    ("*2/*3", "g_23", 0.310),
    ("*3/*3", "g_33", 0.148),
)
_BODY = mammillary("S-warfarin", exchange=(("Q", "V2"),))
_FAST = tuple(f"fast{i}" for i in range(1, 7))
# 1 - E with E = C^g/(EC50^g + C^g), written so that an empty compartment gives 1
_LEFT = "(1 + exp(gamma*log((central + 1e-12)/(V*EC50))))"


def _p(
    name: str, value: float, unit: str, rse: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    source = _T4 if unit in ("mg/L", "h") or name in ("gamma", "lambda_INR", "INR_max") else _T2
    return Parameter(name=name, value=value, unit=unit, source=source, rse=rse, iiv=iiv, note=note)


def _check(
    cyp2c9: str, vkorc1: str, mg_a_day: float, n: int | None = None, disagrees: str | None = None
) -> Check:
    """The INR of people on a dose that was stable, or of the paper's own table of doses."""
    own = n is None
    who = "dose table of the paper: INR" if own else f"INR at the stable dose of {n} people"
    locus = "Table 5 (secondary)" if own else "cohort, White, 60-79 y, INR 2-3, no interacting drug"
    return Check(
        name=f"{who}, {cyp2c9} {vkorc1}",
        kind="reported" if own else "observed",
        output="INR",
        measure="value_end",
        expected=2.5 if own else 2.46,
        unit="1",
        tolerance=0.05 if own else 0.25,
        source=Citation(key="Hamberg2007" if own else "IWPC2009", locus=locus),
        dose_mg=mg_a_day,
        interval_h=24,
        doses=120,
        genotypes={"CYP2C9": cyp2c9, "VKORC1": _VKORC1[vkorc1]},
        given={"age": 70},
        disagrees=disagrees,
    )


_RARE = "clearance of carriers of two variants rests on a handful of people and is far below that of others"
_IWPC = (
    ("*1/*1", "G/G", 44.59, 208),
    ("*1/*1", "A/G", 33.43, 256),
    ("*1/*1", "A/A", 21.37, 79),
    ("*1/*2", "G/G", 38.07, 54),
    ("*1/*2", "A/G", 27.59, 84),
    ("*1/*2", "A/A", 20.04, 27),
    ("*1/*3", "G/G", 28.28, 41),
    ("*1/*3", "A/G", 21.75, 46),
    ("*1/*3", "A/A", 17.14, 14),
    ("*2/*2", "G/G", 28.60, 5, _RARE),
    ("*2/*2", "A/G", 25.54, 8, _RARE),
    ("*2/*3", "G/G", 26.80, 6, _RARE),
    ("*2/*3", "A/G", 14.29, 7),
)

MODEL = Model(
    name="Hamberg2007_warfarin",
    drug="warfarin",
    title="S-warfarin and INR in Italian patients: CYP2C9, VKORC1 and age",
    source=_T2,
    verified="values from a secondary transcription of Tables 2 and 4; doses for an INR of 2.5 in its Table 5 agree",
    population=Population(
        studied="150 Italian patients on warfarin, median 71 years; the later model of 2010 supersedes this one",
        n=150,
        age_years=(22, 87),
        used_for_years=(18, 90),
        used_because="the studied ages; clearance falls in a straight line with age",
        not_for=(
            "carriers of two variant alleles of CYP2C9: a handful, with clearances far below later ones",
            "children, liver failure, inhibitors of CYP2C9",
            "the spread between people: covariances of the random effects are not printed",
            "the error of a single INR: 0.0325 may be a variance or an SD",
        ),
        source=_T1,
    ),
    compartments=(
        *_BODY[0],
        *(Compartment(name=n, holds="clotting signal, fast chain", unit="1", initial="1") for n in _FAST),
        Compartment(name="slow1", holds="clotting signal, slow chain", unit="1", initial="1"),
    ),
    parameters=(
        _p("ka", 2.0, "1/h", note="fixed"),
        _p("CL_71", 0.314, "L/h", 0.0395, 0.0917, "at 71 years, *1/*1"),
        _p("age_slope", 0.0091, "1/year", 0.289),
        *(_p(name, value, "1") for _, name, value in _FACTORS),
        _p("V", 13.8, "L", 0.0364, 0.0664),
        _p("Q", 0.131, "L/h", 0.163),
        _p("V2", 6.59, "L", 0.241, 0.6845),
        _p("EC50_GG", 4.61, "mg/L", 0.414),
        _p("EC50_AG", 3.02, "mg/L", 0.374),
        _p("EC50_AA", 2.20, "mg/L", 0.386),
        _p("EC50_scale", 1.0, "1", None, 0.1551, "carries the variability of EC50"),
        _p("gamma", 0.424, "1", 0.124),
        _p("MTT_fast", 11.6, "h", 0.0465, 0.0197, "of each of six compartments"),
        _p("MTT_slow", 120.0, "h", 0.23, 0.7253, "of one compartment"),
        _p("lambda_INR", 3.61, "1", 0.0922),
        _p("INR_max", 20.0, "1", note="fixed"),
        _p("INR_base", 1.0, "1", note="INR before the first dose"),
    ),
    covariates=(Covariate(name="age", unit="year", studied=(22, 87), typical=71, source=_T1),),
    genotypes=(
        GenotypeEffect(
            name="CYP2C9",
            gene="CYP2C9",
            by="diplotype",
            levels={diplotype: name for diplotype, name, _ in _FACTORS},
            reference="*1/*1",
            source=_T2,
            unstudied="S-warfarin clearance is not published for this pair of CYP2C9 alleles in this study",
        ),
        GenotypeEffect(
            name="VKORC1",
            gene="VKORC1",
            by="diplotype",
            levels={_VKORC1["G/G"]: "EC50_GG", _VKORC1["A/G"]: "EC50_AG", _VKORC1["A/A"]: "EC50_AA"},
            reference=_VKORC1["G/G"],
            source=_T4,
            reference_shown="-1639 GG",
            unstudied="warfarin sensitivity is not published for this VKORC1 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_71*CYP2C9*(1 - age_slope*(age - 71))", unit="L/h"),
        Derived(name="EC50", expression="VKORC1*EC50_scale", unit="mg/L"),
    ),
    flows=(
        *_BODY[1],
        Flow(source=None, destination="fast1", rate=f"1/MTT_fast/{_LEFT}"),
        *(
            Flow(source=a, destination=b, rate=f"{a}/MTT_fast")
            for a, b in zip(_FAST, (*_FAST[1:], None), strict=True)
        ),
        Flow(source=None, destination="slow1", rate=f"1/MTT_slow/{_LEFT}"),
        Flow(source="slow1", destination=None, rate="slow1/MTT_slow"),
    ),
    pathways=(
        Pathway(enzyme="CYP2C9", expression="CYP2C9", process="clearance of S-warfarin"),
        Pathway(
            enzyme="VKORC1", expression="VKORC1", process="concentration that halves the clotting signal"
        ),
    ),
    outputs=(
        Output(
            name="INR",
            analyte="INR",
            role="effect",
            expression="INR_base + INR_max*max(1 - fast6*slow1, 1e-12)**lambda_INR",
            unit="1",
        ),
        Output(name="S_warfarin", analyte="S-warfarin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(
        Residual(output="INR", source=_T4, log_sd=0.0325),
        Residual(output="S_warfarin", source=_T2, log_sd=0.301),
    ),
    routes=(Route(name="oral", compartment="depot", fraction="0.5"),),
    horizon_h=28 * 24,
    checks=(
        _check("*1/*1", "G/G", 7.72),
        _check("*1/*1", "A/G", 5.06),
        _check("*1/*1", "A/A", 3.68),
        _check("*2/*2", "G/G", 2.16),
        *(_check(c, v, week / 7, n, *why) for c, v, week, n, *why in _IWPC),
    ),
)
