"""``foredose/record/1``: what a health record says of one person, typed and dated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, Part

if TYPE_CHECKING:
    from foredose.sources import Record

__all__ = ["RecordDocument", "record_document"]

Day = date


class MeasurementShown(Part):
    """One dated observation in the canonical unit of its name."""

    name: str
    value: float
    unit: str
    date: Day
    code: str
    resource: str


class StatusShown(Part):
    """A coded status and the day it was recorded."""

    name: str
    value: bool
    date: Day


class MedicationShown(Part):
    """A drug taken now or before; ``ingredient`` is null when the product is not known."""

    ingredient: str | None
    text: str
    code: str | None
    active: bool
    start: Day | None
    stop: Day | None
    dose_mg: float | None
    resource: str


class ConditionShown(Part):
    """A diagnosis."""

    text: str
    system: str
    code: str
    active: bool
    onset: Day | None
    resource: str


class ProcedureShown(Part):
    """A procedure that was done."""

    text: str
    system: str
    code: str
    date: Day | None
    resource: str


class AllergyShown(Part):
    """An allergy or intolerance."""

    ingredient: str | None
    text: str
    code: str | None
    resource: str


class RecordDocument(Document):
    """What ``foredose record read`` prints."""

    schema_: Literal["foredose/record/1"] = Field(default="foredose/record/1", alias="schema")
    person: str
    birth_date: Day | None
    sex: str | None
    deceased: Day | bool
    measurements: tuple[MeasurementShown, ...]
    statuses: tuple[StatusShown, ...]
    conditions: tuple[ConditionShown, ...]
    procedures: tuple[ProcedureShown, ...]
    medications: tuple[MedicationShown, ...]
    allergies: tuple[AllergyShown, ...]
    specimens: tuple[str, ...]
    unread: tuple[str, ...]
    source: str


def record_document(record: Record, *, knowledge_version: str) -> RecordDocument:
    """Make the document of one record."""
    plain = {name: getattr(record, name) for name in RecordDocument.model_fields if hasattr(record, name)}
    statuses = tuple(StatusShown(name=name, value=value, date=day) for name, value, day in record.statuses)
    return RecordDocument.model_validate(
        plain | {"statuses": statuses, "code_version": __version__, "knowledge_version": knowledge_version}
    )
