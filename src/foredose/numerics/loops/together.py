"""The loop that follows one plan through the linear systems of eight people at a time."""

from __future__ import annotations

import numpy as np
from numba import njit

from foredose.numerics.loops.exact import MOST_HALVINGS, NORM_LIMIT, ORDER, changed, steady_state
from foredose.numerics.plan import ADD, CLEAR, OBSERVE, RATE, STEADY

LANES = 8


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def follow_together(
    matrices, start, factor, kinds, kind_of, kind, target, amount, into, interval, table, flows, own, first, last,
    keep, found,
):  # fmt: skip
    """Carry people ``first`` to ``last`` along one plan and put the kept states into ``found``."""
    n = matrices.shape[1]
    a = np.empty((n, n, LANES))
    moves = np.empty((len(kinds), n, n, LANES))
    gains = np.empty((len(kinds) if flows else 1, n, n, LANES))
    work = np.empty((n, n, LANES))
    x, y, begun = np.empty((n, LANES)), np.empty((n, LANES)), np.empty((n, LANES))
    scale, inflow = np.empty((n, LANES)), np.empty((n, LANES))
    for lane in range(first, last, LANES):
        for at in range(LANES):
            person = min(lane + at, last - 1)
            for i in range(n):
                for j in range(n):
                    a[i, j, at] = matrices[person, i, j]
                begun[i, at] = start[person, i]
                scale[i, at] = factor[person, i]
        for number in range(len(kinds)):
            if kinds[number] > 0:
                _propagators(a, kinds[number], moves[number], gains[number if flows else 0], work, flows)
        running = _begin(x, inflow, begun, n)
        for action in range(len(kind)):
            step = kind_of[action]
            if kinds[step] > 0:
                _move(moves[step], gains[step if flows else 0], inflow, running, x, y)
                x, y = y, x
            what, where = kind[action], target[action]
            if what == OBSERVE:
                for i in range(len(keep)):
                    for at in range(min(LANES, last - lane)):
                        found[i, where, lane + at] = x[keep[i], at]
            elif what == ADD:
                for at in range(LANES):
                    x[where, at] += scale[where, at] * amount[action]
            elif what == RATE:
                for at in range(LANES):
                    inflow[where, at] = changed(inflow[where, at], scale[where, at] * amount[action])
                running = np.any(inflow)
            elif what == CLEAR:
                running = _begin(x, inflow, begun, own)
            elif what == STEADY:
                for at in range(LANES):
                    reached = steady_state(
                        matrices[min(lane + at, last - 1)], own, into[where], interval[where], table[where]
                    )
                    for i in range(own):
                        x[i, at] = amount[action] * x[i, at] + scale[into[where], at] * reached[i]


@njit(cache=True, nogil=True)
def _begin(x, inflow, begun, own):
    for i in range(len(x)):
        for at in range(LANES):
            inflow[i, at] = 0.0
            if i < own:
                x[i, at] = begun[i, at]
    return False


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _move(move, gain, inflow, running, x, y):
    n = len(x)
    for i in range(n):
        for at in range(LANES):
            y[i, at] = move[i, 0, at] * x[0, at]
        for j in range(1, n):
            for at in range(LANES):
                y[i, at] += move[i, j, at] * x[j, at]
        if running:
            for j in range(n):
                for at in range(LANES):
                    y[i, at] += gain[i, j, at] * inflow[j, at]


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _multiply(a, b, c):
    n = len(a)
    for i in range(n):
        for j in range(n):
            for at in range(LANES):
                c[i, j, at] = a[i, 0, at] * b[0, j, at]
            for k in range(1, n):
                for at in range(LANES):
                    c[i, j, at] += a[i, k, at] * b[k, j, at]


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _propagators(a, step, move, gain, work, flows):
    """Put each lane's exp(a h) into ``move`` and, where something flows in, its integral into ``gain``."""
    n = len(a)
    largest = 0.0
    for at in range(LANES):
        for j in range(n):
            column = 0.0
            for i in range(n):
                column += abs(a[i, j, at])
            largest = max(largest, column)
    halvings, size = 0, largest * step
    while size > NORM_LIMIT and halvings < MOST_HALVINGS:
        size *= 0.5
        halvings += 1
    h = step / 2.0**halvings
    for i in range(n):
        for j in range(n):
            for at in range(LANES):
                gain[i, j, at] = h if i == j else 0.0
    for order in range(ORDER, 1, -1):
        _multiply(a, gain, work)
        for i in range(n):
            for j in range(n):
                for at in range(LANES):
                    gain[i, j, at] = work[i, j, at] * (h / order)
            for at in range(LANES):
                gain[i, i, at] += h
    _multiply(a, gain, move)
    for i in range(n):
        for at in range(LANES):
            move[i, i, at] += 1.0
    for _ in range(halvings):
        if flows:
            _multiply(move, gain, work)
            _add(gain, work)
        _multiply(move, move, work)
        _put(move, work)


@njit(cache=True, nogil=True)
def _add(a, b):
    for i in range(len(a)):
        for j in range(len(a)):
            for at in range(LANES):
                a[i, j, at] += b[i, j, at]


@njit(cache=True, nogil=True)
def _put(a, b):
    for i in range(len(a)):
        for j in range(len(a)):
            for at in range(LANES):
                a[i, j, at] = b[i, j, at]
