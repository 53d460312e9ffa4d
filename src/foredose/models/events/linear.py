"""Amounts at each record of one person in a linear model, exactly, with NONMEM's meaning of every record.

Between two records the parameters of the later one hold, as in NONMEM. A dose that is given later than its record (by
ADDL or a lag) keeps the bioavailability and duration of its record.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from foredose.models.events.steady import Infusion, infusion_of, steady_state
from foredose.models.events.terms import DoseTerms
from foredose.numerics.affine import advance
from foredose.sources.event_record import RESET, RESET_AND_DOSE, Event

__all__ = ["simulate_events"]

_SAME_H = 1e-10
"""Times closer than this are one."""


def simulate_events(
    events: Sequence[Event], terms: Sequence[DoseTerms], matrices: Sequence[np.ndarray]
) -> np.ndarray:
    """Return the amounts at each record, after what happens there.

    Parameters
    ----------
    events
        Records that passed ``check_events``.
    terms, matrices
        For each record what the model says of its dose, and the system matrix (1/h) up to it.

    Returns
    -------
    Amounts of shape (record, compartment).
    """
    body = _Body(amounts=np.zeros(len(matrices[0])))
    found = []
    for number, (event, own, matrix) in enumerate(zip(events, terms, matrices, strict=True)):
        body.move_to(event.time, matrix)
        if event.evid in (RESET, RESET_AND_DOSE):
            body.clear()
        if event.gives:
            body.order(number, event, own, matrix)
            body.move_to(event.time, matrix)
        found.append(body.amounts)
    return np.array(found)


@dataclass(slots=True)
class _Body:
    """Amounts now, the infusions that run, and the doses that are on their way."""

    amounts: np.ndarray
    time: float = 0.0
    running: list[Infusion] = field(default_factory=list)
    coming: list[tuple[float, int, int, float, Infusion | None]] = field(default_factory=list)

    def clear(self) -> None:
        """Empty every compartment, stop every infusion and cancel what was on its way."""
        self.amounts = np.zeros_like(self.amounts)
        self.running.clear()
        self.coming.clear()

    def order(self, number: int, event: Event, terms: DoseTerms, matrix: np.ndarray) -> None:
        """Take a dose record: its steady state now, its doses after their lag."""
        if event.steady:
            state = steady_state(event, terms, matrix)
            if event.steady == 1:
                self.clear()
            self.amounts = self.amounts + state.amounts
            self.running += [one.until(self.time + one.end) for one in state.running]
        if event.constant:
            return
        infusion = infusion_of(event, terms)
        amount = event.amount * terms.bioavailability
        for count in range(event.additional + 1):
            at = event.time + terms.lag + count * event.interval
            heapq.heappush(self.coming, (at, number, event.compartment, amount, infusion))

    def move_to(self, time: float, matrix: np.ndarray) -> None:
        """Advance to a time, giving the doses that are due by then."""
        while self.coming and self.coming[0][0] <= time + _SAME_H:
            at, _, compartment, amount, infusion = heapq.heappop(self.coming)
            self._flow_to(max(at, self.time), matrix)
            if infusion is None:
                self.amounts = self.amounts.copy()
                self.amounts[compartment] += amount
            else:
                self.running.append(infusion.until(self.time + infusion.end))
        self._flow_to(time, matrix)

    def _flow_to(self, time: float, matrix: np.ndarray) -> None:
        while self.time < time - _SAME_H:
            stop = min([time, *(one.end for one in self.running if one.end > self.time + _SAME_H)])
            rate = np.zeros_like(self.amounts)
            for one in self.running:
                rate[one.compartment] += one.rate * (one.end > self.time + _SAME_H)
            self.amounts = advance(matrix, rate, self.amounts, stop - self.time)
            self.time = stop
            self.running = [one for one in self.running if one.end > self.time + _SAME_H]
