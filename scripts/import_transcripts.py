"""Write knowledge/genes/GENE/transcript.json: which bases of each assembly code for the protein.

Run: ``FOREDOSE_DATA=... FOREDOSE_PROTEINGYM=... python scripts/import_transcripts.py [GENE ...]``, where
``FOREDOSE_PROTEINGYM`` is the folder ``reference_files`` of github.com/OATML-Markslab/ProteinGym (bb68524). The same
inputs give the same bytes.

pypgx lists the exons of one transcript a gene in each assembly, but not where the protein begins. Its table of variants
names residues (``R144C``). Each such change says where the start codon would be, were its base the first, second or
third of the codon; the genetic code rules out most, and what all changes of a gene share is the start. A gene whose
changes do not agree on one start is refused. The last coding base follows from the length of the protein. The residues
come from ``knowledge/variant_effect/residues.json`` or from ProteinGym's clinical files (RefSeq); of other genes only
their number is known.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml
from import_pharmcat import FOLDER
from import_pypgx import rows

from foredose.genome.effect.codons import COMPLEMENT, possible_residues
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.knowledge.variant_effect_facts import variant_effect_file
from foredose.sources.external import external_registry

LENGTHS = Path(__file__).with_name("protein_lengths.yaml")
ASSEMBLIES: tuple[Assembly, ...] = ("GRCh38", "GRCh37")
# At most this share of the named changes may speak for another start: some name the residue by another transcript.
MOST_DISAGREE = 0.25
Stretch = tuple[int, int]


def exons(row: dict[str, str], assembly: Assembly) -> list[Stretch]:
    """First and last base, both from 1, by rising place; pypgx's starts are from 0."""
    starts, ends = (
        [int(cell) for cell in row[f"{assembly}Exon{side}"].split(",") if cell] for side in ("Starts", "Ends")
    )
    return [(start + 1, end) for start, end in zip(starts, ends, strict=True)]


def spliced(stretches: list[Stretch], strand: str, base: int) -> int | None:
    passed = 0
    for first, last in stretches if strand == "+" else stretches[::-1]:
        if first <= base <= last:
            return passed + (base - first if strand == "+" else last - base)
        passed += last - first + 1
    return None


def allowed_starts(
    gene: str, stretches: list[Stretch], strand: str, assembly: Assembly
) -> Iterator[frozenset[int]]:
    """For each named change of a residue, the starts that it allows."""
    for row in rows("variants"):
        named = re.fullmatch(r"([A-Z])(\d+)([A-Z*])", row["Impact"])
        ref, alt = row["GRCh38Allele"], row["Variant"]
        if row["Gene"] != gene or named is None or len(ref + alt) != 2 or row["GRCh37Allele"] != ref:
            continue
        at = spliced(stretches, strand, int(row[f"{assembly}Position"]))
        if at is None:
            continue
        wild, mutant = (one.replace("X", "*") for one in (named[1], named[3]))
        if strand == "-":
            ref, alt = COMPLEMENT[ref], COMPLEMENT[alt]
        codon = 3 * (int(named[2]) - 1)
        fits = (k for k in range(3) if mutant in possible_residues(wild, {k: ref}, k, alt))
        yield frozenset(at - codon - k for k in fits)


def start(
    gene: str, stretches: list[Stretch], strand: str, assembly: Assembly
) -> tuple[int, int, int] | None:
    """The start on which the changes agree, how many they are, and how many speak for none or another."""
    told = list(allowed_starts(gene, stretches, strand, assembly))
    votes = Counter(one for allowed in told for one in allowed).most_common(2)
    if not votes or (len(votes) == 2 and votes[0][1] == votes[1][1]):
        return None
    (best, count), rest = votes[0], len(told) - votes[0][1]
    return (best, count, rest) if rest <= MOST_DISAGREE * len(told) else None


def clipped(stretches: list[Stretch], strand: str, begin: int, left: int) -> list[Stretch]:
    """The ``left`` bases from the start on."""
    found = []
    for first, last in stretches if strand == "+" else stretches[::-1]:
        length = last - first + 1
        skip, begin = min(begin, length), max(0, begin - length)
        take = min(length - skip, left)
        left -= take
        if take > 0:
            found.append(
                (first + skip, first + skip + take - 1)
                if strand == "+"
                else (last - skip - take + 1, last - skip)
            )
    if left:
        raise SystemExit(f"the transcript is {left} bases too short for its protein")
    return sorted(found)


def document(gene: str, row: dict[str, str], told_lengths: dict[str, Any]) -> dict[str, Any] | None:
    strand = row["Strand"]
    starts = {a: start(gene, exons(row, a), strand, a) for a in ASSEMBLIES}
    if None in starts.values():
        return None
    known = told_lengths[gene]
    residues = known["length"]
    coding, told = {}, []
    for assembly, found in starts.items():
        stretches = exons(row, assembly)
        coding[assembly] = clipped(stretches, strand, found[0], 3 * (residues + 1))
        told.append(found[1:])
    release = external_registry()["pypgx_genes"]
    return {
        "gene": gene,
        "written_by": "scripts/import_transcripts.py",
        "upstream": f"{release.origin} {release.release}",
        "licence": release.licence,
        "strand": strand,
        "residues": residues,
        "residues_source": known["source"],
        "protein": sequence(gene, residues),
        "anchors": told[0][0],
        "disagree": told[0][1],
        "coding": coding,
    }


REFSEQ = {
    "CACNA1S": "NP_000060.2",
    "CFTR": "NP_000483.3",
    "DPYD": "NP_000101.2",
    "G6PD": "NP_000393.4",  # 30 residues longer at its start
    "RYR1": "NP_000531.2",
    "UGT1A1": "NP_000454.1",
    "UGT1A4": "NP_009051.1",
}


def sequence(gene: str, residues: int) -> str | None:
    """The residues of the protein, where they are known."""
    known = variant_effect_file("residues")["proteins"].get(gene)
    if known is not None:
        return str(known["sequence"])
    if gene not in REFSEQ:
        return None
    csv.field_size_limit(10**9)
    for name in ("clinical_substitutions", "clinical_indels"):
        path = Path(os.environ["FOREDOSE_PROTEINGYM"]) / f"{name}.csv"
        with path.open(encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                if row["DMS_id"] == REFSEQ[gene]:
                    return row["target_seq"][-residues:]
    raise SystemExit(f"{gene}: {REFSEQ[gene]} is in neither file")


def lengths() -> dict[str, Any]:
    proteins = variant_effect_file("residues")["proteins"]
    source = "knowledge/variant_effect/residues.json"
    known = {gene: {"length": len(one["sequence"]), "source": source} for gene, one in proteins.items()}
    return known | cast(dict[str, Any], yaml.safe_load(LENGTHS.read_text(encoding="utf-8")))


def main(genes: list[str]) -> None:
    told = lengths()
    for row in rows("genes"):
        gene = row["Gene"]
        if gene not in (genes or gene_names()) or len(gene_facts(gene).definition.positions) < 2:
            continue
        made = document(gene, row, told)
        if made is None:
            print(f"{gene}: its named changes do not agree on one start")
            continue
        text = json.dumps(made, indent=1)
        text = re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text)
        (FOLDER / gene / "transcript.json").write_text(text + "\n", encoding="utf-8")
        print(f"{gene}: {made['anchors']} changes agree, {made['disagree']} do not")


if __name__ == "__main__":
    main(sys.argv[1:])
