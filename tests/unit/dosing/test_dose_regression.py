"""What made the doses is learned again, with facts unknown, and a site is told from its first patients."""

from dataclasses import replace

import numpy as np
import pytest
from tests.dosing_people import LINE, doses, forget, people

from foredose.dosing import adapt, enumerate_cells, fit_covariates, fit_regression, forecast
from foredose.dosing.features import FEATURES

SITES = 16
SITE = np.random.default_rng(5).integers(0, SITES, 4000)
EFFECTS = np.random.default_rng(6).normal(0, 0.3, SITES)
WHOLE = people(4000)
DOSE = doses(WHOLE, SITE, EFFECTS)


@pytest.fixture(scope="module", params=[0.0, 0.2], ids=["all known", "a fifth unknown"])
def learned(request):
    some = forget(WHOLE, request.param) if request.param else WHOLE
    model = fit_covariates(some)
    return model, fit_regression(enumerate_cells(some, model), DOSE, SITE)


def test_the_line_is_found_again(learned):
    _, regression = learned
    error = (regression.coefficients - LINE) / np.sqrt(np.diag(regression.covariance))
    off = {name: round(float(z), 1) for name, z in zip(FEATURES[1:], error[1:], strict=True) if abs(z) > 4}
    assert not off
    assert np.sqrt(np.mean(error[1:] ** 2)) < 1.6


def test_the_sites_and_the_errors_are_found_again(learned):
    _, regression = learned
    found = np.array([regression.sites[k] for k in range(SITES)])
    assert np.corrcoef(found, EFFECTS)[0, 1] > 0.97
    assert regression.site_variance == pytest.approx(np.var(EFFECTS), rel=0.35)
    share, factor = regression.errors.kinds()
    assert regression.errors.variance * (share @ factor) == pytest.approx(0.36 * 1.3, rel=0.15)
    assert regression.errors.power < 0.15


def test_intervals_hold_what_they_say(learned):
    model, regression = learned
    new = people(2000, seed=9)
    told = forget(new, 0.2, seed=10)
    site = np.zeros(2000, dtype=int)
    dose = doses(new, site, EFFECTS.mean(keepdims=True), seed=11)
    found = forecast(regression, enumerate_cells(told, model), replace(adapt(regression), variance=0.0))
    assert 0.88 < np.mean((found.low <= dose) & (dose <= found.high)) < 0.92
    assert 0.46 < np.mean(dose <= found.median) < 0.54


def test_with_nobody_seen_a_site_is_the_prior(learned):
    model, regression = learned
    nobody = WHOLE.take(np.arange(0))
    prior = adapt(regression)
    assert prior == adapt(regression, enumerate_cells(nobody, model), np.zeros(0))
    assert (prior.mean, prior.variance) == (0.0, regression.site_variance)
    assert (prior.noise, prior.noise_variance) == (0.0, regression.errors.between)


def test_a_site_goes_from_the_prior_to_its_own_mean(learned):
    model, regression = learned
    new, shift = people(3000, seed=12), 0.5
    dose = doses(new, np.zeros(3000, dtype=int), np.array([shift]), seed=13)
    told = [
        adapt(regression, enumerate_cells(new.take(np.arange(n)), model), dose[:n]) for n in (5, 40, 3000)
    ]
    variances = [regression.site_variance, *(each.variance for each in told)]
    assert variances == sorted(variances, reverse=True)
    intercept = regression.coefficients[0] - LINE[0]
    assert told[-1].mean == pytest.approx(shift - intercept, abs=0.05)
    assert 0 < told[0].mean < told[1].mean * 1.5


def test_a_noisy_site_gets_wider_intervals(learned):
    model, regression = learned
    new = people(400, seed=14)
    widths = []
    for sd in (0.4, 1.0):
        dose = doses(new, np.zeros(400, dtype=int), np.zeros(1), sd=sd, seed=15)
        site = adapt(regression, enumerate_cells(new, model), dose)
        found = forecast(regression, enumerate_cells(new, model), site)
        widths.append(np.mean(found.high - found.low))
    assert widths[1] > 1.3 * widths[0]


def test_the_order_of_people_changes_nothing(learned):
    model, regression = learned
    order = np.random.default_rng(3).permutation(len(WHOLE))
    told = forget(WHOLE, 0.2).take(order)
    again = forecast(regression, enumerate_cells(told, model), adapt(regression)).median
    first = forecast(regression, enumerate_cells(forget(WHOLE, 0.2), model), adapt(regression)).median
    np.testing.assert_allclose(again, first[order], rtol=1e-9)


def test_more_of_a_reduced_allele_and_more_age_never_raise_a_dose(learned):
    model, regression = learned
    one = WHOLE.take(np.arange(1))
    change = {"vkorc1": (0, 1, 2), "cyp2c9": (0, 2, 5), "decade": (4.0, 6.0, 8.0)}
    for name, values in change.items():
        told = [
            forecast(
                regression,
                enumerate_cells(replace(one, **{name: np.array([value])}), model),
                adapt(regression),
            ).median[0]
            for value in values
        ]
        assert told == sorted(told, reverse=True), name
