"""What one record says of one defining position, in the words of the definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from foredose.genome.merge import DELETED, UNREADABLE, Reading, Site
from foredose.genome.variants import Variant, is_symbolic, normalise
from foredose.knowledge.gene_schema import Position
from foredose.sources.genotypes import Genotype

__all__ = ["IndelReading", "RecordIndex", "SnvReading"]


class RecordIndex:
    """Records by the bases they touch, with every alternate in normal form."""

    def __init__(self, records: Sequence[Genotype], bases: dict[int, str]) -> None:
        self.bases = bases
        self.short: dict[int, list[Genotype]] = defaultdict(list)
        self.blocks = [r for r in records if r.end - r.position >= len(r.reference)]
        # What is not 0/0 may be carried, so the bases it covers are not known.
        self.structural = [
            r
            for r in records
            if any(alt.startswith("<") for alt in r.alternates) and any(copy != 0 for copy in r.alleles)
        ]
        for record in records:
            for base in range(record.position, record.position + len(record.reference)):
                self.short[base].append(record)

    def around(self, first: int, last: int) -> list[Genotype]:
        """Return the records whose REF or block touches any base from first to last, each once."""
        found = {id(r): r for base in range(first, last + 1) for r in self.short.get(base, ())}
        found |= {id(r): r for r in self.blocks if r.position <= last and r.end >= first}
        return list(found.values())

    def structural_over(self, first: int, last: int) -> str | None:
        """Return the symbol of a structural variant, carried or not called, that covers a base of the span."""
        over = (r for r in self.structural if r.position <= last and r.end >= first)
        return min((alt for r in over for alt in r.alternates if alt.startswith("<")), default=None)

    def variants(self, record: Genotype) -> list[Variant | None]:
        """Return the normal form of each alternate; ``None`` for symbols."""
        return [
            None if is_symbolic(alt) else normalise(record.position, record.reference, alt, self.bases)
            for alt in record.alternates
        ]


# How far along a repeat the same insertion or deletion may be spelled.
_SHIFT_BASES = 60


class SnvReading:
    """Reads the base at one place.

    Parameters
    ----------
    place
        Position (1-based) in the file's assembly.
    reference
        Reference base there; ``None`` where the definition does not state it for this assembly.
    """

    def __init__(self, place: int, reference: str | None) -> None:
        self.first = self.last = self.place = place
        self.reference = reference

    def read(self, record: Genotype, index: RecordIndex) -> Reading | None:
        """Return what the record says, or ``None`` when it is about other bases."""
        offset = self.place - record.position
        written = record.reference[offset : offset + 1]
        # A block says its first base alone, and a file may mask its reference.
        reference = self.reference if written in ("", "N") else written
        if reference is None:
            return None
        words = [
            self._word(record, offset, variant, alt)
            for variant, alt in zip(index.variants(record), record.alternates, strict=True)
        ]
        return _reading(record, reference, words, always=not record.alternates)

    def _word(self, record: Genotype, offset: int, variant: Variant | None, alt: str) -> str | None:
        """Return what an alternate puts at the base; ``None`` when it leaves the base alone."""
        if variant is None:
            return DELETED if alt == "*" else UNREADABLE
        if not variant.position <= self.place <= variant.end:
            return None
        if len(alt) == len(record.reference):
            return alt[offset] if alt[offset] in "ACGT" else UNREADABLE
        return UNREADABLE if variant.inserted else DELETED


class IndelReading:
    """Reads one defining insertion or deletion.

    Parameters
    ----------
    place, position
        Position (1-based) in the file's assembly and the definition's row.
    bases
        Known reference bases, for comparing spellings.
    """

    def __init__(self, place: int, position: Position, bases: Mapping[int, str]) -> None:
        self.reference = position.ref
        self.known = {normalise(place, position.ref, alt, bases): alt for alt in position.alts}
        self.bases = bases
        starts = [place, *(variant.position for variant in self.known)]
        self.span = (min(starts) - 1, max([place + len(position.ref) - 1, *(v.end for v in self.known)]))
        self.first, self.last = self.span[0] - _SHIFT_BASES, self.span[1] + _SHIFT_BASES

    def read(self, record: Genotype, index: RecordIndex) -> Reading | None:
        """Return what the record says, or ``None`` when it is about something else."""
        whole = not record.alternates and record.position <= self.span[0] + 1 and record.end >= self.span[1]
        over = record.position <= self.span[1] and record.end > self.span[0]
        words = [
            self._word(variant, alt) if variant is not None or over else None
            for variant, alt in zip(index.variants(record), record.alternates, strict=True)
        ]
        return _reading(record, self.reference, words, always=whole)

    def lost(self, site: Site, place: int) -> int:
        """Return how many copies a listed deletion leaves without a base."""
        over = {alt for variant, alt in self.known.items() if variant.position <= place <= variant.end}
        return sum(copy in over for copy in site.copies)

    def _word(self, variant: Variant | None, alt: str) -> str | None:
        if variant is None:
            return DELETED if alt == "*" else UNREADABLE
        if variant in self.known:
            return self.known[variant]
        if len(variant.deleted) == len(variant.inserted):
            return UNREADABLE if any(_overlaps(variant, known) for known in self.known) else None
        return UNREADABLE if any(self._could_be(variant, known) for known in self.known) else None

    def _could_be(self, variant: Variant, known: Variant) -> bool:
        """Whether another change sits where this one would, or may be this one spelled further along a repeat.

        Bases that neither the file nor the definition gives might be such a repeat.
        """
        if variant.position <= known.end + 1 and known.position <= variant.end + 1:
            return True
        same_size = len(variant.deleted) == len(known.deleted) and len(variant.inserted) == len(
            known.inserted
        )
        turned = variant.deleted in known.deleted * 2 and variant.inserted in known.inserted * 2
        between = range(min(variant.position, known.position), max(variant.position, known.position))
        return same_size and turned and any(base not in self.bases for base in between)


def _overlaps(variant: Variant, known: Variant) -> bool:
    """Whether exchanged bases may be part of a listed exchange of several bases."""
    several = len(known.deleted) == len(known.inserted) > 1
    return several and variant.position <= known.end and known.position <= variant.end


def _reading(
    record: Genotype, reference: str, words: Sequence[str | None], *, always: bool
) -> Reading | None:
    """Join words to copies; a record counts when it offers a word of the place or a copy is odd there."""
    offered = frozenset(word for word in words if word not in (None, DELETED, UNREADABLE))
    table = [reference, *(reference if word is None else word for word in words)]
    copies = tuple(None if copy is None else table[copy] for copy in record.alleles)
    if not always and not offered and not {DELETED, UNREADABLE} & set(copies):
        return None
    return Reading(record=record, reference=reference, offered=offered, copies=copies)
