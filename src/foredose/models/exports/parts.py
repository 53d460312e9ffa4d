"""What every export writes: who the typical person is, and the order in which quantities are computed."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Derived, Model, Residual
from foredose.models.effects import between_covariance
from foredose.models.expression import parse
from foredose.models.genotype import level_of

__all__ = ["Parts", "covariance_blocks", "error_of", "parts_of", "rename", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A model taken apart.

    Parameters
    ----------
    settings
        Variables that genotype and co-medication decide, at the reference: name to value, and what it stands for.
    seen
        Output name to a name that nothing else in the model has.
    standing, moving
        Derived quantities that hold between two events, and those that change with the state or the clock.
    """

    settings: Mapping[str, tuple[float, str]]
    seen: Mapping[str, str]
    standing: tuple[Derived, ...]
    moving: tuple[Derived, ...]


def parts_of(model: Model) -> Parts:
    """Take a model apart."""
    values = {p.name: p.value for p in model.parameters}
    settings: dict[str, tuple[float, str]] = {}
    for effect in model.genotypes:
        level = level_of(effect, effect.reference, values)
        assert not isinstance(level, Indeterminate), effect.gene
        settings[effect.name] = (float(level), f"{effect.gene} {effect.reference}, the reference")
    for interaction in model.interactions:
        settings[interaction.name] = (
            1.0,
            f"share of {interaction.enzyme} activity that co-medication leaves",
        )
    standing = compile_declaration(model).standing
    groups = (model.compartments, model.parameters, model.covariates, model.derived)
    taken = {item.name for group in groups for item in group} | set(settings)
    return Parts(
        settings=settings,
        seen={o.name: f"{o.name}_seen" if o.name in taken else o.name for o in model.outputs},
        standing=standing,
        moving=tuple(d for d in model.derived if d not in standing),
    )


def rename(text: str, names: Mapping[str, str]) -> ast.expr:
    """Parse an expression and give its names those of another tool."""
    tree = parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return tree


def written(node: ast.expr, power: str, call: Callable[[str, list[str]], str]) -> str:
    """Write an expression with another sign for powers and other calls."""
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return call(node.func.id, [written(a, power, call) for a in node.args])
    if isinstance(node, ast.UnaryOp):
        return f"(-{written(node.operand, power, call)})"
    if isinstance(node, ast.BinOp):
        sign = _SIGNS.get(type(node.op), power)
        return f"({written(node.left, power, call)} {sign} {written(node.right, power, call)})"
    return ast.unparse(node)


_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def covariance_blocks(model: Model) -> list[tuple[tuple[str, ...], np.ndarray]]:
    """Return the covariance in blocks of parameters that are correlated with one another."""
    names, matrix = [p.name for p in model.parameters if p.iiv], between_covariance(model)
    left, blocks = list(range(len(names))), []
    while left:
        block = [left.pop(0)]
        for i in block:
            joined = [j for j in left if matrix[i, j]]
            block += joined
            left = [j for j in left if j not in joined]
        block.sort()
        blocks.append((tuple(names[i] for i in block), matrix[np.ix_(block, block)]))
    return blocks


def error_of(r: Residual) -> dict[str, float]:
    """Return the standard deviations of a residual error that are not 0.

    Beside ``lnorm``, on the log scale, there is no ``prop``: it is part of it; ``add`` is then over the prediction.
    """
    log_sd = math.hypot(r.log_sd, r.proportional) if r.log_sd else 0.0
    named = {"lnorm": log_sd, "prop": 0.0 if r.log_sd else r.proportional, "add": r.additive}
    return {kind: value for kind, value in named.items() if value}
