"""Tables of tab-separated columns, found by their header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Table", "tables_in"]

_HEADER_WITHIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The columns in lower case, and the rows as column to cell; a row that ends early has empty cells."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    before: tuple[str, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether all of these columns are there."""
        return set(names) <= set(self.columns)


def tables_in(text: str) -> tuple[Table, ...]:
    """Return the table that each of the first lines would head, for readers to recognise one."""
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(_headed(lines, index) for index in range(min(_HEADER_WITHIN, len(lines))))


def _headed(lines: Sequence[str], index: int) -> Table:
    columns = tuple(name.strip().lower().lstrip("#") for name in lines[index].split("\t"))
    body = (line.split("\t") for line in lines[index + 1 :] if not line.startswith("#"))
    rows = tuple(
        dict(zip(columns, [cell.strip() for cell in cells] + [""] * len(columns), strict=False))
        for cells in body
    )
    return Table(columns=columns, rows=rows, before=tuple(lines[:index]))
