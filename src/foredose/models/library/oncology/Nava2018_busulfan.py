"""Intravenous busulfan in children: weight, maturation and GSTA1 groups (Nava 2018)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Covariate,
    Derived,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_T1 = Citation(key="Nava2018", locus="Table 1")
_T2 = Citation(key="Nava2018", locus="Table 2, final model, and page 1497")
_GIVEN = {"weight": 16.5, "age": 4.9, "gsta1_rapid": 0, "gsta1_poor": 0}
_MATURE = 1 / (1 + ((52 * 4.9 + 40) / 46) ** -2.3)
_CL = 13.70 * (16.5 / 70) ** 0.75 * _MATURE


def _p(
    name: str,
    value: float,
    unit: str,
    note: str = "",
    *,
    iiv: float = 0.0,
    iov: float = 0.0,
    rse: float | None = None,
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, iov=iov, rse=rse, note=note)


def _check(
    name: str,
    measure: str,
    expected: float,
    unit: str,
    source: Citation = _T2,
    given: dict[str, float] | None = None,
) -> Check:
    """Hold a child of 16.5 kg and 4.9 years at 16.5 mg in two hours, or a ratio to it."""
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output="busulfan",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=16.5,
        interval_h=48,
        doses=1,
        duration_h=2,
        genotypes={},
        given={**_GIVEN, **(given or {})},
        versus={} if unit == "ratio" else None,
        versus_given=_GIVEN if unit == "ratio" else None,
    )


_compartments, _flows = mammillary("busulfan", absorption=None)

MODEL = Model(
    name="Nava2018_busulfan",
    drug="busulfan",
    title="GSTA1 in a population model of intravenous busulfan in children",
    source=_T2,
    verified="all values from a secondary transcription of Table 2 and the supplement (nlmixr2lib), which derives the "
    "age at which volume is centred (5.4 years): the paper does not print it",
    population=Population(
        studied="112 children and adolescents of one Canadian centre before transplantation of blood stem cells, 1735 "
        "levels, 199 profiles; 16 rapid and 16 poor by GSTA1",
        n=112,
        age_years=(0.1, 20),
        used_for_years=(0.1, 20),
        used_because="the studied ages",
        not_for=(
            "adults",
            "preterm infants: 40 weeks of gestation are taken for everybody",
            "conditioning with fludarabine: such regimens were left out",
            "oral busulfan",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL70", 13.70, "L/h", "CV 13.3 %, between days 7.3 %", iiv=0.0175561, iov=0.0053246, rse=0.0243),
        _p("V70", 49.57, "L", "CV 7.0 %, between days 9.6 %", iiv=0.0048879, iov=0.0091775, rse=0.0115),
        _p("TM50", 46, "week", "postmenstrual; carried over from McCune 2014"),
        _p("hill", 2.3, "1", "carried over from McCune 2014"),
        _p("weeks", 52, "week/year", "postmenstrual age = 52 weeks a year and 40 weeks before birth"),
        _p("term", 40, "week"),
        _p("pma_V", -0.06, "1", "read as an exponent: the paper prints no equation", rse=0.234),
        _p("pma_centre", 320.8, "week", "unknown in the paper: made from its median age of 5.4 years"),
        _p("rapid", 1.07, "1", rse=0.044),
        _p(
            "poor",
            0.88,
            "1",
            "the printed standard error of 0.4 % does not fit its interval 0.82-0.96: left out",
        ),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(3, 100),
            typical=None,
            source=Citation(
                key="Nava2018",
                locus="unknown: no weights are printed; the range is a choice of this library for ages 0.1-20",
            ),
        ),
        Covariate(name="age", unit="year", studied=(0.1, 20), typical=5.4, source=_T1),
        Covariate(name="gsta1_rapid", unit="1", studied=(0, 1), typical=None, source=_T1),
        Covariate(name="gsta1_poor", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="pma", expression="weeks*age + term", unit="week"),
        Derived(name="mature", expression="1/(1 + (pma/TM50)**(-hill))", unit="1"),
        Derived(
            name="CL",
            expression="CL70*(weight/70)**0.75*mature*rapid**gsta1_rapid*poor**gsta1_poor",
            unit="L/h",
        ),
        Derived(name="V", expression="V70*(weight/70)*(pma/pma_centre)**pma_V", unit="L"),
    ),
    pathways=(),
    outputs=(
        Output(name="busulfan", analyte="busulfan", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="busulfan", source=_T2, proportional=0.074),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=48,
    checks=(
        _check("AUC of 1 mg/kg in a child of 16.5 kg: dose over clearance", "auc_inf", 16.5 / _CL, "mg.h/L"),
        _check("AUC, poor over normal group", "auc_inf", 1 / 0.88, "ratio", given={"gsta1_poor": 1}),
        _check("AUC, rapid over normal group", "auc_inf", 1 / 1.07, "ratio", given={"gsta1_rapid": 1}),
        _check(
            "AUC, poor over normal group, against *A/*B over *A/*A of 69 Chinese children",
            "auc_inf",
            1 / 0.827,
            "ratio",
            Citation(key="Yuan2021", locus="results: clearance 17.3 % lower"),
            {"gsta1_poor": 1},
        ),
        _check(
            "AUC of 1 mg/kg in a child of 16.5 kg: median clearance of 41 publications, perhaps with this one",
            "auc_inf",
            1 / 0.22,
            "mg.h/L",
            Citation(key="Lawson2020", locus="abstract: 0.22 L/h/kg"),
        ),
        _check(
            "half-life in a child of 16.5 kg: median volume over median clearance of 41 publications",
            "half_life",
            0.693147 * 0.69 / 0.22,
            "h",
            Citation(key="Lawson2020", locus="abstract: 0.69 L/kg and 0.22 L/h/kg"),
        ),
        _check(
            "AUC of 16.5 mg at 18 years and 70 kg: clearance of 1610 people of all ages",
            "auc_inf",
            16.5 / 12.4,
            "mg.h/L",
            Citation(key="McCune2014", locus="abstract: 12.4 L/h for a man of 70 kg"),
            {"weight": 70, "age": 18},
        ),
    ),
)
