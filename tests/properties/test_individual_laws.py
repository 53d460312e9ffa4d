"""Laws of learning from levels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.models.declaration import Residual
from foredose.models.effects import between_covariance
from foredose.twin.individual import (
    History,
    Individualised,
    Level,
    foretell_before,
    individualise,
    individualise_all,
)
from foredose.twin.individual.prediction import compiled_of, predict
from foredose.twin.individual.update import Method
from individual_models import HERE, OCCASIONS, history, model
from linear_toy import PRIOR, toy

ADDITIVE = model(residuals=(Residual(output="level", source=HERE, additive=0.3),))
TIMES = st.lists(st.floats(0.2, 95.0), min_size=1, max_size=5, unique=True)


@given(levels=st.integers(1, 6), seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_another_level_never_widens_the_interval_of_a_linear_model(levels: int, seed: int):
    from foredose.numerics.estimation import find_mode

    predictor, measured = toy(1, levels + 1, seed)
    fewer = replace(
        predictor, base=predictor.base[:-1], rates=predictor.rates[:-1], person=predictor.person[:-1]
    )
    less = replace(measured, **{n: getattr(measured, n)[:-1] for n in measured.__dataclass_fields__})
    before, after = find_mode(fewer, less, PRIOR), find_mode(predictor, measured, PRIOR)
    assert (np.linalg.eigvalsh(before.covariance[0] - after.covariance[0]) > -1e-9).all()


@given(times=TIMES)
@settings(deadline=None, max_examples=15)
def test_levels_equal_to_the_prediction_leave_every_effect_at_nothing(times: list[float]):
    expected = predict(compiled_of(ADDITIVE), [history(ADDITIVE, dict.fromkeys(times, 1.0))]).levels(
        np.zeros((1, 3))
    )
    found = individualise(
        ADDITIVE,
        history(ADDITIVE, dict(zip(times, expected.tolist(), strict=True))),
        method="map",
        check=False,
    )
    assert isinstance(found, Individualised)
    assert found.eta == pytest.approx(np.zeros(3), abs=1e-6)


@given(seed=st.integers(0, 100), order=st.permutations(range(4)))
@settings(deadline=None, max_examples=10)
def test_people_learned_together_are_people_learned_alone(seed: int, order: list[int]):
    of = model()
    rng = np.random.default_rng(seed)
    people = [
        history(of, {float(t): float(rng.uniform(1, 7)) for t in rng.uniform(1, 90, 3)}) for _ in range(4)
    ]
    together = individualise_all(of, [people[i] for i in order], method="map", check=False)
    for at, i in enumerate(order):
        alone = individualise(of, people[i], method="map", check=False)
        mine = together[at]
        assert isinstance(alone, Individualised)
        assert isinstance(mine, Individualised)
        assert mine.eta == pytest.approx(alone.eta, abs=1e-5)


@given(scale=st.floats(0.01, 100.0))
@settings(deadline=None, max_examples=10)
def test_the_unit_of_dose_and_level_does_not_matter_to_a_proportional_error(scale: float):
    of = model(residuals=(Residual(output="level", source=HERE, proportional=0.2),))
    plain = history(of, {3.0: 5.0, 20.0: 2.0})
    scaled = History(
        events=tuple(replace(e, amount=e.amount * scale) for e in plain.events),
        levels=tuple(replace(v, value=(v.value or 0.0) * scale) for v in plain.levels),
    )
    a, b = (individualise(of, h, method="map", check=False) for h in (plain, scaled))
    assert isinstance(a, Individualised)
    assert isinstance(b, Individualised)
    assert b.eta == pytest.approx(a.eta, abs=1e-5)


@pytest.mark.parametrize("method", ["map", "posterior"])
def test_without_levels_the_person_is_the_population(method: Method):
    found = individualise(OCCASIONS, history(OCCASIONS, occasions=(24.0,)), method=method, draws=4000)
    assert isinstance(found, Individualised)
    assert found.eta == pytest.approx(np.zeros(5))
    np.testing.assert_allclose(np.diag(found.covariance), [0.2, 0.2, 0.2, 0.04, 0.04], rtol=1e-4)
    np.testing.assert_allclose(found.draws.var(axis=0), [0.2, 0.2, 0.2, 0.04, 0.04], rtol=0.1)
    assert found.log_evidence == pytest.approx(0, abs=0.02)


def test_a_level_below_quantification_lowers_the_forecast_and_teaches_less_than_a_value():
    of = model()
    plain = history(of)
    middle = foretell_before(of, plain, [(90.0, "level")]).interval()[1, 0]
    limit = Level(time=90.0, output="level", value=None, limit=float(middle) / 3, unit="mg/L")
    value = replace(limit, value=float(middle) / 3, limit=None)
    below, at = (
        individualise(of, replace(plain, levels=(v,)), method="map", check=False) for v in (limit, value)
    )
    assert isinstance(below, Individualised)
    assert isinstance(at, Individualised)
    assert below.eta[0] > 0.1
    assert np.linalg.det(below.covariance) > np.linalg.det(at.covariance)


def test_the_covariance_holds_the_declared_correlations():
    of = model(correlations=(("CL", "V", 0.6),))
    np.testing.assert_allclose(between_covariance(of), 0.2 * np.array([[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]]))
