"""Volumes of the organs of one person, from the reference man by age, sex, height and weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from foredose.core import InputError
from foredose.knowledge.age_facts import ages
from foredose.knowledge.physiology_facts import Body, people

__all__ = ["refused", "volumes_of"]

Sex = Literal["male", "female"]
_LEAST_FAT = 0.05
"""Share of the body weight below which fat is not taken; muscle gives way then."""


def volumes_of(
    body: Body, sex: Sex, age_years: float, height_cm: float, weight_kg: float
) -> dict[str, float]:
    """Return the volume (L) of each organ and blood pool; what the body weight leaves is fat.

    Raises
    ------
    InputError
        For a weight that the organs alone exceed.
    """
    child = age_years < ages().adult_years
    part = _child_part(body, sex, age_years) if child else _adult_part(body, sex)
    usual = _usual_height(sex, age_years)
    ratio = height_cm / usual
    rows = {**body.organs, **body.blood}
    volumes = {
        n: r["volume"] * part[n] * ratio ** r["height_exponent"] for n, r in rows.items() if n != "fat"
    }
    return _with_fat(volumes, height_cm, weight_kg)


def _adult_part(body: Body, sex: Sex) -> dict[str, float]:
    other = people().female_over_male if sex == "female" else {}
    return {n: other.get(n, 1.0) for n in (*body.organs, *body.blood)}


def _child_part(body: Body, sex: Sex, age_years: float) -> dict[str, float]:
    """Return the mass at that age over the reference man's; the adult's part where the age is the adult's."""
    known, adult = ages(), _adult_part(body, sex)
    part = {}
    for name in (n for n in (*body.organs, *body.blood) if n != "fat"):
        row = known.organs["blood_pools" if name in body.blood else name].of(sex)
        part[name] = known.at(row, age_years) / row[-1] * adult[name]
    return part


def _usual_height(sex: Sex, age_years: float) -> float:
    return ages().at(ages().rows["height_cm"].of(sex), age_years)


def _with_fat(volumes: Mapping[str, float], height: float, weight: float) -> dict[str, float]:
    filled = dict(volumes)
    fat, least = weight - sum(filled.values()), _LEAST_FAT * weight
    if fat < least:
        give = (least - fat) / filled["muscle"]
        if give > 0.5:
            raise refused(f"{weight:g} kg at {height:g} cm", "a weight that the organs leave room for")
        filled["muscle"] *= 1 - give
        fat = least
    return {**filled, "fat": fat}


def refused(found: str, expected: str) -> InputError:
    """Return the error of a person whom the model cannot take."""
    return InputError(
        "physiology.person",
        found=found,
        expected=expected,
        where="the person of a whole-body model",
        remedy="correct the person, or use a model that was studied in such people",
    )
