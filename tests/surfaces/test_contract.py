"""What is printed under ``--json`` keeps its published schema and loses nothing."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from foredose.advice.assessment import Assessment
from foredose.core import Indeterminate, InputError
from foredose.genome import GenomeCall
from foredose.sources import Record
from foredose.surfaces import contract


def _documents(answer: Assessment, genome: GenomeCall, record: Record) -> dict[str, contract.Document]:
    return {
        "assessment": contract.assessment_document(answer),
        "genome-call": contract.genome_document(genome, knowledge_version="2026.11.1"),
        "record": contract.record_document(record, knowledge_version="2026.11.1"),
        "twin": contract.twin_document(answer.twin, knowledge_version="2026.11.1"),
    }


@pytest.mark.parametrize("name", ["assessment", "genome-call", "record", "twin"])
def test_document_validates_and_comes_back(
    name: str, answer: Assessment, genome: GenomeCall, record: Record
) -> None:
    document = _documents(answer, genome, record)[name]
    printed = json.loads(document.text())
    jsonschema.Draft202012Validator(contract.json_schema(name)).validate(printed)
    assert printed["schema"] == f"foredose/{name}/1"
    assert printed["code_version"] and printed["knowledge_version"]
    assert type(document).model_validate_json(document.text()) == document


def _leaves(value: Any) -> set[str]:
    """Every text and number in a tree of dataclasses, mappings and tuples."""
    if dataclasses.is_dataclass(value):
        return set().union(
            *(_leaves(getattr(value, field.name)) for field in dataclasses.fields(value)), set()
        )
    if isinstance(value, dict):
        return set().union(*(_leaves(part) for pair in value.items() for part in pair), set())
    if isinstance(value, list | tuple):
        return set().union(*(_leaves(part) for part in value), set())
    return {str(value)}


def test_everything_in_the_assessment_is_printed(answer: Assessment, refusal: Assessment) -> None:
    for each in (answer, refusal):
        printed = _leaves(json.loads(contract.assessment_document(each).text()))
        assert _leaves(each) <= printed


def test_contract_names_of_the_assessment(answer: Assessment) -> None:
    printed = json.loads(contract.assessment_document(answer).text())
    first = printed["exposure"][0]
    assert first["in_window"]["probability"] == 0.12
    assert first["in_window"]["window"]["source"] == {"key": "Erlinge2008", "locus": "Table 2"}
    assert printed["exposure"][1]["in_window"] is None
    assert printed["twin"]["covariates"][3]["value"] is None
    assert printed["refused"] is None


def test_unknown_sex_is_an_object_not_a_default(genome: GenomeCall) -> None:
    unsure = dataclasses.replace(genome, sex=Indeterminate(why="no X records", resolve="a whole genome"))
    printed = json.loads(contract.genome_document(unsure, knowledge_version="1").text())
    assert printed["sex"] == {"why": "no X records", "resolve": "a whole genome"}


def test_not_a_number_is_never_printed(answer: Assessment) -> None:
    broken = dataclasses.replace(answer.options[0], benefit=math.nan)
    with pytest.raises(ValidationError):
        contract.assessment_document(dataclasses.replace(answer, options=(broken,)))


def test_error_document_validates() -> None:
    error = InputError(
        "vcf.truncated", found="half a block", expected="a whole file", where="a.vcf", remedy="copy"
    )
    printed = json.loads(contract.error_document(error).text())
    jsonschema.Draft202012Validator(contract.json_schema("error")).validate(printed)
    assert printed["code"] == "vcf.truncated"


def test_schemas_allow_fields_to_be_added(answer: Assessment) -> None:
    printed = json.loads(contract.assessment_document(answer).text()) | {"added_later": 1}
    jsonschema.Draft202012Validator(contract.json_schema("foredose/assessment/1")).validate(printed)


def test_unknown_schema_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"schema\.unknown"):
        contract.json_schema("nothing")


def test_a_verdict_is_true_or_says_why(answer: Assessment) -> None:
    for told, shown in (
        ("qualified", True),
        ("not qualified: GMFE 1.57", "not qualified: GMFE 1.57"),
        ("", ""),
    ):
        assert contract.assessment_document(replace(answer, qualified=told)).qualified == shown
