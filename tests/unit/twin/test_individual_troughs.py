"""A level at the time of a dose is a trough, whether the dose has a record of its own or is an additional one."""

from dataclasses import replace

import numpy as np
import pytest

from foredose.models import dose_events, find_model
from foredose.models.declaration import Derived
from foredose.twin.individual import Change, History, Level, individualise
from foredose.twin.individual.prediction import compiled_of, predict
from individual_models import OCCASIONS, WEIGHTED, history

MODEL = find_model("Goti2018_vancomycin")
VOLUME = replace(
    WEIGHTED,
    parameters=tuple(replace(p, name="V70") if p.name == "V" else p for p in WEIGHTED.parameters),
    derived=(*WEIGHTED.derived, Derived(name="V", expression="V70*weight/70", unit="L")),
)
VALUES = {"weight": 70.0, "creatinine_clearance": 70.0, "hemodialysis": 0.0}


def learned(events, **level):
    levels = (
        Level(time=24.0, output="vancomycin", value=15.0, unit="mg/L", **level),
        Level(time=26.0, output="vancomycin", value=30.0, unit="mg/L"),
    )
    history = History(events=tuple(events), levels=levels, values=VALUES)
    found = individualise(MODEL, history, method="map", check=False)
    return found.parameters["V1"].value


def test_additional_doses_and_written_ones_teach_the_same():
    short = dose_events(MODEL, 1000, duration_h=1, interval_h=12, additional=3)
    long = [e for k in range(4) for e in dose_events(MODEL, 1000, duration_h=1, time=12.0 * k)]
    assert learned(short) == pytest.approx(learned(long), rel=1e-4)


def test_a_trough_of_boluses_is_not_their_peak():
    bolus = dose_events(MODEL, 1000, interval_h=12, additional=3)
    assert learned(bolus) != pytest.approx(learned(bolus, after_dose=True), rel=0.1)


@pytest.mark.parametrize("begins", [24.0, 24.0 + 1e-6, 20.0])
@pytest.mark.parametrize("after_dose", [False, True])
def test_a_change_at_a_dose_acts_the_same_however_the_doses_are_written(begins, after_dose):
    """With the change a little behind the dose the trough knows the old value, with the change at it the new one."""
    short = dose_events(WEIGHTED, 500.0, interval_h=12, additional=3)
    long = [e for k in range(4) for e in dose_events(WEIGHTED, 500.0, time=12.0 * k)]
    change = Change(time=begins, name="weight", value=140.0)
    levels = tuple(
        Level(time=t, output="level", value=1.0, unit="mg/L", after_dose=after_dose) for t in (24.0, 30.0)
    )
    whole = predict(
        compiled_of(VOLUME),
        [
            History(events=tuple(e), levels=levels, changes=(change,), values={"weight": 70.0})
            for e in (short, long)
        ],
    )
    found = whole.levels(np.zeros((2, whole.effects.size))).reshape(2, 2)
    assert found[0] == pytest.approx(found[1], rel=1e-5)


def test_an_occasion_at_a_dose_begins_the_same_however_the_doses_are_written():
    short = dose_events(OCCASIONS, 500.0, interval_h=12, additional=3)
    long = [e for k in range(4) for e in dose_events(OCCASIONS, 500.0, time=12.0 * k)]
    one = history(OCCASIONS, {24.0: 1.0, 30.0: 1.0}, occasions=(24.0,))
    whole = predict(compiled_of(OCCASIONS), [replace(one, events=tuple(e)) for e in (short, long)])
    effects = np.tile(np.arange(whole.effects.size) * 0.2, (2, 1))
    found = whole.levels(effects).reshape(2, 2)
    assert found[0] == pytest.approx(found[1], rel=1e-5)
