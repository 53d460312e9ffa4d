"""What the drug will do: one chart an analyte or effect, and the table of figures under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.core import Estimate
from foredose.surfaces.report.course import Course, course
from foredose.surfaces.report.drawing import drawing
from foredose.surfaces.report.figure import figure
from foredose.surfaces.report.markup import Html, Piece, el, join, json_block, table
from foredose.surfaces.words import interval, limit, limit_name, percent, ratio, target

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, Exposure

__all__ = ["exposure", "figures"]

LEAD = (
    "Median and 5–95 % band over genotype, differences between people and, where it is published, the precision of "
    "the model's parameters. The reference person is {reference}; both share the same draws."
)


def _ordered(assessment: Assessment) -> list[Exposure]:
    return sorted(assessment.exposure, key=lambda item: item.window is None)


def figures(assessment: Assessment) -> Html:
    """Embed the interactive figures, in the order in which their charts stand."""
    return json_block("figures", [figure(course(item)) for item in _ordered(assessment)])


def exposure(assessment: Assessment) -> Html:
    """Show the charts and the table of figures."""
    if not assessment.exposure:
        return Html("")
    items = _ordered(assessment)
    columns = (
        "Quantity",
        "Exposure (AUC)",
        "Highest",
        "Lowest before a dose",
        "Of the reference",
        "In window",
    )
    return el(
        "section",
        el("h2", "What the drug will do"),
        el("p", LEAD.format(reference=assessment.reference), class_="lead"),
        join(_chart(item, course(item)) for item in items),
        table(
            "Figures over the last simulated dosing interval, median (90 % interval)",
            columns,
            map(_row, items),
        ),
    )


def _chart(item: Exposure, drawn: Course) -> Html:
    heading = el(
        "header",
        el("h3", item.analyte),
        el("p", item.role),
        _button("Last 24 hours", "lastDay") if drawn.time_unit == "days" else None,
        _button("Log scale", "logarithmic"),
    )
    key = el("ul", el("li", "This person"), el("li", "Reference person"), class_="key")
    live = el("div", class_="live", role="group", aria_label=f"Interactive chart of {item.analyte}")
    return el("article", heading, live, key, drawing(drawn, _summary(item)), _basis(item), class_="course")


def _button(label: str, action: str) -> Html:
    """Make a switch that stays hidden until a script gives it its action."""
    return el(
        "button", label, class_="scale", type="button", aria_pressed="false", data_action=action, hidden=""
    )


def _summary(item: Exposure) -> str:
    """Say in words what the chart shows, for readers who cannot see it."""
    shown = interval(item.auc or item.cmax)
    return f"{item.analyte} over time: {shown}, {ratio(item.ratio_to_reference)} of the reference person."


def _basis(item: Exposure) -> Html:
    window = item.window
    if window is None:
        return Html("")
    words = f"Target {target(window)}, {limit_name(window)} up to {limit(window)}: {window.basis.rstrip('.')}"
    return el("p", f"{words} ({window.source}).", class_="source")


def _row(item: Exposure) -> tuple[Piece, ...]:
    return (
        join((item.analyte, el("small", item.role))),
        _estimate(item.auc),
        _estimate(item.cmax),
        _estimate(item.ctrough),
        el("div", ratio(item.ratio_to_reference), class_="nowrap"),
        _in_window(item),
    )


def _in_window(item: Exposure) -> Html:
    if item.in_window is None:
        return el("div", "no target")
    time = None if item.time_in_window is None else el("small", f"{percent(item.time_in_window)} of the time")
    return el("div", percent(item.in_window), time)


def _estimate(estimate: Estimate | None) -> Html:
    return el("div", "–" if estimate is None else interval(estimate))
