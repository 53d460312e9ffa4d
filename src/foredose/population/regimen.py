"""One list of events for everybody: like doses, and when their effect is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.core import InputError
from foredose.models import dose_events, dose_grid
from foredose.models.declaration import Model
from foredose.sources.event_record import Event

__all__ = ["Regimen", "regimen_events"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """Equal doses at equal intervals.

    Parameters
    ----------
    dose_mg, interval_h, doses
        Size, distance and number; the last interval, which is summarised, begins with the last dose.
    route
        As the model names it; empty: its first.
    duration_h
        Length of an infusion; 0: as the route says.
    at_h
        Hours since the first dose at which levels are kept besides; at the time of a dose, just after it.
    """

    dose_mg: float
    interval_h: float
    doses: int
    route: str = ""
    duration_h: float = 0.0
    at_h: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        fine = self.dose_mg > 0 and self.interval_h > 0 and self.doses > 0 and self.duration_h >= 0
        once = len(set(self.at_h)) == len(self.at_h)
        if not fine or not once or any(not 0 <= t <= self.end_h for t in self.at_h):
            raise InputError(
                "population.regimen",
                found=f"{self.doses} doses of {self.dose_mg:g} mg every {self.interval_h:g} h, read at {self.at_h}",
                expected="a positive dose, interval and number, and times inside the regimen, each once",
                where="the regimen",
                remedy="correct the regimen",
            )

    @property
    def start_h(self) -> float:
        """When the last interval begins."""
        return (self.doses - 1) * self.interval_h

    @property
    def end_h(self) -> float:
        """When the last interval ends."""
        return self.doses * self.interval_h


def regimen_events(model: Model, regimen: Regimen) -> tuple[tuple[Event, ...], np.ndarray]:
    """Return the records of a regimen, and the times (h) of its observations, rising."""
    grid = dose_grid(regimen.start_h, regimen.interval_h)
    times = np.unique(np.concatenate([grid, [regimen.end_h], regimen.at_h]))
    given = dose_events(
        model,
        regimen.dose_mg,
        route=regimen.route,
        duration_h=regimen.duration_h,
        interval_h=regimen.interval_h if regimen.doses > 1 else 0.0,
        additional=regimen.doses - 1,
    )
    return (*given, *(Event(time=float(t)) for t in times)), times
