"""The latest value of each covariate and status, if it still counts as current."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from foredose.core import Indeterminate
from foredose.knowledge.observation_facts import observation_facts
from foredose.sources import Measurement

__all__ = ["current_covariates", "current_statuses"]


def current_covariates(
    measurements: Iterable[Measurement], *, as_of: date, age_years: float | None, record: bool = True
) -> Mapping[str, Measurement | Indeterminate]:
    """Return every registered covariate: its latest value, or why there is none that counts.

    ``record`` tells whether a health record was given, in which a value could have stood.
    """
    found = tuple(measurements)
    facts = observation_facts().covariates
    return {
        name: _latest([m for m in found if m.name == name], name, fact.current_days(age_years), as_of, record)
        for name, fact in facts.items()
    }


def _latest(
    found: list[Measurement], name: str, days: int, as_of: date, record: bool
) -> Measurement | Indeterminate:
    shown, remedy = name.replace("_", " "), f"measure {name.replace('_', ' ')}"
    if not found:
        absent = f"{shown} is not in the record" if record else f"{shown} was not stated"
        return Indeterminate(why=absent, resolve=remedy)
    day = max(m.date for m in found)
    last = [m for m in found if m.date == day]
    age = (as_of - day).days
    if age > days:
        return Indeterminate(
            why=f"{shown} is of {day.isoformat()}, {age} days old; it counts as current for {days} days",
            resolve=remedy,
        )
    values = {m.value for m in last}
    if len(values) > 1:
        told = " and ".join(f"{value:g}" for value in sorted(values))
        return Indeterminate(
            why=f"{shown} of {day.isoformat()} is told as {told} {last[0].unit}", resolve=remedy
        )
    return min(last, key=lambda m: (m.resource, m.code))


def current_statuses(
    stated: Iterable[tuple[str, bool, date]], *, as_of: date, record: bool = True
) -> Mapping[str, bool | Indeterminate]:
    """Return every registered status: its latest answer, or why it is not known."""
    found = tuple(stated)
    return {
        name: _answer(
            [(day, value) for n, value, day in found if n == name],
            fact.label,
            fact.max_age_days,
            as_of,
            record,
        )
        for name, fact in observation_facts().statuses.items()
    }


def _answer(
    found: list[tuple[date, bool]], name: str, days: int, as_of: date, record: bool
) -> bool | Indeterminate:
    if not found:
        absent = f"{name} is not told in the record" if record else f"{name} is not known without a record"
        return Indeterminate(why=absent, resolve=f"ask, and record the answer: {name}")
    day = max(d for d, _ in found)
    answers = {value for d, value in found if d == day}
    if len(answers) == 1 and (as_of - day).days <= days:
        return answers.pop()
    why = "was told as both yes and no" if len(answers) > 1 else f"counts as current for {days} days"
    return Indeterminate(why=f"{name}: the answer of {day.isoformat()} {why}", resolve=f"ask again: {name}")
