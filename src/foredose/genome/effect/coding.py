"""What a change of the genome does to the coding bases of a gene, as far as a file without the genome's bases can tell.

A VCF gives the bases it changes and no more, so the codon around a change is often known in part only. Then every
residue that the genetic code leaves possible is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Literal

from foredose.genome.effect.codons import COMPLEMENT, STOP, possible_residues
from foredose.genome.effect.consequence import Consequence
from foredose.genome.variants import Variant
from foredose.knowledge.gene_schema import Assembly
from foredose.knowledge.transcripts import Transcript
from foredose.knowledge.variant_effect_facts import variant_effect_file

__all__ = ["CodingChange", "CodingKind", "coding_change"]

CodingKind = Literal["substitution", "start_lost", "stop_lost", "frameshift", "inframe", "splice_site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingChange:
    """The consequence of one change.

    Parameters
    ----------
    kind
        ``"substitution"`` for an exchanged base inside the protein, whatever becomes of its residue.
    residue
        Number of the first residue touched; ``None`` for a splice site.
    possible
        The consequences on the protein that cannot be ruled out; empty where nothing narrows them down.
    """

    kind: CodingKind
    residue: int | None = None
    possible: tuple[Consequence, ...] = ()


def coding_change(
    transcript: Transcript,
    assembly: Assembly,
    variant: Variant,
    bases: Mapping[int, str],
    carried: Set[int] = frozenset(),
) -> CodingChange | None:
    """Return what a change does, or ``None`` when it leaves coding bases and splice sites alone.

    Parameters
    ----------
    variant
        An exchange of one base, an insertion or a deletion, in normal form.
    bases
        Bases of the assembly that are known, by place.
    carried
        Places of other exchanged bases of the same person: where one is in the same codon, the residue is open.
    """
    touched = _touched(variant)
    places = [p for base in touched if (p := transcript.place(assembly, base)) is not None]
    if touched & transcript.splice_bases(assembly):
        return CodingChange(kind="splice_site", possible=(Consequence(kind="splice_site"),))
    if not places:
        return None
    if len(variant.deleted) == len(variant.inserted) == 1:
        return _exchanged(transcript, assembly, places[0], variant.inserted, bases, carried)
    residue = min(places) // 3 + 1
    if (len(variant.inserted) - len(variant.deleted)) % 3:
        return _sure("frameshift", residue)
    possible = (Consequence(kind="inframe", position=residue),)
    return CodingChange(kind="inframe", residue=residue, possible=possible)


def _touched(variant: Variant) -> set[int]:
    """Return the bases that a change exchanges or removes; of an insertion the two beside it."""
    if variant.deleted:
        return set(range(variant.position, variant.end + 1))
    return {variant.position - 1, variant.position}


def _sure(kind: Literal["frameshift", "start_lost"], residue: int) -> CodingChange:
    return CodingChange(kind=kind, residue=residue, possible=(Consequence(kind=kind, position=residue),))


def _exchanged(
    transcript: Transcript,
    assembly: Assembly,
    place: int,
    base: str,
    bases: Mapping[int, str],
    carried: Set[int],
) -> CodingChange:
    residue, within = place // 3 + 1, place % 3
    if residue == 1:
        return _sure("start_lost", 1)
    if residue > transcript.residues:
        return CodingChange(kind="stop_lost", residue=residue)
    codon = [transcript.base(assembly, place - within + i) for i in range(3)]
    sequence = _sequence(transcript.gene)
    others = {here for i, here in enumerate(codon) if i != within} & carried
    if len(sequence) < residue or others:
        return CodingChange(kind="substitution", residue=residue)
    flip = COMPLEMENT if transcript.strand == "-" else {b: b for b in COMPLEMENT}
    known = {
        i: flip[bases[here]] for i, here in enumerate(codon) if here is not None and bases.get(here) in flip
    }
    wild = sequence[residue - 1]
    mutants = possible_residues(wild, known, within, flip[base]) if base in flip else frozenset()
    return CodingChange(
        kind="substitution",
        residue=residue,
        possible=tuple(_exchange(residue, wild, mutant) for mutant in sorted(mutants)),
    )


def _exchange(residue: int, wild: str, mutant: str) -> Consequence:
    if mutant == STOP:
        return Consequence(kind="stop_gained", position=residue, wild=wild)
    if mutant == wild:
        return Consequence(kind="synonymous", position=residue, wild=wild)
    return Consequence(kind="missense", position=residue, wild=wild, mutant=mutant)


def _sequence(gene: str) -> str:
    """Return the residues of a gene's protein, empty where they are not known here."""
    entry = variant_effect_file("residues")["proteins"].get(gene)
    return "" if entry is None else str(entry["sequence"])
