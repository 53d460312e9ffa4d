"""A steady state whose lag is longer than its interval is what endless doses come to, some of them on their way."""

import numpy as np
import pytest

from foredose.models import compile_model, dose_events, find_model, simulate_each, simulate_people
from foredose.models.soundness import reference_values
from foredose.sources.event_record import Event


@pytest.mark.parametrize(
    ("name", "interval"),
    [
        ("Hard2017_aripiprazole_lauroxil", 24.0),
        ("Hard2017_aripiprazole_lauroxil", 672.0),
        ("Park2025_donepezil", 24.0),
        ("Jung2024_clopidogrel", 0.1),
    ],
)
def test_endless_doses_with_a_long_lag(name, interval):
    model, compiled = find_model(name), compile_model(name)
    values = reference_values(model)
    looks = np.array([0.0, 0.1, 0.5, 0.999]) * interval
    many = int(200_000 / interval) if interval > 1 else 20_000

    def seen(start, **how):
        doses = dose_events(model, 100.0, interval_h=interval, **how)
        events = sorted(
            [*doses, *(Event(time=float(start + t)) for t in looks)], key=lambda e: (e.time, e.evid == 0)
        )
        found = simulate_people(compiled, values, events, people=1)
        assert not found.failed
        return found.outputs[model.outputs[0].name][:, 0]

    steady = seen(0.0, steady=1, additional=int(1 + looks[-1] // interval))
    awaited = seen(many * interval, additional=many + 10)
    assert steady == pytest.approx(awaited, rel=2e-3)


def test_amounts_that_are_not_finite_name_the_person():
    model, compiled = find_model("Goti2018_vancomycin"), compile_model("Goti2018_vancomycin")
    volume = np.array([50.0, 0.0, 60.0])
    values = {**reference_values(model), "V1_70": volume}
    events = [*dose_events(model, 1000.0), Event(time=4.0)]
    found = simulate_people(compiled, values, events, people=3)
    assert list(found.failed) == [1]
    assert np.isfinite(found.outputs["vancomycin"][:, [0, 2]]).all()
    assert np.isnan(found.outputs["vancomycin"][:, 1]).all()


def test_a_reset_hides_no_failure():
    """Levels after a reset may be finite again; the person has failed all the same, and has no levels."""
    model, compiled = find_model("Goti2018_vancomycin"), compile_model("Goti2018_vancomycin")
    values = {**reference_values(model), "V1_70": np.array([50.0, 0.0])}
    events = [*dose_events(model, 1000.0), Event(time=4.0), Event(time=5.0, evid=3), Event(time=6.0)]
    found = simulate_people(compiled, values, events, people=2)
    assert list(found.failed) == [1]
    assert np.isnan(found.outputs["vancomycin"][:, 1]).all()
    assert found.outputs["vancomycin"][-1, 0] == 0


def test_a_failure_names_the_right_person_beside_one_with_nothing_to_do():
    model, compiled = find_model("Goti2018_vancomycin"), compile_model("Goti2018_vancomycin")
    values = {**reference_values(model), "V1_70": np.array([50.0, 50.0, 0.0])}
    dosed = [*dose_events(model, 1000.0), Event(time=4.0)]
    found = simulate_each(compiled, values, [dosed, [], dosed])
    assert list(found.failed) == [2]


def test_a_series_of_a_hundred_thousand_doses_is_quick():
    import time

    model, compiled = find_model("Goti2018_vancomycin"), compile_model("Goti2018_vancomycin")
    doses = dose_events(model, 1000.0, interval_h=12, additional=100_000)
    simulate_people(compiled, reference_values(model), [*doses, Event(time=24.0)], people=1)
    begin = time.perf_counter()
    simulate_people(compiled, reference_values(model), [*doses, Event(time=1_200_000.0)], people=1)
    assert time.perf_counter() - begin < 5.0
