from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from foredose.core import Indeterminate
from foredose.knowledge.interaction_facts import perpetrations
from foredose.models import find_model
from foredose.models.declaration import Parameter
from foredose.twin import draw_individual
from unit.twin.people import TODAY, genome, person

CODEINE = find_model("Ashraf2024_codeine")
TACROLIMUS = find_model("Woillard2011_tacrolimus")
ESCITALOPRAM = find_model("Liu2022_escitalopram")
CLOPIDOGREL = find_model("Jung2024_clopidogrel")


def drawn(model, twin, *, meds=(), draws=300, seed=0):
    pathways = [p.enzyme for p in model.pathways]
    return draw_individual(model, twin, pathways, perpetrations(meds), draws=draws, seed=seed)


def test_a_missing_covariate_is_drawn_from_the_studied_people_and_kept_apart():
    found = drawn(TACROLIMUS, person())
    values = found.missing["hematocrit"]
    low, high = TACROLIMUS.covariates[0].studied
    assert values.shape == (300,) and (values >= low).all() and (values <= high).all()
    assert values.std() > 2
    assert np.array_equal(found.own["hematocrit"], values)
    assert np.array_equal(found.reference["hematocrit"], values), "the reference twin has the same body"


def test_a_known_covariate_is_used_as_it_is():
    found = drawn(TACROLIMUS, person(hematocrit=28.0))
    assert not found.missing
    assert found.own["hematocrit"] == found.reference["hematocrit"] == 28.0


def test_a_stale_covariate_is_missing():
    found = drawn(TACROLIMUS, person(hematocrit=28.0, measured_on=TODAY - timedelta(days=3000)))
    assert "hematocrit" in found.missing


@pytest.mark.parametrize(
    ("model", "known"), [(TACROLIMUS, {"hematocrit": 15.0}), (CODEINE, {"weight": 140.0})]
)
def test_outside_the_studied_range_is_refused_with_the_range(model, known):
    found = drawn(model, person(**known))
    assert isinstance(found, Indeterminate)
    ((name, value),) = known.items()
    assert name in found.why and f"{value:g}" in found.why and model.name in found.why


@pytest.mark.parametrize("edge", [0, 1])
def test_the_ends_of_the_studied_range_are_inside(edge):
    limit = CODEINE.covariates[0].studied[edge]
    assert not isinstance(drawn(CODEINE, person(weight=limit)), Indeterminate)


def test_a_covariate_without_a_typical_value_is_asked_for():
    blunt = replace(TACROLIMUS, covariates=(replace(TACROLIMUS.covariates[0], typical=None),))
    found = drawn(blunt, person())
    assert isinstance(found, Indeterminate) and "hematocrit" in found.why
    assert not isinstance(drawn(blunt, person(hematocrit=30.0)), Indeterminate)


@pytest.mark.parametrize(("age", "fits"), [(17, False), (18, True), (83, True), (84, False), (None, False)])
def test_age_outside_the_people_of_the_model_is_refused(age, fits):
    found = drawn(ESCITALOPRAM, person(age=age))
    assert isinstance(found, Indeterminate) is not fits


def test_age_outside_the_studied_but_used_is_told():
    assert not drawn(CLOPIDOGREL, person(age=40)).notes
    (note,) = drawn(CLOPIDOGREL, person(age=75)).notes
    assert "19–55" in note


def test_an_unknown_gene_is_refused():
    found = drawn(ESCITALOPRAM, person(called=genome(CYP2C9="*1/*1")))
    assert isinstance(found, Indeterminate) and "CYP2C19" in found.why


def test_reference_and_own_differ_only_in_genes_and_co_medication():
    twin = person(genes={"CYP2D6": "*4/*4"}, weight=70.0)
    found = drawn(CODEINE, twin, meds=["paroxetine"])
    same = [n for n in found.own if np.array_equal(found.own[n], found.reference[n])]
    assert set(found.own) - set(same) == {"CYP2D6", "inhibition_CYP2D6"}
    assert found.reference["inhibition_CYP2D6"] == 1.0
    assert (np.asarray(found.own["CYP2D6"]) == 0).all()
    assert (np.asarray(found.reference["CYP2D6"]) == 2).all()


def test_genotype_levels_follow_their_draw():
    twin = person(genes={"CYP2D6": {"*1/*1": 0.5, "*4/*4": 0.5}})
    found = drawn(CODEINE, twin)
    (states,) = found.genotypes
    scores = np.array([float(s.name) for s in states.states])
    assert np.array_equal(found.own["CYP2D6"], scores[states.index])


def moments(parameter, n=20_000, seed=3):
    model = replace(ESCITALOPRAM, parameters=(*ESCITALOPRAM.parameters, parameter))
    return np.asarray(drawn(model, person(), draws=n, seed=seed).own[parameter.name])


def a_parameter(**given):
    return Parameter(**{"name": "probe", "unit": "1", "source": ESCITALOPRAM.source, **given})


def test_lognormal_variability_has_the_declared_variance():
    logs = np.log(moments(a_parameter(value=5.0, iiv=0.09)))
    assert logs.mean() == pytest.approx(np.log(5.0), abs=0.01)
    assert logs.var() == pytest.approx(0.09, rel=0.04)


def test_logit_variability_stays_a_fraction_with_the_declared_variance():
    values = moments(a_parameter(value=0.96, iiv=1.13**2, scale="logit"))
    assert ((values > 0) & (values < 1)).all()
    odds = np.log(values / (1 - values))
    assert odds.mean() == pytest.approx(np.log(0.96 / 0.04), abs=0.03)
    assert odds.std() == pytest.approx(1.13, rel=0.03)


def test_additive_variability():
    values = moments(a_parameter(value=-2.0, iiv=0.25, scale="additive"))
    assert values.mean() == pytest.approx(-2.0, abs=0.02) and values.std() == pytest.approx(0.5, rel=0.03)


def test_uncertainty_of_the_typical_value_adds_to_variability():
    logs = np.log(moments(a_parameter(value=5.0, iiv=0.09, rse=0.2)))
    assert logs.var() == pytest.approx(0.09 + np.log1p(0.04), rel=0.04)


def test_a_fixed_parameter_does_not_vary():
    assert moments(a_parameter(value=2.5)).item() == 2.5


def test_correlated_effects_have_the_declared_correlation():
    found = drawn(
        replace(CLOPIDOGREL, parameters=tuple(replace(p, rse=None) for p in CLOPIDOGREL.parameters)),
        person(),
        draws=20_000,
    )
    first, second, r = CLOPIDOGREL.correlations[0]
    logs = np.log([found.own[first], found.own[second]])
    assert np.corrcoef(logs)[0, 1] == pytest.approx(r, abs=0.02)
    variances = {p.name: p.iiv for p in CLOPIDOGREL.parameters}
    assert logs[1].var() == pytest.approx(variances[second], rel=0.04)


def test_draws_of_different_parameters_are_independent():
    found = drawn(TACROLIMUS, person(), draws=20_000)
    logs = np.log([found.own[p.name] for p in TACROLIMUS.parameters if p.iiv])
    apart = np.corrcoef(logs) - np.eye(len(logs))
    assert np.abs(apart).max() < 0.03
