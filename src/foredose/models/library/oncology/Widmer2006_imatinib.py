"""Imatinib in adults with GIST or CML, without covariates (Widmer 2006, base model)."""

from foredose.core import Citation
from foredose.models.declaration import Check, Model, Output, Parameter, Population, Residual, Route
from foredose.models.structures import mammillary

_BASE = Citation(key="Widmer2006", locus="base model, as in Table 1 of Yang 2025")
_IV = Citation(key="Lombardo2018", locus="imatinib: intravenous clearance 3.3 mL/min/kg, mean residence 20 h")


def _p(name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_BASE, iiv=iiv, note=note)


def _check(
    name: str,
    measure: str,
    expected: float,
    unit: str,
    source: Citation,
    interval: float = 24,
    doses: int = 20,
    why: str | None = None,
) -> Check:
    return Check(
        name=name,
        kind="derived" if source is _BASE else "observed",
        output="imatinib",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _BASE else 0.25,
        source=source,
        dose_mg=400,
        interval_h=interval,
        doses=doses,
        genotypes={},
        given={},
        disagrees=why,
    )


_compartments, _flows = mammillary("imatinib")

MODEL = Model(
    name="Widmer2006_imatinib",
    drug="imatinib",
    title="Population pharmacokinetics of imatinib: the base model without alpha-1 acid glycoprotein",
    source=_BASE,
    verified="third hand: nlmixr2lib from Table 1 of an evaluation of 15 models (Yang 2025); the paper's own model "
    "with alpha-1 acid glycoprotein could not be read and is not here",
    population=Population(
        studied="59 Swiss adults with stromal tumour or chronic myeloid leukaemia, 321 levels, 150-800 mg a day",
        n=59,
        age_years=(20, 79),
        used_for_years=(18, 85),
        used_because="the studied adults and somewhat beyond: age is not in the base model",
        not_for=(
            "children",
            "telling people apart by weight or alpha-1 acid glycoprotein: the base model has no covariate",
            "co-medication with CYP3A inducers or inhibitors",
        ),
        source=_BASE,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 0.61, "1/h"),
        _p("CL", 14.3, "L/h", "CV 36 %, taken as the standard deviation of the log", iiv=0.1296),
        _p("V", 347, "L", "CV 63 %, taken as the standard deviation of the log", iiv=0.3969),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(),
    pathways=(),
    outputs=(
        Output(name="imatinib", analyte="imatinib", role="parent", expression="1000*central/V", unit="ng/mL"),
    ),
    residuals=(Residual(output="imatinib", source=_BASE, proportional=0.31),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=14 * 24,
    checks=(
        _check("AUC of 400 mg: dose over clearance", "auc_tau", 400_000 / 14.3, "ng.h/mL", _BASE),
        _check("half-life", "half_life", 0.693147 * 347 / 14.3, "h", _BASE, 120, 1),
        _check(
            "AUC of 400 mg in 70 kg from intravenous clearance and a bioavailability of 0.98",
            "auc_tau",
            400_000 * 0.98 / (3.3 * 0.06 * 70),
            "ng.h/mL",
            _IV,
        ),
        _check("half-life after intravenous imatinib: 22 h", "half_life", 22.0, "h", _IV, 120, 1),
        _check(
            "trough of 168 Chinese people with GIST at 400 mg",
            "ctrough",
            1521.26,
            "ng/mL",
            Citation(key="ImatinibTrough2018", locus="abstract: 1521 (SD 610) ng/mL"),
            why="there high troughs went with low body weight, which is not in this model of Swiss adults",
        ),
    ),
)
