"""Expressions in a small closed grammar: the one text from which everything about a model is made.

The grammar is Python's arithmetic (``+ - * / **``, unary minus, numbers, names, parentheses) and the functions
``exp``, ``log``, ``sqrt``, ``min``, ``max`` and ``step`` (1 from 0 upwards, else 0). Nothing else parses, so a
declaration cannot run code. The name ``time`` is the hours since the first dose.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from foredose.core import ModelError

__all__ = [
    "FUNCTIONS",
    "TIME",
    "compile_steps",
    "compile_vector",
    "evaluate",
    "inline",
    "is_affine",
    "names_in",
    "parse",
]

FUNCTIONS = {"exp": 1, "log": 1, "sqrt": 1, "min": 2, "max": 2, "step": 1}
"""Name to the number of arguments."""
TIME = "time"
"""The reserved name of the hours since the first dose."""
_NODES = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Call,
    ast.Name,
    ast.Constant,
    ast.Load,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Pow,
    ast.USub,
)
_NOT_AFFINE = 2


def parse(text: str) -> ast.expr:
    """Parse one expression; raise ``ModelError`` for anything outside the grammar."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise _refused(text, f"text that does not parse ({error.msg})") from None
    for node in ast.walk(tree):
        if not isinstance(node, _NODES):
            raise _refused(text, f"{type(node).__name__} in {text!r}")
        if isinstance(node, ast.Call) and not _known_call(node):
            raise _refused(text, f"a call to {ast.unparse(node.func)!r}")
        if isinstance(node, ast.Name) and node.id.startswith("_"):
            raise _refused(text, f"the name {node.id!r}")
        if isinstance(node, ast.Constant) and not _is_number(node.value):
            raise _refused(text, f"the constant {node.value!r}")
    return tree.body


def names_in(text: str) -> frozenset[str]:
    """Return the names an expression uses, functions left out."""
    return frozenset(n.id for n in ast.walk(parse(text)) if isinstance(n, ast.Name) and n.id not in FUNCTIONS)


def evaluate(text: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Evaluate one expression with any number-like values: floats, arrays, or quantities with units.

    Parameters
    ----------
    values
        A value for each name.
    functions
        The functions of the grammar for that kind of value.
    """
    return _value(parse(text), values, functions)


def compile_vector(
    texts: Sequence[str],
    arguments: Mapping[str, Sequence[str]],
    functions: Mapping[str, Any],
) -> Callable[..., tuple[Any, ...]]:
    """Compile expressions into one function of indexable arguments.

    Parameters
    ----------
    texts
        The expressions to return, in order.
    arguments
        Argument name to the names it holds in order: ``{"x": ("depot", "central"), "p": ("CL", "V")}`` makes a
        function ``f(x, p)`` of positional arguments in which ``depot`` is the first row of the first.
    functions
        The functions of the grammar for the kind of array in use.

    Returns
    -------
    A function giving one value per expression, of the shape that its inputs broadcast to.
    """
    body = [
        f"    {name} = _{argument}[{i}]"
        for argument, names in arguments.items()
        for i, name in enumerate(names)
    ]
    body.append("    return (" + ", ".join(ast.unparse(parse(t)) for t in texts) + ",)")
    source = "def compiled(" + ", ".join(f"_{a}" for a in arguments) + "):\n" + "\n".join(body) + "\n"
    space: dict[str, Any] = {"__builtins__": {}, **{f: functions[f] for f in FUNCTIONS}}
    exec(compile(source, "<model>", "exec"), space)  # noqa: S102 - every piece passed parse()
    compiled: Callable[..., tuple[Any, ...]] = space["compiled"]
    return compiled


def compile_steps(
    steps: Sequence[tuple[str, str]], functions: Mapping[str, Any]
) -> Callable[..., tuple[Any, ...]]:
    """Compile named expressions, each of which may use those before it, into one function.

    Returns
    -------
    A function of a mapping that holds every name that no step makes, giving one value per step.
    """
    made: set[str] = set()
    needed: dict[str, None] = {}
    for name, text in steps:
        needed |= dict.fromkeys(sorted(names_in(text) - made))
        made.add(name)
    body = "".join(f"    {name} = _known[{name!r}]\n" for name in needed)
    body += "".join(f"    {name} = {ast.unparse(parse(text))}\n" for name, text in steps)
    source = f"def compiled(_known):\n{body}"
    source += "    return (" + "".join(f"{name}, " for name, _ in steps) + ")\n"
    space: dict[str, Any] = {"__builtins__": {}, **{f: functions[f] for f in FUNCTIONS}}
    exec(compile(source, "<model>", "exec"), space)  # noqa: S102 - every piece passed parse()
    compiled: Callable[..., tuple[Any, ...]] = space["compiled"]
    return compiled


def inline(text: str, meanings: Mapping[str, str]) -> str:
    """Return an expression with each name of ``meanings`` replaced by the expression that it stands for."""
    return ast.unparse(_Inlined(meanings).visit(parse(text)))


class _Inlined(ast.NodeTransformer):
    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return parse(self.meanings[node.id]) if node.id in self.meanings else node


def is_affine(text: str, states: frozenset[str]) -> bool:
    """Say whether an expression is constant or first-degree in the states; never says yes wrongly."""
    return _degree(parse(text), states) < _NOT_AFFINE


def _degree(node: ast.expr, states: frozenset[str]) -> int:
    if isinstance(node, ast.Name):
        return int(node.id in states)
    if isinstance(node, ast.UnaryOp):
        return _degree(node.operand, states)
    if isinstance(node, ast.Call):
        return _NOT_AFFINE * int(any(_degree(argument, states) > 0 for argument in node.args))
    if not isinstance(node, ast.BinOp):
        return 0  # a number
    left, right = _degree(node.left, states), _degree(node.right, states)
    return _DEGREES[type(node.op)](left, right)


_DEGREES: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: max,
    ast.Sub: max,
    ast.Mult: lambda a, b: a + b,
    ast.Div: lambda a, b: a if b == 0 else _NOT_AFFINE,
    ast.Pow: lambda a, b: 0 if a == b == 0 else _NOT_AFFINE,
}


def _value(node: ast.expr, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, values, functions)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return functions[node.func.id](*(_value(argument, values, functions) for argument in node.args))
    assert isinstance(node, ast.BinOp)
    left, right = _value(node.left, values, functions), _value(node.right, values, functions)
    return _OPERATIONS[type(node.op)](left, right)


_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}


def _known_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and len(node.args) == FUNCTIONS.get(node.func.id)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _refused(text: str, found: str) -> ModelError:
    return ModelError(
        "model.expression",
        found=found,
        expected=f"arithmetic on numbers and names with {', '.join(FUNCTIONS)}",
        where=f"the expression {text!r}",
        remedy="write it in that grammar",
    )
