"""Where every step of the answer comes from: sources as cited, and the references behind their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.surfaces.report.markup import Html, el, join, link

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, Reason
    from foredose.knowledge.references import Reference

__all__ = ["sources"]

HOW_READ = {"abstract": "abstract read", "data": "data file read", "secondary": "read through"}


def sources(assessment: Assessment) -> Html:
    """List every source once, in the order in which the report leans on it, then the references."""
    cited = list(dict.fromkeys(_cited(assessment)))
    guidelines = dict.fromkeys(
        link(item.url, f"{item.source} {item.version}") for item in assessment.guidelines
    )
    if not cited and not guidelines and not assessment.model:
        return Html("")
    items = (el("li", item) for item in (*cited, *guidelines))
    listed = el("ul", *items, class_="plain")
    return el("section", el("h2", "Sources"), _model(assessment), listed, _references(cited))


def _model(assessment: Assessment) -> Html:
    if not assessment.model:
        return Html("")
    return el("p", el("b", f"Model {assessment.model}: "), assessment.model_source or "no source named")


def _cited(assessment: Assessment) -> Iterator[str]:
    yield from (str(item.window.source) for item in assessment.exposure if item.window)
    yield from (stop.source for stop in assessment.hard_stops)
    for reason in assessment.why:
        yield from _of_tree(reason)


def _of_tree(reason: Reason) -> Iterator[str]:
    yield reason.source
    for child in reason.children:
        yield from _of_tree(child)


def _references(cited: list[str]) -> Html:
    """Write out the references whose keys the sources name."""
    from foredose.knowledge.references import references

    known = references()
    words = dict.fromkeys(word for text in cited for word in re.findall(r"[\w.-]+", text))
    found = [el("li", el("b", key), ": ", _reference(known[key])) for key in words if key in known]
    return join((el("h3", "References"), el("ul", *found, class_="plain"))) if found else Html("")


def _reference(reference: Reference) -> Html:
    year = f", {reference.year}" if reference.year else ""
    how = " ".join(part for part in (HOW_READ.get(reference.read, ""), reference.through) if part)
    address = reference.link
    return join(
        (
            f"{reference.title}{year}. ",
            link(address, "Open") if address else None,
            f" ({how})" if how else None,
        )
    )
