"""A prescription in words ("clopidogrel 75 mg daily for PCI") to a typed order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from foredose.core import InputError
from foredose.knowledge.drug_names import find_ingredients, nearest_names
from foredose.sources.regimen import Phase, format_regimen, parse_regimen
from foredose.sources.regimen_words import (
    FREQUENCY,
    LAST_ROUTE,
    NUMBERS,
    OTHER_ROUTE,
    SOME_TIME,
    plain,
    refuse_order,
    strip_route,
)

__all__ = ["Order", "Phase", "format_order", "parse_order", "split_at_dose"]

# Longer than any order that a person writes; a longer text is a note.
MOST_CHARACTERS = 300
DOSE_AT = re.compile(r"(?:^|\s)(?=[-+]?\.?[0-9])")
# How the ingredients of a combination are joined: "codeine/acetaminophen", "codeine with acetaminophen".
JOINED = re.compile(r"\s*[/+]\s*|\s+(?:and|with|plus)\s+")
AMOUNTS_OF_TWO = re.compile(r"\s*([0-9.]+)\s*/\s*[0-9.]+")
_NUMBER = rf"(?:[0-9]+|{'|'.join(NUMBERS)}|an?)"
# "for three days" is a length: what it counts is read, or refused, with the regimen.
FOR = re.compile(
    rf"\bfor\s+(?!{_NUMBER}\s*-?\s*(?:doses?|d|h|hours?|days?|weeks?|wks?|months?|years?)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A drug (INN, lower case), its regimen, and what it is for."""

    drug: str
    regimen: tuple[Phase, ...]
    route: str
    indication: str | None
    text: str


def parse_order(text: str) -> Order:
    """Read one prescription: DRUG DOSE REGIMEN [ROUTE] [for INDICATION].

    A route that is not written is oral, as in an outpatient prescription. Brands and salts become the
    ingredient.

    Parameters
    ----------
    text
        For example ``"clopidogrel 600 mg once then 75 mg daily for PCI"``; doses in mg, g or mcg, also per kg
        and per day in so many doses.

    Raises
    ------
    InputError
        A drug nobody knows, a dose or regimen that is missing, doubled or not understood.
    """
    _refuse_note(text)
    words, indication = _indication(" ".join(text.split()))
    indication, late_route = _split_route(indication)
    name, regimen = split_at_dose(words)
    if not regimen and _starts_with_drug(name):
        refuse_order(
            "no_dose", words[:60], "a dose and how often", "write DRUG DOSE REGIMEN, such as 75 mg daily"
        )
    drug = _one_drug(name, regimen)
    route, rest = strip_route(plain(regimen))
    if route and late_route and route != late_route:
        refuse_order("two_routes", f"{route} and {late_route}", "one route", "give one order for each")
    phases = parse_regimen(rest)
    return Order(
        drug=drug, regimen=phases, route=route or late_route or "oral", indication=indication, text=text
    )


def format_order(order: Order) -> str:
    """Write an order so that ``parse_order`` gives it back (but for its ``text``)."""
    indication = f" for {order.indication}" if order.indication else ""
    return f"{order.drug} {format_regimen(order.regimen)} {order.route}{indication}"


def _refuse_note(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        refuse_order(
            "too_long", f"{len(text)} characters", f"at most {MOST_CHARACTERS}", "give one order at a time"
        )
    if not text.strip():
        refuse_order(
            "empty", "nothing", "DRUG DOSE REGIMEN [for INDICATION]", 'write it like "warfarin 5 mg daily"'
        )
    if not text.isprintable():
        refuse_order("characters", "characters that cannot be printed", "one line of text", "remove them")


def _indication(text: str) -> tuple[str, str | None]:
    found = FOR.search(text)
    if found is None:
        return text, None
    indication = text[found.end() :].strip(" .,;")
    folded = plain(indication)
    if re.search(r"\bthen\b|[0-9]\s*(?:mg|g|mcg|ug)\b", folded) or any(
        p.search(folded) for p, _, _ in FREQUENCY
    ):
        refuse_order(
            "indication",
            f"for {indication[:40]}",
            "the indication after the regimen",
            "write the indication last",
        )
    if SOME_TIME.search(folded):
        refuse_order(
            "length",
            f"for {indication[:40]}",
            "an indication without a length of time",
            'write the length before the indication, in days: "for 5 days for pain"',
        )
    return text[: found.start()].strip(), indication or None


def _split_route(indication: str | None) -> tuple[str | None, str | None]:
    """Return the indication without a route that ends it, and that route; a route in its midst is refused."""
    if indication is None:
        return None, None
    found = LAST_ROUTE.search(indication.lower())
    kept = indication if found is None else indication[: found.start()]
    if OTHER_ROUTE.search(kept.lower()) or (found is not None and not kept.strip()):
        refuse_order(
            "route", f"for {indication[:40]}", "the route before the indication", 'write "IV for pain"'
        )
    route = None if found is None else strip_route(plain(found[0]))[0]
    return kept.strip(" .,;"), route


def split_at_dose(text: str) -> tuple[str, str]:
    """Split "codeine 30 mg every 6 hours" into the name and the rest; the rest is ``""`` without a number."""
    found = DOSE_AT.search(text)
    return (
        (text.strip(" ,"), "") if found is None else (text[: found.start()].strip(" ,"), text[found.end() :])
    )


def _starts_with_drug(text: str) -> bool:
    words = text.split()
    return any(find_ingredients(" ".join(words[:count])) for count in range(1, min(len(words), 6) + 1))


def _one_drug(name: str, regimen: str) -> str:
    found = find_ingredients(name)
    if len(found) == 1:
        return found[0]
    joined = _joined(name) if JOINED.search(name) else ()
    parts = joined or found
    if len(parts) > 1:
        first, *others = parts
        amounts = AMOUNTS_OF_TWO.match(regimen)
        written = f"{amounts[1]}{regimen[amounts.end() :]}" if amounts and joined else "DOSE REGIMEN"
        refuse_order(
            "combination",
            f"{name[:60]}: a combination product",
            "one ingredient with its own dose",
            f'order the ingredient to be judged on its own, such as "{first} {written[:60]}", '
            f"and name {' and '.join(others)} among the other drugs (--meds or the record)",
        )
    refuse_unknown_drug(name, "the order")


def _joined(name: str) -> tuple[str, ...]:
    """Return the ingredients of a combination that is written out; empty unless each part is a drug."""
    parts = [find_ingredients(part) for part in JOINED.split(name)]
    return tuple(dict.fromkeys(drug for part in parts for drug in part)) if all(parts) else ()


def refuse_unknown_drug(name: str, where: str) -> NoReturn:
    """Raise the error for a name that no ingredient, salt or brand of the vocabulary has."""
    near = nearest_names(name)
    raise InputError(
        "drug.unknown",
        found=repr(name[:60]) if name else "no drug name",
        expected="a drug by its international name, or a known salt or brand",
        where=where,
        remedy=f"did you mean {', '.join(near)}?"
        if near
        else "check the spelling, or use the ingredient's name",
    )
