"""Sensitivities by symbolic differentiation against differences of tight solutions, and against a closed form."""

import numpy as np
import pytest

from foredose.models.compiled import NUMPY_FUNCTIONS
from foredose.models.expression import evaluate
from foredose.models.kernels import System, build_kernel, with_sensitivities
from foredose.numerics.lanes import solve
from plans import add, observe, plan_of

SATURABLE = System(
    states=("depot", "central"),
    rates=(
        "-ka*depot",
        "ka*depot - vmax*(central/V)/(km + central/V)*(1 + 0.2*exp(-k*time))*(central/V)**(g - 1)",
    ),
    parameters=("ka", "V", "vmax", "km", "k", "g"),
)
ROW = np.array([1.2, 20.0, 18.0, 2.0, 0.05, 1.1])
ACTIONS = [add(0.0, 0, 100.0), observe(1.0), observe(6.0), add(12.0, 0, 100.0), observe(20.0)]


def solved(system, row):
    size = len(system.states)
    found = solve(build_kernel(system), row[None], np.zeros((1, size)), plan_of([ACTIONS]), rtol=1e-9)
    assert found.failures == ()
    return found.states


def test_they_are_what_differences_show():
    whole = solved(with_sensitivities(SATURABLE, SATURABLE.parameters), ROW)
    states, found = whole[:, :2], whole[:, 2:].reshape(len(whole), len(ROW), 2)
    assert states == pytest.approx(solved(SATURABLE, ROW), rel=1e-7)
    for k, value in enumerate(ROW):
        step = np.zeros(len(ROW))
        step[k] = 1e-4 * value
        difference = (solved(SATURABLE, ROW + step) - solved(SATURABLE, ROW - step)) / (2 * step[k])
        size = np.abs(difference).max() + 1e-6
        assert found[:, k] == pytest.approx(difference, abs=2e-4 * size), SATURABLE.parameters[k]


@pytest.mark.parametrize("rate", ["k*body**0.8", "k*sqrt(body)", "k*body**1.3", "k*log(1 + body**0.6)"])
def test_an_empty_compartment_under_a_power_or_a_root_has_them(rate):
    one = System(states=("depot", "body"), rates=("-ka*depot", f"ka*depot - {rate}"), parameters=("ka", "k"))
    row = np.array([1.0, 0.1])
    actions = [add(0.0, 0, 100.0), observe(0.01), observe(2.0), observe(9.0)]

    def run(system, at):
        size = len(system.states)
        found = solve(build_kernel(system), at[None], np.zeros((1, size)), plan_of([actions]), rtol=1e-9)
        assert found.failures == ()
        return found.states

    found = run(with_sensitivities(one, ("ka", "k")), row)[:, 2:].reshape(3, 2, 2)
    for k in range(2):
        step = np.eye(2)[k] * 1e-4 * row[k]
        difference = (run(one, row + step) - run(one, row - step)) / (2 * step[k])
        assert found[:, k] == pytest.approx(difference, rel=1e-4, abs=1e-4), one.parameters[k]


def test_they_equal_a_closed_form():
    one = System(states=("x",), rates=("-k*x",), parameters=("k",))
    whole = with_sensitivities(one, ["k"])
    found = solve(
        build_kernel(whole),
        np.array([[0.3]]),
        np.zeros((1, 2)),
        plan_of([[add(0.0, 0, 5.0), observe(4.0)]]),
        rtol=1e-9,
    )
    exact = 5 * np.exp(-0.3 * 4.0)
    assert found.states[0] == pytest.approx([exact, -4.0 * exact], rel=1e-7)


def test_functions_without_a_slope_somewhere_stay_in_the_grammar():
    odd = System(
        states=("x",),
        rates=("-max(k*x, m) - min(x, m)*step(x - 1) - sqrt(x)*log(1 + k)",),
        parameters=("k", "m"),
    )
    whole = with_sensitivities(odd, ["k", "m"])
    assert whole.states == ("x", "x__by__k", "x__by__m")
    x, k, m = 1.7, 0.4, 0.9  # away from every corner: k*x < m, m < x

    def rate(k, m, x):
        return -max(k * x, m) - min(x, m) * (x >= 1) - np.sqrt(x) * np.log(1 + k)

    assert evaluate(whole.rates[0], {"x": x, "k": k, "m": m}, NUMPY_FUNCTIONS) == pytest.approx(rate(k, m, x))
    slope_x = -0.5 / np.sqrt(x) * np.log(1 + k)
    for text, along_k, along_m, slope in (
        (whole.rates[1], 0.3, 0.0, -np.sqrt(x) / (1 + k)),
        (whole.rates[2], 0.0, 0.3, -2.0),
    ):
        names = {"x": x, "k": k, "m": m, "x__by__k": along_k, "x__by__m": along_m}
        assert evaluate(text, names, NUMPY_FUNCTIONS) == pytest.approx(slope + slope_x * 0.3)
