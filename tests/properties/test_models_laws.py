"""Laws of expressions and of simulated models."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foredose.core import ModelError
from foredose.models import compile_model, simulate
from foredose.models.checking import typical_values
from foredose.models.compiled import NUMPY_FUNCTIONS
from foredose.models.expression import compile_vector, evaluate, is_affine, names_in, parse

STATES, KNOWN = ("x", "y"), ("k", "m")
NUMBERS = st.sampled_from(["0", "1", "2", "3.5", "0.25", "1e-3"])


def expressions(leaves):
    def grown(inner):
        binary = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(
            lambda t: f"({t[0]}) {t[1]} ({t[2]})"
        )
        call = st.tuples(st.sampled_from(["exp", "log", "sqrt"]), inner).map(lambda t: f"{t[0]}({t[1]})")
        return binary | call | inner.map(lambda t: f"-({t})")

    return st.recursive(leaves, grown, max_leaves=8)


EXPRESSIONS = expressions(NUMBERS | st.sampled_from([*STATES, *KNOWN]))
POINTS = st.tuples(*[st.floats(0.1, 3.0) for _ in range(4)])


def real(text, point):
    """The value on NumPy scalars, or None where arithmetic has none."""
    values = dict(zip((*STATES, *KNOWN), map(np.float64, point), strict=True))
    try:
        with np.errstate(all="ignore"):
            found = evaluate(text, values, NUMPY_FUNCTIONS)
    except (ZeroDivisionError, OverflowError):
        return None
    if isinstance(found, complex) or not np.isfinite(found) or abs(found) > 1e8:
        return None
    return float(found)


@given(EXPRESSIONS, POINTS)
@settings(max_examples=150, deadline=None)
def test_an_expression_means_what_python_means(text, point):
    found = real(text, point)
    assume(found is not None)
    names = {**dict(zip((*STATES, *KNOWN), map(np.float64, point), strict=True)), **NUMPY_FUNCTIONS}
    with np.errstate(all="ignore"):
        assert found == pytest.approx(float(eval(text, {"__builtins__": {}}, names)))  # noqa: S307 - the oracle


@given(EXPRESSIONS, POINTS)
@settings(max_examples=100, deadline=None)
def test_compiled_and_evaluated_agree(text, point):
    found = real(text, point)
    assume(found is not None)
    compiled = compile_vector([text], {"first": STATES, "second": KNOWN}, NUMPY_FUNCTIONS)
    with np.errstate(all="ignore"):
        assert compiled(np.array(point[:2]), np.array(point[2:]))[0] == pytest.approx(found)
    assert names_in(text) <= {*STATES, *KNOWN}


@given(EXPRESSIONS, POINTS, st.floats(0.05, 0.9))
@settings(max_examples=300, deadline=None)
def test_affine_is_never_said_wrongly(text, point, step):
    """A first-degree expression is a straight line along any direction in the states."""
    assume(is_affine(text, frozenset(STATES)))
    x, y, *rest = point
    seen = [real(text, (x + i * step, y + i * 0.7 * step, *rest)) for i in range(3)]
    assume(None not in seen)
    bend = seen[0] - 2 * seen[1] + seen[2]
    assert abs(bend) <= 1e-9 * max(1.0, *map(abs, seen))


@given(st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_text_is_parsed_or_refused_by_name(text):
    try:
        names = names_in(text)
    except ModelError as error:
        assert error.code == "model.expression"
    else:
        assert all(n.isidentifier() for n in names)


@given(
    st.sampled_from(["a.b", "a[0]", "'t'", "lambda: 1", "a < b", "open(a)", "a if a else b", "a.b()", "[a]"]),
    EXPRESSIONS,
)
@settings(max_examples=60, deadline=None)
def test_what_is_refused_alone_is_refused_inside(bad, text):
    for whole in (f"({text}) + ({bad})", f"exp({bad})", f"-({bad})", f"({bad})**2"):
        with pytest.raises(ModelError):
            parse(whole)


# --- simulation. One shape for each model, so that each compiles once ---

PEOPLE = 4
DOSES = np.array([0.0, 12.0, 24.0])
OBSERVED = np.array([2.0, 12.0, 18.0, 24.0, 36.0])
REFERENCES = {
    "Ashraf2024_codeine": ({"CYP2D6": "2"}, {"weight": 80.0}, "morphine"),
    "Liu2022_escitalopram": ({"CYP2C19": "Normal Metabolizer"}, {"age": 45.0}, "escitalopram"),
    "Woillard2011_tacrolimus": ({"CYP3A5": "Poor Metabolizer"}, {"hematocrit": 35.0}, "tacrolimus"),
    "Stillemans2022_atorvastatin": ({"SLCO1B1": "Normal Function"}, {}, "atorvastatin"),
    "Hamberg2010_warfarin": (
        {"CYP2C9": "*1/*1", "VKORC1": "rs9923231 reference (C)/rs9923231 reference (C)"},
        {"age": 70.0},
        "S_warfarin",
    ),
    "Jung2024_clopidogrel": ({"CYP2C19": "Normal Metabolizer"}, {}, "h4"),
}
LINEAR = [n for n in REFERENCES if compile_model(n).linear]
MODELS = st.sampled_from(sorted(REFERENCES))


def setting(name, **changed):
    genes, covariates, _ = REFERENCES[name]
    return {**typical_values(compile_model(name).model, genes, covariates), **changed}


def course(name, values, dose_mg, people=PEOPLE, times=DOSES):
    return simulate(
        compile_model(name),
        values,
        people=people,
        dose_times=times,
        dose_mg=np.asarray(dose_mg, dtype=float),
        observed=OBSERVED,
    )


def varied(name, seed):
    """Four people, each with own multiples of every variable parameter."""
    rng = np.random.default_rng(seed)
    values = setting(name)
    for p in compile_model(name).model.parameters:
        if p.iiv and p.scale == "log":
            values[p.name] = p.value * np.exp(rng.normal(0, 0.3, PEOPLE))
    return values


def one_of(values, i):
    return {k: (v[i] if np.ndim(v) else v) for k, v in values.items()}


@given(MODELS, st.integers(0, 10**6))
@settings(max_examples=18, deadline=None)
def test_a_batch_is_the_same_people_one_by_one(name, seed):
    """Exactly so where the solver is exact; within its tolerance where people step together."""
    values = varied(name, seed)
    together = course(name, values, [30.0, 20.0, 10.0])
    close = {"rel": 1e-10, "abs": 1e-13} if name in LINEAR else {"rel": 2e-4, "abs": 1e-7}
    for i in range(PEOPLE):
        alone = course(name, one_of(values, i), [30.0, 20.0, 10.0], people=1)
        for output, seen in together.outputs.items():
            assert seen[:, i] == pytest.approx(alone.outputs[output][:, 0], **close), output


@given(MODELS, st.integers(0, 10**6), st.permutations(range(PEOPLE)))
@settings(max_examples=12, deadline=None)
def test_the_order_of_people_does_not_matter(name, seed, order):
    values = varied(name, seed)
    shuffled = {k: (v[list(order)] if np.ndim(v) else v) for k, v in values.items()}
    first, second = (course(name, v, [30.0, 20.0, 10.0]) for v in (values, shuffled))
    for output, seen in first.outputs.items():
        assert second.outputs[output] == pytest.approx(seen[:, list(order)], rel=1e-9, abs=1e-12), output


AMOUNTS = st.lists(st.floats(0, 200), min_size=3, max_size=3)


@given(st.sampled_from(LINEAR), AMOUNTS, AMOUNTS, st.floats(0.01, 50))
@settings(max_examples=25, deadline=None)
def test_linear_models_superpose_and_scale(name, first, second, times):
    values = setting(name)
    a, b = np.array(first), np.array(second)
    output = REFERENCES[name][2]
    one, two, both = (course(name, values, d).outputs[output] for d in (a, b, a + times * b))
    assert both == pytest.approx(one + times * two, rel=1e-9, abs=1e-9)


@given(MODELS, AMOUNTS)
@settings(max_examples=15, deadline=None)
def test_concentrations_are_never_negative_and_areas_never_fall(name, doses):
    seen = course(name, setting(name), doses)
    for output, area in seen.areas.items():
        assert seen.outputs[output].min() > -1e-6 * max(1.0, seen.outputs[output].max()), output
        assert np.diff(area, axis=0).min() >= -1e-6 * max(1.0, area.max()), output


MONOTONE = [
    ("Ashraf2024_codeine", "CYP2D6", "morphine", 1, (0.0, 3.0)),
    ("Ashraf2024_codeine", "inhibition_CYP2D6", "morphine", 1, (0.0, 1.0)),
    ("Ashraf2024_codeine", "CYP2D6", "c6g", -1, (0.0, 3.0)),
    ("Liu2022_escitalopram", "CYP2C19", "escitalopram", -1, (0.48, 1.3)),
    ("Liu2022_escitalopram", "inhibition_CYP2C19", "escitalopram", -1, (0.0, 2.0)),
    ("Woillard2011_tacrolimus", "CYP3A5", "tacrolimus", -1, (0.5, 2.5)),
    ("Stillemans2022_atorvastatin", "SLCO1B1", "atorvastatin", -1, (0.2, 2.0)),
    ("Hamberg2010_warfarin", "CYP2C9", "S_warfarin", -1, (0.08, 0.4)),
    ("Hamberg2010_warfarin", "inhibition_CYP2C9", "S_warfarin", -1, (0.0, 2.5)),
    ("Jung2024_clopidogrel", "loss_CYP2C19", "h4", -1, (0.0, 1.0)),
    ("Jung2024_clopidogrel", "inhibition_CYP2C19", "h4", 1, (0.0, 1.0)),
]


@pytest.mark.parametrize(("name", "variable", "output", "sign", "span"), MONOTONE)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_exposure_goes_one_way_with_activity(name, variable, output, sign, span, data):
    parts = data.draw(st.lists(st.floats(0.02, 0.98), min_size=4, max_size=4, unique=True).map(sorted))
    assume(min(np.diff(parts)) > 0.01)
    levels = span[0] + np.array(parts) * (span[1] - span[0])
    seen = course(name, setting(name, **{variable: levels}), [30.0, 30.0, 30.0])
    assert (sign * np.diff(seen.areas[output][-1]) > 0).all()


@given(st.floats(0.08, 0.4), st.floats(0.1, 0.9))
@settings(max_examples=8, deadline=None)
def test_inr_rises_as_clearance_falls_and_sensitivity_grows(clearance, part):
    """The course of 36 h shows the beginning of the effect, in the right direction."""
    levels = np.array([clearance, clearance * part, clearance, clearance])
    half = np.array([4.1, 4.1, 4.1 * part, 4.1])
    values = setting("Hamberg2010_warfarin", CYP2C9=levels, VKORC1=half)
    inr = course("Hamberg2010_warfarin", values, [10.0, 10.0, 10.0]).outputs["INR"][-1]
    assert inr[1] > inr[0] and inr[2] > inr[0]
    assert math.isclose(inr[3], inr[0], rel_tol=1e-6)
