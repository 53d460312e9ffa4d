"""What is done to one lane: actions, steady states and stops; compiled with the loop of ``driver``.

Compiled from a copy in the cache folder (see ``store``), so that the machine code is kept there and not beside this
file. A lane holds one person: its state in the workspace, its whole numbers in ``iw`` and others in ``fw``, one row
per name below. Nothing here depends on the other lanes, so a person's numbers do not depend on who else is solved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numba import extending, njit, types

__all__ = [
    "ADD",
    "AT_STOP",
    "COUNT",
    "DOSE_SHARE",
    "FIRST",
    "FIRST_STRIDE_H",
    "FRESH",
    "GOOD",
    "LANES",
    "NEXT",
    "NOT_FINITE",
    "NOW",
    "PERSON",
    "PHASE",
    "RATE",
    "ROW",
    "STEADY",
    "STEPS",
    "STEP_LIMIT",
    "STEP_UNDERFLOW",
    "STOP",
    "STRIDE",
    "UNTIL",
    "Array",
    "Arrays",
    "Lay",
    "at_stop",
    "call_step",
    "compiled",
    "go_on",
    "inlined",
    "jumped",
    "set_inflow",
    "set_state",
]

LANES = 8
OBSERVE, ADD, RATE, CLEAR, STEADY = range(5)
DONE, STEP_LIMIT, STEP_UNDERFLOW, NOT_FINITE, NO_STEADY_STATE, NEGATIVE_AGE = range(6)

PERSON, NEXT, STOP, ROW, STEPS, FRESH, PHASE, COUNT, SINCE, AT_STOP, GOOD, FINAL = range(12)
"""Whole numbers of a lane. FRESH: no step was accepted since the last jump. PHASE: 0 outside a steady state."""
NOW, UNTIL, STRIDE, FIRST, DOSE, RATIO, LONG, WHOLE, REST, AGE = range(10)
"""Numbers of a lane. FIRST: the first step after the last jump. From RATIO on: of a steady state under way."""
INFUSION_RUNS, INTERVAL_RUNS = 1, 2
"""Phases of a steady state: while the last infusion runs, and until the end of the interval."""

MOST_INTERVALS = 4000
MOST_DOUBLINGS = 45
REPEATED = 1e-9
REPEATED_FLOOR = 1e-12
FIRST_STRIDE_H = 0.02
FIRST_REST_H = 24.0
DOSE_SHARE = 1e-3

Array = np.ndarray
Arrays = tuple[np.ndarray, ...]
Lay = tuple[int, ...]

F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = njit
_extending: Any = extending
intrinsic: Callable[[Any], Any] = _extending.intrinsic

compiled: Callable[[F], F] = _njit(cache=True, nogil=True, error_model="numpy", _nrt=False)
inlined: Callable[[F], F] = _njit(nogil=True, error_model="numpy", _nrt=False, inline="always")
"""For what runs at every step: a call would hand over every array anew."""


@intrinsic
def call_step(context: Any, address: Any, pointer: Any, rtol: Any) -> Any:
    """Call one of the kernel's functions on the workspace at a pointer."""

    def generate(ctx: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        number = ir.DoubleType()
        step = ir.FunctionType(ir.VoidType(), [number.as_pointer(), number])
        function = builder.inttoptr(arguments[0], step.as_pointer())
        workspace = builder.inttoptr(arguments[1], number.as_pointer())
        builder.call(function, [workspace, arguments[2]])
        return ctx.get_dummy_value()

    return types.void(types.int64, types.int64, types.float64), generate


@compiled
def set_state(lane: int, ws: Array, lay: Lay, values: Array, rel: float) -> None:
    """Set the amounts of a lane and let its sizes grow with them."""
    for j in range(lay[0]):
        ws[j, lane] = values[j]
        ws[lay[2] + j, lane] = max(ws[lay[2] + j, lane], rel * abs(values[j]))


@compiled
def set_inflow(lane: int, ws: Array, lay: Lay, value: float) -> None:
    """Set every inflow of a lane."""
    for j in range(lay[0]):
        ws[lay[1] + j, lane] = value


@compiled
def set_row(lane: int, ws: Array, iw: Array, lay: Lay, constants: Array, row: int) -> None:
    """Load the constants of one parameter row."""
    if iw[ROW, lane] != row:
        iw[ROW, lane] = row
        for j in range(constants.shape[1]):
            ws[lay[4] + j, lane] = constants[row, j]


@compiled
def jumped(lane: int, iw: Array, fw: Array) -> None:
    """Begin anew after a jump, with the first step of the last time."""
    iw[FRESH, lane] = 1
    fw[STRIDE, lane] = fw[FIRST, lane]


@compiled
def keep_state(lane: int, ws: Array, kept: Array, row: int, out: Array) -> None:
    """Write the kept states of a lane into a row of the output."""
    for c in range(kept.shape[0]):
        out[row, c] = ws[kept[c], lane]


@compiled
def carry_out(
    lane: int,
    k: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    start: Array,
    kept: Array,
    out: Array,
    rel: float,
    saved: Array,
) -> int:
    """Carry out one action; return a status above 0 when it cannot be."""
    what, target, amount = plan[2][k], plan[3][k], plan[4][k]
    if what == OBSERVE:
        keep_state(lane, ws, kept, target, out)
    elif what == ADD:
        ws[target, lane] += amount
        jumped(lane, iw, fw)
    elif what == RATE:
        left = ws[lay[1] + target, lane] + amount
        ws[lay[1] + target, lane] = 0.0 if abs(left) < 1e-12 * abs(amount) else left
        jumped(lane, iw, fw)
    elif what == CLEAR:
        set_state(lane, ws, lay, start[iw[PERSON, lane]], rel)
        set_inflow(lane, ws, lay, 0.0)
        jumped(lane, iw, fw)
    else:
        return begin_steady(lane, k, ws, iw, fw, lay, plan, start, rel, saved)
    return 0


@compiled
def begin_steady(
    lane: int,
    k: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    start: Array,
    rel: float,
    saved: Array,
) -> int:
    """Leave the person's own time and give like doses from the initial state until they repeat."""
    n = lay[0]
    _, _, _, duration, interval, age = plan[6][plan[3][k]]
    if age < 0.0:
        return NEGATIVE_AGE
    for j in range(n):
        saved[j, lane] = ws[j, lane] * plan[4][k]
        saved[n + j, lane] = ws[lay[1] + j, lane]
    set_state(lane, ws, lay, start[iw[PERSON, lane]], rel)
    iw[COUNT, lane], iw[SINCE, lane], iw[FINAL, lane] = 0, 0, 0
    fw[RATIO, lane] = 0.0
    fw[AGE, lane] = age
    ws[lay[3], lane], ws[lay[3] + 1, lane] = plan[1][k], 0.0
    fw[LONG, lane] = interval
    if np.isinf(duration):
        fw[LONG, lane] = FIRST_REST_H
        fw[WHOLE, lane], fw[REST, lane] = 1.0, 0.0
    else:
        fw[WHOLE, lane] = np.floor(duration / interval * (1.0 + 1e-12))
        fw[REST, lane] = max(0.0, duration - fw[WHOLE, lane] * interval)
    begin_interval(lane, k, ws, iw, fw, lay, plan)
    return 0


@compiled
def begin_interval(lane: int, k: int, ws: Array, iw: Array, fw: Array, lay: Lay, plan: Arrays) -> None:
    """Give the next of the like doses."""
    s = plan[6][plan[3][k]]
    c, amount, rate, duration = int(s[0]), s[1], s[2], s[3]
    set_inflow(lane, ws, lay, 0.0)
    fw[NOW, lane] = 0.0
    iw[STEPS, lane] = 0
    jumped(lane, iw, fw)
    iw[PHASE, lane] = INTERVAL_RUNS
    fw[UNTIL, lane] = fw[LONG, lane]
    if duration == 0.0:
        ws[c, lane] += amount
    elif fw[REST, lane] > 0.0:
        ws[lay[1] + c, lane] = rate * (fw[WHOLE, lane] + 1.0)
        iw[PHASE, lane] = INFUSION_RUNS
        fw[UNTIL, lane] = fw[REST, lane]
    else:
        ws[lay[1] + c, lane] = rate * fw[WHOLE, lane]
    if iw[FINAL, lane] == 1:
        fw[UNTIL, lane] = min(fw[UNTIL, lane], fw[AGE, lane])


@compiled
def repeats(lane: int, ws: Array, lay: Lay, heeded: Array, saved: Array, rel: float) -> bool:
    """Say whether the state at the end of the interval is that of the interval before."""
    n = lay[0]
    for j in range(n):
        if heeded[j]:
            change = abs(ws[j, lane] - saved[2 * n + j, lane])
            if not change <= REPEATED * abs(ws[j, lane]) + REPEATED_FLOOR * ws[lay[2] + j, lane] / rel:
                return False
    return True


@compiled
def hasten(
    lane: int, ws: Array, iw: Array, fw: Array, lay: Lay, heeded: Array, saved: Array, rel: float
) -> None:
    """Leap along the slowest mode once the changes from interval to interval shrink by a steady ratio."""
    n = lay[0]
    above, below = 0.0, 0.0
    for j in range(n):
        change = ws[j, lane] - saved[2 * n + j, lane]
        if heeded[j]:
            scale = 1.0 / (abs(ws[j, lane]) + ws[lay[2] + j, lane] / rel)
            above += change * saved[3 * n + j, lane] * scale * scale
            below += saved[3 * n + j, lane] * saved[3 * n + j, lane] * scale * scale
        saved[3 * n + j, lane] = change
    ratio = above / below if below > 0.0 else 0.0
    steady = iw[SINCE, lane] >= 3 and 0.2 < ratio < 0.9999 and abs(ratio - fw[RATIO, lane]) < 0.05 * ratio
    iw[SINCE, lane] += 1
    fw[RATIO, lane] = ratio
    if steady:
        iw[SINCE, lane] = 0
        for j in range(n):
            leap = saved[3 * n + j, lane] * ratio / (1.0 - ratio)
            if heeded[j] and (ws[j, lane] + leap) * ws[j, lane] >= 0.0:
                ws[j, lane] += leap


@compiled
def end_steady(
    lane: int, k: int, ws: Array, iw: Array, fw: Array, lay: Lay, plan: Arrays, saved: Array
) -> int:
    """Return to the person's own time with the state that was found."""
    n = lay[0]
    for j in range(n):
        ws[j, lane] += saved[j, lane]
        ws[lay[1] + j, lane] = saved[n + j, lane]
    ws[lay[3] + 1, lane] = 1.0
    fw[NOW, lane] = plan[1][k]
    iw[PHASE, lane] = 0
    iw[NEXT, lane] = k + 1
    jumped(lane, iw, fw)
    return 0


@compiled
def go_on_steady(
    lane: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    start: Array,
    heeded: Array,
    saved: Array,
    rel: float,
) -> int:
    """At a stop within the like doses, do what comes next; return a status above 0 when it will not end."""
    n, k = lay[0], iw[NEXT, lane]
    constant = np.isinf(plan[6][plan[3][k], 3])
    if iw[FINAL, lane] == 1 and fw[NOW, lane] >= fw[AGE, lane]:
        return end_steady(lane, k, ws, iw, fw, lay, plan, saved)
    if iw[PHASE, lane] == INFUSION_RUNS:
        ws[lay[1] + int(plan[6][plan[3][k], 0]), lane] = plan[6][plan[3][k], 2] * fw[WHOLE, lane]
        iw[PHASE, lane] = INTERVAL_RUNS
        fw[UNTIL, lane] = min(fw[LONG, lane], fw[AGE, lane]) if iw[FINAL, lane] == 1 else fw[LONG, lane]
        jumped(lane, iw, fw)
        return 0
    for j in range(n):
        if not heeded[j]:
            ws[j, lane] = start[iw[PERSON, lane], j]
    if iw[COUNT, lane] > 0 and repeats(lane, ws, lay, heeded, saved, rel):
        if constant or fw[AGE, lane] >= fw[LONG, lane] * (1.0 - 1e-12):
            return end_steady(lane, k, ws, iw, fw, lay, plan, saved)
        iw[FINAL, lane] = 1
        if fw[AGE, lane] == 0.0:
            begin_interval(lane, k, ws, iw, fw, lay, plan)
            return end_steady(lane, k, ws, iw, fw, lay, plan, saved)
    elif iw[COUNT, lane] > 0 and not constant:
        hasten(lane, ws, iw, fw, lay, heeded, saved, rel)
    for j in range(n):
        saved[2 * n + j, lane] = ws[j, lane]
    iw[COUNT, lane] += 1
    if constant:
        fw[LONG, lane] *= 2.0
    begin_interval(lane, k, ws, iw, fw, lay, plan)
    return NO_STEADY_STATE if iw[COUNT, lane] > (MOST_DOUBLINGS if constant else MOST_INTERVALS) else 0


@compiled
def go_on(
    lane: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    constants: Array,
    start: Array,
    kept: Array,
    out: Array,
    rel: float,
    saved: Array,
) -> int:
    """Carry out what is due and set the next stop; return -1 at the end, 0 to step on, a status above 0 to give up."""
    offset, time, kind, row = plan[0], plan[1], plan[2], plan[5]
    last = offset[iw[PERSON, lane] + 1]
    while iw[NEXT, lane] < last:
        k = iw[NEXT, lane]
        stop = k
        while stop < last and kind[stop] == OBSERVE and row[stop] == row[k]:
            stop += 1
        if stop == last or row[stop] != row[k]:
            stop -= 1
        set_row(lane, ws, iw, lay, constants, row[k])
        if time[stop] > fw[NOW, lane]:
            iw[STOP, lane] = stop
            iw[STEPS, lane] = 0
            fw[UNTIL, lane] = time[stop]
            return 0
        for action in range(k, stop + 1):
            status = carry_out(lane, action, ws, iw, fw, lay, plan, start, kept, out, rel, saved)
            if status > 0:
                return status
            if iw[PHASE, lane] > 0:
                iw[NEXT, lane] = action
                return 0
        iw[NEXT, lane] = stop + 1
    return -1


@compiled
def at_stop(
    lane: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    constants: Array,
    start: Array,
    kept: Array,
    heeded: Array,
    out: Array,
    rel: float,
    saved: Array,
) -> int:
    """At a stop, do what is due; returns as ``go_on``."""
    if iw[PHASE, lane] > 0:
        status = go_on_steady(lane, ws, iw, fw, lay, plan, start, heeded, saved, rel)
        if status > 0 or iw[PHASE, lane] > 0:
            return status
    return go_on(lane, ws, iw, fw, lay, plan, constants, start, kept, out, rel, saved)
