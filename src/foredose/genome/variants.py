"""Small variants in one form, so that two spellings of the same change compare equal.

Without a reference genome an insertion or deletion is moved left only over bases that the file's REF strings
and the definitions give; beyond them two spellings stay different and the position counts as failed, never as
reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Variant", "is_breakend", "is_symbolic", "normalise"]


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """Bases ``deleted`` from ``position`` (1-based) on, replaced by ``inserted``; shared ends trimmed.

    For an insertion ``position`` is the base that follows it.
    """

    position: int
    deleted: str
    inserted: str

    @property
    def end(self) -> int:
        """Last deleted base; one before ``position`` for an insertion."""
        return self.position + len(self.deleted) - 1


def is_symbolic(allele: str) -> bool:
    """Whether an ALT is a symbol or a breakend rather than bases."""
    return not allele.isalpha()


def is_breakend(allele: str) -> bool:
    """Whether an ALT joins its place to another: ``A]chr5:100]``, or to a place that is not known: ``A.``."""
    return any(mark in allele for mark in "[].") and not allele.startswith("<")


def normalise(position: int, reference: str, alternate: str, bases: Mapping[int, str]) -> Variant:
    """Return the trimmed, left-aligned form of a change.

    Parameters
    ----------
    position
        POS of the record (1-based).
    reference, alternate
        Bases as written.
    bases
        Known reference bases by position, for moving an insertion or deletion left.
    """
    while reference and alternate and reference[-1] == alternate[-1]:
        reference, alternate = reference[:-1], alternate[:-1]
    while reference and alternate and reference[0] == alternate[0]:
        position, reference, alternate = position + 1, reference[1:], alternate[1:]
    if bool(reference) == bool(alternate):
        return Variant(position, reference, alternate)
    moved = reference or alternate
    while bases.get(position - 1) == moved[-1]:
        position, moved = position - 1, moved[-1] + moved[:-1]
    return Variant(position, moved if reference else "", moved if alternate else "")
