"""One order, one person: refusals, what is offered, the headline, and what is said to be unknown."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from foredose.advice import assess
from foredose.core import Indeterminate
from foredose.safety import HardStop
from foredose.sources.order import parse_order
from unit.twin.people import genome, person


def answer(order, twin, *, stops=(), stopped=None, identity=None, seed=0):
    return assess(
        twin,
        order if not isinstance(order, str) else parse_order(order),
        stops=stops,
        stopped=stopped or {},
        open_questions=(),
        identity=identity,
        code_version="test",
        knowledge_version="test",
        seed=seed,
    )


@lru_cache
def plain(order="escitalopram 10 mg daily", genes="*1/*1", meds=(), age=45):
    return answer(order, person(genes={"CYP2C19": genes}, meds=meds, age=age))


def stop(severity, text="a sourced reason"):
    return HardStop(code="test", severity=severity, text=text, source="test")


def refused(found):
    assert isinstance(found.refused, Indeterminate)
    assert found.refused.why and found.refused.resolve
    assert found.options == () and found.exposure == ()
    assert len(found.headline) <= 140
    return found.refused


def test_a_drug_without_a_model_is_refused_and_incomplete():
    order = replace(parse_order("escitalopram 10 mg daily"), drug="ibuprofen")
    found = answer(order, person())
    assert "ibuprofen" in refused(found).why
    assert not found.complete


def test_another_route_is_refused_and_incomplete():
    order = replace(parse_order("escitalopram 10 mg daily"), route="intravenous")
    assert "intravenous" in refused(answer(order, person())).why
    assert not answer(order, person()).complete


def test_an_interval_that_the_model_does_not_cover_is_refused_and_incomplete():
    found = answer("escitalopram 10 mg every 12 hours", person())
    assert "12 h" in refused(found).why and "24" in found.refused.resolve
    assert not found.complete


def test_an_unassayed_gene_is_refused_and_incomplete():
    found = answer("escitalopram 10 mg daily", person(called=genome(CYP2C9="*1/*1")))
    assert "CYP2C19" in refused(found).why
    assert not found.complete
    assert any("CYP2C19" in u.what for u in found.unknowns)


def test_a_person_outside_the_model_is_refused():
    assert "90" in refused(answer("escitalopram 10 mg daily", person(age=90))).why


def test_identity_comes_before_everything():
    doubt = Indeterminate(why="the sex of the genome is not that of the record", resolve="the right sample")
    found = answer("escitalopram 10 mg daily", person(), identity=doubt)
    assert refused(found) == doubt


def test_a_refusing_stop_simulates_nothing_and_a_restricting_one_does():
    found = answer(
        "escitalopram 10 mg daily", person(), stops=(stop("restrict"), stop("refuse", "not this one"))
    )
    assert refused(found).why == "not this one"
    assert found.headline.startswith("escitalopram: stop. not this one")
    assert answer("escitalopram 10 mg daily", person(), stops=(stop("restrict"),)).options


def test_a_contraindication_is_the_headline_whatever_the_dose():
    found = answer("escitalopram 10 mg daily", person(), stops=(stop("contraindicated", "never with this"),))
    assert "never with this" in found.headline
    assert found.refused is None


def test_a_stopped_gene_is_emptied_everywhere():
    """After a liver transplant blood DNA says nothing of the liver: no simulation and no guideline from it."""
    found = answer(
        "escitalopram 10 mg daily",
        person(genes={"CYP2C19": "*2/*2"}),
        stopped={"CYP2C19": stop("restrict", "graft")},
    )
    assert "graft" in refused(found).why
    assert found.guidelines == ()
    call = found.twin.genome.genes["CYP2C19"]
    assert (call.diplotypes, call.phenotypes, call.reportable) == ((), (), False)
    assert found.twin.genome.genes["CYP2C9"].diplotypes, "other genes stay"


def test_another_stopped_gene_changes_nothing_here():
    found = answer("escitalopram 10 mg daily", person(), stopped={"CYP2D6": stop("restrict", "graft")})
    assert found.refused is None and found.exposure[0].ratio_to_reference.value == pytest.approx(1)


def test_a_plain_answer_is_whole():
    found = plain()
    assert found.complete and found.refused is None
    assert found.model == "Liu2022_escitalopram" and found.draws == 1000
    assert found.disagreements, "the model disagrees with observed studies and must say so"
    target = found.exposure[0]
    assert target.ratio_to_reference.value == pytest.approx(1.0)
    assert target.window is not None and target.auc is not None


def test_options_are_probabilities_ranked_behind_the_order():
    """The order leads as long as no other dose is worth a change; the rest fall by benefit less risk."""
    for found in (plain(), plain(genes="*2/*2"), plain(order="escitalopram 5 mg daily")):
        options = found.options
        assert [o.ordered for o in options].count(True) == 1
        scores = [o.benefit - o.risk for o in options]
        rest = scores[1:] if options[0].ordered else scores
        assert all(a >= b - 2e-3 for a, b in pairwise(rest))
        assert max(scores) - scores[0] < 0.2
        for option in options:
            assert 0 <= option.benefit <= 1 and 0 <= option.risk <= 1
            assert option.benefit + option.risk <= 1 + 1e-9


def test_the_ordered_option_says_what_its_exposure_says():
    found = plain()
    ordered = next(o for o in found.options if o.ordered)
    assert ordered.benefit == pytest.approx(found.exposure[0].in_window)
    assert ordered.risk == pytest.approx(found.exposure[0].above_toxic)


def test_a_poor_metaboliser_has_more_and_the_why_tree_says_from_what():
    found = plain(genes="*2/*2")
    assert found.exposure[0].ratio_to_reference.value == pytest.approx(1 / 0.479, rel=0.02)
    (root,) = found.why
    (branch,) = root.children
    assert "CYP2C19" in branch.text and "Poor Metabolizer" in branch.children[0].text


def test_the_elderly_have_their_own_maximum():
    doses = {o.dose for o in plain(age=45).options}
    assert "20 mg" in doses
    old = {o.dose for o in plain(age=70).options}
    assert "20 mg" not in old and "10 mg" in old


def test_an_order_above_the_daily_maximum_is_not_offered():
    found = plain(order="escitalopram 30 mg daily")
    assert found.options
    assert "30 mg" not in {o.dose for o in found.options}


def test_a_dose_above_the_daily_maximum_is_never_said_to_fit():
    """480 mg of codeine a day, twice the maximum, in someone who forms little morphine."""
    twin = person(genes={"CYP2D6": "*4/*10"}, weight=80.0)
    assert "the ordered dose fits" not in answer("codeine 120 mg every 6 hours", twin).headline


def test_a_first_dose_above_the_maximum_is_told():
    """A tenfold slip in the first dose of escitalopram, of which 20 mg a day is the most."""
    found = plain(order="escitalopram 100 mg once then 10 mg daily")
    told = [found.headline, *(u.what for u in found.unknowns), *(n.unknown for n in found.not_offered)]
    assert any("maximum" in text for text in told)


def test_doses_above_the_maximum_per_kilogram_are_not_offered():
    found = answer("tacrolimus 7 mg every 12 hours", person(weight=70.0, hematocrit=33.0))
    daily = [float(o.dose.removesuffix(" mg")) * 2 for o in found.options]
    assert daily and max(daily) <= 0.3 * 70 + 1e-9


def test_a_single_dose_is_judged_as_a_single_dose():
    found = plain(order="escitalopram 10 mg once")
    ordered = next(o for o in found.options if o.ordered)
    assert ordered.benefit == pytest.approx(found.exposure[0].in_window, abs=0.02)


def test_a_drug_of_no_concern_changes_nothing():
    beside, without = plain(meds=("paroxetine",)), plain()
    assert beside.exposure == without.exposure
    assert beside.options == without.options


def test_an_inhibitor_changes_the_exposure_and_is_named():
    found = plain(meds=("fluconazole",))
    assert found.exposure[0].ratio_to_reference.value > 1.3
    (activity,) = found.twin.activities
    assert any("fluconazole" in cause for cause in activity.because)
    assert activity.low <= activity.value <= activity.high < 1


def test_an_inducer_that_is_not_simulated_makes_the_answer_incomplete():
    found = plain(meds=("rifampicin",))
    assert not found.complete
    assert any("rifampicin" in u.what for u in found.unknowns)
    assert found.exposure[0].ratio_to_reference.value == pytest.approx(1.0)


def test_a_missing_covariate_is_told_with_its_studied_range():
    found = answer("codeine 30 mg every 6 hours", person())
    assert any("weight" in u.what and "38.4–121.2" in u.effect for u in found.unknowns)


def test_an_uncertain_genotype_that_decides_the_dose_is_refused_but_shown():
    """Poor or ultrarapid: half need 60 mg, half should not have more than 15 mg."""
    twin = person(genes={"CYP2D6": {"*4/*4": 0.5, "*1x3/*1x2": 0.5}}, weight=80.0)
    found = answer("codeine 30 mg every 6 hours", twin)
    assert isinstance(found.refused, Indeterminate) and "CYP2D6" in found.refused.why
    assert found.options == () and found.exposure
    ratio = found.exposure[0].ratio_to_reference
    assert ratio.low < 0.5 and ratio.high > 2


def test_the_headline_names_the_genotype_that_its_advice_is_for():
    """Avoid codeine is for poor metabolisers; it must not read "avoid, CYP2D6 Normal Metabolizer"."""
    twin = person(genes={"CYP2D6": {"*1/*1": 0.5, "*4/*4": 0.5}}, weight=80.0)
    found = answer("codeine 30 mg every 6 hours for pain", twin)
    assert "avoid" in found.headline
    assert "Normal Metabolizer" not in found.headline


def test_a_strong_avoid_that_may_well_apply_is_not_passed_over():
    """Four in ten that this person is ultrarapid, for whom codeine is to be avoided: no firm advice."""
    twin = person(genes={"CYP2D6": {"*1/*1": 0.6, "*1/*1x2": 0.4}}, weight=60.0)
    found = answer("codeine 30 mg every 12 hours for pain", twin)
    assert any(g.action == "avoid" and g.strength == "strong" for g in found.guidelines)
    assert found.refused is not None or "avoid" in found.headline


def test_a_dose_that_misses_the_window_more_often_than_not_does_not_fit():
    found = answer("warfarin 5 mg daily", person(age=50))
    ordered = next(o for o in found.options if o.ordered)
    assert ordered.benefit < 0.5
    assert "the ordered dose fits" not in found.headline


@pytest.mark.parametrize("text", ["word " * 80, "x" * 400, "a reason of moderate length that ends"])
def test_the_headline_is_one_line_of_at_most_140_characters(text):
    found = answer("escitalopram 10 mg daily", person(), stops=(stop("refuse", text),))
    assert len(found.headline) <= 140 and "\n" not in found.headline
    assert found.headline.startswith("escitalopram: stop.")


def test_the_same_seed_is_the_same_answer_and_another_is_nearly():
    first, again = (answer("escitalopram 10 mg daily", person(age=45), seed=5) for _ in range(2))
    assert first == again
    other = answer("escitalopram 10 mg daily", person(age=45), seed=6)
    assert other.exposure[0].auc != first.exposure[0].auc
    assert other.exposure[0].auc.value == pytest.approx(first.exposure[0].auc.value, rel=0.1)


def test_a_strong_inhibitor_that_the_model_does_not_hold_is_refused_and_named():
    twin = person(genes={"CYP3A5": "*3/*3"}, meds=("ritonavir",), weight=70.0, hematocrit=35.0)
    found = answer("tacrolimus 5 mg twice daily for kidney transplant", twin)
    assert found.refused is not None and "ritonavir" in found.refused.why
    assert found.options == () and "ritonavir" in found.headline


def test_a_guideline_dose_limit_speaks_against_a_higher_order():
    found = answer("escitalopram 20 mg daily", person(genes={"CYP2C19": "*1/*2"}, age=40))
    assert any(g.against and g.source == "DPWG" for g in found.guidelines)
    assert "20 mg" not in {o.dose for o in found.options}
    assert "the ordered dose fits" not in found.headline


def test_a_loading_dose_above_what_any_source_names_is_not_passed_over():
    found = answer("escitalopram 100 mg once then 10 mg daily", person(age=45))
    assert "exceeds" in found.headline


def test_another_organ_than_the_model_was_built_on_is_refused():
    twin = person(genes={"CYP3A5": "*3/*3"}, weight=70.0, hematocrit=35.0)
    found = answer("tacrolimus 5 mg twice daily for liver transplant", twin)
    assert found.refused is not None and "kidney" in found.refused.why


def test_an_answer_tells_whether_its_models_are_qualified():
    """The board's verdict of the drug's models goes with every answer that one gave."""
    from foredose.qualification.model_contexts import model_verdict

    assert plain().qualified == model_verdict("escitalopram")
    assert plain().qualified.startswith("not qualified: 0 observed numbers")
    assert model_verdict("tacrolimus") == "qualified"
    assert model_verdict("nosuchdrug").startswith("not qualified")
