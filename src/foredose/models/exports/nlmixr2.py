"""A function for nlmixr2 (Fidler 2019, CPT Pharmacometrics Syst Pharmacol 8:621): its ``ini`` and its ``model``."""

from __future__ import annotations

from collections.abc import Iterator

from foredose.core import InputError
from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Model, Parameter, Residual
from foredose.models.exports.parts import Parts, covariance_blocks, error_of, parts_of, rename, written
from foredose.models.expression import TIME

__all__ = ["nlmixr2_function"]

_NAMES = {TIME: "t"}


def nlmixr2_function(model: Model) -> str:
    """Return the model as an R function for nlmixr2 and rxode2.

    Doses go into compartments by name; genotype and co-medication stand at the reference and are told in comments.
    Between-occasion variances are named in comments: nlmixr2 asks for the occasions of the data at hand.

    Raises
    ------
    InputError
        ``export.error`` for an error that nlmixr2 has no words for.
    """
    parts = parts_of(model)
    lines = [
        f"{model.name} <- function() {{",
        f"  # {model.title} ({model.source.key}, {model.source.locus})",
        "  # units: h, mg, L; not for: " + "; ".join(model.population.not_for),
        "  ini({",
        *(f"    {line}" for line in _ini(model)),
        "  })",
        "  model({",
        *(f"    {line}" for line in _model(model, parts)),
        "  })",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _ini(model: Model) -> Iterator[str]:
    for p in model.parameters:
        locus = f"{p.source.key}, {p.source.locus}".replace('"', "'")
        yield f'{p.name}_typical <- {p.value!r}; label("{p.name} ({p.unit}); {locus}")'
        if p.iov:
            yield f"# {p.name} also varies between occasions, variance {p.iov!r}"
    for names, matrix in covariance_blocks(model):
        rows = [", ".join(repr(float(matrix[i, j])) for j in range(i + 1)) for i in range(len(names))]
        yield f"{' + '.join(f'eta_{n}' for n in names)} ~ c({', '.join(rows)})"
    for r in model.residuals:
        for kind, value in _error(model, r).items():
            yield f"{r.output}_{kind} <- {value!r}"


def _error(model: Model, r: Residual) -> dict[str, float]:
    found = error_of(r)
    if {"lnorm", "add"} <= set(found):
        raise InputError(
            "export.error",
            found=f"an additive error of {r.output} beside one on the log scale",
            expected="one of them: nlmixr2 has no words for both",
            where=f"model {model.name}",
            remedy="export the model for NONMEM",
        )
    return found


def _model(model: Model, parts: Parts) -> Iterator[str]:
    for p in model.parameters:
        yield f"{p.name} <- {_with_eta(p)}"
    for name, (value, what) in parts.settings.items():
        yield f"{name} <- {value!r}  # {what}"
    yield from (f"{d.name} <- {_r(d.expression)}" for d in (*parts.standing, *parts.moving))
    for c in model.compartments:
        if c.initial != "0":
            yield f"{c.name}(0) <- {_r(c.initial)}"
    own = [c.name for c in model.compartments]
    for name, rate in zip(own, _rates(model), strict=True):
        yield f"d/dt({name}) <- {_r(rate)}"
    for route in model.routes:
        named = (("f", route.fraction, "1"), ("alag", route.lag, "0"), ("dur", route.duration or "0", "0"))
        for term, text, default in named:
            if text != default:
                yield f"{term}({route.compartment}) <- {_r(text)}  # {route.name}"
    yield from (f"{parts.seen[o.name]} <- {_r(o.expression)}  # {o.unit}" for o in model.outputs)
    for r in model.residuals:
        yield f"{parts.seen[r.output]} ~ {' + '.join(f'{kind}({r.output}_{kind})' for kind in error_of(r))}"


def _rates(model: Model) -> tuple[str, ...]:
    compiled = compile_declaration(model)
    return compiled.rate_texts[: len(model.compartments)]


def _with_eta(p: Parameter) -> str:
    typical, eta = f"{p.name}_typical", f"eta_{p.name}"
    if not p.iiv:
        return typical
    if p.scale == "log":
        return f"{typical} * exp({eta})"
    if p.scale == "additive":
        return f"{typical} + {eta}"
    return f"1 / (1 + (1 - {typical}) / {typical} * exp(-{eta}))"


def _r(text: str) -> str:
    return written(rename(text, _NAMES), "^", _call)


def _call(name: str, arguments: list[str]) -> str:
    return f"({arguments[0]} >= 0)" if name == "step" else f"{name}({', '.join(arguments)})"
