"""A history as records in the order of time, cut into rows over which nothing of the person changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.sources.event_record import OTHER, Event
from foredose.twin.individual.history import Change, History, Level

__all__ = ["Course", "course_of", "first_dose_h"]

_ENDING, _BOUNDARY, _BEFORE, _DOSE, _AFTER = range(5)
_A_LITTLE_H = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One person's records.

    Parameters
    ----------
    events
        All records, observations among them.
    row
        For each record, counted from 0.
    observations
        For each observation record what it is: the number of the level, or of the asked time behind all levels.
    values
        For each row the values that hold there.
    occasion
        For each row, counted from 0.
    """

    events: tuple[Event, ...]
    row: tuple[int, ...]
    observations: tuple[int, ...]
    values: tuple[Mapping[str, float | str], ...]
    occasion: tuple[int, ...]


def course_of(history: History, asked: Sequence[float] = ()) -> Course:
    """Order a history in time, together with times at which levels are asked for.

    At one time levels that end an occasion come first, then a new row, what is asked, levels before a dose, doses in
    their order, levels after a dose. Up to a boundary the old values hold, as in NONMEM, where a record's values hold
    on the way to it.
    """
    seen = [(v.time, _rank(v), n) for n, v in enumerate(history.levels)]
    seen += [(t, _BEFORE, len(history.levels) + n) for n, t in enumerate(asked)]
    bounds = [(c.time, c) for c in history.changes] + [(t, None) for t in history.occasions]
    turns = [(_clear(t, _BOUNDARY, history.events), n) for n, (t, _) in enumerate(bounds)]
    lines: list[tuple[float, int, int, Event]] = [
        (t, rank, n, Event(time=t))
        for t, rank, n in ((_clear(t, rank, history.events), rank, n) for t, rank, n in seen)
    ]
    lines += [(e.time, _DOSE, n, e) for n, e in enumerate(history.events)]
    lines += [(t, _BOUNDARY, n, Event(time=t, evid=OTHER)) for t, n in turns]
    lines.sort(key=lambda line: line[:3])
    values: list[dict[str, float | str]] = [dict(history.values)]
    occasion, row, observations = [0], [], []
    for _, rank, number, _ in lines:
        row.append(len(values) - 1)
        if rank in (_ENDING, _BEFORE, _AFTER):
            observations.append(number)
        elif rank == _BOUNDARY:
            _turn(bounds[number][1], values, occasion)
    used = max(row, default=0) + 1
    return Course(
        events=tuple(line[3] for line in lines),
        row=tuple(row),
        observations=tuple(observations),
        values=tuple(values[:used]),
        occasion=tuple(occasion[:used]),
    )


def _rank(level: Level) -> int:
    if level.after_dose:
        return _AFTER
    return _ENDING if level.ends_occasion else _BEFORE


def _clear(time: float, rank: int, events: Sequence[Event]) -> float:
    """Return when what comes before a dose happens: a little earlier where an additional dose has the same time."""
    for event in events:
        number = round((time - event.time) / event.interval) if event.gives and event.interval else 0
        if rank < _DOSE and 0 < number <= event.additional:
            same = abs(event.time + number * event.interval - time) < _A_LITTLE_H
            if same:
                return time - _A_LITTLE_H
    return time


def _turn(change: Change | None, values: list[dict[str, float | str]], occasion: list[int]) -> None:
    """Begin a new row."""
    values.append(values[-1] | ({} if change is None else {change.name: change.value}))
    occasion.append(occasion[-1] + (change is None))


def first_dose_h(history: History) -> float:
    """Return when the first dose is given; infinite where there is none."""
    return min((e.time for e in history.events if e.gives), default=np.inf)
