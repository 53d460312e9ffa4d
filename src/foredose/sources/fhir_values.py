"""The value of an observation: a number in an accepted unit, a coded answer, or something that cannot be read."""

from __future__ import annotations

from typing import Any

from foredose.knowledge.observation_facts import CovariateFact, observation_facts
from foredose.sources.fhir_bundle import refuse
from foredose.sources.fhir_elements import CodeableConcept, Element, Quantity

__all__ = ["Valued", "answer_of", "in_canonical_unit"]

# Units as people write them beside a UCUM code.
_WRITTEN = {
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "pound": "[lb_av]",
    "pounds": "[lb_av]",
    "kilogram": "kg",
    "kilograms": "kg",
    "kgs": "kg",
    "gram": "g",
    "grams": "g",
    "in": "[in_i]",
    "inch": "[in_i]",
    "inches": "[in_i]",
}
# Known units that are accepted nowhere; beside the code of another unit they contradict it.
_FOREIGN = ("oz", "ounce", "ounces", "st", "stone", "stones", "ft", "foot", "feet")


class Valued(Element):
    """An observation or a component of one; of the values that are not read only their presence counts."""

    code: CodeableConcept = CodeableConcept()
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: Any = None
    value_boolean: Any = None
    value_integer: Any = None
    value_range: Any = None
    value_ratio: Any = None
    value_sampled_data: Any = None
    value_time: Any = None
    value_date_time: Any = None
    value_period: Any = None

    def has_value(self) -> bool:
        """Whether any value is told, in whatever type."""
        quantity = self.value_quantity
        numbered = quantity is not None and (quantity.value is not None or bool(quantity.comparator))
        concept = self.value_codeable_concept
        coded = concept is not None and bool(concept.words())
        return numbered or coded or self.of_other_type()

    def of_other_type(self) -> bool:
        """Whether a value is told in a type that is never read."""
        told = (self.value_string, self.value_boolean, self.value_integer, self.value_range, self.value_ratio)
        more = (self.value_sampled_data, self.value_time, self.value_date_time, self.value_period)
        return any(value is not None for value in (*told, *more))


def in_canonical_unit(name: str, quantity: Quantity, where: str) -> float:
    """Return a number in the canonical unit of a covariate.

    Raises
    ------
    InputError
        A unit that is not accepted or that contradicts its code, or a value that no living person has.
    """
    fact = observation_facts().covariates[name]
    unit = quantity.ucum()
    if unit not in fact.units:
        found = f"{name} in {unit[:30]!r}" if unit else f"{name} without a unit"
        accepted = ", ".join(u for u in fact.units if u)
        refuse("fhir.unit", found, f"one of {accepted} (UCUM)", where, "send the value with an accepted unit")
    _refuse_two_units(name, quantity, fact, where)
    value = (quantity.value or 0.0) * fact.units[unit]
    low, high = fact.plausible
    if not low <= value <= high:
        refuse(
            "fhir.implausible",
            f"{name} {quantity.value:g} {unit}",
            f"{low:g} to {high:g} {fact.unit}",
            where,
            "correct the value or its unit, or mark it entered-in-error",
        )
    return value


def _refuse_two_units(name: str, quantity: Quantity, fact: CovariateFact, where: str) -> None:
    """Refuse a unit in words that is not the unit of the code; words that are not known say nothing."""
    if not (quantity.code and quantity.unit):
        return
    words = quantity.unit.strip().lower().replace("µ", "u").replace("μ", "u")
    factors = {unit.lower(): factor for unit, factor in fact.units.items()}
    stated = factors.get(_WRITTEN.get(words, words))
    if (
        words in _FOREIGN
        or (words in _WRITTEN and stated is None)
        or stated not in (None, fact.units[quantity.code])
    ):
        refuse(
            "fhir.unit",
            f"{name} with the unit {quantity.unit[:30]!r} and the code {quantity.code[:30]!r}",
            "one unit",
            where,
            "correct the unit or its code",
        )


def answer_of(name: str, part: Valued) -> bool | None:
    """Return the coded answer of a status, ``None`` where there is none that is known, or two."""
    answers = observation_facts().statuses[name].answers
    concept = part.value_codeable_concept or CodeableConcept()
    told = {answers[c.system][c.code] for c in concept.coding if c.code in answers.get(c.system, {})}
    return told.pop() if len(told) == 1 else None
