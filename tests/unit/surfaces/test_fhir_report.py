"""A genomics report: what it says of each state of a gene, and that every rule of its validation can fail."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from foredose.application.genome_report import guidance_of
from foredose.core import Candidate, InputError
from foredose.genome import GeneCall, GenomeCall, Positions, call_outside
from foredose.sources.outside_calls import parse_call
from foredose.surfaces.fhir_out import genomics_report, read_genomics_report, rules, validate
from foredose.surfaces.fhir_out.codes import GENE_URL, IG

pytestmark = pytest.mark.unit

Json = dict[str, Any]
DEMO = Path(__file__).parents[3] / "src" / "foredose" / "application" / "demo"


def _called() -> GenomeCall:
    from foredose.application.genomes import call
    from foredose.application.given import GivenGenome

    return call(GivenGenome(path=DEMO / "demo-1.vcf.gz"))[0]


@pytest.fixture(scope="module")
def call() -> GenomeCall:
    return _called()


@pytest.fixture(scope="module")
def bundle(call: GenomeCall) -> Json:
    return genomics_report(call, guidance_of(call), subject="Patient/p1", knowledge_version="1")


def _of(bundle: Json, kind: str) -> list[Json]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def _profiled(bundle: Json, name: str) -> list[Json]:
    wanted = f"{IG}/StructureDefinition/{name}|3.0.0"
    every = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in every if wanted in one.get("meta", {}).get("profile", ())]


def _genotypes(bundle: Json) -> dict[str, Json]:
    found = {}
    for one in _of(bundle, "Observation"):
        for extension in one.get("extension", ()):
            if extension["url"] == GENE_URL:
                name = next(part["valueString"] for part in extension["extension"] if part["url"] == "gene")
                found[name] = one
    return found


def _component(one: Json, code: str) -> Json:
    return next(part for part in one["component"] if part["code"]["coding"][0]["code"] == code)


def test_a_report_is_valid_and_reads_back(call: GenomeCall, bundle: Json) -> None:
    assert validate(bundle) == ()
    back = read_genomics_report(json.dumps(bundle))
    assert back == call
    assert list(back.genes) == list(call.genes)


def test_the_same_call_gives_the_same_bundle(call: GenomeCall, bundle: Json) -> None:
    assert genomics_report(call, guidance_of(call), subject="Patient/p1", knowledge_version="1") == bundle


def test_a_reportable_gene_is_final_and_rests_on_its_variants(bundle: Json) -> None:
    genotype = _genotypes(bundle)["CYP2C19"]
    assert genotype["status"] == "final"
    assert genotype["valueCodeableConcept"] == {"text": "CYP2C19 *1/*2"}
    by_url = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    below = [by_url[one["reference"]] for one in genotype["derivedFrom"]]
    named = [
        one["valueCodeableConcept"].get("text") for one in below if one in _profiled(bundle, "haplotype")
    ]
    assert named == ["CYP2C19 *1", "CYP2C19 *2"]
    star_two = next(one for one in below if one["valueCodeableConcept"].get("text") == "CYP2C19 *2")
    carried = [by_url[one["reference"]] for one in star_two["derivedFrom"]]
    rs = {_component(one, "81252-9")["valueCodeableConcept"]["coding"][0]["code"] for one in carried}
    assert {"rs4244285", "rs12769205"} <= rs
    assert "rs3758581" in rs  # *38 is the reference of CYP2C19: *1 and *2 both carry this change


def test_a_variant_stands_where_the_definition_has_it(bundle: Json) -> None:
    one = next(
        one
        for one in _profiled(bundle, "variant")
        if _component(one, "81252-9")["valueCodeableConcept"]["coding"][0]["code"] == "rs4244285"
    )
    assert one["valueCodeableConcept"]["coding"][0]["code"] == "LA9633-4"
    assert _component(one, "81254-5")["valueRange"] == {
        "low": {"value": 94781859},
        "high": {"value": 94781859},
    }
    assert _component(one, "69547-8")["valueString"] == "G"
    assert _component(one, "69551-0")["valueString"] == "A"
    assert _component(one, "53034-5")["valueCodeableConcept"]["coding"][0]["display"] == "heterozygous"
    assert _component(one, "48000-4")["valueCodeableConcept"]["coding"][0]["code"] == "LA21263-1"


def test_a_variant_is_on_the_assembly_of_the_file(call: GenomeCall) -> None:
    made = genomics_report(replace(call, assembly="GRCh37"), knowledge_version="1")
    assert validate(made) == ()
    for one in _profiled(made, "variant"):
        rs = _component(one, "81252-9")["valueCodeableConcept"]["coding"][0]["code"]
        build = _component(one, "62374-4")["valueCodeableConcept"]["coding"][0]["display"]
        if rs == "rs4244285":
            assert (build, _component(one, "81254-5")["valueRange"]["low"]) == ("GRCh37", {"value": 96541616})
        assert _component(one, "69547-8")["valueString"] != _component(one, "69551-0")["valueString"]


def test_a_call_that_may_not_be_reported_is_never_a_bare_diplotype(bundle: Json) -> None:
    genotype = _genotypes(bundle)["CYP2D6"]
    assert genotype["status"] == "preliminary"
    assert genotype["valueCodeableConcept"]["text"].startswith("CYP2D6: not reportable; likeliest")
    assert "coding" not in genotype["valueCodeableConcept"]
    assert genotype["interpretation"][0]["text"].startswith("NOT REPORTABLE: small variants only")
    said = _component(genotype, "conclusion-string")["valueString"]
    assert said.startswith("NOT REPORTABLE") and "*1/*5" in said and "To resolve" in said
    haplotypes = [one["valueCodeableConcept"]["text"] for one in _profiled(bundle, "haplotype")]
    assert not [name for name in haplotypes if name.startswith("CYP2D6")]
    implied = [
        one
        for one in _profiled(bundle, "therapeutic-implication")
        if "CYP2D6" in json.dumps(one["component"])
    ]
    assert implied
    assert {one["status"] for one in implied} == {"preliminary"}
    assert "LA25391-6" not in json.dumps(implied)


def _unseen(call: GenomeCall, *, failed: int = 0) -> GenomeCall:
    gene = call.genes["CYP2C9"]
    none = replace(
        gene,
        diplotypes=(),
        phenotypes=(),
        activity_score=None,
        positions=Positions(defining=83, observed=0, not_assayed=83 - failed, failed=failed),
        reportable=False,
        reason="no defining position is in the file",
        resolve="genotype CYP2C9",
        evidence=(),
    )
    return replace(call, genes={"CYP2C9": none})


@pytest.mark.parametrize(("failed", "code"), [(0, "unknown"), (83, "error")])
def test_a_gene_that_was_not_seen_has_no_value_and_says_so(call: GenomeCall, failed: int, code: str) -> None:
    bare = genomics_report(_unseen(call, failed=failed), knowledge_version="1")
    assert validate(bare) == ()
    genotype = _genotypes(bare)["CYP2C9"]
    assert not [key for key in genotype if key.startswith("value")]
    assert genotype["dataAbsentReason"]["coding"][0]["code"] == code
    assert "not a reference result" in genotype["dataAbsentReason"]["text"]
    assert "*1" not in json.dumps(bare)
    assert not _profiled(bare, "haplotype") and not _of(bare, "Task")
    assert "Not reportable: CYP2C9" in _of(bare, "DiagnosticReport")[0]["conclusion"]


def test_a_task_is_proposed_only_on_a_reportable_and_likely_genotype(call: GenomeCall, bundle: Json) -> None:
    tasks = {one["description"]: one for one in _of(bundle, "Task")}
    avoid = next(one for text, one in tasks.items() if "avoid the usual dose of clopidogrel" in text)
    assert avoid["code"]["coding"][0]["code"] == "LA26421-0"
    assert avoid["for"] == {"reference": "Patient/p1"}
    assert avoid["reasonCode"] == {"text": "ACS or PCI"}
    assert avoid["note"][0]["text"].startswith("Proposed from the genes alone")
    assert not [text for text in tasks if "codeine" in text]  # CYP2D6 is not reportable
    assert not [text for text in tasks if text.startswith("CPIC") and "keep the usual dose" in text]
    whole = call_outside("p", (parse_call("CYP2D6=*4/*4"), parse_call("CYP2C19=*1/*1")))
    given = genomics_report(whole, guidance_of(whole), knowledge_version="1")
    assert validate(given) == ()
    assert [one for one in _of(given, "Task") if "codeine" in one["description"]]


def test_who_it_is_about_is_stated_or_left_out(call: GenomeCall, bundle: Json) -> None:
    assert {one["subject"]["reference"] for one in _of(bundle, "Observation")} == {"Patient/p1"}
    unnamed = genomics_report(call, knowledge_version="1")
    assert "subject" not in json.dumps(unnamed)
    assert _of(unnamed, "Specimen")[0]["identifier"] == [{"value": "DEMO-1"}]


def test_the_report_never_claims_that_a_person_verified_it(bundle: Json) -> None:
    assert _of(bundle, "DiagnosticReport")[0]["status"] == "partial"


def test_a_phenotype_alone_is_kept_and_is_no_genotype() -> None:
    given = call_outside("p", (parse_call("CYP2D6=Poor Metabolizer"),))
    made = genomics_report(given, knowledge_version="1")
    assert validate(made) == ()
    assert "dataAbsentReason" in _genotypes(made)["CYP2D6"]
    assert "LA9657-3" in json.dumps(_profiled(made, "therapeutic-implication"))
    assert read_genomics_report(made) == given


def test_a_gene_or_text_that_is_not_known_here_does_no_harm(call: GenomeCall) -> None:
    odd = replace(
        call.genes["CYP2C19"],
        gene="XYZ\x1b[31m",
        diplotypes=(Candidate(name="", probability=1.0),),
        evidence=("rs4244285 A/G", "nonsense"),
    )
    strange = replace(call, sample="\n", genes={odd.gene: odd})
    made = genomics_report(strange, knowledge_version="1")
    assert validate(made) == ()
    assert read_genomics_report(made) == strange
    assert "\\u001b" not in json.dumps(made)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"entry": [{"fullUrl": "a", "resource": {}}]}'])
def test_another_document_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_genomics_report(text)
    assert refused.value.code == "fhir.report"


def test_a_report_whose_extensions_were_changed_is_refused(bundle: Json) -> None:
    broken = copy.deepcopy(bundle)
    genotype = _genotypes(broken)["CYP2C19"]
    genotype["extension"][0]["extension"] = genotype["extension"][0]["extension"][2:]
    with pytest.raises(InputError):
        read_genomics_report(broken)


def _set(kind: str, **values: Any) -> Callable[[Json], None]:
    def change(bundle: Json) -> None:
        _of(bundle, kind)[0].update(copy.deepcopy(values))

    return change


def _in(profile: str, change: Callable[[Json], Any]) -> Callable[[Json], None]:
    return lambda bundle: change(_profiled(bundle, profile)[0])


def _twice(code: str) -> Callable[[Json], None]:
    return lambda one: one["component"].append(_component(one, code))


def _answer(code: str, value: str) -> Callable[[Json], None]:
    return lambda one: _component(one, code)["valueCodeableConcept"]["coding"][0].update(code=value)


def _ratio(bundle: Json) -> None:
    _of(bundle, "Observation")[0]["extension"].append({"url": "urn:x", "valueRatioRange": {}})


def _both(bundle: Json) -> None:
    _of(bundle, "Observation")[0]["extension"][0]["valueString"] = "x"


BROKEN: dict[str, list[Callable[[Json], Any]]] = {
    "r4b": [_set("Observation", nonsense=1), _set("Task", status=None)],
    "r4-resource": [
        lambda b: b["entry"].append({"fullUrl": "urn:x", "resource": {"resourceType": "Ingredient"}})
    ],
    "r4-type": [_ratio],
    "ext-1": [_both],
    "required-binding": [
        _set("Observation", status="finale"),
        _set("DiagnosticReport", status="done"),
        _set("Task", intent="wish"),
        _set("Specimen", status="lost"),
        _set("Device", status="off"),
        lambda b: b.update(type="heap"),
    ],
    "bdl-7": [lambda b: b["entry"].append(b["entry"][0])],
    "reference": [lambda b: b["entry"].pop(2), _set("Task", focus={"reference": "urn:uuid:0"})],
    "version": [
        _in("genotype", lambda one: one["meta"].update(profile=[f"{IG}/StructureDefinition/genotype|2.0.0"]))
    ],
    "obs-6": [_in("genotype", lambda one: one.update(dataAbsentReason={"text": "x"}))],
    "category": [
        _in("variant", lambda one: one["category"].pop()),
        _in("genomic-report", lambda one: one.pop("category")),
    ],
    "profile": [_in("genotype", lambda one: one.pop("meta"))],
    "code": [
        _in("haplotype", lambda one: one.update(code={"text": "x"})),
        _in("genomic-report", lambda one: one.update(code={"text": "x"})),
    ],
    "value": [
        _in("genotype", lambda one: one.pop("valueCodeableConcept")),
        _in("therapeutic-implication", lambda one: one.update(valueString="x")),
    ],
    "answers": [_in("variant", lambda one: one.update(valueCodeableConcept={"text": "there"}))],
    "derivedFrom": [_in("therapeutic-implication", lambda one: one.pop("derivedFrom"))],
    "component-value": [_in("variant", lambda one: _component(one, "69547-8").pop("valueString"))],
    "component-answers": [_in("variant", _answer("48000-4", "chr10"))],
    "component-count": [_in("variant", _twice("81254-5")), _in("genotype", _twice("conclusion-string"))],
    "caveat": [lambda b: _genotypes(b)["CYP2D6"].update(status="final")],
    "effective": [_set("DiagnosticReport", effectivePeriod={"start": "2026-01-01"})],
    "task": [_set("Task", status="completed"), _set("Task", intent="order")],
    "task-code": [_set("Task", code={"coding": [{"system": "http://loinc.org", "code": "LA9633-4"}]})],
    "task-reason": [lambda b: _of(b, "Task")[0].pop("reasonReference")],
}


@pytest.mark.parametrize(
    ("rule", "change"), [(rule, change) for rule, changes in BROKEN.items() for change in changes]
)
def test_every_rule_can_fail(bundle: Json, rule: str, change: Callable[[Json], Any]) -> None:
    broken = copy.deepcopy(bundle)
    change(broken)
    assert rule in {problem.rule for problem in validate(broken)}


def test_every_rule_has_a_case() -> None:
    import inspect
    import re

    from foredose.surfaces.fhir_out import observation_check, validation

    source = inspect.getsource(validation) + inspect.getsource(observation_check)
    named = set(re.findall(r'rule="([\w-]+)"', source))
    assert named == set(BROKEN)


@pytest.mark.parametrize(("kind", "element"), list(rules.BINDINGS))
def test_required_bindings_are_those_that_the_classes_name(kind: str, element: str) -> None:
    module = pytest.importorskip(
        f"fhir.resources.R4B.{kind.lower()}", reason="fhir.resources is not installed"
    )
    field = getattr(module, kind).model_fields[element]
    named = set(field.json_schema_extra["enum_values"])
    allowed = rules.BINDINGS[kind, element]
    assert named - {"+"} <= allowed  # "+" stands for codes that the classes leave out
    assert "+" in named or named == allowed


def test_without_fhir_resources_the_structure_counts_as_not_checked(
    bundle: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    assert [problem.rule for problem in validate(bundle)] == ["r4b"]


def test_an_unsafe_mark_is_not_lost_with_an_outside_disagreement(call: GenomeCall) -> None:
    gene: GeneCall = replace(call.genes["CYP2C19"], reportable=False, reason="the VCF and Aldy disagree")
    made = genomics_report(replace(call, genes={"CYP2C19": gene}), knowledge_version="1")
    assert _genotypes(made)["CYP2C19"]["status"] == "preliminary"
    assert not _profiled(made, "haplotype")
