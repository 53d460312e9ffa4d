"""The statements of one Rodas5P step of one lane, straight from the symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from foredose.models.expression import TIME
from foredose.models.kernels.elimination import eliminate
from foredose.models.kernels.printing import source_of
from foredose.models.kernels.symbolic import Symbols
from foredose.numerics.lanes import rodas5p

__all__ = ["step_statements"]

_STAGES = len(rodas5p.STAGE_TIME)


def step_statements(symbols: Symbols, kept: Sequence[int]) -> list[str]:
    """Return the statements from a lane's numbers to those that the step writes.

    Read are ``s{i}`` (state), ``r{i}`` (inflow), ``n{i}`` (size), ``c{i}`` (constants), ``hour``, ``pace``, ``h`` and
    ``rtol``; written are ``z{i}``, ``error``, ``factor`` and ``g{kept}_{0,1,2}``.
    """
    n = len(symbols.rates)
    lines = ["per_h = 1.0 / h", f"diagonal = {1.0 / rodas5p.GAMMA!r} * per_h"]
    lines += _matrix(symbols)
    solver = eliminate(n, symbols.jacobian)
    lines += solver.statements
    for stage in range(_STAGES):
        if stage:
            lines += _point(stage, n)
            lines += _rates(symbols, stage)
        lines += [f"b_{i} = {_right_side(symbols, stage, i)}" for i in range(n)]
        lines += solver.solve(stage)
    lines += [f"z{i} = u7_{i} + k7_{i}" for i in range(n)]
    return [*lines, *_error(n), *_dense(kept)]


def _matrix(symbols: Symbols) -> Iterator[str]:
    """Write the rates at the beginning, their slopes by time and the matrix of the step."""
    places, entries = list(symbols.jacobian), list(symbols.jacobian.values())
    n = len(symbols.rates)
    slopes = list(symbols.slopes) if symbols.timed else []
    shared, found = sp.cse([*entries, *symbols.rates, *slopes], symbols=sp.numbered_symbols("x"))
    names = {TIME: "hour"}
    for name, value in shared:
        yield f"{name} = {source_of(value, names)}"
    for place, entry in zip(places, found, strict=False):
        i, j = place
        yield f"m_{i}_{j} = {'diagonal ' if i == j else ''}- ({source_of(entry, names)})"
    for i in range(n):
        if (i, i) not in symbols.jacobian:
            yield f"m_{i}_{i} = diagonal"
        yield f"f0_{i} = {source_of(found[len(places) + i], names)} + r{i}"
    for i, slope in enumerate(found[len(places) + n :]):
        if slope != 0:
            yield f"t{i} = pace * h * ({source_of(slope, names)})"


def _point(stage: int, n: int) -> Iterator[str]:
    for i in range(n):
        if stage < len(rodas5p.STAGE_WEIGHTS):
            yield f"u{stage}_{i} = s{i} + {_sum(rodas5p.STAGE_WEIGHTS[stage], i)}"
        else:
            yield f"u{stage}_{i} = u{stage - 1}_{i} + k{stage - 1}_{i}"


def _rates(symbols: Symbols, stage: int) -> Iterator[str]:
    n = len(symbols.rates)
    names: Mapping[str, str] = {f"s{i}": f"u{stage}_{i}" for i in range(n)} | {TIME: f"hour{stage}"}
    if symbols.timed:
        yield f"hour{stage} = hour + pace * h * {rodas5p.STAGE_TIME[stage]!r}"
    shared, found = sp.cse(list(symbols.rates), symbols=sp.numbered_symbols(f"x{stage}_"))
    for name, value in shared:
        yield f"{name} = {source_of(value, names)}"
    for i, rate in enumerate(found):
        yield f"f{stage}_{i} = {source_of(rate, names)} + r{i}"


def _right_side(symbols: Symbols, stage: int, i: int) -> str:
    text = f"f{stage}_{i}"
    if stage:
        text += f" + per_h * ({_sum(rodas5p.STAGE_WEIGHTS_K[stage], i)})"
    weight = rodas5p.STAGE_TIME_SLOPE[stage]
    moved: Any = symbols.slopes[i]
    return text if weight == 0 or moved == 0 else f"{text} + {weight!r} * t{i}"


def _sum(weights: Sequence[float], i: int) -> str:
    return " + ".join(f"{w!r} * k{j}_{i}" for j, w in enumerate(weights)).replace("+ -", "- ")


def _error(n: int) -> Iterator[str]:
    """Write the error over the tolerance, not finite where a state is not, and the factor for the next step."""
    for i in range(n):
        yield f"e{i} = k7_{i} / (rtol * (largest(abs(s{i}), abs(z{i})) + n{i}))"
    squares = " + ".join(f"e{i} * e{i} + (z{i} - z{i})" for i in range(n))
    yield f"mean = ({squares}) * {1.0 / n!r}"
    yield "error = sqrt(mean)"
    yield "factor = smallest(5.0, largest(0.2, 0.9 * exp(-0.1 * log(mean))))"


def _dense(kept: Sequence[int]) -> Iterator[str]:
    for c, i in enumerate(kept):
        for part, weights in enumerate(rodas5p.DENSE):
            yield f"g{c}_{part} = {_sum(weights, i)}"
