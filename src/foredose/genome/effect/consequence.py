"""A change as its consequence on the protein, read from HGVS such as ``p.Arg144Cys``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from foredose.core import InputError
from foredose.genome.effect.aminoacids import LETTERS, THREE_TO_ONE

__all__ = ["Consequence", "Kind", "parse_protein"]

Kind = Literal[
    "missense",
    "frameshift",
    "stop_gained",
    "start_lost",
    "splice_site",
    "inframe",
    "synonymous",
    "intronic",
    "regulatory",
]
_PROTEIN = re.compile(r"^p\.\(?([A-Z][a-z]{2}|[A-Z])(\d+)(.+?)\)?$")
_KINDS: dict[str, Kind] = {"=": "synonymous", "*": "stop_gained", "Ter": "stop_gained", "X": "stop_gained"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a change does to the protein.

    Parameters
    ----------
    kind
        The class of consequence.
    position
        Residue number on the canonical protein, from 1; ``None`` where the change is outside the protein.
    wild, mutant
        One-letter residues; the mutant only for a missense change.

    Raises
    ------
    InputError
        When a missense change lacks a residue or keeps the same one.
    """

    kind: Kind
    position: int | None = None
    wild: str = ""
    mutant: str = ""

    def __post_init__(self) -> None:
        if self.kind != "missense":
            return
        residues = self.wild in LETTERS and self.mutant in LETTERS and self.wild and self.mutant
        if not residues or self.wild == self.mutant or not self.position or self.position < 1:
            raise _error(f"{self.wild or '?'}{self.position}{self.mutant or '?'}", "two different residues")


def parse_protein(text: str) -> Consequence:
    """Return the consequence that a protein HGVS or a short form such as ``R144C`` names.

    Raises
    ------
    InputError
        When the text is not understood.
    """
    found = _PROTEIN.match(text if text.startswith("p.") else f"p.{text}")
    if found is None:
        raise _error(text, "a protein change such as p.Arg144Cys, p.Gln192fs or p.Trp212Ter")
    wild, position, rest = _one(found[1], text), int(found[2]), found[3]
    if rest in _KINDS or "fs" in rest:
        kind: Kind = "frameshift" if "fs" in rest else _KINDS[rest]
        return Consequence(kind=kind, position=position, wild=wild)
    if rest.startswith(("_", "del", "dup", "ins")):
        return Consequence(kind="inframe", position=position, wild=wild)
    return _exchange(wild, position, rest, text)


def _exchange(wild: str, position: int, rest: str, text: str) -> Consequence:
    lost = position == 1 and wild == "M"
    if lost:
        return Consequence(kind="start_lost", position=1, wild="M")
    mutant = _one(rest, text)
    if mutant == wild:
        return Consequence(kind="synonymous", position=position, wild=wild)
    return Consequence(kind="missense", position=position, wild=wild, mutant=mutant)


def _one(word: str, text: str) -> str:
    letter = THREE_TO_ONE.get(word, word)
    if len(letter) != 1 or letter not in LETTERS:
        raise _error(text, "one of the twenty amino acids in one or three letters")
    return letter


def _error(found: str, expected: str) -> InputError:
    return InputError(
        "effect.change",
        found=repr(found),
        expected=expected,
        where="the change of the protein",
        remedy="give the consequence on the canonical protein in HGVS",
    )
