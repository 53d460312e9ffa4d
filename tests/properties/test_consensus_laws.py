"""Laws of weighing callers against each other, whatever they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foredose.genome import GeneCall, call_genome
from foredose.genome.reconcile import reconcile
from foredose.sources.outside_calls import Answer, OutsideCall, parse_answers
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.properties
ruled = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DIPLOTYPES = ("*1/*1", "*1/*4", "*1/*4x2", "*4/*5", "*1x2/*4", "*36+*10/*41", "*2/*10", "*1/*22")
CALLERS = ("Cyrius", "Aldy", "StellarPGx", "PyPGx", "pb-StarPhase", "PharmCAT", "a laboratory")
STAR_4 = {"rs3892097": "C|T", "rs1065852": "G|A", "rs1135840": "C|G", "rs1058164": "C|G"}


def named(caller: str, *diplotypes: str, doubt: str | None = None) -> OutsideCall:
    return OutsideCall(
        gene="CYP2D6", caller=caller, answers=parse_answers("CYP2D6", diplotypes, "a law"), doubt=doubt
    )


@st.composite
def any_call(draw: st.DrawFn) -> OutsideCall:
    caller = draw(st.sampled_from(CALLERS))
    form = draw(st.sampled_from(["diplotypes", "diplotypes", "phenotype", "score", "no call"]))
    doubt = draw(st.sampled_from([None, None, "filter LowQ"]))
    if form == "diplotypes":
        return named(
            caller, *draw(st.lists(st.sampled_from(DIPLOTYPES), min_size=1, max_size=3)), doubt=doubt
        )
    texts = {"phenotype": ("Poor Metabolizer", "Normal Metabolizer"), "score": ("AS:1.0", "AS:2.0")}
    if form == "no call":
        return OutsideCall(gene="CYP2D6", caller=caller, answers=(), doubt="no call")
    return named(caller, draw(st.sampled_from(texts[form])), doubt=doubt)


some_calls = st.lists(any_call(), min_size=1, max_size=5)


def share(call: GeneCall, diplotype: str) -> float:
    return next((d.probability for d in call.diplotypes if d.name == diplotype), 0.0)


def beside(path: Path, calls: list[OutsideCall]) -> GeneCall:
    genotypes = read_vcf(write_vcf(path / "x.vcf", gene_records("CYP2D6", STAR_4)))
    return call_genome(genotypes, genes=["CYP2D6"], outside=calls).genes["CYP2D6"]


@ruled
@given(calls=some_calls, data=st.data())
def test_the_order_of_callers_changes_nothing(
    calls: list[OutsideCall], data: st.DataObject, tmp_path: Path
) -> None:
    shuffled = data.draw(st.permutations(calls))
    assert reconcile(calls) == reconcile(shuffled)
    assert beside(tmp_path, calls) == beside(tmp_path, shuffled)


@ruled
@given(calls=some_calls)
def test_shares_sum_to_one(calls: list[OutsideCall], tmp_path: Path) -> None:
    for call in (reconcile(calls), beside(tmp_path, calls)):
        total = sum(c.probability for c in call.phenotypes)
        assert total <= 1 + 1e-9
        assert not call.phenotypes or total > 0.99
        assert sum(c.probability for c in call.diplotypes) <= 1 + 1e-9
        assert (call.reason is None) == call.reportable == (call.resolve is None)


@ruled
@given(call=any_call(), callers=st.sets(st.sampled_from(CALLERS[:5]), min_size=2))
def test_callers_of_one_mind_equal_one_of_them(call: OutsideCall, callers: set[str]) -> None:
    many = reconcile([replace(call, caller=caller) for caller in callers])
    one = reconcile([replace(call, caller=sorted(callers)[0])])
    assert [c.name for c in many.diplotypes] == [c.name for c in one.diplotypes]
    assert [c.probability for c in many.diplotypes] == pytest.approx([c.probability for c in one.diplotypes])
    assert [c.probability for c in many.phenotypes] == pytest.approx([c.probability for c in one.phenotypes])
    assert (many.reportable, many.activity_score) == (one.reportable, one.activity_score)


@ruled
@given(calls=some_calls, diplotype=st.sampled_from(DIPLOTYPES), caller=st.sampled_from(CALLERS[:5]))
def test_one_more_caller_for_a_diplotype_never_lowers_it(
    calls: list[OutsideCall], diplotype: str, caller: str, tmp_path: Path
) -> None:
    more = [*calls, named(caller, diplotype)]
    name = "/".join(sorted(diplotype.split("/"), key=lambda n: int(n.strip("*").split("x")[0].split("+")[0])))
    assert share(reconcile(more), name) >= share(reconcile(calls), name) - 1e-9
    assert share(beside(tmp_path, more), name) >= share(beside(tmp_path, calls), name) - 1e-9


@ruled
@given(calls=some_calls)
def test_a_caller_against_the_vcf_is_never_in_silence(calls: list[OutsideCall], tmp_path: Path) -> None:
    call = beside(tmp_path, [*calls, named("Cyrius", "*41/*41")])
    assert not call.reportable
    assert "Cyrius reports *41/*41" in str(call.reason)
    assert share(call, "*41/*41") > 0


def test_an_answer_holds_one_thing() -> None:
    assert Answer(alleles=("*1", "*4")).statements == ()
