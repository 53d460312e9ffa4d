"""Golden outcomes of the genes with rules of their own, each written out from the definition's rule."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from foredose.genome import GeneCall, call_genome
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.reference

REF, CAUSE = "Reference", "c.1129-5923C>G"
HAPB3 = "c.1129-5923C>G, c.1236G>A (HapB3)"
INTRON, EXON = "rs75017182", "rs56038477"
TOLD = "also carries rs56038477 T"
IM, NM = "Intermediate Metabolizer", "Normal Metabolizer"


def called(
    folder: Path,
    gene: str,
    genotypes: Mapping[str, str],
    *,
    others: str | None = None,
    haploid: bool = False,
    assembly: Assembly = "GRCh38",
) -> GeneCall:
    """Call a gene; positions that are not named carry GRCh38's reference, or nothing where ``others`` is absent."""
    words = dict(genotypes)
    for position in gene_facts(gene).definition.positions if others != "absent" else ():
        words.setdefault(position.label, position.ref if haploid else f"{position.ref}/{position.ref}")
    lines = gene_records(gene, words, background=None, assembly=assembly)
    read = read_vcf(write_vcf(folder / f"{gene}.vcf", lines, assembly=assembly))
    return call_genome(read, genes=[gene]).genes[gene]


def lead(call: GeneCall) -> str:
    return call.diplotypes[0].name if call.diplotypes else "none"


# DPYD HapB3: a chromosome with the cause (intron G>C) has lost function, 0.5; with the marker too (exon C>T) it is
# called HapB3, without it by the cause alone. The marker without the cause is no loss, and is told. Cause not seen: the
# marker stands for both. Marker not seen: the cause stands for both. Intron, exon; diplotype, score, what is told.
MARKED = "not every position that defines its alleles was seen"  # the cause was not: genotype it
HAPB3_TABLE = [
    ("G/G", "C/C", f"{REF}/{REF}", 2.0, None),
    ("G/G", "C/T", f"{REF}/{REF}", 2.0, TOLD),
    ("G/G", "T/T", f"{REF}/{REF}", 2.0, TOLD),
    ("G/C", "C/C", f"{REF}/{CAUSE}", 1.5, None),
    (
        "G/C",
        "C/T",
        f"{REF}/{HAPB3}",
        1.5,
        None,
    ),  # on one chromosome by the panel; the score is the same on two
    ("G/C", "T/T", f"{REF}/{HAPB3}", 1.5, TOLD),
    ("C/C", "C/C", f"{CAUSE}/{CAUSE}", 1.0, None),
    ("C/C", "C/T", f"{CAUSE}/{HAPB3}", 1.0, None),
    ("C/C", "T/T", f"{HAPB3}/{HAPB3}", 1.0, None),
    ("./.", "C/C", f"{REF}/{REF}", 2.0, None),
    ("./.", "C/T", f"{REF}/{HAPB3}", 1.5, MARKED),
    ("./.", "T/T", f"{HAPB3}/{HAPB3}", 1.0, MARKED),
    ("G/G", "./.", f"{REF}/{REF}", 2.0, None),
    ("G/C", "./.", f"{REF}/{HAPB3}", 1.5, None),
    ("C/C", "./.", f"{HAPB3}/{HAPB3}", 1.0, None),
    ("./.", "./.", f"{REF}/{REF}", 2.0, None),
]
# The order of the copies given: each of the two ways to write each heterozygote.
HAPB3_PHASED = [
    ("G|C", "C|T", f"{REF}/{HAPB3}", 1.5, None),
    ("C|G", "T|C", f"{REF}/{HAPB3}", 1.5, None),
    ("G|C", "T|C", f"{REF}/{CAUSE}", 1.5, TOLD),
    ("C|G", "C|T", f"{REF}/{CAUSE}", 1.5, TOLD),
    *[
        (i.replace("/", "|"), e.replace("/", "|"), *rest)
        for i, e, *rest in HAPB3_TABLE
        if i != "G/C" or e != "C/T"
    ],
    *[
        (i[::-1].replace("/", "|"), e[::-1].replace("/", "|"), *rest)
        for i, e, *rest in HAPB3_TABLE
        if (i[0] != i[2]) != (e[0] != e[2])
    ],
]


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
@pytest.mark.parametrize(("intron", "exon", "diplotype", "score", "told"), [*HAPB3_TABLE, *HAPB3_PHASED])
def test_dpyd_hapb3(
    intron: str, exon: str, diplotype: str, score: float, told: str | None, assembly: Assembly, tmp_path: Path
) -> None:
    call = called(tmp_path, "DPYD", {INTRON: intron, EXON: exon}, assembly=assembly)
    assert (lead(call), call.activity_score) == (diplotype, score)
    assert call.phenotypes[0].name == (NM if score == 2.0 else IM)
    assert call.reportable is (told is None), call.reason
    assert (told or "") in (call.reason or "")


@pytest.mark.parametrize(
    ("intron", "exon", "diplotype", "score"),
    [
        # Each chromosome shows one of the two: by the panel both are HapB3; the score is that of two losses either way.
        ("C|.", ".|T", f"{HAPB3}/{HAPB3}", 1.0),
        (".|C", "T|.", f"{HAPB3}/{HAPB3}", 1.0),
        ("C|.", "T|.", f"{REF}/{HAPB3}", 1.5),
    ],
)
def test_dpyd_hapb3_with_copies_not_called(
    intron: str, exon: str, diplotype: str, score: float, tmp_path: Path
) -> None:
    call = called(tmp_path, "DPYD", {INTRON: intron, EXON: exon})
    assert (lead(call), call.activity_score) == (diplotype, score)


def test_dpyd_phase_not_known_is_a_matter_of_chance(tmp_path: Path) -> None:
    """Two rare losses are as likely on one chromosome as on two: the worse leads, and nothing is relied on."""
    call = called(tmp_path, "DPYD", {"rs3918290": "C/T", "rs67376798": "T/A"})
    assert [d.name for d in call.diplotypes] == [
        "c.1905+1G>A (*2A)/c.2846A>T",
        "Reference/[c.1905+1G>A (*2A) + c.2846A>T]",
    ]
    assert call.diplotypes[0].probability == pytest.approx(0.5)
    assert call.diplotypes[0].probability == pytest.approx(call.diplotypes[1].probability, rel=1e-6)
    assert call.phenotypes[0].name == "Poor Metabolizer"
    assert (call.activity_score, call.reportable) == (0.5, False)
    assert "the phase of the variants is not known" in (call.reason or "")


def test_dpyd_a_common_variant_beside_a_loss_does_not_hide_it(tmp_path: Path) -> None:
    call = called(tmp_path, "DPYD", {"rs3918290": "C/T", "rs1801265": "A/G"})
    assert (call.phenotypes[0].name, call.activity_score, call.reportable) == (IM, 1.0, True)


MEDITERRANEAN = "Mediterranean, Dallas, Panama, Sassari, Cagliari, Birmingham"
B = "B (reference)"
G6PD_CASES = [
    # One X chromosome, written as one copy.
    ({}, True, B, "Normal"),
    ({"rs5030868": "G"}, True, B, "Normal"),
    ({"rs5030868": "A"}, True, MEDITERRANEAN, "Deficient"),
    ({"rs1050828": "T", "rs1050829": "C"}, True, "A- 202A_376G", "Deficient"),
    ({"rs1050829": "C"}, True, "A", "Normal"),
    # The same, the position written with two copies that are alike.
    ({"rs5030868": "G/G"}, True, B, "Normal"),
    ({"rs5030868": "A/A"}, True, MEDITERRANEAN, "Deficient"),
    # Two copies everywhere.
    ({}, False, f"{B}/{B}", "Normal"),
    ({"rs5030868": "A/A"}, False, f"{MEDITERRANEAN}/{MEDITERRANEAN}", "Deficient"),
    ({"rs5030868": "G/A"}, False, f"{B}/{MEDITERRANEAN}", "Variable"),
    ({"rs1050828": "C/T", "rs1050829": "T/C"}, False, f"A- 202A_376G/{B}", "Variable"),
    ({"rs1050828": "T/T", "rs1050829": "C/C"}, False, "A- 202A_376G/A- 202A_376G", "Deficient"),
]


@pytest.mark.parametrize(("genotypes", "haploid", "diplotype", "phenotype"), G6PD_CASES)
def test_g6pd(
    genotypes: dict[str, str], haploid: bool, diplotype: str, phenotype: str, tmp_path: Path
) -> None:
    call = called(tmp_path, "G6PD", genotypes, haploid=haploid)
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True), call.reason


def test_g6pd_two_alleles_on_the_one_chromosome_of_a_man_fail(tmp_path: Path) -> None:
    call = called(tmp_path, "G6PD", {"rs5030868": "G/A"}, haploid=True)
    assert (call.positions.failed, "/" in lead(call)) == (1, False)
    key = called(tmp_path, "G6PD", {"rs1050828": "C/T"}, haploid=True)
    assert not key.reportable
    assert "two alleles on the one X chromosome of a man" in (key.reason or "")


MHS, UNCERTAIN = "Malignant Hyperthermia Susceptibility", "Uncertain Susceptibility"
RYR1_CASES = [
    ({}, "Reference/Reference", UNCERTAIN),
    ({"rs193922746": "A/G"}, "Reference/c.97A>G", MHS),
    ({"rs193922746": "G/G"}, "c.97A>G/c.97A>G", MHS),
    ({"rs193922749": "C/A"}, "Reference/c.152C>A", UNCERTAIN),
    ({"rs193922746": "A|G", "rs193922749": "C|A"}, "Reference/[c.97A>G + c.152C>A]", MHS),
    ({"rs193922746": "A|G", "rs193922749": "A|C"}, "c.152C>A/c.97A>G", MHS),
    ({"rs193922746": "G/G", "rs193922749": "C|A"}, "[c.97A>G + c.152C>A]/c.97A>G", MHS),
    (
        {"rs193922746": "G|G", "rs193922749": "C|A", "rs142474192": "G|A"},
        "[c.97A>G + c.152C>A + c.418G>A]/c.97A>G",
        MHS,
    ),
]


@pytest.mark.parametrize(("genotypes", "diplotype", "phenotype"), RYR1_CASES)
def test_ryr1(genotypes: dict[str, str], diplotype: str, phenotype: str, tmp_path: Path) -> None:
    call = called(tmp_path, "RYR1", genotypes)
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True), call.reason


def test_ryr1_phase_does_not_matter_where_one_variant_is_enough(tmp_path: Path) -> None:
    many = {"rs193922746": "A/G", "rs193922749": "C/A", "rs142474192": "G/A", "rs146876145": "C/T"}
    call = called(tmp_path, "RYR1", many)
    assert (call.phenotypes[0].name, call.reportable) == (MHS, True)
    assert call.phenotypes[0].probability == pytest.approx(1)


@pytest.mark.parametrize(
    ("genotype", "diplotype", "phenotype"),
    [("T/T", "*1/*1", NM), ("T/C", "*1/*3", IM), ("C/C", "*3/*3", "Poor Metabolizer")],
)
def test_cyp3a5_on_both_assemblies(genotype: str, diplotype: str, phenotype: str, tmp_path: Path) -> None:
    """GRCh37's reference base of rs776746 is that of *3, so its *1 is an alternate there."""
    for assembly in ("GRCh38", "GRCh37"):
        call = called(tmp_path, "CYP3A5", {"rs776746": genotype}, assembly=assembly)  # type: ignore[arg-type]
        assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True)


@pytest.mark.parametrize(("genotype", "diplotype"), [("A/A", "*38/*38"), ("A/G", "*1/*38"), ("G/G", "*1/*1")])
def test_cyp2c19_reference_is_38(genotype: str, diplotype: str, tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C19", {"rs3758581": genotype})
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, NM, True)


def test_cyp2c19_1_and_38_without_their_position(tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C19", {"rs3758581": "./."})
    assert {d.name for d in call.diplotypes[:3]} == {"*1/*1", "*1/*38", "*38/*38"}
    assert call.phenotypes[0].name == NM
    assert "rs3758581" in (call.reason or "")


REPEATS = {"*1": "CAT", "*28": "CATAT", "*36": "C", "*37": "CATATAT"}
UGT1A1_PHENOTYPES = {0: NM, 1: IM, 2: "Poor Metabolizer"}


@pytest.mark.parametrize("with_80", [False, True])
@pytest.mark.parametrize("separator", ["/", "|"])
@pytest.mark.parametrize("names", list(combinations_with_replacement(REPEATS, 2)))
def test_ugt1a1_repeats(names: tuple[str, str], separator: str, with_80: bool, tmp_path: Path) -> None:
    """Six, seven, five and eight repeats; *28 and *37 with and without *80, which most carry."""
    low = [name in ("*28", "*37") for name in names]
    genotypes = {"rs3064744": separator.join(REPEATS[name] for name in names)}
    genotypes["rs887829"] = separator.join("T" if with_80 and one else "C" for one in low)
    expected = ["*80+" + name if with_80 and one else name for name, one in zip(names, low, strict=True)]
    call = called(tmp_path, "UGT1A1", genotypes)
    assert sorted(lead(call).split("/")) == sorted(expected)
    assert (call.phenotypes[0].name, call.reportable) == (UGT1A1_PHENOTYPES[sum(low)], True)


def test_ugt1a1_repeat_without_80s_position(tmp_path: Path) -> None:
    call = called(tmp_path, "UGT1A1", {"rs3064744": "CAT/CATAT", "rs887829": "./."})
    assert {d.name for d in call.diplotypes} >= {"*1/*28", "*1/*80+*28"}
    assert call.phenotypes[0].name == IM


NON_RESPONSIVE = "ivacaftor non-responsive CFTR sequence"
CFTR_CASES = [
    ({}, f"{NON_RESPONSIVE}/{NON_RESPONSIVE}", "ivacaftor non-responsive in CF patients"),
    ({"rs75527207": "G/A"}, f"G551D/{NON_RESPONSIVE}", "ivacaftor responsive in CF patients"),
    ({"rs75527207": "A/A"}, "G551D/G551D", "ivacaftor responsive in CF patients"),
    ({"rs11971167": "G/A", "rs75527207": "G/A"}, "D1270N/G551D", "ivacaftor responsive in CF patients"),
]


@pytest.mark.parametrize(("genotypes", "diplotype", "phenotype"), CFTR_CASES)
def test_cftr(genotypes: dict[str, str], diplotype: str, phenotype: str, tmp_path: Path) -> None:
    call = called(tmp_path, "CFTR", genotypes)
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True), call.reason


CACNA1S_CASES = [
    ({}, "Reference/Reference", UNCERTAIN),
    ({"rs772226819": "G/A"}, "Reference/c.520C>T", MHS),
    ({"rs772226819": "A/A"}, "c.520C>T/c.520C>T", MHS),
    ({"rs1800559": "C/T"}, "Reference/c.3257G>A", MHS),
    ({"rs1800559": "T/T"}, "c.3257G>A/c.3257G>A", MHS),
    ({"rs1800559": "C/T", "rs772226819": "G/A"}, "c.3257G>A/c.520C>T", MHS),
    ({"rs1800559": "C|T", "rs772226819": "A|G"}, "c.3257G>A/c.520C>T", MHS),
]


@pytest.mark.parametrize(("genotypes", "diplotype", "phenotype"), CACNA1S_CASES)
def test_cacna1s(genotypes: dict[str, str], diplotype: str, phenotype: str, tmp_path: Path) -> None:
    call = called(tmp_path, "CACNA1S", genotypes)
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True), call.reason


@pytest.mark.parametrize(
    ("genotype", "phenotype"),
    [("T/T", "Normal Function"), ("T/C", "Decreased Function"), ("C/C", "Poor Function")],
)
def test_slco1b1_by_rs4149056_alone(genotype: str, phenotype: str, tmp_path: Path) -> None:
    """The one position that decides gives the phenotype; what was not seen is said, and nothing is relied on."""
    call = called(tmp_path, "SLCO1B1", {"rs4149056": genotype}, others="absent")
    assert call.phenotypes[0].name == phenotype
    assert not call.reportable
    assert "positions of common SLCO1B1 alleles were not seen" in (call.reason or "")


NAT2_CASES = [
    ({}, "*1/*1", "Rapid Metabolizer"),
    ({"rs1801280": "C/C"}, "*5/*5", "Poor Metabolizer"),
    ({"rs1799930": "A/A", "rs1208": "A/A"}, "*6/*6", "Poor Metabolizer"),
    ({"rs1801280": "T/C", "rs1208": "G/A"}, "*4/*5", IM),
    ({"rs1801280": "T/C", "rs1208": "G/A", "rs1799930": "G/A"}, "*5/*6", "Poor Metabolizer"),
    ({"rs1799931": "G/A", "rs1208": "G/A"}, "*1/*7", IM),
]


@pytest.mark.parametrize(("genotypes", "diplotype", "phenotype"), NAT2_CASES)
def test_nat2_without_phase(
    genotypes: dict[str, str], diplotype: str, phenotype: str, tmp_path: Path
) -> None:
    """Of diplotypes that share a genotype the one of common haplotypes leads, as in PharmCAT's table of priorities."""
    call = called(tmp_path, "NAT2", genotypes)
    assert (lead(call), call.phenotypes[0].name, call.reportable) == (diplotype, phenotype, True), call.reason
