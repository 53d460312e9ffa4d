"""From texts to symbols: rates, their derivatives by the states and by time, and what does not change in a step."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from foredose.models.expression import TIME, parse
from foredose.models.kernels import functions
from foredose.models.kernels.system import System

__all__ = ["Symbols", "symbol_of", "symbols_of"]

_CALLS: dict[str, Any] = {
    "exp": functions.Exp,
    "log": functions.Log,
    "sqrt": functions.Sqrt,
    "max": functions.Largest,
    "min": functions.Smallest,
    "step": functions.Step,
}
_LARGEST_PRODUCT = 8
"""Whole powers up to this one are written as products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """A system as symbols: ``s0``, ``s1`` for the states, ``time``, and ``c0``, ``c1`` for the constants.

    Parameters
    ----------
    rates, slopes
        Of each state, and its partial derivative by time.
    jacobian
        The entries that are not zero, by row and column.
    constants
        What each constant is, of the parameters ``p0``, ``p1``.
    heeded
        For each state, whether any rate uses it.
    """

    rates: tuple[Any, ...]
    slopes: tuple[Any, ...]
    jacobian: Mapping[tuple[int, int], Any]
    constants: tuple[Any, ...]
    heeded: tuple[bool, ...]

    @property
    def timed(self) -> bool:
        """Whether a rate uses the time."""
        return any(r.has(sp.Symbol(TIME)) for r in self.rates)


def symbols_of(system: System) -> Symbols:
    """Differentiate a system and set apart what only parameters decide."""
    names = {n: sp.Symbol(f"p{i}") for i, n in enumerate(system.parameters)}
    states = [sp.Symbol(f"s{i}") for i in range(len(system.states))]
    names |= dict(zip(system.states, states, strict=True)) | {TIME: sp.Symbol(TIME)}
    rates = [symbol_of(parse(text), names) for text in system.rates]
    apart = _Constants(frozenset([*states, sp.Symbol(TIME)]))
    jacobian = {
        (i, j): rate.diff(state)
        for i, rate in enumerate(rates)
        for j, state in enumerate(states)
        if state in rate.free_symbols
    }
    return Symbols(
        rates=tuple(apart.of(r) for r in rates),
        slopes=tuple(apart.of(r.diff(sp.Symbol(TIME))) for r in rates),
        jacobian={at: apart.of(entry) for at, entry in jacobian.items() if entry != 0},
        constants=tuple(apart.found),
        heeded=tuple(any(s in r.free_symbols for r in rates) for s in states),
    )


def symbol_of(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """Return a parsed expression as symbols, its names replaced by those given."""
    if isinstance(node, ast.Constant):
        assert isinstance(node.value, int | float)
        return sp.Integer(node.value) if isinstance(node.value, int) else sp.Float(node.value)
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.UnaryOp):
        return -symbol_of(node.operand, names)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return _CALLS[node.func.id](*(symbol_of(a, names) for a in node.args))
    assert isinstance(node, ast.BinOp)
    return _operation(node.op, symbol_of(node.left, names), symbol_of(node.right, names))


def _operation(operator: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.Div):
        return left / right
    return _power(left, right)


def _power(base: Any, exponent: Any) -> Any:
    value = float(exponent) if exponent.is_Number else 0.25
    if value == int(value) and abs(value) <= _LARGEST_PRODUCT:
        return base ** sp.Integer(int(value))
    return functions.Sqrt(base) if value == 0.5 else functions.Power(base, exponent)


class _Constants:
    """Replaces every part of an expression that only parameters decide by a constant, the largest parts first."""

    def __init__(self, moving: frozenset[Any]) -> None:
        self.moving = moving
        self.found: dict[Any, Any] = {}
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, e: Any) -> Any:
        if e.is_Number or e in self.moving:
            return e
        if not e.free_symbols & self.moving:
            return self._constant(e)
        if not (e.is_Mul or e.is_Add):
            return e.func(*(self.of(a) for a in e.args))
        still = [a for a in e.args if not a.free_symbols & self.moving]
        rest = [self.of(a) for a in e.args if a.free_symbols & self.moving]
        return e.func(self._part(e.func(*still)), *rest) if still else e.func(*rest)

    def _part(self, e: Any) -> Any:
        if e.is_Number:
            return e
        if e.could_extract_minus_sign():
            return -self._constant(-e)
        return self._constant(e)

    def _constant(self, e: Any) -> Any:
        return self.found.setdefault(e, sp.Symbol(f"c{len(self.found)}"))
