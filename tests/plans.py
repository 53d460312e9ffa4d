"""Plans from lists of actions, for the tests of solvers."""

from __future__ import annotations

import numpy as np

from foredose.numerics.plan import ADD, CLEAR, OBSERVE, RATE, STEADY, Plan, SteadyTable

__all__ = ["add", "clear", "observe", "plan_of", "rate", "steady"]


def observe(time, row=None):
    return (time, OBSERVE, 0, 0.0, row, None)


def add(time, compartment, amount, row=None):
    return (time, ADD, compartment, amount, row, None)


def rate(time, compartment, change, row=None):
    return (time, RATE, compartment, change, row, None)


def clear(time, row=None):
    return (time, CLEAR, 0, 0.0, row, None)


def steady(time, compartment, *, amount=0.0, inflow=0.0, duration=0.0, interval, age, keep=0.0, row=None):
    return (time, STEADY, 0, keep, row, (compartment, amount, inflow, duration, interval, age))


def plan_of(people):
    """Each person's actions in the order in which they are carried out; the parameter row is the person's own."""
    rows, table, seen, offset = [], [], 0, [0]
    for number, actions in enumerate(people):
        for time, kind, target, amount, row, endless in actions:
            at = target
            if kind == OBSERVE:
                at, seen = seen, seen + 1
            elif kind == STEADY:
                at = len(table)
                table.append(endless)
            rows.append((time, kind, at, amount, number if row is None else row))
        offset.append(len(rows))
    columns = [np.array(c) for c in zip(*rows, strict=True)]
    names = ("compartment", "amount", "rate", "duration", "interval", "age")
    parts = np.array(table, dtype=float).reshape(-1, 6).T
    return Plan(
        offset=np.array(offset),
        time=columns[0].astype(float),
        kind=columns[1],
        target=columns[2],
        amount=columns[3].astype(float),
        row=columns[4],
        steady=SteadyTable(**dict(zip(names, parts, strict=True))),
        observed=seen,
    )
