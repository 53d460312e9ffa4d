"""Laws of a list followed together: order, strangers, the person alone, and agreement with the ratio of one drug."""

import numpy as np
import pytest

from foredose.activity.substrate import GeneState
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import prepare
from foredose.exposure.ratio import Exposure, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.exposure.together import levels_alone, levels_together
from foredose.knowledge.disposition_facts import disposition

LIST = {"metoprolol": (100, 12), "paroxetine": (20, 24), "omeprazole": (20, 24), "midazolam": (7.5, 24)}
POOR = {
    "CYP2D6": GeneOdds(gene="CYP2D6", states=((1.0, GeneState(gene="CYP2D6", kind="score", name="0")),)),
}


def followed(names, genes=None, n=40, seed=3):
    drugs = [prepare(disposition(name), n, seed) for name in names]
    taken = [Taken(inn=name, dose_mg=LIST[name][0], interval_h=LIST[name][1]) for name in names]
    return levels_together(drugs, taken, genes or {}, n=n, seed=seed)


def test_the_order_of_the_list_does_not_matter():
    one, other = followed(list(LIST)), followed(list(LIST)[::-1])
    for name in LIST:
        assert one[name].mean == pytest.approx(other[name].mean, rel=1e-9)


def test_a_drug_that_shares_nothing_changes_nothing():
    """Midazolam neither acts on what carries paroxetine nor the other way round."""
    without, with_it = (
        followed(["metoprolol", "paroxetine"]),
        followed(["metoprolol", "paroxetine", "midazolam"]),
    )
    assert with_it["paroxetine"].mean == pytest.approx(without["paroxetine"].mean, rel=1e-9)


@pytest.mark.parametrize("name", list(LIST))
def test_a_drug_by_itself_in_the_reference_person_is_the_reference(name):
    drug = prepare(disposition(name), 20, 1)
    taken = Taken(inn=name, dose_mg=LIST[name][0], interval_h=LIST[name][1])
    alone = levels_alone(drug, taken, n=20, seed=1)
    listed = levels_together([drug], [taken], {}, n=20, seed=1)[name]
    assert listed.mean == pytest.approx(alone.mean, rel=1e-9)
    assert (alone.trough <= alone.mean * 1.001).all()
    assert (alone.mean <= alone.peak * 1.001).all()


def test_an_inhibitor_adds_little_where_its_enzyme_is_not_there():
    poor = followed(["metoprolol"], POOR)["metoprolol"].mean
    both = followed(["metoprolol", "paroxetine"], POOR)["metoprolol"].mean
    assert np.median(both / poor) < 1.1


def test_the_level_on_a_list_agrees_with_the_ratio_of_a_single_dose():
    """At steady state of both, what an inhibitor does to the mean level is what it does to the AUC of one dose."""
    name, other = "metoprolol", "paroxetine"
    drug = prepare(disposition(name), 1, None)
    taken = Taken(inn=name, dose_mg=100, interval_h=12)
    alone = levels_alone(drug, taken, n=1, seed=None)
    listed = levels_together(
        [drug, prepare(disposition(other), 1, None)],
        [taken, Taken(inn=other, dose_mg=20)],
        {},
        n=1,
        seed=None,
    )[name]
    single = exposure_ratio(
        disposition(name), {other: disposition(other)}, Exposure(others=(Taken(inn=other, dose_mg=20),), at_h=336.0),
        Exposure(), n=1, seed=None,
    )  # fmt: skip
    assert listed.mean[0] / alone.mean[0] == pytest.approx(single.draws[0], rel=0.1)


def test_draws_of_a_gene_follow_its_odds():
    states = tuple(
        (share, GeneState(gene="CYP2D6", kind="score", name=name))
        for share, name in ((0.25, "0"), (0.75, "2"))
    )
    mixed = {"CYP2D6": GeneOdds(gene="CYP2D6", states=states)}
    levels = followed(["metoprolol"], mixed, n=400)["metoprolol"].mean
    normal = followed(
        ["metoprolol"], {"CYP2D6": GeneOdds(gene="CYP2D6", states=((1.0, states[1][1]),))}, n=400
    )
    same = np.isclose(levels, normal["metoprolol"].mean, rtol=1e-9)
    assert same.mean() == pytest.approx(0.75, abs=0.07)
