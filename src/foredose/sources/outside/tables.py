"""Tables of tab-separated columns, found by their header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Table", "tables_in"]

_HEADER_WITHIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The columns in lower case, the lines under them, and those before."""

    columns: tuple[str, ...]
    lines: Sequence[str]
    before: tuple[str, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether all of these columns are there."""
        return set(names) <= set(self.columns)

    @property
    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows as column to cell, comments left out; a row that ends early has empty cells."""
        empty = [""] * len(self.columns)
        for line in self.lines:
            if not line.startswith("#"):
                cells = [cell.strip() for cell in line.split("\t")]
                yield dict(zip(self.columns, cells + empty, strict=False))


def tables_in(text: str) -> Iterator[Table]:
    """Yield the table that each of the first lines would head, for readers to recognise one."""
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines[:_HEADER_WITHIN]):
        columns = tuple(name.strip().lower().lstrip("#") for name in line.split("\t"))
        yield Table(columns=columns, lines=lines[index + 1 :], before=tuple(lines[:index]))
