"""The person whom a question is about, from the files and words that a user gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from foredose.application.genomes import call_person
from foredose.application.given import GivenGenome
from foredose.application.stated import Stated, stated_events
from foredose.core import InputError
from foredose.genome import GenomeCall
from foredose.sources import Medication, Record
from foredose.sources.fhir import read_record
from foredose.sources.medications import parse_medications
from foredose.twin import Twin, events_of, fold, medication_events

__all__ = ["GivenPerson", "person_given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPerson:
    """The twin, and what it was made from; ``medications`` are those given in words, ``stated`` what a user stated."""

    twin: Twin
    genome: GenomeCall | None
    record: Record | None
    medications: tuple[Medication, ...]
    stated: Stated = field(default_factory=Stated)


def person_given(
    *,
    genome: GivenGenome | Path | str | None,
    record: Path | str | None,
    meds: str | None,
    as_of: date | str | None,
    stated: Stated | None,
) -> GivenPerson:
    """Read what is given of a person and fold it into a twin.

    Parameters
    ----------
    genome
        A VCF, or a ``GivenGenome`` that tells the sample, outside calls, and how the file is to be read.
    record, meds
        A FHIR R4 bundle; co-medication in words, alone or beside the record.
    as_of
        The day of the question, a date or ``"2026-06-15"``; today when not given.
    stated
        Age, sex, weight, height and haematocrit where there is no record to tell them; conditions beside one.

    Raises
    ------
    InputError
        For anything given that cannot be read or understood.
    """
    today = _day(as_of)
    medications = parse_medications(meds) if meds else ()
    read = read_record(Path(record), today=today) if record is not None else None
    called = call_person(genome if isinstance(genome, GivenGenome) else GivenGenome(path=genome))
    person = read.person if read else (called.sample if called else "unnamed")
    told = stated_events(stated or Stated(), person, today, identity=read is None)
    events = (*events_of(read, called, today), *told, *medication_events(medications, today))
    return GivenPerson(
        twin=fold(events, as_of=today), genome=called, record=read, medications=tuple(medications),
        stated=stated or Stated(),
    )  # fmt: skip


def _day(given: date | str | None) -> date:
    """Return the day of the question."""
    if given is None:
        return date.today()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InputError(
            "as_of.date", found=repr(given), expected="YYYY-MM-DD", where="as_of", remedy="write the day so"
        ) from None
