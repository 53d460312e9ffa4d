from dataclasses import replace
from datetime import date, timedelta

import pytest

from foredose.application import model_library
from foredose.application.assess import advise, assess_facts
from foredose.application.genomes import call_person
from foredose.application.given import GivenGenome
from foredose.application.stated import Stated, stated_events
from foredose.core import Indeterminate, InputError
from foredose.models import model_names
from foredose.sources.order import parse_order
from foredose.twin import fold
from unit.twin.people import TODAY, person


def stated(today=TODAY, **given):
    return fold(stated_events(Stated(**given), "someone", today, identity=True), as_of=today)


@pytest.mark.parametrize("age", [0, 1, 17.9, 18, 18.5, 65, 125])
@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 31), date(2025, 12, 31)]
)
def test_a_stated_age_is_the_age_of_the_twin(age, today):
    """Completed years: someone of 17.9 is a minor, and no day of the year makes 18 out of it."""
    found = stated(today, age=age).age_years
    assert int(found) == int(age)
    assert found - int(age) < 0.02


def test_what_was_not_stated_is_not_known():
    twin = stated()
    assert isinstance(twin.age_years, Indeterminate) and isinstance(twin.sex, Indeterminate)
    assert isinstance(twin.covariates["weight"], Indeterminate)


@pytest.mark.parametrize(
    "given",
    [
        {"age": -1},
        {"age": 126},
        {"age": float("nan")},
        {"weight_kg": -70},
        {"weight_kg": 0},
        {"weight_kg": 70_000},
        {"weight_kg": float("inf")},
        {"height_cm": 1.75},
        {"height_cm": float("nan")},
        {"hematocrit_percent": 0.35},
        {"sex": "f"},
        {"sex": "other"},
    ],
)
def test_an_impossible_statement_is_refused_with_the_option(given):
    with pytest.raises(InputError) as told:
        stated(**given)
    assert told.value.code == "stated.value"
    assert told.value.where.startswith("--")


def test_a_record_and_a_stated_age_cannot_both_be_right():
    with pytest.raises(InputError) as told:
        stated_events(Stated(age=50), "someone", TODAY, identity=False)
    assert told.value.code == "stated.identity"
    weight = stated_events(Stated(weight_kg=70), "someone", TODAY, identity=False)
    assert len(weight) == 1, "a weight may complete a record"


def test_nothing_given_is_no_genome():
    assert call_person(GivenGenome()) is None
    called = call_person(GivenGenome(call=("CYP2D6=*4/*10x2",)))
    assert set(called.genes) == {"CYP2D6"}


def test_words_alone_make_an_answer():
    found = advise(
        order="codeine 30 mg every 6 hours for pain",
        genome=GivenGenome(call=("CYP2D6=*1/*1",)),
        meds="paroxetine 20 mg daily",
        stated=Stated(age=50, sex="female", weight_kg=70),
        as_of=TODAY,
    )
    assert found.twin.takes("paroxetine")
    ratio = found.assessment.exposure[0].ratio_to_reference
    assert ratio.value < 0.4
    assert any("paroxetine" in state for g in found.assessment.guidelines for state in g.genes.values())


def test_the_answer_is_of_the_day_it_is_asked_for():
    young = advise(
        order="escitalopram 10 mg daily",
        genome=GivenGenome(call=("CYP2C19=*1/*1",)),
        stated=Stated(age=50, sex="male"),
        as_of=TODAY - timedelta(days=400),
    )
    assert young.assessment.twin.as_of == TODAY - timedelta(days=400)


@pytest.mark.parametrize("order", ["clopidogrel 75 kg daily", "unobtainium 5 mg daily", "escitalopram", ""])
def test_an_order_that_cannot_be_read_is_refused_before_anything_else(order):
    with pytest.raises(InputError):
        advise(order=order, genome=GivenGenome(call=("CYP2C19=*1/*1",)))


def test_a_child_gets_no_simulated_adult():
    found = assess_facts(
        parse_order("codeine 30 mg every 6 hours"), person(age=9, weight=40.0), None, None, seed=0
    )
    assert found.assessment.refused is not None and not found.assessment.options


def test_the_library_is_listed_shown_and_checked():
    assert tuple(m.name for m in model_library.list_models()) == model_names()
    ((model, results),) = model_library.check("Liu2022_escitalopram")
    assert model is model_library.show("Liu2022_escitalopram")
    assert [r.check for r in results] == list(model.checks)
    with pytest.raises(InputError):
        model_library.check("nothing")


def test_a_co_medication_that_nobody_knows_makes_the_answer_incomplete():
    order = parse_order("escitalopram 10 mg daily")
    twin = person(meds=("paroxetine",))
    strange = replace(twin.medications[0], ingredient=None, text="Grandma's drops")
    found = assess_facts(order, replace(twin, medications=(strange,)), None, None, seed=0).assessment
    assert not found.complete
    assert any("Grandma's drops" in u.what for u in found.unknowns)


def without_record(order="codeine 30 mg every 6 hours for pain", **given):
    given = {"genome": GivenGenome(call=("CYP2D6=*1/*1",)), "stated": Stated(age=40, sex="female"), **given}
    return advise(order=order, as_of=TODAY, **given).assessment


def said(found):
    reasons = list(found.why)
    while reasons:
        one = reasons.pop()
        reasons += one.children
        yield from (one.text, one.source)
    yield from (" ".join(map(str, covariate)) for covariate in found.twin.covariates)
    for unknown in found.unknowns:
        yield from (unknown.what, unknown.effect, unknown.resolve)


def test_without_a_record_nothing_is_said_of_what_it_lacks():
    told = list(said(without_record()))
    assert not [t for t in told if "in the record" in t or "record names" in t or "genome and record" in t]
    assert any("weight" in t and "not stated" in t for t in told)
    assert any("age" in t and "stated on the command line" in t for t in told)
    assert not any("birth date" in t for t in told)


def test_a_call_by_hand_is_given_not_called():
    told = list(said(without_record()))
    assert "given by hand" in told
    assert not any("called from given" in t for t in told)


def test_a_refusal_does_not_speak_of_a_simulation():
    """The same drug is on the list, and no model takes the interval: nothing was simulated."""
    found = without_record("codeine 30 mg every 48 hours for pain", meds="codeine 30 mg daily")
    assert found.refused is not None and not found.exposure
    assert any("already on the medication list" in u.what for u in found.unknowns)
    assert not any("simulated as" in u.effect for u in found.unknowns)
