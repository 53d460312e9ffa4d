"""A dose and how often it is taken, in words ("600 mg once then 75 mg daily"), to phases and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from foredose.core import InputError

__all__ = ["FREQUENCY", "Phase", "amount_mg", "format_regimen", "parse_regimen", "plain", "strip_route"]

NUMBERS = {
    w: str(n)
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
NUMBERS |= {"twice": "2 times", "thrice": "3 times", "once": "once"}
MASS_MG = {"mg": 1.0, "milligram": 1.0, "milligrams": 1.0, "g": 1000.0, "gram": 1000.0, "grams": 1000.0}
MASS_MG |= dict.fromkeys(("mcg", "ug", "microgram", "micrograms"), 0.001)
# Not a limit of any drug: above it, the number or its unit is a typing error.
MOST_MG = 100_000.0
DOSE = re.compile(
    r"^(?P<sign>[-+]?)(?P<number>\.?[0-9][0-9.,]*)\s*(?P<unit>[a-z]+)?"
    r"(?P<kg>\s*/\s*kg\b|\s+per\s+kg\b)?(?P<day>\s*/\s*(?:day|d)\b|\s+(?:per|a)\s+day\b)?"
)
_N = r"([0-9]+(?:\.[0-9]+)?)"
# (pattern, hours per unit of the captured number, or the interval itself). The first that matches counts.
FREQUENCY: tuple[tuple[re.Pattern[str], str, float], ...] = tuple(
    (re.compile(pattern), kind, hours)
    for pattern, kind, hours in (
        (rf"\b(?:every|each|q)\s*{_N}\s*(?:hours?|hrs?|hr|h)\b", "every", 1.0),
        (rf"\b{_N}\s*-?\s*hourly\b", "every", 1.0),
        (rf"\b(?:every|each|q)\s*{_N}\s*(?:days?|d)\b", "every", 24.0),
        (rf"\b(?:every|each|q)\s*{_N}\s*(?:weeks?|w)\b", "every", 168.0),
        (rf"\b{_N}\s*(?:times|x)\s*(?:(?:a|per|/|each|every)\s*)?(?:day|daily)\b", "times", 24.0),
        (rf"\b{_N}\s*(?:times|x)\s*(?:(?:a|per|/|each|every)\s*)?(?:week|weekly)\b", "times", 168.0),
        (r"\b(?:qid|qds)\b", "fixed", 6.0),
        (r"\b(?:tid|tds)\b", "fixed", 8.0),
        (r"\b(?:bid|bd)\b", "fixed", 12.0),
        (r"\b(?:every\s+(?:other|second)\s+day|on\s+alternate\s+days|alternate\s+days|qod)\b", "fixed", 48.0),
        (r"\b(?:once\s+)?(?:weekly|(?:a|every|per|each)\s+week)\b", "fixed", 168.0),
        (
            r"\b(?:once\s+)?(?:daily|(?:a|every|per|each)\s+day)\b(?:\s+(?:at\s+night|in\s+the\s+morning))?",
            "fixed",
            24.0,
        ),
        (r"\b(?:at\s+night|at\s+bedtime|nightly|nocte|qhs|in\s+the\s+(?:morning|evening))\b", "fixed", 24.0),
        (r"\bevery\s+(?:morning|evening|night)\b", "fixed", 24.0),
        (r"\b(?:od|qd)\b", "fixed", 24.0),
        (r"\b(?:as\s+a\s+|a\s+)?(?:once|stat|single\s+dose|(?:1\s+)?loading(?:\s+dose)?)\b", "once", 24.0),
    )
)
SPLIT = re.compile(r"\bin\s+([0-9]+)\s+(?:divided\s+|equal\s+)?doses\b|\bin\s+(1)\s+dose\b")
LENGTH = re.compile(r"\bfor\s+([0-9]+)\s+(doses?|days?|weeks?)\b")
AS_NEEDED = re.compile(r"\b(?:as|when|if)\s+(?:needed|required)\b|\bprn\b")
ROUTES = {
    "oral": re.compile(r"\b(?:orally|oral|po|by\s+mouth)\b"),
    "intravenous": re.compile(r"\b(?:intravenously|intravenous|iv)\b"),
    "subcutaneous": re.compile(r"\b(?:subcutaneously|subcutaneous|sc)\b"),
    "intramuscular": re.compile(r"\b(?:intramuscularly|intramuscular|im)\b"),
}
NEXT = re.compile(r"\s*(?:,\s*|\band\s+)?\b(?:then|followed\s+by)\b\s*")


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


def _wrong(code: str, found: str, expected: str, remedy: str) -> NoReturn:
    raise InputError(f"order.{code}", found=found, expected=expected, where="the order", remedy=remedy)


def plain(text: str) -> str:
    """Fold case, spaces, micro signs, "b.i.d." and number words, so that the patterns need not."""
    folded = " ".join(text.lower().replace("µ", "u").replace("μ", "u").split())
    folded = re.sub(r"\b(?:[a-z]\.){2,4}", lambda m: m[0].replace(".", ""), folded)
    return re.sub(r"[a-z]+", lambda m: NUMBERS.get(m[0], m[0]), folded)


def amount_mg(text: str) -> tuple[float, re.Match[str]]:
    """Read the amount at the start of ``text`` in mg (per kg where the match has ``kg``).

    Raises
    ------
    InputError
        No number, not a unit of mass, negative, zero, or beyond any dose.
    """
    found = DOSE.match(text)
    if found is None:
        _wrong(
            "no_dose",
            text[:40] or "no dose",
            "a dose such as 75 mg",
            "write DRUG DOSE REGIMEN [for INDICATION]",
        )
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", found["number"]):
        _wrong("number", found["number"][:40], "digits with a decimal point", "write 1000 or 1.5")
    unit = found["unit"] or ""
    if unit not in MASS_MG:
        shown = f"{found['number']} {unit}".strip()[:40]
        _wrong("unit", shown, "mg, g or mcg (also per kg)", "write the dose as a mass of drug")
    amount = float(found["sign"] + found["number"]) * MASS_MG[unit]
    if not 0 < amount <= MOST_MG:
        _wrong(
            "dose", found[0].strip()[:40], f"more than 0 and at most {MOST_MG / 1000:g} g", "correct the dose"
        )
    return amount, found


def _take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(text)
    return found, text if found is None else f"{text[: found.start()]} {text[found.end() :]}"


def strip_route(text: str) -> tuple[str | None, str]:
    """Return the route that the words name, if any, and the words without it."""
    for route, pattern in ROUTES.items():
        found, rest = _take(pattern, text)
        if found is not None:
            return route, rest
    return None, text


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
        _wrong(
            "no_end",
            text[:60],
            "a length for every part but the last",
            'say "once" or "for 5 days" before "then"',
        )
    return tuple(phases)


def _phase(text: str, next_interval_h: float) -> Phase:
    amount, found = amount_mg(text)
    rest = text[found.end() :]
    split, rest = _take(SPLIT, rest)
    length, rest = _take(LENGTH, rest)
    _, rest = _take(AS_NEEDED, rest)
    interval_h, once, rest = _frequency(rest, next_interval_h)
    per_day = 1
    if found["day"]:
        per_day = int(split[1] or split[2]) if split else max(1, round(24 / interval_h)) if interval_h else 1
        interval_h = interval_h or 24 / max(per_day, 1)
        if interval_h > 24:
            _wrong("two_regimens", text[:60], "a dose a day, or an interval", "write the dose of one taking")
    elif split:
        rest += f" {split[0]}"
    _refuse_leftover(rest, text)
    if interval_h is None or per_day < 1:
        _wrong("no_regimen", text[:60], "how often", 'add "daily", "twice daily", "every 6 hours" or "once"')
    dose = amount / per_day
    doses = 1 if once else _doses(length, interval_h)
    per_kg = bool(found["kg"])
    if not 0.5 <= interval_h <= 8760 or doses == 0:
        _wrong("regimen", text[:60], "an interval from half an hour to a year, and a dose", "correct it")
    return Phase(
        dose_mg=None if per_kg else dose,
        dose_mg_per_kg=dose if per_kg else None,
        interval_h=interval_h,
        doses=doses,
    )


def _frequency(text: str, next_interval_h: float) -> tuple[float | None, bool, str]:
    """Return the interval in h (``None``: not told), whether it is one dose only, and the words left."""
    told: set[tuple[float, bool]] = set()
    for pattern, kind, hours in FREQUENCY:
        found, text = _take(pattern, text)
        if found is not None:
            told.add((_interval(found, kind, hours, next_interval_h), kind == "once"))
    if len(told) > 1:
        _wrong("two_regimens", "two frequencies in one part", "one", 'join parts with "then"')
    return (*told.pop(), text) if told else (None, False, text)


def _interval(found: re.Match[str], kind: str, hours: float, next_interval_h: float) -> float:
    if kind == "once":
        return next_interval_h
    if kind == "fixed":
        return hours
    number = float(found[1])
    if not 0 < number <= 10_000:
        _wrong("regimen", found[0][:40], "a number of hours, days or times", "correct it")
    return hours * number if kind == "every" else hours / number


def _doses(length: re.Match[str] | None, interval_h: float) -> int | None:
    if length is None:
        return None
    number = int(length[1][:6])
    unit_h = {"dos": None, "day": 24.0, "wee": 168.0}[length[2][:3]]
    return number if unit_h is None else round(number * unit_h / interval_h)


def _refuse_leftover(rest: str, text: str) -> None:
    left = " ".join(word for word in re.split(r"[\s,;]+", rest) if word)
    if DOSE.match(left) and left[:1] not in "+-":
        _wrong("two_doses", text[:60], "one dose in each part", 'join parts with "then"')
    if left:
        _wrong(
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
