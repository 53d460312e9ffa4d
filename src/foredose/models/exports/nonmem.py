"""A NONMEM control stream (NONMEM Users Guide VIII): $DES, so that every model goes the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Model, Output, Parameter
from foredose.models.exports.parts import Parts, covariance_blocks, error_of, parts_of, rename, written
from foredose.models.expression import TIME

__all__ = ["nonmem_control_stream"]

_LONGEST = 20
_TAKEN = frozenset(
    "A T P DADT THETA ETA EPS ERR TIME DATE AMT DV EVID MDV CMT PCMT RATE II ADDL SS ID L1 L2 F Y W G H HH "
    "IPRED ICALL COMACT NEWIND EXP LOG LOG10 SQRT SIN COS ABS TAN INT MIN MAX MOD GAMLN PHI".split()
)
_OF_A_DOSE = re.compile(r"(F|ALAG|D|R|S|A_0|MU_)\d*$")


def nonmem_control_stream(model: Model, data: str = "data.csv") -> str:
    """Return the model as a control stream for NONMEM 7.

    Parameters
    ----------
    data
        Name of the data file, whose columns ``$INPUT`` names; covariates must stand in it under those names.

    Notes
    -----
    Genotype and co-medication stand at the reference; comments say where. Variances between occasions are told in
    comments, since NONMEM asks for the occasions of the data at hand. Observations of the first output are ``CMT 1``,
    of the second ``CMT 2`` and so on in ``$ERROR``.
    """
    parts, names = parts_of(model), _names(model)
    return "\n".join(
        [
            f"$PROBLEM {model.name}: {model.title}",
            *(f"; not for: {case}" for case in model.population.not_for),
            f"$INPUT ID TIME AMT RATE II ADDL SS CMT EVID MDV DV {' '.join(names[c.name] for c in model.covariates)}",
            f"$DATA {data} IGNORE=@",
            "$SUBROUTINES ADVAN13 TOL=9",
            "$MODEL",
            *(f"  COMP=({names[name]}) ; {number}" for name, number in _numbers(model).items()),
            "$PK",
            *(f"  {line}" for line in _pk(model, parts, names)),
            "$DES",
            *(f"  {line}" for line in _des(model, names)),
            "$ERROR",
            *(f"  {line}" for line in _error(model, parts, names)),
            *_estimates(model),
            "$ESTIMATION METHOD=1 INTERACTION MAXEVAL=9999",
            "",
        ]
    )


def _numbers(model: Model) -> dict[str, int]:
    return {c.name: number for number, c in enumerate(model.compartments, start=1)}


def _names(model: Model) -> dict[str, str]:
    """Return a name that NONMEM accepts for everything that the model names."""
    groups = (model.parameters, model.covariates, model.genotypes, model.interactions, model.derived)
    wanted = [item.name for group in (*groups, model.compartments) for item in group]
    wanted += parts_of(model).seen.values()
    found: dict[str, str] = {}
    for name in dict.fromkeys(wanted):
        base = re.sub(r"\W", "_", name).upper()[:_LONGEST]
        tries = (base if n == 0 else f"{base[: _LONGEST - 3]}_{n}" for n in count())
        found[name] = next(t for t in tries if _free(t, found))
    return found


def _free(name: str, found: Mapping[str, str]) -> bool:
    return name not in _TAKEN and not _OF_A_DOSE.match(name) and name not in found.values()


class _Code:
    """Writes expressions; what NM-TRAN has no function for becomes IF statements before the line."""

    def __init__(self, names: Mapping[str, str], prefix: str) -> None:
        self.names, self.prefix, self.before, self.number = names, prefix, list[str](), 0

    def __call__(self, text: str) -> str:
        return written(rename(text, self.names), "**", self._call)

    def lines(self, target: str, text: str) -> Iterator[str]:
        value = self(text)
        yield from self.before
        self.before.clear()
        yield f"{target} = {value}"

    def _call(self, name: str, arguments: list[str]) -> str:
        if name not in ("step", "min", "max"):
            return f"{name.upper()}({arguments[0]})"
        self.number += 1
        made = f"{self.prefix}{self.number}"
        first, other, test = {
            "step": ("0", "1", f"{arguments[0]} .GE. 0"),
            "min": (arguments[0], arguments[-1], f"{arguments[-1]} .LT. {arguments[0]}"),
            "max": (arguments[0], arguments[-1], f"{arguments[-1]} .GT. {arguments[0]}"),
        }[name]
        self.before += [f"{made} = {first}", f"IF ({test}) {made} = {other}"]
        return made


def _pk(model: Model, parts: Parts, names: Mapping[str, str]) -> Iterator[str]:
    code, etas = _Code(names, "QP"), _eta_numbers(model)
    for number, p in enumerate(model.parameters, start=1):
        yield f"{names[p.name]} = {_with_eta(p, number, etas)}"
        if p.iov:
            yield f"; {names[p.name]} also varies between occasions, variance {p.iov!r}"
    for name, (value, what) in parts.settings.items():
        yield f"{names[name]} = {value!r} ; {what}"
    for d in parts.standing:
        yield from code.lines(names[d.name], d.expression)
    at = _numbers(model)
    for c in model.compartments:
        if c.initial != "0":
            yield from code.lines(f"A_0({at[c.name]})", c.initial)
    for route in model.routes:
        number = at[route.compartment]
        if route.fraction != "1":
            yield from code.lines(f"F{number}", route.fraction)
        if route.lag != "0":
            yield from code.lines(f"ALAG{number}", route.lag)
        if route.duration is not None:
            yield from code.lines(f"D{number}", route.duration)


def _des(model: Model, names: Mapping[str, str]) -> Iterator[str]:
    code = _Code({**names, **_amounts(model), TIME: "T"}, "QD")
    rates = compile_declaration(model).rate_texts[: len(model.compartments)]
    for number, rate in enumerate(rates, start=1):
        yield from code.lines(f"DADT({number})", rate)


def _amounts(model: Model) -> dict[str, str]:
    return {name: f"A({number})" for name, number in _numbers(model).items()}


def _error(model: Model, parts: Parts, names: Mapping[str, str]) -> Iterator[str]:
    code = _Code({**names, **_amounts(model), TIME: "TIME"}, "QE")
    for d in parts.moving:
        yield from code.lines(names[d.name], d.expression)
    eps = count(1)
    for number, output in enumerate(model.outputs, start=1):
        name = names[parts.seen[output.name]]
        yield from code.lines(name, output.expression)
        yield f"; {output.name} in {output.unit}"
        yield from _observed(model, output, number, name, eps)


def _observed(model: Model, output: Output, number: int, name: str, eps: count[int]) -> Iterator[str]:
    for r in (r for r in model.residuals if r.output == output.name):
        drawn = {kind: f"EPS({next(eps)})" for kind in error_of(r)}
        if "lnorm" in drawn:
            terms = [drawn["lnorm"], *([f"{drawn['add']} / {name}"] if "add" in drawn else [])]
            yield f"IF (CMT.EQ.{number}) Y = {name} * EXP({' + '.join(terms)})"
            continue
        terms = [name, *(f"{name} * {e}" if kind == "prop" else e for kind, e in drawn.items())]
        yield f"IF (CMT.EQ.{number}) Y = {' + '.join(terms)}"


def _estimates(model: Model) -> Iterator[str]:
    for p in model.parameters:
        yield f"$THETA {p.value!r} ; {p.name} ({p.unit}), {p.source.key}"
    for block, matrix in covariance_blocks(model):
        rows = ["  " + " ".join(repr(float(matrix[i, j])) for j in range(i + 1)) for i in range(len(block))]
        yield f"$OMEGA BLOCK({len(block)}) ; {' '.join(block)}" if len(block) > 1 else "$OMEGA"
        yield from rows
    by_name = {r.output: r for r in model.residuals}
    for output in (o for o in model.outputs if o.name in by_name):
        for value in error_of(by_name[output.name]).values():
            yield f"$SIGMA {value**2!r} ; {output.name}"


def _eta_numbers(model: Model) -> dict[str, int]:
    ordered = [n for names, _ in covariance_blocks(model) for n in names]
    return {name: number for number, name in enumerate(ordered, start=1)}


def _with_eta(p: Parameter, number: int, etas: Mapping[str, int]) -> str:
    theta = f"THETA({number})"
    if p.name not in etas:
        return theta
    eta = f"ETA({etas[p.name]})"
    if p.scale == "log":
        return f"{theta} * EXP({eta})"
    if p.scale == "additive":
        return f"{theta} + {eta}"
    return f"1 / (1 + (1 - {theta}) / {theta} * EXP(-{eta}))"
