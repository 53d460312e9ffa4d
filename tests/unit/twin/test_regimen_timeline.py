import numpy as np
import pytest

from foredose.core import Indeterminate
from foredose.sources.order import parse_order
from foredose.twin import resolve_phases, timeline_of
from unit.twin.people import person

HORIZON = 240.0


def laid_out(order, twin=None, horizon=HORIZON):
    phases = resolve_phases(parse_order(order), twin or person())
    return timeline_of(phases, horizon)


def test_daily_doses_fill_the_horizon():
    found = laid_out("escitalopram 10 mg daily")
    assert found.dose_times == pytest.approx(np.arange(10) * 24.0)
    assert set(found.dose_mg) == {10.0}
    assert found.last_start == 216.0 and found.observed[-1] == HORIZON
    assert not found.single


def test_loading_then_maintenance():
    found = laid_out("clopidogrel 600 mg once then 75 mg daily")
    assert found.dose_mg[0] == 600 and set(found.dose_mg[1:]) == {75.0}
    assert found.dose_times[:3] == pytest.approx([0, 24, 48])
    assert found.observed[-1] == HORIZON


def test_a_long_first_phase_still_reaches_the_maintenance():
    """The maintenance dose must be given at least once, even where the first phase outlasts the horizon."""
    found = timeline_of(((20.0, 24.0, 30), (10.0, 24.0, None)), HORIZON)
    assert found.dose_mg[-1] == 10.0
    assert found.last_start == 30 * 24.0 and found.observed[-1] == 31 * 24.0


def test_a_single_dose_is_seen_to_the_horizon():
    found = laid_out("codeine 30 mg once")
    assert found.dose_times == pytest.approx([0.0]) and found.dose_mg == pytest.approx([30.0])
    assert found.single and found.last_start == 0.0 and found.observed[-1] == HORIZON


def test_a_course_that_ends_is_seen_after_its_last_dose():
    found = laid_out("codeine 30 mg every 6 hours for 4 doses")
    assert found.dose_times == pytest.approx([0, 6, 12, 18])
    assert found.single and found.last_start == 18.0 and found.observed[-1] == HORIZON


@pytest.mark.parametrize("interval", [6.0, 8.0, 12.0, 24.0, 48.0])
def test_every_dose_is_given_at_an_observed_edge_and_time_never_runs_back(interval):
    found = timeline_of(((5.0, interval, None),), HORIZON)
    assert (np.diff(found.observed) > 0).all()
    assert found.observed[-1] == pytest.approx(found.dose_times[-1] + interval)
    assert set(np.round(found.dose_times, 9)) <= set(np.round([0.0, *found.observed], 9))
    assert (found.observed >= found.last_start).sum() >= 36, "the last interval is seen closely"
    assert (found.observed < interval).sum() >= 36, "and so is the first"


def test_an_interval_that_does_not_divide_the_horizon_is_whole():
    found = timeline_of(((5.0, 7.0, None),), 24.0)
    assert found.dose_times == pytest.approx([0, 7, 14, 21])
    assert found.observed[-1] == 28.0


def test_doses_per_kilogram_use_the_current_weight():
    phases = resolve_phases(parse_order("tacrolimus 0.1 mg/kg every 12 hours"), person(weight=70.0))
    assert phases == ((pytest.approx(7.0), 12.0, None),)


def test_a_daily_dose_per_kilogram_is_divided():
    phases = resolve_phases(parse_order("tacrolimus 0.2 mg/kg/day in 2 doses"), person(weight=70.0))
    assert phases == ((pytest.approx(7.0), 12.0, None),)


def test_doses_per_kilogram_without_a_weight_are_indeterminate():
    found = resolve_phases(parse_order("tacrolimus 0.1 mg/kg every 12 hours"), person())
    assert isinstance(found, Indeterminate)
    assert "weight" in found.why
