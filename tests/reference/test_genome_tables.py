"""Phenotypes and scores by rule against CPIC's own diplotype table; the reader against htslib."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from foredose.core import InputError
from foredose.genome import call_genome
from foredose.genome.phenotype import activity_text, phenotype
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.external import external_path
from foredose.sources.vcf import gene_regions, read_vcf
from genome_vcf import gene_records, write_vcf

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
CPIC += ["NUDT15", "RYR1", "SLCO1B1", "TPMT", "UGT1A1"]


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


def test_pharmcat_matcher_cases(tmp_path: Path) -> None:
    """Every simple CYP2C19 and CYP4F2 case of PharmCAT's matcher: its answer leads, its alternatives are kept."""
    cases = json.loads(data("pharmcat_cases").read_text(encoding="utf-8"))["java_tests"]
    chosen = [case for case in cases if case["simple"] and case["gene"] in (["CYP2C19"], ["CYP4F2"])]
    assert len(chosen) >= 11
    for case in chosen:
        (gene,) = case["gene"]
        ops = [op for op in case["builder_ops"] if op[1:2] == [gene]]
        joiner = "|" if any(op[0] == "phased" for op in case["builder_ops"]) else "/"
        genotypes = {op[2]: joiner.join(op[3:]) for op in ops if op[0] == "variation"}
        genotypes |= {label: "./." for op in ops if op[0] == "missing" for label in op[2:]}
        background = gene_facts(gene).definition.reference_allele
        lines = gene_records(gene, genotypes, background=background)
        call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", lines)), genes=[gene]).genes[gene]
        names = [d.name for d in call.diplotypes]
        expected = case["expect"][0]["values"]
        if not expected:
            # PharmCAT finds no match; here the combination is named for what it is.
            assert "outside the catalogue" in names[0], case["test"]
            continue
        assert names[0] in expected, case["test"]
        assert set(expected) <= set(names), case["test"]
