"""The exact solver against scipy's matrix exponential and against closed forms of one and two compartments."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.linalg

from answering import ANSWERING
from foredose.models import compile_model, find_model, simulate
from foredose.models.checking import typical_values
from foredose.numerics.linear import matrix_exponential, propagate
from foredose.numerics.schedule import build_schedule

RNG = np.random.default_rng(20240601)
MATRICES = {
    "random": RNG.normal(size=(5, 5)),
    "zero": np.zeros((4, 4)),
    "tiny": RNG.normal(size=(5, 5)) * 1e-12,
    "defective": np.array([[-2.0, 1, 0], [0, -2, 1], [0, 0, -2]]),
    "nilpotent": np.diag(np.ones(3), 1),
    "one by one": np.array([[-3.25]]),
    "rotation": np.array([[0.0, 40.0], [-40.0, 0.0]]),
    "large norm": -np.diag([1.0, 40.0, 300.0]) + np.diag([1.0, 40.0], -1),
    "growing": np.array([[2.0, 1.0], [0.5, 3.0]]),
    "equal rates": np.array([[-1.0, 0, 0], [1, -1, 0], [0, 1, -1]]),
}
CHAIN = np.array([[-8.74, 0.0, 0.0], [8.74, -0.257, 0.0], [0.0, 0.041, -1e-4]])


@pytest.mark.parametrize("name", MATRICES)
def test_matrix_exponential_is_scipys(name):
    a = MATRICES[name]
    expected = scipy.linalg.expm(a)
    found = np.asarray(matrix_exponential(jnp.asarray(a)))
    assert np.abs(found - expected).max() <= 1e-11 * max(1.0, np.abs(expected).max())


@pytest.mark.parametrize("hours", [1e-6, 0.05, 1.0, 24.0, 720.0])
def test_matrix_exponential_of_a_stiff_chain_keeps_small_entries(hours):
    """What remains after a month is small beside what was given, and is still right in its own size."""
    expected = scipy.linalg.expm(CHAIN * hours)
    found = np.asarray(matrix_exponential(jnp.asarray(CHAIN * hours)))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-13)
    assert found.sum(axis=0) == pytest.approx(expected.sum(axis=0), rel=1e-9)


def test_a_matrix_of_large_norm_does_not_spoil_its_neighbours():
    """The batch shares the number of squarings; a slow person beside a fast one must lose nothing."""
    slow, fast = CHAIN * 1e-3, CHAIN * 50
    together = np.asarray(matrix_exponential(jnp.asarray(np.stack([slow, fast]))))
    assert together[0] == pytest.approx(scipy.linalg.expm(slow), rel=1e-9, abs=1e-14)
    assert together[1] == pytest.approx(scipy.linalg.expm(fast), rel=1e-9, abs=1e-12)


def one_compartment(t, dose, ka, ke, v):
    t = np.maximum(t, 0.0)
    return dose * ka / (v * (ka - ke)) * (np.exp(-ke * t) - np.exp(-ka * t))


def doses_of(compiled, values, times, amounts, observed):
    return simulate(
        compiled,
        values,
        people=1,
        dose_times=np.asarray(times, dtype=float),
        dose_mg=np.asarray(amounts, dtype=float),
        observed=np.asarray(observed, dtype=float),
    )


def test_one_compartment_oral_multiple_dosing():
    """Irregular doses of different size, one of them forgotten, one doubled."""
    compiled = compile_model("Liu2022_escitalopram")
    values = typical_values(compiled.model, {"CYP2C19": "Normal Metabolizer"}, {"age": 45.0})
    times, amounts = [0.0, 24.0, 72.0, 90.5], [10.0, 5.0, 20.0, 10.0]
    observed = np.array([0.25, 1.0, 23.9, 24.0, 24.1, 71.0, 90.0, 91.0, 400.0])
    seen = doses_of(compiled, values, times, amounts, observed)
    ka, ke, v = 0.6, 16.3 / 815, 815
    expected = 1000 * sum(
        np.where(seen.times > at, one_compartment(seen.times - at, mg, ka, ke, v), 0.0)
        for at, mg in zip(times, amounts, strict=True)
    )
    assert seen.outputs["escitalopram"][:, 0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def two_compartment(t, dose, ka, cl, v1, q, v2):
    """Gibaldi & Perrier, two compartments with first-order absorption."""
    k10, k12, k21 = cl / v1, q / v1, q / v2
    total, product = k10 + k12 + k21, k10 * k21
    alpha, beta = (total + s * np.sqrt(total**2 - 4 * product) for s in (1, -1))
    alpha, beta = alpha / 2, beta / 2
    t = np.maximum(t, 0.0)
    return (ka * dose / v1) * (
        (k21 - alpha) / ((ka - alpha) * (beta - alpha)) * np.exp(-alpha * t)
        + (k21 - beta) / ((ka - beta) * (alpha - beta)) * np.exp(-beta * t)
        + (k21 - ka) / ((alpha - ka) * (beta - ka)) * np.exp(-ka * t)
    )


def test_two_compartments_oral_multiple_dosing():
    compiled = compile_model("Stillemans2022_atorvastatin")
    values = typical_values(compiled.model, {"SLCO1B1": "Normal Function"}, {})
    times, amounts = np.arange(7) * 24.0, np.full(7, 40.0)
    observed = np.concatenate([np.linspace(0.5, 24, 12), np.linspace(145, 240, 12)])
    seen = doses_of(compiled, values, times, amounts, observed)
    expected = 1000 * sum(
        np.where(seen.times > at, two_compartment(seen.times - at, 40.0, 2.5, 535, 1960, 1690, 3900), 0.0)
        for at in times
    )
    assert seen.outputs["atorvastatin"][:, 0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_steady_state_is_the_accumulation_formula():
    """After many doses the trough is the single-dose trough over 1 - exp(-ke tau), summed per exponential."""
    compiled = compile_model("Liu2022_escitalopram")
    values = typical_values(compiled.model, {"CYP2C19": "Normal Metabolizer"}, {"age": 45.0})
    seen = doses_of(
        compiled, values, np.arange(60) * 24.0, np.full(60, 10.0), np.array([59 * 24.0, 60 * 24.0])
    )
    ka, ke, v, tau = 0.6, 16.3 / 815, 815, 24.0
    terms = [np.exp(-k * tau) / (1 - np.exp(-k * tau)) for k in (ke, ka)]
    trough = 1000 * 10 * ka / (v * (ka - ke)) * (terms[0] - terms[1])
    assert seen.outputs["escitalopram"][-1, 0] == pytest.approx(trough, rel=1e-9)


LINEAR = {
    "Liu2022_escitalopram": ("escitalopram", lambda k: k["CL"]),
    "Stillemans2022_atorvastatin": ("atorvastatin", lambda k: k["CL"]),
    "Woillard2011_tacrolimus": ("tacrolimus", lambda k: k["CL"]),
    "Ashraf2024_codeine": ("codeine", lambda k: k["CL"] / k["F"]),
}


def test_every_linear_model_is_held_against_dose_over_clearance():
    assert set(LINEAR) == {name for name in ANSWERING if compile_model(name).linear}


@pytest.mark.parametrize("name", LINEAR)
def test_total_exposure_is_dose_over_clearance(name):
    """One dose seen to its end, and one interval of the steady state, both exactly F dose/CL."""
    output, apparent = LINEAR[name]
    model, compiled = find_model(name), compile_model(name)
    given = {c.name: 0.9 * c.typical for c in model.covariates}
    values = typical_values(model, {g.gene: g.reference for g in model.genotypes}, given)
    expected = 1000 * 20.0 / apparent(compiled.individual(values))
    once = doses_of(compiled, values, [0.0], [20.0], [4000.0])
    assert once.areas[output][-1, 0] == pytest.approx(expected, rel=1e-9)
    last = 199 * 12.0
    steady = doses_of(compiled, values, np.arange(200) * 12.0, np.full(200, 20.0), [last, last + 12.0])
    assert np.diff(steady.areas[output][-2:, 0])[0] == pytest.approx(expected, rel=1e-9)


def test_molar_flow_to_the_metabolite_gives_its_exposure():
    """Morphine: what is formed over what is cleared, whatever the path between."""
    name = "Ashraf2024_codeine"
    model, compiled = find_model(name), compile_model(name)
    values = typical_values(model, {"CYP2D6": "1.25"}, {"weight": 80.0})
    known = compiled.individual(values)
    seen = doses_of(compiled, values, [0.0], [30.0], [4000.0])
    for output, share, clearance in (
        ("morphine", known["f_morphine"], known["CLm"]),
        ("c6g", 1 - known["f_morphine"], known["CL6"]),
        ("m3g", known["f_morphine"] * known["f_m3g"], known["CL3"]),
    ):
        expected = 1000 * 30.0 * known["F"] * share / clearance
        assert seen.areas[output][-1, 0] == pytest.approx(expected, rel=1e-9), output


def test_propagation_is_a_product_of_exponentials():
    """Random systems with doses into any state, people of different bioavailability."""
    n, people = 4, 3
    a = RNG.normal(size=(people, n, n)) - 2.5 * np.eye(n)
    start, factor = RNG.normal(size=(people, n)), np.array([1.0, 0.3, 0.0])
    schedule = build_schedule(
        np.array([0.0, 1.0, 2.5]), np.array([1.0, 2.0, 3.0]), np.array([0.4, 1.0, 3.0, 7.0])
    )
    jumps = np.outer(schedule.dose, [1.0, 0.0, 0.5, 0.0])
    found = np.asarray(propagate(a, start, schedule.kinds, schedule.kind_of, jumps, factor))
    for person in range(people):
        x = start[person]
        for i, step in enumerate(schedule.steps):
            x = scipy.linalg.expm(a[person] * step) @ (x + factor[person] * jumps[i])
            assert found[i, :, person] == pytest.approx(x, rel=1e-10, abs=1e-12)


def test_propagation_can_be_differentiated():
    """Later estimation needs the slope of a concentration in a clearance."""
    schedule = build_schedule(np.array([0.0]), np.array([10.0]), np.array([6.0]))
    jumps = jnp.asarray(np.outer(schedule.dose, [1.0, 0.0]))

    def amount(ke):
        a = jnp.array([[-1.0, 0.0], [1.0, 0.0]]) - ke * jnp.array([[0.0, 0.0], [0.0, 1.0]])
        x = propagate(a[None], jnp.zeros((1, 2)), schedule.kinds, schedule.kind_of, jumps, jnp.ones(1))
        return x[-1, 1, 0]

    h = 1e-6
    expected = (one_compartment(6.0, 10, 1.0, 0.2 + h, 1) - one_compartment(6.0, 10, 1.0, 0.2 - h, 1)) / (
        2 * h
    )
    assert float(jax.jvp(amount, (0.2,), (1.0,))[1]) == pytest.approx(float(expected), rel=1e-6)
