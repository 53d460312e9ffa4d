"""The loop that turns records into actions."""

from __future__ import annotations

import numpy as np
from numba import njit

from foredose.numerics.plan import ADD, CLEAR, OBSERVE, RATE, STEADY

_SAME_H = 1e-10
"""Times closer than this are one."""
_FIELDS = 6  # of what is on its way: time, action, compartment, amount, doses that follow it, its record


@njit(cache=True, nogil=True)
def plan(
    offset,
    times,
    evid,
    compartment,
    given,
    inflow,
    lasts,
    interval,
    additional,
    steady,
    lag,
    rows,
    seen,
    as_nonmem,
    space,
):
    """Return the actions of all people, and which records the steady states are of."""
    people = len(offset) - 1
    ends = np.zeros(people + 1, np.int64)
    out = (
        np.empty(space, lag.dtype),
        np.empty(space, np.int8),
        np.empty(space, np.int64),
        np.empty(space, given.dtype),
        np.empty(space, np.int64),
    )  # of each action: time, kind, compartment or number, amount, covariate row
    series = (interval, lasts, inflow)
    source = np.empty(int((steady > 0).sum()), np.int64)
    age = np.empty(len(source), lag.dtype)
    coming = np.empty((64, _FIELDS), given.dtype)
    done = kept = states = 0
    for person in range(people):
        waiting = 0
        for n in range(offset[person], offset[person + 1]):
            now, on, where = times[n], rows[n], compartment[n]
            gives = evid[n] == 1 or evid[n] == 4
            coming, waiting, done = _due(coming, waiting, now, on, series, out, done)
            if evid[n] >= 3:
                done = _act(out, done, now, CLEAR, 0, 0.0, on)
                waiting = 0
            if gives and steady[n] > 0:
                if steady[n] == 1:
                    done = _act(out, done, now, CLEAR, 0, 0.0, on)
                    waiting = 0
                since = interval[n] - lag[n]
                if not as_nonmem:
                    while since.real < 0.0 and interval[n] > 0.0:  # doses of the past that are still to come
                        at = now - since
                        coming, waiting = _order(
                            coming, waiting, at, lasts[n], given[n], inflow[n], where, 0, n
                        )
                        since = since + interval[n]
                source[states], age[states] = n, since
                keep = 0.0 if steady[n] == 1 else 1.0
                done = _act(out, done, now, STEADY, states, keep, on)
                states += 1
                coming, waiting = _still_running(
                    coming, waiting, now, since, interval[n], lasts[n], inflow[n], where
                )
            if gives and np.isfinite(lasts[n].real):
                at, follow = now + lag[n], additional[n]
                coming, waiting = _order(coming, waiting, at, lasts[n], given[n], inflow[n], where, follow, n)
            if gives:
                coming, waiting, done = _due(coming, waiting, now, on, series, out, done)
            if seen[n]:
                done = _act(out, done, now, OBSERVE, kept, 0.0, on)
                kept += 1
            elif n + 1 < offset[person + 1] and rows[n + 1] != on:  # up to here the old row holds
                done = _act(out, done, now, ADD, 0, 0.0, on)
        ends[person + 1] = done
    time, kind, target, amount, row = out
    told = time[:done], kind[:done], target[:done], amount[:done], row[:done]
    return (ends, *told, source[:states], age[:states])


@njit(cache=True, nogil=True)
def _act(out, done, at, what, where, much, on):
    time, kind, target, amount, row = out
    time[done], kind[done], target[done], amount[done], row[done] = at, what, where, much, on
    return done + 1


@njit(cache=True, nogil=True)
def _push(coming, waiting, at, what, where, much, follow, record):
    if waiting == len(coming):
        larger = np.empty((2 * waiting, coming.shape[1]), coming.dtype)
        larger[:waiting] = coming
        coming = larger
    coming[waiting, 0] = at
    coming[waiting, 1] = what
    coming[waiting, 2] = where
    coming[waiting, 3] = much
    coming[waiting, 4] = follow
    coming[waiting, 5] = record
    return coming, waiting + 1


@njit(cache=True, nogil=True)
def _order(coming, waiting, at, lasts, given, inflow, where, follow, record):
    """Put one dose on its way, all at once or its inflow's beginning and end, and how many follow it."""
    if lasts.real == 0.0:
        return _push(coming, waiting, at, ADD, where, given, follow, record)
    coming, waiting = _push(coming, waiting, at, RATE, where, inflow, follow, record)
    return _push(coming, waiting, at + lasts, RATE, where, -inflow, 0, record)


@njit(cache=True, nogil=True)
def _still_running(coming, waiting, now, since, interval, lasts, inflow, where):
    """Begin now, and end in their time, the infusions of a steady state that are not over."""
    if lasts.real == 0.0 or not np.isfinite(lasts.real):
        return coming, waiting
    begun = 0.0 * since
    while lasts.real - begun.real - max(since.real, 0.0) > _SAME_H:
        coming, waiting = _push(coming, waiting, now + 0.0 * since, RATE, where, inflow, 0, 0)
        coming, waiting = _push(coming, waiting, now + lasts - since - begun, RATE, where, -inflow, 0, 0)
        begun = begun + interval
    return coming, waiting


@njit(cache=True, nogil=True)
def _due(coming, waiting, now, on, series, out, done):
    """Carry out what is due by now, the earliest first; a dose puts the next of its series on its way."""
    interval, lasts, inflow = series
    while waiting > 0:
        first = 0
        for i in range(1, waiting):
            if coming[i, 0].real < coming[first, 0].real - _SAME_H:
                first = i
        if coming[first, 0].real > now + _SAME_H:
            break
        given_at = coming[first, 0]
        at = given_at
        if at.real > now:
            at = at - (at.real - now)
        what, where, much = int(coming[first, 1].real), int(coming[first, 2].real), coming[first, 3]
        follow, record = int(coming[first, 4].real), int(coming[first, 5].real)
        done = _act(out, done, at, what, where, much, on)
        for i in range(first, waiting - 1):
            coming[i] = coming[i + 1]
        waiting -= 1
        if follow > 0:
            coming, waiting = _order(
                coming, waiting, given_at + interval[record], lasts[record], much, inflow[record], where, follow - 1,
                record,
            )  # fmt: skip
    return coming, waiting, done
