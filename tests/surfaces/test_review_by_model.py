"""Concentrations of ``foredose review`` by a population model of the library, where one speaks for the person."""

import numpy as np
import pytest

from foredose.application.given import GivenGenome
from foredose.application.person_given import person_given
from foredose.application.review import review
from foredose.application.simulation import simulate_regimen
from foredose.application.stated import Stated
from foredose.core import Indeterminate

_DOSES = {"pravastatin": "40 mg once daily", "aripiprazole": "15 mg once daily"}


def reviewed(meds, *, curves=False, call=None, **told):
    stated = Stated(**{"age": 45.0, "sex": "male", "weight_kg": 75.0, "smoker": False} | told)
    genome = None if call is None else GivenGenome(call=(f"CYP2D6={call}",))
    given = person_given(genome=genome, record=None, meds=meds, as_of="2026-06-15", stated=stated)
    return {d.drug.inn: d for d in review(given, seed=3, curves=curves).drugs}


def test_alone_it_is_the_model_itself():
    """Nothing moves imatinib here: its level is what `foredose model simulate` gives for many people."""
    found = reviewed("imatinib 400 mg once daily")["imatinib"]
    assert found.by_model.model == "Jiang2023_imatinib"
    many = simulate_regimen(
        "Jiang2023_imatinib",
        "400 mg every 24 hours",
        people=2000,
        seed=1,
        until_h=24 * 14,
        genotypes={"ABCG2": "Normal Function"},
    )
    expected = many.measures["imatinib"]["auc_tau"].value / 24 / 1000
    assert found.mean_mg_per_l.value == pytest.approx(expected, rel=0.1)


def test_people_differ_by_more_than_the_mechanism_knows():
    found = reviewed("imatinib 400 mg once daily", curves=True)["imatinib"]
    low, median, high = (np.array(x) for x in (found.curve.twin[1], found.curve.twin[0], found.curve.twin[2]))
    assert (low < median).all() and (median < high).all()
    assert found.mean_mg_per_l.high / found.mean_mg_per_l.low > 1.5


def test_another_drug_moves_it_by_its_fold():
    alone = reviewed("aripiprazole 15 mg once daily")["aripiprazole"]
    beside = reviewed("aripiprazole 15 mg once daily, quinidine 200 mg three times daily")["aripiprazole"]
    assert alone.by_model.model == beside.by_model.model
    fold = beside.level.value / alone.level.value
    assert fold > 1.5
    assert beside.mean_mg_per_l.value / alone.mean_mg_per_l.value == pytest.approx(fold, rel=0.15)


def test_a_metabolite_keeps_its_ratio_to_the_parent():
    found = reviewed("aripiprazole 15 mg once daily")["aripiprazole"]
    (made,) = found.metabolites
    ratio = made.mean_mg_per_l.value / found.mean_mg_per_l.value
    assert made.ratio_to_parent.low < ratio < made.ratio_to_parent.high


@pytest.mark.parametrize(
    ("meds", "told", "why"),
    [
        ("aripiprazole 15 mg once daily", {"age": None}, "birth date"),
        ("sertraline 100 mg once daily", {}, "outside 13"),
        ("phenytoin 300 mg once daily", {"weight_kg": None}, "weight"),
        ("metoprolol 100 mg twice daily", {"age": 70.0}, "built on 7 people"),
    ],
)
def test_a_model_that_does_not_speak_for_the_person_is_passed_over(meds, told, why):
    (found,) = reviewed(meds, **told).values()
    assert isinstance(found.by_model, Indeterminate)
    assert why in found.by_model.why
    assert found.mean_mg_per_l is not None


@pytest.mark.parametrize(("name", "one", "other"), [("smoker", True, False), ("female", True, False)])
def test_what_a_model_holds_of_the_person_does_not_count_twice(name, one, other):
    """Clozapine's model holds smoking and sex: they move its level as in the model, once."""

    def asked(value):
        told = {"smoker": value} if name == "smoker" else {"sex": "female" if value else "male"}
        return reviewed("clozapine 100 mg twice daily", **told)["clozapine"]

    def simulated(value):
        given = {"smoker": 0.0, "female": 0.0} | {name: float(value)}
        done = simulate_regimen("Li2012_clozapine", "100 mg every 12 hours", given=given, until_h=24 * 28)
        return done.measures["clozapine"]["auc_tau"].value

    assert asked(one).by_model.model == "Li2012_clozapine"
    fold = asked(one).mean_mg_per_l.value / asked(other).mean_mg_per_l.value
    assert fold == pytest.approx(simulated(one) / simulated(other), rel=0.05)  # the effect itself is drawn


def test_genes_that_a_model_holds_are_the_models():
    def mean(state):
        return reviewed("risperidone 2 mg twice daily", call=state)["risperidone"].mean_mg_per_l.value

    def simulated(state):
        done = simulate_regimen(
            "Feng2008_risperidone", "2 mg every 12 hours", given={"age": 45.0}, genotypes={"CYP2D6": state},
            people=1000, seed=2, until_h=24 * 14,
        )  # fmt: skip
        return done.measures["risperidone"]["auc_tau"].value / 12 / 1000

    assert mean("*4/*4") == pytest.approx(simulated("Poor Metabolizer"), rel=0.15)
    assert mean("*1/*1") == pytest.approx(simulated("Normal Metabolizer"), rel=0.15)


def test_a_gene_that_nobody_told_is_said():
    notes = reviewed("tacrolimus 3 mg twice daily")["tacrolimus"].by_model.notes
    assert any("CYP3A5 not told" in n for n in notes)


@pytest.mark.parametrize(
    "meds",
    [
        "simvastatin 40 mg every 13 hours, itraconazole 200 mg daily",
        "voriconazole 200 mg every 48 hours, fluconazole 200 mg daily",
        "risperidone 2 mg every 72 hours, paroxetine 20 mg daily, tacrolimus 2 mg every 12 hours",
    ],
)
def test_levels_agree_with_each_other_and_with_their_course(meds):
    told, drawn = reviewed(meds), reviewed(meds, curves=True)
    for name, one in told.items():
        if isinstance(one.by_model, Indeterminate) or one.by_model is None:
            continue
        again = drawn[name]
        assert again.mean_mg_per_l.value == pytest.approx(one.mean_mg_per_l.value, rel=1e-6)
        assert (again.held and again.held.below) == (one.held and one.held.below)
        low, high = min(again.curve.twin[0]), max(again.curve.twin[0])
        assert low * 0.9 <= again.mean_mg_per_l.value <= high * 1.1


def test_a_drug_that_is_not_in_proportion_says_so():
    notes = {d: reviewed(f"{d} {dose}")[d].by_model.notes for d, dose in _DOSES.items()}
    assert any("not in proportion" in n for n in notes["pravastatin"])
    assert not any("not in proportion" in n for n in notes["aripiprazole"])
