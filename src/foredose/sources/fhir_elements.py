"""The elements of FHIR R4 resources that are read, with their types. What is not read is not checked."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_camel

from foredose.core import InputError

__all__ = [
    "CodeableConcept",
    "Coding",
    "Dosage",
    "Element",
    "Identifier",
    "Period",
    "Quantity",
    "Reference",
    "Timing",
    "checked",
    "last_day",
    "past_date",
    "some_date",
]

T = TypeVar("T", bound="Element")


class Element(BaseModel):
    """Base: wrong types are refused, elements that are not read are ignored."""

    model_config = ConfigDict(
        strict=True, extra="ignore", frozen=True, allow_inf_nan=False, alias_generator=to_camel
    )


# Other names under which records give the code systems that are read here.
_ALIASES = {
    "http://hl7.org/fhir/sid/icd-10": "http://hl7.org/fhir/sid/icd-10-cm",
    "http://hl7.org/fhir/sid/icd-10-us": "http://hl7.org/fhir/sid/icd-10-cm",
    "urn:oid:2.16.840.1.113883.6.90": "http://hl7.org/fhir/sid/icd-10-cm",
    "urn:oid:2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10-cm",
    "urn:oid:2.16.840.1.113883.6.4": "http://www.cms.gov/Medicare/Coding/ICD10",
    "urn:oid:2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "urn:oid:2.16.840.1.113883.6.12": "http://www.ama-assn.org/go/cpt",
    "urn:oid:2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "urn:oid:2.16.840.1.113883.6.73": "http://www.whocc.no/atc",
}
_ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
_SNOMED = "http://snomed.info/sct"


class Coding(Element):
    """A code in a system; ``system`` is the one name that this program uses for it."""

    system: str = ""
    code: str = ""
    display: str = ""

    @field_validator("system")
    @classmethod
    def _one_name(cls, system: str) -> str:
        plain = system.strip().rstrip("/")
        if plain.startswith(f"{_SNOMED}/"):
            return _SNOMED
        return _ALIASES.get(plain, plain)

    def plain_code(self) -> str:
        """Return the code as code sets write it: an ICD-10 code in capitals and with its point."""
        code = self.code.strip()
        if self.system != _ICD10:
            return code
        bare = code.upper().replace(".", "")
        return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


class CodeableConcept(Element):
    """One concept in several code systems and in words."""

    coding: list[Coding] = Field(default_factory=list)
    text: str = ""

    def words(self) -> str:
        """Return the concept in words: its text, else a display, else a code."""
        shown = [c.display or c.code for c in self.coding if c.display or c.code]
        return self.text or (shown[0] if shown else "")

    def codes(self, system: str) -> list[str]:
        """Return the codes given in one system."""
        return [c.code for c in self.coding if c.system == system and c.code]


class Quantity(Element):
    """A number with a unit; ``code`` is UCUM where ``system`` says so."""

    value: float | None = None
    comparator: str = ""
    unit: str = ""
    code: str = ""

    def ucum(self) -> str:
        """Return the UCUM code, or the unit in words where no code is given."""
        return self.code or self.unit


class Period(Element):
    """A stretch of time."""

    start: str = ""
    end: str = ""


class Reference(Element):
    """A pointer to a resource."""

    reference: str = ""
    type: str = ""
    display: str = ""


class Identifier(Element):
    """A business identifier in a system."""

    system: str = ""
    value: str = ""


class _Rate(Element):
    dose_quantity: Quantity | None = None


class _Repeat(Element):
    bounds_period: Period | None = None
    count: int | None = None
    frequency: int = 1
    frequency_max: int | None = None
    period: float | None = None
    period_max: float | None = None
    period_unit: str = ""
    day_of_week: list[str] = Field(default_factory=list)
    when: list[str] = Field(default_factory=list)


class Timing(Element):
    """How often, in parts or by a code, and until when."""

    repeat: _Repeat | None = None
    code: CodeableConcept | None = None


class Dosage(Element):
    """The part of a dosage instruction that tells the amount of one dose, how often, how, and when it ends."""

    text: str = ""
    dose_and_rate: list[_Rate] = Field(default_factory=list)
    timing: Timing | None = None
    route: CodeableConcept | None = None
    as_needed_boolean: bool = False
    as_needed_codeable_concept: CodeableConcept | None = None


def checked(model: type[T], data: Mapping[str, Any], where: str) -> T:
    """Return ``data`` as ``model``; a wrong type is an ``InputError`` that names the element's path."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(step) for step in first["loc"])
        raise InputError(
            "fhir.wrong_type",
            found=f"{path} = {str(first['input'])[:60]!r}",
            expected=f"{path} as FHIR R4 defines it ({first['msg']})",
            where=where,
            remedy="send the resource as FHIR R4 JSON",
        ) from error


def some_date(text: str, where: str) -> date | None:
    """Read a FHIR date or dateTime to a day; a month or year gives its first day, ``""`` gives ``None``."""
    if not text:
        return None
    try:
        padded = text + "-01" * (2 - text.count("-")) if len(text) <= 7 else text
        return datetime.fromisoformat(padded).date()
    except ValueError as error:
        raise InputError(
            "fhir.date",
            found=repr(text[:40]),
            expected="a FHIR date such as 2026-03-01 or 2026-03-01T08:30:00+01:00",
            where=where,
            remedy="correct the date",
        ) from error


def last_day(text: str, where: str) -> date | None:
    """Read a FHIR date or dateTime to the last day that it may mean: of a month or year its last day."""
    first = some_date(text, where)
    if first is None or len(text) > 7:
        return first
    month = first.month if len(text) > 4 else 12
    return first.replace(month=month, day=monthrange(first.year, month)[1])


def past_date(text: str, where: str, today: date) -> date | None:
    """Read a date of something that has happened; a day after ``today`` is refused.

    A dateTime east of here may already be tomorrow by its own clock: it counts by UTC, and as ``today``.
    """
    day = some_date(text, where)
    if day is None or day <= today:
        return day
    stamp = datetime.fromisoformat(text) if "T" in text else None
    if stamp is not None and stamp.tzinfo is not None and stamp < datetime.combine(today, time.max, UTC):
        return today
    raise InputError(
        "fhir.future_date",
        found=text[:40],
        expected=f"a day up to {today.isoformat()}",
        where=where,
        remedy="correct the date, or say with --as-of on which day the record was read",
    )
