"""Phenotypes and scores by rule against CPIC's own diplotype table; the reader against htslib."""

from __future__ import annotations

import csv
import gzip
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from foredose.core import InputError
from foredose.genome.phenotype import activity_text, phenotype
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.sources.external import external_path
from foredose.sources.vcf import gene_regions, read_vcf

pytestmark = pytest.mark.reference


def data(name: str) -> Path:
    try:
        return external_path(name, check=True)
    except InputError as error:
        if error.code in ("external.unset", "external.absent"):
            pytest.skip(f"{error.found}: {error.remedy}")
        raise


@lru_cache(maxsize=1)
def cpic() -> dict[str, dict[str, list[str]]]:
    with gzip.open(data("cpic_diplotypes"), "rt", encoding="utf-8") as handle:
        return dict(json.load(handle)["genes"])


def split(diplotype: str, names: frozenset[str]) -> tuple[str, str | None]:
    """Cut a diplotype between two names; a name by itself is one copy."""
    cuts = [i for i, c in enumerate(diplotype) if c == "/"]
    pairs = [(diplotype[:i], diplotype[i + 1 :]) for i in cuts]
    return next(
        (p for p in pairs if p[0] in names and p[1] in names), pairs[0] if pairs else (diplotype, None)
    )


CPIC = ["ABCG2", "CACNA1S", "CFTR", "CYP2B6", "CYP2C19", "CYP2C9", "CYP2D6", "CYP3A5", "DPYD", "G6PD"]
CPIC += ["MT-RNR1", "NUDT15", "RYR1", "SLCO1B1", "TPMT", "UGT1A1"]


@pytest.mark.parametrize("gene", CPIC)
def test_every_diplotype_of_cpic(gene: str) -> None:
    facts = gene_facts(gene)
    different = {}
    for diplotype, (expected, score) in cpic()[gene].items():
        first, second = split(diplotype, facts.names)
        ours = [phenotype(facts, first, second), activity_text(facts, first, second)]
        if ours != [expected, score]:
            different[diplotype] = (ours, [expected, score])
    assert not different, f"{len(different)} of {len(cpic()[gene])}: {dict(list(different.items())[:10])}"


@pytest.mark.parametrize("gene", ["NAT2", "VKORC1", "CYP3A4"])
def test_every_diplotype_of_pharmcat(gene: str) -> None:
    with gzip.open(data(f"pharmcat_phenotype_{gene}"), "rt", encoding="utf-8") as handle:
        rows = json.load(handle)["diplotypes"]
    facts = gene_facts(gene)
    for row in rows:
        pair = [name for name, copies in row["diplotypekey"].items() for _ in range(copies)]
        assert phenotype(facts, pair[0], pair[1]) == row["phenotype"], row["diplotype"]


def rows(name: str) -> list[dict[str, str]]:
    path = data(f"pypgx_{name}")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


PYPGX = [g for g in gene_names() if gene_facts(g).definition.upstream.startswith("pypi.org/project/pypgx")]
# PyPGx tells carriers of factor V Leiden from the others, no more; here one copy and two are told apart.
RESPONSE = {
    "rs6025 CC": "Favorable Response",
    "rs6025 CT": "Unfavorable Response",
    "rs6025 TT": "Unfavorable Response",
}


def test_every_diplotype_of_pypgx() -> None:
    """Of the genes taken from PyPGx its tables give phenotypes for F5 alone, and no equation."""
    found = [row for row in rows("diplotypes") if row["Gene"] in PYPGX]
    assert {row["Gene"] for row in found} == {"F5"}
    assert not {row["Gene"] for row in rows("equations")} & set(PYPGX)
    names = {"Reference": "rs6025 reference (C)", "Leiden": "rs6025 variant (T)"}
    for row in found:
        first, second = (names[name] for name in row["Diplotype"].split("/"))
        assert RESPONSE[phenotype(gene_facts("F5"), first, second)] == row["Phenotype"], row["Diplotype"]


@pytest.mark.parametrize("gene", PYPGX)
def test_every_allele_of_pypgx_on_grch37(gene: str) -> None:
    """Definitions are read from the columns of GRCh38; the changes listed against GRCh37 agree with them."""
    facts = gene_facts(gene)
    positions = facts.definition.positions
    index = {p.grch37: i for i, p in enumerate(positions)}
    named = {allele.name: allele.core for allele in facts.definition.alleles}
    full = named[facts.definition.reference_allele]
    listed = [
        r for r in rows("alleles") if r["Gene"] == gene and r["SV"] == "FALSE" and r["StarAllele"] in named
    ]
    assert len(listed) in (len(named), 0)
    for row in listed:
        changes = [c.split("-") for c in row["GRCh37Core"].split(",") if c != "N/A"]
        theirs = {index[int(place)]: alt for _, place, _, alt in changes}
        ours = named[row["StarAllele"]]
        assert all(ours.get(i, full[i]) == {word} for i, word in theirs.items()), row["StarAllele"]
        for i, words in ours.items():
            assert i in theirs or positions[i].grch37_ref in words, (row["StarAllele"], positions[i].label)


@pytest.mark.parametrize("gene", PYPGX)
def test_every_function_of_pypgx(gene: str) -> None:
    facts = gene_facts(gene)
    stated = {row["StarAllele"]: row["Function"].lower() for row in rows("alleles") if row["Gene"] == gene}
    for name, allele in facts.function.alleles.items():
        theirs = stated.get(name, stated.get(name.split(" ")[0] if "variant" in name else "Reference"))
        assert allele.function.lower() == theirs, name


def test_every_function_that_changed_is_dated() -> None:
    """Where the older table differs from CPIC's of today, the allele is listed with the date of the change."""
    changed = {gene: gene_facts(gene).function.changes for gene in CPIC if gene_facts(gene).function.changes}
    assert set(changed) == {"NUDT15", "TPMT"}
    for gene, changes in changed.items():
        with gzip.open(data(f"pharmcat_phenotype_{gene}"), "rt", encoding="utf-8") as handle:
            older = {r["name"]: r["functionValue"] for r in json.load(handle)["namedAlleles"]}
        today = gene_facts(gene).function.alleles
        different = {n for n in today if older.get(n) != today[n].function}
        assert different == {c.allele for c in changes}
        assert all(c.date == "2026-02-03" and c.now == today[c.allele].function for c in changes)


@pytest.mark.parametrize("sample", ["NA19109", "NA12813"])
def test_reader_equals_htslib(sample: str) -> None:
    cyvcf2: Any = pytest.importorskip("cyvcf2")
    path = data(f"patient_{sample}")
    ours = sorted(
        (r.chromosome, r.position, r.reference, r.alternates, r.alleles, r.phased)
        for r in read_vcf(path).records
    )
    regions = gene_regions()["GRCh38"]
    theirs = []
    for variant in cyvcf2.VCF(str(path)):
        touches = any(
            g.chromosome == variant.CHROM
            and g.end >= variant.POS
            and variant.POS + len(variant.REF) - 1 >= g.start
            for g in regions
        )
        if touches:
            *alleles, phased = variant.genotypes[0]
            called = tuple(None if allele < 0 else allele for allele in alleles)
            theirs.append((variant.CHROM, variant.POS, variant.REF, tuple(variant.ALT), called, bool(phased)))
    assert ours == sorted(theirs)
    assert len(ours) > 5000
