"""Concentrations of ``foredose review`` by a population model of the library, where one speaks for the person."""

import numpy as np
import pytest

from foredose.application.person_given import person_given
from foredose.application.review import review
from foredose.application.simulation import simulate_regimen
from foredose.application.stated import Stated
from foredose.core import Indeterminate

_DOSES = {"pravastatin": "40 mg once daily", "aripiprazole": "15 mg once daily"}


def reviewed(meds, *, curves=False, **told):
    stated = Stated(**{"age": 45.0, "sex": "male", "weight_kg": 75.0, "smoker": False} | told)
    given = person_given(genome=None, record=None, meds=meds, as_of="2026-06-15", stated=stated)
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
    assert found.mean_mg_per_l.high / found.mean_mg_per_l.low > 2


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


def test_what_a_model_holds_of_the_person_does_not_count_twice():
    """Clozapine's model holds smoking: its level falls once, not by the model and the network."""
    each = {
        smokes: reviewed("clozapine 100 mg twice daily", smoker=smokes)["clozapine"]
        for smokes in (True, False)
    }
    assert each[True].by_model.model == "Li2012_clozapine"
    fold = each[True].mean_mg_per_l.value / each[False].mean_mg_per_l.value
    by = {
        s: simulate_regimen(
            "Li2012_clozapine", "100 mg every 12 hours", given={"smoker": float(s), "female": 0.0}, until_h=240
        ).measures["clozapine"]["auc_tau"].value
        for s in (True, False)
    }  # fmt: skip
    assert fold == pytest.approx(by[True] / by[False], rel=0.15)


def test_a_drug_that_is_not_in_proportion_says_so():
    notes = {d: reviewed(f"{d} {dose}")[d].by_model.notes for d, dose in _DOSES.items()}
    assert any("not in proportion" in n for n in notes["pravastatin"])
    assert not any("not in proportion" in n for n in notes["aripiprazole"])
