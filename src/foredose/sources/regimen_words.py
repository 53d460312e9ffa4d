"""The words of doses and frequencies: how they are written, folded, and read one by one."""

from __future__ import annotations

import re
from typing import NoReturn

from foredose.core import InputError

__all__ = [
    "AS_NEEDED",
    "DOSE",
    "FREQUENCY",
    "LAST_ROUTE",
    "LENGTH",
    "MASS_MG",
    "NEXT",
    "NUMBERS",
    "OTHER_ROUTE",
    "RANGE",
    "SOME_TIME",
    "SPLIT",
    "amount_mg",
    "plain",
    "refuse_order",
    "refuse_range",
    "strip_route",
    "take",
]

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
        (r"\b(?:once\s+)?(?:daily|(?:a|every|per|each)\s+day)\b", "fixed", 24.0),
        # times of the day: one alone is one dose a day, several must agree with a frequency in words
        (r"\b(?:and\s+)?(?:(?:in\s+the|every|each)\s+morning|mane)\b", "time of day", 24.0),
        (r"\b(?:and\s+)?(?:in\s+the|every|each)\s+evening\b", "time of day", 24.0),
        (
            r"\b(?:and\s+)?(?:at\s+night|(?:every|each)\s+night|(?:at|every)\s+bedtime|nightly|nocte|qhs)\b",
            "time of day",
            24.0,
        ),
        (r"\b(?:od|qd)\b", "fixed", 24.0),
        (r"\b(?:as\s+a\s+|a\s+)?(?:once|stat|single\s+dose|(?:1\s+)?loading(?:\s+dose)?)\b", "once", 24.0),
    )
)
# "every 4 to 6 hours", "3-4 times a day": two regimens in one, of which none is guessed.
RANGE = re.compile(
    rf"\b(?:(?P<every>every|each|q)\s*)?{_N}\s*(?:-|–|to|or)\s*{_N}\s*"
    r"(?P<unit>-?\s*hourly|hours?|hrs?|hr|h|days?|weeks?|times|x)\b"
)
# "5-10 mg", "5 to 10 mg": two doses, of which none is guessed.
AMOUNT_RANGE = re.compile(r"^\s*[0-9.]+\s*(?:mg|g|mcg)?\s*(?:-|–|to|or)\s*[0-9.]+\s*(?:mg|g|mcg)\b")
# "30/300 mg": the amounts of two ingredients.
AMOUNTS = re.compile(r"^[0-9.]+\s*(?:[a-z]+\s*)?[/+]\s*[0-9]")
SPLIT = re.compile(r"\bin\s+([0-9]+)\s+(?:divided\s+|equal\s+)?doses\b|\bin\s+(1)\s+dose\b")
LENGTH = re.compile(r"\bfor\s+([0-9]+)\s*-?\s*(doses?|days?|d|weeks?|wks?)\b")
# Any count of a unit of time, in words that are ``plain``: a length, wherever it stands and however it is written.
_COUNT = r"(?:[0-9]+|an?|few|several|some|many|couple\s+of|half|next|another|more|other)"
_TIME = r"(?:hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mths?|mo|years?|yrs?|y)"
SOME_TIME = re.compile(rf"\b{_COUNT}\s*-?\s*{_TIME}\b|\b[0-9]+\s*/\s*(?:7|52|12)\b")
AS_NEEDED = re.compile(r"\b(?:as|when|if)\s+(?:needed|required)\b|\bprn\b")
# A route as the last words of an indication; a Roman four after "stage" is none.
LAST_ROUTE = re.compile(
    r"(?:^|[\s,;])(?<!stage )(?<!class )(?<!grade )(?<!type )(?<!phase )(?<!nyha )"
    r"(?:intravenously|intravenous|iv|subcutaneously|subcutaneous|sc|intramuscularly|intramuscular|im|orally|po"
    r"|by\s+mouth)$"
)
# Ways of giving that are not read as a route: an order that names one is not oral.
OTHER_ROUTE = re.compile(
    r"\b(?:intravenously|subcutaneously|intramuscularly|rectally|sublingually|buccally|topically|transdermally|vaginally"
    r"|intranasally|intrathecally|epidurally|inhaled|by\s+(?:infusion|injection|inhalation))\b"
)
ROUTES = {
    "oral": re.compile(r"\b(?:orally|oral|po|by\s+mouth)\b"),
    "intravenous": re.compile(r"\b(?:intravenously|intravenous|iv)\b"),
    "subcutaneous": re.compile(r"\b(?:subcutaneously|subcutaneous|sc)\b"),
    "intramuscular": re.compile(r"\b(?:intramuscularly|intramuscular|im)\b"),
}
NEXT = re.compile(r"\s*(?:,\s*|\band\s+)?\b(?:then|followed\s+by)\b\s*")


_INTERVALS = {"h": "hours", "d": "days", "w": "weeks"}


def refuse_order(code: str, found: str, expected: str, remedy: str) -> NoReturn:
    """Raise the ``InputError`` ``order.CODE`` with these fields."""
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
    if AMOUNTS.match(text):
        refuse_order(
            "combination",
            f"{text[:40]}: the amounts of a combination product",
            "the amount of one ingredient",
            'order the ingredient to be judged by its own dose, such as "30 mg every 6 hours", and name the others '
            "among the other drugs (--meds or the record)",
        )
    if AMOUNT_RANGE.match(text):
        refuse_order(
            "dose_range", text[:40], "one dose", "give the dose to be judged, such as the higher one"
        )
    found = DOSE.match(text)
    if found is None:
        refuse_order(
            "no_dose",
            text[:40] or "no dose",
            "a dose such as 75 mg",
            "write DRUG DOSE REGIMEN [for INDICATION]",
        )
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", found["number"]):
        refuse_order("number", found["number"][:40], "digits with a decimal point", "write 1000 or 1.5")
    unit = found["unit"] or ""
    if unit not in MASS_MG:
        shown = f"{found['number']} {unit}".strip()[:40]
        refuse_order("unit", shown, "mg, g or mcg (also per kg)", "write the dose as a mass of drug")
    amount = float(found["sign"] + found["number"]) * MASS_MG[unit]
    if not 0 < amount <= MOST_MG:
        refuse_order(
            "dose", found[0].strip()[:40], f"more than 0 and at most {MOST_MG / 1000:g} g", "correct the dose"
        )
    return amount, found


def refuse_range(text: str) -> None:
    """Raise ``order.range`` where an interval or a number of times is a range: which of the two is not guessed."""
    found = RANGE.search(text)
    if found is None:
        return
    low, high = sorted((found[2], found[3]), key=float)
    unit = found["unit"]
    one = (
        f"{high} times a day" if unit in ("times", "x") else f"every {low} {_INTERVALS[unit.strip('- ')[0]]}"
    )
    refuse_order(
        "range",
        f"{found[0].strip()[:40]}: a range, which is not one regimen",
        "one interval",
        f'write one interval; "{one}" is the most frequent that the range allows',
    )


def take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Return what a pattern finds, and the text without it."""
    found = pattern.search(text)
    return found, text if found is None else f"{text[: found.start()]} {text[found.end() :]}"


def strip_route(text: str) -> tuple[str | None, str]:
    """Return the route that the words name, if any, and the words without it."""
    for route, pattern in ROUTES.items():
        found, rest = take(pattern, text)
        if found is not None:
            return route, rest
    return None, text
