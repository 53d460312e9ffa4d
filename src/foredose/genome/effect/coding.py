"""What a change of the genome does to the coding bases of a gene, as far as a file without the genome's bases can tell.

A VCF gives the bases it changes and no more, so the codon around a change is often known in part only. Then every
residue that the genetic code leaves possible is kept. Changes of one codon are in ``effect.codon_changes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from foredose.genome.effect.codons import CODE, STOP, on_strand
from foredose.genome.effect.consequence import Consequence
from foredose.genome.variants import Variant
from foredose.knowledge.gene_schema import Assembly
from foredose.knowledge.transcripts import Transcript

__all__ = ["CodingChange", "CodingKind", "coding_bases", "indel_change"]

CodingKind = Literal[
    "substitution", "start_lost", "stop_lost", "stop_gained", "frameshift", "inframe", "splice_site"
]


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
    ends_protein
        True where the protein surely ends early or never starts, on one chromosome at least.
    """

    kind: CodingKind
    residue: int | None = None
    possible: tuple[Consequence, ...] = ()
    ends_protein: bool = False


def coding_bases(transcript: Transcript, assembly: Assembly, variant: Variant) -> list[int]:
    """Return the numbers of the coding bases that a change exchanges or removes, or between which it inserts."""
    span = range(variant.position, variant.end + 1) or range(variant.position - 1, variant.position + 1)
    places = [transcript.place(assembly, base) for base in span]
    if not variant.deleted and None in places:
        return []  # an insertion beside the first or last coding base stands outside
    return sorted(place for place in places if place is not None)


def indel_change(
    transcript: Transcript, assembly: Assembly, variant: Variant, bases: Mapping[int, str]
) -> CodingChange | None:
    """Return what an insertion or deletion does, or ``None`` when it leaves coding bases and splice sites alone.

    Parameters
    ----------
    variant
        In normal form.
    bases
        Bases of the assembly that are known, by place.
    """
    touched = range(variant.position, variant.end + 1) or range(variant.position - 1, variant.position + 1)
    places = coding_bases(transcript, assembly, variant)
    if set(touched) & transcript.splice_bases(assembly):
        return CodingChange(
            kind="splice_site", possible=(Consequence(kind="splice_site"),), ends_protein=True
        )
    if not places:
        return None
    before = places[0] if variant.deleted else places[0] + 1
    codon = [transcript.base(assembly, place) for place in range(before - before % 3, before)]
    led = "".join(on_strand(bases.get(base or 0, "N"), transcript.strand) for base in codon)
    return _inside(transcript, variant, places, led + on_strand(variant.inserted, transcript.strand))


def _inside(transcript: Transcript, variant: Variant, places: list[int], read: str) -> CodingChange:
    """``read`` is what follows the last whole codon before the change, up to its end, on the strand of the gene."""
    residue, removed = places[0] // 3 + 1, len(places) if variant.deleted else 0
    end = 3 * transcript.residues
    if places[0] < 3 and (removed or places[-1] < 3):
        return _ending("start_lost", 1)
    if places[-1] >= end and (removed or places[0] >= end):
        return CodingChange(kind="stop_lost", residue=residue)
    if (len(variant.inserted) - removed) % 3:
        return _ending("frameshift", residue)
    if any(CODE.get(read[i : i + 3]) == STOP for i in range(0, len(read) - 2, 3)):
        return _ending("stop_gained", residue)
    possible = (Consequence(kind="inframe", position=residue),)
    return CodingChange(kind="inframe", residue=residue, possible=possible)


def _ending(kind: Literal["start_lost", "frameshift", "stop_gained"], residue: int) -> CodingChange:
    possible = (Consequence(kind=kind, position=residue),)
    return CodingChange(kind=kind, residue=residue, possible=possible, ends_protein=True)
