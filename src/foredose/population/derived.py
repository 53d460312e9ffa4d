"""Covariates that follow from others by a published formula, for arrays of people; NaN where it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["ADULT_YEARS", "DERIVED", "DerivedCovariate"]

ADULT_YEARS = 18.0
Known = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedCovariate:
    """A formula: what it needs, its unit and source, and whether it is for adults alone."""

    needs: tuple[str, ...]
    unit: str
    source: str
    adult: bool
    value: Callable[[Known], np.ndarray]

    def of(self, known: Known) -> np.ndarray:
        """Return the covariate, NaN for people whom the formula is not for."""
        value = self.value(known)
        return np.where(known["age"] >= ADULT_YEARS, value, np.nan) if self.adult else value


def _bmi(k: Known) -> np.ndarray:
    return k["weight"] / (k["height"] / 100.0) ** 2


def _mosteller(k: Known) -> np.ndarray:
    return np.sqrt(k["height"] * k["weight"] / 3600.0)


def _lean(k: Known) -> np.ndarray:
    base, slope = np.where(k["female"], 8780.0, 6680.0), np.where(k["female"], 244.0, 216.0)
    return np.asarray(9270.0 * k["weight"] / (base + slope * _bmi(k)))


def _cockcroft_gault(k: Known) -> np.ndarray:
    clearance = (140.0 - k["age"]) * k["weight"] / (72.0 * k["serum_creatinine"])
    return np.asarray(clearance * np.where(k["female"], 0.85, 1.0))


def _ckd_epi(k: Known) -> np.ndarray:
    female = k["female"]
    ratio = k["serum_creatinine"] / np.where(female, 0.7, 0.9)
    low = np.minimum(ratio, 1.0) ** np.where(female, -0.241, -0.302)
    value = 142.0 * low * np.maximum(ratio, 1.0) ** -1.2 * 0.9938 ** k["age"]
    return value * np.where(female, 1.012, 1.0)


DERIVED: Mapping[str, DerivedCovariate] = {
    "bmi": DerivedCovariate(
        needs=("height", "weight"), unit="kg/m2", source="definition", adult=False, value=_bmi
    ),
    "body_surface_area": DerivedCovariate(
        needs=("height", "weight"),
        unit="m2",
        source="Mosteller, N Engl J Med 1987;317:1098",
        adult=False,
        value=_mosteller,
    ),
    "lean_body_mass": DerivedCovariate(
        needs=("height", "weight", "female"),
        unit="kg",
        source="Janmahasatian, Clin Pharmacokinet 2005;44:1051",
        adult=True,
        value=_lean,
    ),
    "creatinine_clearance_cockcroft_gault": DerivedCovariate(
        needs=("age", "female", "weight", "serum_creatinine"),
        unit="mL/min",
        source="Cockcroft and Gault, Nephron 1976;16:31, with the weight as drawn",
        adult=True,
        value=_cockcroft_gault,
    ),
    "egfr_ckd_epi_2021": DerivedCovariate(
        needs=("age", "female", "serum_creatinine"),
        unit="mL/min/{1.73_m2}",
        source="Inker, N Engl J Med 2021;385:1737 (CKD-EPI 2021, creatinine)",
        adult=True,
        value=_ckd_epi,
    ),
}
