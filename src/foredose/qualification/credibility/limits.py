"""Where a library model does not carry over: ages, people, covariates and genotypes that were not studied."""

from __future__ import annotations

from foredose.knowledge.references import reference
from foredose.models.declaration import Model
from foredose.qualification.credibility.record import unknown

__all__ = ["limits_of"]


def limits_of(model: Model) -> tuple[str, ...]:
    """Return each limit in words."""
    who = model.population
    ages = (
        f"{who.age_years[0]:g} to {who.age_years[1]:g} years"
        if who.age_years
        else unknown("not told by the source")
    )
    genes = (f"{g.gene}: {g.unstudied}" for g in model.genotypes)
    ranges = (
        f"{c.name}: studied from {c.studied[0]:g} to {c.studied[1]:g}{_of(c.unit)}, beyond which it does not speak"
        for c in model.covariates
    )
    read = reference(model.source.key)
    through = (f"the source was read through {read.through}",) if read.read == "secondary" else ()
    return (
        f"ages studied: {ages}; used from {who.used_for_years[0]:g} to {who.used_for_years[1]:g} years: "
        f"{who.used_because}",
        *(f"not for: {case}" for case in who.not_for),
        *ranges,
        *dict.fromkeys(genes),
        *through,
    )


def _of(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"
