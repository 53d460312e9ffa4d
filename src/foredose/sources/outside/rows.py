"""What every reader gives, and the errors they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foredose.core import InputError

__all__ = ["CallerFile", "Row", "file_error", "merged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One gene of one sample, in the caller's words.

    ``answers`` are alternatives, each alike; empty where the caller looked and could not tell, which ``doubt``
    then says. A gene that was not looked at has no row.
    """

    gene: str
    sample: str | None
    answers: tuple[str, ...]
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFile:
    """A whole file: who wrote it, in which version, and its rows.

    ``strict`` is for what a person wrote: a gene without facts here, or named twice, is then an error. ``subject`` is
    the patient that a FHIR file refers to.
    """

    caller: str
    rows: tuple[Row, ...]
    version: str | None = None
    strict: bool = False
    subject: str | None = None


def merged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Join the rows of one gene and sample into one whose answers are alternatives, each once, in their order."""
    joined: dict[tuple[str, str | None], Row] = {}
    for row in rows:
        before = joined.get((row.gene, row.sample))
        if before is not None:
            answers = tuple(dict.fromkeys((*before.answers, *row.answers)))
            doubts = tuple(dict.fromkeys(d for d in (before.doubt, row.doubt) if d))
            row = Row(gene=row.gene, sample=row.sample, answers=answers, doubt="; ".join(doubts) or None)  # noqa: PLW2901
        joined[row.gene, row.sample] = row
    return tuple(joined.values())


def file_error(kind: str, found: str, expected: str, where: str, remedy: str) -> InputError:
    """Return ``calls.KIND`` for a file."""
    return InputError(f"calls.{kind}", found=found, expected=expected, where=where, remedy=remedy)
