"""Wrapped, indented, styled lines of at most eighty columns."""

from __future__ import annotations

import textwrap

from rich.text import Text

from foredose.surfaces.words import clean

__all__ = ["WIDTH", "Page"]

WIDTH = 80


class Page:
    """A growing page of which each list shows at most ``most`` items; text is cleaned and wrapped."""

    def __init__(self, most: int = 3) -> None:
        self.most = most
        self._text = Text()

    def line(
        self, text: str, style: str = "", *, indent: int = 0, hang: int = 2, most: int | None = None
    ) -> None:
        """Add ``text`` wrapped at the page width; at most ``most`` lines, the cut shown by an ellipsis."""
        wrapped = textwrap.wrap(
            clean(text),
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            max_lines=most,
            placeholder=" …",
        )
        for line in wrapped:
            self._text.append(line + "\n", style=style or None)

    def ends(self, left: str, right: str, style: str = "", *, indent: int = 0) -> None:
        """Add one line with ``left`` and ``right`` at its two ends."""
        room = WIDTH - len(right) - 2
        start = " " * indent + textwrap.shorten(clean(left), room - indent, placeholder=" …")
        self._text.append(f"{start:<{room}}  {right}\n", style=style or None)

    def field(self, name: str, text: str, *, most: int = 2) -> None:
        """Add ``text`` with its name in a column before it."""
        wrapped = textwrap.wrap(clean(text), WIDTH - 8, max_lines=most, placeholder=" …") or ["-"]
        for label, line in zip([name, *[""] * len(wrapped)], wrapped, strict=False):
            self._text.append(f"{label:<8}", style="dim")
            self._text.append(line + "\n")

    def heading(self, text: str, aside: str = "") -> None:
        """Add an empty line and a heading; ``aside`` explains it in plain weight."""
        self._text.append("\n")
        self._text.append(text.upper(), style="bold")
        room = WIDTH - len(text) - 2
        self._text.append("  " + textwrap.shorten(clean(aside), room, placeholder=" …") + "\n", style="dim")

    def more(self, hidden: int, one: str, many: str) -> None:
        """Say how many further things the page does not show."""
        if hidden > 0:
            self.line(
                f"and {hidden} more {one if hidden == 1 else many} (--html or --json shows all)",
                "dim",
                indent=2,
            )

    def text(self) -> Text:
        """Return the page, without space at the ends of its lines."""
        lines = list(self._text.split("\n"))
        for line in lines:
            line.rstrip()
        while lines and not lines[-1].plain:
            lines.pop()
        return Text("\n").join(lines)
