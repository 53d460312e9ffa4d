"""What is unknown is summed out: the sum of the code is the sum that one would write by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm
from tests.dosing_people import LINE, forget, people

from foredose.core import InputError
from foredose.dosing import SiteEffect, enumerate_cells, fit_covariates
from foredose.dosing.covariates import age_band, best_vkorc1, size_design
from foredose.dosing.features import design
from foredose.dosing.forecast import quantiles
from foredose.dosing.mixture import Errors
from foredose.dosing.people import INDICATIONS, UNKNOWN
from foredose.dosing.regression import DoseRegression

KNOWN = people(600)
MODEL = fit_covariates(KNOWN)
REGRESSION = DoseRegression(
    coefficients=LINE,
    covariance=np.zeros((len(LINE), len(LINE))),
    errors=Errors(variance=0.5, wide=0.1, factor=5.0, power=0.0, between=1e-9),
    site_variance=0.1,
    sites={},
)


def someone(**changes):
    """One person of whom little is known: race, VKORC1 but for a proxy, CYP2C9, amiodarone."""
    one = KNOWN.take(np.arange(1))
    unknown = {name: np.array([UNKNOWN]) for name in ("race", "vkorc1", "cyp2c9", "amiodarone")}
    proxies = np.array([[UNKNOWN, 1, 2]])
    return replace(one, **unknown, proxies=proxies, **changes)


def by_hand(one):
    """Every combination with its weight, written as loops."""
    male, decade = int(one.male[0]), one.decade
    band = int(age_band(decade)[0])
    for race, vkorc1, pair, amiodarone in product(range(3), range(3), range(7), range(2)):
        group = (race, male, band)
        mean = size_design(np.array([race]), one.male, decade) @ MODEL.size_mean
        size = multivariate_normal(mean[0], MODEL.size_covariance)
        weight = MODEL.race[race] * MODEL.male[race, male] * MODEL.vkorc1[race, vkorc1]
        weight *= MODEL.proxy[1, race, vkorc1, 1] * MODEL.cyp2c9[race, pair]
        for name in ("indication", "inducer", "smoker"):
            weight *= MODEL.by_group[name][group][int(getattr(one, name)[0])]
        weight *= MODEL.by_group["amiodarone"][group][amiodarone]
        weight *= size.pdf([one.height[0], np.log(one.weight[0])])
        facts = {"race": race, "vkorc1": vkorc1, "cyp2c9": pair, "amiodarone": amiodarone}
        yield weight, replace(one, **{name: np.array([code]) for name, code in facts.items()})


def test_the_cells_are_the_sum_that_one_would_write():
    one, names = someone(), ("race", "vkorc1", "cyp2c9", "amiodarone")
    weights, whole = zip(*by_hand(one), strict=True)
    expected = {
        tuple(int(getattr(each, name)[0]) for name in names): weight / sum(weights)
        for weight, each in zip(weights, whole, strict=True)
    }
    cells = enumerate_cells(one, MODEL)
    keys = zip(*(cells.facts[name].tolist() for name in names), strict=True)
    mine = dict(zip(keys, cells.probability.tolist(), strict=True))
    assert len(mine) == len(cells.person) == 3 * 3 * 7 * 2
    assert mine == pytest.approx(expected, abs=1e-14)


def test_a_quantile_of_the_dose_is_that_of_the_mixture():
    one, share = someone(), 0.2
    weights, whole = zip(*by_hand(one), strict=True)
    lines = np.array([float((design(enumerate_cells(each, MODEL)) @ LINE)[0]) for each in whole])
    site = SiteEffect(mean=0.3, variance=0.05, noise=0.0, noise_variance=0.0)
    (dose,) = quantiles(REGRESSION, enumerate_cells(one, MODEL), site, [share])
    parts = [(0.9, 0.5), (0.1, 2.5)]
    below = sum(s * norm.cdf(np.sqrt(dose), lines + 0.3, np.sqrt(v + 0.05)) for s, v in parts)
    assert np.average(below, weights=weights) == pytest.approx(share, abs=1e-8)


def test_a_person_of_whom_all_is_known_is_one_cell():
    cells = enumerate_cells(KNOWN, MODEL)
    np.testing.assert_array_equal(cells.person, np.arange(len(KNOWN)))
    np.testing.assert_array_equal(cells.probability, 1.0)
    np.testing.assert_allclose(cells.facts["weight"], KNOWN.weight)


@pytest.mark.parametrize("unknown", [("height",), ("weight",), ("height", "weight")])
def test_unknown_size_is_the_gaussian_given_the_rest(unknown):
    one = replace(KNOWN.take(np.arange(1)), **{name: np.array([np.nan]) for name in unknown})
    cells = enumerate_cells(one, MODEL)
    (mean,) = size_design(one.race, one.male, one.decade) @ MODEL.size_mean
    (a, b), (_, d) = MODEL.size_covariance
    height, heavy = cells.facts["height"], np.log(cells.facts["weight"])
    expected = {
        ("height",): (mean[0] + b / d * (heavy[0] - mean[1]), a - b * b / d),
        ("weight",): (mean[1] + b / a * (height[0] - mean[0]), d - b * b / a),
        ("height", "weight"): (mean[1], d),
    }[unknown]
    values = height if unknown == ("height",) else heavy
    centre = np.average(values, weights=cells.probability)
    assert centre == pytest.approx(expected[0])
    assert np.average((values - centre) ** 2, weights=cells.probability) == pytest.approx(expected[1])


def test_probabilities_sum_to_one_for_everyone_and_nobody_is_dropped():
    some = forget(KNOWN, 0.3)
    cells = enumerate_cells(some, MODEL)
    np.testing.assert_allclose(cells.sum(cells.probability), np.ones(len(some)))


def test_a_genotype_tells_of_an_unknown_race():
    one = replace(KNOWN.take(np.arange(1)), race=np.array([UNKNOWN]))
    asian = []
    for copies in (0, 2):
        proxies = np.full((1, 3), UNKNOWN)
        cells = enumerate_cells(replace(one, vkorc1=np.array([copies]), proxies=proxies), MODEL)
        asian.append(cells.probability[cells.facts["race"] == 1].sum())
    assert asian[0] < 0.1
    assert asian[1] > 0.4


def test_a_typed_genotype_leads_and_the_first_proxy_stands_in():
    one = replace(KNOWN.take(np.arange(3)), vkorc1=np.array([2, UNKNOWN, UNKNOWN]))
    one = replace(one, proxies=np.array([[0, 0, 0], [UNKNOWN, 1, 2], [UNKNOWN] * 3]))
    np.testing.assert_array_equal(best_vkorc1(one), [2, 1, UNKNOWN])


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("race", np.array([7]), "race"),
        ("indication", np.array([len(INDICATIONS)]), "indication"),
        ("decade", np.array([np.nan]), "decade"),
        ("height", np.array([170.0, 171.0]), "height"),
    ],
)
def test_facts_without_a_meaning_are_refused(name, value, where):
    with pytest.raises(InputError) as refused:
        replace(KNOWN.take(np.arange(1)), **{name: value})
    assert refused.value.where == where
