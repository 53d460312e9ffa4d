"""Bad levels are refused by name before anything is solved; strange ones are flagged, not crashed on."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from foredose.core import Indeterminate, InputError
from foredose.models import find_model
from foredose.models.declaration import Residual
from foredose.sources.event_record import DOSE, Event
from foredose.twin.individual import Change, History, Individualised, Level, individualise
from individual_models import HERE, WEIGHTED, history, model


def level(**changes: object) -> Level:
    return replace(Level(time=30.0, output="level", value=3.0, unit="mg/L"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (level(value=math.nan), "level.number"),
        (level(time=math.inf), "level.number"),
        (level(unit="mmol/L"), "level.molar"),
        (level(unit="mg"), "level.unit"),
        (level(unit=""), "level.unit"),
        (level(output="metabolite"), "level.output"),
        (level(value=-1.0), "level.negative"),
        (level(value=1e308), "level.impossible"),
        (level(value=None), "level.empty"),
    ],
)
def test_a_bad_level_is_refused(bad: Level, code: str):
    of = model()
    with pytest.raises(InputError) as error:
        individualise(of, history(of, levels=(bad,)))
    assert error.value.code == code
    assert "level 1" in error.value.where


def test_two_levels_of_one_output_at_one_time_are_asked_about():
    of = model()
    with pytest.raises(InputError) as error:
        individualise(of, history(of, levels=(level(), level(value=4.0))))
    assert error.value.code == "level.twice"


def test_a_dose_into_a_compartment_that_is_not_there_is_refused():
    of = model()
    with pytest.raises(InputError) as error:
        individualise(
            of, History(events=(Event(time=0, evid=DOSE, compartment=7, amount=1.0),), levels=(level(),))
        )
    assert error.value.code == "event.compartment"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "values.missing"),
        ({"values": {"weight": math.nan}}, "values.number"),
        ({"values": {"weight": 70.0, "height": 2.0}}, "values.unknown"),
        ({"values": {"weight": 70.0}, "occasions": (5.0, 4.0)}, "history.occasions"),
        (
            {"values": {"weight": 70.0}, "changes": (Change(time=1.0, name="age", value=3.0),)},
            "values.unknown",
        ),
    ],
)
def test_covariates_and_occasions_are_checked(changes: dict[str, object], code: str):
    with pytest.raises(InputError) as error:
        individualise(WEIGHTED, history(WEIGHTED, levels=(level(),), **changes))
    assert error.value.code == code


def test_a_genotype_that_was_not_studied_is_refused():
    of = find_model("Woillard2011_tacrolimus")
    one = history(of, values={"hematocrit": 33.0, "CYP3A5": "Ultrarapid"})
    with pytest.raises(InputError) as error:
        individualise(of, one)
    assert error.value.code == "values.genotype"


def test_a_level_before_any_dose_does_not_fit_and_does_not_teach():
    of = model()
    good = (level(), level(time=36.0, value=1.5))
    found = individualise(of, history(of, levels=(level(time=0.0, value=2.0), *good)), method="map")
    plain = individualise(of, history(of, levels=good), method="map")
    assert isinstance(found, Individualised)
    assert isinstance(plain, Individualised)
    assert found.fit is not None
    assert found.fit.fits is False
    assert "before the first dose" in found.fit.reasons[0]
    assert found.eta == pytest.approx(plain.eta)


def test_nothing_before_any_dose_says_nothing():
    of = model()
    before = (level(time=0.0, value=0.0), level(time=-1.0, value=None, limit=0.1))
    found = individualise(of, history(of, levels=(*before, level())), method="map")
    assert isinstance(found, Individualised)
    assert found.history.levels == (level(),)
    assert found.fit is not None
    assert isinstance(found.fit.fits, Indeterminate)


def test_units_of_mass_concentration_are_converted():
    of = model()
    plain = individualise(of, history(of, levels=(level(),)), method="map")
    other = individualise(of, history(of, levels=(level(value=3000.0, unit="ng/mL"),)), method="map")
    assert isinstance(plain, Individualised)
    assert isinstance(other, Individualised)
    assert other.eta == pytest.approx(plain.eta)


def test_impossible_levels_do_not_fit():
    of = model()
    found = individualise(of, history(of, levels=(level(value=300.0), level(time=31.0, value=0.1))))
    assert isinstance(found, Individualised)
    assert found.fit is not None
    assert found.fit.fits is False


def test_a_level_of_nothing_needs_a_limit_where_the_error_is_relative():
    of = model(residuals=(Residual(output="level", source=HERE, proportional=0.2),))
    with pytest.raises(InputError) as error:
        individualise(of, history(of, levels=(level(value=0.0),)))
    assert error.value.code == "level.zero"
    found = individualise(of, history(of, levels=(level(time=0.0, value=0.0), level())))
    assert isinstance(found, Individualised)


def test_an_output_without_a_published_error_cannot_teach():
    of = model(residuals=())
    with pytest.raises(InputError) as error:
        individualise(of, history(of, levels=(level(),)))
    assert error.value.code == "level.residual"
