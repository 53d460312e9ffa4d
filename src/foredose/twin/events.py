"""The append-only list of dated events that a twin is folded from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foredose.genome import GenomeCall
from foredose.sources import Allergy, Condition, Measurement, Medication, Procedure

__all__ = ["Event", "GenomeReported", "IdentityOfRecord", "IdentityStated", "RecordEvent", "StatusStated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityStated:
    """Who this is: birth date, recorded sex, death, and the specimens linked to the person."""

    person: str
    birth_date: date | None
    sex: str | None
    deceased: date | bool
    specimens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityOfRecord(IdentityStated):
    """Identity as a health record states it: a diagnosis that such a record lacks was not found in it.

    Where only a user states who this is, diagnoses and allergies were never looked for.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class GenomeReported:
    """A genome was called or a laboratory reported diplotypes."""

    call: GenomeCall


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStated:
    """A coded status (``smoking``, ``pregnant``, ``breastfeeding``) was recorded."""

    name: str
    value: bool


RecordEvent = Measurement | Medication | Condition | Procedure | Allergy


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was learned about the person, and when. ``date`` is ``None`` where the record has none."""

    date: date | None
    fact: IdentityStated | GenomeReported | StatusStated | RecordEvent
    source: str
