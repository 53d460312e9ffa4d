"""Star alleles of known function as a test: what is predicted of the worst missense change of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.variant_effect.boost import fit
from benchmarks.variant_effect.data import StarAllele, scan, star_alleles
from benchmarks.variant_effect.evaluate import (
    GENERAL,
    Table,
    auc,
    cross_predict,
    exact,
    features,
    general_forest,
    table,
)
from foredose.genome.effect.aminoacids import BLOSUM62
from foredose.genome.effect.residues import known_genes

__all__ = ["Judged", "judged", "measured_by_function", "threshold"]

Array = NDArray[np.float64]
# Genes whose alleles CPIC or PharmVar grade; the first eight are the ones asked of the benchmark.
GENES = ("CYP2C9", "CYP2C19", "CYP2D6", "CYP2B6", "TPMT", "NUDT15", "CYP2A6", "CYP2E1")
REFUSED = ("DPYD", "SLCO1B1", "UGT1A1")


@dataclass(frozen=True, slots=True)
class Judged:
    """One allele: its known function, the predicted activity (``None``: refused) and BLOSUM62 of its worst change."""

    allele: StarAllele
    predicted: float | None
    blosum: float


def _only_missense(allele: StarAllele) -> bool:
    kinds = {change.kind for change in allele.changes}
    return "missense" in kinds and kinds <= {"missense", "synonymous"} and not allele.splice


def _judge(allele: StarAllele, predict: dict[str, dict[str, float]]) -> Judged | None:
    changes = [c for c in allele.changes if c.kind == "missense"]
    blosum = min(float(BLOSUM62[c.wild, c.mutant]) for c in changes)
    if allele.gene not in known_genes():
        return Judged(allele, None, blosum)
    values = [predict[allele.gene].get(f"{c.wild}{c.position}{c.mutant}") for c in changes]
    known = [value for value in values if value is not None]
    return Judged(allele, min(known), blosum) if len(known) == len(values) else None


def _by_word(gene: str, alleles: list[StarAllele], p450: Table, own: dict[str, float]) -> dict[str, float]:
    """Predict every missense change of a gene's alleles by a forest that saw nothing of the gene."""
    if gene == "CYP2C9":
        return own
    head = known_genes()[gene]
    tables = {other: table(other, name, "general") for other, name in GENERAL.items()}
    forest = fit(p450.x, p450.y) if head == "p450" else general_forest(tables, without=gene)
    found = {}
    for change in {c for a in alleles if a.gene == gene for c in a.changes if c.kind == "missense"}:
        row = features(gene, change, head)
        if row is not None:
            found[f"{change.wild}{change.position}{change.mutant}"] = float(
                forest.predict(np.array([row]))[0]
            )
    return found


def judged() -> tuple[list[Judged], Table, Array]:
    """Return the judged alleles, the CYP2C9 scan and its predictions at held-out positions."""
    alleles = [a for a in star_alleles() if a.gene in (*GENES, *REFUSED) and _only_missense(a)]
    p450 = table("CYP2C9", "CYP2C9 activity", "p450")
    held = cross_predict(p450, p450.position)
    own = dict(zip(p450.words, map(float, held), strict=True))
    predict = {gene: _by_word(gene, alleles, p450, own) for gene in GENES}
    return [one for a in alleles if (one := _judge(a, predict))], p450, held


def threshold(p450: Table, held: Array, loss: float) -> float:
    """Return the prediction that best tells measured loss of CYP2C9 activity (Youden), set on that scan alone."""
    lost = p450.y < loss
    cuts = np.quantile(held, np.linspace(0.05, 0.95, 91))
    return float(max(cuts, key=lambda cut: (held[lost] < cut).mean() + (held[~lost] >= cut).mean()))


def measured_by_function() -> dict[float, list[float]]:
    """Return the measured activity of CYP2C9 star alleles of one missense change, by their function."""
    scores = {(m.change.position, m.change.mutant): m.score for m in scan("CYP2C9 activity")}
    found: dict[float, list[float]] = {0.0: [], 0.5: [], 1.0: []}
    for allele in star_alleles():
        if allele.gene == "CYP2C9" and _only_missense(allele) and len(allele.changes) == 1:
            score = scores.get((allele.changes[0].position, allele.changes[0].mutant))
            if score is not None:
                found[allele.function].append(score)
    return found


def rates(rows: list[Judged], cut: float, *, none_only: bool) -> dict[str, object]:
    """Return AUC, sensitivity and specificity with exact intervals for loss (or absence) of function."""
    lost = [one.allele.function < (0.5 if none_only else 1.0) for one in rows]
    called = [(one.predicted or 0.0) < cut for one in rows]
    true = [c for c, is_lost in zip(called, lost, strict=True) if is_lost]
    kept = [not c for c, is_lost in zip(called, lost, strict=True) if not is_lost]
    both = bool(true) and bool(kept)
    return {
        "n": (len(true), len(kept)),
        "auc": auc([-(one.predicted or 0.0) for one in rows], lost) if both else None,
        "blosum": auc([-one.blosum for one in rows], lost) if both else None,
        "sensitivity": (sum(true), len(true), *exact(sum(true), len(true))) if true else None,
        "specificity": (sum(kept), len(kept), *exact(sum(kept), len(kept))) if kept else None,
    }
