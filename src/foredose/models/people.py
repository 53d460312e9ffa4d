"""Simulate a model in many people, each with events and parameters of their own, or all with one list of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foredose.core import Indeterminate
from foredose.models.compiled import NUMPY_FUNCTIONS, CompiledModel
from foredose.models.expression import evaluate
from foredose.models.prepared import Prepared, first_dose, prepare
from foredose.models.simulation import Trajectory
from foredose.models.solving import blanked, solve_together
from foredose.numerics.plan import Plan, SharedPlan
from foredose.numerics.records import plan_records
from foredose.sources.event_record import Event

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
    known = compiled.individual(values)
    plan = _shared_plan(compiled, known, events, people)
    p, start = compiled.kernel_values(known, people), compiled.initial(known, people).T
    times = np.array([e.time for e in events])[[e.evid == 0 for e in events]]
    x, failed = solve_together(compiled, p, start, plan, areas=areas)
    outputs = compiled.outputs(x, p, (times - first_dose(compiled, events))[:, None])
    sums = {n[4:]: x[compiled.states.index(n)] for n in compiled.integrals} if areas else {}
    lost = np.isin(np.arange(people), list(failed))
    return Trajectory(times=times, outputs=blanked(outputs, lost), areas=blanked(sums, lost), failed=failed)


def _shared_plan(
    compiled: CompiledModel, known: Values, events: Sequence[Event], people: int
) -> Plan | SharedPlan:
    """Return one plan for all where only the size of doses differs, else each person's own."""
    one = prepare(compiled, [events])
    terms = {name: _rows(text, known, people) for name, text in one.said.items()}
    if (
        any(np.ptp(v) != 0 for (what, _), v in terms.items() if what != "fraction")
        or (one.records.rate > 0).any()
    ):
        whole, _ = one.taken(np.zeros(people, np.int64))
        return whole.plan({name: _rows(name, known, people) for name in known})
    first = one.with_terms({name: _rows(name, known, people)[:1] for name in known})
    factor = np.ones((people, len(compiled.states)))
    for (what, compartment), values in terms.items():
        if what == "fraction":
            factor[:, compartment] = values
    alone = replace(first, fraction=np.ones_like(first.fraction))
    return SharedPlan(one=plan_records(alone), rows=1, factor=factor)


def _rows(text: str, known: Values, rows: int) -> np.ndarray:
    return np.broadcast_to(np.asarray(evaluate(text, known, NUMPY_FUNCTIONS), dtype=float), (rows,))


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
    people, records = len(histories), sum(len(h) for h in histories)
    moving = any(len(np.atleast_1d(v)) == records != people for v in values.values())
    rows = [list(range(len(h))) for h in histories] if moving else None
    prepared = prepare(compiled, histories, rows=rows)
    each = {k: _per_row(v, prepared) for k, v in values.items()}
    found = prepared.run(each, areas=areas)
    return Simulated(
        person=prepared.person,
        time=np.array([e.time for h in histories for e in h])[prepared.observed],
        outputs=found.values,
        areas=found.areas,
        failed=found.failed,
    )


def _per_row(value: Any, prepared: Prepared) -> Any:
    array = np.asarray(value)
    return array[prepared.row_person] if array.ndim and len(array) == prepared.people else array
