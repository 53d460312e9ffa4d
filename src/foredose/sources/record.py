"""What a health record says of one person, as typed, dated facts. Missing stays missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Allergy", "Condition", "Measurement", "Medication", "Procedure", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One dated observation in the canonical unit of its registered name.

    ``name`` is a covariate of ``knowledge/observations.yaml``, for example ``"weight"``.
    """

    name: str
    value: float
    unit: str
    date: date
    code: str
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication:
    """A drug that the person takes or took. ``ingredient`` is ``None`` when the product is not known.

    ``interval_h`` (h between doses) and ``route`` (``"oral"``, ``"intravenous"``, or in words) are ``None``
    where they are not told apart from ``text``.
    """

    ingredient: str | None
    text: str
    code: str | None
    active: bool
    start: date | None
    stop: date | None
    dose_mg: float | None
    resource: str
    interval_h: float | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A diagnosis with its code system and code."""

    text: str
    system: str
    code: str
    active: bool
    onset: date | None
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A procedure that was done."""

    text: str
    system: str
    code: str
    date: date | None
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    """An allergy or intolerance; ``ingredient`` is ``None`` when the substance is not a known drug."""

    ingredient: str | None
    text: str
    code: str | None
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One person's record as read, before anything is concluded from it.

    ``specimens`` are the sample names that the record links to this person (the declared link between
    genome file and record). ``statuses`` holds coded statuses with their dates: ``"smoking"``,
    ``"pregnant"``, ``"breastfeeding"``.
    """

    person: str
    birth_date: date | None
    sex: str | None
    deceased: date | bool
    measurements: tuple[Measurement, ...]
    statuses: tuple[tuple[str, bool, date], ...]
    conditions: tuple[Condition, ...]
    procedures: tuple[Procedure, ...]
    medications: tuple[Medication, ...]
    allergies: tuple[Allergy, ...]
    specimens: tuple[str, ...]
    unread: tuple[str, ...]
    source: str
