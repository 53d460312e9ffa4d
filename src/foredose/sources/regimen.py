"""A dose and how often it is taken, in words ("600 mg once then 75 mg daily"), to phases and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from foredose.sources.regimen_words import (
    AS_NEEDED,
    DOSE,
    FREQUENCY,
    LENGTH,
    NEXT,
    SOME_TIME,
    SPLIT,
    amount_mg,
    refuse_order,
    refuse_range,
    take,
)

__all__ = ["Phase", "format_regimen", "parse_regimen"]

MOST_DOSES = 1000
"""Longest course that is counted in doses: more is written without a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One stretch of a regimen: a dose every ``interval_h`` hours.

    ``doses`` is the number of doses in the stretch, ``None`` for "until further notice".
    Exactly one of ``dose_mg`` and ``dose_mg_per_kg`` is given.
    """

    dose_mg: float | None
    dose_mg_per_kg: float | None
    interval_h: float
    doses: int | None


def parse_regimen(text: str) -> tuple[Phase, ...]:
    """Read phases joined by "then"; ``text`` must be ``plain``.

    "As needed" is read as the most that the order allows.

    Raises
    ------
    InputError
        A dose or a frequency is missing, doubled, or not understood.
    """
    parts = NEXT.split(text)
    later: float | None = None
    phases: list[Phase] = []
    for part in reversed(parts):
        phase = _phase(part.strip(" ,;"), 24.0 if later is None else later)
        phases.insert(0, phase)
        later = phase.interval_h
    if any(phase.doses is None for phase in phases[:-1]):
        refuse_order(
            "no_end",
            text[:60],
            "a length for every part but the last",
            'say "once" or "for 5 days" before "then"',
        )
    return tuple(phases)


def _phase(text: str, next_interval_h: float) -> Phase:
    amount, found = amount_mg(text)
    rest = text[found.end() :]
    refuse_range(rest)
    split, rest = take(SPLIT, rest)
    length, rest = take(LENGTH, rest)
    _, rest = take(AS_NEEDED, rest)
    interval_h, once, rest = _frequency(rest, next_interval_h)
    per_day = 1
    if found["day"]:
        per_day = int(split[1] or split[2]) if split else max(1, round(24 / interval_h)) if interval_h else 1
        interval_h = interval_h or 24 / max(per_day, 1)
        if interval_h > 24:
            refuse_order(
                "two_regimens", text[:60], "a dose a day, or an interval", "write the dose of one taking"
            )
    elif split:
        rest += f" {split[0]}"
    _refuse_leftover(rest, text)
    if interval_h is None or per_day < 1:
        refuse_order(
            "no_regimen", text[:60], "how often", 'add "daily", "twice daily", "every 6 hours" or "once"'
        )
    dose = amount / per_day
    doses = 1 if once else _doses(length, interval_h)
    per_kg = bool(found["kg"])
    if not 0.5 <= interval_h <= 8760 or not 0 < (doses or 1) <= MOST_DOSES:
        refuse_order(
            "regimen",
            text[:60],
            f"an interval from half an hour to a year, and 1 to {MOST_DOSES} doses",
            "correct it",
        )
    return Phase(
        dose_mg=None if per_kg else dose,
        dose_mg_per_kg=dose if per_kg else None,
        interval_h=interval_h,
        doses=doses,
    )


def _frequency(text: str, next_interval_h: float) -> tuple[float | None, bool, str]:
    """Return the interval in h (``None``: not told), whether it is one dose only, and the words left."""
    told: list[tuple[float, bool]] = []
    times = 0
    for pattern, kind, hours in FREQUENCY:
        found, text = take(pattern, text)
        if found is not None and kind == "time of day":
            times += 1
        elif found is not None:
            told.append((_interval(found, kind, hours, next_interval_h), kind == "once"))
    if not told and times == 1:
        return 24.0, False, text
    if len(told) > 1 or (times and not (told and _agrees(*told[0], times))):
        refuse_order(
            "two_regimens",
            "two frequencies in one part",
            "one",
            'say "twice daily" for two equal doses a day; join parts with "then"',
        )
    return (*told[0], text) if told else (None, False, text)


def _agrees(interval_h: float, once: bool, times: int) -> bool:
    """Whether so many times of the day are those of a frequency: "twice daily, in the morning and at night"."""
    return not once and (interval_h >= 24 if times == 1 else interval_h * times == 24)


def _interval(found: re.Match[str], kind: str, hours: float, next_interval_h: float) -> float:
    if kind == "once":
        return next_interval_h
    if kind == "fixed":
        return hours
    number = float(found[1])
    if not 0 < number <= 10_000:
        refuse_order("regimen", found[0][:40], "a number of hours, days or times", "correct it")
    return hours * number if kind == "every" else hours / number


def _doses(length: re.Match[str] | None, interval_h: float) -> int | None:
    if length is None:
        return None
    number = int(length[1][:6])
    unit_h = {"do": None, "da": 24.0, "d": 24.0, "we": 168.0, "wk": 168.0}[length[2][:2]]
    return number if unit_h is None else round(number * unit_h / interval_h)


def _refuse_leftover(rest: str, text: str) -> None:
    left = " ".join(word for word in re.split(r"[\s,;]+", rest) if word)
    if DOSE.match(left) and left[:1] not in "+-":
        refuse_order("two_doses", text[:60], "one dose in each part", 'join parts with "then"')
    if SOME_TIME.search(left):
        refuse_order(
            "length", left[:40], "a length in days, weeks or doses", 'give days, such as "for 60 days"'
        )
    if left:
        refuse_order(
            "words", left[:40], "a dose and how often", 'write it like "75 mg daily" or "30 mg every 6 hours"'
        )


def _number(value: float) -> str:
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_regimen(phases: tuple[Phase, ...]) -> str:
    """Write phases so that ``parse_regimen`` gives them back."""
    following = [p.interval_h for p in phases[1:]] + [24.0]
    return " then ".join(_format(p, nxt) for p, nxt in zip(phases, following, strict=True))


def _format(phase: Phase, next_interval_h: float) -> str:
    per_kg = "" if phase.dose_mg_per_kg is None else "/kg"
    dose = f"{_number(phase.dose_mg_per_kg or phase.dose_mg or 0.0)} mg{per_kg}"
    if phase.doses == 1 and phase.interval_h == next_interval_h:
        return f"{dose} once"
    length = "" if phase.doses is None else f" for {phase.doses} doses"
    return f"{dose} every {_number(phase.interval_h)} hours{length}"
