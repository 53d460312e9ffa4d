"""One real order through every surface: what the engine gives fits the contract, the card and the report."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract import json_schema

ADVISE = ["advise", "--order", "escitalopram 10 mg daily", "--call", "CYP2C19=*2/*2"]
STATED = [
    "--meds",
    "omeprazole 20 mg daily",
    "--age",
    "50",
    "--sex",
    "female",
    "--weight",
    "70",
    "--height",
    "168",
]


def test_a_real_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, stages = tmp_path / "r.html", tmp_path / "stages"
    with pytest.raises(SystemExit) as left:
        main([*ADVISE, *STATED, "--json", "--html", str(report), "--stages", str(stages)])
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, json_schema("assessment"))
    assert left.value.code == (0 if document["complete"] else 3)
    assert next(iter(document)) == "schema"
    assert document["exposure"][0]["ratio_to_reference"]["value"] > 1
    assert "Poor Metabolizer" in report.read_text("utf-8")
    genome = json.loads((stages / "genome.json").read_text("utf-8"))
    jsonschema.validate(genome, json_schema("genome-call"))


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["advise", "--order", "clopidogrel 75 kg", "--age", "50"], "order.unit"),
        (["advise", "--order", "nothingol 5 mg daily"], "drug.unknown"),
        (["record", "read", "."], None),
        (["genome", "call", "missing.vcf"], None),
    ],
)
def test_what_a_user_can_mend_exits_2(
    argv: list[str], code: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*argv, "--json"])
    assert left.value.code == 2
    printed = capsys.readouterr()
    error = json.loads(printed.err)
    jsonschema.validate(error, json_schema("error"))
    assert code is None or error["code"] == code
    assert printed.out == ""
