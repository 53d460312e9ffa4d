"""``foredose/twin/1``: what the twin of one person rests on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, Part
from foredose.surfaces.contract.genome import GenomeShown

if TYPE_CHECKING:
    from foredose.advice.assessment import TwinSummary

__all__ = ["TwinDocument", "TwinShown", "twin_document", "twin_shown"]


class CovariateShown(Part):
    """A covariate as used, with the date and source it came from; ``value`` is null when it is missing."""

    name: str
    value: float | None
    unit: str
    source: str


class ActivityPart(Part):
    """Working activity of an enzyme or transporter toward a substrate; 1 is the reference person.

    ``by_genotype`` is what the genotype alone leaves, without the ``drugs`` that act on the enzyme.
    """

    enzyme: str
    substrate: str
    value: float
    low: float
    high: float
    because: tuple[str, ...]
    by_genotype: float | None = None
    drugs: tuple[str, ...] = ()
    process: str = ""
    reference: str = ""


class TwinShown(Part):
    """The twin as it stands inside an assessment."""

    person: str
    as_of: date
    covariates: tuple[CovariateShown, ...]
    medications: tuple[str, ...]
    genome: GenomeShown | None
    activities: tuple[ActivityPart, ...]


class TwinDocument(TwinShown, Document):
    """The ``twin.json`` of ``foredose advise --stages``."""

    schema_: Literal["foredose/twin/1"] = Field(default="foredose/twin/1", alias="schema")


def twin_shown(twin: TwinSummary) -> TwinShown:
    """Make the part that an assessment holds."""
    covariates = tuple(
        CovariateShown(name=name, value=value, unit=unit, source=source)
        for name, value, unit, source in twin.covariates
    )
    return TwinShown(
        person=twin.person,
        as_of=twin.as_of,
        covariates=covariates,
        medications=twin.medications,
        genome=None if twin.genome is None else GenomeShown.model_validate(twin.genome),
        activities=tuple(ActivityPart.model_validate(item) for item in twin.activities),
    )


def twin_document(twin: TwinSummary, *, knowledge_version: str) -> TwinDocument:
    """Make the document of one twin."""
    return TwinDocument(
        **dict(twin_shown(twin)), code_version=__version__, knowledge_version=knowledge_version
    )
