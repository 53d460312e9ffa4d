"""Sex from the pattern of genotypes on chromosome X outside the pseudo-autosomal regions."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.knowledge.gene_schema import Assembly

__all__ = ["XCounts", "outside_par", "sex_from_x"]

# First and last base of PAR1 and PAR2 (Genome Reference Consortium).
_PAR: dict[Assembly, tuple[tuple[int, int], ...]] = {
    "GRCh38": ((10_001, 2_781_479), (155_701_383, 156_030_895)),
    "GRCh37": ((60_001, 2_699_520), (154_931_044, 155_260_560)),
}
# One heterozygous site may be a genotyping error, two are not likely to be.
_MIN_HETEROZYGOUS = 2
_MIN_HAPLOID = 2


@dataclass(slots=True, kw_only=True)
class XCounts:
    """How many usable calls on chromosome X were haploid, heterozygous or homozygous."""

    haploid: int = 0
    heterozygous: int = 0
    homozygous: int = 0

    def add(self, alleles: tuple[int | None, ...]) -> None:
        """Count one genotype; a call with an unknown copy counts for nothing."""
        if None in alleles:
            return
        if len(alleles) == 1:
            self.haploid += 1
        elif len(set(alleles)) > 1:
            self.heterozygous += 1
        else:
            self.homozygous += 1


def outside_par(position: int, assembly: Assembly) -> bool:
    """Whether a base of chromosome X (1-based) is outside both pseudo-autosomal regions."""
    return not any(low <= position <= high for low, high in _PAR[assembly])


def sex_from_x(counts: XCounts) -> str | Indeterminate:
    """Return ``"female"``, ``"male"``, or why the calls on X do not tell.

    Haploid calls are male, heterozygous ones female. Homozygous diploid calls fit both, because some callers
    write a man's one copy twice.
    """
    if counts.haploid >= _MIN_HAPLOID and counts.heterozygous == 0:
        return "male"
    if counts.heterozygous >= _MIN_HETEROZYGOUS and counts.haploid == 0:
        return "female"
    seen = counts.haploid + counts.heterozygous + counts.homozygous
    if seen == 0:
        why = "no usable genotype on chromosome X outside the pseudo-autosomal regions"
    else:
        why = (
            f"chromosome X shows {counts.haploid} haploid, {counts.heterozygous} heterozygous and"
            f" {counts.homozygous} homozygous calls, which fit either sex"
        )
    return Indeterminate(why=why, resolve="take the sex from the record, or give more of chromosome X")
