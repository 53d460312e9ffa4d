"""Loading drug facts, and the windows that contradict themselves."""

import pytest

from foredose.core import Citation, KnowledgeError
from foredose.knowledge.drug_facts import DrugFacts, WindowFact, load_drug
from foredose.knowledge.fact_file import read_fact

HERE = Citation(key="Liu2022", locus="Table 4")


def window(**numbers):
    return WindowFact(kind="published", measure="ctrough", basis="words", source=HERE, **numbers)


def test_an_unknown_drug_is_none_and_not_an_error():
    assert load_drug("nosuchdrug") is None
    assert load_drug("../genes") is None


def test_numbers_carry_their_source():
    facts = load_drug("escitalopram")
    assert facts.max_daily_mg == 20
    assert facts.sources["max_daily_mg"].key == "EscitalopramSPC"
    assert facts.max_daily_mg_elderly.value == 10
    assert facts.dose_options_mg == (5, 10, 15, 20)


def test_a_missing_limit_says_why():
    facts = load_drug("warfarin")
    assert facts.max_daily_mg is None
    assert "maximum" in facts.unknown["max_daily_mg"]


def test_tacrolimus_is_dosed_by_weight_twice_a_day():
    facts = load_drug("tacrolimus")
    assert facts.dose_per_kg
    assert facts.intervals_h == (12,)
    assert facts.labelled_daily_mg_per_kg == (0.1, 0.2)


def test_an_indication_is_found_by_any_spelling_and_not_guessed():
    facts = load_drug("clopidogrel")
    assert facts.indication_named("Percutaneous  coronary intervention") == "PCI"
    assert facts.indication_named("TIA") == "stroke"
    assert facts.indication_named("headache") is None


@pytest.mark.parametrize(
    "numbers",
    [
        {"low": 15, "high": 80, "unit": "ng/mL"},
        {"low": 80, "high": 15, "toxic": 90, "unit": "ng/mL"},
        {"low": 15, "high": 80, "toxic": 60, "unit": "ng/mL"},
    ],
)
def test_a_published_window_without_sense_is_refused(numbers):
    with pytest.raises(ValueError, match="published window"):
        window(**numbers)


def test_a_reference_window_holds_no_number():
    with pytest.raises(ValueError, match="reference window"):
        WindowFact(kind="reference", measure="auc_tau", basis="words", source=HERE, low=1)


def test_a_misspelt_field_is_an_error_that_names_the_file(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("inn: x\nstrenghts_mg: [1]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"x\.yaml"):
        read_fact(path, DrugFacts)


def test_broken_yaml_is_an_error_that_names_the_file(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("inn: [", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"knowledge\.schema"):
        read_fact(path, DrugFacts)
