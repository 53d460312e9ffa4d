"""Refuse a file that says one assembly and speaks of another: none of its records is where it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.genotypes import Genotype, Genotypes, Region
from foredose.sources.vcf_lines import vcf_error

__all__ = ["refuse_other_build"]

_OTHER: dict[Assembly, Assembly] = {"GRCh38": "GRCh37", "GRCh37": "GRCh38"}
# A choice of this project: one record may be there by chance, with place, REF and ALT the same; two are not.
_MIN_THERE = 2
_Known = Mapping[tuple[str, int], tuple[str | None, frozenset[str]]]


def refuse_other_build(
    read: Genotypes,
    regions: Mapping[Assembly, Sequence[Region]],
    read_again: Callable[[dict[Assembly, Sequence[Region]]], Genotypes],
) -> None:
    """Raise where known variants lie at their places on the other assembly, and no record at one of this.

    Parameters
    ----------
    read
        What was read in the regions of the assembly that the header names.
    regions
        Regions by assembly.
    read_again
        Reads the file once more; called only where no record touches a known position.

    Raises
    ------
    InputError
        ``vcf.other_build``.
    """
    if any(_touches(record, _known(read.assembly)) for record in read.records):
        return
    other = _OTHER[read.assembly]
    elsewhere = read_again({read.assembly: regions.get(other, ()), other: ()})
    there = sum(_is_known(record, _known(other)) for record in elsewhere.records)
    if there >= _MIN_THERE:
        raise vcf_error(
            "other_build",
            found=f"{there} known variants at their places on {other}, none on {read.assembly}",
            expected=f"{read.assembly}, which the header names: wrong build",
            where=read.source,
            remedy=f"name {other} in the header if that is the assembly, or call the file again",
        )


@cache
def _known(assembly: Assembly) -> _Known:
    known = {}
    for facts in map(gene_facts, gene_names()):
        for position in facts.definition.positions:
            place, reference = position.place(assembly)
            if place is not None:
                known[facts.chromosome, place] = reference, frozenset((position.ref, *position.alts))
    return known


def _touches(record: Genotype, known: _Known) -> bool:
    """Whether a record is about a known place; one that reaches beyond its REF may be."""
    last = record.position + len(record.reference)
    return record.end >= last or any((record.chromosome, p) in known for p in range(record.position, last))


def _is_known(record: Genotype, known: _Known) -> bool:
    reference, words = known.get((record.chromosome, record.position), (None, frozenset()))
    return record.reference == reference and bool(words & set(record.alternates))
