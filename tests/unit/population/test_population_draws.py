"""Virtual people: the same however they are split, possible, and refused by name where nobody knows."""

from dataclasses import replace

import numpy as np
import pytest

from foredose.core import InputError
from foredose.models import find_model, model_names
from foredose.models.effects import Effects, between_covariance
from foredose.population import Block, Condition, VirtualPopulation, draw_people
from foredose.population.derived import DERIVED
from foredose.population.effects import draw_parameters
from foredose.population.haplotypes import linked
from foredose.population.streams import Streams
from foredose.twin.derived import FORMULAS

EVERYBODY = VirtualPopulation(
    n=20_000,
    seed=7,
    physiology="us_2013_2018",
    ancestry={"AFR": 0.5, "EAS": 0.5},
    age_years=(2, 80),
    female=0.5,
    genes=("CYP3A5", "G6PD"),
    covariates=("bmi", "hematocrit", "lean_body_mass"),
)
ADULTS = replace(
    EVERYBODY, age_years=(18, 80), covariates=("serum_creatinine", "albumin", "alt", "bilirubin", *DERIVED)
)


def test_a_person_has_the_same_numbers_in_any_block():
    streams = Streams(3)
    whole = streams.uniform("height", Block(0, 101))
    assert whole.min() > 0 and whole.max() < 1
    for first in (1, 2, 3, 4, 50):
        assert np.array_equal(streams.uniform("height", Block(first, 101 - first)), whole[first:])
    assert not np.array_equal(streams.uniform("weight", Block(0, 101)), whole)
    assert not np.array_equal(Streams(4).uniform("height", Block(0, 101)), whole)


def test_people_do_not_change_with_what_else_is_drawn():
    alone = draw_people(EVERYBODY, Block(100, 50))
    more = draw_people(
        replace(EVERYBODY, genes=("SLCO1B1", "CYP3A5"), covariates=("hematocrit",)), Block(0, 200)
    )
    for name in ("age", "female", "hematocrit", "height"):
        if name in alone.covariates and name in more.covariates:
            assert np.array_equal(alone.covariates[name], more.covariates[name][100:150])
    own, other = alone.diplotypes["CYP3A5"], more.diplotypes["CYP3A5"]
    assert [own.names[i] for i in own.index] == [other.names[i] for i in other.index[100:150]]


def test_nobody_is_impossible():
    people = draw_people(EVERYBODY, Block(0, 20_000)).covariates
    assert all(np.isfinite(people[n]).all() for n in ("age", "height", "weight", "bmi", "hematocrit"))
    assert people["age"].min() >= 2 and people["age"].max() < 80
    assert people["bmi"].min() > 10 and people["bmi"].max() < 90
    assert people["height"][people["age"] < 3].max() < 110
    grown = people["age"] >= 18
    assert np.isnan(people["lean_body_mass"][~grown]).all()
    assert (people["lean_body_mass"][grown] < people["weight"][grown]).all()


def test_blood_of_adults_is_possible():
    people = draw_people(ADULTS, Block(0, 20_000)).covariates
    for name, low, high in (("serum_creatinine", 0.2, 20), ("albumin", 15, 60), ("bilirubin", 0.05, 10)):
        assert low < people[name].min() and people[name].max() < high
    # older people clear less, and creatinine of men is higher
    old = people["age"] > 65
    assert people["egfr_ckd_epi_2021"][old].mean() < people["egfr_ckd_epi_2021"][~old].mean() - 15
    women = people["female"] == 1
    assert people["serum_creatinine"][women].mean() < people["serum_creatinine"][~women].mean()


def test_formulas_are_those_of_one_person():
    people = draw_people(ADULTS, Block(0, 50)).covariates
    for formula in FORMULAS:
        if formula.name not in DERIVED:
            continue
        for i in range(50):
            one = {n: float(people[n][i]) for n in formula.needs}
            expected = formula.value(one, float(people["age"][i]), bool(people["female"][i]))
            assert people[formula.name][i] == pytest.approx(expected, rel=1e-12)


def test_conditions_hold_and_leave_sex_alone():
    slim = replace(ADULTS, conditions=(Condition(covariate="bmi", low=18.5, high=25),))
    people, before = (draw_people(p, Block(0, 2_000)).covariates for p in (slim, ADULTS))
    assert people["bmi"].min() >= 18.5 and people["bmi"].max() <= 25
    assert np.array_equal(people["female"], before["female"])
    met = (before["bmi"] >= 18.5) & (before["bmi"] <= 25)
    assert np.array_equal(people["height"][met], before["height"][met])
    later = draw_people(slim, Block(1_500, 10)).covariates
    assert np.array_equal(later["weight"], people["weight"][1_500:1_510])


def test_conditions_that_nobody_meets_are_refused():
    none = replace(ADULTS, conditions=(Condition(covariate="bmi", low=500, high=600),))
    with pytest.raises(InputError) as caught:
        draw_people(none, Block(0, 10))
    assert caught.value.code == "population.conditions"


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ({"covariates": ("alpha_1_acid_glycoprotein",)}, "population.covariate", "alpha_1_acid_glycoprotein"),
        ({"covariates": ("serum_creatinine",)}, "population.covariate", "not measured by the survey"),
        ({"covariates": ("egfr_ckd_epi_2021",)}, "population.covariate", "serum_creatinine"),
        ({"age_years": (1, 80)}, "population.age", "infants change within weeks"),
        ({"age_years": (2, 90)}, "population.age", "does not tell ages above 79"),
        ({"ancestry": {"EUR": 0.5}}, "population.ancestry", "0.5"),
        ({"ancestry": {"XYZ": 1.0}}, "population.ancestry", "XYZ"),
        ({"physiology": "mars"}, "population.facts", "mars"),
        ({"genes": ("NOT1",)}, "population.genes", "NOT1"),
        ({"n": 0}, "population.n", "0 people"),
        ({"female": 2.0}, "population.female", "2"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(change, code, told):
    with pytest.raises(InputError) as caught:
        replace(EVERYBODY, **change)
    assert caught.value.code == code
    assert told in caught.value.found


def test_a_gene_that_nobody_counted_is_refused():
    with pytest.raises(InputError) as caught:
        draw_people(replace(EVERYBODY, genes=("HLA-B",)), Block(0, 1))
    assert caught.value.code == "population.gene"


def test_a_man_has_one_copy_of_a_gene_on_the_x_chromosome():
    people = draw_people(EVERYBODY, Block(0, 500))
    drawn = people.diplotypes["G6PD"]
    copies = np.array([name.count("/") + 1 for name in drawn.names])[drawn.index]
    assert np.array_equal(copies == 2, people.covariates["female"] == 1)


def test_genes_near_each_other_are_told():
    assert linked(("CYP2C9", "CYP2C19", "SLCO1B1", "CYP2D6")) == (("CYP2C19", "CYP2C9"),)


def test_random_effects_have_the_models_covariance():
    varied = [m for m in map(find_model, model_names()) if len(m.correlations) > 1]
    assert varied
    model = varied[0]
    n = 40_000
    drawn = draw_parameters(model, 1, Block(0, n))
    between = Effects(model=model).between
    wide = [p for p in between if p.scale == "log"]
    logs = np.array([np.log(drawn[p.name] / p.value) for p in wide])
    at = [between.index(p) for p in wide]
    expected = between_covariance(model)[np.ix_(at, at)]
    spread = np.sqrt(np.diag(expected))
    assert np.abs(np.cov(logs) / np.outer(spread, spread) - expected / np.outer(spread, spread)).max() < 0.04
