"""Laws of drawn people and of the advice made from them."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering import ANSWERING
from foredose.advice import assess
from foredose.knowledge.interaction_facts import perpetrations, perpetrator_names
from foredose.models import find_model
from foredose.models.declaration import Parameter
from foredose.sources.order import parse_order
from foredose.twin import draw_individual
from unit.twin.people import person

SEEDS = st.integers(0, 2**31)
MODELS = st.sampled_from(ANSWERING)
DRAWS = 60


def drawn(model, twin=None, meds=(), seed=0, draws=DRAWS):
    twin = person(hematocrit=34.0, weight=75.0) if twin is None else twin
    return draw_individual(
        model, twin, [p.enzyme for p in model.pathways], perpetrations(meds), draws=draws, seed=seed
    )


def same(first, second, names=None):
    return {n for n in names or first.own if not np.array_equal(first.own[n], second.own[n])} == set()


@given(MODELS, SEEDS)
@settings(max_examples=30, deadline=None)
def test_one_seed_is_one_person(name, seed):
    model = find_model(name)
    first, second = drawn(model, seed=seed), drawn(model, seed=seed)
    assert same(first, second)
    assert not same(first, drawn(model, seed=seed + 1))


@given(MODELS, SEEDS, st.data())
@settings(max_examples=40, deadline=None)
def test_a_draw_of_one_parameter_does_not_depend_on_the_others(name, seed, data):
    """Models may gain parameters; what was drawn for the others must stay."""
    model = find_model(name)
    at = data.draw(st.integers(0, len(model.parameters)))
    extra = Parameter(name="extra", value=1.0, unit="1", source=model.source, iiv=0.2, rse=0.1)
    longer = replace(model, parameters=(*model.parameters[:at], extra, *model.parameters[at:]))
    first, second = drawn(model, seed=seed), drawn(longer, seed=seed)
    assert same(first, second, set(first.own))


@given(MODELS, SEEDS)
@settings(max_examples=30, deadline=None)
def test_body_and_genes_do_not_change_the_draws_of_the_parameters(name, seed):
    model = find_model(name)
    names = {p.name for p in model.parameters}
    other = person(
        age=33,
        weight=60.0,
        hematocrit=28.0,
        genes={
            "CYP2C19": {"*2/*2": 0.6, "*1/*1": 0.4},
            "CYP2D6": "*4/*4",
            "CYP2C9": "*1/*3",
            "CYP3A5": "*3/*3",
        },
    )
    assert same(drawn(model, seed=seed), drawn(model, other, seed=seed), names)


@given(MODELS, SEEDS, st.lists(st.sampled_from(perpetrator_names()), max_size=4, unique=True))
@settings(max_examples=60, deadline=None)
def test_co_medication_changes_only_what_it_acts_on(name, seed, meds):
    model = find_model(name)
    without, with_them = drawn(model, seed=seed), drawn(model, meds=meds, seed=seed)
    changed = {n for n in without.own if not np.array_equal(without.own[n], with_them.own[n])}
    acted = {p.enzyme for p, *_ in with_them.comedication.acting}
    assert changed <= {i.name for i in model.interactions if i.enzyme in acted}
    for n in without.reference:
        assert np.array_equal(without.reference[n], with_them.reference[n]), (
            "the reference twin takes nothing"
        )


@given(SEEDS, st.sampled_from(perpetrator_names()), st.sampled_from(perpetrator_names()))
@settings(max_examples=60, deadline=None)
def test_another_drug_does_not_move_the_draws_of_the_first(seed, first, second):
    """With an inhibitor added, an enzyme never works more, draw for draw."""
    model = find_model("Ashraf2024_codeine")
    alone = np.broadcast_to(drawn(model, meds=[first], seed=seed).own["inhibition_CYP2D6"], DRAWS)
    both = np.broadcast_to(drawn(model, meds=[first, second], seed=seed).own["inhibition_CYP2D6"], DRAWS)
    assert (both <= alone + 1e-12).all()


@given(SEEDS, st.integers(20, 400), st.floats(0.02, 0.98))
@settings(max_examples=60, deadline=None)
def test_genotype_draws_are_stratified(seed, draws, share):
    twin = person(weight=75.0, genes={"CYP2D6": {"*1/*1": share, "*4/*4": 1 - share}})
    (states,) = drawn(find_model("Ashraf2024_codeine"), twin, seed=seed, draws=draws).genotypes
    for i, state in enumerate(states.states):
        assert abs((states.index == i).mean() - state.probability) <= 1 / draws + 1e-12


# --- advice ---

GENES = st.sampled_from(["*1/*1", "*1/*4", "*4/*4", "*1/*41", "*10/*10", "*1/*1x2", "*4/*10"])
ORDERS = st.sampled_from(
    ["codeine 30 mg every 6 hours", "codeine 60 mg every 8 hours", "codeine 15 mg every 4 hours"]
)
PERSONS = st.tuples(GENES, st.floats(45, 115).map(lambda w: round(w, 1)), ORDERS)


@lru_cache(maxsize=64)
def answer(genes, weight, order, meds=(), seed=0):
    twin = person(genes={"CYP2D6": genes}, weight=weight, meds=meds)
    return assess(
        twin,
        parse_order(order),
        stops=(),
        stopped={},
        open_questions=(),
        identity=None,
        code_version="test",
        knowledge_version="test",
        seed=seed,
    )


def estimates(found):
    for exposure in found.exposure:
        yield from (
            e for e in (exposure.auc, exposure.cmax, exposure.ctrough, exposure.ratio_to_reference) if e
        )


@given(PERSONS)
@settings(max_examples=12, deadline=None)
def test_intervals_are_ordered_and_probabilities_are_probabilities(who):
    found = answer(*who)
    for e in estimates(found):
        assert 0 <= e.low <= e.value <= e.high and np.isfinite(e.high)
    for exposure in found.exposure:
        for p in (exposure.in_window, exposure.above_toxic, exposure.time_in_window):
            assert p is None or 0 <= p <= 1
        for bands in (exposure.curve.twin, exposure.curve.reference):
            middle, low, high = (np.array(b) for b in bands)
            assert (low <= middle + 1e-12).all() and (middle <= high + 1e-12).all()
            assert len(low) == len(exposure.curve.times_h)
        assert (np.diff(exposure.curve.times_h) > 0).all()
    for option in found.options:
        assert 0 <= option.benefit <= 1 and 0 <= option.risk <= 1
    for activity in found.twin.activities:
        assert 0 <= activity.low <= activity.value <= activity.high
    assert len(found.headline) <= 140


@given(PERSONS)
@settings(max_examples=8, deadline=None)
def test_a_drug_of_another_pathway_changes_nothing_that_is_advised(who):
    """Metformin acts on none of codeine's enzymes."""
    plain, beside = answer(*who), answer(*who, meds=("metformin",))
    assert beside.exposure == plain.exposure and beside.options == plain.options
    assert beside.headline == plain.headline and beside.guidelines == plain.guidelines


@given(st.floats(45, 115).map(lambda w: round(w, 1)), ORDERS)
@settings(max_examples=8, deadline=None)
def test_more_cyp2d6_is_more_morphine(weight, order):
    medians = [
        answer(g, weight, order).exposure[0].auc.value
        for g in ("*4/*4", "*4/*10", "*1/*4", "*1/*1", "*1/*1x2")
    ]
    assert medians == sorted(medians)
    assert medians[-1] > 3 * medians[0]


@given(PERSONS)
@settings(max_examples=8, deadline=None)
def test_an_inhibitor_never_makes_more_morphine(who):
    plain, inhibited = answer(*who), answer(*who, meds=("paroxetine",))
    assert inhibited.exposure[0].auc.value <= plain.exposure[0].auc.value * (1 + 1e-9)
    if who[0] == "*4/*4":
        assert inhibited.exposure[0].auc.value == pytest.approx(plain.exposure[0].auc.value)


@given(GENES, st.floats(45, 115).map(lambda w: round(w, 1)))
@settings(max_examples=8, deadline=None)
def test_exposure_is_proportional_to_the_dose(genes, weight):
    one, two = (answer(genes, weight, f"codeine {d} mg every 6 hours") for d in (15, 30))
    assert two.exposure[0].auc.value == pytest.approx(2 * one.exposure[0].auc.value, rel=1e-9)
    assert two.exposure[0].ratio_to_reference.value == pytest.approx(one.exposure[0].ratio_to_reference.value)
    options = [{o.dose: (o.benefit, o.risk) for o in f.options} for f in (one, two)]
    assert options[0] == options[1], "what a dose would do does not depend on which was ordered"
