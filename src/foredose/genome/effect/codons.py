"""The standard genetic code, and which residues a change of one base may give where the codon is partly known.

Source: NCBI translation table 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

__all__ = ["CODE", "COMPLEMENT", "STOP", "possible_residues"]

STOP = "*"
COMPLEMENT = dict(zip("ACGT", "TGCA", strict=True))
_BASES = "TCAG"
_RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODE = dict(zip(map("".join, product(_BASES, repeat=3)), _RESIDUES, strict=True))


def possible_residues(wild: str, known: Mapping[int, str], place: int, base: str) -> frozenset[str]:
    """Return the residues that a codon may stand for once one of its bases is exchanged.

    Parameters
    ----------
    wild
        The residue of the reference protein, ``"*"`` for the end.
    known
        Bases of the reference codon that are known, by place 0 to 2, on the strand of the gene.
    place, base
        Which base is exchanged, and for what.

    Returns
    -------
    Empty where no codon of ``wild`` has the bases that are known.
    """
    codons = (c for c, residue in CODE.items() if residue == wild)
    fitting = (c for c in codons if all(c[i] == b for i, b in known.items()))
    return frozenset(CODE[c[:place] + base + c[place + 1 :]] for c in fitting)
