"""What changes between records, a covariate or an occasion, against integration piece by piece with LSODA.

Up to the time of a change the old values hold and from it on the new ones, whatever records stand around it; where
every record has values of its own they hold on the way to it (NONMEM Users Guide VIII), also to a dose whose lag
leaves nothing to be done at its record. Nothing of the product makes the expected levels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from foredose.models.declaration import Derived, Model, Route
from foredose.models.people import simulate_each, simulate_people
from foredose.numerics.exact import follow
from foredose.numerics.plan import SharedPlan
from foredose.numerics.records import plan_records
from foredose.sources.event_record import Event
from foredose.twin.individual import Change
from foredose.twin.individual.course import course_of
from foredose.twin.individual.prediction import compiled_of, predict
from individual_models import OCCASIONS, SATURABLE, WEIGHTED, history, model

SATURABLE_BY_WEIGHT = replace(
    SATURABLE,
    parameters=tuple(replace(p, name="Vmax70") if p.name == "Vmax" else p for p in SATURABLE.parameters),
    covariates=WEIGHTED.covariates,
    derived=(Derived(name="Vmax", expression="Vmax70*(weight/70)**0.75", unit="mg/h"),),
)
LINEAR = {p.name: p.value for p in model().parameters}
OTHER = {p.name: p.value for p in SATURABLE.parameters}
DOSES = (0.0, 24.0, 48.0, 72.0)
TIMES = (20.0, 30.0, 40.0, 61.0, 71.0, 95.0)
CHANGES = ((13.0, 140.0), (31.0, 40.0), (60.0, 100.0))
PIECES = ((13.0, 70.0), (31.0, 140.0), (60.0, 40.0), (np.inf, 100.0))

Out = Callable[[float, float], float]


def linear(level: float, weight: float) -> float:
    return LINEAR["CL"] * (weight / 70) ** 0.75 * level


def saturable(level: float, weight: float) -> float:
    return OTHER["Vmax"] * (weight / 70) ** 0.75 * level / (OTHER["Km"] + level)


def integrated(
    out: Out,
    pieces: Sequence[tuple[float, float]],
    times: Sequence[float],
    doses: Sequence[float] = DOSES,
) -> np.ndarray:
    """Return levels at times, none of them that of a dose; each piece is (until, what holds)."""
    ka, volume = LINEAR["ka"], LINEAR["V"]
    x, now, found = np.zeros(2), 0.0, []
    for end in sorted({*doses, *times, *(t for t, _ in pieces if t < max(times))}):
        holds = next(v for until, v in pieces if end <= until)
        if end > now:
            solved = solve_ivp(
                lambda _, y, v=holds: (-ka * y[0], ka * y[0] - out(y[1] / volume, v)),
                (now, end), x, method="LSODA", rtol=1e-11, atol=1e-12,
            )  # fmt: skip
            x, now = solved.y[:, -1].copy(), end
        x[0] += 500.0 * (end in doses)
        if end in times:
            found.append(x[1] / volume)
    return np.array(found)


@pytest.mark.parametrize(
    ("of", "out", "exact"), [(WEIGHTED, linear, 1e-9), (SATURABLE_BY_WEIGHT, saturable, 1e-5)]
)
def test_a_covariate_changes_at_its_time(of: Model, out: Out, exact: float) -> None:
    one = history(
        of,
        dict.fromkeys(TIMES, 1.0),
        values={"weight": 70.0},
        changes=tuple(Change(time=t, name="weight", value=v) for t, v in CHANGES),
    )
    alone = predict(compiled_of(of), [one])
    expected = integrated(out, PIECES, TIMES)
    assert alone.levels(np.zeros((1, alone.effects.size))) == pytest.approx(expected, rel=exact)
    many = alone.taken(np.zeros(11, np.int64)).levels(np.zeros((11, alone.effects.size)))
    assert many.reshape(11, -1) == pytest.approx(np.tile(expected, (11, 1)), rel=exact)


def test_an_occasion_begins_at_its_time() -> None:
    one = predict(compiled_of(OCCASIONS), [history(OCCASIONS, dict.fromkeys(TIMES, 1.0), occasions=(31.0,))])
    effects = np.zeros((1, one.effects.size))
    effects[0, one.effects.names.index("CL @2")] = 0.6
    heavier = 70 * np.exp(0.6 / 0.75)
    expected = integrated(linear, ((31.0, 70.0), (np.inf, heavier)), TIMES)
    assert one.levels(effects) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("of", "out", "exact"), [(WEIGHTED, linear, 1e-9), (SATURABLE_BY_WEIGHT, saturable, 1e-5)]
)
def test_the_values_of_a_lagged_dose_hold_on_the_way_to_it(of: Model, out: Out, exact: float) -> None:
    lagged = replace(of, routes=(Route(name="oral", compartment="depot", lag="2"),))
    records = [
        Event(time=0.0, evid=1, amount=500.0),
        Event(time=12.0, evid=2),
        Event(time=24.0, evid=1, amount=500.0),
        Event(time=30.0),
    ]
    typical = {p.name: p.value for p in of.parameters}
    weight = np.array([60.0, 140.0, 40.0, 100.0])
    found = simulate_each(compiled_of(lagged), typical | {"weight": weight}, [records])
    pieces = ((12.0, 140.0), (24.0, 40.0), (np.inf, 100.0))
    expected = integrated(out, pieces, (30.0,), (2.0, 26.0))
    assert found.outputs["level"] == pytest.approx(expected, rel=exact)


def test_a_plan_that_people_share_turns_where_their_own_does() -> None:
    one = history(
        WEIGHTED,
        dict.fromkeys(TIMES, 1.0),
        values={"weight": 70.0},
        changes=tuple(Change(time=t, name="weight", value=v) for t, v in CHANGES),
    )
    alone = predict(compiled_of(WEIGHTED), [one])
    known = compiled_of(WEIGHTED).individual(alone.known(np.zeros((1, alone.effects.size))))
    prepared = alone.prepared
    plan = plan_records(prepared.with_terms(known))
    shared = SharedPlan(one=plan, rows=prepared.rows, factor=np.ones((3, 2)))
    matrices = compiled_of(WEIGHTED).matrix(compiled_of(WEIGHTED).kernel_values(known, prepared.rows))
    each = np.ascontiguousarray(np.tile(matrices[:, :2, :2], (3, 1, 1)))
    found = follow(each, np.zeros((3, 2)), shared)[:, 1] / LINEAR["V"]
    assert found == pytest.approx(np.tile(integrated(linear, PIECES, TIMES), 3), rel=1e-9)


def test_a_record_at_which_nothing_happens_is_nothing_to_people_who_share_their_events() -> None:
    compiled = compiled_of(WEIGHTED)
    events = list(course_of(history(WEIGHTED, dict.fromkeys(TIMES, 1.0))).events)
    between = sorted([*events, Event(time=50.0, evid=2)], key=lambda e: e.time)
    values = {p.name: p.value for p in WEIGHTED.parameters} | {"weight": np.array([60.0, 90.0])}
    plain, more = (simulate_people(compiled, values, e, people=2).outputs["level"] for e in (events, between))
    assert more == pytest.approx(plain, rel=1e-12)
