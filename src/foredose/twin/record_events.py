"""A record and a genome, as read on a day, to the events that a twin is folded from."""

from __future__ import annotations

from datetime import date

from foredose.genome import GenomeCall
from foredose.sources import Medication, Record
from foredose.twin.events import Event, GenomeReported, IdentityOfRecord, StatusStated

__all__ = ["IdentityOfRecord", "events_of", "medication_events"]


def events_of(record: Record | None, genome: GenomeCall | None, today: date) -> tuple[Event, ...]:
    """Return what a record and a genome tell, as dated events.

    A measurement, status, condition or procedure carries its own date. Identity, medications, allergies and
    the genome are what was known on the day of reading: a prescription's status is that of today, not of its
    first day.
    """
    events = [] if record is None else _of_record(record, today)
    if genome is not None:
        events.append(Event(date=today, fact=GenomeReported(call=genome), source=genome.source))
    return tuple(events)


def medication_events(medications: tuple[Medication, ...], today: date) -> tuple[Event, ...]:
    """Return events for drugs that were named without a record."""
    return tuple(Event(date=today, fact=m, source=m.resource) for m in medications)


def _of_record(record: Record, today: date) -> list[Event]:
    stated = IdentityOfRecord(
        person=record.person,
        birth_date=record.birth_date,
        sex=record.sex,
        deceased=record.deceased,
        specimens=record.specimens,
    )
    source = record.source
    return [
        Event(date=today, fact=stated, source=source),
        *(Event(date=m.date, fact=m, source=source) for m in record.measurements),
        *(Event(date=d, fact=StatusStated(name=n, value=v), source=source) for n, v, d in record.statuses),
        *(Event(date=c.onset, fact=c, source=source) for c in record.conditions),
        *(Event(date=p.date, fact=p, source=source) for p in record.procedures),
        *(Event(date=today, fact=m, source=source) for m in record.medications),
        *(Event(date=today, fact=a, source=source) for a in record.allergies),
    ]
