"""Intravenous busulfan in Chinese children: body surface, AST and GSTA1 (Yuan 2021)."""

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

_T1 = Citation(key="Yuan2021", locus="Tables 1 and 2")
_T3 = Citation(key="Yuan2021", locus="Table 3, final model, and equations 8-9")
_GIVEN = {"body_surface_area": 0.67, "ast": 29.1, "gsta1_a_b": 0}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    measure: str,
    expected: float,
    unit: str,
    source: Citation = _T3,
    given: dict[str, float] | None = None,
) -> Check:
    """Hold the typical child at 16.5 mg in two hours, or a ratio to it."""
    return Check(
        name=name,
        kind="derived" if source is _T3 else "observed",
        output="busulfan",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T3 else 0.25,
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
    name="Yuan2021_busulfan",
    drug="busulfan",
    title="Busulfan dosing in children by a population model with GSTA1",
    source=_T3,
    verified="clearance, volume, both variabilities and the 17.3 % lower clearance of *A/*B confirmed in the results "
    "of the authors' preprint; exponents and residual error from a secondary transcription of Table 3 (nlmixr2lib)",
    population=Population(
        studied="69 Chinese children before transplantation of blood stem cells, 398 levels; 15 were GSTA1 *A/*B",
        n=69,
        age_years=(0.50, 15.18),
        used_for_years=(0.5, 16),
        used_because="the studied children: size enters by body surface, age does not",
        not_for=(
            "adults",
            "GSTA1 *B/*B: the one child was left out",
            "oral busulfan",
            "a change of clearance over the four days of treatment: levels follow the first dose",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL_median", 4.79, "L/h", "at 0.67 m2 and AST 29.1; CV 18.65 %", iiv=0.034191, rse=0.040),
        _p("V_median", 14.80, "L", "at 0.67 m2; CV 23.63 %", iiv=0.0543345, rse=0.0402),
        _p("bsa_CL", 0.83, "1", rse=0.0872),
        _p("ast_CL", -0.21, "1", rse=0.3155),
        _p("a_b_CL", -0.19, "1", "of log clearance", rse=0.3411),
        _p("bsa_V", 0.92, "1", rse=0.0914),
    ),
    covariates=(
        Covariate(name="body_surface_area", unit="m2", studied=(0.28, 1.50), typical=0.67, source=_T1),
        Covariate(name="ast", unit="U/L", studied=(12.7, 127.4), typical=29.1, source=_T1),
        Covariate(name="gsta1_a_b", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL_median*(body_surface_area/0.67)**bsa_CL*(ast/29.1)**ast_CL*exp(a_b_CL*gsta1_a_b)",
            unit="L/h",
        ),
        Derived(name="V", expression="V_median*(body_surface_area/0.67)**bsa_V", unit="L"),
    ),
    pathways=(),
    outputs=(
        Output(name="busulfan", analyte="busulfan", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="busulfan", source=_T3, proportional=0.078, additive=0.043),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=48,
    checks=(
        _check("AUC of 16.5 mg: dose over clearance", "auc_inf", 16.5 / 4.79, "mg.h/L"),
        _check("half-life", "half_life", 0.693147 * 14.80 / 4.79, "h"),
        _check(
            "AUC, *A/*B over *A/*A: clearance 17.3 % lower",
            "auc_inf",
            1 / 0.827,
            "ratio",
            given={"gsta1_a_b": 1},
        ),
        _check(
            "AUC, *A/*B over *A/*A, against poor over normal GSTA1 groups of 112 children",
            "auc_inf",
            1 / 0.88,
            "ratio",
            Citation(key="Nava2018", locus="Table 2: clearance ratio 0.88"),
            {"gsta1_a_b": 1},
        ),
        _check(
            "AUC of 1 mg/kg in a child of 16.5 kg: median clearance of 41 publications",
            "auc_inf",
            1 / 0.22,
            "mg.h/L",
            Citation(key="Lawson2020", locus="abstract: 0.22 L/h/kg"),
        ),
    ),
)
