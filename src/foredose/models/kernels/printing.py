"""From symbols to source text, for lanes and for NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foredose.models.kernels import functions

__all__ = ["CALLS", "source_of"]

CALLS: Mapping[Any, str] = {
    functions.Exp: "exp",
    functions.Log: "log",
    functions.Sqrt: "sqrt",
    functions.Power: "power",
    functions.Inverse: "inverse",
    functions.Larger: "where_larger",
    functions.Largest: "largest",
    functions.Smallest: "smallest",
    functions.Step: "step",
}


def source_of(e: Any, names: Mapping[str, str]) -> str:
    """Return the text of an expression, its symbols renamed."""
    if e.is_Symbol:
        return names.get(e.name, e.name)
    if e.is_Number:
        return repr(float(e)) if float(e) >= 0 else f"({float(e)!r})"
    if e.is_Add:
        return "(" + " + ".join(source_of(a, names) for a in e.args).replace("+ -", "- ") + ")"
    if e.is_Mul:
        return _product(e, names)
    if e.is_Pow:
        return _power(e, names)
    return f"{CALLS[e.func]}({', '.join(source_of(a, names) for a in e.args)})"


def _product(e: Any, names: Mapping[str, str]) -> str:
    over = [a for a in e.args if not _inverted(a)]
    under = [a**-1 for a in e.args if _inverted(a)]
    sign = ""
    if over and over[0] == -1:
        sign, over = "-", over[1:]
    text = " * ".join(source_of(a, names) for a in over) or "1.0"
    if under:
        below = " * ".join(source_of(a, names) for a in under)
        text = f"{text} / ({below})"
    return f"{sign}{text}" if not sign else f"-({text})"


def _inverted(a: Any) -> bool:
    return bool(a.is_Pow and a.exp.is_Integer and a.exp < 0)


def _power(e: Any, names: Mapping[str, str]) -> str:
    base, times = source_of(e.base, names), int(e.exp)
    base = base if base.isidentifier() else f"({base})"
    product = " * ".join([base] * abs(times))
    return f"(1.0 / ({product}))" if times < 0 else f"({product})"
