"""Derivatives of expressions, as texts of the same grammar: sums, products, quotients, ``min`` and ``max``."""

from __future__ import annotations

import ast

from foredose.core import ModelError
from foredose.models.expression import parse

__all__ = ["slope"]


def slope(text: str, name: str) -> str:
    """Return the derivative of an expression with respect to a name.

    Raises
    ------
    ModelError
        For an expression whose derivative is not written down here.
    """
    return ast.unparse(ast.fix_missing_locations(ast.Expression(body=_derived(parse(text), name))))


def _derived(node: ast.expr, name: str) -> ast.expr:
    if not any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node)):
        return ast.Constant(value=0.0)
    if isinstance(node, ast.UnaryOp):
        return _negated(_derived(node.operand, name))
    if isinstance(node, ast.Call):
        return _derived_call(node, name)
    if isinstance(node, ast.BinOp):
        return _derived_operation(node, name)
    return ast.Constant(value=1.0)  # the name itself


def _derived_operation(node: ast.BinOp, name: str) -> ast.expr:
    left, right = _derived(node.left, name), _derived(node.right, name)
    if isinstance(node.op, ast.Add):
        return _sum(left, right)
    if isinstance(node.op, ast.Sub):
        return _sum(left, _negated(right))
    if isinstance(node.op, ast.Mult):
        return _sum(_product(left, node.right), _product(node.left, right))
    if isinstance(node.op, ast.Div):
        return _quotient(node, left, right)
    raise _unknown(node)


def _derived_call(node: ast.Call, name: str) -> ast.expr:
    assert isinstance(node.func, ast.Name)
    if node.func.id not in ("min", "max"):
        raise _unknown(node)
    a, b = node.args
    first, second = (a, b) if node.func.id == "max" else (b, a)
    above = ast.Call(
        func=ast.Name(id="step"), args=[ast.BinOp(left=first, op=ast.Sub(), right=second)], keywords=[]
    )
    below = ast.BinOp(left=ast.Constant(value=1.0), op=ast.Sub(), right=above)
    return _sum(_product(above, _derived(a, name)), _product(below, _derived(b, name)))


def _zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0


def _sum(a: ast.expr, b: ast.expr) -> ast.expr:
    if _zero(a):
        return b
    return a if _zero(b) else ast.BinOp(left=a, op=ast.Add(), right=b)


def _product(a: ast.expr, b: ast.expr) -> ast.expr:
    if _zero(a) or _zero(b):
        return ast.Constant(value=0.0)
    if isinstance(a, ast.Constant) and a.value == 1.0:
        return b
    return a if isinstance(b, ast.Constant) and b.value == 1.0 else ast.BinOp(left=a, op=ast.Mult(), right=b)


def _negated(node: ast.expr) -> ast.expr:
    return node if _zero(node) else ast.UnaryOp(op=ast.USub(), operand=node)


def _quotient(node: ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
    first = left if _zero(left) else ast.BinOp(left=left, op=ast.Div(), right=node.right)
    second = _product(node.left, right)
    if _zero(second):
        return first
    square = ast.BinOp(left=node.right, op=ast.Mult(), right=node.right)
    return _sum(first, _negated(ast.BinOp(left=second, op=ast.Div(), right=square)))


def _unknown(node: ast.expr) -> ModelError:
    return ModelError(
        "model.slope",
        found=f"no derivative of {ast.unparse(node)!r}",
        expected="sums, products, quotients, min and max of what moves",
        where="models.pbpk.slopes",
        remedy="write the derivative down, or the rate without it",
    )
