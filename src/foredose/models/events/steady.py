"""The amounts after endless like doses, by solving for the state that one dosing interval gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from foredose.core import InputError
from foredose.models.events.terms import DoseTerms
from foredose.numerics.affine import advance, exponential, resting
from foredose.sources.event_record import MODELLED_DURATION, MODELLED_RATE, Event

__all__ = ["Infusion", "SteadyState", "infusion_of", "steady_state"]

_SAME_H = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Infusion:
    """An input of constant ``rate`` (amount per h) into a compartment, up to ``end`` (h)."""

    compartment: int
    rate: float
    end: float

    def until(self, end: float) -> Infusion:
        """Return the same input with another end."""
        return replace(self, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyState:
    """Amounts at the time of a record, and what still runs then (``end`` counted from the record)."""

    amounts: np.ndarray
    running: tuple[Infusion, ...] = ()


def infusion_of(event: Event, terms: DoseTerms) -> Infusion | None:
    """Return the input of one dose with its duration as ``end``; ``None`` for a bolus.

    Bioavailability scales the amount: at a given rate an infusion lasts longer, of a given duration it runs faster.

    Raises
    ------
    InputError
        ``event.modelled`` when the model gives no rate or duration, or none above 0.
    """
    amount = event.amount * terms.bioavailability
    if event.rate == 0:
        return None
    if event.rate == MODELLED_DURATION:
        duration = _modelled(terms.duration, "duration", event)
        return Infusion(compartment=event.compartment, rate=amount / duration, end=duration)
    rate = _modelled(terms.rate, "rate", event) if event.rate == MODELLED_RATE else event.rate
    return Infusion(compartment=event.compartment, rate=rate, end=amount / rate)


def _modelled(value: float | None, what: str, event: Event) -> float:
    if value is not None and value > 0:
        return value
    raise InputError(
        "event.modelled",
        found=f"RATE {event.rate:g} and no {what} above 0 in the model",
        expected=f"a model that gives the {what} of the dose",
        where=f"the dose at {event.time:g} h",
        remedy="give the rate in the record, or choose another model",
    )


def steady_state(event: Event, terms: DoseTerms, matrix: np.ndarray) -> SteadyState:
    """Return the steady state that a dose record asks for, at the time of the record.

    Without a lag it is the state just before the dose. With one the last dose came ``interval - lag`` ago. A lag longer
    than the interval gives a negative age: NONMEM then goes back in time from the dose, with its infusion on, although
    nothing was given yet; so does this, because its users compare with it.
    """
    inflow = np.zeros(len(matrix))
    if event.constant:
        inflow[event.compartment] = event.rate
        return SteadyState(amounts=resting(matrix, inflow))
    dose = infusion_of(event, terms)
    if dose is None:
        return _of_bolus(event, terms, matrix)
    before = _before_infusion(dose, event.interval, matrix)
    if terms.lag == 0:
        return before
    return _aged(before, dose, event.interval - terms.lag, matrix)


def _of_bolus(event: Event, terms: DoseTerms, matrix: np.ndarray) -> SteadyState:
    given = np.zeros(len(matrix))
    given[event.compartment] = event.amount * terms.bioavailability
    over = exponential(matrix * event.interval)
    after = np.linalg.solve(np.eye(len(matrix)) - over, given)
    return SteadyState(amounts=exponential(matrix * (event.interval - terms.lag)) @ after)


def _before_infusion(dose: Infusion, interval: float, matrix: np.ndarray) -> SteadyState:
    """Return the state just before an infusion, with the earlier ones that still run where they overlap."""
    whole = int((dose.end + _SAME_H) // interval)
    rest = max(0.0, dose.end - whole * interval)
    inflow = np.zeros(len(matrix))
    inflow[dose.compartment] = dose.rate
    gained = advance(matrix, inflow * (whole + 1), np.zeros(len(matrix)), rest)
    gained = advance(matrix, inflow * whole, gained, interval - rest)
    amounts = np.linalg.solve(np.eye(len(matrix)) - exponential(matrix * interval), gained)
    left = (dose.end - count * interval for count in range(1, whole + 1))
    return SteadyState(amounts=amounts, running=tuple(dose.until(end) for end in left if end > _SAME_H))


def _aged(before: SteadyState, dose: Infusion, age: float, matrix: np.ndarray) -> SteadyState:
    """Return the state ``age`` hours after the infusion began; before it, where the age is negative."""
    running = [*before.running, dose]
    amounts, time = before.amounts, 0.0
    inflow = np.zeros(len(matrix))
    inflow[dose.compartment] = dose.rate
    if age < 0:
        return SteadyState(
            amounts=advance(matrix, inflow * len(running), amounts, age),
            running=tuple(one.until(one.end - age) for one in running),
        )
    while time < age - _SAME_H:
        active = [one for one in running if one.end > time + _SAME_H]
        stop = min([age, *(one.end for one in active)])
        amounts, time = advance(matrix, inflow * len(active), amounts, stop - time), stop
    left = tuple(one.until(one.end - age) for one in running if one.end > age + _SAME_H)
    return SteadyState(amounts=amounts, running=left)
