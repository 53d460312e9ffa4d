"""The command line: what is printed where, exit codes, four clear lines for everything a user can mend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import jsonschema
import pytest

from foredose.advice.assessment import Assessment
from foredose.application.given import GivenGenome
from foredose.core import InputError, KnowledgeError
from foredose.genome import GenomeCall
from foredose.sources import Record
from foredose.surfaces.cli import main
from foredose.surfaces.contract import json_schema

ADVISE = ["advise", "--genome", "ann.vcf.gz", "--order", "clopidogrel 75 mg daily for PCI"]

Run = Callable[..., int]


@dataclass(frozen=True, kw_only=True)
class Stated:
    """As the use case takes it."""

    age: float | None = None
    sex: str | None = None
    weight_kg: float | None = None
    height_cm: float | None = None
    hematocrit_percent: float | None = None


def _install(monkeypatch: pytest.MonkeyPatch, name: str, **members: Any) -> None:
    module = ModuleType(f"foredose.application.{name}")
    vars(module).update(members)
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def run() -> Run:
    def _run(*argv: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(argv)
        return int(left.value.code or 0)

    return _run


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, answer: Assessment, genome: GenomeCall, record: Record
) -> dict[str, Any]:
    """Answer every order with the fixture; keep what was asked."""
    seen: dict[str, Any] = {"answer": answer}

    def advise(**given: Any) -> SimpleNamespace:
        seen.update(given)
        return SimpleNamespace(assessment=seen["answer"], genome=genome, record=record, twin=None)

    _install(monkeypatch, "assess", advise=advise)
    _install(monkeypatch, "stated", Stated=Stated)
    return seen


def _raise(error: BaseException) -> Callable[..., Any]:
    def _raising(*_: Any, **__: Any) -> Any:
        raise error

    return _raising


def _fail(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    _install(monkeypatch, "assess", advise=_raise(error))
    _install(monkeypatch, "stated", Stated=Stated)


def test_advise_prints_the_card(run: Run, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ADVISE) == 0
    printed = capsys.readouterr()
    assert "[CONSIDER CHANGE]" in printed.out
    assert printed.err == ""


def test_advise_hands_every_option_on(run: Run, asked: dict[str, Any]) -> None:
    more = "--sample S --calls c.json --call CYP2D6=*4/*10x2 --call CYP2C9=*1/*3 --absent reference"
    seen = "--assayed a.bed --ignore-phase --prior AFR --as-of 2026-11-20"
    stated = "--age 63 --sex female --weight 71.5 --height 168 --hematocrit 41 --seed 7"
    assert run(*ADVISE, *f"{more} {seen} {stated}".split(), "--meds", "paroxetine 20 mg daily") == 0
    asked.pop("answer")
    assert asked == {
        "order": "clopidogrel 75 mg daily for PCI",
        "genome": GivenGenome(
            path=Path("ann.vcf.gz"),
            sample="S",
            calls=(Path("c.json"),),
            call=("CYP2D6=*4/*10x2", "CYP2C9=*1/*3"),
            absent="reference",
            assayed=Path("a.bed"),
            ignore_phase=True,
            prior="AFR",
        ),
        "record": None,
        "meds": "paroxetine 20 mg daily",
        "as_of": date(2026, 11, 20),
        "stated": Stated(age=63, sex="female", weight_kg=71.5, height_cm=168, hematocrit_percent=41),
        "seed": 7,
    }


def test_advise_json_is_one_document_and_nothing_else(
    run: Run, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ADVISE, "--json") == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    jsonschema.validate(document, json_schema("assessment"))
    assert printed.err == ""


def test_incomplete_answer_prints_and_exits_3(
    run: Run, asked: dict[str, Any], refusal: Assessment, capsys: pytest.CaptureFixture[str]
) -> None:
    asked["answer"] = refusal
    assert run(*ADVISE, "--json") == 3
    assert json.loads(capsys.readouterr().out)["complete"] is False


def test_report_and_stages_are_written(
    run: Run, asked: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, stages = tmp_path / "r.html", tmp_path / "new" / "stages"
    assert run(*ADVISE, "--html", str(report), "--stages", str(stages), "--json") == 0
    assert report.read_text("utf-8").startswith("<!doctype html>")
    names = {"assessment": "assessment", "genome": "genome-call", "record": "record", "twin": "twin"}
    assert sorted(path.stem for path in stages.iterdir()) == sorted(names)
    for stem, schema in names.items():
        jsonschema.validate(json.loads((stages / f"{stem}.json").read_text("utf-8")), json_schema(schema))
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", ["directory", "no-folder"])
def test_report_to_a_bad_place_is_refused_before_anything_runs(
    run: Run, asked: dict[str, Any], case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path if case == "directory" else tmp_path / "missing" / "r.html"
    assert run(*ADVISE, "--html", str(target)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error[output.{case}]\n")
    assert "order" not in asked
    assert list(tmp_path.iterdir()) == []


def _four_lines(text: str, code: str) -> None:
    lines = text.splitlines()
    assert lines[0] == f"error[{code}]"
    assert [line.split()[0] for line in lines[1:]] == ["found", "expected", "where", "remedy"]
    assert all(len(line.split()) > 1 for line in lines[1:])


def test_error_in_four_lines(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = InputError(
        "vcf.truncated", found="half\x1b[2Ja block", expected="all", where="a.vcf", remedy="copy"
    )
    _fail(monkeypatch, error)
    assert run(*ADVISE) == 2
    printed = capsys.readouterr()
    _four_lines(printed.err, "vcf.truncated")
    assert "\x1b" not in printed.err
    assert printed.out == ""


def test_error_as_json(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    error = KnowledgeError("gene.schema", found="x", expected="y", where="z", remedy="w")
    _fail(monkeypatch, error)
    assert run(*ADVISE, "--json") == 70
    printed = capsys.readouterr()
    jsonschema.validate(json.loads(printed.err), json_schema("error"))
    assert printed.out == ""


def test_our_own_fault_is_short_and_exits_70(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _fail(monkeypatch, ZeroDivisionError("division by zero"))
    assert run(*ADVISE) == 70
    shown = capsys.readouterr().err
    _four_lines(shown, "internal")
    assert "Traceback" not in shown
    monkeypatch.setenv("FOREDOSE_DEBUG", "1")
    assert run(*ADVISE) == 70
    assert "Traceback" in capsys.readouterr().err


def test_missing_file_that_a_reader_let_through(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _fail(monkeypatch, FileNotFoundError(2, "No such file or directory", "a.vcf"))
    assert run(*ADVISE) == 2
    _four_lines(capsys.readouterr().err, "file.unreadable")


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 0)])
def test_stopped_from_outside_is_quiet(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    _fail(monkeypatch, error)
    assert run(*ADVISE) == code
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "argv",
    [
        ["nothing"],
        ["advise"],
        ["advise", "--order"],
        ["advise", "--order", "x", "--weight", "-70"],
        ["advise", "--order", "x", "--absent", "maybe"],
        ["advise", "--order", "x", "--unknown"],
        ["genome"],
        ["genome", "call"],
        ["record", "read", "a", "b"],
    ],
)
def test_usage_errors_in_four_lines(
    run: Run, asked: dict[str, Any], argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*argv) == 2
    printed = capsys.readouterr()
    _four_lines(printed.err, "usage")
    assert printed.out == ""
    assert run(argv[0], "--json", *argv[1:]) == 2
    assert json.loads(capsys.readouterr().err)["code"] == "usage"


def test_bad_date(run: Run, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ADVISE, "--as-of", "yesterday") == 2
    _four_lines(capsys.readouterr().err, "option.date")


def test_genome_call(
    run: Run, monkeypatch: pytest.MonkeyPatch, genome: GenomeCall, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: dict[str, Any] = {}

    def call(given: GivenGenome, **how: Any) -> tuple[GenomeCall, ...]:
        seen.update(how, given=given)
        return (genome, genome)

    _install(monkeypatch, "genomes", call=call)
    assert run("genome", "call", "a.vcf", "--genes", "CYP2C19, CYP2D6", "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema("genome-call"))
    assert seen["genes"] == ("CYP2C19", "CYP2D6")
    assert seen["given"] == GivenGenome(path=Path("a.vcf"))
    assert run("genome", "call", "a.vcf") == 0
    shown = capsys.readouterr().out
    assert "Poor Metabolizer >99 %" in shown
    assert "no: SNV-only, copy number not assayed" in " ".join(shown.split())


def test_record_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    _install(monkeypatch, "records", read=lambda path, as_of: record)
    assert run("record", "read", "ann.json", "--json") == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), json_schema("record"))
    assert run("record", "read", "ann.json") == 0
    shown = capsys.readouterr().out
    assert "omeprazole" in shown
    assert "71.5 kg" in shown


def test_demo(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    answer: Assessment,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    people = [("Ann: clopidogrel + omeprazole", SimpleNamespace(assessment=answer))] * 2
    _install(monkeypatch, "demo", run=lambda: iter(people))
    assert run("demo", "--html", str(tmp_path / "out"), "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["foredose/assessment/1"] * 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ann-clopidogrel-omeprazole.html"]
    assert run("demo") == 0
    printed = capsys.readouterr()
    assert printed.out.count("FOREDOSE") == 2
    assert printed.out.count("=== Ann: clopidogrel + omeprazole") == 2 and printed.err == ""


@pytest.mark.parametrize("name", ["assessment", "error", "gene-explanation", "genome-call", "record", "twin"])
def test_schema_is_printed(run: Run, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", name) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_unknown_schema(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", "nothing") == 2
    _four_lines(capsys.readouterr().err, "schema.unknown")


def test_versions(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("foredose ")
    assert run("knowledge", "version", "--json") == 0
    assert json.loads(capsys.readouterr().out)["knowledge_version"]


def test_help_lists_every_verb_and_loads_little(run: Run) -> None:
    code = (
        "import sys\nfrom foredose.surfaces.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n"
        "    heavy = {'jax', 'numpy', 'pydantic', 'yaml', 'plotly', 'rich'} & set(sys.modules)\n"
        "    print('heavy', sorted(heavy))\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for verb in ("advise", "genome", "record", "demo", "schema", "model", "knowledge"):
        assert f"  {verb} " in shown
    assert "heavy []" in shown


def test_reading_and_showing_never_load_jax() -> None:
    rooms = ", ".join(
        f"foredose.surfaces.{name}"
        for name in ("contract", "card", "report", "fhir_out", "genome", "cli.tables")
    )
    code = f"import sys, {rooms}\nprint('jax' in sys.modules, 'plotly' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["False", "False"]


def test_a_reader_that_goes_away_is_no_failure() -> None:
    code = "from foredose.surfaces.cli import main\nmain(['schema', 'assessment'])"
    command = f'{sys.executable} -c "{code}" | head -c 1'
    shown = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert shown.stdout == "{"
    assert shown.stderr == ""


def test_no_command_shows_help(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "Usage: foredose" in capsys.readouterr().out


@pytest.mark.parametrize("as_json", [False, True])
def test_a_path_that_is_no_utf8_is_still_an_error_in_words(tmp_path: Path, as_json: bool) -> None:
    code = "from foredose.surfaces.cli import main\nmain()"
    argv = [sys.executable, "-c", code, "genome", "call", b"\xff\xfe.vcf", *(["--json"] if as_json else [])]
    done = subprocess.run(argv, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    told = done.stderr.decode("utf-8")
    assert "Traceback" not in told
    if as_json:
        assert json.loads(told)["code"] == "vcf.unreadable"
    else:
        _four_lines(told, "vcf.unreadable")


@pytest.mark.parametrize("as_json", [False, True])
def test_surrogates_in_a_message_do_not_crash_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    _fail(monkeypatch, InputError("x.y", found="\udcff", expected="\ud800", where="\udcfe.vcf", remedy="r"))
    assert run(*ADVISE, *(["--json"] if as_json else [])) == 2
    printed = capsys.readouterr().err
    printed.encode("utf-8")
    assert "udcfe.vcf" in printed


@pytest.mark.parametrize("kind", ["fifo", "link", "dangling", "device"])
@pytest.mark.parametrize("option", ["--html", "--stages"])
def test_only_regular_files_are_written_over(
    run: Run,
    asked: dict[str, Any],
    kind: str,
    option: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "twin.json"
    kept = tmp_path / "kept"
    if kind == "fifo":
        os.mkfifo(target)
    else:
        to = {"link": kept, "dangling": tmp_path / "nothing", "device": Path("/dev/null")}[kind]
        if kind == "link":
            kept.write_text("kept", "utf-8")
        target.symlink_to(to)
    assert run(*ADVISE, option, str(target if option == "--html" else folder)) == 2
    _four_lines(capsys.readouterr().err, "output.not-a-file")
    assert "order" not in asked
    assert kind != "link" or kept.read_text("utf-8") == "kept"


def test_a_device_is_not_replaced(
    run: Run, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ADVISE, "--html", "/dev/null") == 2
    _four_lines(capsys.readouterr().err, "output.not-a-file")


@pytest.mark.parametrize("option", ["--genome", "--record", "--calls", "--assayed"])
@pytest.mark.parametrize("out", ["--html", "--stages"])
def test_what_is_read_is_not_written_over(
    run: Run, asked: dict[str, Any], option: str, out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "record.json"
    given.write_text("{}", "utf-8")
    target = tmp_path / "." / "record.json" if out == "--html" else tmp_path
    order = ["--order", "clopidogrel 75 mg daily"]
    assert run("advise", *order, option, str(given), out, str(target)) == 2
    _four_lines(capsys.readouterr().err, "output.input")
    assert given.read_text("utf-8") == "{}"
    assert "order" not in asked


def test_json_with_files_says_nothing_beside_it(
    run: Run, asked: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--html", str(tmp_path / "r.html"), "--stages", str(tmp_path / "s")]
    assert run(*ADVISE, *files, "--json") == 0
    assert capsys.readouterr().err == ""
    assert run(*ADVISE, *files) == 0
    assert capsys.readouterr().err.startswith("report: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("as_json", [False, True])
def test_a_full_disk_is_four_lines(as_json: bool) -> None:
    code = "from foredose.surfaces.cli import main\nmain()"
    argv = [sys.executable, "-c", code, "knowledge", "version", *(["--json"] if as_json else [])]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(argv, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    if as_json:
        assert json.loads(done.stderr)["code"] == "system.io"
    else:
        _four_lines(done.stderr, "system.io")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_days_out_of_reach(
    run: Run, asked: dict[str, Any], day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ADVISE, "--as-of", day, "--age", "63") == 2
    _four_lines(capsys.readouterr().err, "option.date")


def test_the_report_does_not_take_the_place_of_a_stage(
    run: Run, asked: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s").mkdir()
    report = tmp_path / "s" / "assessment.json"
    assert run(*ADVISE, "--html", str(report), "--stages", str(tmp_path / "s")) == 2
    _four_lines(capsys.readouterr().err, "output.overlap")
    assert list((tmp_path / "s").iterdir()) == []
    assert "order" not in asked


def test_the_package_runs_as_a_module() -> None:
    argv = [sys.executable, "-m", "foredose", "knowledge", "nothing"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error[usage]\n")
