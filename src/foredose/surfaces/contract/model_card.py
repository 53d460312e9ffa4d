"""``foredose/model-card/1``: the credibility record of a library model or of a context of use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.qualification.credibility.record import NOT_RUN, EvidenceKind, Level, Unit
from foredose.qualification.credibility.risk import RISK_RULE
from foredose.surfaces.contract.base import Document, Part
from foredose.surfaces.contract.exposure import CitationShown

if TYPE_CHECKING:
    from foredose.models import CheckResult
    from foredose.qualification.credibility import CredibilityRecord, ModelCard

__all__ = ["ModelCardDocument", "card_document"]


class GradeShown(Part):
    """A grade and why."""

    level: Level
    why: str


class FigureShown(Part):
    """A number of the evidence; ``low`` and ``high`` bound the 95 % interval of a share; ``met`` as demanded."""

    name: str
    value: float
    unit: Unit
    low: float | None
    high: float | None
    demanded: str
    met: bool | None


class EvidenceShown(Part):
    """What was done, beside what, what came out (``unknown: why`` where nothing did), and where to see it again."""

    kind: EvidenceKind
    what: str
    found: str
    where: str
    comparator: str
    figures: tuple[FigureShown, ...]


class RecordShown(Part):
    """A credibility record; ``adequate`` is ``None`` where no criterion was set beforehand."""

    subject: str
    kind: Literal["context of use", "model"]
    question: str
    context: str
    influence: GradeShown
    consequence: GradeShown
    risk: Level
    goals: tuple[str, ...]
    evidence: tuple[EvidenceShown, ...]
    applicability: tuple[str, ...]
    adequate: bool | None
    verdict: str
    needed: tuple[str, ...]
    framework: tuple[CitationShown, ...]


class PopulationShown(Part):
    """Who was studied; ``n`` and ``age_years`` are ``None`` where the source does not tell."""

    studied: str
    n: int | None
    age_years: tuple[float, float] | None
    used_for_years: tuple[float, float]
    used_because: str
    not_for: tuple[str, ...]
    source: CitationShown


class CountsShown(Part):
    """How large a model is."""

    compartments: int
    flows: int
    outputs: int
    parameters: int
    varying: int
    by_occasion: int
    with_error: int


class CovariateShown(Part):
    """A covariate, its studied range and middle value."""

    name: str
    unit: str
    studied: tuple[float, float]
    typical: float | None
    source: CitationShown


class GenotypeShown(Part):
    """How a gene enters: state to parameter."""

    name: str
    gene: str
    by: str
    levels: Mapping[str, str]
    reference: str
    unstudied: str
    source: CitationShown


class CheckShown(Part):
    """A published number beside what the model gives."""

    name: str
    kind: Literal["reported", "observed", "derived"]
    published: float
    model: float
    unit: str
    tolerance: float
    holds: bool
    disagrees: str | None
    source: CitationShown


class ModelShown(Part):
    """What a library model is."""

    name: str
    drug: str
    title: str
    source: CitationShown
    verified: str
    population: PopulationShown
    structure: str
    counts: CountsShown
    covariates: tuple[CovariateShown, ...]
    genotypes: tuple[GenotypeShown, ...]
    comedication: tuple[str, ...]
    checks: tuple[CheckShown, ...]


class ModelCardDocument(Document):
    """What ``foredose model card`` and ``foredose board --card`` print; ``model`` is ``None`` of a context of use."""

    schema_: Literal["foredose/model-card/1"] = Field(default="foredose/model-card/1", alias="schema")
    record: RecordShown
    model: ModelShown | None
    risk_rule: str = RISK_RULE
    note: str = NOT_RUN


def card_document(
    record: CredibilityRecord, card: ModelCard | None = None, *, knowledge_version: str
) -> ModelCardDocument:
    """Make the document."""
    return ModelCardDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        record=RecordShown.model_validate(record),
        model=_model(card) if card else None,
    )


def _model(card: ModelCard) -> ModelShown:
    same = {n: getattr(card, n) for n in ModelShown.model_fields if n != "checks"}
    return ModelShown.model_validate({**same, "checks": tuple(map(_check, card.results))})


def _check(of: CheckResult) -> CheckShown:
    c = of.check
    return CheckShown(
        name=c.name, kind=c.kind, published=c.expected, model=of.predicted, unit=c.unit, tolerance=c.tolerance,
        holds=of.holds, disagrees=c.disagrees, source=CitationShown.model_validate(c.source),
    )  # fmt: skip
