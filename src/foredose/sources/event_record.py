"""Event records in the terms of NONMEM's data items, and what makes one impossible.

Source: NONMEM Users Guide VIII (help for EVID, AMT, RATE, II, ADDL, SS, CMT).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from foredose.core import InputError

__all__ = [
    "DOSE",
    "MODELLED_DURATION",
    "MODELLED_RATE",
    "OBSERVATION",
    "OTHER",
    "RESET",
    "RESET_AND_DOSE",
    "Event",
    "check_events",
]

OBSERVATION, DOSE, OTHER, RESET, RESET_AND_DOSE = range(5)
MODELLED_RATE, MODELLED_DURATION = -1.0, -2.0
MOST_ADDITIONAL = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One record.

    Parameters
    ----------
    time
        Hours from the person's first record.
    evid
        0 observation, 1 dose, 2 other, 3 reset, 4 reset and dose.
    compartment
        Index of the compartment of a dose, from 0.
    amount
        Of a dose; 0 with a ``rate`` and ``ss`` for a constant infusion.
    rate
        0 a bolus; above 0 the rate of an infusion (amount per h); -1 and -2: rate and duration are modelled.
    duration
        Hours over which the dose flows in, where the order says so and not the rate; 0 where it does not.
    interval, additional
        II and ADDL: hours between doses, and how many follow this one.
    steady
        SS: 0 no; 1 the amounts are those after endless such doses; 2 the same, added to what is there.
    """

    time: float
    evid: int = OBSERVATION
    compartment: int = 0
    amount: float = 0.0
    rate: float = 0.0
    duration: float = 0.0
    interval: float = 0.0
    additional: int = 0
    steady: int = 0

    @property
    def gives(self) -> bool:
        """Whether the record is a dose."""
        return self.evid in (DOSE, RESET_AND_DOSE)

    @property
    def constant(self) -> bool:
        """Whether the record is a constant infusion at steady state, which ends with the record."""
        return self.gives and self.amount == 0 and self.rate > 0 and self.steady > 0


def check_events(events: Sequence[Event], compartments: Sequence[str], who: str = "") -> None:
    """Refuse records that no body can go through, by name, before anything is solved.

    Raises
    ------
    InputError
        ``event.*`` with the number of the record, from 1.
    """
    before = -math.inf
    for number, event in enumerate(events, start=1):
        where = f"record {number}{who}, time {event.time:g} h"
        for kind, found, expected, remedy in _faults(event, before, compartments):
            raise InputError(f"event.{kind}", found=found, expected=expected, where=where, remedy=remedy)
        before = event.time


def _faults(event: Event, before: float, compartments: Sequence[str]) -> list[tuple[str, str, str, str]]:
    odd = [f.name for f in fields(event) if not math.isfinite(float(getattr(event, f.name)))]
    if odd:
        return [("number", f"{odd[0]} is not a number", "a number", "fill the cell, or leave the record out")]
    tests = (
        (
            event.time < before,
            "time",
            f"{event.time:g} h after {before:g} h",
            "rising times",
            "sort the records",
        ),
        (event.evid not in range(5), "evid", f"EVID {event.evid}", "0 to 4", "correct the record"),
        (event.amount < 0, "amount", f"an amount of {event.amount:g}", "0 or more", "correct the amount"),
        (
            event.gives and not 0 <= event.compartment < len(compartments),
            "compartment",
            f"a dose into compartment {event.compartment + 1}",
            f"1 to {len(compartments)} ({', '.join(compartments)})",
            "correct CMT, or choose another model",
        ),
        (
            event.rate < 0 and event.rate not in (MODELLED_RATE, MODELLED_DURATION),
            "rate",
            f"a rate of {event.rate:g}",
            "0 or more, -1 or -2",
            "correct the rate",
        ),
        (
            event.duration < 0 or bool(event.duration and event.rate),
            "duration",
            f"a duration of {event.duration:g} h with a rate of {event.rate:g}",
            "one of them, 0 or more",
            "leave one out",
        ),
        (event.interval < 0, "interval", f"II {event.interval:g}", "0 or more", "correct the interval"),
        (
            not 0 <= event.additional <= MOST_ADDITIONAL,
            "additional",
            f"ADDL {event.additional:g}",
            f"0 to {MOST_ADDITIONAL:,}",
            "correct the number",
        ),
        (event.steady not in range(3), "steady", f"SS {event.steady}", "0, 1 or 2", "correct the record"),
        (
            event.gives
            and bool(event.additional or event.steady)
            and not event.interval
            and not event.constant,
            "interval",
            "additional or steady-state doses without II",
            "II above 0",
            "give the dosing interval",
        ),
        (
            event.gives and event.amount == 0 and not event.constant,
            "amount",
            "a dose of nothing",
            "an amount, or a constant infusion (AMT 0, RATE above 0, SS 1)",
            "correct the amount, or use EVID 2",
        ),
    )
    return [(kind, found, expected, remedy) for bad, kind, found, expected, remedy in tests if bad]
