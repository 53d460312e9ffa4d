"""``genome report`` and ``genome explain``: formats, files, exit codes, four lines for what cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract import json_schema
from foredose.surfaces.fhir_out import read_genomics_report, validate
from foredose.surfaces.genome.states import first_clause

pytestmark = pytest.mark.surfaces

Run = Callable[..., int]
VCF = str(Path(__file__).parents[2] / "src" / "foredose" / "application" / "demo" / "demo-1.vcf.gz")
SEEN = ("--genes", "CYP2C19,CYP2C9,CYP2D6,CYP3A5,CYP4F2,SLCO1B1,VKORC1")
COPIES = ("--call", "CYP2D6=*1/*1x2")


@pytest.fixture
def run() -> Run:
    def _run(*argv: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(argv)
        return int(left.value.code or 0)

    return _run


def test_the_text_is_printed_and_an_open_gene_exits_3(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("genome", "report", VCF, *SEEN) == 3
    shown = capsys.readouterr().out
    assert "6 of 7 genes reportable" in shown
    assert run("genome", "report", VCF, *SEEN, *COPIES) == 0
    assert "NOT REPORTABLE" not in capsys.readouterr().out


def test_fhir_is_valid_and_written_whole(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.json"
    given = ("--format", "fhir", "--subject", "Patient/p1", "--out", str(out))
    assert run("genome", "report", VCF, *SEEN, *COPIES, *given) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"report: {out}\n"
    bundle = json.loads(out.read_text(encoding="utf-8"))
    assert validate(bundle) == ()
    assert read_genomics_report(bundle).genes["CYP2D6"].diplotypes[0].name == "*1/*1x2"


def test_tables_and_pharmcat_are_printed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("genome", "report", VCF, *SEEN, "--genes", "CYP2C19", "--format", "tsv") == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("DEMO-1\tCYP2C19\t*1/*2\t")
    assert run("genome", "report", VCF, *SEEN, "--genes", "CYP2C19", "--format", "pharmcat") == 0
    assert list(json.loads(capsys.readouterr().out)["geneReports"]) == ["CYP2C19"]


def _four_lines(text: str, code: str) -> None:
    lines = text.splitlines()
    assert lines[0] == f"error[{code}]"
    assert [line.split()[0] for line in lines[1:]] == ["found", "expected", "where", "remedy"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("report", VCF, "--subject", "Patient/1"), "report.subject"),
        (("report", VCF, "--format", "fhir", "--subject", "p1 or so"), "report.subject"),
        (("report", VCF, "--format", "xml"), "usage"),
        (("report", VCF, "--out", VCF), "output.input"),
        (("report", VCF, "--out", "/no/such/folder/a.json"), "output.no-folder"),
        (("report", "nothing.vcf"), "vcf.unreadable"),
        (("report", VCF, "--genes", "NOPE"), "genome.gene"),
        (("explain", VCF, "NOPE"), "genome.gene"),
    ],
)
def test_what_cannot_be_used_is_four_lines(
    run: Run, argv: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("genome", *argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    _four_lines(printed.err, code)


def test_several_samples_need_a_choice_where_a_format_holds_one(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "##fileformat=VCFv4.2\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n"
    row = "chr10\t94781859\t.\tG\tA\t50\tPASS\t.\tGT\t0/1\t1/1\n"
    path = tmp_path / "two.vcf"
    path.write_text(header + row, encoding="utf-8")
    assert run("genome", "report", str(path), "--format", "fhir") == 2
    _four_lines(capsys.readouterr().err, "report.samples")
    assert run("genome", "report", str(path), "--format", "fhir", "--sample", "B") == 3
    assert read_genomics_report(capsys.readouterr().out).sample == "B"
    assert run("genome", "report", str(path), "--format", "tsv") == 3
    assert {line.split("\t")[0] for line in capsys.readouterr().out.splitlines()[1:]} == {"A", "B"}
    assert run("genome", "explain", str(path), "CYP2C19", "--json") == 3
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["sample"] for line in lines] == ["A", "B"]


def test_the_explanation_has_a_schema(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("genome", "explain", VCF, "CYP2C19", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(json_schema("gene-explanation")).validate(printed)
    assert printed["schema"] == "foredose/gene-explanation/1"
    assert len(printed["positions"]) == 35
    assert run("genome", "explain", VCF, "CYP2D6") == 3
    assert "TO RESOLVE" in capsys.readouterr().out


def test_the_table_gives_the_first_clause_of_a_reason(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("genome", "call", VCF, "--genes", "CYP2D6") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "no: small variants only, copy number not" in shown
    assert "Twesigomwe" not in shown


def test_a_clause_does_not_end_inside_a_place() -> None:
    reason = "chr10:94942300 C>T may leave no working protein; confirm it"
    assert first_clause(reason) == "chr10:94942300 C>T may leave no working protein"


def _people(path: Path, count: int) -> str:
    names = "\t".join(f"S{each}" for each in range(count))
    head = f"##fileformat=VCFv4.2\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{names}\n"
    row = "chr10\t94781859\t.\tG\tA\t50\tPASS\t.\tGT" + "\t0/1" * count + "\n"
    path.write_text(head + row, encoding="utf-8")
    return str(path)


def test_a_text_of_many_people_is_refused_with_a_remedy(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _people(tmp_path / "four.vcf", 4)
    for argv in (("report", file), ("report", file, "--format", "text"), ("explain", file, "CYP2C19")):
        assert run("genome", *argv) == 2
        said = capsys.readouterr().err
        _four_lines(said, "report.people")
        assert "choose with --sample S0" in said
    assert run("genome", "report", file, "--sample", "S3", "--genes", "CYP2C19") == 3
    assert capsys.readouterr().out.startswith("S3 · GRCh38")
    assert run("genome", "report", file, "--format", "tsv", "--genes", "CYP2C19") == 3
    assert run("genome", "explain", file, "CYP2C19", "--json") == 3
    three = _people(tmp_path / "three.vcf", 3)
    assert run("genome", "explain", three, "CYP2C19") == 3
