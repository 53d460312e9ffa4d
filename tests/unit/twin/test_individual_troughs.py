"""A level at the time of a dose is a trough, whether the dose has a record of its own or is an additional one."""

import pytest

from foredose.models import dose_events, find_model
from foredose.twin.individual import History, Level, individualise

MODEL = find_model("Goti2018_vancomycin")
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
