"""Tables of facts, one a line, tab-separated: read whole, refused by line where one breaks its schema."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from foredose.core import KnowledgeError

__all__ = ["broken", "rows_of"]


def rows_of(path: Path, columns: Sequence[str], kind: str) -> Iterator[tuple[int, list[str]]]:
    """Return each line of a table with its number.

    Raises
    ------
    KnowledgeError
        ``knowledge.KIND`` when the columns are not ``columns``, or a line has more or fewer cells.
    """
    with path.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(rows)) != tuple(columns):
            raise broken(kind, path, 1, "other columns", ", ".join(columns))
        for number, row in enumerate(rows, start=2):
            if len(row) != len(columns):
                raise broken(kind, path, number, f"{len(row)} columns", f"{len(columns)}")
            yield number, row


def broken(kind: str, path: Path, number: int, found: str, expected: str) -> KnowledgeError:
    """Return the error for a line that breaks the schema of its table."""
    return KnowledgeError(
        f"knowledge.{kind}",
        found=found,
        expected=expected,
        where=f"{path.parent.name}/{path.name}, line {number}",
        remedy="correct the line",
    )
