"""Lamotrigine alone in newly diagnosed epilepsy, with auto-induction (Hussein 1997)."""

from functools import partial
from math import log

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

_SOURCE = Citation(key="Hussein1997", locus="Table 4 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("lamotrigine")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Hussein1997", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check, output="lamotrigine", dose_mg=120, interval_h=240, doses=1, genotypes={}, given={"asian": 0}
)

MODEL = Model(
    name="Hussein1997_lamotrigine",
    drug="lamotrigine",
    title="Population pharmacokinetics of lamotrigine monotherapy in patients with epilepsy",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 4 (nlmixr2lib). "
        "The paper adds the variability to the fraction, here it multiplies (log scale). "
        "Induction is per week in the paper, per hour here, and counts from the first dose"
    ),
    population=Population(
        studied="163 patients, newly diagnosed, 50 to 200 mg a day alone",
        n=163,
        age_years=(14, 76),
        used_for_years=(14, 80),
        used_because="the studied people; age is not in the model",
        not_for=(
            "valproate, enzyme inducers and oestrogens: not in the model",
            "children",
            "pregnancy",
            "kidney or liver failure",
            "HLA and skin reactions",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 3.18, "1/h"),
        _p("V", 77.4, "L", iiv=log(1 + 0.336**2), note="apparent"),
        _p(
            "CL_scale", 1.0, "1", iiv=log(1 + 0.321**2), note="carries the variability of the whole clearance"
        ),
        _p("CL_induced", 2.28, "L/h", note="apparent"),
        _p("CL_gain", 0.338, "L/h"),
        _p("k_induction", 0.119 / 168, "1/h", note="0.119 per week"),
        _p("asian_CL", -0.287, "1", note="five people"),
    ),
    covariates=(_covariate("asian", "1", 0, 1, 0, "5 of 163 (secondary)"),),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="(CL_induced - CL_gain*exp(-k_induction*time))*(1 + asian_CL*asian)*CL_scale",
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="lamotrigine", analyte="lamotrigine", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="lamotrigine", source=_SOURCE, proportional=0.208),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=672,
    checks=(
        _check(
            name="area over a day after 48 weeks: dose over clearance",
            kind="derived",
            measure="auc_tau",
            expected=200 / 2.28,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="Hussein1997", locus="Table 4 (secondary)"),
            dose_mg=200,
            interval_h=24,
            doses=336,
        ),
        _check(
            name="area over a day after 48 weeks, Asian over white",
            kind="derived",
            measure="auc_tau",
            expected=1 / 0.713,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Hussein1997", locus="Table 4 (secondary)"),
            dose_mg=200,
            interval_h=24,
            doses=336,
            given={"asian": 1},
            versus_given={"asian": 0},
        ),
        _check(
            name="half-life after one dose, 179 healthy people",
            kind="observed",
            measure="half_life",
            expected=32.8,
            unit="h",
            tolerance=0.25,
            source=Citation(key="LamotrigineLabelUS", locus="12.3: mean 32.8 h"),
            interval_h=120,
        ),
        _check(
            name="half-life after one dose, 10 healthy people",
            kind="observed",
            measure="half_life",
            expected=24.1,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Cohen1987", locus="abstract: 24.1 h"),
            interval_h=120,
        ),
        _check(
            name="area of 120 mg, healthy people of 68 kg",
            kind="observed",
            measure="auc_inf",
            expected=120 / (0.44 * 0.06 * 68),
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="LamotrigineLabelUS", locus="12.3: 0.44 mL/min/kg"),
        ),
    ),
)
