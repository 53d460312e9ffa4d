"""What a model card tells beside its credibility record, as sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.knowledge.references import shown
from foredose.surfaces.credibility.outline import Section
from foredose.surfaces.words import number, unit

if TYPE_CHECKING:
    from foredose.models import CheckResult
    from foredose.models.declaration import Covariate, GenotypeEffect
    from foredose.qualification.credibility import ModelCard

__all__ = ["model_sections"]


def model_sections(card: ModelCard) -> Iterator[Section]:
    """Return what a model is, in whom it was built, and how it stands against published numbers."""
    yield Section(
        title="Model",
        lines=(f"{card.title}. Drug: {card.drug}.", f"Source: {shown(card.source)}.", f"{card.verified}."),
    )
    yield Section(title="Who was studied", lines=_studied(card))
    yield Section(title="Structure", lines=(card.structure, _counts(card)))
    yield Section(
        title="Covariates",
        lines=() if card.covariates else ("none",),
        columns=("Name", "Studied", "Middle value"),
        rows=tuple(map(_covariate, card.covariates)),
    )
    yield Section(
        title="Genotypes",
        lines=() if card.genotypes else ("none enters",),
        columns=("Gene", "By", "States", "Not studied"),
        rows=tuple(map(_genotype, card.genotypes)),
    )
    enzymes = ", ".join(card.comedication) or "none enters"
    yield Section(title="Co-medication", lines=(f"by the enzymes it acts on: {enzymes}",))
    yield Section(
        title="Checks against published numbers",
        columns=("Check", "Kind", "Published", "Model", "Within", "Holds", "Source"),
        rows=tuple(map(_check, card.results)),
    )


def _studied(card: ModelCard) -> tuple[str, ...]:
    who = card.population
    people = number(who.n) if who.n is not None else "unknown: not told by the source"
    ages = (
        f"{who.age_years[0]:g} to {who.age_years[1]:g} years"
        if who.age_years
        else "unknown: not told by the source"
    )
    return (f"{who.studied} ({who.source})", f"People: {people}. Ages: {ages}.")


def _counts(card: ModelCard) -> str:
    c = card.counts
    return (
        f"{c.compartments} compartments, {c.flows} flows, {c.outputs} outputs, {c.parameters} parameters: {c.varying} "
        f"vary between people, {c.by_occasion} between occasions, {c.with_error} with a published standard error"
    )


def _covariate(of: Covariate) -> tuple[str, ...]:
    low, high = (number(x) for x in of.studied)
    middle = "asked for" if of.typical is None else number(of.typical)
    return (of.name, f"{low} to {high} {unit(of.unit)}".rstrip(), middle)


def _genotype(of: GenotypeEffect) -> tuple[str, ...]:
    states = ", ".join(of.levels) or "any activity score"
    return (of.gene, of.by.replace("_", " "), states, of.unstudied)


def _check(of: CheckResult) -> tuple[str, ...]:
    c = of.check
    holds = "yes" if of.holds else f"no: {c.disagrees or 'not explained'}"
    return (
        c.name, c.kind, f"{number(c.expected)} {unit(c.unit)}", number(of.predicted), f"{number(100 * c.tolerance)} %",
        holds, str(c.source),
    )  # fmt: skip
