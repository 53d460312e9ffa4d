"""The unbound fraction of a compound in a person whose plasma holds more or less of the binding protein."""

from __future__ import annotations

from dataclasses import replace

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.body import Person

__all__ = ["bound_in"]


def bound_in(compound: Compound, person: Person) -> Compound:
    """Return the compound with the fraction unbound in this person.

    Bound over unbound goes with the protein's concentration (Edginton 2008, as the qualification of hepatic
    impairment of Open Systems Pharmacology writes it).
    """
    factor = person.binding.get(compound.binding_protein, 1.0)
    if factor == 1.0:
        return compound
    known = compound.numbers["fraction_unbound"]
    free = 1 / (1 + factor * (1 / known.value - 1))
    number = replace(
        known, value=free, origin="derived", note=f"{known.value:g} at {factor:g} of the protein"
    )
    return replace(compound, numbers={**compound.numbers, "fraction_unbound": number})
