"""Calls made elsewhere: their names, their files, and how they meet the VCF."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.genome import GeneCall, call_genome, call_outside
from foredose.sources.outside_calls import parse_call
from foredose.sources.outside_files import read_outside_calls
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "alleles"),
    [
        ("CYP2D6=*4/*10x2", ("*4", "*10x2")),
        ("cyp2d6 = *36+*10/*5", ("*36+*10", "*5")),
        ("CYP2D6=*1/*2xN", ("*1", "*2xN")),
        ("CYP2D6=*68+*4/*13", ("*68+*4", "*13")),
        ("CYP2D6=*4.021/*1", ("*4", "*1")),
        ("VKORC1=G/A", ("rs9923231 reference (C)", "rs9923231 variant (T)")),
        ("CYP2C19=*36/*2", ("*36", "*2")),
        ("CYP2D6=*2x13/*1x≥3", ("*2x13", "*1x≥3")),
        ("CYP2D6=*36x18+*10xN/*1x20", ("*36x18+*10xN", "*1x20")),
    ],
)
def test_diplotypes(text: str, alleles: tuple[str, str]) -> None:
    assert parse_call(text).alleles == alleles


@pytest.mark.parametrize("text", ["CYP2D6=PM", "CYP2D6=poor metaboliser", "CYP2D6=Poor Metabolizer"])
def test_phenotypes(text: str) -> None:
    assert parse_call(text).phenotype == "Poor Metabolizer"
    call = call_outside("S", [parse_call(text)]).genes["CYP2D6"]
    assert (call.diplotypes, call.phenotypes[0].name, call.reportable) == ((), "Poor Metabolizer", True)


GG, AG, AA = (
    ("rs9923231 reference (C)", "rs9923231 reference (C)"),
    ("rs9923231 reference (C)", "rs9923231 variant (T)"),
    ("rs9923231 variant (T)", "rs9923231 variant (T)"),
)


@pytest.mark.parametrize(
    ("text", "alleles"),
    [
        ("-1639 GG", GG),
        ("-1639 AG", AG),
        ("-1639 AA", AA),
        ("-1639 ga", AG),
        ("-1639 G/A", AG),
        ("-1639 A/A", AA),
        ("-1639G>A AG", AG),
        ("-1639G>A GG", GG),
        ("-1639G>A G/A", AG),
        ("rs9923231 C/T", AG),
        ("rs9923231 C/C", GG),
        ("rs9923231 TT", AA),
        ("G/A", AG),
        ("A/G", AG),
    ],
)
def test_vkorc1_however_it_is_written_is_a_diplotype(text: str, alleles: tuple[str, str]) -> None:
    call = parse_call(f"VKORC1={text}")
    assert call.phenotype is None
    assert sorted(call.alleles or ()) == sorted(alleles)
    called = call_outside("S", [call]).genes["VKORC1"]
    assert called.diplotypes[0].name == "/".join(alleles)
    assert called.phenotypes[0].name == {GG: "-1639 GG", AG: "-1639 AG", AA: "-1639 AA"}[alleles]


def test_a_genotype_of_many_alleles_stays_a_phenotype() -> None:
    call = parse_call("CYP4F2=rs2108622 CT")
    assert (call.alleles, call.phenotype) == (None, "rs2108622 CT")


@pytest.mark.parametrize("text", ["VKORC1=-1639 GC", "VKORC1=AG/A"])
def test_vkorc1_nonsense_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_call(text)


def test_activity_scores() -> None:
    call = call_outside("S", [parse_call("CYP2D6=AS:1.25")]).genes["CYP2D6"]
    assert (call.phenotypes[0].name, call.activity_score) == ("Normal Metabolizer", 1.25)


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("CYP2D6=*4/*999", "call.allele", "*99"),
        ("CYP2D66=*1/*1", "call.gene", "CYP2D6"),
        ("CYP2C19=*2x2/*1", "call.allele", "*22"),
        ("CYP2D6=Pour Metabolizer", "call.phenotype", "Poor Metabolizer"),
        ("CYP3A5=AS:1", "call.score", "diplotype"),
        ("CYP2D6", "call.form", ""),
        ("CYP2D6=*1/*2/*4", "call.form", ""),
        ("CYP2D6=*1x21/*1", "call.copies", "copies"),
        ("CYP2D6=*1/*1x999", "call.copies", "copies"),
        ("CYP2D6=*36x19+*10x2/*1", "call.copies", "copies"),
        ("CYP2D6=AS:999999999", "call.score", "score"),
        ("DPYD=AS:2.5", "call.score", "score"),
    ],
)
def test_errors_name_what_is_near(text: str, code: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_call(text)
    assert caught.value.code == code
    assert hint in caught.value.remedy


@pytest.mark.parametrize(("copies", "code"), [(21, "call.copies"), (2_000_000, "call.length")])
def test_copies_without_end_are_refused(tmp_path: Path, copies: int, code: str) -> None:
    value = "+".join(["*1"] * copies) + "/*1"
    path = saved(tmp_path, "a.json", json.dumps({"CYP2D6": value}))
    for read in (lambda: parse_call(f"CYP2D6={value}"), lambda: read_outside_calls(path)):
        with pytest.raises(InputError) as caught:
            read()
        assert caught.value.code == code and len(str(caught.value)) < 400


def saved(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


FILES = {
    "map": ("a.json", json.dumps({"CYP2D6": "*1/*4"}), "file of calls"),
    "cyrius json": ("a.json", json.dumps({"S1": {"Genotype": "*1/*4", "Filter": "PASS"}}), "Cyrius"),
    "cyrius tsv": ("a.tsv", "Sample\tGenotype\tFilter\nS1\t*1/*4\tPASS\n", "Cyrius"),
    "pypgx with gene": ("a.tsv", "gene\tsample\tgenotype\tphenotype\nCYP2D6\tS1\t*1/*4\tx\n", "PyPGx"),
    "pypgx data": (
        "CYP2D6_data.tsv",
        "\tGenotype\tPhenotype\tHaplotype1\tHaplotype2\nS1\t*1/*4\tIntermediate Metabolizer\t*1;\t*4;\n",
        "PyPGx",
    ),
    "aldy": (
        "a.aldy",
        "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\tAllele\n#Solution 1: *1, *4\nS1\tCYP2D6\t1\t*1/*4\tx\t0\t1\n"
        "S1\tCYP2D6\t1\t*1/*4\tx\t1\t4\n",
        "Aldy",
    ),
    "pharmcat match": (
        "a.json",
        json.dumps({"results": [{"gene": "CYP2D6", "diplotypes": [{"name": "*1/*4"}]}, {"gene": "TPMT"}]}),
        "PharmCAT",
    ),
    "pharmcat phenotype": (
        "a.json",
        json.dumps(
            {
                "geneReports": {
                    "CPIC": {
                        "CYP2D6": {
                            "sourceDiplotypes": [{"allele1": {"name": "*1"}, "allele2": {"name": "*4"}}]
                        },
                        "HLA-B": {"sourceDiplotypes": [{"allele1": None, "allele2": None}]},
                    }
                }
            }
        ),
        "PharmCAT",
    ),
    "pharmcat report": (
        "a.tsv",
        "PharmCAT 3.1.1\nGene\tSource Diplotype\tPhenotype\nCYP2D6\t*1/*4\tIM\n",
        "PharmCAT",
    ),
    "outside calls": ("a.tsv", "CYP2D6\t*1/*4\n", "outside calls"),
}


@pytest.mark.parametrize(("name", "text", "caller"), FILES.values(), ids=FILES)
def test_files_of_other_callers(tmp_path: Path, name: str, text: str, caller: str) -> None:
    (call,) = read_outside_calls(saved(tmp_path, name, text))
    assert (call.gene, call.caller, call.alleles, call.doubt) == ("CYP2D6", caller, ("*1", "*4"), None)


GENOTYPES = "\tGenotype\tPhenotype\tHaplotype1\tHaplotype2\nS1\t{}\tx\t*1;\t*4;\n"


@pytest.mark.parametrize("name", ["CYP2D6_report.tsv", "report-of-cyp2d6.tsv", "CYP2D6data.tsv"])
def test_a_gene_is_a_word_of_the_file_name(tmp_path: Path, name: str) -> None:
    (call,) = read_outside_calls(saved(tmp_path, name, GENOTYPES.format("*1/*4")))
    assert call.gene == "CYP2D6"


def test_the_name_of_a_gene_inside_a_word_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not name its gene"):
        read_outside_calls(saved(tmp_path, "report.tsv", GENOTYPES.format("*1/*4")))


@pytest.mark.parametrize(
    ("gene", "theirs", "alleles"),
    [
        ("COMT", "Reference/rs4680", ("rs4680 reference (G)", "rs4680 variant (A)")),
        ("COMT", "rs4633/rs4680", None),
        ("CYP1A2", "*1A/*1F", ("*1A", "*1F")),
        ("CYP1A2", "*1/*30", None),
    ],
)
def test_names_of_other_catalogues_pass_where_no_phenotype_hangs_on_them(
    tmp_path: Path, gene: str, theirs: str, alleles: tuple[str, str] | None
) -> None:
    text = f"gene\tsample\tgenotype\tphenotype\n{gene}\tS1\t{theirs}\tx\nCYP2D6\tS1\t*1/*4\tx\n"
    calls = {call.gene: call.alleles for call in read_outside_calls(saved(tmp_path, "a.tsv", text))}
    assert calls == {"CYP2D6": ("*1", "*4")} | ({gene: alleles} if alleles else {})


def test_a_symbol_in_mixed_case_is_known() -> None:
    call = parse_call("cyp2c_cluster=rs12777823 AG")
    assert (call.gene, call.phenotype) == ("CYP2C_cluster", None)
    assert call.alleles == ("rs12777823 reference (G)", "rs12777823 variant (A)")


def test_pypgx_archive(tmp_path: Path) -> None:
    path = tmp_path / "results.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tmp/metadata.txt", "Gene=CYP2D6\nSemanticType=SampleTable[Results]\n")
        archive.writestr("tmp/data.tsv", "\tGenotype\tPhenotype\nS1\t*1/*4\tx\nS2\tIndeterminate\tx\n")
    assert read_outside_calls(path, sample="S1")[0].alleles == ("*1", "*4")
    (unsure,) = read_outside_calls(path, sample="S2")
    assert (unsure.answers, unsure.doubt) == ((), "Indeterminate")
    with pytest.raises(InputError, match="S1, S2"):
        read_outside_calls(path)


@pytest.mark.parametrize("text", ["", "[]", "{", "nothing known", '{"CYP2D6": 3}', '{"CYP2D6": "*1/*999"}'])
def test_files_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read_outside_calls(saved(tmp_path, "a.txt", text))


def test_two_solutions_are_two_answers(tmp_path: Path) -> None:
    rows = "#Sample\tGene\tSolutionID\tMajor\nS\tCYP2D6\t1\t*1/*4\nS\tCYP2D6\t2\t*2/*4\n"
    (call,) = read_outside_calls(saved(tmp_path, "a.aldy", rows))
    assert [(answer.alleles, answer.weight) for answer in call.answers] == [
        (("*1", "*4"), 0.5),
        (("*2", "*4"), 0.5),
    ]


STAR_4 = {"rs3892097": "C|T", "rs1065852": "G|A", "rs1135840": "C|G", "rs1058164": "C|G"}


def beside(tmp_path: Path, gene: str, genotypes: dict[str, str], text: str) -> GeneCall:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records(gene, genotypes)))
    return call_genome(read, genes=[gene], outside=[parse_call(text, caller="Aldy")]).genes[gene]


@pytest.mark.parametrize("text", ["CYP2D6=*1/*4", "CYP2D6=*4x2/*1", "CYP2D6=*1/*68+*4", "CYP2D6=*1xN/*4"])
def test_agreement_lets_the_outside_call_stand(tmp_path: Path, text: str) -> None:
    call = beside(tmp_path, "CYP2D6", STAR_4, text)
    assert (call.reportable, call.origin, call.diplotypes[0].probability) == (True, "Aldy", 1.0)
    assert call.positions.observed == call.positions.defining


@pytest.mark.parametrize("text", ["CYP2D6=*1/*5", "CYP2D6=*10/*10", "CYP2D6=*2/*4"])
def test_disagreement_shows_both(tmp_path: Path, text: str) -> None:
    call = beside(tmp_path, "CYP2D6", STAR_4, text)
    assert not call.reportable
    assert {d.name for d in call.diplotypes} >= {"*1/*4", text.partition("=")[2]}
    shares = {d.name: d.probability for d in call.diplotypes}
    assert shares[text.partition("=")[2]] == 0.5
    assert shares["*1/*4"] + shares["*1x2/*4"] == pytest.approx(0.5)
    assert "the VCF shows *1/*4 (50%), Aldy reports" in str(call.reason)


def test_a_deletion_hides_one_copy(tmp_path: Path) -> None:
    assert beside(tmp_path, "CYP2D6", {}, "CYP2D6=*1/*5").reportable


def test_star_38_and_star_1_stand_for_each_other(tmp_path: Path) -> None:
    assert beside(tmp_path, "CYP2C19", {"rs3758581": "A/A"}, "CYP2C19=*1/*1").reportable


def test_a_phenotype_that_the_vcf_excludes_is_shown_beside_it(tmp_path: Path) -> None:
    call = beside(tmp_path, "CYP2C19", {}, "CYP2C19=PM")
    assert {p.name: p.probability for p in call.phenotypes} == {
        "Normal Metabolizer": 0.5,
        "Poor Metabolizer": 0.5,
    }
    assert not call.reportable


def test_two_outside_calls_of_one_gene(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"call\.twice"):
        call_outside("S", [parse_call("CYP2D6=*1/*1"), parse_call("CYP2D6=*1/*4")])
