"""The body adds up: volumes to the body weight, flows to the cardiac output, whatever the person."""

import pytest

from foredose.core import Indeterminate, InputError
from foredose.knowledge.ontogeny_facts import enzyme_fraction, ontogeny
from foredose.models.pbpk import person
from foredose.models.pbpk.anatomy import BODY_ORGANS, PORTAL_ORGANS
from foredose.models.pbpk.numbers import body_numbers

pytestmark = pytest.mark.unit

PEOPLE = [
    {},
    {"sex": "female"},
    {"height_cm": 190, "weight_kg": 95},
    {"sex": "female", "height_cm": 155, "weight_kg": 50},
    {"population": "japanese", "height_cm": 168, "weight_kg": 62},
    {"population": "BlackAmerican_NHANES_1997", "weight_kg": 79, "age_years": 36},
    {"sex": "female", "age_years": 36, "weight_kg": 136},
]


@pytest.mark.parametrize("who", PEOPLE)
def test_organs_mucosa_and_blood_add_up_to_the_weight(who):
    body = person(**who)
    total = sum(o.volume for o in body.organs.values()) + sum(s.mucosa.volume for s in body.segments)
    assert total + sum(body.pools.values()) == pytest.approx(body.weight_kg, rel=1e-9)


@pytest.mark.parametrize("who", PEOPLE)
def test_flows_add_up_to_the_cardiac_output(who):
    body = person(**who)
    organs = sum(body.organs[o].flow for o in (*BODY_ORGANS, *PORTAL_ORGANS, "liver"))
    assert organs == pytest.approx(body.cardiac_output, rel=1e-12)
    assert body.organs["lung"].flow == pytest.approx(body.cardiac_output, rel=1e-12)
    assert all(o.volume > 0 and o.cells > 0 and o.flow > 0 for o in body.organs.values())


@pytest.mark.parametrize("who", PEOPLE)
def test_the_mucosa_takes_no_more_blood_than_the_gut_has(who):
    numbers = body_numbers(person(**who))
    for gut in ("small_intestine", "large_intestine"):
        assert 0 < numbers[f"QM_{gut}"] < numbers[f"Q_{gut}"]


def test_the_reference_man():
    body = person()
    assert body.weight_kg == pytest.approx(73.0, abs=0.01)
    assert 300 < body.cardiac_output < 400
    assert body.filtration == pytest.approx(7.02, abs=0.01)


def test_a_persons_own_filtration_takes_the_place_of_the_reference():
    assert person(filtration_mL_per_min=30).filtration == pytest.approx(1.8)
    with pytest.raises(InputError, match="filtration"):
        person(filtration_mL_per_min=-5)


def test_an_enzyme_grows_by_the_curve_that_is_chosen():
    grown = [enzyme_fraction("CYP2A6", age, setting="in vivo") for age in (0.0, 0.1, 1.0, 8.0)]
    assert grown == sorted(grown)
    curve = next(c for c in ontogeny().curves if (c.enzyme, c.setting) == ("CYP2A6", "in vivo"))
    assert grown[0] == curve.birth
    assert curve.at(curve.age50_years) == pytest.approx((curve.birth + curve.top) / 2)


def test_no_curve_is_taken_where_several_disagree():
    with pytest.raises(InputError, match="2 curves"):
        enzyme_fraction("CYP1A2", 1.0, setting="in vivo")


def test_a_curve_does_not_speak_beyond_its_age():
    capped = next(c for c in ontogeny().curves if c.until_years is not None)
    assert isinstance(capped.at(capped.until_years + 1), Indeterminate)


@pytest.mark.parametrize("population", ["japanese", "Asian_Tanaka_1996"])
@pytest.mark.parametrize("given", [{}, {"weight_kg": 60}, {"height_cm": 165}])
def test_a_population_of_unknown_size_is_refused_by_name(population, given):
    with pytest.raises(InputError, match="no table of the mean height and weight"):
        person(population=population, **given)


def test_parts_of_an_organ_make_the_organ():
    for organ in person().organs.values():
        assert organ.vascular + organ.interstitial + organ.cells == pytest.approx(organ.volume, rel=1e-12)


@pytest.mark.parametrize(
    "who",
    [
        {"age_years": -1},
        {"age_years": 101},
        {"population": "martian"},
        {"weight_kg": 25, "height_cm": 180},
        {"weight_kg": 0},
        {"height_cm": float("nan")},
        {"sex": "other"},
        {"child_pugh": "D"},
        {"child_pugh": "A", "age_years": 10},
        {"population": "american_black", "age_years": 10},
    ],
    ids=str,
)
def test_whom_the_body_does_not_fit_is_refused(who):
    with pytest.raises(InputError, match=r"physiology\.person"):
        person(**who)
