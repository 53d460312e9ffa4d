"""Write knowledge/genes/GENE/definition.json from PharmCAT's allele tables and pypgx's coordinate table.

Run: ``FOREDOSE_DATA=... python scripts/import_pharmcat.py [GENE ...]``. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from foredose.sources.external import external_path, external_registry

GENES = (
    "ABCG2",
    "CACNA1S",
    "CFTR",
    "CYP2B6",
    "CYP2C19",
    "CYP2C9",
    "CYP2D6",
    "CYP3A4",
    "CYP3A5",
    "CYP4F2",
    "DPYD",
    "G6PD",
    "IFNL3",
    "NAT2",
    "NUDT15",
    "RYR1",
    "SLCO1B1",
    "TPMT",
    "UGT1A1",
    "VKORC1",
)
FOLDER = Path(__file__).resolve().parents[1] / "src" / "foredose" / "knowledge" / "genes"
IUPAC = {"R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC"}
IUPAC |= {"B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT"}


def read_gz(name: str) -> Any:
    with gzip.open(external_path(name, check=True), "rt", encoding="utf-8") as handle:
        return json.load(handle)


def grch37_pairs(gene: str, span: tuple[int, int]) -> tuple[dict[int, tuple[int, str]], int | None]:
    """GRCh38 position -> (GRCh37 position, base) of single-base rows in the span, and their one offset."""
    pairs = {}
    with gzip.open(external_path("pypgx_variants", check=True), "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            bases = (row["GRCh37Allele"], row["GRCh38Allele"], row["Variant"])
            inside = row["Gene"] == gene and span[0] <= int(row["GRCh38Position"]) <= span[1]
            if inside and all(len(base) == 1 and base in "ACGT" for base in bases):
                pairs[int(row["GRCh38Position"])] = (int(row["GRCh37Position"]), row["GRCh37Allele"])
    offsets = {there - here for here, (there, _) in pairs.items()}
    return pairs, offsets.pop() if len(offsets) == 1 else None


def position_row(variant: dict[str, Any], pairs: dict[int, tuple[int, str]], offset: int | None) -> list[Any]:
    """[rsid, GRCh38 position, reference, alternates, GRCh37 position, GRCh37 reference or null]."""
    here = variant["position"]
    there, base = pairs.get(here, (here + offset if offset is not None else None, None))
    if len(variant["ref"]) > 1 or any(len(alt) > 1 for alt in variant["alts"]):
        base = variant["ref"]  # an insertion or deletion: its anchor is kept, the match is by equivalence
    return [variant["rsid"], here, variant["ref"], variant["alts"], there, base]


def expand(code: str, variant: dict[str, Any]) -> list[str]:
    """The bases or strings that an allele cell allows, IUPAC codes spelled out."""
    known = [variant["ref"], *variant["alts"]]
    allowed = [code] if code in known else [base for base in known if base in IUPAC.get(code, "")]
    if not allowed:
        raise SystemExit(f"{variant['rsid']}: cell {code!r} fits none of {known}")
    return allowed


def definition(gene: str) -> dict[str, Any]:
    table = read_gz(f"pharmcat_alleles_{gene}")
    places = [variant["position"] for variant in table["variants"]]
    pairs, offset = grch37_pairs(gene, (min(places), max(places)))
    alleles: dict[str, list[dict[str, list[str]]]] = defaultdict(list)
    for named in table["namedAlleles"]:
        cells = zip(table["variants"], named["alleles"], strict=True)
        core = {str(i): expand(code, v) for i, (v, code) in enumerate(cells) if code is not None}
        alleles[table["suballelesMap"].get(named["name"], named["name"])].append(core)
    upstream = external_registry()[f"pharmcat_alleles_{gene}"]
    coordinates = external_registry()["pypgx_variants"]
    note = "single-base rows of the coordinate table share the offset; it is applied to every other position"
    return {
        "gene": gene,
        "written_by": "scripts/import_pharmcat.py",
        "upstream": f"{upstream.origin} {upstream.release}, data {table['version']}",
        "licence": upstream.licence,
        "grch37": {
            "source": f"{coordinates.origin} {coordinates.release} ({coordinates.licence})",
            "offset": offset,
            "note": note if offset is not None else "no shared offset; positions absent from it have none",
        },
        "chromosome": table["chromosome"],
        "columns": ["rsid", "grch38", "ref", "alts", "grch37", "grch37_ref"],
        "positions": [position_row(variant, pairs, offset) for variant in table["variants"]],
        "reference_allele": next(named["name"] for named in table["namedAlleles"] if named["reference"]),
        "alleles": alleles,
    }


def dump(document: dict[str, Any]) -> str:
    """One line a position and an allele, so that a difference between releases reads well."""
    lines = []
    for key, value in document.items():
        if key == "positions":
            body = ",\n".join("  " + json.dumps(row) for row in value)
            lines.append(f' "positions": [\n{body}\n ]')
        elif key == "alleles":
            body = ",\n".join(
                f"  {json.dumps(n)}: {json.dumps(v, separators=(',', ':'))}" for n, v in value.items()
            )
            lines.append(f' "alleles": {{\n{body}\n }}')
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    for gene in sys.argv[1:] or GENES:
        target = FOLDER / gene / "definition.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dump(definition(gene)), encoding="utf-8")
        print(f"wrote {target.relative_to(FOLDER.parents[3])}")


if __name__ == "__main__":
    main()
