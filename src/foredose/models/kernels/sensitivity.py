"""Forward sensitivities by symbolic differentiation: a system and how its states move with its parameters."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from foredose.models.expression import TIME, parse
from foredose.models.kernels.system import System

__all__ = ["sensitivity_name", "with_sensitivities"]

_FLAT = 1e-100
"""Below this a root, a logarithm and a power are taken to be flat, as in a kernel; its square is still a number."""


def sensitivity_name(state: str, parameter: str) -> str:
    """Return the name of the state that holds d(state)/d(parameter)."""
    return f"{state}__by__{parameter}"


def with_sensitivities(system: System, by: Sequence[str]) -> System:
    """Return the system with the derivative of every state by some parameters as further states.

    With x' = f(x, p) and s = dx/dp_k these obey s' = J s + df/dp_k (Dickinson & Gelinas 1976, J Comput Phys 21:123).
    They start at d(initial state)/dp_k, and an ADD whose amount depends on p_k adds its derivative to them: both are
    the caller's to give.

    Parameters
    ----------
    by
        Names of parameters.

    Returns
    -------
    A system of n (1 + k) states, texts in the same grammar; a kept state keeps its sensitivities too.
    """
    import sympy as sp

    from foredose.models.kernels.symbolic import symbol_of

    names = {n: sp.Symbol(n) for n in (*system.states, *system.parameters, TIME)}
    rates = [symbol_of(parse(text), names) for text in system.rates]
    further: dict[str, str] = {}
    for parameter in by:
        moved = {s: sp.Symbol(sensitivity_name(s, parameter)) for s in system.states}
        for state, rate in zip(system.states, rates, strict=True):
            own = rate.diff(names[parameter])
            total = sum((rate.diff(names[s]) * moved[s] for s in system.states), start=own)
            further[sensitivity_name(state, parameter)] = _text(total)
    kept = system.states if system.kept is None else system.kept
    return System(
        states=(*system.states, *further),
        rates=(*system.rates, *further.values()),
        parameters=system.parameters,
        kept=(*kept, *(sensitivity_name(s, p) for p in by for s in kept)),
    )


def _text(e: Any) -> str:
    from foredose.models.kernels.printing import source_of

    tree = _Grammar().visit(ast.parse(source_of(e, {}), mode="eval"))
    return ast.unparse(tree)


class _Grammar(ast.NodeTransformer):
    """From the functions of a kernel to those of the grammar."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        assert isinstance(node.func, ast.Name)
        written = {
            "power": "({0}) ** ({1})",
            "inverse": f"step(({{0}}) - {_FLAT!r}) / max({{0}}, {_FLAT!r})",
            "where_larger": "(1 - step(({1}) - ({0})))",
            "largest": "max({0}, {1})",
            "smallest": "min({0}, {1})",
        }.get(node.func.id)
        if written is None:
            return node
        return ast.parse(written.format(*(ast.unparse(a) for a in node.args)), mode="eval").body
