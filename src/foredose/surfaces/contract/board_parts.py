"""Parts of ``foredose/board/1`` beyond ratios: library models, forecasts of levels, groups, and what moved."""

from __future__ import annotations

from typing import Literal

from foredose.surfaces.contract.base import Part

__all__ = [
    "ChangedShown",
    "DriftShown",
    "ForecastShown",
    "GroupShown",
    "ModelContextShown",
    "ModelRowShown",
    "MonitoringShown",
    "MovedShown",
    "RateShown",
    "RowThen",
]


class RateShown(Part):
    """A rate with its exact 95 % interval."""

    value: float
    low: float
    high: float


class ModelContextShown(Part):
    """One drug's library models; no interval is published of what the checks hold, so no coverage is told."""

    name: str
    n: int
    models: int
    observed_numbers: int
    studies: int
    not_counted: int
    gmfe: float | None
    bias: float | None
    within_2fold: RateShown | None
    within_guest: RateShown | None
    criterion: str
    qualified: bool
    verdict: str


class ModelRowShown(Part):
    """One observed number of a study that did not build the model; ``why_not`` says why it does not count."""

    id: str
    context: tuple[str, ...]
    drug: str
    model: str
    what: str
    unit: str
    predicted: float | None
    observed: float
    source: str
    why_not: str


class ForecastShown(Part):
    """One way to forecast next levels; ``coverage_people`` is the 95 % interval when people are resampled."""

    by: str
    n: int
    people: int
    gmfe: float
    bias: float
    within_2fold: RateShown
    coverage_90: RateShown | None
    coverage_people: tuple[float, float] | None
    fold_width: float | None


class MonitoringShown(Part):
    """Forecasts of next levels from earlier ones, with simple rules on the same levels."""

    name: str
    model: str
    data: str
    own: ForecastShown
    rules: tuple[ForecastShown, ...]
    criterion: str
    qualified: bool
    verdict: str


class GroupShown(Part):
    """Rows of one drug or one ancestry, within one family of contexts."""

    name: str
    family: str
    split: Literal["validation", "calibration"]
    n: int
    not_predicted: int
    gmfe: float
    bias: float
    within_2fold: RateShown
    within_guest: RateShown | None
    coverage_90: RateShown | None
    fold_width: float | None


class RowThen(Part):
    """A row in one release."""

    id: str
    what: str
    predicted: float | None
    observed: float | None


class MovedShown(Part):
    """A row whose prediction or observed number moved by more than 1 %."""

    before: RowThen
    now: RowThen


class ChangedShown(Part):
    """A context whose figures or verdict are others; ``None`` where it did not stand."""

    name: str
    figures_before: str | None
    figures_now: str | None
    verdict_before: str | None
    verdict_now: str | None


class DriftShown(Part):
    """One table of an earlier release beside this one's."""

    table: str
    compared: int
    new: tuple[RowThen, ...]
    gone: tuple[RowThen, ...]
    moved: tuple[MovedShown, ...]
    changed: tuple[ChangedShown, ...]
