"""``foredose/individuals/1``: each person's parameters after measured levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.core import Indeterminate
from foredose.surfaces.contract.base import Document, EstimateShown, Part, Probability, Resolvable

if TYPE_CHECKING:
    from foredose.application.individuals import Individual, Updated

__all__ = ["IndividualsDocument", "individuals_document"]


class FitShown(Part):
    """Whether the levels are such as people of this model show, and what each effect's levels taught."""

    fits: bool | Resolvable
    p_value: Probability | None
    p_below: Probability | None
    shrinkage: dict[str, float]
    reasons: tuple[str, ...]


class ExpectedShown(Part):
    """A level to come: in the body, and as a laboratory would report it (residual error included)."""

    time_h: float
    output: str
    level: EstimateShown
    measured: EstimateShown


class IndividualShown(Part):
    """One person; ``refused`` says why nothing could be learned, and then the rest is empty."""

    id: str
    levels: int
    method: Literal["map", "posterior"] | None
    parameters: dict[str, EstimateShown]
    eta: dict[str, float]
    fit: FitShown | None
    expected: tuple[ExpectedShown, ...]
    notes: tuple[str, ...]
    refused: Resolvable | None


class IndividualsDocument(Document):
    """What ``foredose update`` prints."""

    schema_: Literal["foredose/individuals/1"] = Field(default="foredose/individuals/1", alias="schema")
    model: str
    data: str
    assumed: tuple[str, ...]
    cautions: tuple[str, ...]
    individuals: tuple[IndividualShown, ...]


def individuals_document(of: Updated, *, knowledge_version: str) -> IndividualsDocument:
    """Make the document of one data file."""
    return IndividualsDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        model=of.model.name,
        data=of.source,
        assumed=of.assumed,
        cautions=of.cautions,
        individuals=tuple(_shown(one) for one in of.people),
    )


def _shown(one: Individual) -> IndividualShown:
    learned = one.learned
    if isinstance(learned, Indeterminate):
        return IndividualShown(
            id=one.name, levels=one.levels, method=None, parameters={}, eta={}, fit=None, expected=(), notes=(),
            refused=Resolvable.model_validate(learned),
        )  # fmt: skip
    return IndividualShown(
        id=one.name,
        levels=one.levels,
        method=learned.method,
        parameters={k: EstimateShown.model_validate(v) for k, v in learned.parameters.items()},
        eta=dict(zip(learned.effects, learned.eta.tolist(), strict=True)),
        fit=None if learned.fit is None else FitShown.model_validate(learned.fit),
        expected=tuple(ExpectedShown.model_validate(e) for e in one.expected),
        notes=(*learned.notes, *one.notes),
        refused=None,
    )
