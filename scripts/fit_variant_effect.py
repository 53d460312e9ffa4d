"""Write knowledge/variant_effect/*.json: residue tables, fitted forests with their intervals, and truncating classes.

Run: ``FOREDOSE_DATA=... python -m scripts.fit_variant_effect``; some minutes on two cores. The same inputs
give the same bytes. The scans themselves are never copied: what is written are trees fitted to them.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.variant_effect import evaluate
from benchmarks.variant_effect.boost import Forest, fit
from benchmarks.variant_effect.classes import truncating_classes
from benchmarks.variant_effect.tables import residue_tables

from foredose.knowledge.variant_effect_facts import FOLDER, variant_effect_file

VERSION = "2026.11.1"
SCANS = (
    "Amorosi 2021 (github.com/dunhamlab/CYP2C9 e727ffe); Matreyek 2018, Suiter 2020, Chiasson 2020 through ProteinGym"
    " (github.com/ginnm/SingleSiteProteinGYM 9844690)"
)
FITTED = "fitted parameters under Apache-2.0; of the scans the CYP2C9 one states no licence and none is copied here"
SEQUENCES = (
    "UniProt sequences (CC BY 4.0), AlphaFold structures of CYP2C9, TPMT, NUDT15, VKORC1 (CC BY 4.0), 1R9O (CC0);"
    " see sources/external.yaml"
)


def write(name: str, upstream: str, licence: str, content: dict[str, Any]) -> None:
    about = {
        "written_by": "scripts/fit_variant_effect.py",
        "upstream": upstream,
        "licence": licence,
        "version": VERSION,
    }
    text = json.dumps(about | content, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    variant_effect_file.cache_clear()


def trees(forest: Forest) -> dict[str, Any]:
    """Return a forest for JSON, five digits each."""
    packed = [
        [tree.feature, [float(f"{value:.5g}") for value in tree.threshold], tree.left, tree.right]
        for tree in forest.trees
    ]
    return {"base": round(forest.base, 6), "trees": packed}


def rounded(interval: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [round(v, 4) for v in values] if isinstance(values, list) else values
        for name, values in interval.items()
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write("residues", SEQUENCES, "facts and derived numbers; sequences CC BY 4.0 (UniProt)", residue_tables())
    evaluate.known.cache_clear()
    held = evaluate.gene_held_out()
    by_gene = rounded(evaluate.intervals_of_genes([(p, own.y) for own, p in held.values()]))
    scan = evaluate.table("CYP2C9", "CYP2C9 activity", "p450")
    own = rounded(evaluate.intervals(evaluate.cross_predict(scan, scan.position), scan.y))
    p450 = {"forest": trees(fit(scan.x, scan.y)), "intervals": {"position": own, "gene": by_gene}}
    write("model_p450", SCANS, FITTED, p450)
    ranked = evaluate.general_forest({gene: table for gene, (table, _) in held.items()})
    general = {"forest": trees(ranked.forest), "scale": [round(float(v), 4) for v in ranked.scale]}
    write("model_general", SCANS, FITTED, general | {"intervals": {"gene": by_gene}})
    write("classes", "pypgx 0.27.0 allele and variant tables", "MIT", truncating_classes())


if __name__ == "__main__":
    main()
