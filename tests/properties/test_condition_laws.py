"""What must hold of levels under any condition of a person."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.activity.conditions import KIDNEY, LIVER, Influence, PersonState, influences
from foredose.application.person_given import GivenPerson, person_given
from foredose.application.review import review
from foredose.application.review_levels import prepared_drug
from foredose.application.stated import Stated
from foredose.exposure.conditions import changed, factor_draws
from foredose.exposure.taken import Taken
from foredose.exposure.together import levels_alone, levels_together

DRAWS, SEED = 40, 3
MEDS = "theophylline 200 mg twice daily, metoprolol 100 mg twice daily"
STATES = st.builds(
    PersonState,
    smoking=st.booleans(),
    pregnant=st.booleans(),
    sex=st.sampled_from(["female", "male"]),
    child_pugh=st.sampled_from([None, "A", "B", "C"]),
    inflamed=st.booleans(),
    egfr=st.sampled_from([None, 15.0, 60.0, 120.0]),
    age_years=st.sampled_from([None, 0.1, 5.0, 70.0]),
)


def levels(inn, factors, dose=100.0):
    drug, taken = prepared_drug(inn, DRAWS, SEED), Taken(inn=inn, dose_mg=dose, interval_h=12.0)
    found = levels_together([drug], [taken], {}, n=DRAWS, seed=SEED, factors=factors)
    return found[inn].mean


def alone(inn, dose=100.0):
    drug, taken = prepared_drug(inn, DRAWS, SEED), Taken(inn=inn, dose_mg=dose, interval_h=12.0)
    return levels_alone(drug, taken, n=DRAWS, seed=SEED).mean


def one(enzyme, factor):
    return {enzyme: np.full(DRAWS, factor)}


@pytest.mark.parametrize("inn", ["theophylline", "metoprolol", "pravastatin"])
def test_a_factor_of_one_leaves_everything_as_it_is(inn):
    ones = {e: np.ones(DRAWS) for e in ("CYP1A2", "CYP2D6", "CYP3A4", LIVER, KIDNEY)}
    assert levels(inn, ones) == pytest.approx(alone(inn), rel=1e-9)
    assert levels(inn, {}) == pytest.approx(alone(inn), rel=1e-9)


def test_smoking_lowers_a_victim_of_cyp1a2_and_no_other():
    factors = factor_draws(influences(PersonState(smoking=True)), DRAWS, SEED)
    assert np.median(levels("theophylline", factors) / alone("theophylline")) < 0.85
    assert levels("metoprolol", factors) == pytest.approx(alone("metoprolol"), rel=1e-9)


@settings(max_examples=15, deadline=None)
@given(less=st.floats(0.05, 2.0), more=st.floats(1.05, 4.0), enzyme=st.sampled_from(["CYP2D6", LIVER]))
def test_more_of_what_clears_a_drug_is_less_of_it(less, more, enzyme):
    low, high = (levels("metoprolol", one(enzyme, f)) for f in (less, less * more))
    assert (high < low * (1 + 1e-9)).all()


def test_half_of_the_kidney_takes_half_of_renal_clearance():
    drug = prepared_drug("rivaroxaban", DRAWS, SEED).drawn
    raised = levels("rivaroxaban", one(KIDNEY, 0.5)) / alone("rivaroxaban")
    expected = drug.clearance / (drug.clearance - 0.5 * drug.renal)
    assert raised == pytest.approx(expected, rel=0.03)


@settings(max_examples=20, deadline=None)
@given(state=STATES)
def test_the_middle_of_the_draws_is_what_is_told(state):
    found = influences(state)
    typical = factor_draws(found, 1, None)
    for enzyme in {i.enzyme for i in found}:
        product = np.prod([i.factor for i in found if i.enzyme == enzyme])
        assert typical[enzyme][0] == pytest.approx(product, rel=1e-6)
    for name, drawn in factor_draws(found, 30, 1).items():
        assert (drawn > 0).all(), name


def test_bounds_are_the_5th_and_95th_percentile():
    told = Influence(condition="c", enzyme="CYP1A2", factor=1.6, low=1.2, high=4.0, sources=())
    drawn = factor_draws([told], 40_000, 1)["CYP1A2"]
    assert np.quantile(drawn, [0.05, 0.5, 0.95]) == pytest.approx([1.2, 1.6, 4.0], rel=0.03)


def test_another_condition_does_not_change_the_draws_of_the_first():
    smoking = factor_draws(influences(PersonState(smoking=True)), DRAWS, SEED)["CYP1A2"]
    both = factor_draws(influences(PersonState(smoking=True, egfr=30.0)), DRAWS, SEED)["CYP1A2"]
    assert (smoking == both).all()


def test_the_arrays_of_the_reference_are_not_written_to():
    drug, share = np.ones((2, 1, 8)), np.ones((2, 1, 4, 2))
    new_drug, new_share = changed(
        drug, share, ("CYP1A2",), {"CYP1A2": np.full(2, 3.0), LIVER: np.full(2, 0.5)}
    )
    assert (drug == 1).all()
    assert (share == 1).all()
    assert new_share[0, 0, 0, 0] == 3
    assert (new_share[:, :, 1:] == 1).all()
    assert new_drug[0, 0, 3] == 0.5


def person(**stated) -> GivenPerson:
    return person_given(genome=None, record=None, meds=MEDS, as_of="2026-01-01", stated=Stated(**stated))


def test_the_reference_of_a_review_is_never_touched():
    plain, severe = (review(p, curves=True) for p in (person(), person(child_pugh="C", smoker=True)))
    for before, after in zip(plain.drugs, severe.drugs, strict=True):
        assert before.curve.reference == after.curve.reference
        assert before.curve.twin != after.curve.twin


def test_a_review_with_nothing_stated_is_as_without_conditions():
    given_person = person(smoker=False)
    bare = replace(given_person, stated=Stated())
    assert [d.level for d in review(given_person).drugs] == [d.level for d in review(bare).drugs]
    assert not review(given_person).conditions
