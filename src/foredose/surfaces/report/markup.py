"""HTML by construction: every text is escaped unless it was itself made here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from foredose.surfaces.words import clean

__all__ = ["Html", "Piece", "el", "join", "json_block", "link", "table", "text"]

VOID = frozenset({"meta", "br", "line", "rect", "path", "polygon", "polyline"})


class Html(str):
    """Markup made by this module; any other ``str`` is outside text."""

    __slots__ = ()


Piece = Html | str | None


def text(piece: Piece) -> Html:
    """Escape outside text; pass markup through."""
    if piece is None:
        return Html("")
    if isinstance(piece, Html):
        return piece
    before, after = (" " if edge.isspace() else "" for edge in (piece[:1], piece[-1:]))
    return Html(f"{before}{escape(clean(piece), quote=True)}{after}")


def join(pieces: Iterable[Piece]) -> Html:
    """Put pieces one after the other."""
    return Html("".join(text(piece) for piece in pieces))


def el(name: str, /, *pieces: Piece, **attributes: str | None) -> Html:
    """Make an element; ``class_`` is ``class``, ``data_label`` is ``data-label``, ``None`` leaves one out."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{shown}/>" if name in VOID else f"<{name}{shown}>{join(pieces)}</{name}>")


def link(url: str, label: str) -> Html:
    """Make an anchor for a web address; any other scheme stays plain text."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return text(label)
    return el("a", label, href=url, rel="noopener noreferrer", referrerpolicy="no-referrer")


def table(
    caption: str, columns: Iterable[str], rows: Iterable[tuple[Piece, ...]], *, class_: str = "stack"
) -> Html:
    """Make a table whose first column heads its rows; on a narrow screen each row becomes a block."""
    names = tuple(columns)
    head = el("tr", *(el("th", name, scope="col") for name in names))
    body = (_row(names, cells) for cells in rows)
    return el(
        "table", el("caption", caption), el("thead", head), el("tbody", *body), class_=class_, role="table"
    )


def _row(names: tuple[str, ...], cells: tuple[Piece, ...]) -> Html:
    first, *rest = cells
    heads = el("th", first, scope="row", role="rowheader")
    others = (
        el("td", cell, data_label=name, role="cell") for name, cell in zip(names[1:], rest, strict=True)
    )
    return el("tr", heads, *others, role="row")


def json_block(identifier: str, value: object) -> Html:
    """Embed data that no parser can mistake for markup."""
    plain = json.dumps(value, separators=(",", ":"), allow_nan=False)
    safe = plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Html(f'<script type="application/json" id="{escape(identifier)}">{safe}</script>')
