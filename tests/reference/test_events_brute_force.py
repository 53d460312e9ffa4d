"""Lag, steady state and parameters that change, all together, against integration of what the manual defines.

The manual (NONMEM Users Guide VIII, ALAG, SS, II, ADDL): between two records the parameters of the later one hold; a
dose comes ALAG after its record, and so do those that ADDL adds; a steady-state record finds the amounts that endless
like doses, with the record's parameters, have left at its time. Every input is written out as a constant inflow or a
bolus, the past of a steady state included, and LSODA integrates: nothing of the product is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from foredose.models.events import DoseTerms, Event, simulate_events

KA = 1.1
VOLUME = 20.0
CLEARANCES = (4.0, 9.0, 2.0, 6.0, 3.0)
"""Of the records, L/h."""
TIMES = (0.0, 7.0, 13.0, 30.0, 55.0)
II = 12.0


@dataclass(frozen=True)
class Input:
    """Amount at once where ``until`` is ``at``, else an inflow of ``amount`` per h."""

    at: float
    until: float
    into: int
    amount: float


def matrix(clearance: float) -> np.ndarray:
    return np.array([[-KA, 0.0], [KA, -clearance / VOLUME]])


def inputs(event: Event, terms: DoseTerms, at: float) -> Input:
    amount = event.amount * terms.bioavailability
    if event.rate == 0:
        return Input(at, at, event.compartment, amount)
    if event.rate == -2:
        assert terms.duration is not None
        return Input(at, at + terms.duration, event.compartment, amount / terms.duration)
    rate = terms.rate if event.rate == -1 else event.rate
    assert rate is not None
    return Input(at, at + amount / rate, event.compartment, rate)


def integrated(x: np.ndarray, given: list[Input], clearance: float, start: float, end: float) -> np.ndarray:
    """Integrate from start to end; a bolus at ``end`` is given, one at ``start`` was given before."""
    edges = sorted({start, end, *(t for i in given for t in (i.at, i.until) if start < t < end)})
    a = matrix(clearance)
    for left, right in pairwise(edges):
        inflow = np.zeros(2)
        for i in given:
            if i.at <= left + 1e-9 and i.until >= right - 1e-9 and i.until > i.at:
                inflow[i.into] += i.amount
        solved = solve_ivp(
            lambda _, y, b=inflow: a @ y + b, (left, right), x, method="LSODA", rtol=1e-11, atol=1e-12
        )
        x = solved.y[:, -1].copy()
        for i in given:
            if i.at == i.until and abs(i.at - right) < 1e-9:
                x[i.into] += i.amount
    return x


def past(event: Event, terms: DoseTerms, clearance: float) -> np.ndarray:
    """The state at the record after many like doses, the last of them one interval less the lag ago."""
    last = event.time + terms.lag - II
    doses = [inputs(event, terms, last - II * n) for n in range(30)]
    first = min(i.at for i in doses)
    x = np.zeros(2)
    for i in doses:
        if i.at == first and i.until == i.at:
            x[i.into] += i.amount
    return integrated(x, doses, clearance, first, event.time)


def brute(events: list[Event], terms: list[DoseTerms]) -> np.ndarray:
    given: list[Input] = []
    x, now, found = np.zeros(2), 0.0, []
    for number, (event, own) in enumerate(zip(events, terms, strict=True)):
        clearance = CLEARANCES[number]
        if event.time > now:
            x = integrated(x, given, clearance, now, event.time)
        now = event.time
        if event.evid == 1:
            if event.steady:
                state = past(event, own, clearance)
                x, given = (state, []) if event.steady == 1 else (x + state, given)
                earlier = [inputs(event, own, now + own.lag - II * n) for n in range(1, 30)]
                given = given + [i for i in earlier if i.until > now]
            for n in range(event.additional + 1):
                one = inputs(event, own, now + own.lag + II * n)
                given.append(one)
                if one.at == one.until == now:
                    x = x + np.eye(2)[one.into] * one.amount
        found.append(x)
    return np.array(found)


RATES = (0.0, 8.0, -1.0, -2.0)
CASES = [
    case
    for case in product(RATES, (0.0, 1.7, 9.5), ((1, 0), (2, 0), (1, 3), (0, 4)), (0, 1))
    if not (case[0] and case[3] == 0 and case[1] > 5)  # enough without these
]


@pytest.mark.parametrize(("rate", "lag", "repeats", "into"), CASES)
def test_the_exact_solution_is_what_the_definition_integrates_to(
    rate: float, lag: float, repeats: tuple[int, int], into: int
) -> None:
    steady, additional = repeats
    first = Event(time=0.0, evid=1, compartment=0, amount=70.0)
    second = Event(
        time=7.0, evid=1, compartment=into, amount=100.0, rate=rate, interval=II, steady=steady, additional=additional
    )  # fmt: skip
    events = [first, second, *(Event(time=t) for t in TIMES[2:])]
    plain, own = DoseTerms(lag=0.4), DoseTerms(bioavailability=0.7, lag=lag, rate=5.0, duration=15.5)
    terms = [plain, own, DoseTerms(), DoseTerms(), DoseTerms()]
    matrices = [matrix(c) for c in CLEARANCES]
    found, expected = simulate_events(events, terms, matrices), brute(events, terms)
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-7)
