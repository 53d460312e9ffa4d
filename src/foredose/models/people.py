"""Simulate a model in many people, each with events and parameters of their own, or all with one list of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foredose.core import Indeterminate
from foredose.models.compiled import NUMPY_FUNCTIONS, CompiledModel
from foredose.models.dosing import ways_in
from foredose.models.events.records import records_of
from foredose.models.events.terms import DoseTerms
from foredose.models.expression import evaluate
from foredose.models.simulation import Trajectory
from foredose.models.solving import solve_each, solve_together
from foredose.numerics.plan import Plan, SharedPlan
from foredose.numerics.records import Records, plan_records
from foredose.sources.event_record import Event, check_events

__all__ = ["Simulated", "simulate_each", "simulate_people"]

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What was simulated: one entry for each observation record, person after person.

    Parameters
    ----------
    person, time
        Whose, and when (h).
    outputs
        Output name to values, in the unit of the output.
    areas
        Concentration output to its integral since the person's first record (unit times h), where asked for.
    failed
        People whose system could not be solved, and why; their values are NaN.
    """

    person: np.ndarray
    time: np.ndarray
    outputs: Mapping[str, np.ndarray]
    areas: Mapping[str, np.ndarray]
    failed: Mapping[int, Indeterminate]


def simulate_people(
    compiled: CompiledModel, values: Values, events: Sequence[Event], *, people: int, areas: bool = False
) -> Trajectory:
    """Simulate people who all have the same events.

    Parameters
    ----------
    values
        Parameters, covariates, genotype levels and interactions: scalars or arrays of shape (person,).
    areas
        Whether the concentration outputs are integrated as well.

    Returns
    -------
    The outputs at the observation records; NaN for a person in ``failed``.

    Raises
    ------
    InputError
        ``event.*`` for a record that nobody can go through.
    """
    check_events(events, [c.name for c in compiled.model.compartments])
    known = compiled.individual(values)
    plan = _shared_plan(compiled, known, _since_first_dose(compiled, events), people)
    p, start = compiled.kernel_values(known, people), compiled.initial(known, people).T
    times = np.array([e.time for e in events])[_seen(events)]
    x, failed = solve_together(compiled, p, start, plan, areas=areas)
    return Trajectory(
        times=times,
        outputs=compiled.outputs(x, p),
        areas={n[4:]: x[compiled.states.index(n)] for n in compiled.integrals} if areas else {},
        failed=failed,
    )


def _shared_plan(
    compiled: CompiledModel, known: Values, events: Sequence[Event], people: int
) -> Plan | SharedPlan:
    """Return one plan for all where only the size of doses differs, else each person's own."""
    terms = _terms(compiled, known, people)
    one = _alike(terms)
    if one is None or any(e.rate > 0 for e in events):
        return plan_records(_each(events, terms, people))
    said = [[one.get(e.compartment, DoseTerms()) for e in events]]
    of = replace(records_of([events], said), row=np.zeros(len(events), np.int64), seen=_seen(events))
    factor = np.ones((people, len(compiled.states)))
    for compartment, (fraction, _, _) in terms.items():
        factor[:, compartment] = fraction
    return SharedPlan(one=plan_records(of), rows=1, factor=factor)


def simulate_each(
    compiled: CompiledModel, values: Values, histories: Sequence[Sequence[Event]], *, areas: bool = False
) -> Simulated:
    """Simulate people who each have events of their own, with values that may change from record to record.

    Parameters
    ----------
    values
        Scalars, or arrays with one entry for each person or for each record of all people, one after the other.

    Raises
    ------
    InputError
        As ``simulate_people``.
    """
    for history in histories:
        check_events(history, [c.name for c in compiled.model.compartments])
    people, records = len(histories), sum(len(h) for h in histories)
    who = np.repeat(np.arange(people), [len(h) for h in histories])
    each = {k: _per_record(v, people, records, who) for k, v in values.items()}
    known = compiled.individual(each)
    terms = _terms(compiled, known, records)
    events = [e for h in histories for e in h]
    of = records_of(
        [_since_first_dose(compiled, h) for h in histories], _split(_of_records(events, terms), histories)
    )
    of = replace(of, seen=_seen(events))
    at = np.flatnonzero(of.seen)
    p, start = compiled.kernel_values(known, records), compiled.initial(known, records).T
    x, failed = solve_each(compiled, p, start[of.offset[:-1]], plan_records(of), areas=areas)
    return Simulated(
        person=who[at],
        time=np.array([e.time for e in events])[at],
        outputs=compiled.outputs(x, p[:, at]),
        areas={n[4:]: x[compiled.states.index(n)] for n in compiled.integrals} if areas else {},
        failed=failed,
    )


def _since_first_dose(compiled: CompiledModel, events: Sequence[Event]) -> Sequence[Event]:
    """Return the events with times that a model's clock counts, where it has one."""
    first = next((e.time for e in events if e.gives), 0.0)
    return [replace(e, time=e.time - first) for e in events] if compiled.clocked and first else events


def _seen(events: Sequence[Event]) -> np.ndarray:
    return np.array([e.evid == 0 for e in events], dtype=bool)


Terms = Mapping[int, tuple[np.ndarray, np.ndarray, np.ndarray]]


def _terms(compiled: CompiledModel, known: Values, rows: int) -> Terms:
    """Return fraction, lag and duration (NaN where there is none) of doses into each compartment, of shape (row,)."""

    def of(text: str | None) -> np.ndarray:
        value = np.nan if text is None else evaluate(text, known, NUMPY_FUNCTIONS)
        return np.broadcast_to(np.asarray(value, dtype=float), (rows,))

    ways = ways_in(compiled.model)
    return {at: (of(way.fraction), of(way.lag), of(way.duration)) for at, way in ways.items()}


def _alike(terms: Terms) -> dict[int, DoseTerms] | None:
    """Return lag and duration where nobody's differ."""
    found = {}
    for at, (_, lag, duration) in terms.items():
        if np.ptp(lag) > 0 or np.ptp(np.nan_to_num(duration)) > 0:
            return None
        lasts = None if np.isnan(duration[0]) else float(duration[0])
        found[at] = DoseTerms(lag=float(lag[0]), duration=lasts)
    return found


def _each(events: Sequence[Event], terms: Terms, people: int) -> Records:
    """Return the records of people who share events but not what the model says of the doses."""
    one = records_of([events], [[DoseTerms(rate=1.0, duration=1.0)] * len(events)])
    size, into = len(events), np.tile(one.compartment, people)
    who = np.repeat(np.arange(people), size)
    fraction, lag, lasts = (np.full(people * size, default) for default in (1.0, 0.0, np.nan))
    for at, (f, ahead, d) in terms.items():
        here = into == at
        fraction[here], lag[here], lasts[here] = f[who[here]], ahead[who[here]], d[who[here]]
    ordered = np.tile([e.duration or np.nan for e in events], people)
    lasts = np.where(np.isnan(ordered), lasts, ordered)
    rate = np.tile(one.rate, people)
    return Records(
        offset=np.arange(people + 1) * size,
        time=np.tile(one.time, people),
        evid=np.tile(one.evid, people),
        compartment=into,
        amount=np.tile(one.amount, people),
        rate=np.where((rate == 0) & np.isfinite(lasts), -2.0, rate),
        interval=np.tile(one.interval, people),
        additional=np.tile(one.additional, people),
        steady=np.tile(one.steady, people),
        fraction=fraction,
        lag=lag,
        modelled_rate=np.full(people * size, np.nan),
        modelled_duration=lasts,
        row=who,
        seen=np.tile(_seen(events), people),
    )


def _of_records(events: Sequence[Event], terms: Terms) -> list[DoseTerms]:
    found = []
    for number, event in enumerate(events):
        said = terms.get(event.compartment)
        if said is None or not event.gives:
            found.append(DoseTerms())
            continue
        fraction, lag, lasts = (float(a[number]) for a in said)
        duration = None if np.isnan(lasts) else lasts
        found.append(DoseTerms(bioavailability=fraction, lag=lag, duration=duration))
    return found


def _split(terms: list[DoseTerms], histories: Sequence[Sequence[Event]]) -> list[list[DoseTerms]]:
    ends = np.cumsum([len(h) for h in histories])
    return [terms[end - len(h) : end] for end, h in zip(ends, histories, strict=True)]


def _per_record(value: Any, people: int, records: int, who: np.ndarray) -> Any:
    array = np.asarray(value, dtype=float)
    if array.ndim == 0 or len(array) == records:
        return array
    return array[who] if len(array) == people else array
