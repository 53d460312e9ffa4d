"""The loop that leads eight people at a time through their actions; compiled once for all systems.

Compiled from a copy in the cache folder (see ``store``), so that the machine code is kept there and not beside this
file. A lane holds one person: its state in the workspace, its whole numbers in ``iw`` and others in ``fw``, one row
per name below. Nothing here depends on the other lanes, so a person's numbers do not depend on who else is solved.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

__all__ = ["solve_block"]

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

compiled = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)
inlined = njit(nogil=True, error_model="numpy", _nrt=False, inline="always")
"""For what runs at every step: a call would hand over every array anew."""


@intrinsic  # type: ignore[untyped-decorator]
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


@compiled  # type: ignore[untyped-decorator]
def set_state(l, ws, lay, values, rel):
    """Set the amounts of a lane and let its sizes grow with them."""
    for j in range(lay[0]):
        ws[j, l] = values[j]
        ws[lay[2] + j, l] = max(ws[lay[2] + j, l], rel * abs(values[j]))


@compiled  # type: ignore[untyped-decorator]
def set_inflow(l, ws, lay, value):
    """Set every inflow of a lane."""
    for j in range(lay[0]):
        ws[lay[1] + j, l] = value


@compiled  # type: ignore[untyped-decorator]
def set_row(l, ws, iw, lay, constants, row):
    """Load the constants of one parameter row."""
    if iw[ROW, l] != row:
        iw[ROW, l] = row
        for j in range(constants.shape[1]):
            ws[lay[4] + j, l] = constants[row, j]


@compiled  # type: ignore[untyped-decorator]
def jumped(l, iw, fw):
    """Begin anew after a jump, with the first step of the last time."""
    iw[FRESH, l] = 1
    fw[STRIDE, l] = fw[FIRST, l]


@compiled  # type: ignore[untyped-decorator]
def keep_state(l, ws, kept, row, out):
    """Write the kept states of a lane into a row of the output."""
    for c in range(kept.shape[0]):
        out[row, c] = ws[kept[c], l]


@inlined  # type: ignore[untyped-decorator]
def keep_dense(l, ws, lay, kept, s, row, out):
    """Write the kept states at a share of the step into a row of the output."""
    for c in range(kept.shape[0]):
        b = lay[7] + 3 * c
        inner = ws[b, l] + s * (ws[b + 1, l] + s * ws[b + 2, l])
        y, z = ws[kept[c], l], ws[lay[5] + kept[c], l]
        out[row, c] = y * (1.0 - s) + s * (z + (1.0 - s) * inner)


@compiled  # type: ignore[untyped-decorator]
def begin_person(l, person, ws, iw, fw, lay, plan, start, atol, rel):
    """Put a person into a lane."""
    offset, _, kind, _, amount = plan[0], plan[1], plan[2], plan[3], plan[4]
    largest = 0.0
    for k in range(offset[person], offset[person + 1]):
        if kind[k] == ADD or kind[k] == RATE:
            largest = max(largest, abs(amount[k]))
        elif kind[k] == STEADY and np.isfinite(plan[6][plan[3][k], 1]):
            largest = max(largest, abs(plan[6][plan[3][k], 1]))
    for j in range(lay[0]):
        floor = rel * largest * DOSE_SHARE
        ws[lay[2] + j, l] = max(atol[person, j], floor) + 1e-200
    set_state(l, ws, lay, start[person], rel)
    set_inflow(l, ws, lay, 0.0)
    iw[:, l] = 0
    iw[PERSON, l] = person
    iw[NEXT, l] = offset[person]
    iw[ROW, l] = -1
    fw[:, l] = 0.0
    fw[NOW, l] = plan[1][offset[person]] if offset[person] < offset[person + 1] else 0.0
    fw[FIRST, l] = FIRST_STRIDE_H
    ws[lay[3] + 1, l] = 1.0
    jumped(l, iw, fw)


@compiled  # type: ignore[untyped-decorator]
def carry_out(l, k, ws, iw, fw, lay, plan, start, kept, out, rel, saved):
    """Carry out one action; return a status above 0 when it cannot be."""
    what, target, amount = plan[2][k], plan[3][k], plan[4][k]
    if what == OBSERVE:
        keep_state(l, ws, kept, target, out)
    elif what == ADD:
        ws[target, l] += amount
        jumped(l, iw, fw)
    elif what == RATE:
        left = ws[lay[1] + target, l] + amount
        ws[lay[1] + target, l] = 0.0 if abs(left) < 1e-12 * abs(amount) else left
        jumped(l, iw, fw)
    elif what == CLEAR:
        set_state(l, ws, lay, start[iw[PERSON, l]], rel)
        set_inflow(l, ws, lay, 0.0)
        jumped(l, iw, fw)
    else:
        return begin_steady(l, k, ws, iw, fw, lay, plan, start, rel, saved)
    return 0


@compiled  # type: ignore[untyped-decorator]
def begin_steady(l, k, ws, iw, fw, lay, plan, start, rel, saved):
    """Leave the person's own time and give like doses from the initial state until they repeat."""
    n = lay[0]
    _, _, _, duration, interval, age = plan[6][plan[3][k]]
    if age < 0.0:
        return NEGATIVE_AGE
    for j in range(n):
        saved[j, l] = ws[j, l] * plan[4][k]
        saved[n + j, l] = ws[lay[1] + j, l]
    set_state(l, ws, lay, start[iw[PERSON, l]], rel)
    iw[COUNT, l], iw[SINCE, l], iw[FINAL, l], iw[STEPS, l] = 0, 0, 0, 0
    fw[RATIO, l] = 0.0
    fw[AGE, l] = age
    ws[lay[3], l], ws[lay[3] + 1, l] = plan[1][k], 0.0
    fw[LONG, l] = interval
    if np.isinf(duration):
        fw[LONG, l] = FIRST_REST_H
        fw[WHOLE, l], fw[REST, l] = 1.0, 0.0
    else:
        fw[WHOLE, l] = np.floor(duration / interval * (1.0 + 1e-12))
        fw[REST, l] = max(0.0, duration - fw[WHOLE, l] * interval)
    begin_interval(l, k, ws, iw, fw, lay, plan)
    return 0


@compiled  # type: ignore[untyped-decorator]
def begin_interval(l, k, ws, iw, fw, lay, plan):
    """Give the next of the like doses."""
    s = plan[6][plan[3][k]]
    c, amount, rate, duration = int(s[0]), s[1], s[2], s[3]
    set_inflow(l, ws, lay, 0.0)
    fw[NOW, l] = 0.0
    jumped(l, iw, fw)
    iw[PHASE, l] = INTERVAL_RUNS
    fw[UNTIL, l] = fw[LONG, l]
    if duration == 0.0:
        ws[c, l] += amount
    elif fw[REST, l] > 0.0:
        ws[lay[1] + c, l] = rate * (fw[WHOLE, l] + 1.0)
        iw[PHASE, l] = INFUSION_RUNS
        fw[UNTIL, l] = fw[REST, l]
    else:
        ws[lay[1] + c, l] = rate * fw[WHOLE, l]
    if iw[FINAL, l] == 1:
        fw[UNTIL, l] = min(fw[UNTIL, l], fw[AGE, l])


@compiled  # type: ignore[untyped-decorator]
def repeats(l, ws, lay, heeded, saved, rel):
    """Say whether the state at the end of the interval is that of the interval before."""
    n = lay[0]
    for j in range(n):
        if heeded[j]:
            change = abs(ws[j, l] - saved[2 * n + j, l])
            if not change <= REPEATED * abs(ws[j, l]) + REPEATED_FLOOR * ws[lay[2] + j, l] / rel:
                return False
    return True


@compiled  # type: ignore[untyped-decorator]
def hasten(l, ws, iw, fw, lay, heeded, saved, rel):
    """Leap along the slowest mode once the changes from interval to interval shrink by a steady ratio."""
    n = lay[0]
    above, below = 0.0, 0.0
    for j in range(n):
        change = ws[j, l] - saved[2 * n + j, l]
        if heeded[j]:
            scale = 1.0 / (abs(ws[j, l]) + ws[lay[2] + j, l] / rel)
            above += change * saved[3 * n + j, l] * scale * scale
            below += saved[3 * n + j, l] * saved[3 * n + j, l] * scale * scale
        saved[3 * n + j, l] = change
    ratio = above / below if below > 0.0 else 0.0
    steady = iw[SINCE, l] >= 3 and 0.2 < ratio < 0.9999 and abs(ratio - fw[RATIO, l]) < 0.05 * ratio
    iw[SINCE, l] += 1
    fw[RATIO, l] = ratio
    if steady:
        iw[SINCE, l] = 0
        for j in range(n):
            leap = saved[3 * n + j, l] * ratio / (1.0 - ratio)
            if heeded[j] and (ws[j, l] + leap) * ws[j, l] >= 0.0:
                ws[j, l] += leap


@compiled  # type: ignore[untyped-decorator]
def end_steady(l, k, ws, iw, fw, lay, plan, saved):
    """Return to the person's own time with the state that was found."""
    n = lay[0]
    for j in range(n):
        ws[j, l] += saved[j, l]
        ws[lay[1] + j, l] = saved[n + j, l]
    ws[lay[3] + 1, l] = 1.0
    fw[NOW, l] = plan[1][k]
    iw[PHASE, l] = 0
    iw[NEXT, l] = k + 1
    jumped(l, iw, fw)


@compiled  # type: ignore[untyped-decorator]
def go_on_steady(l, ws, iw, fw, lay, plan, start, heeded, saved, rel):
    """At a stop within the like doses, do what comes next; return a status above 0 when it will not end."""
    n, k = lay[0], iw[NEXT, l]
    constant = np.isinf(plan[6][plan[3][k], 3])
    if iw[FINAL, l] == 1 and fw[NOW, l] >= fw[AGE, l]:
        end_steady(l, k, ws, iw, fw, lay, plan, saved)
        return 0
    if iw[PHASE, l] == INFUSION_RUNS:
        ws[lay[1] + int(plan[6][plan[3][k], 0]), l] = plan[6][plan[3][k], 2] * fw[WHOLE, l]
        iw[PHASE, l] = INTERVAL_RUNS
        fw[UNTIL, l] = min(fw[LONG, l], fw[AGE, l]) if iw[FINAL, l] == 1 else fw[LONG, l]
        jumped(l, iw, fw)
        return 0
    for j in range(n):
        if not heeded[j]:
            ws[j, l] = start[iw[PERSON, l], j]
    if iw[COUNT, l] > 0 and repeats(l, ws, lay, heeded, saved, rel):
        if constant or fw[AGE, l] >= fw[LONG, l] * (1.0 - 1e-12):
            end_steady(l, k, ws, iw, fw, lay, plan, saved)
            return 0
        iw[FINAL, l] = 1
        if fw[AGE, l] == 0.0:
            begin_interval(l, k, ws, iw, fw, lay, plan)
            end_steady(l, k, ws, iw, fw, lay, plan, saved)
            return 0
    elif iw[COUNT, l] > 0 and not constant:
        hasten(l, ws, iw, fw, lay, heeded, saved, rel)
    for j in range(n):
        saved[2 * n + j, l] = ws[j, l]
    iw[COUNT, l] += 1
    if constant:
        fw[LONG, l] *= 2.0
    begin_interval(l, k, ws, iw, fw, lay, plan)
    return NO_STEADY_STATE if iw[COUNT, l] > (MOST_DOUBLINGS if constant else MOST_INTERVALS) else 0


@compiled  # type: ignore[untyped-decorator]
def go_on(l, ws, iw, fw, lay, plan, constants, start, kept, out, rel, saved):
    """Carry out what is due and set the next stop; return -1 at the end, 0 to step on, a status above 0 to give up."""
    offset, time, kind, row = plan[0], plan[1], plan[2], plan[5]
    last = offset[iw[PERSON, l] + 1]
    while iw[NEXT, l] < last:
        k = iw[NEXT, l]
        stop = k
        while stop < last and kind[stop] == OBSERVE and row[stop] == row[k]:
            stop += 1
        if stop == last or row[stop] != row[k]:
            stop -= 1
        set_row(l, ws, iw, lay, constants, row[k])
        if time[stop] > fw[NOW, l]:
            iw[STOP, l] = stop
            iw[STEPS, l] = 0
            fw[UNTIL, l] = time[stop]
            return 0
        for action in range(k, stop + 1):
            status = carry_out(l, action, ws, iw, fw, lay, plan, start, kept, out, rel, saved)
            if status > 0:
                return status
            if iw[PHASE, l] > 0:
                iw[NEXT, l] = action
                return 0
        iw[NEXT, l] = stop + 1
    return -1


@compiled  # type: ignore[untyped-decorator]
def at_stop(l, ws, iw, fw, lay, plan, constants, start, kept, heeded, out, rel, saved):
    """At a stop, do what is due; returns as ``go_on``."""
    if iw[PHASE, l] > 0:
        status = go_on_steady(l, ws, iw, fw, lay, plan, start, heeded, saved, rel)
        if status > 0 or iw[PHASE, l] > 0:
            return status
    return go_on(l, ws, iw, fw, lay, plan, constants, start, kept, out, rel, saved)


@inlined  # type: ignore[untyped-decorator]
def set_stride(l, ws, iw, fw, lay):
    """Choose the step of a lane: never past the stop, and no crumb before it."""
    left, h = fw[UNTIL, l] - fw[NOW, l], fw[STRIDE, l]
    iw[AT_STOP, l] = 0
    if h >= left * 0.999999:
        iw[AT_STOP, l] = 1
        h = left
    elif h > 0.5 * left:
        h = 0.5 * left
    if iw[PHASE, l] == 0:
        ws[lay[3], l] = fw[NOW, l]
    ws[lay[3] + 2, l] = h


@inlined  # type: ignore[untyped-decorator]
def judge(l, ws, iw, fw, lay, time, target, kept, out, most_steps):
    """Accept or refuse the step of a lane, and observe within it; return a status above 0 to give up."""
    error, factor, h = ws[lay[6], l], ws[lay[6] + 1, l], ws[lay[3] + 2, l]
    iw[STEPS, l] += 1
    if not error <= 1.0:
        iw[GOOD, l] = 0
        finite = np.isfinite(error)
        fw[STRIDE, l] = h * (min(factor, 0.9) if finite else 0.1)
        if fw[STRIDE, l] <= 1e-15 * max(abs(fw[NOW, l]), 1e-3):
            return STEP_UNDERFLOW if finite else NOT_FINITE
    else:
        iw[GOOD, l] = 1
        if iw[FRESH, l] == 1:
            iw[FRESH, l] = 0
            if iw[PHASE, l] == 0 or iw[COUNT, l] == 0:
                fw[FIRST, l] = h * min(factor, 2.0) * 0.9
        now = fw[NOW, l]
        then = fw[UNTIL, l] if iw[AT_STOP, l] == 1 else now + h
        if iw[PHASE, l] == 0:
            k = iw[NEXT, l]
            while k < iw[STOP, l] and time[k] <= then:
                keep_dense(l, ws, lay, kept, (time[k] - now) / h, target[k], out)
                k += 1
            iw[NEXT, l] = k
        fw[STRIDE, l] = max(h * factor, fw[STRIDE, l]) if iw[AT_STOP, l] == 1 else h * factor
        fw[NOW, l] = then
    return STEP_LIMIT if iw[STEPS, l] >= most_steps and iw[AT_STOP, l] * iw[GOOD, l] == 0 else 0


@compiled  # type: ignore[untyped-decorator]
def refill(l, queue, last, ws, iw, fw, lay, plan, constants, start, kept, atol, out, status, rel, saved):
    """Give a lane the next person who has anything to integrate; return where the queue then is."""
    while queue < last:
        person = queue
        queue += 1
        begin_person(l, person, ws, iw, fw, lay, plan, start, atol, rel)
        found = go_on(l, ws, iw, fw, lay, plan, constants, start, kept, out, rel, saved)
        if found == 0:
            return queue
        status[person, 0] = max(found, 0)
        status[person, 1] = fw[NOW, l]
    iw[PERSON, l] = -1
    iw[GOOD, l] = 0
    return queue


@compiled  # type: ignore[untyped-decorator]
def solve_block(
    address,
    lay,
    work,
    first,
    last,
    plan,
    constants,
    start,
    kept,
    heeded,
    atol,
    rtol,
    rel,
    most_steps,
    out,
    status,
):
    """Solve the people from ``first`` to before ``last``.

    Parameters
    ----------
    address
        Of the kernel's two functions.
    lay
        States, then the first rows of inflow, size, hour, constant, end, error and dense output.
    work
        Workspace of shape (row, lane), all ones; zeros for a lane's whole numbers, for its others, and of shape
        (4 times state, lane) for steady states; the address of the workspace.
    plan
        Offset, time, kind, target, amount, row, and the steady table of shape (row, 6).
    rel
        Absolute tolerance of a state as a share of its size.
    out, status
        Written: observed states of shape (row, kept), and for each person the status and the time it was reached.
    """
    ws, iw, fw, saved, pointer = work
    queue = first
    for l in range(LANES):
        queue = refill(
            l, queue, last, ws, iw, fw, lay, plan, constants, start, kept, atol, out, status, rel, saved
        )
    time, target = plan[1], plan[3]
    working = True
    total = 0
    while working:
        for l in range(LANES):
            if iw[PERSON, l] >= 0:
                set_stride(l, ws, iw, fw, lay)
        call_step(address[0], pointer, rtol)
        working = False
        for l in range(LANES):
            if iw[PERSON, l] >= 0:
                working = True
                found = judge(l, ws, iw, fw, lay, time, target, kept, out, most_steps)
                if found > 0:
                    iw[GOOD, l] = 0
                    status[iw[PERSON, l], 0] = found
        for l in range(LANES):
            ws[lay[3] + 3, l] = iw[GOOD, l]
        call_step(address[1], pointer, rel)
        for l in range(LANES):
            person = iw[PERSON, l]
            if person < 0:
                continue
            total += 1
            found = int(status[person, 0])
            if found == 0 and iw[GOOD, l] == 1 and iw[AT_STOP, l] == 1:
                found = at_stop(l, ws, iw, fw, lay, plan, constants, start, kept, heeded, out, rel, saved)
            if found != 0:
                status[person, 0] = max(found, 0)
                status[person, 1] = plan[1][iw[NEXT, l]] if iw[PHASE, l] > 0 else fw[NOW, l]
                queue = refill(
                    l,
                    queue,
                    last,
                    ws,
                    iw,
                    fw,
                    lay,
                    plan,
                    constants,
                    start,
                    kept,
                    atol,
                    out,
                    status,
                    rel,
                    saved,
                )
    return total
