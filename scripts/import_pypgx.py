"""Write definition.json and function.json of genes that PharmCAT does not define, from pypgx's tables.

Run: ``FOREDOSE_DATA=... python scripts/import_pypgx.py [GENE ...]``. The same inputs give the same bytes.

pypgx lists, for each allele, the changes against an assembly that define it (its core). What it leaves out is open here
too, except the reference allele, which holds every position. An allele that lists only changes which the reference
allele has as well differs from it by lacking the others; an allele without any is the one that the assembly carries.
Structural alleles have no such list, and are named in ``gene.yaml``. Of a gene in ``VARIANTS`` one position is read.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from typing import Any

from import_functions import dump as dump_function
from import_functions import order
from import_pharmcat import FOLDER, grch37_pairs, read_gz
from import_pharmcat import dump as dump_definition

from foredose.sources.external import external_path, external_registry

DATE = "2026-06-12"  # of the release on pypi.org
STARS = (
    "CYP1A2",
    "CYP2A6",
    "CYP2C8",
    "CYP2E1",
    "GSTP1",
    "NAT1",
    "POR",
    "SULT1A1",
    "UGT1A4",
    "UGT2B15",
    "UGT2B7",
)
VARIANTS = {
    "ABCB1": "rs1045642",
    "ACYP2": "rs1872328",
    "ADRB2": "rs1042713",
    "ANKK1": "rs1800497",
    "BCHE": "rs1799807",
    "COMT": "rs4680",
    "DRD2": "rs1799978",
    "F5": "rs6025",
    "GRIK4": "rs1954787",
    "HTR1A": "rs6295",
    "HTR2A": "rs7997012",
    "ITPA": "rs1127354",
    "MTHFR": "rs1801133",
    "OPRM1": "rs1799971",
    "SLC22A2": "rs316019",
    "SLC28A3": "rs7853758",
    "SLCO1B3": "rs7311358",
}
CLUSTER = "CYP2C_cluster"  # rs12777823, between the genes CYP2C18 and CYP2C19; in PharmCAT beside CYP2C9
# Here every allele lists all changes against the assembly, so what it leaves out is the assembly's base.
WRITTEN_OUT = ("UGT2B15",)
COLUMNS = ["rsid", "grch38", "ref", "alts", "grch37", "grch37_ref"]
Change = tuple[int, str, str]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table; cells hold comma lists, so a CSV reader and nothing simpler."""
    path = external_path(f"pypgx_{name}", check=True)
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as handle
    ):
        yield from csv.DictReader(handle)


def changes(cell: str) -> list[Change]:
    """``"15-74747271-AT-A"`` to (position, reference, alternate)."""
    if cell == "N/A":
        return []
    parts = [item.split("-") for item in cell.split(",")]
    return [(int(place), ref, alt) for _, place, ref, alt in parts]


def cores(gene: str) -> dict[str, list[Change]]:
    """Changes that define each allele which small variants show, the reference allele first."""
    reference = next(row["RefAllele"] for row in rows("genes") if row["Gene"] == gene)
    own = [row for row in rows("alleles") if row["Gene"] == gene and row["SV"] == "FALSE"]
    found = {row["StarAllele"]: changes(row["GRCh38Core"]) for row in own}
    return {reference: found.pop(reference), **found}


def positions(gene: str, found: dict[str, list[Change]]) -> list[list[Any]]:
    """[rsid, GRCh38 position, reference, alternates, GRCh37 position, GRCh37 reference], by position."""
    used = {change for core in found.values() for change in core}
    made: dict[int, list[Any]] = {}
    for row in rows("variants"):
        here, alt = int(row["GRCh38Position"]), row["Variant"]
        if row["Gene"] != gene or (here, row["GRCh38Allele"], alt) not in used:
            continue
        rsid = row["rsID"] if row["rsID"].startswith("rs") else None
        fresh = [rsid, here, row["GRCh38Allele"], [], int(row["GRCh37Position"]), row["GRCh37Allele"]]
        known = made.setdefault(here, fresh)
        if known[2] != fresh[2] or known[4:] != fresh[4:]:
            raise SystemExit(f"{gene} {here}: two references")
        known[0] = known[0] or rsid
        known[3] = sorted({*known[3], alt})
        used.discard((here, row["GRCh38Allele"], alt))
    if used:
        raise SystemExit(f"{gene}: no coordinates of {sorted(used)}")
    return [made[here] for here in sorted(made)]


def alleles(gene: str, found: dict[str, list[Change]], table: list[list[Any]]) -> dict[str, Any]:
    """Allele -> what it allows, by index of position."""
    index = {row[1]: i for i, row in enumerate(table)}
    reference = next(iter(found))
    base = {i: row[2] for i, row in enumerate(table)}
    full = base | {index[place]: alt for place, _, alt in found[reference]}
    made = {}
    for name, core in found.items():
        words = {index[place]: alt for place, _, alt in core}
        if name == reference:
            words = full
        elif gene in WRITTEN_OUT or all(full[i] == word for i, word in words.items()):
            words = {i: word for i, word in (base | words).items() if full[i] != word}
        made[name] = [{str(i): [words[i]] for i in sorted(words)}]
    if len({json.dumps(core) for core in made.values()}) != len(made):
        raise SystemExit(f"{gene}: two alleles have one definition")
    return made


def one_variant(gene: str) -> tuple[list[list[Any]], dict[str, Any]]:
    """The one position of a gene, and its two alleles."""
    rsid = VARIANTS[gene]
    row = next(row for row in rows("variants") if row["Gene"] == gene and row["rsID"] == rsid)
    place = [int(row["GRCh37Position"]), row["GRCh37Allele"]]
    table = [[rsid, int(row["GRCh38Position"]), row["GRCh38Allele"], [row["Variant"]], *place]]
    return table, two_alleles(table[0])


def two_alleles(position: list[Any]) -> dict[str, Any]:
    rsid, _, ref, (alt,), *_ = position
    return {f"{rsid} reference ({ref})": [{"0": [ref]}], f"{rsid} variant ({alt})": [{"0": [alt]}]}


def cluster() -> dict[str, Any]:
    """rs12777823: PharmCAT's place on GRCh38, and the offset of the genes beside it."""
    extra = read_gz("pharmcat_exemptions")["CYP2C9"]["extraPositions"][0]
    here = extra["position"]
    (row,) = (row for row in rows("genes") if row["Gene"] == "CYP2C19")
    span = [int(place) for place in row["GRCh38Region"].split(":")[1].split("-")]
    _, offset = grch37_pairs("CYP2C19", (span[0], span[1]))
    if offset is None:
        raise SystemExit("CYP2C19 has no shared offset")
    position = [extra["rsid"], here, extra["ref"], extra["alts"], here + offset, None]
    upstream = external_registry()["pharmcat_exemptions"]
    coordinates = external_registry()["pypgx_variants"]
    return {
        "gene": CLUSTER,
        "written_by": "scripts/import_pypgx.py",
        "upstream": f"{upstream.origin} {upstream.release}",
        "licence": upstream.licence,
        "grch37": {
            "source": f"{coordinates.origin} {coordinates.release} ({coordinates.licence})",
            "offset": offset,
            "note": "the offset that every single-base row of CYP2C19, 117 kb away, shares",
        },
        "chromosome": extra["chromosome"],
        "columns": COLUMNS,
        "positions": [position],
        "reference_allele": f"{extra['rsid']} reference ({extra['ref']})",
        "alleles": two_alleles(position),
    }


def definition(gene: str) -> dict[str, Any]:
    if gene == CLUSTER:
        return cluster()
    if gene in VARIANTS:
        table, named = one_variant(gene)
    else:
        found = cores(gene)
        table = positions(gene, found)
        named = alleles(gene, found, table)
    upstream = external_registry()["pypgx_alleles" if gene in STARS else "pypgx_variants"]
    origin = f"{upstream.origin} {upstream.release}"
    chromosome = next(row["GRCh38Region"] for row in rows("genes") if row["Gene"] == gene).split(":")[0]
    return {
        "gene": gene,
        "written_by": "scripts/import_pypgx.py",
        "upstream": f"{origin}, {DATE}",
        "licence": upstream.licence,
        "grch37": {
            "source": f"{origin} ({upstream.licence})",
            "offset": None,
            "note": "the table lists every position on both assemblies",
        },
        "chromosome": f"chr{chromosome}",
        "columns": COLUMNS,
        "positions": table,
        "reference_allele": next(iter(named)),
        "alleles": named,
    }


def function(gene: str) -> dict[str, Any]:
    """Function of each allele where the table states one of any allele but the reference; none else."""
    stated = {
        row["StarAllele"]: [row["Function"].capitalize(), None]
        for row in rows("alleles")
        if row["Gene"] == gene
    }
    source = f"pypi.org/project/pypgx {external_registry()['pypgx_alleles'].release}"
    if gene in VARIANTS:
        ref, alt = (definition(gene)["alleles"]).keys()
        given = stated.get(VARIANTS[gene], ["Unknown function"])[0]
        stated = {ref: ["Normal function", None], alt: [given, None]} if given != "Unknown function" else {}
    if gene == CLUSTER or not {value[0] for value in stated.values()} - {
        "Normal function",
        "Unknown function",
    }:
        stated, source = {}, f"none is stated by {source}"
    return {
        "gene": gene,
        "written_by": "scripts/import_pypgx.py",
        "source": source,
        "licence": "MIT",
        "date": DATE,
        "alleles": {name: stated[name] for name in sorted(stated, key=order)},
        "changes": [],
    }


def main() -> None:
    for gene in sys.argv[1:] or sorted((*STARS, *VARIANTS, CLUSTER)):
        folder = FOLDER / gene
        folder.mkdir(exist_ok=True)
        (folder / "definition.json").write_text(dump_definition(definition(gene)), encoding="utf-8")
        (folder / "function.json").write_text(dump_function(function(gene)), encoding="utf-8")
        print(f"wrote {gene}")


if __name__ == "__main__":
    main()
