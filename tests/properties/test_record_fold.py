"""Laws of the fold: the order of appending leaves no trace, the future is not known, nothing is made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foredose.core import Indeterminate
from foredose.sources import Allergy, Condition, Measurement, Medication
from foredose.twin.events import Event, IdentityStated, StatusStated
from foredose.twin.snapshot import Twin, fold

DAY = date(2026, 1, 1)
DATES = st.integers(-400, 100).map(lambda n: DAY + timedelta(days=n))


def measured(name: str, value: float, day: date) -> Measurement:
    return Measurement(name=name, value=value, unit="u", date=day, code="c", resource=f"{name}{value}")


def taken(name: str | None, active: bool, resource: str) -> Medication:
    return Medication(
        ingredient=name,
        text="t",
        code=None,
        active=active,
        start=None,
        stop=None,
        dose_mg=None,
        resource=resource,
    )


IDENTITIES = st.builds(
    IdentityStated,
    person=st.sampled_from(["a", "b"]),
    birth_date=st.none() | st.sampled_from([date(1960, 2, 29), date(1990, 1, 1)]),
    sex=st.sampled_from(["female", "male", None]),
    deceased=st.sampled_from([False, True, date(2025, 1, 1)]),
    specimens=st.sampled_from([(), ("s1",), ("s2",)]),
)
FACTS = st.one_of(
    st.builds(
        measured,
        st.sampled_from(["weight", "height", "serum_creatinine"]),
        st.sampled_from([1.0, 70.0]),
        DATES,
    ),
    st.builds(taken, st.sampled_from(["warfarin", "omeprazole", None]), st.booleans(), st.sampled_from("xy")),
    st.builds(StatusStated, name=st.sampled_from(["smoking", "pregnant"]), value=st.booleans()),
    st.just(Allergy(ingredient="codeine", text="codeine", code=None, resource="a")),
    st.just(Condition(text="c", system="s", code="1", active=True, onset=None, resource="c")),
    IDENTITIES,
)


def event(fact: Any, day: date) -> Event:
    return Event(date=fact.date if isinstance(fact, Measurement) else day, fact=fact, source="f")


EVENTS = st.lists(st.builds(event, FACTS, DATES), max_size=12)


@given(st.data(), EVENTS)
def test_order_of_appending_leaves_no_trace(data: st.DataObject, events: list[Event]) -> None:
    assert fold(data.draw(st.permutations(events)), as_of=DAY) == fold(events, as_of=DAY)


@given(EVENTS)
def test_telling_twice_tells_nothing_new(events: list[Event]) -> None:
    def without_events(twin: Twin) -> list[Any]:
        return [getattr(twin, name) for name in Twin.__dataclass_fields__ if name != "events"]

    assert without_events(fold(events + events, as_of=DAY)) == without_events(fold(events, as_of=DAY))


@given(EVENTS)
def test_the_future_is_not_known(events: list[Event]) -> None:
    past = [e for e in events if e.date is not None and e.date <= DAY]
    assert fold(events, as_of=DAY) == fold(past, as_of=DAY)


@given(EVENTS)
def test_nothing_is_made_up(events: list[Event]) -> None:
    twin = fold(events, as_of=DAY)
    told = {e.fact.name for e in events if isinstance(e.fact, Measurement)}
    for name, found in twin.covariates.items():
        if isinstance(found, Measurement) and found.code != "derived":
            assert name in told
        if isinstance(found, Indeterminate):
            assert found.why
            assert found.resolve
    assert not {m.resource for m in twin.medications if not m.active}
