"""Tramadol drops in healthy Spanish adults, intermediate against other CYP2D6 phenotypes (Soria-Chacartegui 2026)."""

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
from foredose.models.structures import mammillary, transit

_T2 = Citation(key="SoriaChacartegui2026", locus="Table 2 (secondary)")
_T4 = Citation(key="SoriaChacartegui2026", locus="Table 4 (secondary)")
_COHORT = Citation(key="SoriaChacartegui2026", locus="Table 1 (secondary)")
_WEIGHT = Citation(
    key="SoriaChacartegui2026",
    locus="Table 1 (secondary): quartiles 66.2 and 74.2 kg; twice their spread taken, no range",
)
_NM, _IM = {"CYP2D6": "Normal Metabolizer"}, {"CYP2D6": "Intermediate Metabolizer"}
_STEPS = 19

_BODY = mammillary("tramadol", volume="V", exchange=(("Q", "V_peripheral"),))
_CHAIN = transit("tramadol on its way to absorption", number=_STEPS, rate="k_transit", into="depot")


def _p(name: str, value: float, unit: str, rse: float | None, iiv: float = 0.0, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, rse=rse, iiv=iiv, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "tramadol",
        "tolerance": 0.15,
        "dose_mg": 37.5,
        "interval_h": 48,
        "doses": 1,
        "genotypes": _NM,
        "given": {"weight": 70},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


MODEL = Model(
    name="SoriaChacartegui2026_tramadol",
    drug="tramadol",
    title="Tramadol after a single low dose in healthy adults: CYP2D6 phenotype and body weight",
    source=_T2,
    verified="values from a secondary transcription of the paper and its code, in which one line was repaired; AUC, "
    "peak, half-life and volume of its Table 4 agree",
    population=Population(
        studied="24 healthy Spanish adults, 37.5 mg in drops once; 8 intermediate, 14 normal, 2 ultrarapid",
        n=24,
        age_years=None,
        used_for_years=(18, 60),
        used_because="healthy adults, middle half 22 to 27 years; the range is not printed",
        not_for=(
            "poor metabolisers of CYP2D6: none was studied",
            "the opioid effect: O-desmethyltramadol, which carries it, is not in the model",
            "sustained-release tablets, children, old age, kidney or liver disease",
            "the variability of clearance and volume together: they varied together, by how much is not printed",
        ),
        source=_COHORT,
    ),
    compartments=(*_CHAIN[0], *_BODY[0]),
    parameters=(
        _p("MTT", 0.24, "h", 0.054, 0.041956, "to the depot; (N + 1) compartments of equal rate"),
        _p(
            "N_transit",
            18.0,
            "1",
            None,
            note="the paper estimates 17.6 (RSE 0.187): the nearest whole number here",
        ),
        _p("ka", 3.09, "1/h", 0.20, 0.773067),
        _p("CL_other", 51.1, "L/h", 0.065, note="over F; normal and ultrarapid metabolisers together"),
        _p(
            "CL_intermediate",
            51.1 * (1 - 0.198),
            "L/h",
            None,
            note="51.1 less 19.8 % (RSE of the effect 0.307)",
        ),
        _p("CL_scale", 1.0, "1", None, 0.088949, "carries the variability of clearance"),
        _p("V_central", 126.0, "L", 0.143, 0.383803, "over F, at 70 kg"),
        _p("weight_V", 0.0311, "1/kg", 0.313, note="a straight line in weight"),
        _p("Q", 175.0, "L/h", 0.143),
        _p("V_peripheral", 171.0, "L", 0.082),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(58, 82), typical=70, source=_WEIGHT),),
    genotypes=(
        GenotypeEffect(
            name="CL_group",
            gene="CYP2D6",
            by="phenotype",
            levels={
                "Normal Metabolizer": "CL_other",
                "Ultrarapid Metabolizer": "CL_other",
                "Intermediate Metabolizer": "CL_intermediate",
            },
            reference="Normal Metabolizer",
            source=_T2,
            reference_shown="normal or ultrarapid metaboliser",
            unstudied="clearance of tramadol is not published for this CYP2D6 phenotype in this study",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="k_transit", expression="(N_transit + 1)/MTT", unit="1/h"),
        Derived(name="CL", expression="CL_group*CL_scale", unit="L/h"),
        Derived(name="V", expression="V_central*(1 + weight_V*(weight - 70))", unit="L"),
    ),
    flows=(*_CHAIN[1], *_BODY[1]),
    pathways=(Pathway(enzyme="CYP2D6", expression="CL_group", process="clearance"),),
    outputs=(
        Output(name="tramadol", analyte="tramadol", role="parent", expression="1000*central/V", unit="ng/mL"),
    ),
    residuals=(Residual(output="tramadol", source=_T2, proportional=0.0983, additive=0.01),),
    routes=(Route(name="oral", compartment="transit1"),),
    horizon_h=4 * 24,
    checks=(
        _check("AUC, normal and ultrarapid metabolisers", "reported", "auc_inf", 739, "ng.h/mL", _T4),
        _check("AUC, intermediate metabolisers", "reported", "auc_inf", 911, "ng.h/mL", _T4, genotypes=_IM),
        _check("peak, normal and ultrarapid metabolisers", "reported", "cmax", 139, "ng/mL", _T4),
        _check("peak, intermediate metabolisers", "reported", "cmax", 140, "ng/mL", _T4, genotypes=_IM),
        _check(
            "half-life, normal and ultrarapid metabolisers",
            "reported",
            "half_life",
            4.2,
            "h",
            _T4,
            interval_h=24,
        ),
        _check(
            "half-life, intermediate metabolisers",
            "reported",
            "half_life",
            5.3,
            "h",
            _T4,
            interval_h=24,
            genotypes=_IM,
        ),
        _check(
            "clearance of an intravenous dose, extensive over intermediate metabolisers",
            "observed",
            "auc_inf",
            1.3,
            "ratio",
            Citation(key="Gan2007", locus="abstract: Malaysian patients"),
            tolerance=0.25,
            genotypes=_IM,
            versus=_NM,
        ),
    ),
)
