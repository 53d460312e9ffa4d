"""What to do: the ranked options, and beside them what guidelines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.surfaces.report.markup import Html, Piece, el, join, link, table
from foredose.surfaces.words import FIRST_STAYS, action, alone, percent

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, GuidelineAdvice, NotOffered, Option

__all__ = ["choices", "guidelines"]


SHOWN = 4


def choices(assessment: Assessment) -> Html:
    """Show the options by rank, and the ones that could not be judged."""
    lead = (
        "Simulated in this person and ranked: what lies in the target window against what lies above harm; "
    )
    lead += f"{FIRST_STAYS}."
    if not assessment.options and not assessment.not_offered:
        return Html("")
    named = _listed(
        "Named by guidelines instead, not simulated", [n for n in assessment.not_offered if n.named_by]
    )
    refused = _listed("Not judged", [n for n in assessment.not_offered if not n.named_by])
    if not assessment.options:
        shown = el("p", "No option is advised.")
    else:
        shown = join((el("p", lead, class_="lead"), _ranked(assessment.options)))
    first = any(advice.against for advice in assessment.guidelines)
    parts = (named, shown, refused) if first else (shown, named, refused)
    return el("section", el("h2", "What to consider"), *parts)


def _ranked(options: tuple[Option, ...]) -> Html:
    """Show the first options and the ordered one; fold the others away."""
    ranked = list(enumerate(options, start=1))
    first = [(rank, option) for rank, option in ranked if rank <= SHOWN or option.ordered]
    rest = [pair for pair in ranked if pair not in first]
    folded = el(
        "details",
        el("summary", f"{len(rest)} more, ranked below"),
        _table("Other options by rank", rest),
        class_="rest",
    )
    return join((_table("Options by rank", first), folded if rest else None))


def _table(caption: str, ranked: list[tuple[int, Option]]) -> Html:
    columns = ("Option", "In the window", "Above the limit", "Why")
    return table(caption, columns, (_option(rank, option) for rank, option in ranked))


def _option(rank: int, option: Option) -> tuple[Piece, ...]:
    tag = el("span", "AS ORDERED", class_="tag") if option.ordered else None
    name = join((f"{rank}. ", option.drug, tag, el("small", f"{option.dose} {option.regimen}")))
    why = el("div", "; ".join(option.why))
    return name, _meter(option.benefit, "meter"), _meter(option.risk, "meter harm"), why


def _meter(probability: float, kind: str) -> Html:
    width = f"width:{100 * min(max(probability, 0.0), 1.0):.1f}%"
    bar = el("span", el("i", style=width), class_=kind, aria_hidden="true")
    return el("div", percent(probability), bar)


def _listed(heading: str, found: list[NotOffered]) -> Html:
    if not found:
        return Html("")
    items = (el("li", el("b", item.drug), f": {item.unknown}") for item in found)
    return join((el("h3", heading), el("ul", *items, class_="plain")))


def guidelines(assessment: Assessment) -> Html:
    """Show each guideline's action with its version, beside what the simulation says."""
    if not assessment.guidelines:
        return Html("")
    columns = ("Guideline", "For", "Action", "Advice")
    rows = [_guideline(advice) for advice in assessment.guidelines]
    lead = "For this genotype, and for co-medication where the guideline has a rule; the body is in the simulation."
    if assessment.guidelines_disagree:
        lead += f" The guidelines disagree in direction: {assessment.guidelines_disagree}."
    return el(
        "section",
        el("h2", "What guidelines say"),
        el("p", lead, class_="lead"),
        table("Guideline actions", columns, rows),
    )


def _guideline(advice: GuidelineAdvice) -> tuple[Piece, ...]:
    genes = "; ".join(f"{gene} {phenotype}" for gene, phenotype in advice.genes.items())
    return (
        join((link(advice.url, advice.source), el("small", advice.version))),
        join(
            (
                el("div", genes),
                el("small", advice.population),
                el("small", alone(advice)) if alone(advice) else None,
            )
        ),
        join((el("div", el("b", action(advice.action, advice.magnitude))), el("small", advice.strength))),
        el("div", advice.sentence),
    )
