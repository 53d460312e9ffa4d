"""The standard genetic code, and which residues a change of one base may give where the codon is partly known.

Source: NCBI translation table 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

__all__ = ["CODE", "COMPLEMENT", "STOP", "on_strand", "possible_exchanges", "possible_residues"]

STOP = "*"
COMPLEMENT = dict(zip("ACGT", "TGCA", strict=True))
_BASES = "TCAG"
_RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODE = dict(zip(map("".join, product(_BASES, repeat=3)), _RESIDUES, strict=True))


def on_strand(bases: str, strand: str) -> str:
    """Return bases as the strand of a gene reads them."""
    return bases if strand == "+" else "".join(COMPLEMENT.get(base, "N") for base in reversed(bases))


def possible_exchanges(
    wild: str | None, known: Mapping[int, str], new: Mapping[int, str]
) -> frozenset[tuple[str, str]]:
    """Return what a codon may have stood for and may stand for once some of its bases are exchanged.

    Parameters
    ----------
    wild
        The residue of the reference protein; ``None`` where it is not known, and then any but the end.
    known, new
        Bases of the reference codon that are known, and those that replace them, by place 0 to 2, on the strand of
        the gene.

    Returns
    -------
    Pairs of residues before and after. Empty where no codon has the bases that are known.
    """
    fitting = (
        codon
        for codon, residue in CODE.items()
        if (residue == wild if wild else residue != STOP) and all(codon[i] == b for i, b in known.items())
    )
    changed = ((codon, "".join(new.get(i, base) for i, base in enumerate(codon))) for codon in fitting)
    return frozenset((CODE[before], CODE[after]) for before, after in changed if after in CODE)


def possible_residues(wild: str, known: Mapping[int, str], place: int, base: str) -> frozenset[str]:
    """Return the residues that a codon of ``wild`` may stand for once one of its bases is exchanged."""
    return frozenset(after for _, after in possible_exchanges(wild, known, {place: base}))
