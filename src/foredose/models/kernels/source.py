"""The text of the module that holds one system's kernel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from foredose.models.kernels.printing import source_of
from foredose.models.kernels.stepping import step_statements
from foredose.models.kernels.symbolic import Symbols, symbols_of
from foredose.models.kernels.system import System
from foredose.numerics.lanes import LANES, Layout, maths_text

__all__ = ["module_text"]

_HEAD = """
# Generated: the Rodas5P step of one system for {lanes} people at once.
from math import sqrt

import numpy as np
from numba import carray, cfunc

CONSTANTS = {constants}
HEEDED = {heeded}


compiled = cfunc(
    types.void(types.CPointer(types.float64), types.float64),
    cache=True,
    error_model="numpy",
    fastmath={{"contract", "nsz", "arcp"}},
)


@compiled
def advance(pointer, rtol):
    ws = carray(pointer, ({rows},))
    for lane in range({lanes}):
"""
_ACCEPT = """

@compiled
def accept(pointer, share):
    ws = carray(pointer, ({rows},))
    for lane in range({lanes}):
        good = ws[{good} + lane] > 0.5
"""
_NUMPY = """

def constants(parameters):
    exp, log, sqrt, power = np.exp, np.log, np.sqrt, np.power
    largest, smallest = np.maximum, np.minimum

    def where_larger(a, b):
        return np.where(a > b, 1.0, 0.0)

    def inverse(x):
        return 1.0 / x

    def step(x):
        return np.where(x >= 0.0, 1.0, 0.0)

    found = np.empty((len(parameters), CONSTANTS))
"""


def module_text(system: System) -> str:
    """Return the source of the kernel of a system."""
    symbols = symbols_of(system)
    lay = Layout(states=len(system.states), constants=len(symbols.constants), kept=len(system.kept_indices))
    head = _HEAD.format(
        lanes=LANES, rows=lay.rows * LANES, constants=lay.constants, heeded=repr(symbols.heeded)
    )
    body = [*_step(symbols, system, lay)]
    middle = _ACCEPT.format(lanes=LANES, rows=lay.rows * LANES, good=lay.good * LANES)
    parts = (
        maths_text() + head + _indented(body),
        middle + _indented(_accept(lay)),
        _NUMPY + "\n".join(_constants(symbols)),
    )
    return "\n".join(parts) + "\n"


def _indented(statements: Iterable[str]) -> str:
    return "\n".join(f"        {line}" for line in statements)


def _accept(lay: Layout) -> Iterator[str]:
    """Write how a lane whose step is good moves to its end, and its sizes grow."""
    for i in range(lay.states):
        state, size, end = (f"ws[{row * LANES} + lane]" for row in (i, lay.size + i, lay.end + i))
        yield f"s, n, z = {state}, {size}, {end}"
        yield f"{state} = z if good else s"
        yield f"{size} = largest(n, share * abs(z)) if good else n"


def _step(symbols: Symbols, system: System, lay: Layout) -> Iterator[str]:
    statements = step_statements(symbols, system.kept_indices)
    used = set(re.findall(r"[A-Za-z_]\w*", " ".join(statements)))
    for name, row in _read(lay):
        if name in used:
            yield f"{name} = ws[{row * LANES} + lane]"
    yield from statements
    for name, row in _written(lay):
        yield f"ws[{row * LANES} + lane] = {name}"


def _read(lay: Layout) -> Iterator[tuple[str, int]]:
    for i in range(lay.states):
        yield f"s{i}", i
        yield f"r{i}", lay.inflow + i
        yield f"n{i}", lay.size + i
    yield from (("hour", lay.hour), ("pace", lay.hour + 1), ("h", lay.hour + 2))
    for i in range(lay.constants):
        yield f"c{i}", lay.constant + i


def _written(lay: Layout) -> Iterator[tuple[str, int]]:
    for i in range(lay.states):
        yield f"z{i}", lay.end + i
    yield from (("error", lay.error), ("factor", lay.error + 1))
    for c in range(lay.kept):
        for part in range(3):
            yield f"g{c}_{part}", lay.dense + 3 * c + part


def _constants(symbols: Symbols) -> Iterator[str]:
    names = {name: f"parameters[:, {name[1:]}]" for name in _parameters(symbols)}
    for i, value in enumerate(symbols.constants):
        yield f"    found[:, {i}] = {source_of(value, names)}"
    yield "    return found"


def _parameters(symbols: Symbols) -> list[str]:
    return sorted({s.name for value in symbols.constants for s in value.free_symbols})
