"""Co-medication in words ("paroxetine 20 mg daily, omeprazole") to medications taken now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NoReturn

from foredose.core import InputError
from foredose.knowledge.drug_names import find_ingredients, nearest_names, split_parts, split_product
from foredose.sources.order import split_at_dose
from foredose.sources.record import Medication
from foredose.sources.regimen import parse_regimen
from foredose.sources.regimen_words import AS_NEEDED, FREQUENCY, LENGTH, amount_mg, plain, strip_route
from foredose.sources.routes import route_elsewhere, without_route

__all__ = ["parse_medications"]

MOST_CHARACTERS = 3000
# Commas and semicolons part drugs, but not the digits of a number.
BETWEEN = re.compile(r"[;\n]|,(?![0-9])")
WHERE = "the list of medications"
# "other: NAME" keeps a drug that the vocabulary lacks, as not judged; without it a typing error would pass.
OTHER = re.compile(r"other\s*:\s*", re.IGNORECASE)
# Amounts that are no mass ("20 units", "2 puffs", "25 mcg/h"): the drug counts, its dose in mg is not known.
NOT_A_MASS = re.compile(
    r"[0-9][0-9.]*\s*(?:%|(?:units?|iu|puffs?|drops?|sprays?|ml|tablets?|capsules?)\b(?:\s*/\s*(?:kg|hr?|hour|day|d)\b)*"
    r"|(?:mg|mcg|ug|µg)\s*/\s*(?:hr?|hour)\b)",
    re.IGNORECASE,
)
_INJECTED = {
    "oral": "oral",
    "intravenous": "intravenous",
    "intramuscular": "into the muscle",
    "subcutaneous": "under the skin",
}
_AND = re.compile(r"\b(?:and|then)\b")
# Where and with what it is taken, which changes nothing here.
_MANNER = re.compile(
    r"\b(?:in|to|into)\s+(?:(?:both|each|the|left|right|affected)\s+)*(?:eyes?|ears?|nostrils?)\b"
    r"|\b(?:with|before|after)\s+(?:each\s+)?(?:food|meals?|breakfast|lunch|dinner)\b|\b(?:inhaled|subcut)\b"
)
_FORM = re.compile(
    r"\b(?:tablets?|tabs?|capsules?|caps?|solution|syrup|suspension|sachets?|retard|e[cr]|[xsmc]r|la)\b", re.I
)


def parse_medications(text: str) -> tuple[Medication, ...]:
    """Read a list of drugs that a person takes; dose and regimen are optional.

    A drug that nobody knows is refused, unless it is written ``other: NAME``: then it is kept without an
    ingredient, so that the answer says that it was not judged. A known drug stays known behind ``other:``.

    Returns
    -------
    tuple of Medication
        One per ingredient; ``dose_mg`` is the amount of one dose in mg, ``None`` where none is written, where
        it is per kg or no mass, or where one name stands for a combination. A combination that is written
        out ("X 500 mg + Y 30 mg") is read part by part.

    Raises
    ------
    InputError
        An unknown drug, or a dose or regimen that is not understood.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            "medications.too_long",
            found=f"{len(text)} characters",
            expected=f"at most {MOST_CHARACTERS}",
            where=WHERE,
            remedy="give the record instead",
        )
    items = [" ".join(item.split()) for item in BETWEEN.split(text)]
    return tuple(medication for item in items if item for medication in _combination(item))


def _combination(item: str) -> tuple[Medication, ...]:
    """Read the parts of an item; one strength for several drugs ("X/Y 500 mg") is the dose of none of them."""
    parts = _parts(item)
    found = tuple(medication for part in parts for medication in _item(part))
    each_dosed = len(parts) == 1 or all(split_at_dose(part)[1] for part in parts)
    return found if each_dosed else tuple(replace(m, dose_mg=None, interval_h=None) for m in found)


def _parts(item: str) -> tuple[str, ...]:
    """Return the parts of a combination that is written out, so that none hides behind the first strength."""
    other = OTHER.match(item)
    text = item[other.end() :] if other else item
    parts = (text,) if find_ingredients(text) else split_parts(text)
    return tuple(f"{other[0]}{part}" for part in parts) if other else parts


def _item(item: str) -> tuple[Medication, ...]:
    other = OTHER.match(item)
    text = item[other.end() :] if other else item
    known = bool(find_ingredients(split_at_dose(text)[0]))
    name, rest = split_at_dose(text if known else without_route(text))
    ingredients = find_ingredients(name) or find_ingredients(_without_regimen(_FORM.sub(" ", name)))
    if not ingredients:
        if other is None or not name:
            _refuse(name)
        inside = split_product(text)
        return tuple(
            _taken(drug, text, (None, None)) for drug in (*inside.ingredients, *(None for _ in inside.others))
        )
    told = _dose_and_interval(rest) if rest else (None, None)
    return tuple(_taken(name, text, told if len(ingredients) == 1 else (None, None)) for name in ingredients)


def _taken(ingredient: str | None, text: str, told: tuple[float | None, float | None]) -> Medication:
    return Medication(
        ingredient=ingredient,
        text=text,
        code=None,
        active=True,
        start=None,
        stop=None,
        dose_mg=told[0],
        resource=WHERE,
        interval_h=told[1],
        route=route_elsewhere(text) or _INJECTED.get(strip_route(plain(split_at_dose(text)[1]))[0] or ""),
    )


def _refuse(name: str) -> NoReturn:
    near = nearest_names(name)
    meant = f"did you mean {', '.join(near)}? If not, " if near else "check the spelling; if it is right, "
    raise InputError(
        "drug.unknown",
        found=repr(name[:60]) if name else "no drug name",
        expected="a drug by its international name, or a known salt or brand",
        where=WHERE,
        remedy=f"{meant}write other: {name[:60] or 'NAME'} to keep it as a drug that is not judged",
    )


def _without_regimen(name: str) -> str:
    _, rest = strip_route(plain(name))
    for pattern, _, _ in FREQUENCY:
        rest = pattern.sub(" ", rest)
    return rest.strip()


def _refuse_rest(rest: str, text: str) -> None:
    """Refuse words after an amount that are no regimen: another drug may hide in them."""
    _, left = strip_route(plain(rest))
    for pattern in (LENGTH, AS_NEEDED, _MANNER, *(pattern for pattern, _, _ in FREQUENCY), NOT_A_MASS, _AND):
        left = pattern.sub(" ", left)
    if left.strip(" .,"):
        raise InputError(
            "medications.words",
            found=repr(text.strip()[:60]),
            expected="an amount and how often; drugs parted by commas",
            where=WHERE,
            remedy=f"write a comma before the next drug, or leave out {left.strip(' .,')[:40]!r}",
        )


def _dose_and_interval(text: str) -> tuple[float | None, float | None]:
    """Return the amount of one dose (mg) and the time between doses (h); an interval only where it goes on so."""
    other = NOT_A_MASS.match(text.strip())
    if other is not None:
        _refuse_rest(without_route(text.strip()[other.end() :]), text)
        return None, None
    _, rest = strip_route(plain(without_route(text)))
    rest = _MANNER.sub(" ", rest).strip()
    amount, found = amount_mg(rest)
    if AS_NEEDED.search(rest):
        _refuse_rest(rest[found.end() :], text)
        return (None if found["kg"] else amount), None
    if rest[found.end() :].strip():
        phases = parse_regimen(rest)
        goes_on = len(phases) == 1 and phases[0].doses is None
        return phases[-1].dose_mg, phases[0].interval_h if goes_on else None
    return (None if found["kg"] else amount), None
