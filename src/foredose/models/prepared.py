"""People with events of their own, turned into arrays once, to be simulated again and again with other parameters.

Values have one entry for each row; a row is what stays the same over some records of one person: the whole person,
an occasion, or the time between two changes of a covariate. They may be complex, so that a complex step gives exact
derivatives of a linear model, also by lags, durations and bioavailability.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.models.compiled import NUMPY_FUNCTIONS, CompiledModel
from foredose.models.dosing import ways_in
from foredose.models.events.terms import check_lags
from foredose.models.expression import compile_steps, names_in
from foredose.models.solving import RTOL, blanked, solve_each
from foredose.numerics.plan import Plan
from foredose.numerics.records import Records, plan_records
from foredose.sources.event_record import (
    DOSE,
    MODELLED_DURATION,
    MODELLED_RATE,
    RESET_AND_DOSE,
    Event,
    check_events,
)

__all__ = ["Outputs", "Prepared", "first_dose", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What was simulated at each observation record.

    Parameters
    ----------
    values
        Output name to values of shape (observation,), in the unit of the output.
    areas
        Concentration output to its integral since the person's first record (unit times h), where asked for.
    failed
        People whose system could not be solved, and why; their values are NaN.
    """

    values: Mapping[str, np.ndarray]
    areas: Mapping[str, np.ndarray]
    failed: Mapping[int, Indeterminate]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """See the module.

    Parameters
    ----------
    records
        What is done, as if the model said nothing of doses; ``row`` points into the values.
    row_offset
        Where each person's rows begin, of shape (person + 1,).
    """

    compiled: CompiledModel
    records: Records
    row_offset: np.ndarray

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.row_offset) - 1

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return int(self.row_offset[-1])

    @cached_property
    def observed(self) -> np.ndarray:
        """The records whose outputs are kept, of shape (observation,)."""
        return np.flatnonzero(self.records.seen)

    @cached_property
    def person(self) -> np.ndarray:
        """Whose each observation is, of shape (observation,)."""
        return np.asarray(np.searchsorted(self.records.offset, self.observed, side="right") - 1)

    @cached_property
    def row_person(self) -> np.ndarray:
        """Whose each row is, of shape (row,)."""
        return np.repeat(np.arange(self.people), np.diff(self.row_offset))

    def taken(self, people: np.ndarray) -> tuple[Prepared, np.ndarray]:
        """Return these people in this order, one as often as named, and which old row each new row is."""
        sizes, rows = np.diff(self.records.offset)[people], np.diff(self.row_offset)[people]
        at, offset = _ranges(self.records.offset[people], sizes)
        old, row_offset = _ranges(self.row_offset[people], rows)
        moved = np.repeat(row_offset[:-1] - self.row_offset[people], sizes)
        cut = {name: getattr(self.records, name)[at] for name in _OF_A_RECORD}
        records = Records(offset=offset, **(cut | {"row": cut["row"] + moved}))
        return replace(self, records=records, row_offset=row_offset), old

    def run(self, values: Mapping[str, Any], *, areas: bool = False, rtol: float = RTOL) -> Outputs:
        """Simulate.

        Parameters
        ----------
        values
            Parameters, covariates, genotype levels and interactions: scalars or arrays of shape (row,), real or
            (linear models only) complex.
        areas
            Whether the concentration outputs are integrated as well.
        rtol
            Relative tolerance where the model is not linear; a linear one is exact.
        """
        with np.errstate(
            divide="ignore", invalid="ignore", over="ignore"
        ):  # far draws may have no finite levels
            return self._run(values, areas=areas, rtol=rtol)

    def _run(self, values: Mapping[str, Any], *, areas: bool, rtol: float) -> Outputs:
        compiled = self.compiled
        known = compiled.individual(values)
        p = compiled.kernel_values(known, self.rows)
        start = compiled.initial(known, self.rows).T[self.row_offset[:-1]]
        x, failed = solve_each(compiled, p, start, self.plan(known), areas=areas, rtol=rtol)
        row = self.records.row[self.observed]
        values_seen = compiled.outputs(x, p[:, row], self.records.time[self.observed])
        sums = {n[4:]: x[compiled.states.index(n)] for n in compiled.integrals} if areas else {}
        lost = np.isin(self.person, list(failed))
        return Outputs(values=blanked(values_seen, lost), areas=blanked(sums, lost), failed=failed)

    def plan(self, known: Mapping[str, Any]) -> Plan:
        """Return what is done, given all that the model's equations use (arrays of shape (row,))."""
        return plan_records(self.with_terms(known)) if self._varying else self._only_plan

    @cached_property
    def said(self) -> Mapping[tuple[str, int], str]:
        """What the model says of doses: (``fraction``, ``lag`` or ``modelled_duration``, compartment) to expression."""
        found: dict[tuple[str, int], str] = {}
        for at, way in ways_in(self.compiled.model).items():
            found |= {("fraction", at): way.fraction, ("lag", at): way.lag}
            found |= {("modelled_duration", at): way.duration} if way.duration is not None else {}
        return found

    @cached_property
    def _varying(self) -> bool:
        return any(names_in(text) for text in self.said.values())

    @cached_property
    def _only_plan(self) -> Plan:
        return plan_records(self.with_terms({}))

    @cached_property
    def _say(self) -> Callable[..., tuple[Any, ...]]:
        return compile_steps(
            [(f"said{i}", text) for i, text in enumerate(self.said.values())], NUMPY_FUNCTIONS
        )

    def with_terms(self, known: Mapping[str, Any]) -> Records:
        """Return the records with fraction, lag and duration of each dose.

        Raises
        ------
        InputError
            ``event.modelled`` when the model gives no rate or duration above 0 where a record asks for one;
            ``event.lag`` when it gives a lag below 0.
        """
        of = self.records
        gives = (of.evid == DOSE) | (of.evid == RESET_AND_DOSE)
        changed: dict[str, Any] = {}
        for (name, into), value in zip(self.said, self._say(known), strict=True):
            here = gives & (of.compartment == into)
            if name == "modelled_duration":
                here &= np.isnan(of.modelled_duration)  # the order's own duration goes first
            per_row = np.broadcast_to(np.asarray(value), (self.rows,))
            array = changed.get(name, getattr(of, name)).astype(np.result_type(np.float64, per_row))
            array[here] = per_row[of.row[here]]
            changed[name] = array
        lasts = changed.get("modelled_duration", of.modelled_duration)
        rate = np.where((of.rate == 0) & gives & np.isfinite(lasts), MODELLED_DURATION, of.rate)
        _check_modelled(of.time[gives], rate[gives], lasts[gives])
        check_lags(of.time[gives], changed.get("lag", of.lag)[gives])
        return replace(of, **(changed | {"rate": rate}))


def _check_modelled(time: np.ndarray, rate: np.ndarray, lasts: np.ndarray) -> None:
    lacking = (rate == MODELLED_RATE) | ((rate == MODELLED_DURATION) & ~(lasts.real > 0))
    for at in np.flatnonzero(lacking)[:1]:
        what = "rate" if rate[at] == MODELLED_RATE else "duration"
        raise InputError(
            "event.modelled",
            found=f"RATE {rate[at]:g} and no {what} above 0 in the model",
            expected=f"a model that gives the {what} of the dose",
            where=f"the dose at {time[at]:g} h",
            remedy="give the rate in the record, or choose another model",
        )


_OF_A_RECORD = (
    "time", "evid", "compartment", "amount", "rate", "interval", "additional", "steady", "fraction", "lag",
    "modelled_rate", "modelled_duration", "row", "seen",
)  # fmt: skip


def _ranges(first: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of some ranges one after the other, and where each range begins."""
    offset = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    return np.repeat(first - offset[:-1], size) + np.arange(offset[-1]), offset


def prepare(
    compiled: CompiledModel,
    histories: Sequence[Sequence[Event]],
    *,
    rows: Sequence[Sequence[int]] | None = None,
) -> Prepared:
    """Turn people's events into arrays.

    Parameters
    ----------
    rows
        For each record the person's row, from 0 and not falling; a single row for each person unless given.

    Raises
    ------
    InputError
        ``event.*`` for a record that nobody can go through.
    """
    for history in histories:
        check_events(history, [c.name for c in compiled.model.compartments])
    sizes = np.array([len(h) for h in histories], dtype=np.int64)
    each = [[0] * len(h) for h in histories] if rows is None else rows
    row_offset = np.concatenate([[0], np.cumsum([max(r, default=0) + 1 for r in each])]).astype(np.int64)
    row = np.concatenate([np.asarray(r, np.int64) + f for r, f in zip(each, row_offset[:-1], strict=True)])
    events = [e for h in histories for e in h]
    ahead = np.repeat([first_dose(compiled, h) for h in histories], sizes)

    def of(name: str, kind: Any = np.float64) -> np.ndarray:
        return np.array([getattr(e, name) for e in events], dtype=kind)

    nothing, ordered = np.full(len(events), np.nan), of("duration")
    records = Records(
        offset=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        time=of("time") - ahead,
        evid=of("evid", np.int64),
        compartment=of("compartment", np.int64),
        amount=of("amount"),
        rate=np.where(ordered > 0, MODELLED_DURATION, of("rate")),
        interval=of("interval"),
        additional=of("additional", np.int64),
        steady=of("steady", np.int64),
        fraction=np.ones(len(events)),
        lag=np.zeros(len(events)),
        modelled_rate=nothing,
        modelled_duration=np.where(ordered > 0, ordered, np.nan),
        row=row,
        seen=of("evid", np.int64) == 0,
    )
    return Prepared(compiled=compiled, records=records, row_offset=row_offset)


def first_dose(compiled: CompiledModel, events: Sequence[Event]) -> float:
    """Return the time from which a model's clock counts, where it has one."""
    return next((e.time for e in events if e.gives), 0.0) if compiled.clocked else 0.0
