"""Laws of active metabolites: what forms them, what the parent leaves, and what neither can change."""

from dataclasses import replace

import numpy as np
import pytest

from foredose.activity.substrate import GeneState
from foredose.core import Citation
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import prepare
from foredose.exposure.metabolites import metabolites_of
from foredose.exposure.taken import Taken
from foredose.exposure.together import alone_with, levels_together
from foredose.knowledge.disposition_facts import Fact, disposition

NAME = "a metabolite"


def fact(quantity, value, of="", site="", unit="1"):
    return Fact(
        quantity=quantity, of=of, site=site, value=value, low=np.nan, high=np.nan, unit=unit, basis="measured",
        source=Citation(key="a test", locus="none"), note="",
    )  # fmt: skip


def parent(ratio, formed, inn="metoprolol"):
    """Return a drug whose metabolite has this AUC ratio and is formed by these enzymes."""
    told = [
        fact("metabolite", 0.5, NAME),
        fact("metabolite_ratio", ratio, NAME),
        fact("half_life", 8, NAME, unit="h"),
    ]
    told += [fact("formed_by", part, NAME, enzyme) for enzyme, part in formed.items()]
    table = disposition(inn)
    return replace(table, facts=(*table.facts, *told))


def means(table, state="", n=1, seed=None):
    """Return the mean level of the drug and of its metabolite, in a person and in the reference."""
    (made,), _ = metabolites_of(table, n, seed)
    drugs = [prepare(table, n, seed), made.prepared]
    taken = Taken(inn=table.inn, dose_mg=100, interval_h=12)
    genes = (
        {
            "CYP2D6": GeneOdds(
                gene="CYP2D6", states=((1.0, GeneState(gene="CYP2D6", kind="score", name=state)),)
            )
        }
        if state
        else {}
    )
    person = levels_together(drugs, [taken], genes, n=n, seed=seed)
    ordinary = alone_with(drugs, taken, n=n, seed=seed)
    return [np.median(x[k].mean) for x in (person, ordinary) for k in (table.inn, NAME)]


@pytest.mark.parametrize("ratio", [0.02, 0.5, 4.0])
@pytest.mark.parametrize("formed", [{"CYP2D6": 0.99}, {"CYP2D6": 0.5}])
def test_the_reference_person_has_the_published_ratio(ratio, formed):
    drug, made, _, _ = means(parent(ratio, formed))
    assert made / drug == pytest.approx(ratio, rel=0.03)


def test_what_only_an_enzyme_that_is_not_there_forms_is_not_formed():
    poor, made, ordinary, usual = means(parent(0.5, {"CYP2D6": 0.999}), "0")
    assert poor > 3 * ordinary
    assert made < 0.05 * usual


def test_what_other_ways_form_rises_where_the_enzyme_is_not_there():
    """The whole dose goes the other ways: their metabolite rises as the drug does."""
    _, made, _, usual = means(parent(0.5, {"CYP2D6": 0.001}), "0")
    assert made > 2 * usual


def test_a_metabolite_with_nothing_that_changes_stays():
    _, made, _, usual = means(parent(0.5, {"CYP2D6": 0.7}))
    assert made == pytest.approx(usual, rel=1e-6)


def test_the_ratio_of_levels_does_not_depend_on_the_published_ratio():
    """It only sizes both sides."""
    folds = [
        made / usual
        for ratio in (0.1, 3.0)
        for _, made, _, usual in [means(parent(ratio, {"CYP2D6": 0.7}), "0.5")]
    ]
    assert folds[0] == pytest.approx(folds[1], rel=1e-6)


def without(quantity):
    table = parent(0.5, {"CYP2D6": 0.7})
    return replace(table, facts=tuple(f for f in table.facts if f.quantity != quantity))


def test_what_is_lacking_is_said():
    followed, lacking = metabolites_of(without("formed_by"), 5, 1)
    assert not followed
    assert "which enzymes form" in lacking[NAME]


def test_without_a_ratio_to_the_parent_the_change_is_the_same():
    _, made, _, usual = means(parent(0.5, {"CYP2D6": 0.7}), "0.5")
    _, other, _, beside = means(without("metabolite_ratio"), "0.5")
    assert other / beside == pytest.approx(made / usual, rel=1e-6)
    (followed,), _ = metabolites_of(without("metabolite_ratio"), 5, 1)
    assert followed.ratio is None


def test_an_enzyme_without_a_share_of_the_drug_forms_nothing_by_guess():
    followed, lacking = metabolites_of(parent(0.5, {"CYP2C19": 0.7}), 5, 1)
    assert not followed
    assert "the share of CYP2C19" in lacking[NAME]
