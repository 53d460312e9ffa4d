"""Which recommendation applies, and the words made from it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.knowledge.guideline_facts import (
    GeneCondition,
    Magnitude,
    ScoreRange,
    guidelines_for,
    magnitude_text,
    matches,
    sentence,
)


def fact_of(drug, name):
    return next(fact for fact in guidelines_for(drug) if fact.id == name)


def test_a_phenotype_matches_its_own_recommendation_and_no_other():
    poor = fact_of("clopidogrel", "cpic-acs-pci-poor")
    assert matches(poor, {"CYP2C19": "Poor Metabolizer"})
    assert not matches(poor, {"CYP2C19": "Normal Metabolizer"})
    assert not matches(poor, {"CYP2D6": "Poor Metabolizer"})


def test_a_diplotype_with_its_own_recommendation_is_not_taken_for_its_phenotype():
    general = fact_of("warfarin", "dpwg-intermediate")
    state = {"CYP2C9": "Intermediate Metabolizer"}
    assert not matches(general, state), "which intermediate is not known"
    assert not matches(general, state | {"CYP2C9:diplotype": "*1/*2"})
    assert matches(general, state | {"CYP2C9:diplotype": "*1/*8"})


def test_the_order_of_the_alleles_does_not_matter():
    own = fact_of("warfarin", "dpwg-1-3")
    assert matches(own, {"CYP2C9:diplotype": "*1/*3"})
    assert matches(own, {"CYP2C9:diplotype": "*3/*1"})


def test_alleles_are_counted():
    one, two = (fact_of("warfarin", f"cpic-other-allele-{n}") for n in ("one", "two"))
    assert matches(one, {"CYP2C9:diplotype": "*1/*8"})
    assert matches(two, {"CYP2C9:diplotype": "*8/*11"})
    assert not matches(one, {"CYP2C9:diplotype": "*8/*11"})
    assert not matches(two, {"CYP2C9": "Poor Metabolizer"})


@given(st.floats(0, 6, allow_nan=False))
def test_every_score_has_exactly_one_recommendation_of_each_source(score):
    cpic = [f for f in guidelines_for("codeine") if f.source == "CPIC" and matches(f, {"CYP2D6": score})]
    assert len(cpic) == 1
    cough = [
        f
        for f in guidelines_for("codeine")
        if f.source == "DPWG" and "pain" not in f.indications and matches(f, {"CYP2D6": score})
    ]
    assert cough


def test_open_bounds_exclude_their_ends():
    inside = ScoreRange(low=0, above=True, high=1.25, below=True)
    assert [inside.holds(score) for score in (0, 0.25, 1.0, 1.25)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("magnitude", "words"),
    [
        (Magnitude(kind="max_dose", low=15, high=15, unit="mg/day"), "at most 15 mg/day"),
        (Magnitude(kind="max_start", low=20, high=20, unit="mg/day"), "at most 20 mg/day to start with"),
        (Magnitude(kind="dose", low=75, high=75, unit="mg/day"), "75 mg/day"),
        (
            Magnitude(kind="factor", low=1.5, high=2, unit="1", of="usual start"),
            "to 1.5–2 times the usual start",
        ),
        (
            Magnitude(kind="change_percent", low=-30, high=-15, unit="%", of="dose"),
            "by 15–30 % of the dose",
        ),
    ],
)
def test_a_magnitude_in_words(magnitude, words):
    assert magnitude_text(magnitude) == words


def test_no_recommendation_says_that_it_is_no_sign_of_safety():
    silent = fact_of("clopidogrel", "cpic-acs-pci-indeterminate")
    assert sentence(silent).endswith("this is no sign of safety.")


def test_the_number_stands_beside_the_action_that_it_belongs_to():
    text = sentence(fact_of("escitalopram", "cpic-poor"))
    assert "if kept, lower the dose by 50 %" in text
    assert "avoid the usual dose of clopidogrel (75 mg/day)" in sentence(
        fact_of("clopidogrel", "cpic-acs-pci-intermediate")
    )


def test_a_drug_not_to_be_taken_instead_is_said():
    assert "not tramadol" in sentence(fact_of("codeine", "cpic-poor"))
    plain = replace(fact_of("codeine", "cpic-poor"), not_instead=())
    assert "tramadol" not in sentence(plain)


def test_a_condition_without_content_is_refused():
    with pytest.raises(ValueError, match="needs phenotypes"):
        GeneCondition()
    with pytest.raises(ValueError, match="go together"):
        GeneCondition(alleles=("*5",))


def test_a_drug_without_a_file_has_no_recommendations():
    assert guidelines_for("aspirin") == ()


def test_only_the_cpic_opioid_guideline_lets_inhibitors_change_the_score():
    changing = {f.source for f in guidelines_for("codeine") if f.inhibitors_change_score}
    assert changing == {"CPIC"}
    assert not any(
        f.inhibitors_change_score for d in ("clopidogrel", "escitalopram") for f in guidelines_for(d)
    )


def test_an_allele_that_is_carried_or_not_is_told_from_a_state_or_from_two_alleles():
    (avoid,) = [f for f in guidelines_for("abacavir") if f.source == "CPIC" and f.action == "avoid"]
    (keep,) = [f for f in guidelines_for("abacavir") if f.source == "CPIC" and f.action == "no_change"]
    assert matches(avoid, {"HLA-B": "*57:01 positive"})
    assert matches(avoid, {"HLA-B": "*15:02 negative; *57:01 positive"})
    assert matches(avoid, {"HLA-B": "typed", "HLA-B:diplotype": "*57:01:01/*08:01"})
    assert matches(keep, {"HLA-B": "typed", "HLA-B:diplotype": "*07:02/*08:01"})
    assert not matches(keep, {"HLA-B": "*15:02 negative"})
    assert not matches(keep, {"HLA-B": "typed", "HLA-B:diplotype": "*57/*08:01"})


def test_a_recommendation_for_one_gene_alone_holds_only_while_the_other_was_not_called():
    alone = [
        f
        for f in guidelines_for("amitriptyline")
        if len(f.genes) == 2 and f.genes["CYP2C19"].no_call and matches(f, {"CYP2D6": 0.0})
    ]
    assert [f.action for f in alone] == ["avoid"]
    assert not any(matches(f, {"CYP2D6": 0.0, "CYP2C19": "Normal Metabolizer"}) for f in alone)


def test_a_phenotype_without_a_score_is_answered_where_every_score_of_it_is_told_alike():
    poor = [f for f in guidelines_for("capecitabine") if matches(f, {"DPYD": "Poor Metabolizer"})]
    assert {(f.source, f.action) for f in poor} == {("CPIC", "avoid"), ("FDA", "no_safe_dose")}
    half = [f for f in guidelines_for("capecitabine") if f.source == "CPIC" and matches(f, {"DPYD": 0.5})]
    assert [f.also for f in half] == [("reduce_dose", "monitor")]


def test_a_drug_of_the_bulk_tells_both_sources_side_by_side():
    told = {f.source: f for f in guidelines_for("tramadol") if matches(f, {"CYP2D6": 0.0})}
    assert {source: f.action for source, f in told.items()} == {"CPIC": "avoid", "DPWG": "monitor"}
    assert sentence(told["CPIC"]) == (
        "CPIC (strong), CYP2D6 poor metabolizer: avoid tramadol; consider another opioid (not codeine)."
    )


def test_belinostat_starts_lower_without_ugt1a1():
    (fact,) = guidelines_for("belinostat")
    assert matches(fact, {"UGT1A1": "Poor Metabolizer", "UGT1A1:diplotype": "*28/*28"})
    assert not matches(fact, {"UGT1A1": "Intermediate Metabolizer", "UGT1A1:diplotype": "*1/*28"})
    assert sentence(fact) == (
        "FDA, UGT1A1 poor metabolizer or *28/*28: lower the dose of belinostat (750 mg/m2 to start with)."
    )
