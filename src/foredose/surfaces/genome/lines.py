"""Lines of a terminal of 80 columns, whatever the terminal."""

from __future__ import annotations

import textwrap

from foredose.surfaces.words import clean

__all__ = ["INDENT", "WIDTH", "beneath", "wrapped"]

WIDTH = 80
INDENT = 10


def beneath(text: str) -> list[str]:
    """Wrap a text under the name of its gene."""
    return wrapped(text, first=" " * INDENT, later=" " * (INDENT + 2))


def wrapped(text: str, *, first: str = "", later: str = "") -> list[str]:
    """Break a text into lines of the width; outside text is made fit to be shown."""
    return textwrap.wrap(
        clean(text),
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    ) or [first]
