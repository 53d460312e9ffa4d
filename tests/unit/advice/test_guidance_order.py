"""Which recommendation leads, which genes the headline names, and what co-medication adds to a phenotype."""

import re
from dataclasses import replace

import pytest

from foredose.advice.guidance import disagreement, guidance_for
from foredose.knowledge.interaction_facts import perpetrations
from unit.advice.test_engine_answers import answer
from unit.advice.test_guidance_states import applying
from unit.twin.people import genome, person

REFERENCE, VARIANT = "rs9923231 reference (C)", "rs9923231 variant (T)"
WARFARIN = {"CYP2C9": "*1/*3", "CYP4F2": "*3/*6", "VKORC1": f"{REFERENCE}/{REFERENCE}"}


def test_a_change_of_dose_comes_before_an_option_and_no_recommendation_last():
    found = applying("warfarin", **WARFARIN)
    actions = [(g.fact.action, g.fact.strength) for g in found]
    assert actions[0] == ("reduce_dose", "not stated")
    assert actions.index(("algorithm", "unknown")) < actions.index(("increase_dose", "optional"))
    assert actions[-1][0] == "none"


def test_a_strong_avoid_comes_before_a_row_without_a_recommendation():
    found = applying("codeine", ["paroxetine"], CYP2D6="*1/*1", indication="pain")
    assert found[0].fact.action == "avoid" and found[-1].fact.action == "none"


def test_an_unlikely_genotype_never_leads():
    found = applying("escitalopram", CYP2C19={"*1/*1": 0.7, "*2/*2": 0.3})
    assert found[0].probability == pytest.approx(0.7)


def test_guidelines_that_point_both_ways_are_said_to_disagree():
    assert "lower" in disagreement(applying("warfarin", **WARFARIN))
    assert disagreement(applying("warfarin", CYP2C9="*1/*3")) == ""
    assert disagreement(applying("codeine", CYP2D6="*4/*4", indication="pain")) == ""


def test_the_headline_names_the_gene_that_moves_the_simulation():
    found = answer("warfarin 5 mg daily for atrial fibrillation", person(age=66, genes=WARFARIN))
    assert "CYP2C9 Intermediate Metabolizer (*1/*3)" in found.headline
    assert "CYP4F2" not in found.headline
    assert found.guidelines_disagree


def test_a_drug_that_changes_no_phenotype_is_not_named_as_its_cause():
    (poor,) = [
        g for g in applying("codeine", ["paroxetine"], CYP2D6="*4/*4") if g.fact.id.endswith("cpic-poor")
    ]
    assert poor.advice.genes["CYP2D6"] == "Poor Metabolizer (*4/*4); paroxetine adds nothing"


def test_a_score_that_falls_within_its_phenotype_is_said_so():
    (found,) = [
        g
        for g in applying("codeine", ["duloxetine"], CYP2D6="*1/*4")
        if g.fact.id.endswith("cpic-intermediate")
    ]
    assert found.advice.genes["CYP2D6"] == "Intermediate Metabolizer (*1/*4), also with duloxetine"


def test_a_row_by_genotype_alone_says_which_drug_it_leaves_out():
    found = applying("codeine", ["paroxetine"], CYP2D6="*1/*1", indication="pain")
    left_out = {g.fact.source: g.advice.not_considered for g in found}
    assert left_out == {"CPIC": (), "DPWG": ("paroxetine",)}
    alone = applying("codeine", CYP2D6="*1/*1", indication="pain")
    assert all(g.advice.not_considered == () for g in alone)


def test_a_drug_on_another_enzyme_is_not_said_to_be_left_out():
    assert all(g.advice.not_considered == () for g in applying("codeine", ["fluconazole"], CYP2D6="*1/*1"))


def test_what_genotype_and_drug_leave_are_told_apart():
    twin = person(genes={"CYP2D6": "*4/*4"}, meds=("paroxetine",), weight=70.0)
    (poor,) = answer("codeine 30 mg every 6 hours for pain", twin).twin.activities
    assert poor.by_genotype == pytest.approx(poor.value)
    assert poor.drugs == ("paroxetine",) and poor.process == "formation of morphine"
    (normal,) = answer(
        "codeine 30 mg every 6 hours for pain", person(meds=("paroxetine",), weight=70.0)
    ).twin.activities
    assert normal.by_genotype == pytest.approx(1.0) and normal.value < 0.3
    assert normal.drives and not replace(normal, value=1.0, low=1.0, high=1.0).drives


def test_no_call_of_a_gene_has_no_guidance():
    assert (
        guidance_for("warfarin", genome(), perpetrations(()), age_years=50, indication=None, daily_mg=5) == ()
    )


def test_units_and_ranges_are_written_one_way():
    found = answer(
        "clopidogrel 75 mg daily for PCI", person(genes={"CYP2C19": "*1/*2"}, meds=("omeprazole",))
    )
    told = [found.headline, *(w for o in found.options for w in o.why), found.why[0].text]
    assert any("h·ng/mL" in text for text in told)
    assert not [text for text in told if "h.ng" in text or re.search(r"\d%|\d-\d", text)]


def test_a_usual_range_does_not_judge_how_often_the_drug_is_needed():
    def told(found):
        return any("as often as ordered" in u.what for u in found.unknowns)

    assert told(answer("codeine 30 mg every 6 hours for pain", person(weight=70.0)))
    assert not told(answer("warfarin 5 mg daily", person()))
