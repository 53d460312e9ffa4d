"""What a VCF says of one sample: genotypes seen, failed or partly known, and nothing about the rest."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.knowledge.gene_schema import Assembly

__all__ = ["AssayedRegions", "Genotype", "Genotypes", "Region"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of a chromosome; ``start`` and ``end`` are 1-based and both belong to it."""

    chromosome: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Genotype:
    """One VCF record for one sample.

    Parameters
    ----------
    chromosome, position, end
        ``"chr10"`` style name; first and last base (1-based). ``end`` reaches beyond the REF string for a
        block of observed reference or a structural variant.
    reference, alternates
        As written, bases in upper case, without the placeholders ``<NON_REF>``, ``<*>`` and ``.``; a change of very
        many bases is a symbol that says so, with the first base of its REF.
    alleles
        Index of each copy: 0 reference, 1 first alternate, ``None`` unknown. One entry for a haploid call.
    phased, phase_set
        Whether the copies are ordered, and within which set; ``None`` is the file-wide set.
    failed
        Why the record must not be used, or ``None``.
    line
        Line in the file, for error messages.
    """

    chromosome: str
    position: int
    end: int
    reference: str
    alternates: tuple[str, ...]
    alleles: tuple[int | None, ...]
    phased: bool
    phase_set: str | None
    failed: str | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Genotypes:
    """Everything read of one sample.

    Parameters
    ----------
    sample, source
        Name in the header, and the file's name.
    assembly
        ``"GRCh38"`` or ``"GRCh37"``.
    records
        Records that touch the regions asked for, sorted by place.
    sex
        ``"female"`` or ``"male"`` from chromosome X, or why it cannot be told.
    """

    sample: str
    source: str
    assembly: Assembly
    records: tuple[Genotype, ...]
    sex: str | Indeterminate


@dataclass(frozen=True, slots=True, kw_only=True)
class AssayedRegions:
    """Regions that a laboratory declares to have looked at, from a BED file.

    Parameters
    ----------
    source
        The file's name.
    intervals
        Sorted pairs of first and last base (1-based) for each chromosome.
    """

    source: str
    intervals: dict[str, tuple[tuple[int, int], ...]]

    def covers(self, chromosome: str, start: int, end: int) -> bool:
        """Whether one interval holds all bases from ``start`` to ``end`` (1-based, inclusive)."""
        return any(low <= start and end <= high for low, high in self.intervals.get(chromosome, ()))
