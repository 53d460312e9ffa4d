"""What speaks against a drug that is only named instead of the ordered one: its label's stops, asked of this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from foredose.core import Indeterminate
from foredose.knowledge.drug_names import split_product
from foredose.knowledge.stop_facts import Predicate, Stop, stops
from foredose.safety.predicates import ask, conditions_of
from foredose.safety.stops import ORDER_OF
from foredose.sources import Order
from foredose.twin.snapshot import Twin

__all__ = ["AgainstAlternative", "against_alternative"]

_NOT_OF_THE_DRUG = ("refuse",)
"""Stops that keep a simulation from being shown say nothing of a drug that is not simulated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstAlternative:
    """What was found of a drug that is not ordered.

    Parameters
    ----------
    fired
        (severity, what in this person, source) of each stop that fires, the gravest first.
    not_ruled_out
        What its stops look for and could not be told.
    looked
        What its own stops looked for; empty where the knowledge holds none of its label.
    """

    fired: tuple[tuple[str, str, str], ...]
    not_ruled_out: tuple[str, ...]
    looked: tuple[str, ...]


def against_alternative(twin: Twin, drug: str, order: Order) -> AgainstAlternative:
    """Ask the stops of another drug of this person; a limit on the dose is left out, for none is ordered."""
    parts = split_product(drug).ingredients or (drug,)
    fired: list[tuple[str, str, str]] = []
    unknown: list[str] = []
    looked: list[str] = []
    for part in parts:
        asked = replace(order, drug=part)
        for stop in stops():
            if not stop.concerns(part) or stop.severity in _NOT_OF_THE_DRUG or _of_dose(stop):
                continue
            if stop.drugs != "any":
                looked.append(stop.label)
            answer = ask(stop.when, twin, asked)
            if answer is True:
                what = ", ".join(dict.fromkeys(_evidence(stop.when, twin))) or stop.label
                fired.append((stop.severity, what, f"{stop.source} ({stop.read})"))
            elif isinstance(answer, Indeterminate):
                unknown.append(stop.label)
    return AgainstAlternative(
        fired=tuple(sorted(fired, key=lambda f: ORDER_OF[f[0]])),
        not_ruled_out=tuple(dict.fromkeys(unknown)),
        looked=tuple(looked),
    )


def _of_dose(stop: Stop) -> bool:
    return any(p.daily_dose_above_mg is not None for p in stop.when.walk())


def _evidence(predicate: Predicate, twin: Twin) -> Iterator[str]:
    """Yield what in this person makes a predicate hold, as the record words it."""
    for p in predicate.walk():
        name = p.had_condition or p.has_condition
        if name is not None:
            for found in conditions_of(name, twin):
                if found.active or p.had_condition:
                    yield f"{found.text}, {found.onset.year}" if found.onset else found.text
        yield from (f"takes {drug}" for drug in p.taking or () if twin.takes(drug))
        limit = p.covariate_below or p.covariate_above
        if limit is not None:
            value = twin.covariates.get(limit.name)
            if value is not None and not isinstance(value, Indeterminate):
                yield f"{limit.name} {value.value:g} {value.unit}"
        if p.age_below is not None and not isinstance(twin.age_years, Indeterminate):
            yield f"age {int(twin.age_years)} years"
