"""What a user can get wrong on the command line: one clear error of four lines, exit code 2, nothing half-written."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from foredose.application.demo import FOLDER
from foredose.surfaces.cli import main

VCF = FOLDER / "demo-1.vcf.gz"
RECORD = FOLDER / "demo-1.json"
ORDER = "clopidogrel 75 mg daily for PCI"


def _vcf(folder: Path, data: bytes, name: str = "genome.vcf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _plain() -> bytes:
    return gzip.decompress(VCF.read_bytes())


def _hg18() -> bytes:
    lines = [b"##fileformat=VCFv4.1", b"##reference=hg18"]
    lines += [b"##contig=<ID=chr10,length=135374737,assembly=NCBI36>"]
    lines += [b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1"]
    lines += [b"chr10\t96531606\t.\tG\tA\t.\tPASS\t.\tGT\t1/1"]
    return b"\n".join(lines) + b"\n"


def _long_line() -> bytes:
    """Return a gzip of 2 GB without a line break, as repeated members of 16 MiB."""
    header = gzip.compress(b"##fileformat=VCFv4.2\n")
    return header + gzip.compress(b"A" * (1 << 24), compresslevel=1) * 128


BAD_GENOMES = {
    "truncated gzip": lambda: VCF.read_bytes()[:-700],
    "hg18": _hg18,
    "CRAM renamed": lambda: b"CRAM\x03\x01" + bytes(range(256)) * 4,
    "BAM renamed": lambda: gzip.compress(b"BAM\x01" + bytes(400)),
    "2 GB line": _long_line,
    "empty": bytes,
    "binary": lambda: bytes(range(256)) * 8,
    "a record": RECORD.read_bytes,
    "cut line": lambda: _plain()[:-30],
}


def _four_lines(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """Run the command line; assert the shape of the error; return it."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    assert left.value.code == 2, err
    assert out == ""
    lines = err.strip().splitlines()
    for word in ("found", "expected", "where", "remedy"):
        assert any(line.strip().startswith(word) for line in lines), err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("kind", BAD_GENOMES)
def test_a_bad_genome_is_refused_before_anything_is_written(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    genome = _vcf(tmp_path, BAD_GENOMES[kind](), "genome.vcf.gz" if "gzip" in kind else "genome.vcf")
    report = tmp_path / "out.html"
    _four_lines(capsys, ["advise", "--genome", str(genome), "--order", ORDER, "--html", str(report)])
    assert not report.exists()


def test_a_folder_is_not_a_genome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _four_lines(capsys, ["advise", "--genome", str(tmp_path), "--order", ORDER])


@pytest.mark.parametrize(
    "order",
    [
        "notadrug 5 mg daily",
        "clopidogrel 75 kg",
        "clopidogrel 75 kg daily",
        "clopidogrel daily",
        "clopidogrel -75 mg daily",
        "clopidogrel 0 mg daily",
        "clopidogrel NaN mg daily",
        "",
        "clopidogrel 75 mg",
    ],
)
def test_a_bad_order_is_refused(order: str, capsys: pytest.CaptureFixture[str]) -> None:
    _four_lines(capsys, ["advise", "--call", "CYP2C19=*1/*1", "--order", order])


def _changed(folder: Path, change: object) -> Path:
    bundle = json.loads(RECORD.read_text(encoding="utf-8"))
    assert callable(change)
    change(bundle)
    path = folder / "record.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return path


def _resource(bundle: dict, kind: str, code: str | None = None) -> dict:  # type: ignore[type-arg]
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == kind and (
            code is None or code in json.dumps(resource.get("code", {}))
        ):
            return resource  # type: ignore[no-any-return]
    raise AssertionError(f"no {kind} {code}")


def _negative_weight(bundle: dict) -> None:  # type: ignore[type-arg]
    _resource(bundle, "Observation", "29463-7")["valueQuantity"]["value"] = -70


def _future(bundle: dict) -> None:  # type: ignore[type-arg]
    _resource(bundle, "Observation", "29463-7")["effectiveDateTime"] = "2099-01-01"


def _second_patient(bundle: dict) -> None:  # type: ignore[type-arg]
    bundle["entry"].append({"resource": {"resourceType": "Patient", "id": "somebody-else", "gender": "male"}})


def _other_version(bundle: dict) -> None:  # type: ignore[type-arg]
    medication = _resource(bundle, "MedicationRequest")
    medication["medication"] = {"concept": medication.pop("medicationCodeableConcept")}


def _unknown_unit(bundle: dict) -> None:  # type: ignore[type-arg]
    _resource(bundle, "Observation", "29463-7")["valueQuantity"].update(code="stone", unit="stone")


@pytest.mark.parametrize(
    "change", [_negative_weight, _future, _second_patient, _other_version, _unknown_unit]
)
def test_a_bad_record_is_refused(change: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = _changed(tmp_path, change)
    _four_lines(
        capsys,
        ["advise", "--genome", str(VCF), "--record", str(record), "--order", ORDER, "--as-of", "2026-06-15"],
    )


def test_a_report_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _four_lines(
        capsys,
        ["advise", "--call", "CYP2C19=*1/*1", "--age", "50", "--order", ORDER, "--html", str(tmp_path)],
    )
    assert list(tmp_path.iterdir()) == []


def test_a_diplotype_typed_for_a_file_of_calls_says_where_to_type_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    err = _four_lines(capsys, ["advise", "--calls", "CYP2D6=*1/*4", "--order", "codeine 30 mg every 6 hours"])
    assert "CYP2D6=*1/*4" in err.split("remedy")[0]
    assert "--call 'CYP2D6=*1/*4'" in err
