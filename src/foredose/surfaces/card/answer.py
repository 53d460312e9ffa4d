"""The parts of the card that answer the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.surfaces.card.page import Page
from foredose.surfaces.standing import Level, is_absolute, severity, standing, still_open
from foredose.surfaces.words import (
    FIRST_STAYS,
    action,
    alone,
    interval,
    limit_name,
    percent,
    ratio,
    sentence,
    target,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foredose.advice.assessment import Assessment, Exposure, GuidelineAdvice, NotOffered, Option

__all__ = ["exposure", "guidelines", "options", "refusal", "stops", "unknowns", "verdict"]

OPTIONS = 3
COSTLY = "the answer is incomplete"
"""Unknowns whose effect begins so are shown whole, whatever else is cut."""
CAUTIONS = ("not labelled", "restricted")
"""Reasons of an option that begin so have a line of their own: they are never cut away behind the figures."""
COLOURS: dict[Level, str] = {
    "stop": "bold red",
    "refused": "bold magenta",
    "change": "bold yellow",
    "caution": "bold yellow",
    "keep": "bold green",
}


def verdict(page: Page, assessment: Assessment) -> None:
    """Print severity in words and the headline."""
    stands = standing(assessment)
    aside = " Incomplete." if still_open(assessment, stands) else ""
    page.heading(f"[{stands.word}]", stands.sentence + aside)
    page.line(sentence(assessment.headline)[:140], COLOURS[stands.level], hang=0)


def stops(page: Page, assessment: Assessment) -> None:
    """Print every hard stop in full."""
    if not assessment.hard_stops:
        return
    page.heading("Hard stops")
    for stop in assessment.hard_stops:
        style = COLOURS["stop"] if is_absolute(stop) else ""
        page.line(f"{severity(stop)}: {stop.text} [{stop.source}]", style, indent=2)


def refusal(page: Page, assessment: Assessment) -> None:
    """Print why nothing is advised and what would settle it."""
    if assessment.refused is None:
        return
    page.heading("No advice, because")
    page.line(assessment.refused.why, indent=2, hang=0)
    page.line(f"Would settle it: {assessment.refused.resolve}", "bold", indent=2)


def exposure(page: Page, assessment: Assessment) -> None:
    """Print the simulated quantities with interval, against the reference person."""
    if not assessment.exposure:
        return
    page.heading("Simulated", "median and 90 % interval")
    page.line(f"reference: {assessment.reference}", "dim", indent=2, most=2)
    ordered = sorted(assessment.exposure, key=lambda item: item.window is None)
    for item in ordered[: page.most]:
        _exposure(page, item)
    page.more(len(ordered) - page.most, "quantity", "quantities")


def _exposure(page: Page, item: Exposure) -> None:
    name, figure = ("AUC", item.auc) if item.auc else ("highest", item.cmax)
    page.line(f"{item.analyte} ({item.role})", indent=2, most=1)
    page.line(
        f"{name} {interval(figure)} = {ratio(item.ratio_to_reference)} of the reference", "bold", indent=4
    )
    if item.window is None or item.in_window is None:
        return
    harm = (
        ""
        if item.above_toxic is None
        else f", above the {limit_name(item.window)} {percent(item.above_toxic)}"
    )
    page.line(
        f"in window {percent(item.in_window)}{harm} [{target(item.window)}; {item.window.source}]", indent=4
    )


def options(page: Page, assessment: Assessment) -> None:
    """Print the first options by rank, what guidelines name instead, and what could not be judged.

    Where a guideline speaks against the order, the drugs that it names stand before any dose.
    """
    if not assessment.options and not assessment.not_offered:
        return
    named = [item for item in assessment.not_offered if item.named_by]
    refused = [item for item in assessment.not_offered if not item.named_by]
    if assessment.options:
        page.heading("Options", f"by rank: in window / above {_limit_of(assessment)}")
    else:
        page.heading("Instead of the order" if named else "Not offered")
    first = any(advice.against for advice in assessment.guidelines)
    if first:
        _named(page, named)
    if any(option.ordered for option in assessment.options):
        page.line(FIRST_STAYS, "dim", indent=2)
    for rank, option in enumerate(assessment.options[:OPTIONS], start=1):
        _option(page, rank, option)
    page.more(len(assessment.options) - OPTIONS, "option", "options")
    if not first:
        _named(page, named)
    if refused:
        told = "; ".join(f"{item.drug} ({item.unknown})" for item in refused)
        page.line(f"not judged: {told}", "dim", indent=2, most=2)


def _named(page: Page, named: Sequence[NotOffered]) -> None:
    """Print every drug that a guideline names instead, whole: none is left out for want of room."""
    if not named:
        return
    sources = ", ".join(dict.fromkeys(item.named_by for item in named))
    told = "; ".join(item.drug + (f" – {item.against}" if item.against else "") for item in named)
    page.line(f"named instead by {sources}, not simulated: {told}", indent=2)


def _limit_of(assessment: Assessment) -> str:
    return limit_name(next((e.window for e in assessment.exposure if e.window), None))


def _option(page: Page, rank: int, option: Option) -> None:
    mark = "  <- as ordered" if option.ordered else ""
    figures = f"{percent(option.benefit):>5} / {percent(option.risk):>5}"
    page.ends(
        f"{rank}. {option.drug} {option.dose} {option.regimen}{mark}",
        figures,
        "bold" if rank == 1 else "",
        indent=2,
    )
    cautions = [why for why in option.why if why.startswith(CAUTIONS)]
    for why in cautions:
        page.line(why, indent=5, hang=0, most=1)
    figured = "; ".join(why for why in option.why if why not in cautions)
    if figured:
        page.line(figured, "dim", indent=5, hang=0, most=1)


def guidelines(page: Page, assessment: Assessment) -> None:
    """Print the action of each guideline beside its source and version."""
    if not assessment.guidelines:
        return
    page.heading("Guidelines")
    if assessment.guidelines_disagree:
        page.line(f"guidelines disagree in direction: {assessment.guidelines_disagree}", indent=2)
    for advice in assessment.guidelines[: page.most]:
        _guideline(page, advice)
    page.more(len(assessment.guidelines) - page.most, "guideline", "guidelines")


def _guideline(page: Page, advice: GuidelineAdvice) -> None:
    doing = action(advice.action, advice.magnitude).upper()
    page.line(f"{advice.source} {advice.version}: {doing} ({advice.strength}; {advice.population})", indent=2)
    if alone(advice):
        page.line(alone(advice), indent=4, hang=0)
    page.line(advice.sentence, indent=4, hang=0, most=min(2, page.most))


def unknowns(page: Page, assessment: Assessment) -> None:
    """Print what is not known, what it costs, and what would resolve it; then where models disagree."""
    if assessment.unknowns:
        page.heading("Not known")
    costly = [unknown for unknown in assessment.unknowns if unknown.effect.startswith(COSTLY)]
    others = [unknown for unknown in assessment.unknowns if unknown not in costly]
    room = max(0, page.most - len(costly))
    for unknown in (*costly, *others[:room]):
        text = f"{unknown.what} – {unknown.effect}. Resolve: {unknown.resolve}"
        page.line(text, indent=2, most=None if unknown in costly else 2)
    page.more(len(others) - room, "unknown", "unknowns")
    if assessment.qualified not in ("", "qualified"):
        page.heading("The model is not qualified", assessment.qualified.partition(": ")[2])
    if assessment.disagreements:
        page.heading("The model disagrees", "with something that was observed")
    for text in assessment.disagreements[:1]:
        page.line(text, indent=2, most=2)
    page.more(len(assessment.disagreements) - 1, "disagreement", "disagreements")
