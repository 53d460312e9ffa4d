"""A card as one page; it opens offline and prints."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING

from foredose import __version__
from foredose.surfaces.intended_use import FULL
from foredose.surfaces.report.markup import Html, el, table

if TYPE_CHECKING:
    from foredose.surfaces.credibility.outline import Section

__all__ = ["card_page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def card_page(title: str, sections: Iterable[Section]) -> str:
    """Return the page; nothing in it is loaded from elsewhere."""
    style = resources.files("foredose.surfaces.report").joinpath("style.css").read_text("utf-8")
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title}: foredose"), Html(f"<style>{style}</style>"),
    )  # fmt: skip
    body = el("main", el("h1", title), *(_section(s) for s in sections))
    foot = el("footer", el("p", f"foredose {__version__}. {FULL}"), class_="foot")
    return "<!doctype html>\n" + el("html", head, el("body", body, foot), lang="en") + "\n"


def _section(of: Section) -> Html:
    lines = (el("p", line) for line in of.lines)
    rows = table(of.title, of.columns, of.rows) if of.rows else None
    return el("section", el("h2", of.title), *lines, rows)
