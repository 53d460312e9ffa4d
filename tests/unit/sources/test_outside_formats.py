"""Results of other callers: each in the form it documents, with everything it leaves open."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.sources.outside import recognise
from foredose.sources.outside_calls import OutsideCall
from foredose.sources.outside_files import outside_samples, read_outside_calls

pytestmark = pytest.mark.unit
FORMS = Path(__file__).with_name("outside")


def read(name: str, sample: str | None = None) -> dict[str, OutsideCall]:
    return {call.gene: call for call in read_outside_calls(FORMS / name, sample=sample)}


def answers(call: OutsideCall) -> dict[str, float]:
    return {"/".join(answer.alleles or ()): answer.weight for answer in call.answers}


@pytest.mark.parametrize(
    ("sample", "expected", "doubt"),
    [
        ("S1", {"*1/*4": 1.0}, None),
        ("S2", {"*1/*46": 0.5, "*43/*45": 0.5}, "filter More_than_one_possible_genotype"),
        ("S3", {}, "*1_*2_*68, filter Not_assigned_to_haplotypes"),
        ("S4", {"*1/*2x5": 1.0}, "filter LowQ_high_CN"),
        ("S5", {}, "no call"),
    ],
)
def test_cyrius_carries_its_filter(sample: str, expected: dict[str, float], doubt: str | None) -> None:
    call = read("cyrius.tsv", sample)["CYP2D6"]
    assert (answers(call), call.doubt, call.sample) == (expected, doubt, sample)


def test_cyrius_json_of_several_samples_carries_the_filter() -> None:
    assert outside_samples(FORMS / "cyrius.json") == ("S1", "S2")
    assert read("cyrius.json", "S1")["CYP2D6"].doubt is None
    assert read("cyrius.json", "S2")["CYP2D6"].doubt == "filter LowQ_high_CN"


def test_aldy_keeps_every_solution_and_what_does_not_match() -> None:
    calls = read("aldy.aldy")
    assert answers(calls["CYP2D6"]) == {"*1/*4x2": 0.5, "*4/*4+*1": 0.5}
    assert answers(calls["CYP2C19"]) == {"*1/*2": 1.0}
    assert "*1-like/*2 carries a change" in str(calls["CYP2C19"].doubt)


@pytest.mark.parametrize(
    ("sample", "expected", "doubt"),
    [
        ("S1", {"*4/*5": 1.0}, None),
        ("S2", {}, "Indeterminate (CNV Unknown1)"),
        ("S3", {"*10/*41": 1.0}, "in another phase it would carry *69"),
    ],
)
def test_pypgx(sample: str, expected: dict[str, float], doubt: str | None, tmp_path: Path) -> None:
    archive = tmp_path / "results.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("x/metadata.txt", "Gene=CYP2D6\nAssembly=GRCh37\nSemanticType=SampleTable[Results]\n")
        out.write(FORMS / "pypgx_data.tsv", "x/data.tsv")
    table = tmp_path / "CYP2D6_data.tsv"
    table.write_bytes((FORMS / "pypgx_data.tsv").read_bytes())
    for path in (archive, table):
        (call,) = read_outside_calls(path, sample=sample)
        assert (answers(call), call.doubt, call.caller) == (expected, doubt, "PyPGx")


def test_a_pypgx_archive_of_another_kind_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "alleles.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("x/metadata.txt", "Gene=CYP2D6\nSemanticType=SampleTable[Alleles]\n")
        out.writestr("x/data.tsv", "\tGenotype\n")
    with pytest.raises(InputError, match=r"calls\.format"):
        read_outside_calls(archive)


def test_stellarpgx() -> None:
    call = read("stellarpgx.alleles")["CYP2D6"]
    assert (answers(call), call.doubt) == ({"*17/*29": 1.0}, None)
    novel = read("stellarpgx_novel.alleles")["CYP2D6"]
    assert novel.answers == () and "novel allele" in str(novel.doubt)


@pytest.mark.parametrize(
    ("result", "expected"),
    [("No_call", {}), ("*1/*2 or *1/*41", {"*1/*2": 0.5, "*1/*41": 0.5}), ("*36+*10/*36x2+*10", {})],
)
def test_stellarpgx_results(result: str, expected: dict[str, float], tmp_path: Path) -> None:
    path = tmp_path / "s.alleles"
    path.write_text((FORMS / "stellarpgx.alleles").read_text("utf-8").replace("*17/*29", result), "utf-8")
    (call,) = read_outside_calls(path)
    assert answers(call) == expected or set(answers(call)) == {"*36+*10/*36x2+*10"}


def test_starphase() -> None:
    calls = read("starphase.json")
    assert calls["CYP2D6"].who == "pb-StarPhase 2.0.0-5beadbd"
    assert answers(calls["CYP2D6"]) == {"*68+*4/*4": 1.0}
    assert answers(calls["CYP2C19"]) == {"*1/*4": 0.5, "*4/*17": 0.5}
    assert (calls["CYP2C9"].answers, calls["CYP2C9"].doubt) == ((), "NO_MATCH")
    assert calls["HLA-A"].answers[0].statements == ("*31:01 positive",)
    assert "*57:01 positive" in calls["HLA-B"].answers[0].statements
    assert calls["MT-RNR1"].alleles == ("m.1555A>G", "m.1555A>G")
    assert "HLA-DRB1" not in calls


def test_starphase_table() -> None:
    calls = read("starphase.tsv")
    assert set(calls) == {"CYP2C9", "CYP2D6", "DPYD", "MT-RNR1"}
    assert (calls["CYP2C9"].answers, calls["CYP2C9"].doubt) == ((), "Multiple/Multiple")


@pytest.mark.parametrize("name", ["pharmcat.match.json", "pharmcat.report.tsv"])
def test_pharmcat_keeps_alternatives_version_and_sample(name: str) -> None:
    calls = read(name, "S1")
    assert set(calls) == {"CYP2C19", "CYP2C9"}
    assert answers(calls["CYP2C9"]) == {"*1/*2": 0.5, "*1/*3": 0.5}
    assert calls["CYP2C19"].who == "PharmCAT 3.1.1" and calls["CYP2C19"].sample == "S1"
    with pytest.raises(InputError, match=r"calls\.sample"):
        read(name, "S9")


def test_pharmcat_phenotyper() -> None:
    calls = read("pharmcat.phenotype.json")
    assert set(calls) == {"CYP2C19", "HLA-B", "MT-RNR1"}
    assert calls["HLA-B"].answers[0].statements == ("*57:01 positive",)
    assert calls["MT-RNR1"].alleles == ("m.1555A>G", "m.1555A>G")


def test_a_pharmcat_sample_may_be_a_number(tmp_path: Path) -> None:
    document = json.loads((FORMS / "pharmcat.match.json").read_text(encoding="utf-8"))
    document["metadata"]["sampleId"] = 12345
    path = tmp_path / "match.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert outside_samples(path) == ("12345",)
    assert read_outside_calls(path, sample="12345") == read_outside_calls(path)
    with pytest.raises(InputError, match=r"calls\.sample"):
        read_outside_calls(path, sample="S1")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"CYP2D6": "unknown"}',
        '{"results": []}',
        '{"gene_details": {}}',
        '{"resourceType": "Bundle", "type": "collection", "entry": []}',
        "Sample\tGenotype\tFilter\n",
    ],
)
def test_a_file_without_any_call_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calls"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"calls\.empty"):
        read_outside_calls(path)


@pytest.mark.parametrize("sample", [None, "S1"])
def test_a_row_that_names_nobody_is_refused(tmp_path: Path, sample: str | None) -> None:
    path = tmp_path / "cyrius.tsv"
    path.write_text("Sample\tGenotype\tFilter\n\t*1/*4\tPASS\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"calls\.sample.*without the name"):
        read_outside_calls(path, sample=sample)


def test_pharmcats_own_outside_calls() -> None:
    calls = read_outside_calls(FORMS / "outside_calls.tsv")
    assert [call.gene for call in calls] == ["CYP2D6", "CYP2C9", "HLA-B", "HLA-B", "MT-RNR1"]
    assert calls[1].activity_score == 2.0


@pytest.mark.parametrize(
    "text",
    [
        '{"CYP2D6": "*1/*1", "CYP2D6": "*4/*4"}',
        '{"S1": {"Genotype": "*1/*1", "Filter": "PASS", "Genotype": "*4/*4"}}',
    ],
)
def test_a_key_twice_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"calls\.json.*twice"):
        read_outside_calls(path)


def test_a_file_is_read_up_to_its_bound_and_no_byte_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    text = json.dumps({"CYP2D6": "*1/*4"})
    monkeypatch.setattr("foredose.sources.outside_files.MOST_BYTES", len(text))
    path.write_text(text, "utf-8")
    assert len(read_outside_calls(path)) == 1
    path.write_text(text + "\n", "utf-8")
    with pytest.raises(InputError, match=r"calls\.size"):
        read_outside_calls(path)
    assert recognise.MOST_BYTES == 64 * 1024 * 1024


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.iterdir() if path.suffix != ".md"))
def test_a_format_is_told_by_its_content(name: str, tmp_path: Path) -> None:
    """No name of a file is needed, but for a PyPGx table, which does not name its gene."""
    plain = tmp_path / ("cyp2d6" if name.startswith("pypgx") else "x")
    plain.write_bytes((FORMS / name).read_bytes())
    samples = outside_samples(FORMS / name) if not name.startswith("pypgx") else ("S1",)
    first = samples[0] if samples else None
    assert read_outside_calls(plain, sample=first)
