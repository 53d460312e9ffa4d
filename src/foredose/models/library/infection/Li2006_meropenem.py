"""Meropenem in adult patients, by creatinine clearance, age and weight (Li 2006)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_SOURCE = Citation(key="Li2006", locus="DDMORE DDMODEL00000213, parameters (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("meropenem", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _check(
    name: str,
    kind: CheckKind,
    key: str,
    locus: str,
    measure: str,
    expected: float,
    tolerance: float,
    clcr: float,
) -> Check:
    """1 g over half an hour, at 35 years and 70 kg."""
    return Check(
        name=name,
        kind=kind,
        output="meropenem",
        measure=measure,
        expected=expected,
        unit={"cmax": "mg/L", "half_life": "h"}.get(measure, "mg.h/L"),
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=1000,
        interval_h=8 if measure == "half_life" else 24,
        doses=1,
        genotypes={},
        given={"creatinine_clearance": clcr, "age": 35, "weight": 70},
        duration_h=0.5,
    )


MODEL = Model(
    name="Li2006_meropenem",
    drug="meropenem",
    title="Meropenem population pharmacokinetics in adult patients",
    source=_SOURCE,
    verified="the paper was not read; values from a secondary transcription (nlmixr2lib) of the DDMORE entry, whose "
    "note says that the model is used as published. Ranges of the studied people are not in it",
    population=Population(
        studied="79 adult patients with infections",
        n=79,
        age_years=None,
        used_for_years=(18, 90),
        used_because="adults; the range of ages was not found, the median was 35 years (DDMORE)",
        not_for=("children", "dialysis", "continuous renal replacement"),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="CL35", value=14.6, unit="L/h", source=_SOURCE, iiv=0.118),
        Parameter(name="V1_70", value=10.8, unit="L", source=_SOURCE, iiv=0.143),
        Parameter(name="Q", value=18.6, unit="L/h", source=_SOURCE, iiv=0.290),
        Parameter(name="V2", value=12.6, unit="L", source=_SOURCE, iiv=0.102),
        Parameter(name="age_exponent", value=-0.34, unit="1", source=_SOURCE),
        Parameter(
            name="clcr_exponent", value=0.62, unit="1", source=_SOURCE, note="fixed in the DDMORE entry"
        ),
        Parameter(name="weight_exponent", value=0.99, unit="1", source=_SOURCE),
    ),
    covariates=(
        Covariate(
            name="creatinine_clearance",
            unit="mL/min",
            studied=(10, 150),
            typical=83,
            source=Citation(
                key="Li2006", locus="DDMORE: centre 83 mL/min; range unknown, 10 to 150 used here"
            ),
        ),
        Covariate(
            name="age",
            unit="year",
            studied=(18, 90),
            typical=35,
            source=Citation(key="Li2006", locus="DDMORE: centre 35 years; range unknown, adults used here"),
        ),
        Covariate(
            name="weight",
            unit="kg",
            studied=(40, 120),
            typical=70,
            source=Citation(key="Li2006", locus="DDMORE: centre 70 kg; range unknown, 40 to 120 used here"),
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL35*(age/35)**age_exponent*(creatinine_clearance/83)**clcr_exponent",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_70*(weight/70)**weight_exponent", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="meropenem", analyte="meropenem", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="meropenem", source=_SOURCE, proportional=0.19, additive=0.47),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=3 * 24,
    checks=(
        _check(
            "dose over clearance at 83 mL/min",
            "derived",
            "Li2006",
            "DDMORE: 14.6 L/h (secondary)",
            "auc_inf",
            1000 / 14.6,
            0.02,
            83,
        ),
        _check(
            "area of 1 g in healthy volunteers, taken to have 120 mL/min",
            "observed",
            "Meropenem1995",
            "abstract: clearance about 15.5 L/h/70 kg",
            "auc_inf",
            1000 / 15.5,
            0.25,
            120,
        ),
        _check(
            "half-life in healthy volunteers",
            "observed",
            "Meropenem1995",
            "abstract: about 1 hour",
            "half_life",
            1.0,
            0.25,
            120,
        ),
        _check(
            "peak of 1 g over 30 minutes in healthy volunteers",
            "observed",
            "MeropenemLabelCH",
            "pharmacokinetics: about 49 mg/L",
            "cmax",
            49,
            0.25,
            120,
        ),
    ),
)
