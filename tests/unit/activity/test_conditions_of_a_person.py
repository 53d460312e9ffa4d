"""From a person's state to what it leaves of each enzyme."""

import pytest

from foredose.activity.conditions import KIDNEY, LIVER, PersonState, influences
from foredose.knowledge.condition_facts import facts_under


def found(**state):
    return {i.enzyme: i for i in influences(PersonState(**state))}


def test_nothing_known_moves_nothing():
    assert not influences(PersonState())
    assert not influences(PersonState(smoking=False, pregnant=False, inflamed=False, age_years=40.0))


def test_smoking_is_the_median_of_what_was_found_within_its_widest_bounds():
    smoking = found(smoking=True)
    assert set(smoking) == {"CYP1A2"}
    facts = facts_under("smoker")
    assert smoking["CYP1A2"].factor == sorted(f.factor for f in facts)[1]
    assert smoking["CYP1A2"].low == min(f.low for f in facts)
    assert smoking["CYP1A2"].high == max(f.high for f in facts)
    assert {s.key for s in smoking["CYP1A2"].sources} == {f.source.key for f in facts}


def test_an_unknown_trimester_spans_all_three():
    each = [found(pregnant=True, trimester=t)["CYP1A2"] for t in (1, 2, 3)]
    assert [x.factor for x in each] == sorted((x.factor for x in each), reverse=True)
    unknown = found(pregnant=True)["CYP1A2"]
    assert unknown.low == min(x.low for x in each)
    assert unknown.high == max(x.high for x in each)
    assert found(pregnant=True)["CYP3A4"].factor > 1
    assert found(pregnant=True)["CYP3A5"].factor > 1


def test_sex_counts_in_adults_and_curves_in_children():
    assert found(sex="female")["CYP2D6"].factor > 1 > found(sex="male")["CYP2D6"].factor
    child = found(sex="female", age_years=0.1)
    assert child["CYP2D6"].condition.startswith("age")
    assert child["CYP1A2"].factor < found(age_years=4.0)["CYP1A2"].factor
    assert not found(age_years=18.0)


def test_liver_disease_takes_liver_enzymes_and_filtration():
    mild, severe = found(child_pugh="A"), found(child_pugh="C")
    assert severe[LIVER].factor < mild[LIVER].factor < 1
    assert severe[KIDNEY].factor < 1
    assert KIDNEY not in mild
    whole = severe["CYP2C19"].factor * severe[LIVER].factor
    assert 0.03 < whole < 0.1
    assert "CYP3A5" not in severe


def test_a_measured_filtration_goes_before_that_of_the_class():
    assert found(egfr=50.0)[KIDNEY].factor == pytest.approx(0.5)
    both = found(egfr=90.0, child_pugh="C")[KIDNEY]
    assert both.factor == pytest.approx(0.9)
    assert "eGFR" in both.condition


def test_inflammation_lowers_cyp3a():
    assert found(inflamed=True)["CYP3A4"].high < 1
