"""Simulated courses to what is shown: medians with 90 % intervals, ratios to the reference twin, curves."""

from __future__ import annotations

import numpy as np

from foredose.advice.assessment import Curve, Exposure, Window
from foredose.core import Estimate
from foredose.models import Trajectory, measure_of
from foredose.models.declaration import Model, Output
from foredose.twin import Forecast

__all__ = ["area_unit", "estimate", "exposures", "probabilities"]

_BAND = (5, 50, 95)


def estimate(draws: np.ndarray, unit: str) -> Estimate:
    """Return the median and the 5th and 95th percentile of draws."""
    low, middle, high = np.percentile(draws, _BAND)
    return Estimate(value=float(middle), low=float(low), high=float(high), unit=unit)


def area_unit(unit: str) -> str:
    """Return the UCUM unit of an area under a curve in ``unit`` over hours: ``ng/mL`` gives ``h.ng/mL``."""
    return f"h.{unit}"


def probabilities(
    trajectory: Trajectory, output: str, window: Window, since_h: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, per draw, whether the measure is in the window, above the toxic limit, and above the window."""
    values = measure_of(trajectory, output, window.measure, since_h)
    return (values >= window.low) & (values <= window.high), values > window.toxic, values > window.high


def exposures(model: Model, forecast: Forecast, target: str, window: Window | None) -> tuple[Exposure, ...]:
    """Return one exposure per output of the model, the target first."""
    ordered = sorted(model.outputs, key=lambda o: (o.name != target, o.role == "metabolite"))
    return tuple(_exposure(o, forecast, window if o.name == target else None) for o in ordered)


def _exposure(output: Output, forecast: Forecast, window: Window | None) -> Exposure:
    since = forecast.timeline.last_start
    effect = output.role == "effect"
    measure = "value_mean" if effect else "auc_tau"
    own = measure_of(forecast.ordered, output.name, measure, since)
    normal = measure_of(forecast.reference, output.name, measure, since)
    inside = above = None
    if window is not None:
        within, over, _ = probabilities(forecast.ordered, output.name, window, since)
        inside, above = float(within.mean()), float(over.mean())
    return Exposure(
        analyte=output.analyte,
        role=output.role,
        unit=output.unit,
        auc=None if effect else estimate(own, area_unit(output.unit)),
        cmax=estimate(measure_of(forecast.ordered, output.name, "cmax", since), output.unit),
        ctrough=None
        if effect
        else estimate(measure_of(forecast.ordered, output.name, "ctrough", since), output.unit),
        ratio_to_reference=estimate(own / normal, "1"),
        mean=estimate(measure_of(forecast.ordered, output.name, "value_mean", since), output.unit),
        in_window=inside,
        above_toxic=above,
        time_in_window=_time_in_window(forecast.ordered, output.name, window, since),
        window=window,
        curve=_curve(forecast, output.name),
    )


def _time_in_window(
    trajectory: Trajectory, output: str, window: Window | None, since_h: float
) -> float | None:
    """Return the mean fraction of the last interval within the bounds, for bounds on the output itself."""
    if window is None or window.measure.startswith("auc"):
        return None
    keep = trajectory.times >= since_h - 1e-6
    times, values = trajectory.times[keep], trajectory.outputs[output][keep]
    within = ((values >= window.low) & (values <= window.high)).astype(float)
    return float(np.trapezoid(within, times, axis=0).mean() / (times[-1] - times[0]))


def _curve(forecast: Forecast, output: str) -> Curve:
    return Curve(
        times_h=tuple(float(t) for t in forecast.ordered.times),
        twin=_bands(forecast.ordered.outputs[output]),
        reference=_bands(forecast.reference.outputs[output]),
    )


def _bands(values: np.ndarray) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    low, middle, high = np.percentile(values, _BAND, axis=1)
    return tuple(middle.tolist()), tuple(low.tolist()), tuple(high.tolist())
