"""Levetiracetam by vein in intensive care, by measured creatinine clearance (Bilbao-Meseguer 2021)."""

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

_SOURCE = Citation(key="BilbaoMeseguer2021", locus="Table 3, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("levetiracetam", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="BilbaoMeseguer2021", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="levetiracetam",
    dose_mg=500,
    interval_h=12,
    doses=10,
    duration_h=0.25,
    genotypes={},
    given={"creatinine_clearance": 120},
)

MODEL = Model(
    name="BilbaoMeseguer2021_levetiracetam",
    drug="levetiracetam",
    title="Levetiracetam in critically ill patients with normal or augmented renal function",
    source=_SOURCE,
    verified="the paper was not read; values from a secondary transcription of Table 3 (nlmixr2lib)",
    population=Population(
        studied="27 patients in intensive care, creatinine clearance from 54 to 239 mL/min",
        n=27,
        age_years=(23, 81),
        used_for_years=(18, 85),
        used_because="the studied adults; age acts through kidney function",
        not_for=(
            "creatinine clearance under 50 mL/min",
            "renal replacement",
            "children",
            "oral doses: not in the model",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p(
            "CL_scale",
            1.0,
            "1",
            iiv=log(1 + 0.327**2),
            note="carries the variability of the sum of both arms",
        ),
        _p("CL_nonrenal", 3.5, "L/h", rse=0.09),
        _p("CL_renal", 1.0, "L/h", note="not estimated: the equation has no coefficient before the ratio"),
        _p("kidney_exponent", 2.5, "1", rse=0.17),
        _p("V1", 20.7, "L", iiv=log(1 + 0.561**2), rse=0.18),
        _p("Q", 31.9, "L/h", rse=0.22),
        _p("V2", 33.5, "L", rse=0.13),
    ),
    covariates=(
        _covariate("creatinine_clearance", "mL/min", 54, 239, 117, "Table 1: measured in urine (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="(CL_nonrenal + CL_renal*(creatinine_clearance/120)**kidney_exponent)*CL_scale",
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="levetiracetam", analyte="levetiracetam", role="parent", expression="central/V1", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="levetiracetam", source=_SOURCE, proportional=0.223),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=120,
    checks=(
        _check(
            name="dose over clearance at 120 mL/min",
            kind="derived",
            measure="auc_tau",
            expected=500 / 4.5,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="BilbaoMeseguer2021", locus="Table 3 (secondary)"),
            duration_h=0.5,
        ),
        _check(
            name="dose over clearance at 200 mL/min",
            kind="derived",
            measure="auc_tau",
            expected=500 / (3.5 + (200 / 120) ** 2.5),
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="BilbaoMeseguer2021", locus="Table 3 (secondary)"),
            duration_h=0.5,
            given={"creatinine_clearance": 200},
        ),
        _check(
            name="area in twelve neurocritical patients, taken to have 120 mL/min",
            kind="observed",
            measure="auc_tau",
            expected=500 / 5.6,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Spencer2011", locus="abstract: 5.6 L/h; kidney function is not in it"),
        ),
        _check(
            name="half-life in twelve neurocritical patients, taken to have 120 mL/min",
            kind="observed",
            measure="half_life",
            expected=5.2,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Spencer2011", locus="abstract: 5.2 h"),
            disagrees="their volume was 37 L, here 54 L; their kidney function is not in the abstract",
        ),
    ),
)
