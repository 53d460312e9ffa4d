"""Laws of schedules, exact propagation and adaptive integration."""

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.numerics.dopri5 import integrate
from foredose.numerics.linear import matrix_exponential, propagate
from foredose.numerics.schedule import build_schedule

TIMES = st.integers(0, 2000).map(lambda i: i / 8)
DOSES = st.lists(st.tuples(TIMES, st.floats(0, 500)), min_size=1, max_size=12)
SEEN = st.lists(TIMES.filter(lambda t: t > 0), min_size=1, max_size=12)


def schedule_of(doses, seen):
    times, amounts = (np.array(part, dtype=float) for part in zip(*doses, strict=True))
    return times, amounts, build_schedule(times, amounts, np.array(seen, dtype=float))


@given(DOSES, SEEN)
@settings(max_examples=150, deadline=None)
def test_a_schedule_gives_every_dose_that_can_be_seen_once(doses, seen):
    times, amounts, found = schedule_of(doses, seen)
    assert found.dose.sum() == pytest.approx(amounts[times < max(seen)].sum())
    begins = found.times - found.steps
    for at in set(times[times < max(seen)]):
        (i,) = np.flatnonzero(np.abs(begins - at) < 1e-6)
        assert found.dose[i] == pytest.approx(amounts[times == at].sum())


@given(DOSES, SEEN)
@settings(max_examples=150, deadline=None)
def test_a_schedule_covers_all_time_and_every_observation(doses, seen):
    _, _, found = schedule_of(doses, seen)
    assert (found.steps > 0).all()
    assert found.steps.sum() == pytest.approx(max(seen))
    assert found.times[-1] == pytest.approx(max(seen))
    for at in seen:
        assert np.abs(found.times - at).min() < 1e-6
    assert found.kinds[found.kind_of] == pytest.approx(found.steps, abs=1e-8)
    assert len(np.unique(found.kinds)) == len(found.kinds)


@given(DOSES, SEEN, st.randoms())
@settings(max_examples=60, deadline=None)
def test_a_schedule_does_not_depend_on_the_order_of_the_list(doses, seen, random):
    _, _, first = schedule_of(doses, seen)
    shuffled, late = list(doses), list(seen)
    random.shuffle(shuffled)
    random.shuffle(late)
    _, _, second = schedule_of(shuffled, late)
    assert np.array_equal(first.times, second.times)
    assert second.dose == pytest.approx(first.dose)


N, PEOPLE = 3, 2
ENTRIES = st.lists(st.floats(-3, 3), min_size=N * N, max_size=N * N)
EXP = jax.jit(matrix_exponential)


@given(ENTRIES, st.floats(0.05, 4), st.floats(0.05, 4))
@settings(max_examples=60, deadline=None)
def test_two_steps_are_one_long_step(entries, s, t):
    a = np.array(entries).reshape(N, N)
    both, first, second = (np.asarray(EXP(a * h)) for h in (s + t, s, t))
    size = np.abs(first).max() * np.abs(second).max()
    assert np.abs(both - second @ first).max() <= 1e-10 * max(1.0, size)


@given(ENTRIES, st.floats(0.05, 3))
@settings(max_examples=60, deadline=None)
def test_going_back_undoes_going_forth_and_the_determinant_is_the_trace(entries, t):
    a = np.array(entries).reshape(N, N) * t / 3
    there, back = (np.asarray(EXP(a * s)) for s in (1.0, -1.0))
    size = max(1.0, np.abs(there).max() * np.abs(back).max())
    assert np.abs(there @ back - np.eye(N)).max() <= 1e-9 * size
    assert np.linalg.slogdet(there)[1] == pytest.approx(np.trace(a), abs=1e-7 * size)


STEPS = np.array([1.0, 2.0, 1.0, 4.0])
KINDS, KIND_OF = np.array([1.0, 2.0, 4.0]), np.array([0, 1, 0, 2])
RATES = st.lists(st.floats(0.01, 2), min_size=4, max_size=4)
VALUES = st.lists(st.floats(-50, 50), min_size=4, max_size=4)


@jax.jit
def two_compartments(y, p):
    moved = p[0] * y[0]
    return jax.numpy.stack([-moved, moved - p[1] * y[1]])


def both_solvers(rates, jump, factor):
    ka, ke = np.array(rates[:2]), np.array(rates[2:])
    a = np.zeros((PEOPLE, 2, 2))
    a[:, 0, 0], a[:, 1, 0], a[:, 1, 1] = -ka, ka, -ke
    jumps = np.stack([np.array(jump), np.zeros(4)], axis=1)
    exact = propagate(a, np.zeros((PEOPLE, 2)), KINDS, KIND_OF, jumps, factor)
    stepped, done = integrate(
        two_compartments,
        np.stack([ka, ke]),
        np.zeros((2, PEOPLE)),
        STEPS,
        jumps,
        factor,
        rtol=1e-9,
        atol=np.full(2, 1e-9),
    )
    assert np.asarray(done).all()
    return np.asarray(exact), np.asarray(stepped)


@given(RATES, st.lists(st.floats(0, 100), min_size=4, max_size=4))
@settings(max_examples=25, deadline=None)
def test_both_solvers_agree_where_both_apply(rates, jump):
    exact, stepped = both_solvers(rates, jump, np.array([1.0, 0.4]))
    assert stepped == pytest.approx(exact, rel=1e-5, abs=1e-5)


@given(RATES, VALUES, VALUES, st.floats(-5, 5))
@settings(max_examples=40, deadline=None)
def test_exact_propagation_is_linear_in_the_doses(rates, first, second, times):
    factor = np.array([1.0, 0.4])
    one, two, mixed = (
        exactly(rates, j, factor)
        for j in (np.array(first), np.array(second), np.array(first) + times * np.array(second))
    )
    assert mixed == pytest.approx(one + times * two, rel=1e-9, abs=1e-9)


def exactly(rates, jump, factor):
    ka, ke = np.array(rates[:2]), np.array(rates[2:])
    a = np.zeros((PEOPLE, 2, 2))
    a[:, 0, 0], a[:, 1, 0], a[:, 1, 1] = -ka, ka, -ke
    jumps = np.stack([jump, np.zeros(4)], axis=1)
    return np.asarray(propagate(a, np.zeros((PEOPLE, 2)), KINDS, KIND_OF, jumps, factor))
