"""Medication orders and statements to drugs by ingredient: taken now, or no longer."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from foredose.knowledge.drug_names import Product
from foredose.sources.fhir_bundle import Entry, refuse
from foredose.sources.fhir_drugs import drug_contents
from foredose.sources.fhir_elements import (
    CodeableConcept,
    Dosage,
    Element,
    Period,
    Reference,
    checked,
    past_date,
    some_date,
)
from foredose.sources.record import Medication

__all__ = ["read_medications"]

MILLIGRAM = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mcg": 0.001}
# What each status of R4's required code lists says: taken now, not (or no longer, or not yet), not to be
# read, or not told.
REQUEST = {
    "active": "taken",
    "on-hold": "not taken",
    "cancelled": "not taken",
    "completed": "not taken",
    "entered-in-error": "not read",
    "stopped": "not taken",
    "draft": "not taken",
    "unknown": "not told",
}
STATEMENT = REQUEST | {"intended": "not taken", "not-taken": "not taken"}
# Only these intents authorise the taking; proposals and plans do not.
ORDERED = ("order", "original-order", "reflex-order", "filler-order", "instance-order", "option")


class _Ingredient(Element):
    item_codeable_concept: CodeableConcept | None = None


class _Medication(Element):
    id: str = ""
    code: CodeableConcept = CodeableConcept()
    ingredient: list[_Ingredient] = Field(default_factory=list)


class _Dispense(Element):
    validity_period: Period = Period()


class _Order(Element):
    status: str
    intent: str = "order"
    do_not_perform: bool = False
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    contained: list[_Medication] = Field(default_factory=list)
    authored_on: str = ""
    effective_date_time: str = ""
    effective_period: Period = Period()
    dosage_instruction: list[Dosage] = Field(default_factory=list)
    dosage: list[Dosage] = Field(default_factory=list)
    dispense_request: _Dispense = _Dispense()

    def start(self) -> str:
        return self.effective_period.start or self.effective_date_time or self.authored_on

    def ends(self) -> list[str]:
        repeats = [
            d.timing.repeat for d in self.dosage_instruction + self.dosage if d.timing and d.timing.repeat
        ]
        bounds = [r.bounds_period.end if r.bounds_period else "" for r in repeats]
        # one instruction without an end keeps the drug going, and several end with the last of them
        last = [max(bounds)] if bounds and all(bounds) else []
        return [_last_day(end) for end in (self.effective_period.end, *last) if end]


def _last_day(day: str) -> str:
    """Return the last day that a partial date ("2026", "2026-06") may mean; a whole date as it is."""
    parts = day.split("-")
    if len(parts) == 1 and len(day) == 4:
        return f"{day}-12-31"
    if len(parts) == 2 and all(part.isdigit() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{day}-{monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A product in words and code, and what is in it."""

    text: str
    code: str | None
    product: Product


def read_medications(
    entries: list[Entry], library: Mapping[str, Entry], today: date, notes: list[str]
) -> tuple[Medication, ...]:
    """Return one ``Medication`` per ingredient of every order and statement.

    ``library`` holds the Medication resources by the references that name them. An order without an amount
    per dose in a unit of mass has ``dose_mg`` ``None``; so has every component of a combination.
    """
    found: list[Medication] = []
    for entry in entries:
        order = checked(_Order, entry.data, entry.where)
        if _read_at_all(order, entry, notes):
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


def _read_at_all(order: _Order, entry: Entry, notes: list[str]) -> bool:
    if _says(order, entry) == "not read" or order.do_not_perform:
        notes.append(f"{entry.id}: {'do not perform' if order.do_not_perform else order.status}, not used")
        return False
    if order.intent not in ORDERED:
        notes.append(f"{entry.id}: intent {order.intent[:20]}, not an order, not used")
        return False
    return True


def _medications(
    order: _Order, entry: Entry, library: Mapping[str, Entry], today: date, notes: list[str]
) -> Iterator[Medication]:
    says = _says(order, entry)
    stop = min((d for d in (some_date(e, entry.where) for e in order.ends()) if d is not None), default=None)
    start = (
        past_date(order.start(), entry.where, today)
        if says != "not taken"
        else some_date(order.start(), entry.where)
    )
    named = _named(order, entry, library)
    if says == "not told":
        notes.append(f"{entry.id}: whether {named.text or 'it'} is taken is not known (status unknown)")
    parts = named.product.ingredients + (None,) * len(named.product.others)
    for ingredient, other in zip(
        parts, ("",) * len(named.product.ingredients) + named.product.others, strict=True
    ):
        if ingredient is None:
            notes.append(f"{entry.id}: {other!r} is not a known drug; what it does to others is not judged")
        yield Medication(
            ingredient=ingredient,
            text=named.text or other,
            code=named.code,
            active=says in ("taken", "not told") and (stop is None or stop >= today),
            start=start,
            stop=stop,
            dose_mg=_dose_mg(order) if len(parts) == 1 else None,
            resource=entry.id,
        )


def _named(order: _Order, entry: Entry, library: Mapping[str, Entry]) -> _Named:
    if order.medication_codeable_concept is not None:
        text, code, product = drug_contents(order.medication_codeable_concept)
        return _Named(text=text, code=code, product=product)
    pointed = order.medication_reference.reference if order.medication_reference else ""
    medication = next((m for m in order.contained if pointed == f"#{m.id}"), None)
    if medication is None and pointed in library:
        medication = checked(_Medication, library[pointed].data, library[pointed].where)
    if medication is None:
        unknown = Product(
            ingredients=(), others=(f"a drug outside the file ({pointed[:60] or 'not named'})",)
        )
        return _Named(text="", code=None, product=unknown)
    return _of_medication(medication)


def _of_medication(medication: _Medication) -> _Named:
    text, code, product = drug_contents(medication.code)
    items = [drug_contents(i.item_codeable_concept) for i in medication.ingredient if i.item_codeable_concept]
    if items:
        own = () if product.others and not product.ingredients else product.ingredients
        names = dict.fromkeys((*own, *(n for _, _, p in items for n in p.ingredients)))
        others = tuple(n for _, _, p in items for n in p.others)
        product = Product(ingredients=tuple(names), others=others)
    return _Named(text=text or " / ".join(t for t, _, _ in items), code=code, product=product)


def _dose_mg(order: _Order) -> float | None:
    """The amount of one dose in mg, only where exactly one is stated in a unit of mass."""
    rates = [r.dose_quantity for d in order.dosage_instruction + order.dosage for r in d.dose_and_rate]
    stated = {(q.value, q.ucum().lower()) for q in rates if q is not None and q.value is not None}
    if len(stated) != 1:
        return None
    value, unit = stated.pop()
    factor = MILLIGRAM.get(unit)
    return value * factor if value is not None and factor is not None and value > 0 else None
