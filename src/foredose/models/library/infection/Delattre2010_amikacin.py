"""Amikacin in the first day of severe sepsis, by creatinine clearance (Delattre 2010)."""

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

_T1 = Citation(key="Delattre2010", locus="Table 1 (secondary)")
_T2 = Citation(key="Delattre2010", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("amikacin", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _check(
    name: str,
    kind: CheckKind,
    key: str,
    locus: str,
    expected: float,
    *,
    clcr: float = 55.5,
    measure: str = "auc_inf",
    tolerance: float = 0.25,
    disagrees: str | None = None,
) -> Check:
    """One infusion of 25 mg/kg in a person of 70 kg."""
    return Check(
        name=name,
        kind=kind,
        output="amikacin",
        measure=measure,
        expected=expected,
        unit="mg/L" if measure == "value_at" else "mg.h/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=1750,
        interval_h=240,
        doses=1,
        genotypes={},
        given={"creatinine_clearance": clcr},
        duration_h=0.5,
        at_h=1 if measure == "value_at" else 0,
        disagrees=disagrees,
    )


MODEL = Model(
    name="Delattre2010_amikacin",
    drug="amikacin",
    title="Amikacin population pharmacokinetics in critically ill septic patients, first 24 hours",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib). Creatinine "
    "clearance is read as divided by its median: then clearance is 2.19 L/h at the median, and the model without "
    "covariates printed 2.21; subtracting the median would make clearance negative below it",
    population=Population(
        studied="88 adults with severe sepsis or septic shock in four Belgian units, first dose of 25 mg/kg",
        n=88,
        age_years=(22, 89),
        used_for_years=(18, 90),
        used_because="the studied adults; people under 18 or over 90 were excluded",
        not_for=(
            "children",
            "dialysis",
            "people who are not critically ill",
            "later days of treatment: only the first day was seen",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="CL_rest", value=0.77, unit="L/h", source=_T2, rse=0.284),
        Parameter(
            name="CL_renal",
            value=1.42,
            unit="L/h",
            source=_T2,
            rse=0.184,
            note="at a creatinine clearance of 55.5 mL/min, in proportion to it",
        ),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.30045,
            note="carries the spread of the whole clearance, printed CV 59.2 %",
        ),
        Parameter(name="V1", value=19.2, unit="L", source=_T2, iiv=0.14226, note="printed CV 39.1 %"),
        Parameter(name="V2", value=9.38, unit="L", source=_T2, iiv=0.17403, note="printed CV 43.6 %"),
        Parameter(name="Q", value=4.38, unit="L/h", source=_T2, iiv=0.02751, note="printed CV 16.7 %"),
    ),
    covariates=(
        Covariate(
            name="creatinine_clearance", unit="mL/min", studied=(12.3, 408.3), typical=55.5, source=_T1
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL", expression="(CL_rest + CL_renal*(creatinine_clearance/55.5))*CL_scale", unit="L/h"
        ),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="amikacin", analyte="amikacin", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="amikacin", source=_T2, proportional=0.268, additive=1.03),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=5 * 24,
    checks=(
        _check(
            "dose over the clearance of the model without covariates",
            "reported",
            "Delattre2010",
            "Table 2, structural model: 2.21 L/h (secondary)",
            1750 / 2.21,
            tolerance=0.03,
        ),
        _check(
            "level half an hour after 25 mg/kg, 93 critically ill people",
            "observed",
            "Logre2020",
            "abstract: median peak 55.2 mg/L",
            55.2,
            measure="value_at",
            disagrees="the hour of the peak is not in the abstract; in the hospitals that built this model seven of "
            "ten peaks were above 64 mg/L (Taccone 2010)",
        ),
        _check(
            "104 intensive care patients, at 70 kg and a creatinine clearance of 55.5 mL/min",
            "observed",
            "Gatta1996",
            "abstract: clearance (mL/min/kg) 0.13 + 0.86 x creatinine clearance (mL/min/kg)",
            1750 / ((0.13 + 0.86 * 55.5 / 70) * 70 * 0.06),
            disagrees="Gatta's patients cleared 1.5 times more at the same creatinine clearance; here only the first "
            "hours of sepsis were seen",
        ),
        _check(
            "healthy volunteers, taken to have a creatinine clearance of 120 mL/min",
            "observed",
            "Lombardo2018",
            "human intravenous data set: clearance 1.1 mL/min/kg",
            1750 / (1.1 * 70 * 0.06),
            clcr=120,
        ),
    ),
)
