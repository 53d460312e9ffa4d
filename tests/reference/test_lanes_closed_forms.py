"""The lane solver against closed forms, the exact linear solver and other integrators."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from foredose.models import compile_model
from foredose.models.compiled import NUMPY_FUNCTIONS
from foredose.models.events import DoseTerms, Event, simulate_events
from foredose.models.expression import evaluate
from foredose.models.kernels import System, build_kernel
from foredose.models.simulation import simulate
from foredose.numerics.lanes import solve
from plans import add, clear, observe, plan_of, rate, steady

TWO = System(
    states=("depot", "central", "side"),
    rates=(
        "-ka*depot",
        "ka*depot - (CL/V + Q/V)*central + Q/V2*side",
        "Q/V*central - Q/V2*side",
    ),
    parameters=("ka", "CL", "V", "Q", "V2"),
)
P = np.array([0.8, 3.0, 30.0, 5.0, 60.0])
SEEN = np.array([0.5, 1.0, 3.0, 7.0, 12.0, 24.0, 30.0, 47.0])


def matrix():
    ka, cl, v, q, v2 = P
    return np.array([[-ka, 0, 0], [ka, -(cl + q) / v, q / v2], [0, q / v, -q / v2]])


def close(found, expected, tolerance):
    size = np.abs(expected).max(axis=0) + 1e-30
    assert (np.abs(found - expected) / np.maximum(np.abs(expected), 1e-3 * size)).max() < tolerance


def exact(events, terms=None):
    events = sorted(events, key=lambda e: e.time)
    own = terms or [DoseTerms()] * len(events)
    amounts = simulate_events(events, own, [matrix()] * len(events))
    return np.array([a for a, e in zip(amounts, events, strict=True) if e.evid == 0])


def seen_events():
    return [Event(time=float(t), evid=0) for t in SEEN]


def found(actions, **options):
    people = [[*actions]]
    solution = solve(build_kernel(TWO), P[None], np.zeros((1, 3)), plan_of(people), **options)
    assert solution.failures == ()
    return solution.states


CASES = {
    "bolus": (
        [Event(time=0.0, evid=1, compartment=0, amount=100.0)],
        [add(0.0, 0, 100.0)],
    ),
    "infusion": (
        [Event(time=2.0, evid=1, compartment=1, amount=100.0, rate=25.0)],
        [rate(2.0, 1, 25.0), rate(6.0, 1, -25.0)],
    ),
    "reset": (
        [
            Event(time=0.0, evid=1, compartment=0, amount=100.0),
            Event(time=5.0, evid=3),
            Event(time=10.0, evid=1, compartment=1, amount=50.0),
        ],
        [add(0.0, 0, 100.0), clear(5.0), add(10.0, 1, 50.0)],
    ),
    "steady bolus": (
        [Event(time=0.0, evid=1, compartment=0, amount=100.0, steady=1, interval=12.0)],
        [steady(0.0, 0, amount=100.0, interval=12.0, age=12.0), add(0.0, 0, 100.0)],
    ),
    "steady infusion": (
        [Event(time=0.0, evid=1, compartment=1, amount=100.0, rate=50.0, steady=1, interval=12.0)],
        [
            steady(0.0, 1, amount=100.0, inflow=50.0, duration=2.0, interval=12.0, age=12.0),
            rate(0.0, 1, 50.0),
            rate(2.0, 1, -50.0),
        ],
    ),
    "steady overlap": (
        [Event(time=0.0, evid=1, compartment=1, amount=100.0, rate=100 / 15, steady=1, interval=12.0)],
        [
            steady(0.0, 1, amount=100.0, inflow=100 / 15, duration=15.0, interval=12.0, age=12.0),
            rate(0.0, 1, 200 / 15),
            rate(3.0, 1, -100 / 15),
            rate(15.0, 1, -100 / 15),
        ],
    ),
    "constant": (
        [Event(time=0.0, evid=1, compartment=1, amount=0.0, rate=10.0, steady=1, interval=0.0)],
        [steady(0.0, 1, inflow=10.0, duration=np.inf, interval=0.0, age=0.0)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_records_give_what_the_exact_solver_gives(case):
    events, actions = CASES[case]
    merged = sorted([*actions, *(observe(float(t)) for t in SEEN)], key=lambda a: a[0])
    close(found(merged), exact([*events, *seen_events()]), 3e-6)
    close(found(merged, rtol=1e-9), exact([*events, *seen_events()]), 2e-8)


def test_a_lag_before_an_endless_dose_is_an_age():
    event = Event(time=0.0, evid=1, compartment=0, amount=100.0, steady=1, interval=12.0)
    terms = [DoseTerms(lag=1.5), *[DoseTerms()] * len(SEEN)]
    actions = [steady(0.0, 0, amount=100.0, interval=12.0, age=10.5), add(1.5, 0, 100.0)]
    merged = sorted([*actions, *(observe(float(t)) for t in SEEN)], key=lambda a: a[0])
    close(found(merged, rtol=1e-9), exact([event, *seen_events()], terms), 2e-8)


def test_parameters_hold_on_the_way_to_their_action():
    rows = np.stack([P, P * [1, 2, 1, 1, 1]])
    first, second = 4.0, 9.0
    actions = [add(0.0, 1, 100.0, row=0), observe(2.0, row=0), observe(first, row=0), observe(second, row=1)]
    one = System(states=("a",), rates=("-CL/V*a",), parameters=("ka", "CL", "V", "Q", "V2"))
    for action in actions:
        assert action[4] in (0, 1)
    actions = [(*a[:2], 0, *a[3:]) for a in actions]
    got = solve(build_kernel(one), rows, np.zeros((1, 1)), plan_of([actions]), rtol=1e-9).states[:, 0]
    expected = 100 * np.exp(-0.1 * np.array([2.0, 4.0, 4.0])) * [1, 1, np.exp(-0.2 * 5.0)]
    assert got == pytest.approx(expected, rel=1e-7)


def test_the_method_is_of_order_5():
    system = System(
        states=("x", "y"), rates=("y - 0.1*x**3", "-x*time/(1 + time) + exp(-y**2)"), parameters=()
    )
    times = np.linspace(0.25, 10.0, 37)
    plan = plan_of([[observe(0.0), *(observe(t) for t in times)]])
    start, none = np.array([[1.0, 0.3]]), np.zeros((1, 0))
    truth = solve_ivp(
        lambda t, s: [s[1] - 0.1 * s[0] ** 3, -s[0] * t / (1 + t) + np.exp(-(s[1] ** 2))],
        (0, 10), start[0], method="DOP853", rtol=1e-13, atol=1e-14, t_eval=times,
    ).y.T  # fmt: skip
    steps, errors = [], []
    for rtol in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9):
        solution = solve(build_kernel(system), none, start, plan, rtol=rtol)
        steps.append(solution.steps)
        errors.append(np.abs(solution.states[1:] - truth).max())
    order = -np.polyfit(np.log(steps[1:]), np.log(errors[1:]), 1)[0]
    assert 4.4 < order < 6.5, (order, steps, errors)
    assert errors[-1] < 1e-8


def test_robertson_is_solved_as_a_stiff_problem():
    system = System(
        states=("a", "b", "c"),
        rates=("-0.04*a + k*b*c", "0.04*a - k*b*c - 3e7*b**2", "3e7*b**2"),
        parameters=("k",),
    )
    times = np.array([0.4, 4.0, 40.0, 4e2, 4e3, 4e4, 4e5])
    plan = plan_of([[observe(0.0), *(observe(t) for t in times)]])
    start = np.array([[1.0, 0.0, 0.0]])

    def rates(_, s):
        there, back, on = 0.04 * s[0], 1e4 * s[1] * s[2], 3e7 * s[1] ** 2
        return [back - there, there - back - on, on]

    solution = solve(build_kernel(system), np.array([[1e4]]), start, plan, rtol=1e-8)
    truth = solve_ivp(
        rates, (0, 4e5), start[0], method="Radau", rtol=1e-10, atol=1e-15, t_eval=times,
    ).y.T  # fmt: skip
    assert solution.failures == ()
    assert solution.states[1:] == pytest.approx(truth, rel=2e-6)
    assert solution.steps < 2000


def test_saturable_elimination_of_many_people():
    system = System(
        states=("depot", "central"),
        rates=("-ka*depot", "ka*depot - vmax*(central/V)/(km + central/V)"),
        parameters=("ka", "vmax", "km", "V"),
    )
    rows = np.array([1.0, 20.0, 2.0, 20.0]) * np.exp(0.4 * np.random.default_rng(0).standard_normal((20, 4)))
    times = np.linspace(0.5, 48.0, 60)
    plan = plan_of([[add(0.0, 0, 100.0), *(observe(t) for t in times)]] * 20)
    solution = solve(build_kernel(system), rows, np.zeros((20, 2)), plan)
    for p, got in zip(rows, solution.states.reshape(20, 60, 2), strict=True):
        truth = solve_ivp(
            lambda t, s, p=p: [-p[0] * s[0], p[0] * s[0] - p[1] * s[1] / p[3] / (p[2] + s[1] / p[3])],
            (0, 48), [100.0, 0.0], method="LSODA", rtol=1e-11, atol=1e-13, t_eval=times,
        ).y.T  # fmt: skip
        close(got, truth, 1e-5)


def test_the_steady_state_of_a_saturable_system_is_where_doses_lead():
    system = System(states=("a",), rates=("-vmax*a/(km + a)",), parameters=("vmax", "km"))
    rows = np.array([[12.0, 30.0], [10.5, 50.0], [30.0, 5.0]])
    doses = [[add(12.0 * i, 0, 100.0) for i in range(900)] + [observe(12.0 * 900)] for _ in rows]
    endless = [[steady(0.0, 0, amount=100.0, interval=12.0, age=12.0), observe(0.0)] for _ in rows]
    kernel, start = build_kernel(system), np.zeros((3, 1))
    given = solve(kernel, rows, start, plan_of(doses), rtol=1e-8)
    leapt = solve(kernel, rows, start, plan_of(endless), rtol=1e-8)
    assert leapt.failures == ()
    assert leapt.states == pytest.approx(given.states, rel=1e-6)
    assert leapt.steps < given.steps / 3


LIBRARY = {
    "Hamberg2010_warfarin": {"age": 60.0, "inhibition_CYP2C9": 1.0, "CYP2C9": 0.3, "VKORC1": 0.03},
    "Jung2024_clopidogrel": {"inhibition_CYP2C19": 1.0, "loss_CYP2C19": 0.5},
}


@pytest.mark.parametrize("name", LIBRARY)
def test_library_models_give_what_simulate_gives(name):
    compiled = compile_model(name)
    model = compiled.model
    known = {p.name: p.value for p in model.parameters} | {c.name: 60.0 for c in model.covariates}
    known |= LIBRARY[name]
    doses, times = np.arange(5) * 24.0, np.linspace(1.0, 160.0, 41)
    expected = simulate(compiled, known, people=1, dose_times=doses, dose_mg=np.full(5, 10.0), observed=times)
    values = compiled.individual(known)
    p, start = compiled.kernel_values(values, 1), compiled.initial(values, 1)
    lag = evaluate(model.routes[0].lag, values, NUMPY_FUNCTIONS)
    factor = evaluate(model.routes[0].fraction, values, NUMPY_FUNCTIONS)
    into = compiled.states.index(model.routes[0].compartment)
    actions = sorted(
        [*(add(t + lag, into, 10.0 * factor) for t in doses), *(observe(t) for t in [0.0, *times])],
        key=lambda a: (a[0], a[1] != 0),
    )
    system = System(states=compiled.states, rates=compiled.rate_texts, parameters=compiled.kernel_names)
    solution = solve(build_kernel(system), p.T, start.T, plan_of([actions]), rtol=1e-8)
    assert solution.failures == ()
    got = compiled.outputs(solution.states.T[:, :, None], p)
    for output, value in expected.outputs.items():
        close(got[output], value, 3e-5)
