"""Every number that the flows of a whole-body model name, for one person."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from foredose.core import KnowledgeError
from foredose.knowledge.compound_facts import Compound, Formulation
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.pbpk.anatomy import SEGMENTS, slug
from foredose.models.pbpk.binding import bound_in
from foredose.models.pbpk.body import Person
from foredose.models.pbpk.layout import inactivated
from foredose.models.pbpk.numbers import body_numbers, compound_numbers
from foredose.models.pbpk.process_numbers import release_numbers
from foredose.models.pbpk.slots import Slot

__all__ = ["assemble"]

WATER_L_PER_KG = 0.0035
"""Water drunk with an oral dose."""


def assemble(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    person: Person,
    *,
    chosen: Mapping[str, Collection[str]],
    abundance: Mapping[str, float],
    activity: Mapping[str, float],
    formulation: Formulation | None,
    dose_mg: float,
    gastric_emptying_min: float | None = None,
) -> dict[str, float]:
    """Return every number that the flows name."""
    numbers = body_numbers(person)
    if gastric_emptying_min is not None:
        numbers["TR_lumen_stomach"] = 60.0 / gastric_emptying_min
    for compound in (bound_in(c, person) for c in compounds):
        numbers |= compound_numbers(
            compound, person, slots[compound.name], chosen.get(compound.name), abundance
        )
    proteins = {s.protein for group in slots.values() for s in group if s.protein}
    numbers |= {f"act_{slug(p)}": activity.get(p, 1.0) * person.activity.get(p, 1.0) for p in proteins}
    for protein, sites in inactivated(slots).items():
        for site in sites:
            numbers[f"TU_{slug(protein)}_{site}"] = math.log(2) / _half_life(protein, site)
    numbers |= release_numbers(formulation)
    numbers["WATER_PER_MG"] = WATER_L_PER_KG * person.weight_kg / dose_mg
    return numbers


def _half_life(protein: str, site: str) -> float:
    """Return the half-life (h) of an enzyme's turnover."""
    known = enzyme(protein)
    half = known.half_life_gut_h if site in SEGMENTS else known.half_life_liver_h
    if half is None:
        raise KnowledgeError(
            "physiology.turnover",
            found=f"no half-life of {protein}",
            expected="its half-life in liver and gut",
            where="physiology/enzymes.yaml",
            remedy="add it with its source, or leave the inactivation out of the compound",
        )
    return half
