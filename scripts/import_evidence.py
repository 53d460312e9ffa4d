"""Write knowledge/gene_evidence.json: how strong the evidence is that stands behind each gene.

Run: ``FOREDOSE_DATA=... python scripts/import_evidence.py``. The same inputs give the same bytes.

CPIC's levels come from its list of gene-drug pairs as pypgx carries it, which is older than CPIC's own. DPWG's pairs
are the names of the guideline files of ClinPGx in PharmCAT; nothing of their text is used.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from foredose.sources.external import external_path, external_registry

KNOWLEDGE = Path(__file__).resolve().parents[1] / "src" / "foredose" / "knowledge"
LEVELS = ("A", "A/B", "B", "B/C", "C", "C/D", "D")
GUIDELINE = "guideline_DPWG_escitalopram_and_CYP2C19"
# What the two lists do not say.
NOTES = {
    "CYP2C_cluster": "CPIC's warfarin guideline of 2017 uses rs12777823 in people of African ancestry",
    "F5": "the DPWG files read are of 2024-03 and hold no guideline on F5",
    "IFNL3": "CPIC lists rs12979860 under IFNL4 as well",
}
STATED = "function of alleles as stated by PyPGx"
UNSTATED = "no function stated: the alleles are named, no more"


def cpic() -> dict[str, dict[str, list[str]]]:
    """Gene -> level -> drugs."""
    found: dict[str, dict[str, list[str]]] = {}
    with external_path("pypgx_cpic_pairs", check=True).open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            found.setdefault(row["Gene"], {}).setdefault(row["CPICLevel"], []).append(row["Drug"])
    return found


def dpwg() -> dict[str, set[str]]:
    """Gene -> drugs, from ``DPWG_<drug>_and_<GENE>[_<GENE>].json.gz``."""
    found: dict[str, set[str]] = {}
    for path in external_path(GUIDELINE).parent.glob("DPWG_*.json.gz"):
        drug, _, genes = path.name.removeprefix("DPWG_").removesuffix(".json.gz").partition("_and_")
        for gene in genes.replace("HLA_", "HLA-").split("_"):
            found.setdefault(gene, set()).add(drug.replace("_", " "))
    return found


def evidence(gene: str, levels: dict[str, list[str]], guidelines: set[str]) -> dict[str, Any]:
    highest = next((level for level in LEVELS if level in levels), None)
    row: dict[str, Any] = {"cpic": highest}
    if highest is not None:
        row["drugs"] = sorted(levels[highest], key=str.lower)
    if guidelines:
        row["dpwg"] = sorted(guidelines)
    note = NOTES.get(gene, "")
    if highest is None and not guidelines and not note:
        stated = json.loads((KNOWLEDGE / "genes" / gene / "function.json").read_text(encoding="utf-8"))
        note = STATED if stated["alleles"] else UNSTATED
    return row | ({"note": note} if note else {})


def main() -> None:
    pairs, guidelines = cpic(), dpwg()
    genes = sorted(path.parent.name for path in KNOWLEDGE.glob("genes/*/gene.yaml"))
    rows = {gene: evidence(gene, pairs.get(gene, {}), guidelines.get(gene, set())) for gene in genes}
    tables, files = external_registry()["pypgx_cpic_pairs"], external_registry()[GUIDELINE]
    head = {
        "written_by": "scripts/import_evidence.py",
        "source": f"CPIC's gene-drug pairs in {tables.origin} {tables.release}; "
        f"DPWG guideline files of {files.origin} {files.release}",
        "licence": f"{tables.licence}; facts only of DPWG",
    }
    lines = [f"  {json.dumps(gene)}: {json.dumps(row)}" for gene, row in rows.items()]
    body = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    text = "{\n" + ",\n".join(body) + ',\n "genes": {\n' + ",\n".join(lines) + "\n }\n}\n"
    (KNOWLEDGE / "gene_evidence.json").write_text(text, encoding="utf-8")
    print(f"wrote the evidence of {len(rows)} genes")


if __name__ == "__main__":
    main()
