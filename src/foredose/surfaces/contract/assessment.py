"""``foredose/assessment/1``: everything that is said about one order for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from foredose.surfaces.contract.base import Document, Part, Probability, Resolvable
from foredose.surfaces.contract.exposure import ExposureShown, exposure_shown
from foredose.surfaces.contract.twin import TwinShown, twin_shown

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment

__all__ = ["AssessmentDocument", "assessment_document"]


class PhaseShown(Part):
    """A dose every ``interval_h`` hours; ``doses`` null is "until further notice"."""

    dose_mg: float | None
    dose_mg_per_kg: float | None
    interval_h: float
    doses: int | None


class OrderShown(Part):
    """The prescription as understood."""

    drug: str
    regimen: tuple[PhaseShown, ...]
    route: str
    indication: str | None
    text: str


class OptionShown(Part):
    """One simulated choice: ``benefit`` is P(in window), ``risk`` is P(above the toxic limit)."""

    drug: str
    dose: str
    regimen: str
    benefit: Probability
    risk: Probability
    why: tuple[str, ...]
    ordered: bool


class NotOfferedShown(Part):
    """A choice that could not be judged, and the fact that is missing.

    ``named_by`` is who names it as another drug to give; ``against`` is what speaks against it in this person.
    """

    drug: str
    unknown: str
    named_by: str = ""
    against: str = ""


class HardStopShown(Part):
    """A sourced reason not to give the drug, or to give it only under a restriction."""

    code: str
    severity: str
    text: str
    source: str
    label: str = ""


class GuidelineShown(Part):
    """What a guideline says for this genotype.

    ``not_considered`` names the drugs taken that act on these genes where the guideline looks at genotype alone.
    """

    source: str
    version: str
    genes: dict[str, str]
    population: str
    action: str
    magnitude: str | None
    strength: str
    sentence: str
    url: str
    not_considered: tuple[str, ...] = ()


class UnknownShown(Part):
    """Something not known, what it costs the answer, and what would resolve it."""

    what: str
    effect: str
    resolve: str


class ReasonShown(Part):
    """One step of the why-tree."""

    text: str
    source: str
    children: tuple[ReasonShown, ...]


class AssessmentDocument(Document):
    """What ``foredose advise --json`` prints."""

    schema_: Literal["foredose/assessment/1"] = Field(default="foredose/assessment/1", alias="schema")
    complete: bool
    headline: str
    order: OrderShown
    twin: TwinShown
    exposure: tuple[ExposureShown, ...]
    options: tuple[OptionShown, ...]
    not_offered: tuple[NotOfferedShown, ...]
    hard_stops: tuple[HardStopShown, ...]
    guidelines: tuple[GuidelineShown, ...]
    unknowns: tuple[UnknownShown, ...]
    refused: Resolvable | None
    why: tuple[ReasonShown, ...]
    model: str | None
    model_source: str | None
    reference: str
    seed: int
    draws: int
    disagreements: tuple[str, ...]
    guidelines_disagree: str = ""
    qualified: bool | str = ""


def assessment_document(assessment: Assessment) -> AssessmentDocument:
    """Make the document of one assessment."""
    plain: dict[str, Any] = {
        name: getattr(assessment, name) for name in AssessmentDocument.model_fields if name != "schema_"
    }
    reshaped = {
        "twin": twin_shown(assessment.twin),
        "exposure": tuple(exposure_shown(item) for item in assessment.exposure),
        "qualified": True if assessment.qualified == "qualified" else assessment.qualified,
    }
    return AssessmentDocument.model_validate(plain | reshaped)
