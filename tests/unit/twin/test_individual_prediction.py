"""Predicted levels: derivatives, occasions, covariates that change, what a time belongs to."""

from __future__ import annotations

import numpy as np
import pytest

from foredose.models import dose_events, find_model
from foredose.models.declaration import Model
from foredose.models.people import simulate_each
from foredose.twin.individual import Change, History, Level
from foredose.twin.individual.course import course_of
from foredose.twin.individual.prediction import compiled_of, predict
from individual_models import INFUSED, LAGGED, OCCASIONS, SATURABLE, WEIGHTED, history, model

TIMES = (1.0, 3.0, 8.0, 30.0, 73.0)


def _levels(of: Model) -> History:
    return history(of, dict.fromkeys(TIMES, 1.0))


@pytest.mark.parametrize(
    ("of", "exact"), [(model(), True), (LAGGED, True), (INFUSED, True), (SATURABLE, False)]
)
def test_derivatives_are_those_of_the_levels(of: Model, exact: bool):
    one = predict(compiled_of(of), [_levels(of)] * 2)
    rng = np.random.default_rng(1)
    at = 0.2 * rng.standard_normal((2, one.effects.size))
    levels, slopes = one.slopes(at)
    assert one.exact_slopes is exact
    np.testing.assert_allclose(levels, one.levels(at), rtol=1e-5 if not exact else 1e-12)
    for i in range(one.effects.size):
        step = np.zeros_like(at)
        step[:, i] = 1e-4
        found = (one.levels(at + step) - one.levels(at - step)) / 2e-4
        np.testing.assert_allclose(
            slopes[:, i], found, rtol=2e-3 if not exact else 1e-5, atol=5e-3 if not exact else 1e-6
        )


def test_a_model_without_effects_has_no_derivatives():
    none = model(parameters=tuple(_fixed(p) for p in model().parameters))
    _, slopes = predict(compiled_of(none), [_levels(none)]).slopes(np.zeros((1, 0)))
    assert slopes.shape == (len(TIMES), 0)


def _fixed(parameter):
    from dataclasses import replace

    return replace(parameter, iiv=0.0)


def test_an_occasion_changes_what_comes_after_it_only():
    one = predict(compiled_of(OCCASIONS), [history(OCCASIONS, dict.fromkeys(TIMES, 1.0), occasions=(24.0,))])
    assert one.effects.names == ("CL", "V", "ka", "CL @1", "CL @2")
    base, later = np.zeros((1, 5)), np.zeros((1, 5))
    later[0, 4] = 0.5
    same = one.levels(later) == pytest.approx(one.levels(base))
    assert not same
    np.testing.assert_allclose(one.levels(later)[:3], one.levels(base)[:3])
    assert (one.levels(later)[3:] < one.levels(base)[3:]).all()


def test_both_occasions_together_are_an_effect_between_people():
    one = predict(compiled_of(OCCASIONS), [history(OCCASIONS, dict.fromkeys(TIMES, 1.0), occasions=(24.0,))])
    np.testing.assert_allclose(
        one.levels(np.array([[0.3, 0, 0, 0, 0.0]])), one.levels(np.array([[0, 0, 0, 0.3, 0.3]])), rtol=1e-12
    )


def test_a_changed_covariate_holds_from_its_time_on():
    early = history(WEIGHTED, dict.fromkeys(TIMES, 1.0), values={"weight": 70.0})
    changed = history(
        WEIGHTED,
        dict.fromkeys(TIMES, 1.0),
        values={"weight": 70.0},
        changes=(Change(time=24.0, name="weight", value=100.0),),
    )
    heavy = history(WEIGHTED, dict.fromkeys(TIMES, 1.0), values={"weight": 100.0})
    a, b, c = (predict(compiled_of(WEIGHTED), [h]).levels(np.zeros((1, 3))) for h in (early, changed, heavy))
    np.testing.assert_allclose(a[:3], b[:3])
    assert (b[3:] < a[3:]).all()
    assert (b[3:] > c[3:] - 1e-12).all()


def test_a_level_at_a_dose_is_a_trough_unless_it_is_said_otherwise():
    of = model()
    levels = tuple(
        Level(time=24.0, output="level", value=1.0, unit="mg/L", after_dose=x) for x in (True, False)
    )
    course = course_of(history(of, levels=levels))
    kinds = [e.evid for e in course.events if abs(e.time - 24.0) < 1e-5]
    assert course.observations == (1, 0)
    assert kinds == [0, 0]


def test_predictions_are_simulations_with_the_same_parameters():
    h = _levels(LAGGED)
    effects = np.array([[0.1, -0.2, 0.3, 0.2, -0.4]])
    one = predict(compiled_of(LAGGED), [h])
    typical = {p.name: p.value for p in LAGGED.parameters}
    values = {n: typical[n] * np.exp(e) for n, e in zip(("CL", "V", "ka", "delay"), effects[0], strict=False)}
    odds = 0.7 / 0.3 * np.exp(-0.4)
    simulated = simulate_each(compiled_of(LAGGED), values | {"F": odds / (1 + odds)}, [course_of(h).events])
    np.testing.assert_allclose(one.levels(effects), simulated.outputs["level"], rtol=1e-12)


def test_a_person_without_records_leaves_the_others_as_they_are():
    one = history(model(), dict.fromkeys(TIMES, 1.0))
    alone, beside = (
        predict(compiled_of(model()), h).levels(np.zeros((len(h), 3)))
        for h in ([one], [one, History(events=())])
    )
    np.testing.assert_array_equal(alone, beside)


def test_taking_people_is_predicting_them_alone():
    histories = [
        history(OCCASIONS, dict.fromkeys(TIMES[: n + 1], 1.0), occasions=(24.0,) * (n % 2)) for n in range(4)
    ]
    whole = predict(compiled_of(OCCASIONS), histories)
    effects = np.random.default_rng(0).standard_normal((4, whole.effects.size)) * 0.2
    picked = np.array([2, 0, 2])
    found = whole.taken(picked).levels(effects[picked])
    each = whole.levels(effects)
    np.testing.assert_allclose(found, np.concatenate([each[whole.person == p] for p in picked]), rtol=1e-13)


def test_a_level_of_a_gene_and_a_state_stand_beside_each_other():
    of = find_model("Woillard2011_tacrolimus")
    of_gene = [
        {"hematocrit": 33.0, "CYP3A5": x} for x in ("Normal Metabolizer", 0.5, "Poor Metabolizer", 0.0)
    ]
    name = of.outputs[0].name
    levels = (Level(time=12.0, output=name, value=5.0, unit=of.outputs[0].unit),)
    people = [History(events=dose_events(of, 5.0), levels=levels, values=v) for v in of_gene]
    whole = predict(compiled_of(of), people)
    alone = [predict(compiled_of(of), [h]).levels(np.zeros((1, whole.effects.size)))[0] for h in people]
    assert whole.levels(np.zeros((4, whole.effects.size))) == pytest.approx(alone, rel=1e-12)
    assert len(set(alone)) >= 3
