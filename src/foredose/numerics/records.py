"""From event records of many people to a plan of actions, in compiled code.

What NONMEM's records mean is settled here once, for every solver: further doses, lags, modelled rates and durations,
resets that cancel what is on its way, steady states (NONMEM Users Guide VIII: EVID, ADDL, II, SS, RATE, ALAG, F, R, D).
A dose that is given later than its record keeps the bioavailability, rate and duration of its record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.numerics.plan import Plan, SteadyTable

__all__ = ["Records", "plan_records"]

_AT_ONCE_H = 1e-6
"""An infusion shorter than this is a bolus."""

_BY_RATE, _BY_DURATION = -1.0, -2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Records of all people, one person after the other; every array but ``offset`` has one entry for each record.

    Parameters
    ----------
    offset
        Where each person's records begin, of shape (person + 1,).
    time
        Hours, rising within a person.
    evid, compartment, amount, rate, interval, additional, steady
        As in ``sources.event_record.Event``.
    fraction, lag, modelled_rate, modelled_duration
        What the model says of a dose in that record: F, ALAG (h, 0 or more), R (amount per h), D (h).
    row
        Row of the parameters that hold up to and at the record.
    seen
        Whether the state at the record is kept.
    as_nonmem
        What a steady state is whose lag is longer than its interval: what endless doses come to, with some of them on
        their way; or as NONMEM has it, which goes back in time from the dose with its infusion on.
    """

    offset: np.ndarray
    time: np.ndarray
    evid: np.ndarray
    compartment: np.ndarray
    amount: np.ndarray
    rate: np.ndarray
    interval: np.ndarray
    additional: np.ndarray
    steady: np.ndarray
    fraction: np.ndarray
    lag: np.ndarray
    modelled_rate: np.ndarray
    modelled_duration: np.ndarray
    row: np.ndarray
    seen: np.ndarray
    as_nonmem: bool = False


def plan_records(of: Records) -> Plan:
    """Return what is done to the people of some records, in the order in which it is done."""
    from foredose.numerics.loops.planning import plan  # numba, where something is simulated

    kind = np.result_type(of.fraction, of.lag, of.modelled_rate, of.modelled_duration, np.float64)
    given, lag = (of.amount * of.fraction).astype(kind), of.lag.astype(kind)
    inflow, lasts = _infusions(of, given)
    ends, time, action, target, amount, row, source, ages = plan(
        of.offset, of.time, of.evid, of.compartment, given, inflow, lasts, of.interval, of.additional, of.steady,
        lag, of.row, of.seen, of.as_nonmem, _room(of, lag, lasts),
    )  # fmt: skip
    steady = SteadyTable(
        compartment=of.compartment[source],
        amount=given[source],
        rate=inflow[source],
        duration=lasts[source],
        interval=of.interval[source],
        age=ages,
    )
    return Plan(
        offset=ends,
        time=time,
        kind=action,
        target=target,
        amount=amount,
        row=row,
        steady=steady,
        observed=int(of.seen.sum()),
    )


def _room(of: Records, lag: np.ndarray, lasts: np.ndarray) -> int:
    """Return how many actions there can be at most."""
    ends = np.repeat(of.time[of.offset[1:] - 1], np.diff(of.offset)) if len(of.time) else of.time
    every = np.maximum(of.interval, 1e-6)
    reach = np.maximum(ends - of.time - np.minimum(lag.real, 0.0), 0.0)
    fit = np.minimum(of.additional, (reach / every).astype(np.int64) + 1)
    doses = 2 * (fit + 1) * np.isin(of.evid, (1, 4))
    at_once = 1 + (of.evid >= 3)  # a state that is kept, or the end of a row
    overlap = np.ceil(np.where(np.isfinite(lasts), lasts.real, 0.0) / every)
    ahead = np.ceil(np.maximum(lag.real, 0.0) / every)
    steady = (of.steady > 0) * (4 + 2 * np.where(of.interval > 0, overlap + ahead, 0.0).astype(np.int64))
    return int((doses + at_once + steady).sum())


def _infusions(of: Records, amount: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each dose's inflow (amount per h) and how long it lasts: 0 for a bolus, infinite where it never ends.

    Bioavailability scales the amount: at a given rate an infusion lasts longer, of a given duration it runs faster.
    """
    rate = np.where(of.rate == _BY_RATE, of.modelled_rate, of.rate).astype(amount.dtype)
    with np.errstate(divide="ignore", invalid="ignore"):
        lasts = np.where(of.rate == _BY_DURATION, of.modelled_duration, amount / rate)
        inflow = np.where(of.rate == _BY_DURATION, amount / of.modelled_duration, rate)
    constant = (of.amount == 0) & (of.rate > 0) & (of.steady > 0)
    bolus = ((of.rate == 0) | (np.isfinite(lasts) & (lasts.real < _AT_ONCE_H))) & ~constant
    lasts = np.where(constant, np.inf, np.where(bolus, 0.0, lasts))
    return np.where(bolus, 0.0, inflow), lasts
