"""The dosage instructions of a FHIR order, and ways of giving in words."""

from __future__ import annotations

from typing import Any

import pytest

from foredose.core import InputError
from foredose.sources.fhir_dosage import HowTaken, how_taken
from foredose.sources.fhir_elements import Dosage, checked
from foredose.sources.medications import parse_medications
from foredose.sources.routes import route_elsewhere

SNOMED = "http://snomed.info/sct"


def read(*instructions: dict[str, Any]) -> HowTaken:
    return how_taken([checked(Dosage, i, "a test") for i in instructions])


def given(repeat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    rate = [{"doseQuantity": {"value": 50.0, "unit": "mg"}}]
    return {"doseAndRate": rate, "timing": {"repeat": repeat} if repeat else {}} | more


@pytest.mark.parametrize(
    ("repeat", "hours"),
    [
        ({"frequency": 2, "period": 1.0, "periodUnit": "d"}, 12.0),
        ({"period": 8.0, "periodUnit": "h"}, 8.0),
        ({"frequency": 1, "period": 1.0, "periodUnit": "wk"}, 168.0),
        ({"frequency": 1, "frequencyMax": 3, "period": 1.0, "periodUnit": "d"}, None),
        ({"frequency": 1, "period": 1.0, "periodUnit": "d", "dayOfWeek": ["mon"]}, None),
        ({"frequency": 1, "period": 1.0, "periodUnit": "d", "count": 1}, None),
        ({"frequency": 0, "period": 1.0, "periodUnit": "d"}, None),
        ({"frequency": 1, "period": 0.0, "periodUnit": "d"}, None),
        ({"frequency": 1, "period": 1.0, "periodUnit": "mo"}, None),
        ({"frequency": 2}, None),
        ({"frequency": 24, "period": 1.0, "periodUnit": "min"}, None),
        ({"period": 1e300, "periodUnit": "wk"}, None),
        (None, None),
    ],
)
def test_an_interval_is_read_only_where_it_is_one_and_regular(
    repeat: dict[str, Any] | None, hours: float | None
) -> None:
    assert read(given(repeat)).interval_h == hours


def test_a_coded_timing_tells_the_interval() -> None:
    assert read(given(timing={"code": {"coding": [{"code": "BID"}]}})).interval_h == 12.0
    assert read(given(timing={"code": {"coding": [{"code": "BID"}, {"code": "QD"}]}})).interval_h is None


def test_as_needed_and_several_instructions_leave_the_interval_open() -> None:
    daily = {"frequency": 1, "period": 1.0, "periodUnit": "d"}
    assert read(given(daily, asNeededBoolean=True)).interval_h is None
    assert read(given(daily, asNeededCodeableConcept={"text": "pain"})).interval_h is None
    both = read(given(daily), given(daily))
    assert (both.dose_mg, both.interval_h) == (50.0, None)


@pytest.mark.parametrize(
    ("route", "told"),
    [
        ({"coding": [{"system": SNOMED, "code": "26643006"}]}, "oral"),
        ({"coding": [{"system": SNOMED, "code": "47625008", "display": "Intravenous route"}]}, "intravenous"),
        ({"text": "Topical route"}, "on the skin"),
        ({"text": "Oral use"}, "oral"),
        ({"coding": [{"code": "PO", "display": "Swallow, oral"}]}, "oral"),
        ({"text": "Intravenous use"}, "intravenous"),
        ({"text": "Intraosseous route"}, "by Intraosseous route"),
        ({}, None),
    ],
)
def test_routes_are_read_by_code_and_by_words(route: dict[str, Any], told: str | None) -> None:
    assert read(given(route=route)).route == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Diclofenac Sodium 1% Topical Gel", "on the skin"),
        ("budesonide 400 mcg inhaled twice daily", "inhaled"),
        ("timolol eye drops", "in the eye"),
        ("valproate 500 mg soft gel capsule", None),
        ("metoprolol 50 mg twice daily", None),
        ("metoprolol depot tablets 100 mg daily", None),
        ("haloperidol decanoate 100 mg every 4 weeks", "as a depot"),
        ("risperdal consta 25 mg", "as a depot"),
        ("metronidazole vaginal gel", "in the vagina"),
        ("morphine 10 mg iv", None),
    ],
)
def test_products_and_lists_name_ways_of_giving(text: str, told: str | None) -> None:
    assert route_elsewhere(text) == told


def test_a_list_keeps_the_way_of_giving_and_the_drug() -> None:
    found = parse_medications(
        "diclofenac gel 40 mg topical twice daily, budesonide 400 mcg inhaled twice daily"
    )
    told = [(m.ingredient, m.route, m.dose_mg) for m in found]
    assert told == [("diclofenac", "on the skin", 40.0), ("budesonide", "inhaled", 0.4)]
    with pytest.raises(InputError, match="unknown"):
        parse_medications("nonsensol gel")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("metoprolol 50 mg twice daily after food", ("metoprolol", 50.0, 12.0)),
        ("omeprazole capsules 20 mg daily", ("omeprazole", 20.0, 24.0)),
        ("quetiapine XR 300 mg at night", ("quetiapine", 300.0, 24.0)),
        ("codeine 30 mg as needed", ("codeine", 30.0, None)),
        ("prednisolone 40 mg daily for 5 days", ("prednisolone", 40.0, None)),
        ("fentanyl patch 25 mcg/h", ("fentanyl", None, None)),
        ("warfarin 5 mg", ("warfarin", 5.0, None)),
    ],
)
def test_a_list_tells_dose_and_interval_where_it_goes_on_so(
    text: str, told: tuple[str, float | None, float | None]
) -> None:
    (found,) = parse_medications(text)
    assert (found.ingredient, found.dose_mg, found.interval_h) == told


def test_a_coded_timing_on_certain_days_is_no_interval() -> None:
    timing = {"code": {"coding": [{"code": "QD"}]}, "repeat": {"dayOfWeek": ["mon", "thu"]}}
    assert read(given(timing=timing)).interval_h is None


def test_two_ways_of_giving_are_told_as_such() -> None:
    assert read(given(route={"text": "oral"}), given(route={"text": "IV"})).route == "by more than one way"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("midazolam 5 mg IV daily", "intravenous"),
        ("haloperidol 5 mg IM daily", "into the muscle"),
        ("metoprolol 50 mg po twice daily", "oral"),
        ("simvastatin gel caps 20 mg daily", None),
    ],
)
def test_a_list_tells_injections_apart(text: str, told: str | None) -> None:
    assert parse_medications(text)[0].route == told
