"""Refuse a declaration that cannot stand: unknown names, leaks, flows from nothing, impossible variability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from foredose.core import Indeterminate, ModelError
from foredose.models.compiled import NUMPY_FUNCTIONS, CompiledModel, compile_declaration
from foredose.models.declaration import Flow, Model, Route
from foredose.models.effects import between_covariance
from foredose.models.expression import TIME, evaluate, inline, names_in
from foredose.models.genotype import level_of

__all__ = ["AMOUNT", "check_declaration", "impossible_quantities", "reference_values"]

AMOUNT = "mg"
"""Compartments in this unit hold drug, which neither comes from nothing nor leaves an empty compartment."""
_NOTHING = 1e-9
_HOUR = 5.0


def check_declaration(model: Model) -> None:
    """Check a declaration before anything is solved.

    Raises
    ------
    ModelError
        ``model.name``: an expression uses what is not declared; ``model.end``: a flow or route names no compartment;
        ``model.route``: two routes enter one compartment in different ways;
        ``model.leak``: something leaves an empty compartment, or drug comes from nothing; ``model.backwards``: a flow
        runs against its direction; ``model.correlation``: variability that no people can have.
    """
    for kind, found, expected, where in [*_names(model), *_ends(model), *_ways(model)]:
        raise ModelError(
            f"model.{kind}", found=found, expected=expected, where=where, remedy="mend the declaration"
        )
    between_covariance(model)
    for kind, found, expected, where in _leaks(model):
        raise ModelError(
            f"model.{kind}", found=found, expected=expected, where=where, remedy="mend the flow's rate"
        )


def reference_values(model: Model) -> dict[str, Any]:
    """Return the typical person of the reference genotype, in the middle of the studied people."""
    values: dict[str, Any] = {p.name: p.value for p in model.parameters}
    values |= {c.name: c.typical if c.typical is not None else sum(c.studied) / 2 for c in model.covariates}
    values |= {i.name: 1.0 for i in model.interactions}
    for effect in model.genotypes:
        level = level_of(effect, effect.reference, values)
        values[effect.name] = np.nan if isinstance(level, Indeterminate) else level
    return values


def impossible_quantities(compiled: CompiledModel, known: Mapping[str, Any]) -> Iterator[str]:
    """Say which parameters and derived quantities no person can have.

    Those that are not finite, volumes and clearances that are not above 0, and rates and times below 0. An effect that
    is told in L/h and lowers a clearance is below 0 as its paper has it, and may be; so may a rate that its paper lets
    fall below 0 in some people.

    Parameters
    ----------
    known
        All that the equations use, as ``CompiledModel.individual`` gives it.
    """
    model = compiled.model
    units = {p.name: (p.unit, p.value > 0, p.value > 0 and p.scale != "additive") for p in model.parameters}
    units |= {d.name: (d.unit, True, False) for d in compiled.standing}
    for name, (unit, positive, signed) in units.items():
        value = np.atleast_1d(np.asarray(known[name]))
        bad = ~np.isfinite(value)
        bad |= (value <= 0) & positive & (unit in _ABOVE_0)
        bad |= (value < 0) & signed & (unit in _FROM_0)
        if bad.any():
            yield f"{name} {value[bad][0]:g} {unit}"


_ABOVE_0, _FROM_0 = ("L", "L/h"), ("1/h", "h")
Fault = tuple[str, str, str, str]


def _names(model: Model) -> Iterator[Fault]:
    groups = (model.parameters, model.covariates, model.genotypes, model.interactions, model.derived)
    known = {item.name for group in (*groups, model.compartments) for item in group} | {TIME}
    texts = {f"derived {d.name}": d.expression for d in model.derived}
    texts |= {f"output {o.name}": o.expression for o in model.outputs}
    texts |= {f"compartment {c.name} at first": c.initial for c in model.compartments}
    texts |= {f"flow {f.source} to {f.destination}": f.rate for f in model.flows}
    for route in model.routes:
        texts |= {f"route {route.name}": f"({route.fraction}) + ({route.lag}) + ({route.duration or 0})"}
    for where, text in texts.items():
        for name in sorted(names_in(text) - known):
            yield (
                "name",
                f"the name {name!r}",
                "a parameter, covariate, compartment or derived quantity",
                where,
            )


def _ends(model: Model) -> Iterator[Fault]:
    compartments = [c.name for c in model.compartments]
    ends = {("flow", end) for f in model.flows for end in (f.source, f.destination) if end is not None}
    ends |= {("route", r.compartment) for r in model.routes}
    for what, end in sorted(ends):
        if end not in compartments:
            yield "end", f"a {what} at {end!r}", f"one of {', '.join(compartments)}", f"model {model.name}"


def _ways(model: Model) -> Iterator[Fault]:
    """A dose record names a compartment, not a route, so what is said of doses there has to be one."""
    said: dict[str, Route] = {}
    for route in model.routes:
        first = said.setdefault(route.compartment, route)
        if (route.fraction, route.lag, route.duration) != (first.fraction, first.lag, first.duration):
            yield "route", f"another fraction, lag or duration than {first.name!r}", "one way in", route.name


def _leaks(model: Model) -> Iterator[Fault]:
    compiled = compile_declaration(model)
    known = compiled.individual(reference_values(model))
    held = {c.name: c.unit for c in model.compartments}
    full = {**dict(zip(held, np.linspace(0.4, 1.6, len(held)), strict=True)), TIME: _HOUR}
    empty = {**dict.fromkeys(held, 0.0), TIME: _HOUR}
    for flow in _written_out(model, {d.name for d in compiled.standing}):
        where = f"flow {flow.source or 'outside'} to {flow.destination or 'outside'} of {model.name}"
        rate = _rate(flow, known, full)
        if rate < 0:
            yield "backwards", f"a rate of {rate:g}", "0 or more", where
        if flow.source is not None:
            left = _rate(flow, known, {**full, flow.source: 0.0})
            if abs(left) > _NOTHING * max(rate, 1e-12):
                yield "leak", f"{left:g} per h out of the empty {flow.source}", "nothing", where
        elif flow.destination is not None and held[flow.destination] == AMOUNT:
            made = _rate(flow, known, empty)
            if abs(made) > _NOTHING:
                yield "leak", f"{made:g} {AMOUNT}/h out of nothing", "a source", where


def _written_out(model: Model, standing: set[str]) -> Iterator[Flow]:
    """Return the flows with what changes with the state or the clock written out."""
    meanings: dict[str, str] = {}
    for item in model.derived:
        if item.name not in standing:
            meanings[item.name] = inline(item.expression, meanings)
    for flow in model.flows:
        yield Flow(source=flow.source, destination=flow.destination, rate=inline(flow.rate, meanings))


def _rate(flow: Flow, known: Mapping[str, Any], state: Mapping[str, float]) -> float:
    with np.errstate(all="ignore"):
        return float(evaluate(flow.rate, {**known, **state}, NUMPY_FUNCTIONS))
