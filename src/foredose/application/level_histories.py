"""A data file of measured levels as what was done to each person and what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NoReturn

import numpy as np

from foredose.core import InputError
from foredose.models import Model
from foredose.models.declaration import Output
from foredose.sources.event_record import OBSERVATION
from foredose.sources.nonmem import Record, Subject
from foredose.twin.individual import Change, History, Level

__all__ = ["check_limits", "history_of", "measured_outputs", "refuse"]

_JUST_AFTER_H = 1e-9
_NOT_LIMITS = {"BLQ", "BQL", "BLOQ", "LLQ", "LOQ", "LOD", "ULOQ", "CENSORED"}
"""Columns that say something of quantification in a way that has no one meaning."""


def refuse(kind: str, found: str, expected: str, remedy: str) -> NoReturn:
    """Raise ``InputError`` ``update.KIND``."""
    raise InputError(f"update.{kind}", found=found, expected=expected, where="foredose update", remedy=remedy)


def measured_outputs(model: Model) -> list[Output]:
    """Return the outputs of a model that have a published residual error, in their order."""
    measured = {r.output for r in model.residuals}
    found = [o for o in model.outputs if o.name in measured]
    if not found:
        refuse(
            "residual",
            f"{model.name} without residual error",
            "a published residual error",
            "choose another model",
        )
    return found


def history_of(
    model: Model,
    subject: Subject,
    wanted: Mapping[str, str],
    unit: str | None,
    given: Mapping[str, float],
    states: Mapping[str, str],
) -> History:
    """Return what a file says of one person."""
    values: dict[str, float | str] = {**given, **states}
    changes: list[Change] = []
    for name, column in wanted.items():
        told = subject.covariates[column]
        for record, value in zip(subject.records, told, strict=True):
            if np.isnan(value):
                refuse("missing", f"no {column} in line {record.line}", "a number", "fill the cell")
        values[name] = told[0]
        changes += [
            Change(time=before.event.time + _JUST_AFTER_H, name=name, value=new)
            for (before, _), (old, new) in zip(pairwise(subject.records), pairwise(told), strict=True)
            if new != old
        ]
    return History(
        events=tuple(r.event for r in subject.records if r.event.evid != 0),
        levels=_levels(model, subject, unit),
        changes=tuple(changes),
        occasions=_occasions(subject),
        values=values,
    )


def _value(subject: Subject, number: int, record: Record, seen: bool) -> tuple[float | None, float | None]:
    """Return a level and its limit of quantification; neither where the line is no level."""
    if not seen:
        return None, None
    told, lower = _cell(subject, "LLOQ", number), _cell(subject, "LIMIT", number)
    limit = None if np.isnan(told) else float(told)
    censored = _cell(subject, "CENS", number)
    if np.isnan(censored) or (censored == 0 and record.value is not None):
        return record.value, limit
    if censored == 0:
        if limit is None:
            return None, None
        refuse(
            "censored",
            f"LLOQ without DV, and CENS 0, in line {record.line}",
            "CENS 1 below the limit",
            "say CENS 1, or MDV 1 where nothing was measured",
        )
    if censored != 1 or lower > 0:
        found = f"CENS {censored:g}" + ("" if np.isnan(lower) else f" with LIMIT {lower:g}")
        refuse(
            "censored",
            f"{found} in line {record.line}",
            "CENS 0, or 1 below the limit that DV gives",
            "leave it out",
        )
    limit = record.value if record.value is not None else limit
    if limit is None:
        refuse("censored", f"CENS 1 without DV in line {record.line}", "the limit in DV", "fill the cell")
    return None, limit


def check_limits(subjects: Sequence[Subject], used: Iterable[str]) -> None:
    """Refuse columns on quantification that have no one meaning."""
    odd = sorted(_NOT_LIMITS & (set(subjects[0].covariates) - set(used)))
    if odd:
        refuse(
            "limit",
            f"a column {odd[0]}",
            "limits of quantification in LLOQ, or CENS 1 with the limit in DV",
            f"rename or recode {odd[0]}, or take it out",
        )


def _levels(model: Model, subject: Subject, unit: str | None) -> tuple[Level, ...]:
    outputs, found = measured_outputs(model), []
    seen = [r.event.evid == OBSERVATION and not r.missing for r in subject.records]
    last_dose = -np.inf
    for number, record in enumerate(subject.records):
        if record.event.gives:
            last_dose = record.event.time
        value, limit = _value(subject, number, record, seen[number])
        if value is None and limit is None:
            continue
        output = outputs[_which(subject, number, record, len(outputs))]
        found.append(
            Level(
                time=record.event.time,
                output=output.name,
                value=value,
                unit=unit or output.unit,
                limit=limit,
                after_dose=record.event.time == last_dose or _additional(subject, record.event.time),
                ends_occasion=_ends_occasion(subject, number),
            )
        )
    return tuple(found)


def _additional(subject: Subject, time: float) -> bool:
    """Say whether an additional dose falls on a time: NONMEM gives it before the record of that time."""
    for event in (r.event for r in subject.records):
        number = (time - event.time) / event.interval if event.gives and event.interval else 0.0
        if 0.5 < number <= event.additional + 1e-9 and abs(number - round(number)) < 1e-9:
            return True
    return False


def _which(subject: Subject, number: int, record: Record, outputs: int) -> int:
    told = _cell(subject, "DVID", number)
    if np.isnan(told):
        return 0
    if told % 1 or not 1 <= told <= outputs:
        refuse(
            "output",
            f"DVID {told:g} in line {record.line}",
            f"1 to {outputs}",
            "number the model's measured outputs",
        )
    return int(told) - 1


def _occasions(subject: Subject) -> tuple[float, ...]:
    """Return when each occasion after the first begins: with its first record, and after a dose of the one before."""
    told, records = subject.covariates.get("OCC", ()), subject.records
    for record, occasion in zip(records, told, strict=False):
        if np.isnan(occasion):
            refuse("missing", f"no OCC in line {record.line}", "the number of the occasion", "fill the cell")
    begun, found = set(told[:1]), []
    for number, (old, new) in enumerate(pairwise(told), start=1):
        if new == old:
            continue
        if new in begun:
            again = f"OCC {new:g} again in line {records[number].line}"
            refuse("occasion", again, "each occasion's lines together", "give it a number of its own")
        begun.add(new)
        time = records[number].event.time
        dosed = any(records[n].event.gives for n in _beside(subject, range(number - 1, -1, -1), time))
        found.append(time + _JUST_AFTER_H * dosed)
    return tuple(found)


def _ends_occasion(subject: Subject, number: int) -> bool:
    """Say whether a record of another occasion follows at the same time."""
    told, time = subject.covariates.get("OCC", ()), subject.records[number].event.time
    return any(told[n] != told[number] for n in _beside(subject, range(number + 1, len(told)), time))


def _beside(subject: Subject, numbers: range, time: float) -> Iterator[int]:
    """Return the first of some records, as far as they have one time."""
    return takewhile(lambda n: subject.records[n].event.time == time, numbers)


def _cell(subject: Subject, column: str, number: int) -> float:
    return subject.covariates[column][number] if column in subject.covariates else np.nan
