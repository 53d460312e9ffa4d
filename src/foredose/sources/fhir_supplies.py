"""Drugs that were given or handed out: not orders, but signs that a drug may be taken now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pydantic import Field

from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_elements import (
    CodeableConcept,
    Element,
    Period,
    Quantity,
    Reference,
    checked,
    last_day,
)
from foredose.sources.fhir_medications import named_drug
from foredose.sources.fhir_references import Library
from foredose.sources.record import Medication

__all__ = ["SUPPLIES", "note_supplies"]

SUPPLIES = ("MedicationAdministration", "MedicationDispense")
# Under way, or not told: without an end it is given still.
RUNNING = ("in-progress", "on-hold", "unknown")
NOT_GIVEN = ("entered-in-error", "not-done", "cancelled", "declined")
# A drug given so many days ago may still be taken or still act; a supply without its length is taken as a year's.
GIVEN_DAYS, SUPPLY_DAYS = 90, 365
_MOST_DAYS = 36_500.0
_DAYS_IN = {"d": 1.0, "day": 1.0, "days": 1.0, "wk": 7.0, "week": 7.0, "weeks": 7.0}
# The longest that a month or a year can be: a supply must not end too early.
_DAYS_IN |= {"mo": 31.0, "month": 31.0, "months": 31.0, "a": 366.0, "year": 366.0, "years": 366.0}


class _Supply(Element):
    status: str = ""
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    contained: list[dict[str, Any]] = Field(default_factory=list)
    effective_date_time: str = ""
    effective_period: Period = Period()
    when_prepared: str = ""
    when_handed_over: str = ""
    days_supply: Quantity | None = None

    def when(self) -> str:
        """Return the last day that the resource tells of."""
        given = self.effective_period.end or self.effective_date_time or self.effective_period.start
        return given or self.when_handed_over or self.when_prepared

    def runs(self) -> bool:
        """Whether it is being given, as far as is told: no end is known."""
        return self.status in RUNNING and bool(self.effective_period.start) and not self.effective_period.end

    def lasts(self) -> timedelta:
        """Return for how long after that day the drug may be taken; a length in no known unit counts as not told."""
        value = self.days_supply.value if self.days_supply else None
        in_unit = self._days_in_unit()
        days = None if value is None or in_unit is None else value * in_unit
        supplied = SUPPLY_DAYS if self.when_handed_over or self.when_prepared else 0
        return timedelta(days=GIVEN_DAYS + min(max(days or supplied, 0), _MOST_DAYS))

    def odd_unit(self) -> str:
        """Return the unit of a length that cannot be read, ``""`` where it can or where there is none."""
        if self.days_supply is None or self.days_supply.value is None or self._days_in_unit() is not None:
            return ""
        return self.days_supply.ucum() or "no unit"

    def _days_in_unit(self) -> float | None:
        supply = self.days_supply or Quantity()
        told = {_DAYS_IN.get(unit.strip().lower()) for unit in (supply.code, supply.unit)} - {None}
        return told.pop() if len(told) == 1 else None


def note_supplies(
    entries: list[Entry],
    library: Library,
    medications: tuple[Medication, ...],
    today: date,
    notes: list[str],
) -> None:
    """Say in ``notes`` every drug that was given or handed out lately and is in no active order."""
    active = {m.ingredient for m in medications if m.active}
    latest: dict[str, str] = {}
    passed = 0
    for entry in entries:
        seen = checked(_Supply, entry.data, entry.where)
        day = last_day(seen.when(), entry.where)
        if seen.odd_unit() and seen.status not in NOT_GIVEN:
            notes.append(f"{entry.id}: the length of the supply in {seen.odd_unit()[:30]!r} is not read")
        over = day is not None and not seen.runs() and day < today - seen.lasts()
        if seen.status in NOT_GIVEN or over:
            passed += 1
            continue
        named = named_drug(
            seen.medication_codeable_concept, seen.medication_reference, seen.contained, library, entry
        )
        for ingredient, words in named.parts():
            if ingredient is None or ingredient not in active:
                told = f"{entry.kind} of {day.isoformat() if day else 'an unknown day'}, in no active order"
                key = ingredient or words
                if key not in latest or latest[key] < told:
                    latest[key] = told
    notes += [f"possibly taken: {drug[:80]} ({told})" for drug, told in latest.items()]
    if passed:
        notes.append(f"{passed} drugs given or handed out are long past or were not given, not used")
