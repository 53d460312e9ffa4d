import numpy as np
import pytest

from foredose.models import find_model
from foredose.twin import draw_individual, forecast, timeline_of
from unit.twin.people import person

DAILY = timeline_of(((1.0, 24.0, None),), 96.0)


def individual(name="Liu2022_escitalopram", draws=64, **given):
    return draw_individual(find_model(name), person(**given), [], (), draws=draws, seed=1)


def forecast_of(who, phases, target, own, reference=()):
    timeline = timeline_of(phases, 96.0)
    return forecast(
        who, timeline, pattern=DAILY, target=target, own_doses=list(own), reference_doses=list(reference)
    )


def test_every_dose_asked_for_is_compared_in_the_last_interval():
    found = forecast_of(individual(), ((10.0, 24.0, None),), "escitalopram", (5.0, 20.0), (10.0,))
    assert set(found.own_at) >= {5.0, 20.0} and set(found.reference_at) >= {10.0}
    for course in (*found.own_at.values(), *found.reference_at.values()):
        assert course.times[0] == 72.0 and course.times[-1] == 96.0
        assert set(course.outputs) == {"escitalopram"}
    low, high = (found.own_at[d].outputs["escitalopram"] for d in (5.0, 20.0))
    assert high == pytest.approx(4 * low, rel=1e-9)


@pytest.mark.parametrize("name", ["Liu2022_escitalopram", "Jung2024_clopidogrel"])
def test_the_ordered_course_is_the_option_of_that_dose(name):
    """The same dose must not be shown with two results."""
    target = find_model(name).outputs[0].name
    found = forecast_of(individual(name), ((30.0, 24.0, None),), target, (30.0, 60.0))
    option = found.own_at[30.0]
    last = found.ordered.times >= found.timeline.last_start
    assert found.ordered.outputs[target][last] == pytest.approx(option.outputs[target], rel=1e-9)


def test_a_loading_dose_raises_the_first_day_and_fades():
    who = individual()
    plain = forecast_of(who, ((10.0, 24.0, None),), "escitalopram", (10.0,)).ordered
    loaded = forecast_of(who, ((40.0, 24.0, 1), (10.0, 24.0, None)), "escitalopram", (10.0,)).ordered
    first = loaded.outputs["escitalopram"][1] / plain.outputs["escitalopram"][1]
    last = loaded.outputs["escitalopram"][-1] / plain.outputs["escitalopram"][-1]
    assert first == pytest.approx(4.0, rel=1e-9)
    assert (last < 2.0).all() and (last > 1.0).all()


def test_a_poor_metaboliser_has_the_reference_of_the_same_body():
    found = forecast_of(
        individual(genes={"CYP2C19": "*2/*2"}), ((10.0, 24.0, None),), "escitalopram", (10.0,), (10.0,)
    )
    own, normal = found.ordered.areas["escitalopram"][-1], found.reference.areas["escitalopram"][-1]
    assert (own > normal).all()
    assert np.corrcoef(np.log(own), np.log(normal))[0, 1] > 0.9
