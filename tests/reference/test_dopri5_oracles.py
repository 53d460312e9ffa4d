"""The adaptive integrator against scipy and diffrax, and what it says when it cannot finish."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from foredose.core import SolveError
from foredose.models import compile_model, simulate
from foredose.models.checking import typical_values
from foredose.models.compiled import compile_declaration
from foredose.numerics.dopri5 import BLOCK, integrate
from foredose.numerics.modes import modes_of

GENES = {"CYP2C9": "*1/*3", "VKORC1": "rs9923231 reference (C)/rs9923231 variant (T)"}
DOSES = np.arange(10) * 24.0


@jax.jit
def predator(y, p):
    return jnp.stack([p[0] * y[0] - p[1] * y[0] * y[1], p[2] * y[0] * y[1] - p[3] * y[1]])


@jax.jit
def saturable(y, p):
    return -p[0] * y / (p[1] + y)


@jax.jit
def fast(y, p):
    return -p[0] * y


def stepped(rates, p, y0, steps, jumps=None, factor=None, rtol=1e-6):
    n, people = y0.shape
    x, done = integrate(
        rates,
        p,
        y0,
        np.asarray(steps, dtype=float),
        np.zeros((len(steps), n)) if jumps is None else jumps,
        np.ones(people) if factor is None else factor,
        rtol=rtol,
        atol=np.full(n, rtol * 1e-2),
    )
    return np.asarray(x), np.asarray(done)


@pytest.mark.parametrize(("rtol", "allowed"), [(1e-5, 1e-3), (1e-8, 1e-6)])
def test_a_cycle_is_followed_as_closely_as_asked(rtol, allowed):
    p = np.array([[0.5], [0.02], [0.01], [0.3]])
    y0 = np.array([[40.0], [9.0]])
    x, done = stepped(predator, p, y0, np.full(8, 5.0), rtol=rtol)
    oracle = solve_ivp(
        lambda _, y: np.asarray([0.5 * y[0] - 0.02 * y[0] * y[1], 0.01 * y[0] * y[1] - 0.3 * y[1]]),
        (0, 40),
        y0[:, 0],
        method="DOP853",
        rtol=1e-11,
        atol=1e-11,
        t_eval=np.arange(1, 9) * 5.0,
    )
    assert done.all()
    ours = x[:, :, 0].T
    assert ours == pytest.approx(oracle.y, rel=allowed)


def test_saturable_elimination_is_the_lambert_solution():
    """Michaelis-Menten: C + Km ln C falls by Vmax t, an implicit closed form."""
    vmax, km = np.array([[2.0, 0.4, 9.0], [1.5, 0.1, 6.0]])
    y0 = np.array([[10.0, 10.0, 4.0]])
    steps = np.full(6, 0.5)
    x, done = stepped(saturable, np.stack([vmax, km]), y0, steps, rtol=1e-9)
    assert done.all()
    hours = np.cumsum(steps)[:, None]
    c = x[:, 0, :]
    assert c + km * np.log(c) == pytest.approx(y0 + km * np.log(y0) - vmax * hours, rel=1e-6, abs=1e-6)


def test_doses_go_in_at_the_beginning_of_their_step_times_the_factor():
    p, y0, factor = np.full((1, 3), 0.1), np.zeros((1, 3)), np.array([1.0, 0.5, 0.0])
    jumps = np.array([[8.0], [0.0], [4.0]])
    x, _ = stepped(fast, p, y0, [1.0, 2.0, 1.0], jumps, factor, rtol=1e-10)
    first = 8 * np.exp(-0.1)
    last = 8 * np.exp(-0.4) + 4 * np.exp(-0.1)
    assert x[0, 0] == pytest.approx(first * factor, rel=1e-9)
    assert x[2, 0] == pytest.approx(last * factor, rel=1e-9)


@pytest.mark.parametrize("people", [1, 3, BLOCK, BLOCK + 1])
def test_every_person_comes_back_in_place(people):
    """People are cut into blocks; the last block is filled up with copies that must not come back."""
    rate = np.linspace(0.01, 1.0, people)[None]
    x, done = stepped(fast, rate, np.ones((1, people)), [2.0, 1.0], rtol=1e-8)
    assert x.shape == (2, 1, people) and done.shape == (2,)
    assert x[1] == pytest.approx(np.exp(-3 * rate), rel=1e-6)


def test_a_run_that_does_not_finish_is_reported_not_returned():
    x, done = stepped(fast, np.array([[1e7]]), np.ones((1, 1)), [0.001, 24.0])
    assert not done[-1]
    assert done.shape == (2,)
    assert np.isfinite(x[0]).all()


def test_a_person_without_a_number_is_reported():
    _, done = stepped(fast, np.array([[0.1, np.nan]]), np.ones((1, 2)), [1.0])
    assert not done.all()


def test_one_unfinished_block_is_reported_whatever_the_others_did():
    rate = np.full((1, BLOCK + 1), 0.1)
    rate[0, -1] = 1e7
    _, done = stepped(fast, rate, np.ones((1, BLOCK + 1)), [2.0, 1.0])
    assert not done.any()


# --- warfarin, the model of eight states ---


def warfarin(**given):
    compiled = compile_model("Hamberg2010_warfarin")
    return compiled, {**typical_values(compiled.model, GENES, {"age": 62.0}), **given}


def course(observed):
    compiled, values = warfarin()
    return simulate(
        compiled, values, people=1, dose_times=DOSES, dose_mg=np.full(10, 5.0), observed=np.asarray(observed)
    )


def piecewise(compiled, values, observed, advance):
    """Carry the model from dose to dose and observation to observation with another integrator."""
    known = compiled.individual(values)
    p, y = compiled.kernel_values(known, 1)[:, 0], compiled.initial(known, 1)[:, 0]
    edges = np.unique(np.concatenate([DOSES, observed]))
    seen = []
    for begin, end in zip(edges, [*edges[1:], None], strict=True):
        if begin in observed:
            seen.append(y.copy())
        if begin in DOSES:
            y = y.copy()
            y[compiled.states.index("gut")] += 0.5 * 5.0
        if end is not None:
            y = advance(y, p, end - begin)
    x = np.array(seen).T[:, :, None]
    return compiled.outputs(x, p[:, None])


@pytest.mark.parametrize("method", ["DOP853", "LSODA"])
def test_warfarin_is_scipys(method):
    observed = np.array([1.0, 24.0, 60.0, 100.0, 217.0, 240.0])
    compiled, values = warfarin()
    rates = compiled.numpy_rates()

    def advance(y, p, span):
        found = solve_ivp(
            lambda _, x: np.array(rates(x, p), dtype=float),
            (0, span),
            y,
            method=method,
            rtol=1e-10,
            atol=1e-12,
        )
        assert found.success
        return found.y[:, -1]

    oracle = piecewise(compiled, values, observed, advance)
    ours = course(observed)
    for name, values_of in oracle.items():
        assert ours.outputs[name][1:, 0] == pytest.approx(values_of[:, 0], rel=1e-4), name


def test_warfarin_is_diffraxs():
    import diffrax

    observed = np.array([24.0, 100.0, 240.0])
    compiled, values = warfarin()
    rates = compiled.jax_rates()
    term = diffrax.ODETerm(lambda t, y, p: rates(y[:, None], p[:, None])[:, 0])

    @jax.jit
    def solve(y, p, span):
        found = diffrax.diffeqsolve(
            term,
            diffrax.Dopri5(),
            0.0,
            span,
            0.01,
            y,
            p,
            saveat=diffrax.SaveAt(t1=True),
            stepsize_controller=diffrax.PIDController(rtol=1e-9, atol=1e-12),
            max_steps=100_000,
        )
        return found.ys[0]

    oracle = piecewise(compiled, values, observed, lambda y, p, span: np.asarray(solve(y, p, span)))
    ours = course(observed)
    assert ours.outputs["INR"][1:, 0] == pytest.approx(oracle["INR"][:, 0], rel=1e-4)
    assert ours.outputs["S_warfarin"][1:, 0] == pytest.approx(oracle["S_warfarin"][:, 0], rel=1e-4)


def test_a_stiff_person_is_a_named_error():
    """A signal that dies out ten million times too fast ends in an error that names the model, never in numbers."""
    compiled, values = warfarin(MTT_fast=3e-6)
    with pytest.raises(SolveError) as told:
        simulate(
            compiled,
            values,
            people=1,
            dose_times=np.array([0.0]),
            dose_mg=np.array([5.0]),
            observed=np.array([24.0, 48.0]),
        )
    assert told.value.code == "solve.unreached"
    assert "Hamberg2010_warfarin" in told.value.where


def test_a_linear_model_gives_the_same_through_both_solvers():
    """The integrator, made to solve a model that the exact solver also solves."""
    from dataclasses import replace

    from foredose.models.declaration import Flow, Parameter

    linear = compile_model("Woillard2011_tacrolimus")
    model = linear.model
    extra = Flow(source="peripheral", destination=None, rate="negligible*peripheral*peripheral")
    bent = compile_declaration(
        replace(
            model,
            flows=(*model.flows, extra),
            parameters=(
                *model.parameters,
                Parameter(name="negligible", value=1e-15, unit="1/mg/h", source=model.source),
            ),
        )
    )
    assert linear.linear and not bent.linear
    values = typical_values(bent.model, {"CYP3A5": "Poor Metabolizer"}, {"hematocrit": 35.0})
    seen = [
        simulate(
            compiled,
            values,
            people=1,
            dose_times=np.arange(6) * 12.0,
            dose_mg=np.full(6, 3.0),
            observed=np.linspace(1.0, 72.0, 12),
        )
        for compiled in (linear, bent)
    ]
    assert seen[1].outputs["tacrolimus"] == pytest.approx(seen[0].outputs["tacrolimus"], rel=1e-4)
    assert seen[1].areas["tacrolimus"] == pytest.approx(seen[0].areas["tacrolimus"], rel=1e-4)


@pytest.mark.parametrize("name", ["Hamberg2010_warfarin", "Jung2024_clopidogrel"])
def test_a_core_in_closed_form_changes_nothing(name, monkeypatch):
    """The same course with the kinetics solved by their modes, and with everything stepped together."""
    compiled = compile_model(name)
    assert compiled.core and compiled.driven
    genes = {"Hamberg2010_warfarin": GENES, "Jung2024_clopidogrel": {"CYP2C19": "Intermediate Metabolizer"}}
    values = typical_values(compiled.model, genes[name], {"age": 70} if "warfarin" in name else {})

    def seen():
        return simulate(
            compiled,
            values,
            people=3,
            dose_times=DOSES,
            dose_mg=np.full(len(DOSES), 5.0),
            observed=np.array([0.3, 1.0, 2.0, 24.0, 100.0, 217.5, 240.0]),
            scale=np.array([1.0, 0.0, 7.0]),
        )

    split = seen()
    monkeypatch.setattr("foredose.numerics.modes.modes_of", lambda a: None)
    whole = seen()
    for output, values_of in whole.outputs.items():
        scale = np.abs(values_of).max()
        assert split.outputs[output] == pytest.approx(values_of, rel=2e-5, abs=2e-6 * scale), output
    for output, values_of in whole.areas.items():
        assert split.areas[output] == pytest.approx(values_of, rel=2e-5, abs=1e-6), output


def test_a_chain_of_equal_rates_has_no_modes_to_trust():
    chain = np.array([[-1.0, 0.0], [1.0, -1.0]])
    assert modes_of(np.stack([chain, np.diag([-1.0, -2.0])])) is None


def test_an_oscillation_has_no_real_modes():
    assert modes_of(np.array([[[0.0, 1.0], [-1.0, 0.0]]])) is None
