"""The loop that leads eight people at a time through their actions; compiled once for all systems.

Compiled from copies in the cache folder, as ``actions`` is (see ``solve.driver``).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from foredose.numerics.lanes.actions import (
    ADD,
    AT_STOP,
    COUNT,
    DOSE_SHARE,
    FIRST,
    FIRST_STRIDE_H,
    FRESH,
    GOOD,
    LANES,
    NEXT,
    NOT_FINITE,
    NOW,
    PERSON,
    PHASE,
    RATE,
    ROW,
    STEADY,
    STEP_LIMIT,
    STEP_UNDERFLOW,
    STEPS,
    STOP,
    STRIDE,
    UNTIL,
    Array,
    Arrays,
    Lay,
    at_stop,
    call_step,
    compiled,
    go_on,
    inlined,
    jumped,
    set_inflow,
    set_state,
)

__all__ = ["solve_block"]


@inlined
def keep_dense(lane: int, ws: Array, lay: Lay, kept: Array, s: float, row: int, out: Array) -> None:
    """Write the kept states at a share of the step into a row of the output."""
    for c in range(kept.shape[0]):
        b = lay[7] + 3 * c
        inner = ws[b, lane] + s * (ws[b + 1, lane] + s * ws[b + 2, lane])
        y, z = ws[kept[c], lane], ws[lay[5] + kept[c], lane]
        out[row, c] = y * (1.0 - s) + s * (z + (1.0 - s) * inner)


@compiled
def begin_person(
    lane: int,
    person: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    start: Array,
    atol: Array,
    rel: float,
) -> None:
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
        ws[lay[2] + j, lane] = max(atol[person, j], floor) + 1e-200
    set_state(lane, ws, lay, start[person], rel)
    set_inflow(lane, ws, lay, 0.0)
    iw[:, lane] = 0
    iw[PERSON, lane] = person
    iw[NEXT, lane] = offset[person]
    iw[ROW, lane] = -1
    fw[:, lane] = 0.0
    fw[NOW, lane] = plan[1][offset[person]] if offset[person] < offset[person + 1] else 0.0
    fw[FIRST, lane] = FIRST_STRIDE_H
    ws[lay[3] + 1, lane] = 1.0
    jumped(lane, iw, fw)


@inlined
def set_stride(lane: int, ws: Array, iw: Array, fw: Array, lay: Lay) -> None:
    """Choose the step of a lane: never past the stop, and no crumb before it."""
    left, h = fw[UNTIL, lane] - fw[NOW, lane], fw[STRIDE, lane]
    iw[AT_STOP, lane] = 0
    if h >= left * 0.999999:
        iw[AT_STOP, lane] = 1
        h = left
    elif h > 0.5 * left:
        h = 0.5 * left
    if iw[PHASE, lane] == 0:
        ws[lay[3], lane] = fw[NOW, lane]
    ws[lay[3] + 2, lane] = h


@inlined
def judge(
    lane: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    time: Array,
    target: Array,
    kept: Array,
    out: Array,
    most_steps: int,
) -> int:
    """Accept or refuse the step of a lane, and observe within it; return a status above 0 to give up."""
    error, factor, h = ws[lay[6], lane], ws[lay[6] + 1, lane], ws[lay[3] + 2, lane]
    iw[STEPS, lane] += 1
    if not error <= 1.0:
        iw[GOOD, lane] = 0
        finite = np.isfinite(error)
        fw[STRIDE, lane] = h * (min(factor, 0.9) if finite else 0.1)
        if fw[STRIDE, lane] <= 1e-15 * max(abs(fw[NOW, lane]), 1e-3):
            return STEP_UNDERFLOW if finite else NOT_FINITE
    else:
        iw[GOOD, lane] = 1
        if iw[FRESH, lane] == 1:
            iw[FRESH, lane] = 0
            if iw[PHASE, lane] == 0 or iw[COUNT, lane] == 0:
                fw[FIRST, lane] = h * min(factor, 2.0) * 0.9
        now = fw[NOW, lane]
        then = fw[UNTIL, lane] if iw[AT_STOP, lane] == 1 else now + h
        if iw[PHASE, lane] == 0:
            k = iw[NEXT, lane]
            while k < iw[STOP, lane] and time[k] <= then:
                keep_dense(lane, ws, lay, kept, (time[k] - now) / h, target[k], out)
                k += 1
            iw[NEXT, lane] = k
        fw[STRIDE, lane] = max(h * factor, fw[STRIDE, lane]) if iw[AT_STOP, lane] == 1 else h * factor
        fw[NOW, lane] = then
    return STEP_LIMIT if iw[STEPS, lane] >= most_steps and iw[AT_STOP, lane] * iw[GOOD, lane] == 0 else 0


@compiled
def refill(
    lane: int,
    queue: int,
    last: int,
    ws: Array,
    iw: Array,
    fw: Array,
    lay: Lay,
    plan: Arrays,
    constants: Array,
    start: Array,
    kept: Array,
    atol: Array,
    out: Array,
    status: Array,
    rel: float,
    saved: Array,
) -> int:
    """Give a lane the next person who has anything to integrate; return where the queue then is."""
    while queue < last:
        person = queue
        queue += 1
        begin_person(lane, person, ws, iw, fw, lay, plan, start, atol, rel)
        found = go_on(lane, ws, iw, fw, lay, plan, constants, start, kept, out, rel, saved)
        if found == 0:
            return queue
        status[person, 0] = max(found, 0)
        status[person, 1] = fw[NOW, lane]
    iw[PERSON, lane] = -1
    iw[GOOD, lane] = 0
    return queue


@compiled
def solve_block(
    address: tuple[int, int],
    lay: Lay,
    work: Any,
    first: int,
    last: int,
    plan: Arrays,
    constants: Array,
    start: Array,
    kept: Array,
    heeded: Array,
    atol: Array,
    rtol: float,
    rel: float,
    most_steps: int,
    out: Array,
    status: Array,
) -> int:
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
    for lane in range(LANES):
        queue = refill(
            lane, queue, last, ws, iw, fw, lay, plan, constants, start, kept, atol, out, status, rel, saved
        )
    time, target = plan[1], plan[3]
    working = True
    total = 0
    while working:
        for lane in range(LANES):
            if iw[PERSON, lane] >= 0:
                set_stride(lane, ws, iw, fw, lay)
        call_step(address[0], pointer, rtol)
        working = False
        for lane in range(LANES):
            if iw[PERSON, lane] >= 0:
                working = True
                found = judge(lane, ws, iw, fw, lay, time, target, kept, out, most_steps)
                if found > 0:
                    iw[GOOD, lane] = 0
                    status[iw[PERSON, lane], 0] = found
        for lane in range(LANES):
            ws[lay[3] + 3, lane] = iw[GOOD, lane]
        call_step(address[1], pointer, rel)
        for lane in range(LANES):
            person = iw[PERSON, lane]
            if person < 0:
                continue
            total += 1
            found = int(status[person, 0])
            if found == 0 and iw[GOOD, lane] == 1 and iw[AT_STOP, lane] == 1:
                found = at_stop(lane, ws, iw, fw, lay, plan, constants, start, kept, heeded, out, rel, saved)
            if found != 0:
                status[person, 0] = max(found, 0)
                status[person, 1] = plan[1][iw[NEXT, lane]] if iw[PHASE, lane] > 0 else fw[NOW, lane]
                queue = refill(
                    lane,
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
