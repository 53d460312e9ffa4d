"""The dosage instructions of a FHIR order: the amount of one dose, how often, and by which route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foredose.sources.fhir_elements import CodeableConcept, Dosage, Timing
from foredose.sources.routes import INTRAVENOUS, ORAL, route_elsewhere

__all__ = ["HowTaken", "how_taken"]

_MILLIGRAM = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mcg": 0.001}
_HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "wk": 168.0}
# HL7 v3 GTSAbbreviation, the codes of FHIR R4's Timing.code that say how often.
_CODED = {
    "QD": 24.0, "BID": 12.0, "TID": 8.0, "QID": 6.0, "QOD": 48.0, "AM": 24.0, "PM": 24.0, "BED": 24.0, "WK": 168.0,
    "Q1H": 1.0, "Q2H": 2.0, "Q3H": 3.0, "Q4H": 4.0, "Q6H": 6.0, "Q8H": 8.0,
}  # fmt: skip
_SNOMED = "http://snomed.info/sct"
_ROUTES = {"26643006": ORAL, "47625008": INTRAVENOUS}


@dataclass(frozen=True, slots=True, kw_only=True)
class HowTaken:
    """What the instructions tell: ``None`` for each part that they do not tell, or tell in two ways."""

    dose_mg: float | None
    interval_h: float | None
    route: str | None


def how_taken(instructions: Sequence[Dosage]) -> HowTaken:
    """Read instructions; an interval only from one that is not as needed, and says a single, regular one."""
    routes = {_route(d.route) for d in instructions}
    one = instructions[0] if len(instructions) == 1 else None
    return HowTaken(
        dose_mg=_dose_mg(instructions),
        interval_h=None if one is None or _as_needed(one) else _interval_h(one.timing),
        route=routes.pop() if len(routes) == 1 else None,
    )


def _as_needed(of: Dosage) -> bool:
    return of.as_needed_boolean or of.as_needed_codeable_concept is not None


def _dose_mg(instructions: Sequence[Dosage]) -> float | None:
    """Return the amount of one dose in mg, only where exactly one is stated in a unit of mass."""
    rates = [r.dose_quantity for d in instructions for r in d.dose_and_rate]
    stated = {(q.value, q.ucum().lower()) for q in rates if q is not None and q.value is not None}
    if len(stated) != 1:
        return None
    value, unit = stated.pop()
    factor = _MILLIGRAM.get(unit)
    return value * factor if value is not None and factor is not None and value > 0 else None


def _interval_h(timing: Timing | None) -> float | None:
    """Return the time between doses (h); ``None`` for a range, certain days or meals, or a counted course."""
    if timing is None:
        return None
    repeat = timing.repeat
    coded = [_CODED.get(c.code.upper()) for c in timing.code.coding if c.code] if timing.code else []
    if repeat is None or repeat.period is None:
        return coded[0] if coded and all(c == coded[0] for c in coded) else None
    irregular = repeat.frequency_max or repeat.period_max or repeat.day_of_week or repeat.when or repeat.count
    hours = _HOURS.get(repeat.period_unit)
    if irregular or hours is None or repeat.period <= 0 or repeat.frequency < 1:
        return None
    return repeat.period * hours / repeat.frequency


def _route(of: CodeableConcept | None) -> str | None:
    """Return the route by its SNOMED code, else by its words; a route that is not known is told in its words."""
    if of is None or not (of.coding or of.text):
        return None
    known = [_ROUTES[code] for code in of.codes(_SNOMED) if code in _ROUTES]
    words = of.words()
    plain = words.lower()
    if known or plain in ("oral", "by mouth", "po", "oral route"):
        return known[0] if known else ORAL
    if plain in ("intravenous", "iv", "intravenous route"):
        return INTRAVENOUS
    return route_elsewhere(words) or f"by {words[:40]}"
