"""The dosage instructions of a FHIR order: the amount of one dose, how often, and by which route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foredose.sources.fhir_elements import CodeableConcept, Dosage, Timing
from foredose.sources.regimen_words import AS_NEEDED
from foredose.sources.routes import INTRAVENOUS, ORAL, route_elsewhere

__all__ = ["HowTaken", "how_taken"]

_MILLIGRAM = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mcg": 0.001}
_HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "wk": 168.0}
# HL7 v3 GTSAbbreviation, the codes of FHIR R4's Timing.code that say how often.
_CODED = {
    "QD": 24.0, "BID": 12.0, "TID": 8.0, "QID": 6.0, "QOD": 48.0, "AM": 24.0, "PM": 24.0, "BED": 24.0, "WK": 168.0,
    "Q1H": 1.0, "Q2H": 2.0, "Q3H": 3.0, "Q4H": 4.0, "Q6H": 6.0, "Q8H": 8.0,
}  # fmt: skip
_ROUTES = {"26643006": ORAL, "PO": ORAL, "47625008": INTRAVENOUS, "IV": INTRAVENOUS}
"""Codes of SNOMED CT and of HL7 v3's RouteOfAdministration."""
_BY_MOUTH = re.compile(r"\boral(?:ly)?\b|\bby mouth\b|\bper os\b|\bpo\b", re.I)
_INTO_BLOOD = re.compile(r"\bintravenous(?:ly)?\b|\biv\b", re.I)
_HOURS_BETWEEN = (0.5, 8760.0)
_MOST_MG = 1e5
"""Doses and intervals beyond these are no regimen of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowTaken:
    """What the instructions tell: ``None`` for each part that they do not tell, or tell in two ways."""

    dose_mg: float | None
    interval_h: float | None
    route: str | None


def how_taken(instructions: Sequence[Dosage]) -> HowTaken:
    """Read instructions; an interval only from one that is not as needed, and says a single, regular one."""
    routes = {_route(d.route) or route_elsewhere(d.text) for d in instructions} or {None}
    one = instructions[0] if len(instructions) == 1 else None
    return HowTaken(
        dose_mg=_dose_mg(instructions),
        interval_h=None if one is None or _as_needed(one) else _interval_h(one.timing),
        route=routes.pop() if len(routes) <= 1 else "by more than one way",
    )


def _as_needed(of: Dosage) -> bool:
    words = f"{of.text} {of.timing.code.text if of.timing and of.timing.code else ''}".lower()
    told = of.as_needed_boolean or of.as_needed_codeable_concept is not None
    return told or AS_NEEDED.search(words) is not None


def _dose_mg(instructions: Sequence[Dosage]) -> float | None:
    """Return the amount of one dose in mg, only where exactly one is stated in a unit of mass."""
    rates = [r.dose_quantity for d in instructions for r in d.dose_and_rate]
    stated = {(q.value, q.ucum().lower()) for q in rates if q is not None and q.value is not None}
    if len(stated) != 1:
        return None
    value, unit = stated.pop()
    factor = _MILLIGRAM.get(unit)
    if value is None or factor is None or not 0 < value * factor <= _MOST_MG:
        return None
    return value * factor


def _interval_h(timing: Timing | None) -> float | None:
    """Return the time between doses (h); ``None`` for a range, certain days or meals, or a counted course."""
    if timing is None:
        return None
    repeat = timing.repeat
    if repeat is not None and (
        repeat.frequency_max or repeat.period_max or repeat.day_of_week or repeat.when or repeat.count
    ):
        return None
    if repeat is None or repeat.period is None:
        coded = {_CODED.get(c.code.upper()) for c in timing.code.coding if c.code} if timing.code else set()
        return coded.pop() if len(coded) == 1 else None
    hours = _HOURS.get(repeat.period_unit)
    if hours is None or repeat.frequency < 1:
        return None
    every = repeat.period * hours / repeat.frequency
    return every if _HOURS_BETWEEN[0] <= every <= _HOURS_BETWEEN[1] else None


def _route(of: CodeableConcept | None) -> str | None:
    """Return the route by its SNOMED code, else by its words; a route that is not known is told in its words."""
    if of is None or not (of.coding or of.text):
        return None
    known = {_ROUTES[c.code] for c in of.coding if c.code in _ROUTES}
    words = of.words()
    elsewhere = route_elsewhere(words)
    if len(known) == 1:
        return known.pop()
    if elsewhere is None and _BY_MOUTH.search(words):
        return ORAL
    if elsewhere is None and _INTO_BLOOD.search(words):
        return INTRAVENOUS
    return elsewhere or f"by {words[:40]}"
