"""Which recommendations apply to a genotype, with and without co-medication."""

from dataclasses import replace

import pytest

from foredose.advice.guidance import guidance_for
from foredose.core import Candidate
from foredose.knowledge.guideline_facts import guidelines_for
from foredose.knowledge.interaction_facts import perpetrations
from unit.twin.people import gene_call, genome


def applying(drug, meds=(), age=50, indication=None, daily_mg=None, **genes):
    return guidance_for(
        drug, genome(**genes), perpetrations(meds), age_years=age, indication=indication, daily_mg=daily_mg
    )


def ids(found):
    return {g.fact.id for g in found}


def test_a_strong_inhibitor_makes_a_poor_metaboliser_for_the_opioid_guideline():
    without = applying("codeine", CYP2D6="*1/*1", indication="pain")
    with_it = applying("codeine", ["paroxetine"], CYP2D6="*1/*1", indication="pain")
    assert any(i.endswith("cpic-normal") for i in ids(without))
    assert any(i.endswith("cpic-poor") for i in ids(with_it))
    (poor,) = [g for g in with_it if g.fact.id.endswith("cpic-poor")]
    assert poor.fact.action == "avoid" and poor.probability == pytest.approx(1)
    assert "paroxetine" in poor.advice.genes["CYP2D6"] and "*1/*1" in poor.advice.genes["CYP2D6"]


def test_a_moderate_inhibitor_halves_the_score():
    """Duloxetine: *1/*1 scores 1, which is intermediate; *1/*1x3 (4) becomes 2, which is normal."""
    assert any(
        i.endswith("cpic-intermediate") for i in ids(applying("codeine", ["duloxetine"], CYP2D6="*1/*1"))
    )
    three = applying("codeine", ["duloxetine"], CYP2D6="*1/*1x3")
    assert any(i.endswith("cpic-normal") for i in ids(three))


def test_two_inhibitors_count_the_stronger():
    assert any(
        i.endswith("cpic-poor")
        for i in ids(applying("codeine", ["duloxetine", "paroxetine"], CYP2D6="*1/*1"))
    )


def test_a_guideline_without_such_a_rule_keeps_the_genotype():
    """DPWG's codeine rows and every CYP2C19 guideline speak of the genotype alone."""
    found = applying("codeine", ["paroxetine"], CYP2D6="*1/*1")
    dpwg = [g for g in found if "dpwg" in g.fact.id]
    assert not any("poor" in g.fact.id for g in dpwg)
    assert ids(applying("clopidogrel", ["fluconazole"], CYP2C19="*1/*1")) == ids(
        applying("clopidogrel", CYP2C19="*1/*1")
    )


def test_an_inhibitor_of_another_enzyme_changes_nothing():
    assert ids(applying("codeine", ["fluconazole"], CYP2D6="*1/*1")) == ids(
        applying("codeine", CYP2D6="*1/*1")
    )


def test_a_split_genotype_shows_both_with_their_probability():
    found = applying("escitalopram", CYP2C19={"*1/*1": 0.7, "*2/*2": 0.3})
    shares = {round(g.probability, 6) for g in found}
    assert shares == {0.7, 0.3}
    assert found[0].probability >= found[-1].probability


def test_what_is_less_likely_than_a_tenth_is_not_shown():
    found = applying("escitalopram", CYP2C19={"*1/*1": 0.95, "*2/*2": 0.05})
    assert all("Poor" not in g.advice.genes["CYP2C19"] for g in found)


def test_probabilities_of_one_recommendation_add():
    found = applying("clopidogrel", CYP2C19={"*2/*2": 0.5, "*2/*3": 0.3, "*1/*1": 0.2})
    poor = [g for g in found if "Poor" in g.advice.genes["CYP2C19"]]
    assert poor and all(g.probability == pytest.approx(0.8) for g in poor)


def test_the_genotype_shown_is_the_likeliest_that_matches():
    found = applying("clopidogrel", CYP2C19={"*2/*2": 0.9, "*2/*3": 0.1})
    assert found and all("*2/*2" in g.advice.genes["CYP2C19"] for g in found)


def test_of_two_genes_the_likeliest_combination_is_shown():
    """Ninety-two per cent normal in both genes; that both vary has a probability of 0.6 %."""
    normal, variant = "rs9923231 reference (C)", "rs9923231 variant (T)"
    found = applying(
        "warfarin",
        CYP2C9={"*1/*1": 0.92, "*3/*3": 0.08},
        VKORC1={f"{normal}/{normal}": 0.92, f"{variant}/{variant}": 0.08},
    )
    both = [g for g in found if len(g.advice.genes) == 2]
    assert both and all("Normal" in g.advice.genes["CYP2C9"] for g in both)


def test_a_gene_that_was_not_called_has_no_recommendation():
    assert applying("codeine", CYP2C19="*1/*1") == ()
    assert guidance_for("codeine", None, (), age_years=50, indication=None, daily_mg=None) == ()


def test_children_do_not_get_the_advice_of_adults():
    limited = [
        f for drug in ("codeine", "escitalopram", "clopidogrel") for f in guidelines_for(drug) if f.age_years
    ]
    assert limited
    for fact in limited:
        low, high = fact.age_years
        assert low < high
    adult, child = (applying("voriconazole", age=age, CYP2C19="*2/*2") for age in (50, 10))
    assert "cpic-cyp2c19-poor-adults" in ids(adult) and "cpic-cyp2c19-poor-children" not in ids(adult)
    assert "cpic-cyp2c19-poor-children" in ids(child) and "cpic-cyp2c19-poor-adults" not in ids(child)


def test_where_the_age_is_not_known_every_age_group_is_told_by_name():
    found = {g.fact.id: g for g in applying("voriconazole", age=None, CYP2C19="*2/*2")}
    for group in ("adults", "children"):
        one = found[f"cpic-cyp2c19-poor-{group}"]
        assert one.age_open and f", {group}: prefer another drug" in one.advice.sentence
    assert not found["dpwg-cyp2c19-poor"].age_open


def test_a_recommendation_for_an_age_that_is_not_known_speaks_against_nothing():
    known, open_ = (applying("voriconazole", age=age, CYP2C19="*2/*2") for age in (50, None))
    assert [g.advice.against for g in known if g.fact.id == "cpic-cyp2c19-poor-adults"] == [True]
    assert not any(g.advice.against for g in open_ if g.fact.age_years)


def test_a_recommendation_for_some_ages_and_doses_is_kept_with_both_in_words():
    found = applying("codeine", age=None, CYP2D6="*1x3/*1")
    told = [g.advice.sentence for g in found if g.fact.source == "DPWG" and g.fact.age_years]
    assert any("adults, dose above 20 mg every 6 h" in sentence for sentence in told)


def test_an_indication_keeps_its_own_rows():
    pain, cough = (applying("codeine", CYP2D6="*4/*4", indication=i) for i in ("pain", "cough"))
    assert any("dpwg-pain" in i for i in ids(pain)) and not any("dpwg-cough" in i for i in ids(pain))
    assert any("dpwg-cough" in i for i in ids(cough)) and not any("dpwg-pain" in i for i in ids(cough))


def test_conflicting_sources_on_an_imported_drug_stand_side_by_side():
    found = applying("haloperidol", CYP2D6="*4/*4"), applying("celecoxib", CYP2C9="*3/*3")
    assert [[(g.fact.source, g.fact.action) for g in each] for each in found] == [
        [("DPWG", "reduce_dose")],
        [("CPIC", "reduce_dose"), ("FDA", "reduce_dose")],
    ]


def test_a_gene_that_was_not_called_leaves_the_recommendation_on_the_other():
    (alone,) = [g for g in applying("amitriptyline", CYP2D6="*4/*4") if g.fact.source == "CPIC"]
    assert alone.fact.genes["CYP2C19"].no_call
    assert set(alone.advice.genes) == {"CYP2D6"}
    (both,) = [
        g for g in applying("amitriptyline", CYP2D6="*4/*4", CYP2C19="*1/*1") if g.fact.source == "CPIC"
    ]
    assert set(both.advice.genes) == {"CYP2D6", "CYP2C19"}


def test_an_allele_status_from_another_caller_finds_its_recommendation():
    call = replace(
        gene_call("CYP2D6", "*1/*1"),
        gene="HLA-B",
        diplotypes=(),
        phenotypes=(Candidate(name="*57:01 positive", probability=1.0),),
    )
    person = replace(genome(), genes={"HLA-B": call})
    found = guidance_for("abacavir", person, perpetrations(()), age_years=50, indication=None, daily_mg=None)
    assert {g.fact.source for g in found} == {"CPIC", "DPWG", "FDA"}
    assert [g.advice.against for g in found if g.fact.source == "CPIC"] == [True]


def test_the_one_copy_of_a_man_is_a_state_of_its_own():
    (avoid,) = applying("rasburicase", G6PD="A- 202A_376G")
    assert (avoid.fact.action, avoid.advice.against) == ("avoid", True)
    assert avoid.advice.genes["G6PD"] == "Deficient (A- 202A_376G)"
    (keep,) = applying("rasburicase", G6PD="B (reference)")
    assert keep.fact.action == "no_change"


ONE_LACKS = "Reference/c.1905+1G>A (*2A)"
BOTH_DECREASED = "c.2846A>T/c.2846A>T"


def dpwg_on_fluorouracil(**genes):
    found = applying("fluorouracil", **genes)
    return {g.fact.condition: g.probability for g in found if g.fact.source == "DPWG"}


def test_what_the_alleles_decide_is_not_left_open():
    assert dpwg_on_fluorouracil(DPYD=ONE_LACKS) == {"one allele without function": 1}
    assert dpwg_on_fluorouracil(DPYD=BOTH_DECREASED) == {"both alleles of decreased function": 1}
    split = dpwg_on_fluorouracil(DPYD={ONE_LACKS: 0.7, BOTH_DECREASED: 0.3})
    assert split == pytest.approx(
        {"one allele without function": 0.7, "both alleles of decreased function": 0.3}
    )


def test_where_the_alleles_are_not_known_both_are_told_with_their_condition():
    call = replace(gene_call("DPYD", ONE_LACKS), diplotypes=(), activity_score=1.0)
    person = replace(genome(), genes={"DPYD": call})
    found = guidance_for(
        "fluorouracil", person, perpetrations(()), age_years=50, indication=None, daily_mg=None
    )
    told = {g.fact.condition for g in found if g.fact.source == "DPWG"}
    assert told == {"one allele without function", "both alleles of decreased function"}
