"""Covariates that follow from others by a published formula, only where every input is known and current."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.sources import Measurement

__all__ = ["FORMULAS", "Formula", "derived_covariates"]

Known = Mapping[str, Measurement | Indeterminate]
ADULT_YEARS = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A derived covariate: its unit, the covariates it needs, whether age and sex enter, and its source."""

    name: str
    unit: str
    needs: tuple[str, ...]
    adult: bool
    source: str
    value: Callable[[Mapping[str, float], float, bool], float]


def _mosteller_m2(of: Mapping[str, float], _age: float, _female: bool) -> float:
    return math.sqrt(of["height"] * of["weight"] / 3600.0)


def _cockcroft_gault_mL_per_min(of: Mapping[str, float], age: float, female: bool) -> float:  # noqa: N802
    clearance = (140.0 - age) * of["weight"] / (72.0 * of["serum_creatinine"])
    return clearance * (0.85 if female else 1.0)


def _ckd_epi_2021(of: Mapping[str, float], age: float, female: bool) -> float:
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = of["serum_creatinine"] / kappa
    value = 142.0 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.200 * 0.9938**age
    return float(value * (1.012 if female else 1.0))


def _deindexed_mL_per_min(of: Mapping[str, float], _age: float, _female: bool) -> float:  # noqa: N802
    return of["egfr_indexed"] * of["body_surface_area"] / 1.73


FORMULAS = (
    Formula(
        name="body_surface_area",
        unit="m2",
        needs=("height", "weight"),
        adult=False,
        source="Mosteller, N Engl J Med 1987;317:1098",
        value=_mosteller_m2,
    ),
    Formula(
        name="creatinine_clearance_cockcroft_gault",
        unit="mL/min",
        needs=("weight", "serum_creatinine"),
        adult=True,
        source="Cockcroft and Gault, Nephron 1976;16:31, with the weight as measured",
        value=_cockcroft_gault_mL_per_min,
    ),
    Formula(
        name="egfr_ckd_epi_2021",
        unit="mL/min/{1.73_m2}",
        needs=("serum_creatinine",),
        adult=True,
        source="Inker, N Engl J Med 2021;385:1737 (CKD-EPI 2021, creatinine)",
        value=_ckd_epi_2021,
    ),
    Formula(
        name="egfr_deindexed",
        unit="mL/min",
        needs=("egfr_indexed", "body_surface_area"),
        adult=False,
        source="the definition of mL/min per 1.73 m2",
        value=_deindexed_mL_per_min,
    ),
)


def derived_covariates(
    known: Known, *, age_years: float | Indeterminate, sex: str | Indeterminate
) -> Mapping[str, Measurement | Indeterminate]:
    """Return the derived covariates; each names its formula and inputs, and is as old as its oldest input.

    The de-indexed eGFR starts from the reported indexed eGFR, else from CKD-EPI 2021.
    """
    found: dict[str, Measurement | Indeterminate] = dict(known)
    for formula in FORMULAS:
        found[formula.name] = _derive(formula, found, age_years, sex)
    return {formula.name: found[formula.name] for formula in FORMULAS}


def _inputs(formula: Formula, found: Known) -> dict[str, Measurement | Indeterminate]:
    taken = {name: found[name] for name in formula.needs}
    if isinstance(taken.get("egfr_indexed"), Indeterminate):
        taken["egfr_indexed"] = found["egfr_ckd_epi_2021"]
    return taken


def _derive(
    formula: Formula, found: Known, age_years: float | Indeterminate, sex: str | Indeterminate
) -> Measurement | Indeterminate:
    taken = _inputs(formula, found)
    missing = [m for m in taken.values() if isinstance(m, Indeterminate)]
    if formula.adult:
        missing += [m for m in (age_years, sex) if isinstance(m, Indeterminate)]
    if missing:
        return Indeterminate(why="; ".join(dict.fromkeys(m.why for m in missing)), resolve=missing[0].resolve)
    age = age_years if isinstance(age_years, float) else math.nan
    if formula.adult and age < ADULT_YEARS:
        return Indeterminate(why=f"{formula.source} is for adults", resolve="measure kidney function")
    inputs = {name: m for name, m in taken.items() if isinstance(m, Measurement)}
    value = formula.value({name: m.value for name, m in inputs.items()}, age, sex == "female")
    told = ", ".join(f"{m.name} {m.value:g} {m.unit} of {m.date.isoformat()}" for m in inputs.values())
    return Measurement(
        name=formula.name,
        value=value,
        unit=formula.unit,
        date=min(m.date for m in inputs.values()),
        code="derived",
        resource=f"{formula.source}; from {told}",
    )
