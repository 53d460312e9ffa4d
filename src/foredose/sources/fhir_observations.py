"""Observations to measurements in canonical units, and to coded statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from pydantic import Field

from foredose.knowledge.observation_facts import CovariateFact, observation_facts
from foredose.sources.fhir_bundle import Entry, refuse
from foredose.sources.fhir_elements import CodeableConcept, Element, Period, Quantity, checked, past_date
from foredose.sources.record import Measurement

__all__ = ["LOINC", "read_measurements", "read_statuses"]

LOINC = "http://loinc.org"
USED = ("final", "amended", "corrected")
STATUSES = (*USED, "registered", "preliminary", "cancelled", "entered-in-error", "unknown")


class _Valued(Element):
    code: CodeableConcept = CodeableConcept()
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None


class _Observation(_Valued):
    status: str
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: Period = Period()
    component: list[_Valued] = Field(default_factory=list)

    def when(self) -> str:
        period = self.effective_period
        return self.effective_date_time or self.effective_instant or period.start or period.end

    def parts(self) -> list[_Valued]:
        return [self, *self.component]


def _usable(entry: Entry, notes: list[str]) -> _Observation | None:
    seen = checked(_Observation, entry.data, entry.where)
    if seen.status not in STATUSES:
        refuse(
            "fhir.status",
            f"status {seen.status[:30]!r}",
            ", ".join(STATUSES),
            entry.where,
            "correct the status",
        )
    if seen.status in USED:
        return seen
    notes.append(f"{entry.id}: status {seen.status}, not used")
    return None


def _known(entry: Entry, names: Mapping[str, str]) -> bool:
    """Whether any of the entry's LOINC codes is ours, told before its types are checked."""
    parts = [entry.data, *_items(entry.data.get("component"))]
    return any(code in names for part in parts for code in _codes_in(part))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _codes_in(part: object) -> Iterator[str]:
    concept = part.get("code") if isinstance(part, dict) else None
    for coding in _items(concept.get("coding") if isinstance(concept, dict) else None):
        if isinstance(coding, dict) and coding.get("system") == LOINC:
            yield str(coding.get("code"))


def read_measurements(entries: list[Entry], today: date, notes: list[str]) -> tuple[Measurement, ...]:
    """Return the measurements of registered covariates in canonical units; the last of a day counts.

    Raises
    ------
    InputError
        A unit that is not accepted, a value outside what a living person has, a date after ``today``.
    """
    names = {code: name for name, fact in observation_facts().covariates.items() for code in fact.codes}
    latest: dict[tuple[str, date], tuple[str, Measurement]] = {}
    for entry, seen, code, part in _coded(entries, names, notes):
        day = past_date(seen.when(), entry.where, today)
        value = _value(names[code], part.value_quantity, entry, notes)
        if day is None:
            notes.append(f"{entry.id}: {names[code]} has no date, not used")
        elif value is not None:
            unit = observation_facts().covariates[names[code]].unit
            found = Measurement(
                name=names[code], value=value, unit=unit, date=day, code=code, resource=entry.id
            )
            _keep_latest(latest, found, seen.when(), notes)
    return tuple(sorted((m for _, m in latest.values()), key=lambda m: (m.date, m.name)))


def _coded(
    entries: list[Entry], names: Mapping[str, str], notes: list[str]
) -> Iterator[tuple[Entry, _Observation, str, _Valued]]:
    """Every observation, or component of one, whose code is among ``names``."""
    for entry in entries:
        seen = _usable(entry, notes) if _known(entry, names) else None
        for part in seen.parts() if seen else ():
            code = next((c for c in part.code.codes(LOINC) if c in names), None)
            if seen is not None and code is not None:
                yield entry, seen, code, part


def _keep_latest(
    latest: dict[tuple[str, date], tuple[str, Measurement]], found: Measurement, when: str, notes: list[str]
) -> None:
    """Keep the later of two values of one day; two different values at the same time are refused."""
    key = (found.name, found.date)
    old = latest.get(key)
    stamp = _stamp(when)
    if old is not None and old[0] == stamp and old[1].value != found.value:
        refuse(
            "fhir.contradiction",
            f"{found.name} {old[1].value:g} and {found.value:g} {found.unit} at the same time",
            "one value at a time",
            f"{old[1].resource} and {found.resource}",
            "mark the wrong one entered-in-error",
        )
    if old is None or stamp >= old[0]:
        latest[key] = (stamp, found)
    if old is not None:
        notes.append(f"{found.name} of {found.date.isoformat()}: several values, the last one counts")


def _stamp(when: str) -> str:
    """A text that sorts by time: naive and zoned times compare by their own clock, dates alone come first."""
    return datetime.fromisoformat(when).replace(tzinfo=None).isoformat() if "T" in when else ""


def _value(name: str, quantity: Quantity | None, entry: Entry, notes: list[str]) -> float | None:
    if quantity is None or quantity.value is None or quantity.comparator:
        why = (
            "no number"
            if quantity is None or quantity.value is None
            else f"only a limit ({quantity.comparator})"
        )
        notes.append(f"{entry.id}: {name} has {why}, not used")
        return None
    return _in_canonical_unit(name, quantity, observation_facts().covariates[name], entry.where)


def _in_canonical_unit(name: str, quantity: Quantity, fact: CovariateFact, where: str) -> float:
    unit = quantity.ucum()
    if unit not in fact.units:
        found = f"{name} in {unit[:30]!r}" if unit else f"{name} without a unit"
        accepted = ", ".join(u for u in fact.units if u)
        refuse("fhir.unit", found, f"one of {accepted} (UCUM)", where, "send the value with an accepted unit")
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


def read_statuses(entries: list[Entry], today: date, notes: list[str]) -> tuple[tuple[str, bool, date], ...]:
    """Return coded statuses (smoking, pregnant, breastfeeding) with dates; "unknown" answers say nothing."""
    names = {code: name for name, fact in observation_facts().statuses.items() for code in fact.codes}
    found: set[tuple[str, bool, date]] = set()
    for entry, seen, code, part in _coded(entries, names, notes):
        answer = _answer(names[code], part)
        day = past_date(seen.when(), entry.where, today)
        if answer is None or day is None:
            notes.append(f"{entry.id}: {names[code]} is not told, not used")
        else:
            found.add((names[code], answer, day))
    return tuple(sorted(found, key=lambda status: (status[2], status[0], status[1])))


def _answer(name: str, part: _Valued) -> bool | None:
    answers = observation_facts().statuses[name].answers
    concept = part.value_codeable_concept or CodeableConcept()
    told = {answers[c.system][c.code] for c in concept.coding if c.code in answers.get(c.system, {})}
    return told.pop() if len(told) == 1 else None
