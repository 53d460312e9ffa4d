"""Laws of the lane solver: who else is solved, in what order and on how many cores, changes nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.models.kernels import System, build_kernel
from foredose.numerics.lanes import solve
from plans import add, clear, observe, plan_of, rate, steady

SYSTEM = System(
    states=("depot", "central"),
    rates=("-ka*depot", "ka*depot - vmax*central/(km + central)"),
    parameters=("ka", "vmax", "km"),
)
HOURS = st.integers(0, 200).map(lambda i: i / 4)
ACTIONS = st.one_of(
    st.builds(observe, HOURS),
    st.builds(add, HOURS, st.integers(0, 1), st.floats(0, 200)),
    st.builds(lambda t, r: rate(t, 1, r), HOURS, st.floats(0.1, 5)),
    st.builds(clear, HOURS),
    st.builds(lambda t, a: steady(t, 0, amount=a, interval=12.0, age=10.0), HOURS, st.floats(1, 60)),
)
PEOPLE = st.lists(
    st.lists(ACTIONS, min_size=1, max_size=8).map(lambda a: sorted(a, key=lambda x: x[0])),
    min_size=2,
    max_size=20,
)


def solved(people, rows, **options):
    numbered = [[(*a[:4], i, a[5]) for a in actions] for i, actions in enumerate(people)]
    solution = solve(build_kernel(SYSTEM), rows, np.zeros((len(people), 2)), plan_of(numbered), **options)
    counts = [sum(a[1] == 0 for a in actions) for actions in people]
    return np.split(solution.states, np.cumsum(counts)[:-1]), solution.status


def rows_of(n, seed):
    return np.array([1.0, 20.0, 40.0]) * np.exp(0.4 * np.random.default_rng(seed).standard_normal((n, 3)))


@given(PEOPLE, st.randoms(use_true_random=False), st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_order_and_company_change_no_bit(people, random, seed):
    rows = rows_of(len(people), seed)
    together, status = solved(people, rows)
    order = list(range(len(people)))
    random.shuffle(order)
    shuffled, shuffled_status = solved([people[i] for i in order], rows[order])
    cut = random.randint(1, len(people) - 1)
    parts = solved(people[:cut], rows[:cut])[0] + solved(people[cut:], rows[cut:])[0]
    assert np.array_equal(status[order], shuffled_status)
    for place, person in enumerate(order):
        assert np.array_equal(together[person], shuffled[place], equal_nan=True)
        assert np.array_equal(together[person], parts[person], equal_nan=True)


def test_threads_change_no_bit():
    people = [[add(0.0, 0, 100.0), observe(1.0), observe(30.0)]] * 700
    rows = rows_of(700, 5)
    one, two = (np.concatenate(solved(people, rows, threads=n)[0]) for n in (1, 2))
    assert np.array_equal(one, two)


@given(st.lists(HOURS, min_size=1, max_size=10), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_looking_changes_nothing(times, seed):
    row = rows_of(1, seed)
    looked = [add(0.0, 0, 100.0), *(observe(t) for t in sorted(times)), observe(60.0)]
    blind = [add(0.0, 0, 100.0), observe(60.0)]
    assert np.array_equal(solved([looked], row)[0][0][-1], solved([blind], row)[0][0][-1])
