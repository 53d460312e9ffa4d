"""Three tries at genes held out whole, where published zero-shot scores lead."""

from __future__ import annotations

import csv
import io
import tarfile

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks.variant_effect import data
from benchmarks.variant_effect.boost import Settings, fit
from benchmarks.variant_effect.evaluate import GENERAL, rho, table
from benchmarks.variant_effect.structure import Chain, geometry
from foredose.genome.effect.aminoacids import LETTERS, substitution
from foredose.sources.external import external_path

__all__ = ["other_genes"]

Array = NDArray[np.float64]
# Prefix of a protein's scans in the archive, so that a gene is held out with all of its scans.
_PREFIX = {"CYP2C9": "CP2C9", "TPMT": "TPMT", "NUDT15": "NUD15", "VKORC1": "VKOR1"}
_EACH, _FEWEST = 600, 300
# Polyproteins and spikes: the structure at hand is not the one measured, or too large.
_SKIPPED = ("POLG_", "SPIKE_")
_SETTINGS = Settings(rate=0.08, leaves=31, smallest_leaf=40)


def _ranks(values: Array) -> Array:
    return np.asarray(rankdata(values)) / len(values)


def _scan(name: str) -> tuple[Array, Array]:
    chain = Chain(data.archive(f"alphafold2_pdb/{name}.pdb").splitlines())
    packed, x, y = geometry(chain), [], []
    for line in csv.DictReader(io.StringIO(data.archive(f"mutant/{name}.csv"))):
        wild, place, mutant = line["mutant"][0], int(line["mutant"][1:-1]) - 1, line["mutant"][-1]
        if mutant in LETTERS and place < len(chain.sequence) and chain.sequence[place] == wild:
            x.append([*substitution(wild, mutant), *packed[place]])
            y.append(float(line["score"]))
    return np.array(x), np.array(y)


def _others() -> dict[str, tuple[Array, Array]]:
    """Return up to 600 variants of each scan of the archive, their scores as ranks."""
    with tarfile.open(external_path("proteingym_single_sites", check=True)) as whole:
        names = [n.split("/")[-1][:-4] for n in whole.getnames() if n.endswith(".csv")]
    rng, found = np.random.default_rng(0), {}
    for name in sorted(names):
        if not name.startswith(_SKIPPED):
            x, y = _scan(name)
            kept = rng.permutation(len(y))[:_EACH]
            if len(y) >= _FEWEST:
                found[name] = (x[kept], _ranks(y)[kept])
    return found


def _fitted(parts: list[tuple[Array, Array]], x: Array, settings: Settings) -> Array:
    weight = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in parts])
    rows, targets = np.concatenate([p for p, _ in parts]), np.concatenate([y for _, y in parts])
    return fit(rows, targets, settings, weight * len(weight) / weight.sum()).predict(x)


def other_genes() -> tuple[int, dict[str, dict[str, float]]]:
    """Return how many scans were used, and Spearman's correlation of each try by gene held out."""
    tables, others = {gene: table(gene, name, "general") for gene, name in GENERAL.items()}, _others()
    found = {}
    for gene, own in tables.items():
        few = [(t.x, t.y) for other, t in tables.items() if other != gene]
        ranks = [(x, _ranks(y)) for x, y in few]
        many = [part for name, part in others.items() if not name.startswith(_PREFIX[gene])]
        ranked, wide = _fitted(ranks, own.x, Settings()), _fitted(many, own.x, _SETTINGS)
        found[gene] = {
            "scores as targets": rho(_fitted(few, own.x, Settings()), own.y),
            "all other scans": rho(wide, own.y),
            "mean with it": rho(_ranks(ranked) + _ranks(wide), own.y),
        }
    return len(others), found
