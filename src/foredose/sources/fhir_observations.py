"""Observations to measurements in canonical units, and to coded statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import Field

from foredose.knowledge.observation_facts import observation_facts
from foredose.sources.fhir_bundle import Entry, refuse
from foredose.sources.fhir_elements import Period, checked, past_date
from foredose.sources.fhir_moments import Told, in_order, without_doubtful
from foredose.sources.fhir_values import Valued, answer_of, in_canonical_unit
from foredose.sources.record import Measurement

__all__ = ["LOINC", "read_measurements", "read_statuses"]

LOINC = "http://loinc.org"
USED = ("final", "amended", "corrected")
STATUSES = (*USED, "registered", "preliminary", "cancelled", "entered-in-error", "unknown")


class _Observation(Valued):
    status: str
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: Period = Period()
    component: list[Valued] = Field(default_factory=list)

    def when(self) -> str:
        period = self.effective_period
        return self.effective_date_time or self.effective_instant or period.start or period.end

    def parts(self) -> list[Valued]:
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
    told: dict[str, list[Told[float]]] = {}
    for entry, seen, code, part in _coded(entries, names, notes):
        name = names[code]
        value, why = _number(name, part, entry)
        day = past_date(seen.when(), entry.where, today)
        if _is_told(name, value, why, day, entry, notes) and day is not None:
            item = Told(name=name, value=value, day=day, when=seen.when(), code=code, entry=entry, why=why)
            told.setdefault(name, []).append(item)
    latest: dict[tuple[str, date], Told[float]] = {}
    for items in told.values():
        for item in without_doubtful(in_order(items), notes):
            _keep_latest(latest, item, notes)
    return tuple(sorted(map(_measurement, latest.values()), key=lambda m: (m.date, m.name)))


def _measurement(told: Told[float]) -> Measurement:
    unit = observation_facts().covariates[told.name].unit
    return Measurement(
        name=told.name,
        value=told.value or 0.0,
        unit=unit,
        date=told.day,
        code=told.code,
        resource=told.entry.id,
    )


def _is_told(
    name: str, value: float | None, why: str, day: date | None, entry: Entry, notes: list[str]
) -> bool:
    """Whether a value is told on a day, read or not (``why``); what is not is said."""
    silent = why in (f"{name} has no number", f"{name} is not told")
    if day is not None and not silent:
        return True
    grave = value is None and not silent
    notes.append(f"{'not judged: ' if grave else ''}{entry.id}: {why or f'{name} has no date'}, not used")
    return False


def _number(name: str, part: Valued, entry: Entry) -> tuple[float | None, str]:
    """Return the value in the canonical unit, or why it is not read."""
    quantity = part.value_quantity
    if quantity is not None and quantity.comparator:
        return None, f"{name} has only a limit ({quantity.comparator})"
    if quantity is None or quantity.value is None or part.of_other_type():
        return None, f"{name} has {'a value that is not read' if part.has_value() else 'no number'}"
    return in_canonical_unit(name, quantity, entry.where), ""


def _coded(
    entries: list[Entry], names: Mapping[str, str], notes: list[str]
) -> Iterator[tuple[Entry, _Observation, str, Valued]]:
    """Every observation, or component of one, whose code is among ``names``."""
    for entry in entries:
        seen = _usable(entry, notes) if _known(entry, names) else None
        for part in seen.parts() if seen else ():
            code = next((c for c in part.code.codes(LOINC) if c in names), None)
            if seen is not None and code is not None:
                yield entry, seen, code, part


def _keep_latest(latest: dict[tuple[str, date], Told[float]], found: Told[float], notes: list[str]) -> None:
    """Keep the later of two values of one day; two different values at the same time are refused."""
    key = (found.name, found.day)
    old = latest.get(key)
    if old is not None and old.stamp == found.stamp and old.value != found.value:
        unit = observation_facts().covariates[found.name].unit
        refuse(
            "fhir.contradiction",
            f"{found.name} {old.value:g} and {found.value:g} {unit} at the same time",
            "one value at a time",
            f"{old.entry.id} and {found.entry.id}",
            "mark the wrong one entered-in-error",
        )
    latest[key] = found
    if old is not None:
        notes.append(f"{found.name} of {found.day.isoformat()}: several values, the last one counts")


def read_statuses(entries: list[Entry], today: date, notes: list[str]) -> tuple[tuple[str, bool, date], ...]:
    """Return coded statuses (smoking, pregnant, breastfeeding) with dates; "unknown" answers say nothing.

    An answer that is not read puts an older "no" in doubt; an older "yes" stays, and both are said.
    """
    names = {code: name for name, fact in observation_facts().statuses.items() for code in fact.codes}
    told: dict[str, list[Told[bool]]] = {}
    for entry, seen, code, part in _coded(entries, names, notes):
        name = names[code]
        answer = None if part.of_other_type() else answer_of(name, part)
        day = past_date(seen.when(), entry.where, today)
        unread = f"{name} is not told in a known code" if part.has_value() else f"{name} is not told"
        why = unread if answer is None else ""
        if _is_told(name, answer, why, day, entry, notes) and day is not None:
            item = Told(name=name, value=answer, day=day, when=seen.when(), code=code, entry=entry, why=why)
            told.setdefault(name, []).append(item)
    kept = [t for items in told.values() for t in without_doubtful(in_order(items), notes, keep=True)]
    found = {(t.name, bool(t.value), t.day) for t in kept}
    return tuple(sorted(found, key=lambda status: (status[2], status[0], status[1])))
