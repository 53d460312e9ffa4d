"""Amino acids as numbers: what one residue in place of another changes, whatever the protein.

BLOSUM62 (Henikoff 1992), Grantham's distance (1974), hydropathy (Kyte 1982), volume (Zamyatnin 1972), helix
propensity (Pace 1998); see ``knowledge/references.yaml``.
"""

from __future__ import annotations

from math import sqrt

__all__ = [
    "BLOSUM62",
    "CHARGE",
    "HYDROPATHY",
    "LETTERS",
    "SUBSTITUTION_FEATURES",
    "THREE_TO_ONE",
    "VOLUME",
    "grantham",
    "substitution",
]

LETTERS = "ACDEFGHIKLMNPQRSTVWY"
THREE_TO_ONE = dict(
    zip(
        "Ala Cys Asp Glu Phe Gly His Ile Lys Leu Met Asn Pro Gln Arg Ser Thr Val Trp Tyr".split(),
        LETTERS,
        strict=True,
    )
)
_ORDER = "ARNDCQEGHILKMFPSTWYV"
_ROWS = """
4 -1 -2 -2 0 -1 -1 0 -2 -1 -1 -1 -1 -2 -1 1 0 -3 -2 0
-1 5 0 -2 -3 1 0 -2 0 -3 -2 2 -1 -3 -2 -1 -1 -3 -2 -3
-2 0 6 1 -3 0 0 0 1 -3 -3 0 -2 -3 -2 1 0 -4 -2 -3
-2 -2 1 6 -3 0 2 -1 -1 -3 -4 -1 -3 -3 -1 0 -1 -4 -3 -3
0 -3 -3 -3 9 -3 -4 -3 -3 -1 -1 -3 -1 -2 -3 -1 -1 -2 -2 -1
-1 1 0 0 -3 5 2 -2 0 -3 -2 1 0 -3 -1 0 -1 -2 -1 -2
-1 0 0 2 -4 2 5 -2 0 -3 -3 1 -2 -3 -1 0 -1 -3 -2 -2
0 -2 0 -1 -3 -2 -2 6 -2 -4 -4 -2 -3 -3 -2 0 -2 -2 -3 -3
-2 0 1 -1 -3 0 0 -2 8 -3 -3 -1 -2 -1 -2 -1 -2 -2 2 -3
-1 -3 -3 -3 -1 -3 -3 -4 -3 4 2 -3 1 0 -3 -2 -1 -3 -1 3
-1 -2 -3 -4 -1 -2 -3 -4 -3 2 4 -2 2 0 -3 -2 -1 -2 -1 1
-1 2 0 -1 -3 1 1 -2 -1 -3 -2 5 -1 -3 -1 0 -1 -3 -2 -2
-1 -1 -2 -3 -1 0 -2 -3 -2 1 2 -1 5 0 -2 -1 -1 -1 -1 1
-2 -3 -3 -3 -2 -3 -3 -3 -1 0 0 -3 0 6 -4 -2 -2 1 3 -1
-1 -2 -2 -1 -3 -1 -1 -2 -2 -3 -3 -1 -2 -4 7 -1 -1 -4 -3 -2
1 -1 1 0 -1 0 0 0 -1 -2 -2 0 -1 -2 -1 4 1 -3 -2 -2
0 -1 0 -1 -1 -1 -1 -2 -2 -1 -1 -1 -1 -2 -1 1 5 -2 -2 0
-3 -3 -4 -4 -2 -2 -3 -2 -2 -3 -2 -3 -1 1 -4 -3 -2 11 2 -3
-2 -2 -2 -3 -2 -1 -2 -3 2 -1 -1 -2 -1 3 -3 -2 -2 2 7 -1
0 -3 -3 -3 -1 -2 -2 -3 -3 3 1 -2 1 -1 -2 -2 0 -3 -1 4
"""
BLOSUM62: dict[tuple[str, str], int] = {
    (first, second): int(score)
    for first, row in zip(_ORDER, _ROWS.strip().splitlines(), strict=True)
    for second, score in zip(_ORDER, row.split(), strict=True)
}


def _scale(text: str) -> dict[str, float]:
    return dict(zip(_ORDER, map(float, text.split()), strict=True))


HYDROPATHY = _scale(
    "1.8 -4.5 -3.5 -3.5 2.5 -3.5 -3.5 -0.4 -3.2 4.5 3.8 -3.9 1.9 2.8 -1.6 -0.8 -0.7 -0.9 -1.3 4.2"
)
VOLUME = _scale(
    "88.6 173.4 114.1 111.1 108.5 143.8 138.4 60.1 153.2 166.7 166.7 168.6 162.9 189.9 112.7 89 116.1 227.8 193.6 140"
)
CHARGE = {letter: {"D": -1.0, "E": -1.0, "K": 1.0, "R": 1.0}.get(letter, 0.0) for letter in LETTERS}
_HELIX = _scale("0 .21 .65 .69 .68 .39 .4 1 .61 .41 .21 .26 .24 .54 3.16 .5 .66 .49 .53 .61")
_COMPOSITION = _scale("0 .65 1.33 1.38 2.75 .89 .92 .74 .58 0 0 .33 0 0 .39 1.42 .71 .13 .2 0")
_POLARITY = _scale("8.1 10.5 11.6 13 5.5 10.5 12.3 9 10.4 5.2 4.9 11.3 5.7 5.2 8 9.2 8.6 5.4 6.2 5.9")
_GRANTHAM_VOLUME = _scale("31 124 56 54 55 85 83 3 96 111 111 119 105 132 32.5 32 61 170 136 84")

SUBSTITUTION_FEATURES = (
    *("blosum62", "grantham", "hydropathy_wild", "hydropathy_mutant", "hydropathy_change"),
    *("volume_wild", "volume_mutant", "volume_change", "charge_wild", "charge_mutant", "charge_change"),
    *("helix_change", "helix_mutant", "proline_wild", "proline_mutant", "glycine_wild", "glycine_mutant"),
    *("aromatic_wild", "aromatic_mutant", "cysteine_wild", "beta_branched_mutant"),
)


def grantham(first: str, second: str) -> float:
    """Return Grantham's distance, 0 for the same residue to 215."""
    composition = 1.833 * (_COMPOSITION[first] - _COMPOSITION[second]) ** 2
    polarity = 0.1018 * (_POLARITY[first] - _POLARITY[second]) ** 2
    volume = 0.000399 * (_GRANTHAM_VOLUME[first] - _GRANTHAM_VOLUME[second]) ** 2
    return 50.723 * sqrt(composition + polarity + volume)


def substitution(wild: str, mutant: str) -> list[float]:
    """Return what the exchange changes, in the order of ``SUBSTITUTION_FEATURES``."""
    pairs = [
        (scale[wild], scale[mutant], scale[mutant] - scale[wild]) for scale in (HYDROPATHY, VOLUME, CHARGE)
    ]
    flags = (wild == "P", mutant == "P", wild == "G", mutant == "G", wild in "FWYH", mutant in "FWYH")
    return [
        float(BLOSUM62[wild, mutant]),
        grantham(wild, mutant),
        *(value for pair in pairs for value in pair),
        _HELIX[mutant] - _HELIX[wild],
        _HELIX[mutant],
        *map(float, (*flags, wild == "C", mutant in "VIT")),
    ]
