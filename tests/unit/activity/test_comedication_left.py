import numpy as np
import pytest

from answering import ANSWERING
from foredose.activity import draw_comedication
from foredose.activity.comedication import combine
from foredose.knowledge.drug_facts import drug_names, load_drug
from foredose.knowledge.interaction_facts import perpetrations, perpetrator_names
from foredose.models import compile_model, find_model
from foredose.models.checking import typical_values
from foredose.models.compiled import NUMPY_FUNCTIONS
from foredose.models.expression import evaluate

N = 500


def rng_for(name):
    return np.random.default_rng([7, *name.encode()])


def drawn(drug, meds, n=N):
    facts = load_drug(drug)
    model = find_model(facts.model)
    return draw_comedication(model, [p.enzyme for p in facts.pathways], perpetrations(meds), n, rng_for)


def test_reversible_inhibitors_add_their_terms():
    """Each alone leaves 1/(1 + I/Ki); together 1/(1 + the sum of both)."""
    both = combine([np.array([0.5]), np.array([0.25])])
    assert both == pytest.approx(1 / (1 + 1 + 3))
    assert combine([np.array([0.5])]) == pytest.approx(0.5)
    assert combine([np.array([1.0]), np.array([0.3])]) == pytest.approx(0.3)


def test_a_fully_inhibited_enzyme_stays_so():
    left = combine([np.array([0.0]), np.array([0.8])])
    assert np.isfinite(left).all() and left == pytest.approx(0.0, abs=1e-5)


def test_an_inducer_alone_leaves_what_was_measured():
    assert combine([np.array([2.35])]) == pytest.approx(2.35)


def test_two_inducers_stay_within_what_enzymes_can_do():
    assert combine([np.array([2.35]), np.array([2.35])]) < 10


def test_a_strong_inhibitor_leaves_what_its_class_says():
    left = drawn("codeine", ["paroxetine"]).multipliers["inhibition_CYP2D6"]
    assert left.min() >= 0 and left.max() <= 0.2
    assert left.std() > 0.02, "drawn, not fixed"


def test_two_inhibitors_leave_less_than_either():
    one, two, both = (
        drawn("codeine", meds).multipliers["inhibition_CYP2D6"]
        for meds in (["paroxetine"], ["duloxetine"], ["paroxetine", "duloxetine"])
    )
    assert (both <= np.minimum(one, two)).all() and (both < two).all()
    inverse = 1 / np.maximum(one, 1e-6) + 1 / two - 1
    assert both == pytest.approx(1 / inverse, rel=1e-9)


def test_the_order_of_the_list_does_not_matter():
    first = drawn("codeine", ["paroxetine", "duloxetine"]).multipliers["inhibition_CYP2D6"]
    second = drawn("codeine", ["duloxetine", "paroxetine"]).multipliers["inhibition_CYP2D6"]
    assert first == pytest.approx(second, rel=1e-12)


def test_an_inducer_that_cannot_be_simulated_is_told():
    """Rifampicin with escitalopram: no measured effect on this drug, and a class without an upper bound."""
    found = drawn("escitalopram", ["rifampicin"])
    assert not found.multipliers and not found.acting
    told = {(p.perpetrator, p.enzyme): reason for p, reason in found.not_simulated}
    assert ("rifampicin", "CYP2C19") in told
    assert "inducer" in told["rifampicin", "CYP2C19"].why and told["rifampicin", "CYP2C19"].resolve


def test_a_pathway_that_the_model_does_not_hold_is_told():
    found = drawn("tacrolimus", ["itraconazole"])
    assert not found.multipliers
    assert [p.enzyme for p, _ in found.not_simulated] == ["CYP3A4"]
    assert "Woillard2011_tacrolimus" in found.not_simulated[0][1].why


def test_a_drug_of_no_concern_is_not_mentioned():
    """Paroxetine acts on CYP2D6, which is no pathway of warfarin."""
    found = drawn("warfarin", ["paroxetine"])
    assert not found.acting and not found.not_simulated and not found.multipliers


@pytest.mark.parametrize("drug", drug_names())
def test_every_known_perpetrator_gives_a_finite_activity_or_a_reason(drug):
    facts = load_drug(drug)
    concerned = {p.enzyme for p in facts.pathways} | {i.enzyme for i in find_model(facts.model).interactions}
    for perpetrator in perpetrator_names():
        found = drawn(drug, [perpetrator], 20)
        for left in found.multipliers.values():
            assert np.isfinite(left).all() and (left >= 0).all() and (left < 10).all(), perpetrator
        for p, low, high, source in found.acting:
            assert 0 <= low <= high and source, p.perpetrator
            assert p.kind == "inducer" or high < 1, f"{p.perpetrator} inhibits and leaves more"
        spoken = {p.enzyme for p, *_ in (*found.acting, *found.not_simulated)}
        assert spoken == {p.enzyme for p in perpetrations([perpetrator]) if p.enzyme in concerned}, (
            perpetrator
        )


MEASURED = [
    (model, p, ratios)
    for model in ANSWERING
    for p in perpetrations(perpetrator_names())
    for ratios in [
        [r for o in p.observed if o.victim == find_model(model).drug for r in o.clearance_ratio or ()]
    ]
    if ratios and any(i.enzyme == p.enzyme and i.share is not None for i in find_model(model).interactions)
]


@pytest.mark.parametrize(("model", "p", "ratios"), MEASURED, ids=lambda v: getattr(v, "perpetrator", None))
def test_a_measured_clearance_ratio_comes_out_of_the_model(model, p, ratios):
    """The share of the pathway in the interaction and in the equations must be the same number."""
    declared = find_model(model)
    interaction = next(i for i in declared.interactions if i.enzyme == p.enzyme)
    given = {c.name: c.typical for c in declared.covariates}
    values = typical_values(declared, {g.gene: g.reference for g in declared.genotypes}, given)
    _, low, high, _ = drawn(declared.drug, [p.perpetrator], 5).acting[0]
    compiled = compile_model(model)

    def clearance(left):
        known = compiled.individual({**values, interaction.name: left})
        return float(evaluate("CL", known, NUMPY_FUNCTIONS))

    assert clearance(low) / clearance(1.0) == pytest.approx(min(ratios), rel=0.02)
    assert clearance(high) / clearance(1.0) == pytest.approx(max(ratios), rel=0.02)


def test_measured_ratios_are_used():
    assert {p.perpetrator for _, p, _ in MEASURED} >= {"fluconazole", "rifampicin", "amiodarone"}
