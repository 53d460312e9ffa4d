"""Every kind of event record against NONMEM 7.4.3: 54 scenarios of one compartment with absorption.

The model of the file: CL 1.1 L/h, V 20 L, KA 1.5 per h, amounts in the central compartment over V/1000; F, ALAG, R and
D belong to the central compartment, as its columns say for doses there.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from functools import cache

import numpy as np
import pytest

from foredose.models.events import DoseTerms, Event, check_events, simulate_events
from foredose.sources.external import external_path

CL, V, KA = 1.1, 20.0, 1.5
MATRIX = np.array([[-KA, 0.0], [KA, -CL / V]])
CENTRAL = 1
MOST = 1e-4


@cache
def scenarios() -> dict[int, list[dict[str, float]]]:
    found: dict[int, list[dict[str, float]]] = defaultdict(list)
    with gzip.open(external_path("nonmem_events", check=True), "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            found[int(row["id"])].append({k: float(v or "nan") for k, v in row.items()})
    return found


def event(row: dict[str, float]) -> Event:
    return Event(
        time=row["time"],
        evid=int(row["evid"]),
        compartment=int(row["cmt"]) - 1,
        amount=row["amt"],
        rate=row["rate"],
        interval=row["ii"],
        additional=int(row["addl"]),
        steady=int(row["ss"]),
    )


def terms(row: dict[str, float]) -> DoseTerms:
    if row["cmt"] - 1 != CENTRAL:
        return DoseTerms()
    return DoseTerms(bioavailability=row["bioav"], lag=row["lagt"], rate=row["rat2"], duration=row["dur2"])


def test_there_are_54_scenarios() -> None:
    assert len(scenarios()) == 54


@pytest.mark.parametrize("number", [*range(1, 27), 102, 109, 110, 111, 125, 210, 211, 225, 310, 311, 325])
def test_a_scenario_equals_nonmem(number: int) -> None:
    assert difference(number) < MOST


@pytest.mark.parametrize(
    "number", [409, 410, 411, 415, 425, 509, 510, 525, 609, 610, 625, 709, 725, 809, 825, 909, 1009]
)
def test_a_lag_beyond_the_interval_equals_nonmem(number: int) -> None:
    assert difference(number) < MOST


def difference(number: int) -> float:
    """Return the greatest relative difference; of values under a thousandth of the peak, relative to that."""
    rows = scenarios()[number]
    events = [event(row) for row in rows]
    check_events(events, ("depot", "central"))
    amounts = simulate_events(events, [terms(row) for row in rows], [MATRIX] * len(rows))
    seen = np.array([row["evid"] == 0 for row in rows])
    theirs = np.array([row["cp"] for row in rows])[seen]
    ours = amounts[seen, CENTRAL] / (V / 1000)
    scale = np.maximum(np.abs(theirs), 1e-3 * np.nanmax(np.abs(theirs)))
    return float(np.nanmax(np.abs(ours - theirs) / scale))
