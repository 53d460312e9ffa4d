"""The fold: age, currency, derived covariates against published values, contradictions, medications."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foredose.core import Indeterminate
from foredose.sources import Measurement, Medication, Record
from foredose.twin.events import Event, IdentityStated, StatusStated
from foredose.twin.record_events import events_of
from foredose.twin.snapshot import Twin, fold

DAY = date(2026, 6, 1)
WHO = IdentityStated(person="p", birth_date=date(1971, 6, 1), sex="female", deceased=False, specimens=())


def learned(*facts: object, day: date = DAY) -> list[Event]:
    return [Event(date=day, fact=fact, source="t") for fact in facts]  # type: ignore[arg-type]


def lab(name: str, value: float, unit: str, day: date = DAY) -> Event:
    fact = Measurement(name=name, value=value, unit=unit, date=day, code="c", resource=f"{name} {value}")
    return Event(date=day, fact=fact, source="t")


def value_of(twin: Twin, name: str) -> float:
    found = twin.covariates[name]
    assert isinstance(found, Measurement), found
    return found.value


def why(twin: Twin, name: str) -> str:
    found = twin.covariates[name]
    assert isinstance(found, Indeterminate), found
    return found.why


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (date(2014, 6, 1), 12.0),
        (date(2014, 6, 2), 11 + 364 / 365),
        (date(2004, 2, 29), 22 + 92 / 365),
        (DAY, 0.0),
    ],
)
def test_age_counts_birthdays(born: date, years: float) -> None:
    assert fold(learned(replace(WHO, birth_date=born)), as_of=DAY).age_years == pytest.approx(years)


def test_age_and_sex_that_are_not_known_say_why() -> None:
    twin = fold(learned(replace(WHO, birth_date=None, sex=None)), as_of=DAY)
    assert isinstance(twin.age_years, Indeterminate)
    assert isinstance(twin.sex, Indeterminate)
    two = fold(learned(WHO, replace(WHO, sex="male", birth_date=date(1980, 1, 1))), as_of=DAY)
    assert isinstance(two.sex, Indeterminate)
    assert isinstance(two.age_years, Indeterminate)
    assert isinstance(fold([], as_of=DAY).age_years, Indeterminate)
    assert isinstance(
        fold(learned(replace(WHO, birth_date=date(2027, 1, 1))), as_of=DAY).age_years, Indeterminate
    )


def test_an_old_value_is_not_current() -> None:
    twin = fold([lab("weight", 70, "kg", date(2025, 6, 1))], as_of=DAY)
    assert "2025-06-01" in why(twin, "weight")
    assert "365 days old" in why(twin, "weight")
    assert (
        value_of(fold([lab("height", 170, "cm", date(2020, 6, 1)), *learned(WHO)], as_of=DAY), "height")
        == 170
    )
    child = replace(WHO, birth_date=date(2016, 1, 1))
    assert "90 days" in why(
        fold([lab("height", 120, "cm", date(2025, 6, 1)), *learned(child)], as_of=DAY), "height"
    )


def test_two_values_of_one_day_are_not_resolved_by_chance() -> None:
    assert "60 and 70" in why(fold([lab("weight", 70, "kg"), lab("weight", 60, "kg")], as_of=DAY), "weight")


def test_statuses() -> None:
    yes, no = StatusStated(name="pregnant", value=True), StatusStated(name="pregnant", value=False)
    assert fold(learned(yes), as_of=DAY).statuses["pregnant"] is True
    assert isinstance(fold(learned(yes, no), as_of=DAY).statuses["pregnant"], Indeterminate)
    assert isinstance(fold(learned(no, day=date(2026, 1, 1)), as_of=DAY).statuses["pregnant"], Indeterminate)


def test_derived_values_agree_with_published_ones() -> None:
    """CKD-EPI: woman of 55, 0.9 mg/dL, about 76. Mosteller: 180 cm, 80 kg, 2.00. Cockcroft-Gault: 87.5."""
    woman = fold([*learned(WHO), lab("serum_creatinine", 0.9, "mg/dL")], as_of=DAY)
    assert value_of(woman, "egfr_ckd_epi_2021") == pytest.approx(76, abs=1)
    body = fold([*learned(WHO), lab("height", 180, "cm"), lab("weight", 80, "kg")], as_of=DAY)
    assert value_of(body, "body_surface_area") == pytest.approx(2.00, abs=0.005)
    man = replace(WHO, birth_date=date(1976, 6, 1), sex="male")
    clearance = fold(
        [*learned(man), lab("weight", 70, "kg"), lab("serum_creatinine", 1.0, "mg/dL")], as_of=DAY
    )
    assert value_of(clearance, "creatinine_clearance_cockcroft_gault") == pytest.approx(87.5)


def test_deindexed_egfr_scales_with_the_body_and_prefers_the_reported_one() -> None:
    events = [
        *learned(WHO),
        lab("egfr_indexed", 60, "mL/min/{1.73_m2}"),
        lab("serum_creatinine", 0.9, "mg/dL"),
    ]
    twin = fold([*events, lab("height", 180, "cm"), lab("weight", 80, "kg")], as_of=DAY)
    assert value_of(twin, "egfr_deindexed") == pytest.approx(60 * 2.00 / 1.73)
    assert "not stated" in why(fold(events, as_of=DAY), "egfr_deindexed")


def test_derived_needs_every_input_current_and_names_them() -> None:
    events = [*learned(WHO), lab("weight", 80, "kg"), lab("height", 180, "cm", date(2026, 5, 1))]
    found = fold(events, as_of=DAY).covariates["body_surface_area"]
    assert isinstance(found, Measurement)
    assert (found.code, found.date) == ("derived", date(2026, 5, 1))
    assert "Mosteller" in found.resource
    stale = [*learned(WHO), lab("weight", 80, "kg", date(2025, 1, 1)), lab("height", 180, "cm")]
    assert "weight" in why(fold(stale, as_of=DAY), "body_surface_area")
    child = [*learned(replace(WHO, birth_date=date(2016, 1, 1))), lab("serum_creatinine", 0.5, "mg/dL")]
    assert "adults" in why(fold(child, as_of=DAY), "egfr_ckd_epi_2021")


def test_the_last_word_on_a_prescription_counts() -> None:
    drug = Medication(
        ingredient="warfarin",
        text="w",
        code=None,
        active=True,
        start=None,
        stop=None,
        dose_mg=5,
        resource="m1",
    )
    first, then = (
        learned(drug, day=date(2026, 1, 1)),
        learned(replace(drug, active=False), day=date(2026, 3, 1)),
    )
    assert fold(first, as_of=DAY).takes("warfarin")
    stopped = fold(then + first, as_of=DAY)
    assert not stopped.takes("warfarin")
    assert [m.ingredient for m in stopped.stopped] == ["warfarin"]
    assert fold(then + first, as_of=date(2026, 2, 1)).takes("warfarin")


def test_death_is_not_taken_back() -> None:
    dead = learned(replace(WHO, deceased=date(2026, 2, 1)), day=date(2026, 3, 1))
    assert fold([*dead, *learned(WHO)], as_of=DAY).deceased == date(2026, 2, 1)


def test_events_of_a_record_carry_their_own_dates(tmp_path: Path) -> None:
    weight = Measurement(name="weight", value=70, unit="kg", date=date(2026, 5, 1), code="c", resource="o")
    record = Record(
        person="p",
        birth_date=date(1971, 6, 1),
        sex="female",
        deceased=False,
        measurements=(weight,),
        statuses=(("smoking", True, date(2026, 4, 1)),),
        conditions=(),
        procedures=(),
        medications=(),
        allergies=(),
        specimens=("s",),
        unread=(),
        source=str(tmp_path),
    )
    events = events_of(record, None, DAY)
    assert [e.date for e in events] == [DAY, date(2026, 5, 1), date(2026, 4, 1)]
    assert fold(events, as_of=DAY).specimens == ("s",)
    assert events_of(None, None, DAY) == ()
