"""Estimation on arrays alone: a linear toy whose posterior is known, and the likelihood's derivatives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from foredose.numerics.estimation import Measured, find_mode, sample_posterior
from foredose.numerics.loops.levels import losses
from linear_toy import PRIOR, Linear, toy


def exact(predictor: Linear, measured: Measured, person: int) -> tuple[np.ndarray, np.ndarray, float]:
    at = measured.person == person
    a, gap = predictor.rates[at], measured.value[at] - predictor.base[at]
    covariance = np.linalg.inv(a.T @ a / 0.09 + np.linalg.inv(PRIOR))
    marginal = a @ PRIOR @ a.T + 0.09 * np.eye(at.sum())
    evidence = -0.5 * (gap @ np.linalg.solve(marginal, gap) + np.linalg.slogdet(2 * np.pi * marginal)[1])
    return covariance @ a.T @ gap / 0.09, covariance, float(evidence)


def test_mode_and_covariance_are_exact_in_a_linear_model():
    predictor, measured = toy(7, 3)
    mode = find_mode(predictor, measured, PRIOR)
    assert mode.settled.all()
    assert mode.exact.all()
    for person in range(7):
        middle, covariance, _ = exact(predictor, measured, person)
        np.testing.assert_allclose(mode.effects[person], middle, atol=1e-8)
        np.testing.assert_allclose(mode.covariance[person], covariance, rtol=1e-6)


def test_draws_have_the_moments_and_the_evidence_of_the_posterior():
    predictor, measured = toy(5, 2)
    mode = find_mode(predictor, measured, PRIOR)
    drawn = sample_posterior(predictor, measured, PRIOR, mode, draws=8000, rng=np.random.default_rng(1))
    for person in range(5):
        middle, covariance, evidence = exact(predictor, measured, person)
        spread = np.sqrt(np.diag(covariance))
        assert np.abs(drawn.effects[person].mean(axis=0) - middle).max() < 0.06 * spread.max()
        np.testing.assert_allclose(np.cov(drawn.effects[person].T), covariance, atol=0.08 * spread.max() ** 2)
        assert drawn.log_evidence[person] == pytest.approx(evidence, abs=0.05)
        assert drawn.effective[person] > 2000
        assert drawn.largest[person] < 0.01


def test_people_do_not_heed_their_order():
    predictor, measured = toy(6, 3)
    order = np.array([4, 0, 5, 2, 1, 3])
    straight = find_mode(predictor, measured, PRIOR)
    mixed = find_mode(predictor.taken(order), measured.taken(order), PRIOR)
    np.testing.assert_allclose(mixed.effects, straight.effects[order], atol=1e-9)
    np.testing.assert_allclose(mixed.covariance, straight.covariance[order], rtol=1e-6)


class Broken(Linear):
    """Has no levels where the first effect is below 0.2, as a drug that accumulates without end."""

    def levels(self, effects: np.ndarray) -> np.ndarray:
        return np.where(effects[self.person, 0] < 0.2, np.nan, super().levels(effects))

    def slopes(self, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        levels = self.levels(effects)
        return levels, np.where(np.isnan(levels)[:, None], np.nan, self.rates)


def test_who_has_no_levels_at_the_middle_is_found_from_elsewhere():
    whole, _ = toy(4, 3)
    broken = Broken(base=whole.base, rates=whole.rates, person=whole.person, people=4)
    truth = np.array([[0.9, 0.1], [0.6, -0.2], [1.1, 0.3], [0.8, 0.0]])
    none = np.zeros(12)
    measured = Measured(
        person=whole.person,
        value=whole.levels(truth),
        below=none.astype(bool),
        proportional=none,
        additive=none + 0.05,
        log_sd=none,
    )
    found, free = find_mode(broken, measured, PRIOR), find_mode(whole, measured, PRIOR)
    assert (free.effects[:, 0] > 0.4).all()
    assert found.settled.all()
    np.testing.assert_allclose(found.effects, free.effects, atol=1e-5)
    np.testing.assert_allclose(found.loss, free.loss, atol=1e-8)


def test_who_has_no_levels_anywhere_has_no_finite_loss_and_spoils_nobody():
    predictor, measured = toy(3, 2)
    base = np.where(predictor.person == 1, np.nan, predictor.base)
    found, free = (
        find_mode(replace(predictor, base=base), measured, PRIOR),
        find_mode(predictor, measured, PRIOR),
    )
    assert np.isinf(found.loss[1])
    assert np.isfinite(found.covariance).all()
    np.testing.assert_allclose(found.effects[[0, 2]], free.effects[[0, 2]], atol=1e-9)


class Bent(Linear):
    """One level that rises steeply at an effect of 4 and hardly elsewhere."""

    def levels(self, effects: np.ndarray) -> np.ndarray:
        return 10 + 5 * np.arctan(3 * (effects[self.person, 0] - 4))

    def slopes(self, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.levels(effects), 15 / (1 + 9 * (effects[self.person] - 4) ** 2)


@pytest.mark.parametrize("value", [10.0, 12.0, 16.0])
def test_a_search_that_was_cut_short_does_not_say_that_it_arrived(value: float):
    one = np.ones(1)
    predictor = Bent(base=one, rates=one[:, None], person=np.zeros(1, np.int64), people=1)
    measured = Measured(
        person=np.zeros(1, np.int64), value=value * one, below=one < 0,
        proportional=0 * one, additive=0.05 * one, log_sd=0 * one,
    )  # fmt: skip
    whole = find_mode(predictor, measured, np.eye(1))
    assert whole.settled.all()
    for most in (2, 4, 8, 16):
        found = find_mode(predictor, measured, np.eye(1), most=most)
        arrived = np.abs(found.effects - whole.effects).max() < 2e-3
        assert found.settled[0] == arrived, most


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    ("proportional", "additive", "log_sd"),
    [(0.2, 0.0, 0.0), (0.1, 0.3, 0.0), (0.0, 0.0, 0.3), (0.1, 0.2, 0.3)],
)
def test_the_slope_of_the_loss_is_its_derivative(
    below: bool, proportional: float, additive: float, log_sd: float
):
    f = np.array([0.4, 1.0, 3.0, 20.0])
    y = np.full(4, 1.3)

    def loss(at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        full = np.ones(4)
        return losses(
            at, y, np.full(4, below), proportional * full, additive * full, log_sd * full, 1e-20 * full
        )

    step = 1e-6 * f
    found = (loss(f + step)[0] - loss(f - step)[0]) / (2 * step)
    np.testing.assert_allclose(loss(f)[1], found, rtol=2e-5, atol=1e-7)
    assert (loss(f)[2] >= 0).all()


def test_the_density_of_a_level_integrates_to_one():
    y = np.linspace(1e-4, 30, 400_001)
    full = np.ones_like(y)
    for proportional, additive, log_sd in ((0.1, 0.2, 0.0), (0.0, 0.0, 0.4)):
        each = losses(
            4 * full, y, np.zeros(len(y), bool), proportional * full, additive * full, log_sd * full, 0 * full
        )[0]
        assert np.trapezoid(np.exp(-each), y) == pytest.approx(1, abs=1e-4)


def test_far_below_the_limit_is_certain_and_far_above_unlikely_but_finite():
    one = np.ones(2)
    loss, slope, _ = losses(
        np.array([1e-3, 500.0]), one, np.ones(2, bool), 0 * one, 0.1 * one, 0 * one, 1e-20 * one
    )
    assert loss[0] == pytest.approx(0, abs=1e-10)
    assert np.isfinite(loss[1])
    assert slope[1] == pytest.approx(499 / 0.01, rel=1e-3)
