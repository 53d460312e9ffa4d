"""What is known of each residue before anything is measured on it, and the features of a missense change.

Two sets: ``general`` (substitution and packing, any protein with a structure) and ``p450`` (the same, with haem,
substrate and the family alignment, on the columns of CYP2C9).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any, Literal

from foredose.core import Indeterminate, InputError
from foredose.genome.effect.aminoacids import (
    HYDROPATHY,
    LETTERS,
    SUBSTITUTION_FEATURES,
    VOLUME,
    substitution,
)
from foredose.genome.effect.consequence import Consequence
from foredose.knowledge.variant_effect_facts import variant_effect_file

__all__ = [
    "FAMILY",
    "GEOMETRY",
    "LIGANDS",
    "Head",
    "Residue",
    "feature_names",
    "features",
    "known_genes",
    "residue",
]

Head = Literal["p450", "general"]
GEOMETRY = (
    *("near8", "near10", "near14", "contact_number", "sphere_up", "sphere_down", "confidence"),
    *("near_hydropathy", "near_charge", "helical", "extended", "sphere_up3", "sphere_up7", "hydropathy7"),
    *("confidence9", "from_start", "from_end"),
)
LIGANDS = ("haem", "substrate")
FAMILY = (
    *("family_change", "family_mutant", "family_wild", "family_order", "family_gap"),
    *("close_change", "close_mutant", "close_wild", "close_order", "family_order_near", "family_order5"),
    *("family_hydropathy", "family_volume", "hydropathy_from_family", "volume_from_family"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """One residue: which protein's scan it is read against, and what is known there.

    Parameters
    ----------
    head
        The set of features that fits the protein.
    wild
        The residue of the reference protein.
    geometry, ligands, wide, close, order
        Rows of the residue table; the last four only for ``p450``.
    """

    head: Head
    wild: str
    geometry: list[float]
    ligands: list[float]
    wide: list[float]
    close: list[float]
    order: list[float]


def known_genes() -> dict[str, Head]:
    """Return the genes whose residues are known, with their set of features."""
    proteins = variant_effect_file("residues")["proteins"]
    return {gene: "p450" if "columns" in entry else "general" for gene, entry in proteins.items()}


def feature_names(head: Head) -> tuple[str, ...]:
    """Return the features of a set, in their order."""
    general = (*SUBSTITUTION_FEATURES, *GEOMETRY)
    return general if head == "general" else (*general, *LIGANDS, *FAMILY)


def residue(gene: str, position: int) -> Residue | Indeterminate:
    """Return what is known of a residue.

    Raises
    ------
    InputError
        When the protein has no such position.
    """
    table = variant_effect_file("residues")
    entry = table["proteins"].get(gene)
    if entry is None:
        return Indeterminate(
            why=f"the residues of {gene} are not modelled here",
            resolve=f"have the change in {gene} measured, or assessed by an expert",
        )
    if not 1 <= position <= len(entry["sequence"]):
        raise _error(f"residue {position}", f"1 to {len(entry['sequence'])}", gene)
    wild = entry["sequence"][position - 1]
    if "columns" not in entry:
        return Residue(
            head="general",
            wild=wild,
            geometry=entry["geometry"][position - 1],
            ligands=[],
            wide=[],
            close=[],
            order=[],
        )
    column = entry["columns"][position - 1]
    if column < 0:
        return Indeterminate(
            why=f"residue {position} of {gene} has no counterpart in CYP2C9, whose fold the model knows",
            resolve=f"have the change in {gene} measured",
        )
    return _in_fold(table["fold"], column, wild)


def _in_fold(fold: dict[str, Any], column: int, wild: str) -> Residue:
    rows = {name: fold[name][column] for name in ("geometry", "ligands", "wide", "close", "order")}
    return Residue(head="p450", wild=wild, **rows)


def features(gene: str, change: Consequence) -> tuple[Head, list[float]] | Indeterminate:
    """Return the features of a missense change.

    Raises
    ------
    InputError
        When the change is not missense, the position is outside the protein, or its residue another.
    """
    if change.kind != "missense" or change.position is None:
        raise _error(change.kind, "a missense change", gene)
    known = residue(gene, change.position)
    if isinstance(known, Indeterminate):
        return known
    if known.wild != change.wild:
        raise _error(f"{change.wild} at residue {change.position}", f"{known.wild} as in the reference", gene)
    return known.head, row(known, change.mutant)


def row(known: Residue, mutant: str) -> list[float]:
    """Return the features of one residue put in place of another."""
    general = [*substitution(known.wild, mutant), *known.geometry]
    return general if known.head == "general" else [*general, *known.ligands, *_family(known, mutant)]


def _family(known: Residue, mutant: str) -> list[float]:
    at_mutant, at_wild = LETTERS.index(mutant), LETTERS.index(known.wild)
    wide, close, order = known.wide, known.close, known.order
    hydropathy = sum(exp(log) * HYDROPATHY[letter] for log, letter in zip(wide, LETTERS, strict=True))
    volume = sum(exp(log) * VOLUME[letter] for log, letter in zip(wide, LETTERS, strict=True))
    return [
        *(wide[at_mutant] - wide[at_wild], wide[at_mutant], wide[at_wild], order[0], order[1]),
        *(close[at_mutant] - close[at_wild], close[at_mutant], close[at_wild], order[2], order[3], order[4]),
        *(hydropathy, volume, HYDROPATHY[mutant] - hydropathy, VOLUME[mutant] - volume),
    ]


def _error(found: str, expected: str, gene: str) -> InputError:
    return InputError(
        "effect.residue",
        found=found,
        expected=expected,
        where=f"the protein of {gene}",
        remedy="number the change on the canonical protein (UniProt)",
    )
