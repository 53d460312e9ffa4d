"""Gate that walks every line of what conditions of a person do to enzymes."""

import math

import pytest

from foredose.activity.conditions import LIVER, PersonState, influences
from foredose.core import KnowledgeError
from foredose.knowledge import condition_facts as module
from foredose.knowledge.condition_facts import CONDITIONS, condition_facts, facts_under
from foredose.knowledge.disposition_facts import disposition, disposition_names
from foredose.knowledge.impairment_facts import impairment
from foredose.knowledge.ontogeny_facts import ontogeny
from foredose.knowledge.references import references

NAMES_FOR_SEVERAL = {"CYP3A"}


@pytest.fixture(scope="module")
def enzymes():
    """Every enzyme of which any part of the package speaks."""
    tables = (disposition(name) for name in disposition_names())
    carriers = {f.of for t in tables for f in t.facts if f.quantity == "share"}
    return carriers | {c.enzyme for c in ontogeny().curves} | NAMES_FOR_SEVERAL


@pytest.mark.parametrize("fact", condition_facts(), ids=lambda f: f"{f.condition} {f.enzyme} {f.source.key}")
def test_every_line_is_of_a_known_enzyme_and_has_a_source(fact, enzymes):
    assert fact.enzyme in enzymes
    assert fact.source.key in references()
    assert 0 < len(fact.source.locus) <= 110
    assert 0.01 < fact.low <= fact.factor <= fact.high < 20
    if fact.low == fact.high:
        assert fact.basis == "statement", "a number without a spread"


def test_no_line_is_told_twice_and_every_condition_has_lines():
    keys = [(f.enzyme, f.condition, f.source) for f in condition_facts()]
    assert len(set(keys)) == len(keys)
    assert {f.condition for f in condition_facts()} == set(CONDITIONS)


def test_what_is_for_a_kg_of_body_weight_is_held_and_not_used():
    held = [f for f in condition_facts() if f.basis == "per_kg"]
    assert held
    assert not set(held) & set(facts_under(*CONDITIONS))


def test_women_and_men_lie_around_the_same_middle():
    both = [{f.enzyme + f.source.key: f.factor for f in facts_under(sex)} for sex in ("female", "male")]
    assert both[0].keys() == both[1].keys()
    for name, factor in both[0].items():
        assert factor * both[1][name] == pytest.approx(1, rel=1e-3)


@pytest.mark.parametrize("grade", ["A", "B", "C"])
def test_no_enzyme_of_a_liver_is_told_by_two_parts_of_the_package_from_one_source(grade):
    """``impairment`` holds five enzymes: the table adds others, or findings in people."""
    of_model = {
        f.enzyme for f in facts_under(f"Child-Pugh {grade}") if f.source.key == "OSPHepaticImpairment"
    }
    assert not of_model & set(impairment().liver.classes[grade].enzymes)


@pytest.mark.parametrize("grade", ["A", "B", "C"])
def test_the_table_takes_the_liver_as_large_as_impairment_does(grade):
    mass = impairment().liver.classes[grade].functional_mass
    (liver,) = [i for i in influences(PersonState(child_pugh=grade)) if i.enzyme == LIVER]
    assert liver.factor == pytest.approx(mass)
    for fact in facts_under(f"Child-Pugh {grade}"):
        if fact.source.key == "OSPHepaticImpairment":
            numbers = fact.source.locus.split(f" {fact.enzyme} ")[1].split(", ")
            told = dict(zip("ABC", numbers, strict=True))
            assert fact.factor == pytest.approx(float(told[grade]) * mass, rel=2e-3)


@pytest.mark.parametrize(
    "line",
    [
        "CYP1A2\tsmokes\t1\t1\t1\tmeasured\tx\ty\t",
        "CYP1A2\tsmoker\t1\t2\t3\tmeasured\tx\ty\t",
        "CYP1A2\tsmoker\tone\t1\t1\tmeasured\tx\ty\t",
        "CYP1A2\tsmoker\t1\t1\t1\tguessed\tx\ty\t",
    ],
)
def test_a_broken_line_is_refused(line, tmp_path, monkeypatch):
    path = tmp_path / "conditions.tsv"
    path.write_text("enzyme\tcondition\tfactor\tlow\thigh\tbasis\tsource\tlocus\tnote\n" + line + "\n")
    monkeypatch.setattr(module, "_FILE", path)
    with pytest.raises(KnowledgeError) as refused:
        condition_facts.__wrapped__()
    assert refused.value.code == "knowledge.condition"


@pytest.mark.parametrize("age", [0.0, 0.02, 0.25, 1.0, 4.0, 10.0, 17.9])
def test_every_age_of_a_child_has_finite_factors(age):
    for one in influences(PersonState(age_years=age)):
        assert 0 < one.low <= one.factor <= one.high < 5
        assert math.isfinite(one.factor)
