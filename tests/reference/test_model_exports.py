"""Each exported text, read back by the rules of its own language, computes the same rates and outputs."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from foredose.core import InputError
from foredose.models import compile_model, find_model, model_names
from foredose.models.declaration import Residual
from foredose.models.exports import nlmixr2_function, nonmem_control_stream, sbml_document
from foredose.models.exports.nonmem import _names
from foredose.models.exports.parts import parts_of
from foredose.numerics.estimation import Measured

MODELS = model_names()
FUNCTIONS = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "EXP": math.exp,
    "LOG": math.log,
    "SQRT": math.sqrt,
    "max": max,
    "min": min,
}
SIGNS = {"GE": ">=", "GT": ">", "LT": "<"}


def ours(name):
    """Rates and outputs of the typical person at some state and hour, by the declaration itself."""
    model, compiled = find_model(name), compile_model(name)
    values = {p.name: p.value for p in model.parameters}
    covariates = {
        c.name: c.typical if c.typical is not None else sum(c.studied) / 2 for c in model.covariates
    }
    values |= covariates | {k: v for k, (v, _) in parts_of(model).settings.items()}
    known = compiled.individual(values)
    own = len(model.compartments)
    state = np.concatenate([np.linspace(0.4, 1.6, own), np.zeros(len(compiled.states) - own)])
    from foredose.models.compiled import NUMPY_FUNCTIONS
    from foredose.models.expression import evaluate

    space = {**known, **dict(zip(compiled.states, state, strict=True)), "time": 7.25}
    rates = [float(evaluate(t, space, NUMPY_FUNCTIONS)) for t in compiled.rate_texts[:own]]
    outputs = [float(evaluate(t, space, NUMPY_FUNCTIONS)) for t in compiled.output_texts]
    return model, covariates, state[:own], rates, outputs


@pytest.mark.parametrize("name", MODELS)
def test_a_control_stream_computes_the_same(name):
    model, covariates, state, rates, outputs = ours(name)
    text, names = nonmem_control_stream(model), _names(model)
    theta = [float(m[1]) for m in re.finditer(r"^\$THETA (\S+)", text, re.M)]
    space = {names[k]: v for k, v in covariates.items()} | {"T": 7.25, "TIME": 7.25}
    for number in range(1, len(theta) + 1):
        space[f"THETA_{number}"] = theta[number - 1]
    for number, amount in enumerate(state, start=1):
        space[f"A_{number}"] = amount
    for section in ("PK", "DES", "ERROR"):
        body = re.search(rf"^\${section}\n((?:  .*\n|\n)*)", text, re.M)[1]
        for line in body.splitlines():
            fortran(line.strip(), space)
    assert [space[f"DADT_{i + 1}"] for i in range(len(rates))] == pytest.approx(rates, rel=1e-12)
    assert [space[names[parts_of(model).seen[o.name]]] for o in model.outputs] == pytest.approx(
        outputs, rel=1e-12
    )
    assert all(len(line) <= 20_000 for line in text.splitlines())
    assert all(len(n) <= 20 for n in names.values())
    etas = {int(m) for m in re.findall(r"ETA\((\d+)\)", text.replace("THETA", ""))}
    assert len(etas) == sum(1 for p in model.parameters if p.iiv)


@pytest.mark.parametrize(
    "error",
    [{"log_sd": 0.3, "additive": 0.2}, {"log_sd": 0.3, "proportional": 0.1, "additive": 0.2},
     {"proportional": 0.1, "additive": 0.2}, {"log_sd": 0.3, "proportional": 0.4}, {"additive": 0.2}],
)  # fmt: skip
def test_a_control_stream_has_the_whole_residual_error(error):
    """The slopes of Y by its EPS, with their $SIGMA, give the variance that a level has."""
    of = find_model("YuanJ2021_lithium")
    one = replace(of, residuals=(Residual(output="lithium", source=of.source, **error),))
    text = nonmem_control_stream(one)
    value = re.search(r"^  IF \(CMT\.EQ\.1\) Y = (.*)$", text, re.M)[1]
    sigma = [float(m[1]) for m in re.finditer(r"^\$SIGMA (\S+)", text, re.M)]
    level, step = 0.7, 1e-6
    names = _names(one)[parts_of(one).seen["lithium"]]

    def y(eps):
        told = re.sub(r"EPS\((\d+)\)", lambda m: repr(float(eps[int(m[1]) - 1])), value)
        return eval(told, {**FUNCTIONS, names: level})  # noqa: S307

    moved = [(y(step * e) - y(-step * e)) / (2 * step) for e in np.eye(len(sigma))]
    nothing = np.zeros(1)
    full = {n: np.array([error.get(n, 0.0)]) for n in ("proportional", "additive", "log_sd")}
    expected = Measured(person=nothing, value=nothing, below=nothing, **full).variance(np.array([level]))
    assert np.dot(np.square(moved), sigma) == pytest.approx(expected[0], rel=1e-6)
    assert y(np.zeros(len(sigma))) == pytest.approx(level)


def test_an_error_that_nlmixr2_has_no_words_for_is_refused():
    of = find_model("YuanJ2021_lithium")

    def told(**error):
        return nlmixr2_function(
            replace(of, residuals=(Residual(output="lithium", source=of.source, **error),))
        )

    assert "lithium_lnorm <- 0.5" in told(log_sd=0.3, proportional=0.4)
    with pytest.raises(InputError) as refused:
        told(log_sd=0.3, additive=0.2)
    assert refused.value.code == "export.error"


def fortran(line, space):
    """Carry out one line of abbreviated code, random effects being 0."""
    line = re.sub(r"\b(THETA|A|DADT|A_0)\((\d+)\)", r"\1_\2", line.split(";")[0])
    line = re.sub(r"\b(ETA|EPS)\(\d+\)", "0.0", line).strip()
    if not line or line.startswith("IF (CMT"):
        return
    condition = re.match(r"IF \((.*) \.(GE|GT|LT)\. (.*?)\) (\w+ = .*)$", line)
    if condition:
        left, sign, right, line = condition.groups()
        if not eval(f"({left}) {SIGNS[sign]} ({right})", {**FUNCTIONS, **space}):  # noqa: S307
            return
    target, _, value = line.partition(" = ")
    space[target] = eval(value, {**FUNCTIONS, **space})  # noqa: S307


@pytest.mark.parametrize("name", MODELS)
def test_an_nlmixr2_function_computes_the_same(name):
    model, covariates, state, rates, outputs = ours(name)
    text = nlmixr2_function(model)
    space = {**FUNCTIONS, **covariates, "t": 7.25}
    space |= {c.name: v for c, v in zip(model.compartments, state, strict=True)}
    found = {}
    for raw in text.splitlines():
        line = raw.split("#")[0].split("; label")[0].strip()
        if " <- " not in line or "function" in line:
            continue
        target, _, value = line.partition(" <- ")
        value = re.sub(r"exp\(-?eta_\w+\)", "1.0", value).replace("^", "**")
        value = re.sub(r"\+ eta_\w+", "", value)
        number = eval(value, dict(space))  # noqa: S307
        if target.isidentifier():
            space[target] = number
        else:
            found[target] = number
    assert [found[f"d/dt({c.name})"] for c in model.compartments] == pytest.approx(rates, rel=1e-12)
    assert [space[parts_of(model).seen[o.name]] for o in model.outputs] == pytest.approx(outputs, rel=1e-12)
    assert text.count("{") == text.count("}") and text.count("(") == text.count(")")


@pytest.mark.parametrize("name", MODELS)
def test_sbml_is_valid_and_computes_the_same(name):
    libsbml = pytest.importorskip("libsbml")
    model, covariates, state, rates, outputs = ours(name)
    document = libsbml.readSBMLFromString(sbml_document(model))
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
    document.checkConsistency()
    serious = [document.getError(i).getMessage() for i in range(document.getNumErrors())
               if document.getError(i).getSeverity() >= libsbml.LIBSBML_SEV_ERROR]  # fmt: skip
    assert not serious, serious[:3]
    made = document.getModel()
    space = {p.getId(): p.getValue() for p in made.getListOfParameters()} | covariates
    space |= {c.name: v for c, v in zip(model.compartments, state, strict=True)}
    for rule in made.getListOfRules():
        space[rule.getVariable()] = mathml(libsbml, rule.getMath(), space)
    found = dict.fromkeys((c.name for c in model.compartments), 0.0)
    for reaction in made.getListOfReactions():
        rate = mathml(libsbml, reaction.getKineticLaw().getMath(), space)
        for reference in reaction.getListOfReactants():
            found[reference.getSpecies()] -= rate
        for reference in reaction.getListOfProducts():
            found[reference.getSpecies()] += rate
    scale = max(map(abs, rates))
    assert list(found.values()) == pytest.approx(rates, rel=1e-9, abs=1e-12 * scale)
    assert [space[parts_of(model).seen[o.name]] for o in model.outputs] == pytest.approx(outputs, rel=1e-12)


def mathml(libsbml, node, space):
    """Evaluate a MathML tree by what its elements mean."""
    kind = node.getType()
    if node.isNumber():
        return node.getValue()
    if kind == libsbml.AST_NAME_TIME:
        return 7.25
    if node.isName():
        return space[node.getName()]
    at = [mathml(libsbml, node.getChild(i), space) for i in range(node.getNumChildren())]
    meanings = {
        libsbml.AST_PLUS: lambda: sum(at),
        libsbml.AST_TIMES: lambda: math.prod(at),
        libsbml.AST_MINUS: lambda: at[0] - at[1] if len(at) > 1 else -at[0],
        libsbml.AST_DIVIDE: lambda: at[0] / at[1],
        libsbml.AST_POWER: lambda: at[0] ** at[1],
        libsbml.AST_FUNCTION_POWER: lambda: at[0] ** at[1],
        libsbml.AST_FUNCTION_EXP: lambda: math.exp(at[0]),
        libsbml.AST_FUNCTION_LN: lambda: math.log(at[0]),
        libsbml.AST_FUNCTION_ROOT: lambda: at[-1] ** 0.5,
        libsbml.AST_FUNCTION_MIN: lambda: min(at),
        libsbml.AST_FUNCTION_MAX: lambda: max(at),
        libsbml.AST_RELATIONAL_GEQ: lambda: at[0] >= at[1],
        libsbml.AST_FUNCTION_PIECEWISE: lambda: at[0] if at[1] else at[2],
    }
    return meanings[kind]()
