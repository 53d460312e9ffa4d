"""From event records of people to arrays, with what the model says of each dose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from foredose.core import InputError
from foredose.models.events.terms import DoseTerms, check_lags
from foredose.numerics.records import Records
from foredose.sources.event_record import MODELLED_DURATION, MODELLED_RATE, Event

__all__ = ["records_of"]


def records_of(people: Sequence[Sequence[Event]], terms: Sequence[Sequence[DoseTerms]]) -> Records:
    """Return the records of some people, each with parameters of its own and every state kept.

    Raises
    ------
    InputError
        ``event.modelled`` when the model gives no rate or duration above 0 where a record asks for one;
        ``event.lag`` when it gives a lag below 0.
    """
    events = [event for person in people for event in person]
    said = [one for person in terms for one in person]
    for event, one in zip(events, said, strict=True):
        _check(event, one)
    gives = np.array([e.gives for e in events], dtype=bool)
    time, lag = np.array([e.time for e in events], dtype=float), np.array([t.lag for t in said], dtype=float)
    check_lags(time[gives], lag[gives])
    return Records(
        offset=np.concatenate([[0], np.cumsum([len(person) for person in people])]).astype(np.int64),
        time=time,
        evid=np.array([e.evid for e in events], dtype=np.int64),
        compartment=np.array([e.compartment for e in events], dtype=np.int64),
        amount=np.array([e.amount for e in events], dtype=float),
        rate=np.array([MODELLED_DURATION if e.duration else e.rate for e in events], dtype=float),
        interval=np.array([e.interval for e in events], dtype=float),
        additional=np.array([e.additional for e in events], dtype=np.int64),
        steady=np.array([e.steady for e in events], dtype=np.int64),
        fraction=np.array([t.bioavailability for t in said], dtype=float),
        lag=np.where(gives, lag, 0.0),
        modelled_rate=np.array([t.rate or np.nan for t in said], dtype=float),
        modelled_duration=np.array(
            [e.duration or t.duration or np.nan for e, t in zip(events, said, strict=True)], dtype=float
        ),
        row=np.arange(len(events)),
        seen=np.ones(len(events), dtype=bool),
        as_nonmem=True,
    )


def _check(event: Event, terms: DoseTerms) -> None:
    asked = {MODELLED_RATE: ("rate", terms.rate), MODELLED_DURATION: ("duration", terms.duration)}
    what, value = asked.get(event.rate, ("", 1.0))
    if event.gives and (value is None or not value > 0):
        raise InputError(
            "event.modelled",
            found=f"RATE {event.rate:g} and no {what} above 0 in the model",
            expected=f"a model that gives the {what} of the dose",
            where=f"the dose at {event.time:g} h",
            remedy="give the rate in the record, or choose another model",
        )
