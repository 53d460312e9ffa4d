"""The exposure part of an assessment: figures, window and curve of one analyte or effect."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from foredose.surfaces.contract.base import EstimateShown, Part, Probability

if TYPE_CHECKING:
    from foredose.advice.assessment import Curve, Exposure

__all__ = ["CurveShown", "ExposureShown", "curve_shown", "exposure_shown"]


class CitationShown(Part):
    """A key of the reference list and the locus in it."""

    key: str
    locus: str


def _limit(value: object) -> object:
    """Print a limit that does not exist (infinity) as null."""
    return None if isinstance(value, float) and math.isinf(value) else value


Limit = Annotated[float | None, BeforeValidator(_limit)]


class WindowShown(Part):
    """The target: between ``low`` and ``high`` is wanted, above ``toxic`` is harm; null is "no limit"."""

    measure: str
    low: Limit
    high: Limit
    toxic: Limit
    unit: str
    source: CitationShown
    basis: str
    kind: str


class InWindow(Part):
    """The probability of lying in the window, and the window."""

    probability: Probability | None
    window: WindowShown


class Band(Part):
    """Median and 5-95 % band over time."""

    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class CurveShown(Part):
    """Course over time of the twin and of the reference twin."""

    times_h: tuple[float, ...]
    twin: Band
    reference: Band


class ExposureShown(Part):
    """Simulated exposure of one analyte (or course of one effect) under the ordered regimen."""

    analyte: str
    role: str
    unit: str
    auc: EstimateShown | None
    cmax: EstimateShown
    ctrough: EstimateShown | None
    ratio_to_reference: EstimateShown
    in_window: InWindow | None
    above_toxic: Probability | None
    time_in_window: Probability | None
    mean: EstimateShown
    curve: CurveShown


def exposure_shown(exposure: Exposure) -> ExposureShown:
    """Join the window with its probability, and name the three rows of each band."""
    reshaped = {"in_window", "curve"}
    plain = {name: getattr(exposure, name) for name in ExposureShown.model_fields if name not in reshaped}
    return ExposureShown.model_validate(
        plain | {"in_window": _in_window(exposure), "curve": curve_shown(exposure.curve)}
    )


def _in_window(exposure: Exposure) -> InWindow | None:
    if exposure.window is None:
        return None
    return InWindow(probability=exposure.in_window, window=WindowShown.model_validate(exposure.window))


def curve_shown(curve: Curve) -> CurveShown:
    """Name the three rows of each band."""
    twin, reference = (
        Band(median=median, low=low, high=high) for median, low, high in (curve.twin, curve.reference)
    )
    return CurveShown(times_h=curve.times_h, twin=twin, reference=reference)
