"""Write knowledge/genes/GENE/function.json: function and activity of each allele, and what changed since when.

Run: ``FOREDOSE_DATA=... python scripts/import_functions.py [GENE ...]``. The same inputs give the same bytes.

PharmCAT's phenotype tables (data of 2025-11) state the function of each allele. Where CPIC's diplotype table of
2026-10-11 disagrees, or where PharmCAT ships none (CYP2D6, G6PD, RYR1), the function is what that table implies: how
an allele acts beside the reference and beside itself.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from foredose.sources.external import external_path, external_registry

FOLDER = Path(__file__).resolve().parents[1] / "src" / "foredose" / "knowledge" / "genes"
SCORED = ("CYP2C9", "DPYD", "CYP2D6")
IMPLIED = ("CYP2D6", "G6PD", "RYR1", "NUDT15", "TPMT")
# (beside the reference, beside itself) in CPIC's diplotype table -> function
PAIRS = {
    ("Normal Metabolizer", "Normal Metabolizer"): "Normal function",
    ("Normal Metabolizer", "Intermediate Metabolizer"): "Decreased function",
    ("Intermediate Metabolizer", "Poor Metabolizer"): "No function",
    ("Indeterminate", "Indeterminate"): "Uncertain function",
    ("Malignant Hyperthermia Susceptibility",) * 2: "Malignant Hyperthermia associated",
    ("Uncertain Susceptibility",) * 2: "Not Malignant Hyperthermia associated",
}
REFERENCE = {"NUDT15": "*1", "TPMT": "*1", "RYR1": "Reference", "CYP2D6": "*1"}
# Dated entries of CPIC's change log (github.com/cpicpgx/cpic-data 459e3ebd, data.tsv).
CHANGE = {
    "NUDT15": ("2026-02-03", "clinical function of *4 to *8 updated; *2 became a sub-allele of *3"),
    "TPMT": ("2026-02-03", "clinical function of *5 to *8 and others updated; *45 to *47 added"),
}


def read(name: str) -> Any:
    with gzip.open(external_path(name, check=True), "rt", encoding="utf-8") as handle:
        return json.load(handle)


def stated(gene: str) -> dict[str, list[Any]]:
    """Function and activity value of each allele as PharmCAT's table states them."""
    if f"pharmcat_phenotype_{gene}" not in external_registry():
        return {}
    rows = read(f"pharmcat_phenotype_{gene}")["namedAlleles"]
    return {r["name"]: [r["functionValue"], number(r["activityValue"])] for r in rows}


def number(text: str | None) -> float | None:
    return None if text in (None, "n/a") else float(text)


def implied(gene: str, table: dict[str, list[str]]) -> dict[str, list[Any]]:
    """Function of each allele as the diplotype table implies it."""
    if gene == "G6PD":
        return {name: [row[0], None] for name, row in table.items() if "/" not in name}
    reference = REFERENCE[gene]
    names = {name for key in table if key.count("/") == 1 for name in key.split("/")}
    single = [n for n in names if gene != "CYP2D6" or ("x" not in n and "+" not in n)]
    return {name: one(gene, name, reference, table) for name in single}


def one(gene: str, name: str, reference: str, table: dict[str, list[str]]) -> list[Any]:
    beside = table.get(f"{reference}/{name}") or table[f"{name}/{reference}"]
    itself = table.get(f"{name}/{name}", beside)
    if gene not in SCORED:
        return [PAIRS[beside[0], itself[0]], None]
    score = number(beside[1])
    return ["Uncertain function", None] if score is None else scored(round(score - 1.0, 4))


def scored(activity: float) -> list[Any]:
    words = {0.0: "No function", 1.0: "Normal function"}
    return [words.get(activity, "Decreased function" if activity < 1 else "Increased function"), activity]


def order(name: str) -> tuple[int, str]:
    digits = "".join(c for c in name.partition(".")[0] if c.isdigit()) if name.startswith("*") else ""
    return (int(digits) if digits else 0, name)


def function(gene: str) -> dict[str, Any]:
    alleles = stated(gene)
    was = dict(alleles)
    cpic = external_registry()["cpic_diplotypes"]
    sources = []
    if alleles:
        upstream = external_registry()[f"pharmcat_phenotype_{gene}"]
        version = read(f"pharmcat_phenotype_{gene}")["version"][:10]
        sources.append(f"{upstream.origin} {upstream.release}, data {version}")
    if gene in IMPLIED:
        alleles |= implied(gene, read("cpic_diplotypes")["genes"][gene])
        sources.append(f"implied by {cpic.origin}, {cpic.release}")
    date, note = CHANGE.get(gene, ("", ""))
    changes = [
        [name, was.get(name, [None])[0], now[0], date, note]
        for name, now in alleles.items()
        if was and (name not in was or was[name][0] != now[0])
    ]
    return {
        "gene": gene,
        "written_by": "scripts/import_functions.py",
        "source": "; ".join(sources),
        "licence": "CPIC CC0",
        "date": cpic.release if gene in IMPLIED else version,
        "alleles": {name: alleles[name] for name in sorted(alleles, key=order)},
        "changes": sorted(changes, key=lambda c: order(c[0])),
    }


def dump(document: dict[str, Any]) -> str:
    """One line an allele, so that a difference between releases reads well."""
    lines = []
    for key, value in document.items():
        if key == "alleles":
            rows = [f"  {json.dumps(n, ensure_ascii=False)}: {json.dumps(v)}" for n, v in value.items()]
            lines.append(' "alleles": {\n' + ",\n".join(rows) + "\n }")
        elif key == "changes":
            rows = [f"  {json.dumps(v)}" for v in value]
            lines.append(' "changes": [' + ("\n" + ",\n".join(rows) + "\n " if rows else "") + "]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    own = [p for p in FOLDER.glob("*/function.json") if Path(__file__).name in p.read_text(encoding="utf-8")]
    genes = sys.argv[1:] or sorted(path.parent.name for path in own)
    for gene in genes:
        target = FOLDER / gene / "function.json"
        target.write_text(dump(function(gene)), encoding="utf-8")
        print(f"wrote {target.relative_to(FOLDER.parents[3])}")


if __name__ == "__main__":
    main()
