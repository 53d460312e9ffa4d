"""The loop that follows each person's own plan through a linear system, exactly."""

from __future__ import annotations

import numpy as np
from numba import njit

from foredose.numerics.plan import ADD, CLEAR, OBSERVE, RATE, STEADY

ORDER = 16
NORM_LIMIT = 0.5
"""With a norm below this the Taylor series of the integral to the 16th power is exact to 1e-16."""
ROUNDING_H = 1e-12
MOST_HALVINGS = 1_100
"""More than any finite matrix needs: one that is not finite gives amounts that are not."""
_SAME_H = 1e-10
_NOTHING = 1e-12
"""Of a change of inflow: what is left below this share of it is rounding."""
_KEPT = 16
"""Propagators that are kept for one row of parameters."""


@njit(cache=True, nogil=True, error_model="numpy")
def follow(
    matrices, start, begin, end, first_row, first_seen, factor, time, kind, target, amount, row, into, interval,
    table, own, first, last, found,
):  # fmt: skip
    """Carry people ``first`` to ``last`` along their actions and put what is observed into ``found``."""
    n = matrices.shape[1]
    moves = np.empty((_KEPT, n, n), matrices.dtype)
    sums = np.empty((_KEPT, n, n), matrices.dtype)
    steps = np.empty(_KEPT, time.dtype)
    inflow = np.zeros(n, matrices.dtype)
    x = np.empty(n, matrices.dtype)
    y = np.empty(n, matrices.dtype)
    for person in range(first, last):
        x[:] = start[person]
        inflow[:] = 0.0
        running = False
        kept, held = 0, -1
        if begin[person] == end[person]:
            continue
        now = time[begin[person]]
        scale = factor[min(person, len(factor) - 1)]
        for action in range(begin[person], end[person]):
            step = time[action] - now
            on = row[action] + first_row[person]
            if on != held:
                kept, held = 0, on
            if step.real > _SAME_H or step.imag != 0.0:
                at = 0
                while at < min(kept, _KEPT) and not _same(steps[at], step):
                    at += 1
                if at == min(kept, _KEPT):
                    at = kept % _KEPT
                    _propagator(matrices[held], step, moves[at], sums[at])
                    steps[at] = step
                    kept += 1
                _move(moves[at], sums[at], inflow, running, x, y)
                now = time[action]
            what, where = kind[action], target[action]
            if what == OBSERVE:
                found[where + first_seen[person]] = x
            elif what == ADD:
                x[where] += scale[where] * amount[action]
            elif what == RATE:
                change = scale[where] * amount[action]
                inflow[where] = changed(inflow[where], change)
                running = np.any(inflow)
            elif what == CLEAR:
                for i in range(own):
                    x[i] = start[person, i]
                inflow[:] = 0.0
                running = False
            elif what == STEADY:
                reached = steady_state(matrices[held], own, into[where], interval[where], table[where])
                for i in range(own):
                    x[i] = amount[action] * x[i] + scale[into[where]] * reached[i]


@njit(cache=True, nogil=True)
def _same(one, other):
    """Whether two steps differ by no more than the rounding of the times between which they lie."""
    return abs(one.real - other.real) <= ROUNDING_H and one.imag == other.imag


@njit(cache=True, nogil=True)
def changed(inflow, by):
    """Return an inflow after a change; what rounding leaves of one that ends is nothing."""
    left = inflow + by
    return 0.0 * left if abs(left) < _NOTHING * abs(by) else left


@njit(cache=True, nogil=True)
def _move(move, gain, inflow, running, x, y):
    n = len(x)
    for i in range(n):
        total = move[i, 0] * x[0]
        for j in range(1, n):
            total += move[i, j] * x[j]
        if running:
            for j in range(n):
                total += gain[i, j] * inflow[j]
        y[i] = total
    x[:] = y


@njit(cache=True, nogil=True)
def _multiply(a, b, c):
    n = len(a)
    for i in range(n):
        for j in range(n):
            total = a[i, 0] * b[0, j]
            for k in range(1, n):
                total += a[i, k] * b[k, j]
            c[i, j] = total


@njit(cache=True, nogil=True)
def _propagator(a, step, move, gain):
    """Put exp(a h) into ``move`` and its integral from 0 to h into ``gain``."""
    n = len(a)
    largest = 0.0
    for j in range(n):
        column = 0.0
        for i in range(n):
            column += abs(a[i, j])
        largest = max(largest, column)
    halvings = 0
    size = largest * abs(step)
    while size > NORM_LIMIT and halvings < MOST_HALVINGS:
        size *= 0.5
        halvings += 1
    h = step / 2.0**halvings
    work = np.empty_like(move)
    for i in range(n):
        for j in range(n):
            gain[i, j] = h if i == j else 0.0 * h
    for order in range(ORDER, 1, -1):
        _multiply(a, gain, work)
        for i in range(n):
            for j in range(n):
                gain[i, j] = work[i, j] * (h / order)
            gain[i, i] += h
    _multiply(a, gain, move)
    for i in range(n):
        move[i, i] += 1.0
    for _ in range(halvings):
        _multiply(move, gain, work)
        for i in range(n):
            for j in range(n):
                gain[i, j] += work[i, j]
        _multiply(move, move, work)
        for i in range(n):
            for j in range(n):
                move[i, j] = work[i, j]


@njit(cache=True, nogil=True)
def _advanced(a, inflow, times, x, step):
    """Move ``x`` by a step while ``times`` the inflow flows in."""
    move, gain, y = np.empty_like(a), np.empty_like(a), np.empty_like(x)
    _propagator(a, step, move, gain)
    for i in range(len(x)):
        y[i] = 0.0 * x[i]
        for j in range(len(x)):
            y[i] += move[i, j] * x[j] + gain[i, j] * (times * inflow[j])
    for i in range(len(x)):
        x[i] = y[i]


@njit(cache=True, nogil=True, error_model="numpy")
def _solved(a, x):
    """Turn ``x`` into the solution of a y = x, by elimination with row exchange; infinite where there is none."""
    n = len(x)
    for k in range(n):
        best = k
        for i in range(k + 1, n):
            if abs(a[i, k]) > abs(a[best, k]):
                best = i
        for j in range(n):
            a[k, j], a[best, j] = a[best, j], a[k, j]
        x[k], x[best] = x[best], x[k]
        for i in range(k + 1, n):
            share = a[i, k] / a[k, k]
            for j in range(k, n):
                a[i, j] -= share * a[k, j]
            x[i] -= share * x[k]
    for k in range(n - 1, -1, -1):
        for j in range(k + 1, n):
            x[k] -= a[k, j] * x[j]
        x[k] /= a[k, k]


@njit(cache=True, nogil=True, error_model="numpy")
def steady_state(whole, own, into, interval, row):
    """Return the state after endless like doses, ``age`` hours after the last one began.

    Of the ``own`` leading states of a system. Not finite where something that flows in never leaves.
    """
    a, left = np.empty((own, own), whole.dtype), np.empty((own, own), whole.dtype)
    gain = np.empty((own, own), whole.dtype)
    dose, x = np.empty(own, whole.dtype), np.empty(own, whole.dtype)
    for i in range(own):
        dose[i], x[i] = 0.0, 0.0
        for j in range(own):
            a[i, j] = whole[i, j]
            left[i, j] = -whole[i, j]
    given, rate, lasts, age = row[0], row[1], row[2], row[3]
    if not np.isfinite(lasts.real):
        x[into] = rate
        _solved(left, x)
        return x
    _propagator(a, 0.0 * age + interval, left, gain)
    for i in range(own):
        for j in range(own):
            left[i, j] = (1.0 if i == j else 0.0) - left[i, j]
    if lasts.real == 0.0:
        x[into] = given
        _solved(left, x)
        _advanced(a, dose, 0.0, x, age)
        return x
    running = np.floor((lasts.real + _SAME_H) / interval)
    rest = lasts - running * interval
    if rest.real < 0.0:
        rest = rest - rest.real
    dose[into] = rate
    _advanced(a, dose, running + 1.0, x, rest)
    _advanced(a, dose, running, x, interval - rest)
    _solved(left, x)
    first = min(age.real, rest.real)
    at_once = running + 1.0 if rest.real > _SAME_H else running
    _advanced(a, dose, at_once, x, age if age.real <= first else rest)
    if age.real > first:
        _advanced(a, dose, running, x, age - rest)
    return x
