"""What is written in NONMEM's format is read back as the same people."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.sources.event_record import Event
from foredose.sources.nonmem import Record, Subject, read_nonmem
from foredose.surfaces.nonmem_data import nonmem_text

NUMBERS = st.floats(1e-6, 1e6).map(lambda x: float(f"{x:.12g}"))
DOSES = st.builds(
    Event,
    time=st.just(0.0),
    evid=st.sampled_from([1, 4]),
    compartment=st.integers(0, 5),
    amount=NUMBERS,
    rate=st.one_of(st.just(0.0), NUMBERS, st.sampled_from([-1.0, -2.0])),
    interval=NUMBERS,
    additional=st.integers(0, 9),
    steady=st.integers(0, 2),
)
LEVELS = st.builds(lambda v: (Event(time=0.0), v), NUMBERS)


@st.composite
def subjects(draw, name):
    told = draw(st.lists(st.one_of(DOSES.map(lambda e: (e, None)), LEVELS), min_size=1, max_size=6))
    times = sorted(draw(st.lists(st.floats(0, 1e4), min_size=len(told), max_size=len(told))))
    from dataclasses import replace

    records = tuple(
        Record(event=replace(event, time=t), value=value, line=0)
        for t, (event, value) in zip(times, told, strict=True)
    )
    weight = draw(st.one_of(st.just(math.nan), NUMBERS))
    return Subject(name=name, records=records, covariates={"WT": (weight,) * len(records)})


@given(subjects("1"), subjects("2"))
@settings(max_examples=60, deadline=None)
def test_a_file_is_read_back(tmp_path_factory, first, second):
    path = tmp_path_factory.mktemp("nonmem") / "data.csv"
    path.write_text(nonmem_text([first, second]))
    back = read_nonmem(path)
    assert [s.name for s in back] == ["1", "2"]
    for one, other in zip((first, second), back, strict=True):
        assert [(r.event, r.value) for r in one.records] == [(r.event, r.value) for r in other.records]
        assert repr(dict(one.covariates)) == repr(dict(other.covariates))


def test_an_infusion_by_its_length_becomes_a_rate():
    event = Event(time=0.0, evid=1, amount=100.0, duration=0.5)
    text = nonmem_text([Subject(name="7", records=(Record(event=event, value=None, line=0),), covariates={})])
    assert text.splitlines()[1] == "7,0,100,200,0,0,0,1,1,1,."
