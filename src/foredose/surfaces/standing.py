"""Where an answer stands, in one word of severity and one plain sentence; the same on card and report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, HardStop

__all__ = ["Level", "Standing", "genes_in_order", "is_absolute", "severity", "standing", "still_open"]

Level = Literal["stop", "refused", "change", "caution", "keep"]

ABSOLUTE = frozenset({"refuse", "contraindicated"})
SEVERITIES = {
    "refuse": "STOP",
    "contraindicated": "CONTRAINDICATED",
    "restrict": "RESTRICTED",
    "warn": "WARNING",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The severity of an answer: ``word`` is shown in full, so that colour is never the only sign."""

    level: Level
    word: str
    sentence: str


def is_absolute(stop: HardStop) -> bool:
    """Tell a reason not to give the drug from a reason to restrict it."""
    return stop.severity in ABSOLUTE


def severity(stop: HardStop) -> str:
    """Name the severity of a stop in capital words."""
    return SEVERITIES.get(stop.severity, stop.severity.upper())


def genes_in_order(assessment: Assessment) -> tuple[str, ...]:
    """Name the genes as they matter: what moves the simulation, then those of guidelines, the leading one first."""
    called = assessment.twin.genome.genes if assessment.twin.genome is not None else {}
    moving = (a.enzyme for a in assessment.twin.activities if a.drives and a.enzyme in called)
    spoken = (gene for advice in assessment.guidelines for gene in advice.genes)
    resting = (a.enzyme for a in assessment.twin.activities if a.enzyme in called)
    return tuple(dict.fromkeys((*moving, *spoken, *resting)))


def standing(assessment: Assessment) -> Standing:
    """Say where the answer stands; a stop outranks a refusal, and a refusal outranks any option."""
    if any(is_absolute(stop) for stop in assessment.hard_stops):
        return Standing(
            level="stop", word="STOP", sentence="A hard stop speaks against this drug in this person."
        )
    if assessment.refused is not None:
        return Standing(
            level="refused", word="NO ADVICE", sentence="What is known does not support an answer."
        )
    if any(advice.against for advice in assessment.guidelines):
        return Standing(
            level="change",
            word="CONSIDER CHANGE",
            sentence="A guideline advises against the order as written.",
        )
    if not assessment.options:
        return Standing(level="caution", word="NO OPTION", sentence="No dose or drug could be compared.")
    if not assessment.options[0].ordered:
        return Standing(
            level="change", word="CONSIDER CHANGE", sentence="Another choice ranks above the order."
        )
    return _as_ordered(assessment)


def _as_ordered(assessment: Assessment) -> Standing:
    """Say what the order, which ranks first, still comes with."""
    severities = {stop.severity for stop in assessment.hard_stops}
    if "restrict" in severities:
        return Standing(
            level="caution", word="RESTRICTED", sentence="The order ranks first, under a restriction."
        )
    if severities:
        return Standing(
            level="caution", word="WITH WARNING", sentence="The order ranks first, with a warning."
        )
    if not assessment.complete:
        return Standing(
            level="caution", word="INCOMPLETE", sentence="The order ranks first, but a fact is missing."
        )
    return Standing(level="keep", word="AS ORDERED", sentence="The order as written ranks first.")


def still_open(assessment: Assessment, stands: Standing) -> bool:
    """Tell whether it is still to be said that the answer is incomplete: never twice."""
    said = stands.word == "INCOMPLETE" or "incomplete" in assessment.headline.lower()
    return not assessment.complete and not said
