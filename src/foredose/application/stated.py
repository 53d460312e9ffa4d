"""What a user states of a person on the command line, where there is no record or to complete one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foredose.core import InputError
from foredose.knowledge.impairment_facts import ChildPugh
from foredose.sources import Measurement
from foredose.twin import Event, IdentityStated, StatusStated

__all__ = ["Stated", "stated_events"]

_STATED = "stated on the command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Age (years), sex, weight (kg), height (cm), haematocrit (%) and conditions as stated; ``None`` is not stated.

    Parameters
    ----------
    smoker, pregnant
        Answers that a record may give as well.
    trimester, child_pugh, inflamed
        What no record tells here: the trimester of a pregnancy, the class of a liver disease, an inflammation.
    """

    age: float | None = None
    sex: str | None = None
    weight_kg: float | None = None
    height_cm: float | None = None
    hematocrit_percent: float | None = None
    smoker: bool | None = None
    pregnant: bool | None = None
    trimester: int | None = None
    child_pugh: ChildPugh | None = None
    inflamed: bool | None = None


def stated_events(stated: Stated, person: str, today: date, *, identity: bool) -> tuple[Event, ...]:
    """Turn statements into events of today.

    Parameters
    ----------
    identity
        True when there is no record, so that age and sex come from the statement. With a record, age and sex
        are the record's, and stating them is refused: two sources for who a person is cannot both be right.
    """
    if not identity and (stated.age is not None or stated.sex is not None):
        raise InputError(
            "stated.identity",
            found="an age or sex beside a record",
            expected="age and sex from the record alone",
            where="--age or --sex",
            remedy="leave them out, or correct the record",
        )
    events = [
        Event(date=today, fact=_measurement(name, value, unit, bounds, today), source=_STATED)
        for name, value, unit, bounds in (
            ("weight", stated.weight_kg, "kg", (0.3, 650.0)),
            ("height", stated.height_cm, "cm", (20.0, 280.0)),
            ("hematocrit", stated.hematocrit_percent, "%", (5.0, 80.0)),
        )
        if value is not None
    ]
    events += _statuses(stated, today)
    if identity:
        who = IdentityStated(
            person=person,
            birth_date=_birth_date(stated.age, today),
            sex=_sex(stated.sex),
            deceased=False,
            specimens=(),
        )
        events.append(Event(date=today, fact=who, source=_STATED))
    return tuple(events)


def _measurement(name: str, value: float, unit: str, bounds: tuple[float, float], today: date) -> Measurement:
    low, high = bounds
    if not low <= value <= high:
        raise _refused(name, f"{value:g} {unit}", f"{low:g}–{high:g} {unit}")
    return Measurement(name=name, value=value, unit=unit, date=today, code="stated", resource=_STATED)


def _statuses(stated: Stated, today: date) -> list[Event]:
    """Return what is stated of smoking and pregnancy; who is in a trimester is pregnant."""
    if stated.trimester is not None and not 1 <= stated.trimester <= 3:
        raise _refused("trimester", f"{stated.trimester}", "1, 2 or 3")
    pregnant = True if stated.pregnant is None and stated.trimester is not None else stated.pregnant
    if (pregnant and stated.sex == "male") or (pregnant is False and stated.trimester is not None):
        raise _refused("pregnant", "a pregnancy beside what excludes it", "one or the other")
    return [
        Event(date=today, fact=StatusStated(name=name, value=value), source=_STATED)
        for name, value in (("smoking", stated.smoker), ("pregnant", pregnant))
        if value is not None
    ]


def _birth_date(age: float | None, today: date) -> date | None:
    """Return the birthday that makes the person ``age`` completed years old today."""
    if age is None:
        return None
    if not 0 <= age <= 125:
        raise _refused("age", f"{age:g} years", "0-125 years")
    day = min(today.day, 28)
    return date(today.year - int(age), today.month, day)


def _sex(sex: str | None) -> str | None:
    if sex not in (None, "female", "male"):
        raise _refused("sex", repr(sex), "female or male")
    return sex


def _refused(name: str, found: str, expected: str) -> InputError:
    return InputError(
        "stated.value", found=found, expected=expected, where=f"--{name}", remedy=f"state the person's {name}"
    )
