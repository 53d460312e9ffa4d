"""Medication orders and statements to drugs by ingredient: taken now, or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import Field

from foredose.knowledge.drug_names import Product, split_product
from foredose.sources.fhir_bundle import Entry, refuse
from foredose.sources.fhir_dosage import how_taken
from foredose.sources.fhir_drugs import NamedDrug, drug_contents
from foredose.sources.fhir_elements import (
    CodeableConcept,
    Dosage,
    Element,
    Period,
    Reference,
    checked,
    last_day,
    past_date,
    some_date,
)
from foredose.sources.fhir_references import Library
from foredose.sources.record import Medication
from foredose.sources.routes import route_elsewhere

__all__ = ["named_drug", "read_medications"]

# What each status of R4's required code lists says: taken now, not (or no longer, or not yet), not to be
# read, not told, or held back or meant, which leaves open whether it is taken.
REQUEST = {
    "active": "taken",
    "on-hold": "left open",
    "cancelled": "not taken",
    "completed": "not taken",
    "entered-in-error": "not read",
    "stopped": "not taken",
    "draft": "not taken",
    "unknown": "not told",
}
STATEMENT = REQUEST | {"intended": "left open", "not-taken": "not taken"}
# A Medication may be made of Medications; deeper than this is a circle.
_DEEPEST = 4
# Only these intents authorise the taking; proposals and plans do not.
ORDERED = ("order", "original-order", "reflex-order", "filler-order", "instance-order", "option")


class _Ingredient(Element):
    item_codeable_concept: CodeableConcept | None = None
    item_reference: Reference | None = None


class _Medication(Element):
    """A Medication, or a Substance that is an ingredient of one."""

    code: CodeableConcept = CodeableConcept()
    contained: list[dict[str, Any]] = Field(default_factory=list)
    ingredient: list[_Ingredient] = Field(default_factory=list)


class _Order(Element):
    status: str
    intent: str = "order"
    do_not_perform: bool = False
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    contained: list[dict[str, Any]] = Field(default_factory=list)
    authored_on: str = ""
    effective_date_time: str = ""
    effective_period: Period = Period()
    dosage_instruction: list[Dosage] = Field(default_factory=list)
    dosage: list[Dosage] = Field(default_factory=list)

    def start(self) -> str:
        return self.effective_period.start or self.effective_date_time or self.authored_on

    def end(self, where: str) -> date | None:
        """Return the last day of taking: of several ends the latest, none where an instruction has no end."""
        bounds = [
            d.timing.repeat.bounds_period.end
            if d.timing and d.timing.repeat and d.timing.repeat.bounds_period
            else ""
            for d in self.dosage_instruction + self.dosage
        ]
        ends = [self.effective_period.end, *(bounds if all(bounds) else ())]
        days = [last_day(end, where) for end in ends]
        return max((day for day in days if day is not None), default=None)


def read_medications(
    entries: list[Entry], library: Library, today: date, notes: list[str]
) -> tuple[Medication, ...]:
    """Return one ``Medication`` per ingredient of every order and statement.

    ``library`` holds the Medication resources by the references that name them. An order without an amount
    per dose in a unit of mass has ``dose_mg`` ``None``; so has every component of a combination.
    """
    found: list[Medication] = []
    for entry in entries:
        order = checked(_Order, entry.data, entry.where)
        if _read_at_all(order, entry, library, notes):
            found += _medications(order, entry, library, today, notes)
    return tuple(found)


def _says(order: _Order, entry: Entry) -> str:
    table = REQUEST if entry.kind == "MedicationRequest" else STATEMENT
    if order.status not in table:
        refuse(
            "fhir.status",
            f"status {order.status[:30]!r}",
            ", ".join(table),
            entry.where,
            "correct the status",
        )
    return table[order.status]


def _read_at_all(order: _Order, entry: Entry, library: Library, notes: list[str]) -> bool:
    if _says(order, entry) == "not read" or order.do_not_perform:
        notes.append(f"{entry.id}: {'do not perform' if order.do_not_perform else order.status}, not used")
        return False
    if order.intent not in ORDERED:
        why = f"intent {order.intent[:20]}, not an order, not used"
        taken = _says(order, entry) in ("taken", "not told", "left open")
        named = named_drug(
            order.medication_codeable_concept, order.medication_reference, order.contained, library, entry
        )
        notes.append(_possibly(named, entry, why) if taken else f"{entry.id}: {why}")
        return False
    return True


def _possibly(named: NamedDrug, entry: Entry, why: str) -> str:
    words = named.text or ", ".join(text for _, text in named.parts()) or "a drug"
    return f"possibly taken: {words[:80]} ({entry.id}): {why}"


def _medications(
    order: _Order, entry: Entry, library: Library, today: date, notes: list[str]
) -> Iterator[Medication]:
    says = _says(order, entry)
    stop = order.end(entry.where)
    current = stop is None or stop >= today
    start = (
        past_date(order.start(), entry.where, today)
        if says in ("taken", "not told")
        else some_date(order.start(), entry.where)
    )
    named = named_drug(
        order.medication_codeable_concept, order.medication_reference, order.contained, library, entry
    )
    if says in ("not told", "left open") and current:
        notes.append(_possibly(named, entry, f"whether it is taken is not known (status {order.status})"))
    if named.disagrees:
        both = " and ".join(named.product.ingredients)
        notes.append(f"{entry.id}: code and text disagree; {both} are both kept")
    taken = how_taken(order.dosage_instruction + order.dosage)
    for ingredient, words in named.parts():
        if ingredient is None:
            notes.append(f"{entry.id}: {words!r} is not a known drug; what it does to others is not judged")
        yield Medication(
            ingredient=ingredient,
            text=named.text or words,
            code=named.code,
            active=says in ("taken", "not told") and current,
            start=start,
            stop=stop,
            dose_mg=taken.dose_mg if len(named.parts()) == 1 else None,
            interval_h=taken.interval_h,
            route=taken.route or route_elsewhere(named.text or words),
            resource=entry.id,
        )


def named_drug(
    concept: CodeableConcept | None,
    reference: Reference | None,
    contained: list[dict[str, Any]],
    library: Library,
    at: Entry,
    depth: int = 0,
) -> NamedDrug:
    """Read a drug that is given as a concept, as a reference, or as both."""
    by_code = drug_contents(concept) if concept is not None else None
    if by_code is not None and (by_code.product.ingredients or reference is None):
        return by_code
    pointed = reference.reference if reference else ""
    medication, holder = _resolved(pointed, contained, library, at)
    if medication is not None and depth <= _DEEPEST:
        return _of_medication(medication, contained, library, holder, depth)
    shown = reference.display if reference else ""
    if shown:
        return NamedDrug(text=shown, code=None, product=split_product(shown))
    unknown = Product(ingredients=(), others=(f"a drug outside the file ({pointed[:60] or 'not named'})",))
    return by_code or NamedDrug(text="", code=None, product=unknown)


def _resolved(
    pointed: str, contained: list[dict[str, Any]], library: Library, at: Entry
) -> tuple[_Medication | None, Entry]:
    """Return what a reference in ``at`` points to, inside it or in the library, and the entry that holds that."""
    inside = next((m for m in contained if pointed == f"#{m.get('id')}"), None)
    if inside is not None:
        return checked(_Medication, inside, f"contained {pointed}"), at
    entry = library.find(pointed, at)
    return (None, at) if entry is None else (checked(_Medication, entry.data, entry.where), entry)


def _of_medication(
    medication: _Medication, beside: list[dict[str, Any]], library: Library, at: Entry, depth: int
) -> NamedDrug:
    """Read a Medication by its code and by its ingredients, which may lie inside it or beside it."""
    own = drug_contents(medication.code)
    inside = [*medication.contained, *beside]
    items = [
        named_drug(i.item_codeable_concept, i.item_reference, inside, library, at, depth + 1)
        for i in medication.ingredient
    ]
    if not items:
        return own
    # a product name that is not known is told by its ingredients
    told = (
        [own.product, *(i.product for i in items)] if own.product.ingredients else [i.product for i in items]
    )
    product = Product(
        ingredients=tuple(dict.fromkeys(name for p in told for name in p.ingredients)),
        others=tuple(dict.fromkeys(name for p in told for name in p.others)),
    )
    return NamedDrug(
        text=own.text or " / ".join(i.text for i in items),
        code=own.code,
        product=product,
        disagrees=own.disagrees,
    )
