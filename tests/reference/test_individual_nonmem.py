"""The likeliest parameters against NONMEM: 4,000 people of the first scenario of the mapbayr validation.

The objective at NONMEM's own parameters must be the one that the validation printed, and ours never higher.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from benchmarks.individual.nonmem import MODEL, histories, posthoc

from foredose.numerics.estimation import Mode, find_mode
from foredose.sources.external import external_path
from foredose.twin.individual.evidence import Evidence, evidence_of
from foredose.twin.individual.prediction import compiled_of


@cache
def found() -> tuple[Evidence, Mode]:
    evidence = evidence_of(compiled_of(MODEL), histories())
    return evidence, find_mode(evidence.prediction, evidence.measured, evidence.prediction.effects.covariance)


@pytest.fixture(autouse=True)
def _data(external):
    external("map_levels")
    external_path("map_nonmem", check=True)


def test_every_parameter_is_nonmem_s_within_a_ten_thousandth():
    _, mode = found()
    effects, _ = posthoc()
    assert mode.settled.all()
    assert np.abs(np.exp(mode.effects - effects) - 1).max() < 1e-4


def test_the_objective_is_nonmem_s_and_nowhere_higher():
    evidence, mode = found()
    effects, printed = posthoc()
    prediction, measured = evidence.prediction, evidence.measured
    precision = np.linalg.inv(prediction.effects.covariance)
    constant = np.log(2 * np.pi) * np.bincount(measured.person, minlength=len(effects))
    pull = np.einsum("pa,ab,pb->p", effects, precision, effects)
    theirs = 2 * measured.loss(prediction.levels(effects), len(effects)) + pull - constant
    np.testing.assert_allclose(theirs, printed, atol=1e-6)
    assert (2 * mode.loss - constant <= theirs + 1e-9).all()
