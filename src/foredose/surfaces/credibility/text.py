"""A card as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean

if TYPE_CHECKING:
    from foredose.surfaces.credibility.outline import Section

__all__ = ["print_sections"]

_WIDTH = 100
_WIDE = "Evidence"


def print_sections(title: str, sections: Iterable[Section]) -> None:
    """Print sections under a title; evidence as a list, since what names a test does not fit a column."""
    print(clean(title))
    for section in sections:
        print(f"\n{section.title}")
        for line in section.lines:
            print(_wrapped(line))
        if section.title == _WIDE:
            _print_evidence(section.rows)
        elif section.rows:
            plain_table(section.columns, section.rows)


def _print_evidence(rows: Iterable[tuple[str, ...]]) -> None:
    for kind, what, beside, found, where in rows:
        against = "" if beside == "-" else f", beside {beside}"
        print(_wrapped(f"{kind}: {what}{against}: {found}", mark="- "))
        print(f"    [{clean(where)}]")


def _wrapped(text: str, *, mark: str = "") -> str:
    return textwrap.fill(
        clean(text), _WIDTH, initial_indent="  " + mark, subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
