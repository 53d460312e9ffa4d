"""Co-medication in words ("paroxetine 20 mg daily, omeprazole") to medications taken now."""

from __future__ import annotations

import re

from foredose.core import InputError
from foredose.knowledge.drug_names import find_ingredients
from foredose.sources.order import refuse_unknown_drug, split_at_dose
from foredose.sources.record import Medication
from foredose.sources.regimen import parse_regimen
from foredose.sources.regimen_words import FREQUENCY, amount_mg, plain, strip_route

__all__ = ["parse_medications"]

MOST_CHARACTERS = 3000
# Commas and semicolons part drugs, but not the digits of a number.
BETWEEN = re.compile(r"[;\n]|,(?![0-9])")
WHERE = "the list of medications"


def parse_medications(text: str) -> tuple[Medication, ...]:
    """Read a list of drugs that a person takes; dose and regimen are optional.

    Returns
    -------
    tuple of Medication
        One per ingredient; ``dose_mg`` is the amount of one dose in mg, ``None`` where none is written, where
        it is per kg, or where the name is a combination.

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
    return tuple(medication for item in items if item for medication in _item(item))


def _item(item: str) -> tuple[Medication, ...]:
    name, rest = split_at_dose(item)
    ingredients = find_ingredients(name) or find_ingredients(_without_regimen(name))
    if not ingredients:
        refuse_unknown_drug(name, WHERE)
    dose_mg = _dose_mg(rest) if rest else None
    return tuple(
        Medication(
            ingredient=ingredient,
            text=item,
            code=None,
            active=True,
            start=None,
            stop=None,
            dose_mg=dose_mg if len(ingredients) == 1 else None,
            resource=WHERE,
        )
        for ingredient in ingredients
    )


def _without_regimen(name: str) -> str:
    _, rest = strip_route(plain(name))
    for pattern, _, _ in FREQUENCY:
        rest = pattern.sub(" ", rest)
    return rest.strip()


def _dose_mg(text: str) -> float | None:
    _, rest = strip_route(plain(text))
    amount, found = amount_mg(rest.strip())
    if rest.strip()[found.end() :].strip():
        last = parse_regimen(rest.strip())[-1]
        return last.dose_mg
    return None if found["kg"] else amount
