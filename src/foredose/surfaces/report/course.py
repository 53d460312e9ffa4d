"""The numbers behind both drawings of one course over time: axis, bands, window."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foredose.surfaces.words import clean, unit

if TYPE_CHECKING:
    from foredose.advice.assessment import Curve, Exposure, Window

__all__ = ["Band", "Course", "course", "course_of", "ticks"]

HOURS_PER_DAY = 24.0
DAYS_FROM_HOURS = 96.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Lower bound, median and upper bound at each time."""

    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One chart: ``window`` is ``None`` where the target is not in the unit of the axis."""

    title: str
    unit: str
    times: tuple[float, ...]
    time_unit: str
    twin: Band
    reference: Band
    window: Window | None
    top: float

    @property
    def scale(self) -> str:
        """Name the upright axis: the unit, or what is shown where it has none."""
        return self.unit or self.title

    def limit(self, value: float) -> float:
        """Bring a limit of the window into the axis, so that an open end is drawn to its edge."""
        return min(max(value, 0.0), self.top)


def course(exposure: Exposure) -> Course:
    """Bring the curve of one exposure to the scale on which it is drawn."""
    times = exposure.curve.times_h
    in_days = bool(times) and times[-1] - times[0] > DAYS_FROM_HOURS
    twin, reference = _band(exposure.curve.twin), _band(exposure.curve.reference)
    drawn = exposure.window if exposure.window and exposure.window.unit == exposure.unit else None
    return Course(
        title=clean(exposure.analyte),
        unit=unit(exposure.unit),
        times=tuple(time / HOURS_PER_DAY for time in times) if in_days else times,
        time_unit="days" if in_days else "hours",
        twin=twin,
        reference=reference,
        window=drawn,
        top=_top(twin, reference, drawn),
    )


def course_of(title: str, ucum: str, curve: Curve) -> Course:
    """Bring a curve without a window to the scale on which it is drawn."""
    twin, reference = _band(curve.twin), _band(curve.reference)
    return Course(
        title=clean(title), unit=unit(ucum), times=curve.times_h, time_unit="hours", twin=twin, reference=reference,
        window=None, top=_top(twin, reference, None),
    )  # fmt: skip


def _band(rows: tuple[tuple[float, ...], ...]) -> Band:
    """Sort the three values of each time: the median always lies between the two bounds."""
    sorted_rows = tuple(sorted(values) for values in zip(*rows, strict=True))
    low, median, high = (tuple(values[place] for values in sorted_rows) for place in range(3))
    return Band(low=low, median=median, high=high)


def _top(twin: Band, reference: Band, window: Window | None) -> float:
    """Find the top of the axis: both bands, and the limits of the window that are near them."""
    highest = max((*twin.high, *reference.high), default=1.0) or 1.0
    limits = (window.low, window.high, window.toxic) if window else ()
    near = [limit for limit in limits if math.isfinite(limit) and limit <= 2.5 * highest]
    return 1.06 * max(highest, *near, 0.0)


def ticks(top: float, most: int = 6) -> tuple[float, ...]:
    """Choose round steps from zero to ``top``."""
    raw = top / most
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw)
    return tuple(step * count for count in range(int(top / step + 1e-9) + 1))
