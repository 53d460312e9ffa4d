"""Sex from the pattern of genotypes on chromosome X outside the pseudo-autosomal regions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from foredose.core import Indeterminate
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.genotypes import Genotype

__all__ = ["outside_par", "sex_from_kinds", "sex_from_x", "x_counts", "x_kind"]

# First and last base of PAR1 and PAR2 (Genome Reference Consortium).
_PAR: dict[Assembly, tuple[tuple[int, int], ...]] = {
    "GRCh38": ((10_001, 2_781_479), (155_701_383, 156_030_895)),
    "GRCh37": ((60_001, 2_699_520), (154_931_044, 155_260_560)),
}
# One heterozygous site may be a genotyping error, two are not likely to be.
_MIN_HETEROZYGOUS = 2
_MIN_HAPLOID = 2


# What the calls at one place show; a place may show several.
_HAPLOID, _HETEROZYGOUS, _HOMOZYGOUS = 1, 2, 4


def x_kind(call: Genotype) -> int:
    """Return what a call shows, to be joined with ``|`` over the records of a place; 0 for nothing."""
    if call.failed is not None or not call.alternates or None in call.alleles:
        return 0
    if len(call.alleles) == 1:
        return _HAPLOID
    return _HETEROZYGOUS if len(set(call.alleles)) > 1 else _HOMOZYGOUS


def x_counts(kinds: np.ndarray) -> np.ndarray:
    """Return for each place whether it counts as haploid, heterozygous or homozygous.

    However many lines a place has, it counts once; two unlike copies on lines of their own are no homozygous call.
    """
    shown = (kinds & _HAPLOID) > 0, (kinds & _HETEROZYGOUS) > 0, kinds == _HOMOZYGOUS
    return np.stack(shown, axis=-1)


def sex_from_kinds(kinds: Mapping[int, int], assembly: Assembly) -> str | Indeterminate:
    """Return the sex of one sample by what each place (1-based) of its chromosome X shows."""
    told = [kind for place, kind in kinds.items() if outside_par(place, assembly)]
    return sex_from_x(*x_counts(np.array(told, dtype=np.uint8)).sum(axis=0).tolist())


def outside_par(position: int, assembly: Assembly) -> bool:
    """Whether a base of chromosome X (1-based) is outside both pseudo-autosomal regions."""
    return not any(low <= position <= high for low, high in _PAR[assembly])


def sex_from_x(haploid: int, heterozygous: int, homozygous: int) -> str | Indeterminate:
    """Return ``"female"``, ``"male"``, or why the calls on X do not tell.

    Haploid calls are male, heterozygous ones female. Homozygous diploid calls fit both, because some callers
    write a man's one copy twice.
    """
    if haploid >= _MIN_HAPLOID and heterozygous == 0:
        return "male"
    if heterozygous >= _MIN_HETEROZYGOUS and haploid == 0:
        return "female"
    seen = haploid + heterozygous + homozygous
    if seen == 0:
        why = "no usable genotype on chromosome X outside the pseudo-autosomal regions"
    else:
        why = (
            f"chromosome X shows {haploid} haploid, {heterozygous} heterozygous and {homozygous} homozygous"
            " calls, which fit either sex"
        )
    return Indeterminate(why=why, resolve="take the sex from the record, or give more of chromosome X")
