"""Every declared model: names, units, mass balance, published numbers, and that a dose does something."""

import ast
import math
import operator
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pint
import pytest
from scipy.integrate import solve_ivp

from foredose.core import Indeterminate
from foredose.knowledge.covariate_facts import covariate_names
from foredose.models import (
    compile_model,
    find_model,
    level_of,
    library,
    model_names,
    models_of_drug,
    run_check,
    simulate_people,
)
from foredose.models.compiled import NUMPY_FUNCTIONS, compile_declaration
from foredose.models.declaration import Compartment, Flow, Output
from foredose.models.dosing import dose_events, route_entries
from foredose.models.expression import FUNCTIONS, TIME, compile_vector, evaluate, inline, names_in, parse
from foredose.models.soundness import check_declaration, reference_values
from foredose.sources.event_record import Event

MODELS = model_names()
CHECKS = [(name, i) for name in MODELS for i in range(len(find_model(name).checks))]
AMOUNT = "mg"


def checks_id(value):
    return str(value)


def course(compiled, values, dose_mg, hours=24.0):
    """A single dose by the model's first route, seen at twelve times."""
    seen = np.linspace(hours / 12, hours, 12)
    doses = dose_events(compiled.model, dose_mg) if dose_mg else ()
    events = [*doses, Event(time=0.0), *(Event(time=float(t)) for t in seen)]
    found = simulate_people(compiled, values, events, people=1, areas=True)
    assert not found.failed, found.failed
    return found


# --- names ---


def test_the_library_holds_nothing_but_models():
    files = {p.stem for p in Path(library.__path__[0]).rglob("*.py")} - {"__init__"}
    assert files == set(MODELS)
    assert MODELS, "an empty library passes every other gate"


@pytest.mark.parametrize("name", MODELS)
def test_the_file_the_model_and_its_source_have_one_name(name):
    model = find_model(name)
    assert model.name == name
    found = re.fullmatch(r"([A-Z][A-Za-z]+\d{4})_([a-z_]+)", name)
    assert found, "AuthorYear_drug"
    assert found[2] == model.drug.replace(" ", "_")
    assert found[1] == model.source.key
    assert model in models_of_drug(model.drug)


def declared(model):
    """Every name that an expression may use, with repetitions."""
    groups = (model.parameters, model.covariates, model.genotypes, model.interactions, model.derived)
    return [item.name for group in (*groups, model.compartments) for item in group]


def of_routes(model):
    return [t for r in model.routes for t in (r.fraction, r.lag, r.duration or "0")]


def used(model):
    """Names per place, in the order in which they are computed."""
    texts = [f.rate for f in model.flows] + [o.expression for o in model.outputs]
    texts += [c.initial for c in model.compartments] + [p.expression for p in model.pathways]
    texts += [d.expression for d in model.derived] + of_routes(model)
    return frozenset().union(*(names_in(t) for t in texts))


@pytest.mark.parametrize("name", MODELS)
def test_every_name_is_declared_once_and_used(name):
    model = find_model(name)
    names = declared(model)
    assert len(names) == len(set(names)), sorted({n for n in names if names.count(n) > 1})
    assert not set(names) & {*FUNCTIONS, TIME, "x", "p"}, "a function's or an argument's name"
    assert all(n.isidentifier() for n in names)
    assert not used(model) - set(names) - {TIME}, "used and not declared"
    levels = {p for g in model.genotypes for p in g.levels.values()}
    compartments = {c.name for c in model.compartments}
    assert not set(names) - used(model) - levels - compartments, "declared and not used"


@pytest.mark.parametrize("name", MODELS)
def test_derived_quantities_use_only_what_is_known_before_them(name):
    model = find_model(name)
    groups = (model.parameters, model.covariates, model.genotypes, model.interactions)
    known = {item.name for group in groups for item in group}
    changing = {TIME, *(c.name for c in model.compartments)}
    for item in model.derived:
        uses = names_in(item.expression)
        assert uses <= known | changing, item.name
        (changing if uses & changing else known).add(item.name)
    for text in (*of_routes(model), *(c.initial for c in model.compartments)):
        assert names_in(text) <= known, text
    for pathway in model.pathways:
        assert names_in(pathway.expression) <= known, pathway.enzyme


@pytest.mark.parametrize("name", MODELS)
def test_what_a_declaration_points_at_exists(name):
    model = find_model(name)
    parameters = {p.name: p for p in model.parameters}
    compartments = {c.name for c in model.compartments}
    outputs = [o.name for o in model.outputs]
    assert {r.compartment for r in model.routes} <= compartments
    assert len({(r.name, r.compartment) for r in model.routes}) == len(model.routes) > 0
    assert {end for f in model.flows for end in (f.source, f.destination)} - {None} <= compartments
    assert len(outputs) == len(set(outputs))
    assert {r.output for r in model.residuals} <= set(outputs)
    assert {p.enzyme for p in model.pathways} >= {i.enzyme for i in model.interactions}
    assert {p.enzyme for p in model.pathways} >= {g.gene for g in model.genotypes}
    for first, second, r in model.correlations:
        assert parameters[first].iiv > 0 and parameters[second].iiv > 0, (first, second)
        assert -1 < r < 1
    for effect in model.genotypes:
        assert set(effect.levels.values()) <= set(parameters), effect.gene
        assert bool(effect.levels) == (effect.by != "activity_score")
    for item in model.parameters:
        assert math.isfinite(item.value) and item.iiv >= 0
        assert item.rse is None or 0 < item.rse < 1, item.name
        assert item.scale != "logit" or 0 < item.value < 1, item.name
        assert item.scale != "log" or not item.iiv or item.value > 0, item.name
    for covariate in model.covariates:
        low, high = covariate.studied
        assert low < high
        assert covariate_names()[covariate.name].unit == covariate.unit, covariate.name
        assert covariate.typical is None or low <= covariate.typical <= high


# --- units ---

LITRE_STEP = 1000
"""The one conversion that expressions write as a number: mg/L to ng/mL."""
NEGLIGIBLE = 1e-9


def registry():
    """Only the units that models are written in. Body weight, age and per cent are dimensions of their own."""
    units = pint.UnitRegistry(None)
    for line in (
        "h = [time]",
        "mg = [amount]",
        "ng = 1e-6 mg",
        "L = [volume]",
        "mL = 1e-3 L",
        "kg = [body_weight]",
        "year = [age]",
        "percent = [percent]",
        "PRU = [reactivity]",
        "ug = 1e-3 mg",
        "g = 1e3 mg",
        "dL = 0.1 L",
        "min = h/60",
        "day = 24 h",
        "week = 168 h",
        "m2 = [body_surface]",
        "cm = [body_height]",
        "U = [enzyme_units]",
        "IU = [international_units]",
        "nmol = [substance]",
        "umol = 1e3 nmol",
        "mmol = 1e6 nmol",
        "cells9 = [cells]",
    ):
        units.define(line)
    return units


UNITS = registry()


def unit(text):
    if text == "1":
        return UNITS.Unit("")
    if "{" in text:  # an annotated unit such as mL/min/{1.73_m2}: a dimension of its own
        name = re.sub(r"\W", "_", text)
        if name not in UNITS:
            UNITS.define(f"{name} = [{name}]")
        return UNITS.Unit(name)
    return UNITS.Unit(text.replace("%", "percent").replace("10^9", "cells9"))


OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class Dimensional:
    """Evaluates an expression with units.

    A number beside a covariate (``weight/80``, ``age - 45``) is in the covariate's unit, 1000 turns mg/L into
    ng/mL, and a negligible number added to a state is in the state's unit. Nothing else may hide a unit.
    """

    def __init__(self, quantities, covariates):
        self.quantities, self.covariates = quantities, covariates

    def __call__(self, text):
        return self.value(parse(text))

    def value(self, node):
        if isinstance(node, ast.Constant):
            conversion = "ng/mL*L/mg" if node.value == LITRE_STEP else ""
            return UNITS.Quantity(float(node.value), conversion)
        if isinstance(node, ast.Name | ast.UnaryOp):
            return self.quantities[node.id] if isinstance(node, ast.Name) else -self.value(node.operand)
        if isinstance(node, ast.Call):
            return self.called(node.func.id, [self.value(a) for a in node.args])
        left, right = self.beside(node)
        if isinstance(node.op, ast.Pow):
            return left ** right.to("").magnitude
        return OPERATIONS[type(node.op)](left, right)

    @staticmethod
    def called(name, values):
        if name in ("min", "max"):
            return (min if name == "min" else max)(*values)
        plain = values[0] if name == "step" else values[0].to("")
        return UNITS.Quantity(float(NUMPY_FUNCTIONS[name](plain.magnitude)), "")

    def beside(self, node):
        left, right = self.value(node.left), self.value(node.right)
        if not isinstance(node.right, ast.Constant):
            return left, right
        adding = isinstance(node.op, ast.Add | ast.Sub)
        if adding and 0 < node.right.value < NEGLIGIBLE:
            return left, UNITS.Quantity(node.right.value, left.units)
        named = [f for f in ([node.left] if adding else factors(node.left)) if self.is_covariate(f)]
        if named and isinstance(node.op, ast.Div | ast.Sub):
            return left, UNITS.Quantity(node.right.value, self.quantities[named[0].id].units)
        return left, right

    def is_covariate(self, node):
        return isinstance(node, ast.Name) and node.id in self.covariates


def factors(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*factors(node.left), *factors(node.right)]
    return [node]


def quantities(model):
    """A number and the same with its declared unit, for everything but derived quantities and states."""
    values = reference_values(model)
    numbers = {k: float(v) for k, v in values.items()}
    units = {p.name: p.unit for p in model.parameters} | {c.name: c.unit for c in model.covariates}
    for effect in model.genotypes:
        of_level = {
            next(p.unit for p in model.parameters if p.name == n) for n in effect.levels.values()
        } or {"1"}
        assert len(of_level) == 1, f"{effect.gene}: levels in different units"
        units[effect.name] = of_level.pop()
    units |= {i.name: "1" for i in model.interactions}
    return numbers, {k: UNITS.Quantity(v, unit(units[k])) for k, v in numbers.items()}


def assert_same(place, number, quantity, declared_unit):
    assert quantity.check(UNITS.Quantity(1, unit(declared_unit)).dimensionality), (
        f"{place}: {quantity.units} is not {declared_unit}"
    )
    converted = quantity.to(unit(declared_unit)).magnitude
    assert converted == pytest.approx(number, rel=1e-9), f"{place}: not in {declared_unit}"


@pytest.mark.parametrize("name", MODELS)
def test_every_expression_has_its_declared_unit(name):
    model = find_model(name)
    numbers, known = quantities(model)
    held = {c.name: c.unit for c in model.compartments}
    for i, (state, of_state) in enumerate([*held.items(), (TIME, "h")]):
        numbers[state] = 0.3 + 0.17 * i
        known[state] = UNITS.Quantity(numbers[state], unit(of_state))
    dimensional = Dimensional(known, {*(c.name for c in model.covariates), TIME})

    def both(text):
        return float(evaluate(text, numbers, NUMPY_FUNCTIONS)), dimensional(text)

    for item in model.derived:
        number, quantity = both(item.expression)
        assert_same(item.name, number, quantity, item.unit)
        numbers[item.name], known[item.name] = number, UNITS.Quantity(number, unit(item.unit))
    for route in model.routes:
        assert_same("fraction", *both(route.fraction), "1")
        for text in (route.lag, route.duration or "0"):
            if text != "0":
                assert_same(text, *both(text), "h")
    for compartment in model.compartments:
        if compartment.initial != "0":
            assert_same(f"initial {compartment.name}", *both(compartment.initial), compartment.unit)
    for flow in model.flows:
        ends = {held[end] for end in (flow.source, flow.destination) if end is not None}
        assert len(ends) == 1, f"{flow}: the ends hold different units"
        of_flow = ends.pop()
        assert_same(flow.rate, *both(flow.rate), "1/h" if of_flow == "1" else f"{of_flow}/h")
    for output in model.outputs:
        assert_same(output.name, *both(output.expression), output.unit)


def test_the_unit_gate_sees_a_wrong_unit():
    """The gate can fail: body weight is not an amount, a forgotten 1000 is seen, hours are not years."""
    known = {
        "weight": UNITS.Quantity(80.0, "kg"),
        "drug": UNITS.Quantity(2.0, "mg"),
        "V": UNITS.Quantity(5.0, "L"),
    }
    dimensional = Dimensional(known, {"weight"})
    assert_same("right", 400.0, dimensional("1000*drug/V"), "ng/mL")
    assert_same("right", 1.0, dimensional("weight/80"), "1")
    for number, text, declared_unit in (
        (0.4, "drug/V", "ng/mL"),
        (82.0, "drug*weight/80*41", "kg"),
        (16.0, "weight/V", "mg/L"),
        (400.0, "1000*drug/V", "mg/L"),
    ):
        with pytest.raises(AssertionError):
            assert_same(text, number, dimensional(text), declared_unit)
    with pytest.raises(pint.DimensionalityError):
        dimensional("weight + drug")
    with pytest.raises(pint.DimensionalityError):
        dimensional("exp(drug)")


# --- mass balance ---


def moving(model):
    """The flows, with what changes with the state or the clock written out."""
    standing = {d.name for d in compile_declaration(model).standing}
    meanings = {}
    for item in model.derived:
        if item.name not in standing:
            meanings[item.name] = inline(item.expression, meanings)
    return [replace(f, rate=inline(f.rate, meanings)) for f in model.flows]


@pytest.mark.parametrize("name", MODELS)
def test_nothing_leaves_an_empty_compartment_and_nothing_comes_from_nothing(name):
    check_declaration(find_model(name))


@pytest.mark.parametrize("name", MODELS)
def test_what_is_formed_is_no_more_than_what_its_source_loses(name):
    """A metabolite made by a flow from outside must be paid for by an elimination; molar masses may differ by 25 %."""
    model = find_model(name)
    held = {c.name: c.unit for c in model.compartments}
    known = compile_model(name).individual(reference_values(model))
    full = {**known, **dict(zip(held, np.linspace(0.4, 1.6, len(held)), strict=True)), TIME: 5.0}
    flows = moving(model)
    inflows = [f for f in flows if f.source is None and held[f.destination] == AMOUNT]
    formed = sum(float(evaluate(f.rate, full, NUMPY_FUNCTIONS)) for f in inflows)
    lost = sum(
        float(evaluate(f.rate, full, NUMPY_FUNCTIONS))
        for f in flows
        if f.destination is None
        and held[f.source] == AMOUNT
        and f.source not in {i.destination for i in inflows}
    )
    assert formed <= 1.25 * lost


def with_a_ledger(model):
    """The same model with what left and what was formed kept in compartments, and their balance as an output."""
    amounts = [c.name for c in model.compartments if c.unit == AMOUNT]
    flows = []
    for flow in model.flows:
        ends = [end for end in (flow.source, flow.destination) if end is not None]
        closed = flow
        if ends[0] in amounts:
            closed = Flow(
                source=flow.source or "formed", destination=flow.destination or "eliminated", rate=flow.rate
            )
        flows.append(closed)
    ledger = tuple(Compartment(name=n, holds="ledger") for n in ("formed", "eliminated"))
    total = Output(
        name="balance",
        analyte="all",
        role="effect",
        expression=" + ".join([*amounts, "formed", "eliminated"]),
        unit=AMOUNT,
    )
    eliminated = Output(
        name="gone", analyte="all", role="effect", expression="eliminated + formed", unit=AMOUNT
    )
    return replace(
        model, compartments=(*model.compartments, *ledger), flows=tuple(flows), outputs=(total, eliminated)
    )


@pytest.mark.parametrize("name", MODELS)
def test_what_is_in_the_body_and_what_left_is_what_was_given(name):
    model = find_model(name)
    values = reference_values(model)
    ledger = compile_declaration(with_a_ledger(model))
    dose = 37.0
    known = ledger.individual(values)

    def of(text):
        return float(evaluate(text, known, NUMPY_FUNCTIONS))

    given = sum(of(r.fraction) for r in route_entries(model)) * dose
    if ledger.linear:
        balance, gone = ledger_course(ledger, values, dose)
        assert balance == pytest.approx(given, rel=1e-9)
        assert gone == pytest.approx(given, rel=2e-3), "the body never empties"
        return
    balance = integrated_ledger(ledger, known, model, dose)
    assert balance == pytest.approx(given, rel=1e-8)


def ledger_course(ledger, values, dose):
    seen = course(ledger, values, dose, hours=100_000.0)
    return seen.outputs["balance"][-1, 0], seen.outputs["gone"][-1, 0]


def integrated_ledger(ledger, known, model, dose, hours=200.0):
    """The balance by another integrator than the product's, of a dose that is there at once."""
    own = len(ledger.model.compartments)
    functions = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "min": min, "max": max}
    functions["step"] = lambda x: float(x >= 0)
    names = [*ledger.states[:own], *ledger.kernel_names, TIME]
    rates = compile_vector(ledger.rate_texts[:own], {"x": names}, functions)
    fixed = [float(known[n]) for n in ledger.kernel_names]
    start = ledger.initial(known, 1)[:own, 0]
    for route in route_entries(model):
        start[ledger.states.index(route.compartment)] += dose * float(
            evaluate(route.fraction, known, NUMPY_FUNCTIONS)
        )
    before = ledger.outputs(ledger.initial(known, 1), ledger.kernel_values(known, 1))
    solved = solve_ivp(
        lambda t, x: rates([*x.tolist(), *fixed, t]), (0.0, hours), start, method="LSODA", rtol=1e-10, atol=1e-12
    )  # fmt: skip
    assert solved.success, solved.message
    states = [*solved.y[:, -1], *np.zeros(len(ledger.integrals))]
    after = ledger.outputs([np.array(v) for v in states], ledger.kernel_values(known, 1))
    return float(np.squeeze(after["balance"]) - np.squeeze(before["balance"]))


# --- what a dose does ---


@pytest.mark.parametrize("name", MODELS)
def test_a_dose_changes_every_output(name):
    model = find_model(name)
    compiled = compile_model(name)
    values = reference_values(model)
    dose = max((c.dose_mg for c in model.checks), default=25.0)
    wait = max(float(evaluate(r.lag, compiled.individual(values), NUMPY_FUNCTIONS)) for r in model.routes)
    kinds = {o.role == "effect": 504.0 if o.role == "effect" else 24.0 + wait for o in model.outputs}
    courses = {k: [course(compiled, values, d, hours=h) for d in (dose, 0.0)] for k, h in kinds.items()}
    if all(r.fraction == "0" for r in model.routes):  # a disease, which no drug of this model changes
        for with_dose, without in courses.values():
            for name_of in with_dose.outputs:
                assert np.array_equal(with_dose.outputs[name_of], without.outputs[name_of])
        return
    for output in model.outputs:
        with_dose, without = courses[output.role == "effect"]
        given, rest = with_dose.outputs[output.name][:, 0], without.outputs[output.name][:, 0]
        assert np.isfinite(given).all() and np.isfinite(rest).all()
        if output.role == "effect":
            if TIME not in names_in(compiled.output_texts[compiled.model.outputs.index(output)]):
                assert np.ptp(rest) <= 1e-3 * np.abs(rest).max(), f"{output.name} moves without a dose"
            assert np.abs(given - rest).max() > 0.01 * np.abs(rest).max(), output.name
        else:
            assert rest == pytest.approx(0, abs=1e-12), f"{output.name} without a dose"
            assert (given[seen_after(with_dose.times, wait)] > 0).all(), output.name
            assert with_dose.areas[output.name][-1, 0] > 0
            assert without.areas[output.name][-1, 0] == pytest.approx(0, abs=1e-12)


def seen_after(times, wait):
    """The first look after the lag, and those of the next half day."""
    return (times > wait) & (times <= wait + 12.0 + times[1])


@pytest.mark.parametrize("name", MODELS)
def test_linear_is_declared_by_the_equations(name):
    """A model that is taken to be linear doubles with the dose; one that is not has an effect that does not."""
    compiled = compile_model(name)
    values = reference_values(compiled.model)
    one, two = (course(compiled, values, d) for d in (25.0, 50.0))
    doubled = [
        two.outputs[o.name] == pytest.approx(2 * one.outputs[o.name], rel=1e-6)
        for o in compiled.model.outputs
    ]
    if not compiled.clocked:  # a rate that follows the clock may still be proportional to the dose
        assert all(doubled) == compiled.linear


# --- genotype and co-medication ---


@pytest.mark.parametrize("name", MODELS)
def test_the_reference_state_is_studied(name):
    model = find_model(name)
    values = {p.name: p.value for p in model.parameters}
    for effect in model.genotypes:
        assert not isinstance(level_of(effect, effect.reference, values), Indeterminate), effect.gene
        assert isinstance(level_of(effect, "no such state", values), Indeterminate), effect.gene


POOR = {"phenotype": "Poor Metabolizer", "activity_score": "0"}
INTERACTIONS = [(n, i.name) for n in MODELS for i in find_model(n).interactions]


@pytest.mark.parametrize(("name", "interaction"), INTERACTIONS)
def test_an_inhibited_enzyme_is_between_normal_and_poor(name, interaction):
    model = find_model(name)
    enzyme = next(i.enzyme for i in model.interactions if i.name == interaction)
    effect = next(g for g in model.genotypes if g.gene == enzyme)
    pathway = next(p for p in model.pathways if p.enzyme == enzyme)
    compiled = compile_model(name)
    base = reference_values(model)

    def work(left):
        known = compiled.individual({**base, interaction: left})
        return float(evaluate(pathway.expression, known, NUMPY_FUNCTIONS))

    works = [work(left) for left in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert all(b > a for a, b in pairwise(works)), "more enzyme, more work"
    state = POOR.get(effect.by)
    if state is None:
        assert 0 < works[0] < works[-1]
        return
    parameters = {p.name: p.value for p in model.parameters}
    poor = {**base, effect.name: level_of(effect, state, parameters)}
    inhibited = compiled.individual({**base, interaction: 0.0})
    by_genotype = compiled.individual(poor)
    both = compiled.individual({**poor, interaction: 0.0})
    for kernel in (*compiled.kernel_names, *(d.name for d in model.derived if d.name in used(model))):
        if kernel != effect.name:
            assert inhibited[kernel] == pytest.approx(by_genotype[kernel], rel=1e-12, abs=1e-300), kernel
            assert both[kernel] == pytest.approx(by_genotype[kernel], rel=1e-12, abs=1e-300), kernel


@pytest.mark.parametrize("name", MODELS)
def test_every_studied_state_gives_a_positive_pathway(name):
    model = find_model(name)
    compiled = compile_model(name)
    parameters = {p.name: p.value for p in model.parameters}
    for effect in model.genotypes:
        states = list(effect.levels)
        if effect.by == "allele":
            states = [f"{a}/{b}" for a in states for b in states]
        if effect.by == "activity_score":
            states = ["0", "0.25", "1", "2", "3"]
        pathway = next(p for p in model.pathways if p.enzyme == effect.gene)
        for state in states:
            level = level_of(effect, state, parameters)
            known = compiled.individual({**reference_values(model), effect.name: level})
            work = float(evaluate(pathway.expression, known, NUMPY_FUNCTIONS))
            assert math.isfinite(work) and work >= 0, state
            assert all(np.isfinite(known[k]) for k in compiled.kernel_names), state


# --- published numbers ---


@pytest.mark.parametrize(("name", "index"), CHECKS, ids=checks_id)
def test_a_check_holds_or_says_why_not_and_then_really_fails(name, index):
    model = find_model(name)
    check = model.checks[index]
    result = run_check(model, check)
    told = f"{check.name}: expected {check.expected:g} {check.unit}, predicted {result.predicted:g}"
    assert math.isfinite(result.predicted)
    assert result.holds or check.disagrees, f"not declared to disagree: {told}"
    assert not (result.holds and check.disagrees), f"the quarantine healed, remove it: {told}"


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_held_against_its_paper_and_against_another_study(name):
    model = find_model(name)
    kinds = {c.kind for c in model.checks}
    assert ("observed" in kinds) != bool(model.unobserved), "an observed check, or where one was looked for"
    assert kinds & {"reported", "derived"}
    assert any(not c.disagrees for c in model.checks if c.kind != "observed"), "not even its own paper"
    names = [c.name for c in model.checks]
    assert len(names) == len(set(names))
    outputs = {o.name: o for o in model.outputs}
    for check in model.checks:
        assert 0 < check.tolerance <= 0.25, check.name
        assert (check.unit == "ratio") == (check.versus is not None or check.versus_given is not None), (
            check.name
        )
        own = outputs[check.output].unit
        area, hours = check.measure in ("auc_inf", "auc_tau"), check.measure in ("half_life", "tmax")
        expected = own.replace("/", ".h/", 1) if area else "h" if hours else own
        assert check.unit in ("ratio", expected), check.name
        if check.kind == "observed":
            assert check.source.key != model.source.key, f"{check.name}: the model's own paper"
        known = {p.name for p in model.parameters} | {c.name for c in model.covariates}
        assert set(check.given) <= known and {c.name for c in model.covariates} <= set(check.given), (
            check.name
        )
