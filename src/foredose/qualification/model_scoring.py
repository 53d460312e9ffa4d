"""Hold the library's models against what people observed in studies that did not build them."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

from foredose.models import find_model, model_names, run_check
from foredose.models.declaration import Check, Model
from foredose.qualification.model_lines import ModelLine

__all__ = ["declared_lines", "predicted_lines"]


def declared_lines() -> tuple[ModelLine, ...]:
    """Return the line of every ``observed`` check, not yet predicted."""
    return tuple(_line(model, check) for model, check in _observed())


def predicted_lines() -> tuple[ModelLine, ...]:
    """Predict every line that counts anew."""
    found = []
    for (model, check), line in zip(_observed(), declared_lines(), strict=True):
        found.append(line if line.why_not else replace(line, predicted=run_check(model, check).predicted))
    return tuple(found)


def _observed() -> list[tuple[Model, Check]]:
    models = [find_model(name) for name in model_names()]
    return [(m, c) for m in models for c in m.checks if c.kind == "observed"]


def _line(model: Model, check: Check) -> ModelLine:
    effects = {o.name for o in model.outputs if o.role == "effect"}
    family = "population effect" if check.output in effects else "population model"
    lent = {
        model.source.key,
        *(x.source.key for x in model.parameters),
        *(x.source.key for x in model.genotypes),
        *(x.source.key for x in model.interactions),
    }
    return ModelLine(
        id=hashlib.sha256(f"{model.name}|{check.name}".encode()).hexdigest()[:8],
        model=model.name,
        drug=model.drug,
        what=check.name,
        unit=check.unit,
        ratio=check.versus is not None or check.versus_given is not None,
        observed=check.expected,
        predicted=math.nan,
        contexts=(family, f"{family}: {model.drug}"),
        source=str(check.source),
        why_not=f"{check.source.key} lends the model a parameter" if check.source.key in lent else "",
    )
