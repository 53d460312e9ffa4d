"""The exchanged bases of one codon, taken together as the chromosomes may carry them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from foredose.genome.effect.coding import CodingChange
from foredose.genome.effect.codons import COMPLEMENT, STOP, possible_exchanges
from foredose.genome.effect.consequence import Consequence
from foredose.knowledge.gene_schema import Assembly
from foredose.knowledge.transcripts import Transcript

__all__ = ["Exchange", "exchange_change"]

# More possible consequences than this tell a reader nothing.
_MOST = 6
_BOTH = frozenset({0, 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One exchanged base: its place on the assembly, the new base, how many copies carry it, and which record.

    Exchanges of one record are on the same chromosome.
    """

    place: int
    base: str
    copies: int
    record: int


def exchange_change(
    transcript: Transcript,
    assembly: Assembly,
    one: Exchange,
    others: Sequence[Exchange],
    bases: Mapping[int, str],
) -> CodingChange | None:
    """Return what an exchanged base does, or ``None`` when it leaves coding bases and splice sites alone.

    Parameters
    ----------
    others
        The other exchanged bases of the same person.
    bases
        Bases of the assembly that are known, by place.
    """
    if one.place in transcript.splice_bases(assembly):
        return CodingChange(
            kind="splice_site", possible=(Consequence(kind="splice_site"),), ends_protein=True
        )
    at = transcript.place(assembly, one.place)
    if at is None:
        return None
    residue = at // 3 + 1
    if residue == 1:
        possible = (Consequence(kind="start_lost", position=1),)
        return CodingChange(kind="start_lost", residue=1, possible=possible, ends_protein=True)
    if residue > transcript.residues:
        return CodingChange(kind="stop_lost", residue=residue)
    codon = [transcript.base(assembly, at - at % 3 + i) for i in range(3)]
    beside = [other for other in others if other.place in codon]
    return _in_codon(transcript, residue, codon, one, beside, bases)


def _in_codon(
    transcript: Transcript,
    residue: int,
    codon: Sequence[int | None],
    one: Exchange,
    beside: Sequence[Exchange],
    bases: Mapping[int, str],
) -> CodingChange:
    flip = COMPLEMENT if transcript.strand == "-" else {base: base for base in COMPLEMENT}
    known = {
        i: flip[bases[here]] for i, here in enumerate(codon) if here is not None and bases.get(here) in flip
    }
    wild = transcript.protein[residue - 1] if transcript.protein else None
    found: set[tuple[str, str]] = set()
    surely = True
    for chromosomes in _arrangements(one, beside):
        ends = False
        for carried in chromosomes:
            new = {codon.index(each.place): flip.get(each.base, "N") for each in carried}
            pairs = possible_exchanges(wild, known, new)
            found |= pairs
            ends = ends or (bool(pairs) and all(mutant == STOP for _, mutant in pairs))
        surely = surely and ends
    shown = sorted(found) if len(found) <= _MOST else []
    return CodingChange(
        kind="substitution",
        residue=residue,
        possible=tuple(_consequence(residue, *pair) for pair in shown),
        ends_protein=surely,
    )


def _arrangements(one: Exchange, beside: Sequence[Exchange]) -> Iterator[list[list[Exchange]]]:
    """Yield, for each way to lay the changes on two chromosomes, what each chromosome with the change carries."""
    everything = [one, *beside]
    records = sorted({each.record for each in everything})
    copies = {each.record: min(each.copies, 2) for each in everything}
    sides = [(_BOTH,) if copies[r] == 2 else (frozenset({0}), frozenset({1})) for r in records]
    for chosen in product(*sides):
        where = dict(zip(records, chosen, strict=True))
        held = [[each for each in everything if side in where[each.record]] for side in (0, 1)]
        yield [carried for carried in held if one in carried]


def _consequence(residue: int, wild: str, mutant: str) -> Consequence:
    if mutant == STOP:
        return Consequence(kind="stop_gained", position=residue, wild=wild)
    if mutant == wild:
        return Consequence(kind="synonymous", position=residue, wild=wild)
    return Consequence(kind="missense", position=residue, wild=wild, mutant=mutant)
