"""The residue tables: geometry, ligands and family, from structures and sequences of the registry."""

from __future__ import annotations

import gzip
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.variant_effect import data, family
from benchmarks.variant_effect.structure import Chain, geometry, ligand_distances
from foredose.genome.effect.residues import LIGANDS
from foredose.sources.external import external_path

__all__ = ["residue_tables"]

FOLD = "CYP2C9"
_STRUCTURES = {"TPMT": data.SCANS["TPMT"], "NUDT15": data.SCANS["NUDT15"], "VKORC1": data.SCANS["VKORC1"]}
# A P450 of the sequence collection joins the family when it aligns with CYP2C9 at least this well (BLOSUM62, 11/1).
_LEAST_SCORE = 90
_CLOSE = 0.33


def _chain(scan: str) -> Chain:
    return Chain(data.archive(f"alphafold2_pdb/{scan}.pdb").splitlines())


def human_p450() -> dict[str, str]:
    """Return human P450 sequences by gene."""
    text = external_path("human_p450_sequences", check=True).read_text(encoding="utf-8")
    return {head.split("GN=")[1].split()[0]: sequence for head, sequence in family.read_fasta(text)}


def _family(query: str) -> list[tuple[str, float]]:
    """Return aligned rows and their identity with the query, the query first."""
    with gzip.open(external_path("mmseqs_example_sequences", check=True), "rt", encoding="utf-8") as handle:
        collected = [s for _, s in family.read_fasta(handle.read())]
    others = [s for s in collected if 250 < len(s) < 700 and family.SIGNATURE.search(s)]
    rows = [family.onto(query, sequence) for sequence in (*human_p450().values(), *others)]
    return [(row, identity) for row, identity, score in rows if score >= _LEAST_SCORE]


def _order(
    wide: NDArray[np.float64], close: NDArray[np.float64], gaps: NDArray[np.float64], chain: Chain
) -> Any:
    entropy = (np.exp(wide) * wide).sum(1)
    nearest = np.argsort(chain.distances(), axis=1)[:, :8]
    window = np.convolve(entropy, np.ones(5), "same") / np.convolve(np.ones(len(entropy)), np.ones(5), "same")
    return np.stack([entropy, gaps, (np.exp(close) * close).sum(1), entropy[nearest].mean(1), window], axis=1)


def _fold(chain: Chain) -> dict[str, Any]:
    rows = _family(chain.sequence)
    wide, gaps = family.profile([row for row, _ in rows], 5)
    close, _ = family.profile([row for row, identity in rows if identity > _CLOSE], 3)
    with gzip.open(external_path("structure_1r9o", check=True), "rt", encoding="utf-8") as handle:
        ligands = ligand_distances(handle.readlines(), len(chain.sequence))
    return {
        "geometry": _rounded(geometry(chain)),
        "ligands": _rounded(np.stack([ligands[name] for name in LIGANDS], axis=1)),
        "wide": _rounded(wide),
        "close": _rounded(close),
        "order": _rounded(_order(wide, close, gaps, chain)),
        "family_size": len(rows),
    }


def residue_tables() -> dict[str, Any]:
    """Return the fold of P450 enzymes on the columns of CYP2C9, and the proteins with their place in it."""
    chain = _chain("CP2C9_HUMAN_Amorosi_activity_2021")
    proteins: dict[str, Any] = {}
    for gene, sequence in sorted(human_p450().items()):
        columns = [-1] * len(sequence)
        for column, place in enumerate(family.align(chain.sequence, sequence)[0]):
            if place >= 0:
                columns[place] = column
        proteins[gene] = {"sequence": sequence, "columns": columns}
    for gene, scan in _STRUCTURES.items():
        own = _chain(scan)
        proteins[gene] = {"sequence": own.sequence, "geometry": _rounded(geometry(own))}
    return {"fold": _fold(chain), "proteins": proteins}


def _rounded(values: NDArray[np.float64]) -> list[list[float]]:
    return [[float(f"{value:.4g}") for value in row] for row in values]
