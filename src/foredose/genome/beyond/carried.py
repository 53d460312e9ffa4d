"""The changes that a person carries, each once however many records and spellings tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foredose.genome.variants import Variant, is_symbolic, normalise
from foredose.sources.genotypes import Genotype

__all__ = ["CarriedChange", "carried_changes"]

_OVERLAPPED = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedChange:
    """One change, on one or more chromosomes.

    Parameters
    ----------
    written
        ``"chr10:94942300 C>T"`` as the file spells it.
    variant
        Its normal form; ``None`` for a symbol such as ``<DEL>``.
    copies
        How many chromosomes carry it; 0 where the record failed, so that nobody knows.
    record
        Number of the record that tells it; changes of one record are on the same chromosome.
    failed
        Why the record must not be used, or ``None``.
    """

    written: str
    variant: Variant | None
    copies: int
    record: int
    failed: str | None = None


def carried_changes(records: Sequence[Genotype], bases: Mapping[int, str]) -> tuple[CarriedChange, ...]:
    """Return what records say is carried, an exchange of several bases base by base.

    Parameters
    ----------
    bases
        Bases of the assembly that are known, by place.

    Returns
    -------
    Sorted as written. Of a change that several records tell, the most copies that one of them gives.
    """
    found: dict[Variant | str, CarriedChange] = {}
    for number, record in enumerate(records):
        told = Counter(part for copy in record.alleles for part in _parts(record, copy, bases))
        for (written, variant), copies in told.items():
            fresh = CarriedChange(
                written=written,
                variant=variant,
                copies=0 if record.failed else copies,
                record=number,
                failed=record.failed,
            )
            known = found.get(variant or written)
            found[variant or written] = fresh if known is None else _same(known, fresh)
    return tuple(sorted(found.values(), key=lambda one: one.written))


def _same(one: CarriedChange, other: CarriedChange) -> CarriedChange:
    """Join two tellings of one change: the one with the most copies, under the spelling that sorts first."""
    first, second = sorted((one, other), key=lambda each: (-each.copies, each.failed or "", each.record))
    return replace(first, written=min(first.written, second.written))


def _parts(
    record: Genotype, copy: int | None, bases: Mapping[int, str]
) -> Iterator[tuple[str, Variant | None]]:
    """Yield what one copy of a record carries beside the reference."""
    if not copy or record.alternates[copy - 1] == _OVERLAPPED:
        return
    alternate, reference, start = record.alternates[copy - 1], record.reference, record.position
    if is_symbolic(alternate):
        yield f"{record.chromosome}:{start} {alternate}", None
    elif len(alternate) == len(reference):
        for at, (was, now) in enumerate(zip(reference, alternate, strict=True), start):
            if was != now:
                yield f"{record.chromosome}:{at} {was}>{now}", Variant(at, was, now)
    else:
        variant = normalise(start, reference, alternate, bases)
        yield f"{record.chromosome}:{start} {reference}>{alternate}", variant
