"""How a residue is packed: counted from the coordinates of a (predicted) structure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from foredose.genome.effect.aminoacids import CHARGE, HYDROPATHY, THREE_TO_ONE
from foredose.genome.effect.residues import GEOMETRY

Array = NDArray[np.float64]
_ONE = {name.upper(): letter for name, letter in THREE_TO_ONE.items()}


class Chain:
    """One protein: sequence, alpha and beta carbons, confidence of the prediction."""

    def __init__(self, lines: Iterable[str]) -> None:
        atoms: dict[int, dict[str, tuple[str, Array, float]]] = {}
        for line in lines:
            if line.startswith("ATOM") and line[12:16].strip() in {"CA", "CB"}:
                where = np.array([float(line[i : i + 8]) for i in (30, 38, 46)])
                entry = (_ONE[line[17:20]], where, float(line[60:66]))
                atoms.setdefault(int(line[22:26]), {})[line[12:16].strip()] = entry
        whole = [atoms[number] for number in sorted(atoms)]
        self.sequence = "".join(residue["CA"][0] for residue in whole)
        self.alpha = np.array([residue["CA"][1] for residue in whole])
        self.beta = np.array([residue.get("CB", residue["CA"])[1] for residue in whole])
        self.confidence = np.array([residue["CA"][2] for residue in whole])

    def distances(self) -> Array:
        """Return beta-carbon distances; a residue is infinitely far from itself."""
        apart = np.linalg.norm(self.beta[:, None] - self.beta[None], axis=-1)
        np.fill_diagonal(apart, np.inf)
        return apart


def _mean_over(values: Array, width: int) -> Array:
    kernel = np.ones(width)
    return np.convolve(values, kernel, "same") / np.convolve(np.ones(len(values)), kernel, "same")


def _half_sphere(chain: Chain) -> tuple[Array, Array]:
    """Return alpha carbons within 13 A on the side chain's side and on the other (Hamelryck 2005)."""
    towards = chain.alpha[None] - chain.alpha[:, None]
    near = np.linalg.norm(towards, axis=-1) < 13
    np.fill_diagonal(near, False)
    up = np.einsum("ijk,ik->ij", towards, chain.beta - chain.alpha) > 0
    return (near & up).sum(1).astype(float), (near & ~up).sum(1).astype(float)


def _backbone(alpha: Array) -> tuple[Array, Array]:
    """Return the share of the four spans over a residue that look helical and extended."""
    span = np.full(len(alpha) + 3, np.nan)
    span[3:-3] = np.linalg.norm(alpha[3:] - alpha[:-3], axis=1)
    windows = np.stack([span[k : k + len(alpha)] for k in range(4)])
    known = np.maximum((~np.isnan(windows)).sum(0), 1)
    return ((windows > 4.2) & (windows < 6.2)).sum(0) / known, (windows > 8.5).sum(0) / known


def geometry(chain: Chain) -> Array:
    """Return one row a residue, in the order of ``GEOMETRY``."""
    apart, count = chain.distances(), len(chain.sequence)
    hydropathy = np.array([HYDROPATHY[letter] for letter in chain.sequence])
    charge = np.array([CHARGE[letter] for letter in chain.sequence])
    near, places = apart < 10, np.arange(count)
    squared = ((chain.alpha[:, None] - chain.alpha[None]) ** 2).sum(-1)
    np.fill_diagonal(squared, np.inf)
    up, down = _half_sphere(chain)
    helical, extended = _backbone(chain.alpha)
    columns = {
        "near8": (apart < 8).sum(1),
        "near10": near.sum(1),
        "near14": (apart < 14).sum(1),
        "contact_number": (1 / squared).sum(1),
        "sphere_up": up,
        "sphere_down": down,
        "confidence": chain.confidence,
        "near_hydropathy": (near @ hydropathy) / np.maximum(near.sum(1), 1),
        "near_charge": near @ charge,
        "helical": helical,
        "extended": extended,
        "sphere_up3": _mean_over(up, 3),
        "sphere_up7": _mean_over(up, 7),
        "hydropathy7": _mean_over(hydropathy, 7),
        "confidence9": _mean_over(chain.confidence, 9),
        "from_start": np.minimum(places, 40),
        "from_end": np.minimum(places[::-1], 40),
    }
    return np.stack([np.asarray(columns[name], dtype=float) for name in GEOMETRY], axis=1)


def ligand_distances(lines: Iterable[str], length: int, *, far: float = 30.0) -> dict[str, Array]:
    """Return the least atom distance of each residue of 1R9O to haem and flurbiprofen, in angstrom.

    Residues that the crystal does not show are taken as far.
    """
    ligands: dict[str, list[Array]] = {"HEM": [], "FLP": []}
    residues: dict[int, list[Array]] = {}
    for line in lines:
        if line[:6] in {"ATOM  ", "HETATM"}:
            where = np.array([float(line[i : i + 8]) for i in (30, 38, 46)])
            number = int(line[22:26])
            if line[17:20] in ligands:
                ligands[line[17:20]].append(where)
            elif line.startswith("ATOM") and 23 <= number <= length:
                residues.setdefault(number, []).append(where)
    found = {name: np.full(length, far) for name in ("haem", "substrate")}
    for number, atoms in residues.items():
        for name, ligand in (("haem", "HEM"), ("substrate", "FLP")):
            apart = np.linalg.norm(np.array(atoms)[:, None] - np.array(ligands[ligand])[None], axis=-1)
            found[name][number - 1] = min(far, apart.min())
    return found
