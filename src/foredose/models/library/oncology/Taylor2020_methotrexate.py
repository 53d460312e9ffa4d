"""High-dose methotrexate in children with leukaemia: body surface and creatinine (Taylor 2020, MTXPK.org)."""

from foredose.core import Citation
from foredose.models.declaration import Check, Covariate, Derived, Model, Output, Parameter, Population, Route
from foredose.models.structures import mammillary

_T1 = Citation(key="Taylor2020", locus="Table 1")
_T3 = Citation(key="Taylor2020", locus="Table 3 and page 638")
_INFANTS = Citation(key="Lonnerholm2009", locus="abstract: median clearance 6.22 L/h/m2, 57.8 umol/L at 24 h")


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _check(
    name: str, measure: str, expected: float, unit: str, source: Citation, bsa: float, why: str | None = None
) -> Check:
    """Hold 5 g/m2 in 24 hours at a creatinine of 29 umol/L (0.328 mg/dL)."""
    return Check(
        name=name,
        kind="derived" if source is _T3 else "observed",
        output="methotrexate",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T3 else 0.25,
        source=source,
        dose_mg=5000 * bsa,
        interval_h=24 if measure == "ctrough" else 1200,
        doses=1,
        duration_h=24,
        genotypes={},
        given={"body_surface_area": bsa, "serum_creatinine": 0.328},
        disagrees=why,
    )


_compartments, _flows = mammillary(
    "methotrexate", absorption=None, volume="V1", exchange=[("Q2", "V2"), ("Q3", "V3")]
)

MODEL = Model(
    name="Taylor2020_methotrexate",
    drug="methotrexate",
    title="MTXPK.org: high-dose methotrexate pharmacokinetics to inform care after the infusion",
    source=_T3,
    verified="people, levels and structure confirmed in the abstract; values from a secondary transcription of Table 3 "
    "(nlmixr2lib), which reads the column of variability as variances; the residual error is not printed in the paper, "
    "so there is none here",
    population=Population(
        studied="772 children with acute lymphoblastic leukaemia (NOPHO), 4986 courses of 5 or 8 g/m2 in 24 h, 31672 "
        "levels",
        n=772,
        age_years=(1, 18.83),
        used_for_years=(1, 19),
        used_because="the studied children: size enters by body surface",
        not_for=(
            "adults and infants",
            "low-dose methotrexate",
            "after glucarpidase: such courses were left out",
            "creatinine that rises during the course: here it is one number, in the paper it was followed",
            "the spread of single levels: no residual error is published",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL173", 11, "L/h", "per 1.73 m2", iiv=0.08, rse=0.007),
        _p("V1_173", 16.5, "L", "per 1.73 m2; variability fixed at 0", rse=0.052),
        _p("Q2_173", 0.602, "L/h", "per 1.73 m2; variability fixed at 0", rse=0.041),
        _p("V2_173", 4.55, "L", "per 1.73 m2", iiv=0.12, rse=0.034),
        _p("Q3_173", 0.111, "L/h", "per 1.73 m2", iiv=0.13, rse=0.020),
        _p("V3_173", 13.1, "L", "per 1.73 m2", iiv=0.10, rse=0.050),
        _p("creatinine_CL", -0.247, "1", rse=0.057),
    ),
    covariates=(
        Covariate(name="body_surface_area", unit="m2", studied=(0.4, 2.31), typical=0.745, source=_T1),
        Covariate(
            name="serum_creatinine",
            unit="mg/dL",
            studied=(0.1, 3.4),
            typical=0.328,
            source=Citation(
                key="Taylor2020",
                locus="median 29 umol/L (0.328 mg/dL); unknown range: 9-300 umol/L is a choice of this library",
            ),
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL173*(body_surface_area/1.73)*(serum_creatinine/0.328)**creatinine_CL",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_173*(body_surface_area/1.73)", unit="L"),
        Derived(name="Q2", expression="Q2_173*(body_surface_area/1.73)", unit="L/h"),
        Derived(name="V2", expression="V2_173*(body_surface_area/1.73)", unit="L"),
        Derived(name="Q3", expression="Q3_173*(body_surface_area/1.73)", unit="L/h"),
        Derived(name="V3", expression="V3_173*(body_surface_area/1.73)", unit="L"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="methotrexate", analyte="methotrexate", role="parent", expression="central/V1", unit="mg/L"
        ),
    ),
    residuals=(),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=1200,
    checks=(
        _check("AUC of 5 g/m2: dose over clearance", "auc_inf", 5000 * 1.73 / 11, "mg.h/L", _T3, 0.745),
        _check("AUC of 5 g/m2, 103 infants under one year", "auc_inf", 5000 / 6.22, "mg.h/L", _INFANTS, 0.4),
    ),
)
