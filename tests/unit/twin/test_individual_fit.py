"""The fit check has its nominal size however many levels there are, and sees who is of no such model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from foredose.core import Indeterminate
from foredose.models import dose_events, find_model
from foredose.twin.individual import History, Level
from foredose.twin.individual import fit as fit_module
from foredose.twin.individual.evidence import Evidence, evidence_of
from foredose.twin.individual.fit import check_fit, with_error
from foredose.twin.individual.foretelling import prior_draws
from foredose.twin.individual.prediction import compiled_of
from individual_models import history, model

PEOPLE = 60


def people(levels: int, times: float = 1.0) -> tuple[Evidence, np.random.Generator]:
    """Return people of the model itself, every level multiplied."""
    of = find_model("Goti2018_vancomycin")
    rng = np.random.default_rng(levels)
    output = of.outputs[0]
    at = np.linspace(2.0, 190.0, levels)
    seen = tuple(Level(time=float(t), output=output.name, value=1.0, unit=output.unit) for t in at)
    events = tuple(dose_events(of, 1000.0, interval_h=12, additional=15, duration_h=1))
    values = {c.name: c.typical or 0.0 for c in of.covariates}
    found = evidence_of(compiled_of(of), [History(events=events, levels=seen, values=values)] * PEOPLE)
    truth = found.prediction.levels(prior_draws(found.prediction.effects, PEOPLE, rng))
    value = times * with_error(found.measured, truth, rng)
    return replace(found, measured=replace(found.measured, value=value)), rng


def strange(levels: int, times: float = 1.0) -> int:
    evidence, rng = people(levels, times)
    size = evidence.prediction.effects.size
    return sum(f.fits is False for f in check_fit(evidence, np.ones((PEOPLE, size)), rng=rng))


@pytest.mark.parametrize("levels", [3, 50, 200])
def test_people_of_the_model_fit_it_however_many_levels_they_have(levels: int):
    assert strange(levels) <= 4


@pytest.mark.parametrize(("levels", "least"), [(3, 25), (50, 45)])
def test_levels_five_times_too_high_do_not_fit(levels: int, least: int):
    assert strange(levels, 5.0) >= least


def test_a_model_that_cannot_be_solved_fits_nobody(monkeypatch: pytest.MonkeyPatch):
    of = model()
    evidence = evidence_of(compiled_of(of), [history(of, {25.0: 6.0, 30.0: 6.5})])
    monkeypatch.setattr(fit_module, "with_error", lambda errors, levels, rng: np.full(levels.shape, np.nan))
    (found,) = check_fit(evidence, np.ones((1, 3)), rng=np.random.default_rng(0))
    assert isinstance(found.fits, Indeterminate)
    assert found.p_value is None
