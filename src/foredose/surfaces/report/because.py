"""Why: the tree from a variant to the advice, and the activities on its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foredose.surfaces.report.markup import Html, Piece, el, join, table
from foredose.surfaces.words import number, works

if TYPE_CHECKING:
    from foredose.advice.assessment import ActivityShown, Assessment, Reason

__all__ = ["because"]


def because(assessment: Assessment) -> Html:
    """Show the why-tree, and how each enzyme or transporter works in this person."""
    if not assessment.why and not assessment.twin.activities:
        return Html("")
    lead = "Each line rests on the lines under it, down to what was observed. Sources stand beside each step."
    tree = _tree(assessment.why) if assessment.why else el("p", "No step was recorded.")
    return el("section", el("h2", "Why"), el("p", lead, class_="lead"), tree, _activities(assessment))


def _tree(reasons: Iterable[Reason]) -> Html:
    return el("ul", *(_reason(reason) for reason in reasons), class_="why")


def _reason(reason: Reason) -> Html:
    source = el("span", reason.source, class_="source")
    if not reason.children:
        return el("li", el("div", el("span", reason.text), source, class_="leaf"))
    opened = el("details", el("summary", el("span", reason.text), source), _tree(reason.children), open="")
    return el("li", opened)


def _activities(assessment: Assessment) -> Html:
    if not assessment.twin.activities:
        return Html("")
    columns = ("Enzyme or transporter", "Working activity", "Because")
    rows = map(_activity, assessment.twin.activities)
    return table("Working activity toward the substrate; 1 is the reference person", columns, rows)


def _activity(activity: ActivityShown) -> tuple[Piece, ...]:
    bounds = f"({number(activity.low)}–{number(activity.high)})"
    return (
        _name(activity),
        join((el("div", f"{number(activity.value)} {bounds}"), el("small", works(activity)))),
        el("div", "; ".join(activity.because)),
    )


def _name(activity: ActivityShown) -> Html:
    return join((activity.enzyme, el("small", f"toward {activity.substrate}")))
