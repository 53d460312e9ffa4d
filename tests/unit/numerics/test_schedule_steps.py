import numpy as np
import pytest

from foredose.numerics.schedule import build_schedule


def schedule(doses, amounts, observed):
    return build_schedule(*(np.asarray(a, dtype=float) for a in (doses, amounts, observed)))


def test_every_dose_before_the_last_observation_is_given_at_its_time():
    found = schedule([0, 24, 48], [10, 20, 30], [1, 24, 50])
    begins = found.times - found.steps
    assert found.dose.sum() == 60
    assert {float(b): float(d) for b, d in zip(begins, found.dose, strict=True) if d} == {
        0: 10,
        24: 20,
        48: 30,
    }


def test_a_dose_at_the_end_is_not_seen():
    assert schedule([0, 24], [10, 20], [12, 24]).dose.sum() == 10


def test_two_doses_at_one_time_add():
    assert schedule([0, 6, 6], [1, 2, 3], [12]).dose == pytest.approx([1, 5])


def test_doses_out_of_order_land_at_their_times():
    found = schedule([24, 0], [2, 1], [48])
    assert found.dose == pytest.approx([1, 2])


def test_steps_add_up_and_kinds_say_their_length():
    found = schedule([0.196, 24.196, 48.196], [1, 1, 1], [0.1, 7.3, 24, 24.196, 72])
    assert found.steps.sum() == pytest.approx(72)
    assert (found.steps > 0).all()
    assert found.kinds[found.kind_of] == pytest.approx(found.steps, abs=1e-8)
    assert found.times == pytest.approx(np.cumsum(found.steps))


def test_thirds_of_a_day_make_one_kind_of_step():
    """Rounding must not make a propagator per dose out of one interval that binary numbers cannot hold."""
    times = np.arange(60) * (24 / 7)
    found = schedule(times, np.ones(60), [60 * 24 / 7])
    assert len(found.kinds) <= 2
    assert found.dose.sum() == 60
