"""Laws of event records in linear models: what is written short gives what is written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from foredose.models.events import DoseTerms, Event, check_events, simulate_events

DEPOT, CENTRAL = 0, 1
NAMES = ("depot", "central", "peripheral")
TERMS = st.builds(
    DoseTerms,
    bioavailability=st.floats(0.1, 2.0),
    lag=st.floats(0.0, 5.0),
    rate=st.floats(1.0, 50.0),
    duration=st.floats(0.2, 30.0),
)
DOSES = st.builds(
    Event,
    time=st.just(0.0),
    evid=st.just(1),
    compartment=st.sampled_from([DEPOT, CENTRAL]),
    amount=st.floats(1.0, 500.0),
    rate=st.sampled_from([0.0, 5.0, 40.0, -1.0, -2.0]),
    interval=st.sampled_from([6.0, 8.0, 12.0, 24.0]),
)
SEEN = (0.0, 0.5, 1.0, 3.0, 7.9, 12.0, 23.0, 24.0, 30.5, 49.0)
ruled = settings(max_examples=60, deadline=None)


@st.composite
def bodies(draw: st.DrawFn) -> np.ndarray:
    """Two compartments with absorption, of any rates."""
    absorption, elimination = draw(st.floats(0.1, 3.0)), draw(st.floats(0.02, 1.0))
    out, back = draw(st.floats(0.01, 1.0)), draw(st.floats(0.01, 1.0))
    return np.array([[-absorption, 0.0, 0.0], [absorption, -elimination - out, back], [0.0, out, -back]])


def run(events: Sequence[Event], terms: Sequence[DoseTerms] | DoseTerms, matrix: np.ndarray) -> np.ndarray:
    """Return the amounts at ``SEEN``, observations standing behind what happens at the same time."""
    given_terms = [terms] * len(events) if isinstance(terms, DoseTerms) else list(terms)
    pairs = [*zip(events, given_terms, strict=True), *((Event(time=t), DoseTerms()) for t in SEEN)]
    pairs.sort(key=lambda pair: (pair[0].time, pair[0].evid == 0))
    records = [event for event, _ in pairs]
    check_events(records, NAMES)
    amounts = simulate_events(records, [own for _, own in pairs], [matrix] * len(records))
    return amounts[[event.evid == 0 for event in records]]


def lasts(dose: Event, terms: DoseTerms) -> float:
    """Return how long the dose flows in."""
    amount = dose.amount * terms.bioavailability
    modelled = {0.0: 0.0, -1.0: amount / (terms.rate or 1.0), -2.0: terms.duration or 0.0}
    return modelled.get(dose.rate, amount / max(dose.rate, 1e-9))


@ruled
@given(dose=DOSES, terms=TERMS, matrix=bodies(), more=st.integers(0, 4))
def test_additional_doses_are_the_doses_written_out(
    dose: Event, terms: DoseTerms, matrix: np.ndarray, more: int
) -> None:
    short = run([replace(dose, additional=more)], terms, matrix)
    long = run([replace(dose, time=k * dose.interval) for k in range(more + 1)], terms, matrix)
    assert short == pytest.approx(long, rel=1e-9, abs=1e-9)


@ruled
@given(dose=DOSES, terms=TERMS, matrix=bodies())
def test_steady_state_is_what_many_doses_come_to(dose: Event, terms: DoseTerms, matrix: np.ndarray) -> None:
    slowest = np.abs(np.linalg.eigvals(matrix)).min()
    runs = lasts(dose, terms)
    many = int(np.ceil((30 / slowest + runs) / dose.interval)) + 10
    if many > 3_000:
        return
    start = many * dose.interval
    early = [replace(dose, additional=many)]
    records = [*early, *(Event(time=start + t) for t in SEEN if t < dose.interval)]
    amounts = simulate_events(records, [terms] * len(records), [matrix] * len(records))[1:]
    steady = run([replace(dose, steady=1)], terms, matrix)[: len(amounts)]
    assert steady == pytest.approx(amounts, rel=1e-6, abs=1e-6)


@ruled
@given(first=DOSES, second=DOSES, terms=TERMS, matrix=bodies())
def test_what_two_doses_do_together_is_the_sum(
    first: Event, second: Event, terms: DoseTerms, matrix: np.ndarray
) -> None:
    later = replace(second, time=3.0)
    together = run([first, later], terms, matrix)
    assert together == pytest.approx(
        run([first], terms, matrix) + run([later], terms, matrix), rel=1e-9, abs=1e-9
    )


@ruled
@given(first=DOSES, second=DOSES, terms=TERMS, matrix=bodies())
def test_a_second_steady_state_is_added(
    first: Event, second: Event, terms: DoseTerms, matrix: np.ndarray
) -> None:
    one, other = replace(first, steady=1), replace(second, steady=1, time=3.0)
    both = run([one, replace(other, steady=2)], terms, matrix)
    late = np.array([t >= 3.0 for t in SEEN])
    alone = run([one], terms, matrix) + run([other], terms, matrix)
    assert both[late] == pytest.approx(alone[late], rel=1e-9, abs=1e-9)


@ruled
@given(dose=DOSES, terms=TERMS, matrix=bodies(), evid=st.sampled_from([3, 4]))
def test_a_reset_forgets_everything_before_it(
    dose: Event, terms: DoseTerms, matrix: np.ndarray, evid: int
) -> None:
    again = replace(dose, time=7.9, evid=4) if evid == 4 else Event(time=7.9, evid=3)
    with_past = run([replace(dose, additional=5), again], terms, matrix)
    without = run([again], terms, matrix)
    late = np.array([t >= 7.9 for t in SEEN])
    assert with_past[late] == pytest.approx(without[late], rel=1e-9, abs=1e-9)


@ruled
@given(matrix=bodies(), rate=st.floats(0.5, 20.0), hours=st.floats(0.5, 20.0))
def test_an_infusion_is_many_small_boluses(matrix: np.ndarray, rate: float, hours: float) -> None:
    infused = run(
        [Event(time=0.0, evid=1, compartment=CENTRAL, amount=rate * hours, rate=rate)], DoseTerms(), matrix
    )
    parts = 2_000
    middles = [(i + 0.5) * hours / parts for i in range(parts)]
    drops = [Event(time=t, evid=1, compartment=CENTRAL, amount=rate * hours / parts) for t in middles]
    later = [t > hours for t in SEEN]
    dropped = run(drops, DoseTerms(), matrix)
    assert infused[later] == pytest.approx(dropped[later], rel=1e-5, abs=1e-7)


@ruled
@given(dose=DOSES, terms=TERMS, first=bodies(), second=bodies())
def test_between_two_records_the_parameters_of_the_later_one_hold(
    dose: Event, terms: DoseTerms, first: np.ndarray, second: np.ndarray
) -> None:
    records = [dose, Event(time=6.0), Event(time=9.0)]
    apart = simulate_events(records, [terms] * 3, [first, first, second])
    start = apart[1]
    if terms.lag + 30.0 > 3.0 and dose.rate != 0.0:
        return  # an infusion may still run, and then more than the amounts decides
    if terms.lag < 6.0:
        assert apart[2] == pytest.approx(expm(second * 3.0) @ start, rel=1e-9, abs=1e-9)


@ruled
@given(first=DOSES, second=DOSES, terms=TERMS, matrix=bodies(), start=st.sampled_from([0.0, 0.4, 3.0]))
def test_an_infusion_of_which_nothing_arrives_changes_nothing(
    first: Event, second: Event, terms: DoseTerms, matrix: np.ndarray, start: float
) -> None:
    lost = replace(second, time=start, rate=-2.0)
    alone = run([first], terms, matrix)
    beside = run([first, lost], [terms, replace(terms, bioavailability=0.0)], matrix)
    assert beside == pytest.approx(alone, rel=1e-9, abs=1e-9)
