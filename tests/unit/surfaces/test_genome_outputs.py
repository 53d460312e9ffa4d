"""TSV, text, PharmCAT's JSON and the explanation of a gene: nothing unsure looks sure."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from foredose.application.genome_report import ReportedGenome, explain, report
from foredose.application.given import GivenGenome
from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall, call_outside
from foredose.sources.outside_calls import parse_call
from foredose.sources.outside_files import read_outside_calls
from foredose.surfaces.fhir_out.wording import gene_conclusion
from foredose.surfaces.genome import explanation_text, gene_tsv, genome_text, pharmcat_document
from genome_vcf import gene_records, record, write_vcf

pytestmark = pytest.mark.unit

DEMO = Path(__file__).parents[3] / "src" / "foredose" / "application" / "demo"


@pytest.fixture(scope="module")
def whole() -> ReportedGenome:
    return report(GivenGenome(path=DEMO / "demo-1.vcf.gz"))[0]


@pytest.fixture
def sparse(tmp_path: Path) -> Path:
    given = {"rs4244285": "G/A", "rs12248560": "./.", "rs4986893": "G/G"}
    return write_vcf(tmp_path / "few.vcf", gene_records("CYP2C19", given, background=None))


def _rows(text: str) -> dict[str, dict[str, str]]:
    return {row["gene"]: row for row in csv.DictReader(io.StringIO(text), delimiter="\t")}


def test_the_table_has_a_caveat_for_what_may_not_be_reported(whole: ReportedGenome) -> None:
    rows = _rows(gene_tsv([whole.call]))
    assert rows["CYP2C19"]["diplotype"] == "*1/*2"
    assert (rows["CYP2C19"]["reportable"], rows["CYP2C19"]["caveat"]) == ("yes", "")
    assert rows["CYP2C9"]["activity_score"] == "2"
    assert rows["VKORC1"]["phenotype"] == "-1639 GG"
    assert rows["CYP2D6"]["reportable"] == "no"
    assert rows["CYP2D6"]["caveat"].startswith("small variants only")
    assert "to resolve: give the call of a copy-number aware caller" in rows["CYP2D6"]["caveat"]
    assert float(rows["CYP2D6"]["diplotype_probability"]) < 0.9


def test_a_gene_that_was_not_seen_has_empty_cells(sparse: Path) -> None:
    rows = _rows(gene_tsv(one.call for one in report(GivenGenome(path=sparse))))
    row = rows["CYP2C9"]
    assert (row["diplotype"], row["phenotype"], row["positions_observed"]) == ("", "", "0")
    assert row["caveat"].startswith("no defining position is in the file")


def test_a_hostile_sample_name_cannot_leave_its_cell() -> None:
    text = gene_tsv([call_outside("=cmd\t\n|x", (parse_call("CYP2C19=*1/*2"),))])
    assert text.count("\n") == 2
    assert text.splitlines()[1].startswith("'=cmd |x\tCYP2C19\t")


def test_the_text_fits_80_columns_and_says_what_is_not_reportable(
    whole: ReportedGenome, sparse: Path
) -> None:
    few = report(GivenGenome(path=sparse))[0]
    for one in (whole, few):
        text = genome_text(one.call, one.guidance)
        assert max(map(len, text.splitlines())) <= 80
        assert "NOT REPORTABLE · " in text
    assert "NO RESULT  which is not a normal result" in genome_text(few.call, few.guidance)
    assert "[not reportable: CYP2D6]" in " ".join(genome_text(whole.call, whole.guidance).split())


def test_pharmcat_reads_back_what_may_be_reported(whole: ReportedGenome, tmp_path: Path) -> None:
    path = tmp_path / "p.phenotype.json"
    path.write_text(json.dumps(pharmcat_document(whole.call, whole.positions)), encoding="utf-8")
    back = {call.gene: call.alleles for call in read_outside_calls(path)}
    reportable = {name: gene for name, gene in whole.call.genes.items() if gene.reportable}
    assert back == {name: tuple(gene.diplotypes[0].name.split("/")) for name, gene in reportable.items()}
    again = call_outside("p", read_outside_calls(path))
    for name, gene in again.genes.items():
        assert gene.diplotypes[0].name == whole.call.genes[name].diplotypes[0].name
        assert gene.phenotypes[0].name == whole.call.genes[name].phenotypes[0].name


def test_pharmcat_has_the_fields_of_version_3(whole: ReportedGenome) -> None:
    document = pharmcat_document(whole.call, whole.positions)
    assert set(document) == {"matcherMetadata", "geneReports", "unannotatedGeneCalls"}
    gene = document["geneReports"]["CYP2C9"]
    assert gene["geneSymbol"] == "CYP2C9" and gene["chr"] == "chr10" and gene["callSource"] == "MATCHER"
    (one,) = gene["sourceDiplotypes"]
    assert gene["recommendationDiplotypes"] == [one]
    assert one["allele1"] == {
        "gene": "CYP2C9",
        "name": "*1",
        "function": "Normal function",
        "reference": True,
        "activityValue": "1.0",
    }
    assert one["phenotypes"] == ["Normal Metabolizer"]
    assert (one["activityScore"], one["lookupKey"], one["label"]) == ("2.0", ["2.0"], "*1/*1")
    assert one["diplotypeKey"] == {"*1": 2.0}
    assert "matchScore" not in one
    assert len(gene["variants"]) == 83


def test_pharmcat_shows_no_diplotype_that_may_not_be_reported(whole: ReportedGenome) -> None:
    gene = pharmcat_document(whole.call)["geneReports"]["CYP2D6"]
    (one,) = gene["sourceDiplotypes"]
    assert (one["label"], one["phenotypes"], one["lookupKey"]) == ("Unknown/Unknown", [], ["No Result"])
    told = {message["rule_name"]: message["message"] for message in gene["messages"]}
    assert told["foredose-not-reportable"].startswith("Not reportable: small variants only")
    assert "*1/*5" in told["foredose-probability"]


def test_pharmcat_keeps_a_phenotype_that_was_all_that_was_reported() -> None:
    call = call_outside("p", (parse_call("CYP2D6=Poor Metabolizer"), parse_call("CYP2C9=AS:1.5")))
    genes = pharmcat_document(call)["geneReports"]
    (poor,) = genes["CYP2D6"]["sourceDiplotypes"]
    assert (poor["label"], poor["phenotypes"], poor["outsidePhenotype"]) == (
        "Unknown/Unknown",
        ["Poor Metabolizer"],
        True,
    )
    (scored,) = genes["CYP2C9"]["sourceDiplotypes"]
    assert (scored["activityScore"], scored["outsideActivityScore"]) == ("1.5", True)
    assert genes["CYP2C9"]["callSource"] == "OUTSIDE"


def test_the_explanation_keeps_three_states_apart(sparse: Path) -> None:
    (one,) = explain(GivenGenome(path=sparse), "cyp2c19")
    text = explanation_text(one)
    assert max(map(len, text.splitlines())) <= 80
    for part in (
        "NOT REPORTABLE  positions of common CYP2C19 alleles were not seen",
        "1 changed",
        "1 as the reference",
        "1 failed",
        "32 not assayed: unknown, not reference",
        "cannot tell *17; no call",
        "and 17 more; --all lists them",
    ):
        assert part in text
    assert "rs4986893" not in text
    assert "rs4986893" in explanation_text(one, every=True)
    states = {seen.label: (seen.state, seen.alleles) for seen in one.positions}
    assert states["rs4244285"] == ("observed", ("*2",))
    assert states["rs12248560"] == ("failed", ("*17",))
    assert states["rs4986893"] == ("observed", ())
    assert states["rs12769205"] == ("not_assayed", ("*2", "*35"))


def test_the_explanation_of_a_gene_that_was_not_seen(sparse: Path) -> None:
    text = explanation_text(explain(GivenGenome(path=sparse), "CYP2C9")[0])
    assert text.count("none: this is not a reference or normal result") == 2
    assert text.index("rs1799853") < text.index("rs2256871")  # *2 is commoner than *9


def test_the_explanation_of_an_outside_call_says_whose_it_is(sparse: Path) -> None:
    (one,) = explain(GivenGenome(path=sparse, call=("CYP2C9=*1/*3", "CYP2C19=*1/*1")), "CYP2C9")
    assert "REPORTABLE  as given by hand gave it" in explanation_text(one)


def test_a_declared_reference_is_still_not_assayed(sparse: Path) -> None:
    (one,) = explain(GivenGenome(path=sparse, absent="reference"), "CYP2C19")
    assert {seen.state for seen in one.positions if seen.label == "rs12769205"} == {"not_assayed"}
    assert not one.call.reportable


STATEMENTS = ("*15:02 positive", "*57:01 positive", "*15:11 negative", "*58:01 negative")


def _hla() -> GenomeCall:
    return call_outside("p", (parse_call("HLA-B=*57:01:01/*15:02"),))


def test_all_statements_of_a_gene_are_told() -> None:
    call = _hla()
    assert "; ".join(f"{name} >99 %" for name in STATEMENTS) in " ".join(genome_text(call, {}).split())
    row = _rows(gene_tsv([call]))["HLA-B"]
    assert (row["phenotype"], row["phenotype_probability"]) == ("; ".join(STATEMENTS), "1")
    gene = pharmcat_document(call)["geneReports"]["HLA-B"]
    (one,) = gene["sourceDiplotypes"]
    assert one["phenotypes"] == one["lookupKey"] == list(STATEMENTS)
    assert all(name in gene["messages"][0]["message"] for name in STATEMENTS)
    assert all(f"{name} >99 %" in gene_conclusion(call.genes["HLA-B"]) for name in STATEMENTS)


def test_of_two_statements_on_one_allele_the_table_gives_the_likelier() -> None:
    gene = _hla().genes["HLA-B"]
    said = (("*57:01 positive", 0.97), ("*58:01 negative", 1.0), ("*57:01 negative", 0.03))
    unsure = replace(gene, phenotypes=tuple(Candidate(name=n, probability=p) for n, p in said))
    row = _rows(gene_tsv([_of(unsure)]))["HLA-B"]
    assert (row["phenotype"], row["phenotype_probability"]) == ("*57:01 positive; *58:01 negative", "0.97")
    assert "*57:01 negative 3 %" in genome_text(_of(unsure), {})


def _of(*genes: GeneCall) -> GenomeCall:
    return replace(_hla(), genes={gene.gene: gene for gene in genes})


FRAMESHIFT = record("chr10", 94938700, "T", "TG", "0/1")


def _with_frameshift(folder: Path, *, background: str | None) -> GenomeCall:
    lines = [FRAMESHIFT, *gene_records("CYP2C9", {}, background=background)]
    lines.sort(key=lambda line: int(line.split("\t")[1]))
    return report(GivenGenome(path=write_vcf(folder / "p.vcf", lines)), genes=("CYP2C9",))[0].call


def test_a_phenotype_beside_an_end_of_the_protein_does_not_look_normal(tmp_path: Path) -> None:
    call = _with_frameshift(tmp_path, background="*1")
    text = " ".join(genome_text(call, {}).split())
    assert "CYP2C9 NOT REPORTABLE · as if the change were not there: Normal Metabolizer >99 %" in text
    row = _rows(gene_tsv([call]))["CYP2C9"]
    assert (row["phenotype"], row["phenotype_probability"], row["activity_score"]) == ("", "", "")
    assert (row["diplotype"], row["reportable"]) == ("*1/*1", "no")
    assert "94938700" in row["caveat"]


def test_a_change_in_a_gene_without_result_is_told(tmp_path: Path) -> None:
    text = " ".join(genome_text(_with_frameshift(tmp_path, background=None), {}).split())
    _, _, without = text.partition("NO RESULT")
    assert "CYP2C9: CARRIED, in no definition of CYP2C9" in without
    assert "chr10:94938700 T>TG" in without


def test_the_head_says_only_what_counts_for_the_genes(tmp_path: Path, whole: ReportedGenome) -> None:
    file = write_vcf(tmp_path / "p.vcf", gene_records("CYP2C9", {}))
    (one,) = report(GivenGenome(path=file), genes=("CYP2C9",))
    text = genome_text(one.call, {})
    assert text.splitlines()[:2] == ["S1 · GRCh38", "1 of 1 genes reportable · from p.vcf"]
    (one,) = report(GivenGenome(path=file), genes=("CYP2C9", "G6PD"))
    assert "sex from X: not told" in genome_text(one.call, {})
    text = genome_text(whole.call, {})
    assert "sex from X: female" in text and "Positions not seen are weighed by" in text


def test_a_gene_without_defining_positions_counts_none() -> None:
    assert "no diplotype · given by hand" in genome_text(_hla(), {})
