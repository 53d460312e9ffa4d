"""From a dose by a route to event records, one for each compartment that the route reaches."""

from __future__ import annotations

from foredose.core import InputError
from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Model, Route
from foredose.sources.event_record import DOSE, Event

__all__ = ["dose_events", "route_entries", "ways_in"]


_SHORT = {
    "iv": "intravenous",
    "po": "oral",
    "sc": "subcutaneous",
    "im": "intramuscular",
}


def route_entries(model: Model, route: str = "") -> tuple[Route, ...]:
    """Return what a dose by a route reaches; the model's first route where none is named.

    Raises
    ------
    InputError
        ``dose.route`` for a route that the model does not have.
    """
    name = _SHORT.get(route.lower(), route.lower()) or model.routes[0].name
    found = tuple(r for r in model.routes if r.name == name)
    if not found:
        raise InputError(
            "dose.route",
            found=f"a dose by the route {name!r}",
            expected=f"one of {', '.join(dict.fromkeys(r.name for r in model.routes))}",
            where=f"model {model.name}",
            remedy="choose another route, or another model",
        )
    return found


def ways_in(model: Model) -> dict[int, Route]:
    """Return for each compartment (its index) that a route reaches what the model says of doses there."""
    names = [c.name for c in model.compartments]
    return {names.index(r.compartment): r for r in reversed(model.routes)}


def dose_events(
    model: Model,
    amount_mg: float,
    *,
    time: float = 0.0,
    route: str = "",
    duration_h: float = 0.0,
    interval_h: float = 0.0,
    additional: int = 0,
    steady: int = 0,
) -> tuple[Event, ...]:
    """Return the records of a dose and those that follow it.

    Parameters
    ----------
    duration_h
        Length of an infusion; 0: all at once, or over the time that the route gives.
    interval_h, additional, steady
        As II, ADDL and SS of ``Event``.

    Raises
    ------
    InputError
        ``dose.route`` for a route that the model does not have; ``dose.steady`` for a steady state by a route that
        enters several compartments of a model that is not linear.
    """
    names = [c.name for c in model.compartments]
    entries = route_entries(model, route)
    if steady and len(entries) > 1:
        _check_parts_add(model, entries)
    return tuple(
        Event(
            time=time,
            evid=DOSE,
            compartment=names.index(entry.compartment),
            amount=amount_mg,
            duration=duration_h,
            interval=interval_h,
            additional=additional,
            # the first record of a steady state clears the body, those of the same dose add to it
            steady=2 if steady == 1 and number else steady,
        )
        for number, entry in enumerate(entries)
    )


def _check_parts_add(model: Model, entries: tuple[Route, ...]) -> None:
    """A steady state of several parts is the sum of theirs, which holds where amounts move linearly."""
    compiled, names = compile_declaration(model), {c.name for c in model.compartments}
    if not names <= set(compiled.core):
        raise InputError(
            "dose.steady",
            found=f"a steady state by the route {entries[0].name!r}, which enters {len(entries)} compartments",
            expected="a route that enters one compartment: amounts of this model do not add",
            where=f"model {model.name}",
            remedy="give additional doses until nothing changes any more",
        )
