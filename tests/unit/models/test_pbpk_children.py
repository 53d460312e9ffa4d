"""A child's body adds up at every age, meets the adult's without a step, and is refused where nothing is known."""

import pytest

from foredose.core import InputError
from foredose.knowledge.age_facts import ages
from foredose.knowledge.compound_facts import compound
from foredose.models.pbpk import CurveChoice, activity_at, growing_proteins, person
from foredose.models.pbpk.anatomy import BODY_ORGANS, PORTAL_ORGANS

pytestmark = pytest.mark.unit

AGES = (0, 0.1, 0.5, 1, 2.5, 5, 8, 10, 13, 15, 17.9)
SEXES = ("male", "female")


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("age", AGES)
def test_volumes_add_up_to_the_weight_and_flows_to_the_cardiac_output(sex, age):
    body = person(sex=sex, age_years=age)
    total = sum(o.volume for o in body.organs.values()) + sum(s.mucosa.volume for s in body.segments)
    assert total + sum(body.pools.values()) == pytest.approx(body.weight_kg, rel=1e-9)
    flows = sum(body.organs[o].flow for o in (*BODY_ORGANS, *PORTAL_ORGANS, "liver"))
    assert flows == pytest.approx(body.cardiac_output, rel=1e-12)
    assert all(o.volume > 0 and o.cells > 0 and o.flow > 0 and o.surface > 0 for o in body.organs.values())
    assert all(s.liquid > 0 and s.absorbing > 0 and s.mucosa.volume > 0 for s in body.segments)


@pytest.mark.parametrize("sex", SEXES)
def test_the_last_child_is_the_first_adult(sex):
    young, grown = (person(sex=sex, age_years=a) for a in (18 - 1e-9, 18))
    for name, organ in grown.organs.items():
        assert young.organs[name].volume == pytest.approx(organ.volume, rel=1e-6)
        assert young.organs[name].flow == pytest.approx(organ.flow, rel=1e-6)
    assert young.filtration == pytest.approx(grown.filtration, rel=1e-6)


@pytest.mark.parametrize("sex", SEXES)
def test_the_cardiac_output_of_the_reference_child_follows_the_source(sex):
    row = ages().rows["cardiac_output"].of(sex)
    adult = person(sex=sex, age_years=18).cardiac_output
    for age, litres in zip(ages().ages_years, row, strict=True):
        seen = person(sex=sex, age_years=age).cardiac_output
        assert seen / adult == pytest.approx(litres / row[-1], rel=1e-6)


@pytest.mark.parametrize(
    ("sex", "age", "grams"),
    [
        ("male", 0, 930), ("male", 1, 3800), ("male", 5, 5500), ("male", 10, 8600), ("male", 15, 12000),
        ("female", 15, 18700),
    ],
)  # fmt: skip
def test_what_the_organs_leave_is_about_the_fat_that_was_measured(sex, age, grams):
    """Adipose tissue of ICRP 89, Table 2.8, which the model does not use."""
    assert person(sex=sex, age_years=age).organs["fat"].volume == pytest.approx(grams / 1000, rel=0.2)


@pytest.mark.parametrize(("days", "measured", "off"), [(0, 19.6, 0.5), (5, 40.6, 0.3), (28, 59.4, 0.3)])
def test_filtration_of_the_newborn_is_of_the_measured_size(days, measured, off):
    """Meta-analysis of 881 term newborns (PMC9257816, abstract), mL/min per 1.73 m2; not used by the model.

    The curve goes by age after the last menstruation and misses the rise of the first days: 45 % too high at birth.
    """
    body = person(age_years=days / 365.25)
    surface = (body.height_cm * body.weight_kg / 3600) ** 0.5  # Mosteller
    assert body.filtration / 0.06 / surface * 1.73 == pytest.approx(measured, rel=off)


def test_interpolation_is_a_straight_line_and_ends_at_the_adult():
    known = ages()
    liver = known.organs["liver"].male
    assert known.at(liver, 3) == pytest.approx((330 + 570) / 2)
    assert known.at(liver, 0) == 130
    assert known.at(liver, 18) == known.at(liver, 40) == 1800


def test_what_is_not_known_of_children_and_the_old_is_said():
    assert len(person(age_years=4).assumed) == 3
    assert not person(age_years=40).assumed
    assert "Schlender" in person(age_years=70).assumed[0]


def test_an_enzyme_of_a_child_is_by_the_chosen_curve_or_refused():
    assert activity_at("CYP3A4", 30, CurveChoice()) == 1
    grown = [activity_at("CYP3A4", age, CurveChoice()) for age in (0, 0.5, 2, 10)]
    assert grown == sorted(grown) and grown[0] == 0
    assert activity_at("CYP3A4", 1, CurveChoice(setting="in vivo", reference="107")) != grown[1]
    with pytest.raises(InputError, match="UGT1A4 at 4 years"):
        activity_at("UGT1A4", 4, CurveChoice())
    with pytest.raises(InputError, match="does not speak"):
        activity_at("CYP3A4", 5, CurveChoice(setting="in vivo", reference="109"))
    assert growing_proteins([compound("midazolam")]) == ("CYP3A4", "UGT1A4")
