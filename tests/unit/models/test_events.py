"""Records that no body can go through are refused by name, before anything is solved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from foredose.core import InputError
from foredose.models import simulate_people
from foredose.models.compiled import compile_declaration
from foredose.models.events import DoseTerms, Event, check_events, simulate_events
from individual_models import LAGGED

NAMES = ("depot", "central")
GOOD: dict[str, Any] = {"time": 1.0, "evid": 1, "compartment": 0, "amount": 100.0}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"compartment": 2}, "compartment", "1 to 2 (depot, central)"),
        ({"compartment": -1}, "compartment", "compartment 0"),
        ({"amount": -5.0}, "amount", "-5"),
        ({"amount": 0.0}, "amount", "a dose of nothing"),
        ({"rate": -3.0}, "rate", "-3"),
        ({"additional": 2}, "interval", "II above 0"),
        ({"steady": 1}, "interval", "II above 0"),
        ({"steady": 3, "interval": 12.0}, "steady", "SS 3"),
        ({"additional": -1, "interval": 12.0}, "additional", "ADDL -1"),
        ({"evid": 7}, "evid", "EVID 7"),
        ({"amount": float("nan")}, "number", "amount"),
        ({"time": float("inf")}, "number", "time"),
        ({"time": -1.0}, "time", "-1 h after 0 h"),
    ],
)
def test_a_bad_record_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    with pytest.raises(InputError) as told:
        check_events([Event(time=0.0), Event(**{**GOOD, **change})], NAMES)
    assert told.value.code == f"event.{code}"
    assert words in str(told.value)
    assert "record 2" in str(told.value)


@pytest.mark.parametrize(("rate", "what"), [(-1.0, "rate"), (-2.0, "duration")])
@pytest.mark.parametrize("value", [None, 0.0, -1.0])
def test_a_modelled_infusion_needs_its_model(rate: float, what: str, value: float | None) -> None:
    event = Event(**{**GOOD, "rate": rate})
    terms = DoseTerms(rate=value, duration=value)
    with pytest.raises(InputError, match=rf"event\.modelled.*{what}"):
        simulate_events([event], [terms], [-np.eye(2)])


@pytest.mark.parametrize("lag", [-0.5, -1e6, float("nan"), float("inf")])
def test_a_dose_before_its_record_is_refused(lag: float) -> None:
    dose = Event(**{**GOOD, "time": 0.0, "interval": 1.0, "additional": 100_000})
    with pytest.raises(InputError, match=r"event\.lag.*0 or more.*the dose at 0 h"):
        simulate_events([dose, Event(time=10.0)], [DoseTerms(lag=lag), DoseTerms()], [-np.eye(2)] * 2)
    values = {p.name: p.value for p in LAGGED.parameters} | {"delay": np.array([0.5, 0.5, lag])}
    with pytest.raises(InputError, match=r"event\.lag"):
        simulate_people(compile_declaration(LAGGED), values, [dose, Event(time=10.0)], people=3)


def test_the_lag_of_what_is_no_dose_is_not_asked_for() -> None:
    found = simulate_events([Event(time=0.0)], [DoseTerms(lag=float("nan"))], [-np.eye(2)])
    assert found == pytest.approx(0.0)


def test_a_constant_infusion_at_steady_state_ends_with_its_record() -> None:
    matrix = np.array([[-1.5, 0.0], [1.5, -0.1]])
    steady = Event(time=0.0, evid=1, compartment=1, rate=10.0, steady=1)
    found = simulate_events([steady, Event(time=10.0)], [DoseTerms()] * 2, [matrix] * 2)
    assert found[0] == pytest.approx([0.0, 100.0])
    assert found[1] == pytest.approx([0.0, 100.0 * np.exp(-1.0)])
