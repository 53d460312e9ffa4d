"""Refuse a file that says one assembly and speaks of another: none of its records is where it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.genotypes import Genotype, Genotypes, Region
from foredose.sources.vcf_lines import vcf_error

__all__ = ["refuse_other_build", "touches_known"]

_OTHER: dict[Assembly, Assembly] = {"GRCh38": "GRCh37", "GRCh37": "GRCh38"}
# A choice of this project: one record may be there by chance, with place, REF and ALT the same; two are not.
_MIN_THERE = 2
_Known = Mapping[tuple[str, int], tuple[str | None, frozenset[str]]]


def refuse_other_build(
    source: str,
    assembly: Assembly,
    regions: Mapping[Assembly, Sequence[Region]],
    read_again: Callable[[dict[Assembly, Sequence[Region]]], Genotypes],
) -> None:
    """Raise where known variants lie at their places on the other assembly; for a file that touches none of its own.

    Parameters
    ----------
    source, assembly
        Name of the file, and the assembly that its header names.
    regions
        Regions by assembly.
    read_again
        Reads the file, or one sample of it, in other regions.

    Raises
    ------
    InputError
        ``vcf.other_build``.
    """
    other = _OTHER[assembly]
    elsewhere = read_again({assembly: regions.get(other, ()), other: ()})
    there = sum(_is_known(record, _known(other)) for record in elsewhere.records)
    if there >= _MIN_THERE:
        raise vcf_error(
            "other_build",
            found=f"{there} known variants at their places on {other}, none on {assembly}",
            expected=f"{assembly}, which the header names: wrong build",
            where=source,
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


def touches_known(record: Genotype, assembly: Assembly) -> bool:
    """Whether a record is about a known place; one that reaches beyond its REF may be."""
    known = _known(assembly)
    last = record.position + len(record.reference)
    return record.end >= last or any((record.chromosome, p) in known for p in range(record.position, last))


def _is_known(record: Genotype, known: _Known) -> bool:
    reference, words = known.get((record.chromosome, record.position), (None, frozenset()))
    return record.reference == reference and bool(words & set(record.alternates))
