import numpy as np
import pytest

from foredose.activity import draw_states, states_of
from foredose.activity.genotype import MAX_UNSTUDIED
from foredose.core import Indeterminate
from foredose.models import find_model
from unit.twin.people import gene_call, genome

N = 400


def effect(model, gene):
    return next(g for g in find_model(model).genotypes if g.gene == gene)


ESCITALOPRAM = effect("Liu2022_escitalopram", "CYP2C19")
WARFARIN = effect("Hamberg2010_warfarin", "CYP2C9")
CODEINE = effect("Ashraf2024_codeine", "CYP2D6")


def drawn(chosen, shares, n=N, seed=0):
    return draw_states(chosen, genome(**{chosen.gene: shares}), n, np.random.default_rng(seed))


def shares_of(draws):
    return {s.name: float((draws.index == i).mean()) for i, s in enumerate(draws.states)}


@pytest.mark.parametrize("n", [10, 97, 400])
@pytest.mark.parametrize("split", [(0.5, 0.5), (0.92, 0.08), (0.6, 0.3, 0.1), (0.334, 0.333, 0.333)])
def test_draws_are_in_proportion_to_within_one_draw(n, split):
    diplotypes = ("*1/*1", "*1/*2", "*2/*2")
    found = shares_of(drawn(WARFARIN, dict(zip(diplotypes, split, strict=False)), n))
    for name, share in zip(diplotypes, split, strict=False):
        assert abs(found.get(name, 0.0) - share) <= 1 / n + 1e-12, name


def test_draws_come_in_random_order():
    """In order, the genotype would go along with the strata of another gene."""
    index = drawn(WARFARIN, {"*1/*1": 0.5, "*1/*3": 0.5}).index
    half = index[: N // 2].mean()
    assert 0.35 < half < 0.65
    assert (drawn(WARFARIN, {"*1/*1": 0.5, "*1/*3": 0.5}, seed=1).index != index).any()


def test_a_phenotype_gathers_its_diplotypes():
    found = shares_of(drawn(ESCITALOPRAM, {"*2/*2": 0.5, "*2/*3": 0.3, "*1/*1": 0.2}))
    assert found == pytest.approx({"Poor Metabolizer": 0.8, "Normal Metabolizer": 0.2}, abs=1 / N)


def test_scores_of_the_paper_come_before_todays():
    """The paper scored *9 and *10 in its own way; today's activity of *10 is 0.25 as well."""
    assert CODEINE.scores["*10"] == 0.25
    found = shares_of(drawn(CODEINE, {"*1/*10": 0.5, "*4/*41": 0.25, "*4/*4": 0.25}))
    assert found == pytest.approx({"1.25": 0.5, "0.5": 0.25, "0": 0.25}, abs=1 / N)


def test_diplotypes_of_one_score_are_one_state():
    found = shares_of(drawn(CODEINE, {"*1/*4": 0.5, "*1/*5": 0.5}))
    assert found == {"1": 1.0}


def test_a_little_that_was_not_studied_is_left_out_and_told():
    share = MAX_UNSTUDIED / 2
    found = drawn(WARFARIN, {"*1/*1": 1 - share, "*1/*99": share})
    assert shares_of(found) == {"*1/*1": 1.0}
    assert found.left_out == pytest.approx(share)
    assert sum(s.probability for s in found.states) == pytest.approx(1)


def test_probability_that_the_caller_did_not_name_is_left_out_too():
    """Callers list the ten likeliest diplotypes; what they cut off is not known."""
    assert drawn(WARFARIN, {"*1/*1": 0.7, "*1/*2": 0.24}).left_out == pytest.approx(0.06)
    assert isinstance(drawn(WARFARIN, {"*1/*1": 0.7, "*1/*2": 0.18}), Indeterminate)


@pytest.mark.parametrize(
    ("chosen", "shares"),
    [
        (WARFARIN, {"*1/*1": 0.85, "*1/*99": 0.15}),
        (CODEINE, {"*1/*1": 0.5, "*1/*22": 0.5}),
        (ESCITALOPRAM, "*1/*99"),
        (WARFARIN, "*99/*99"),
    ],
)
def test_more_than_a_tenth_unstudied_is_no_simulation(chosen, shares):
    found = drawn(chosen, shares)
    assert isinstance(found, Indeterminate)
    assert chosen.gene in found.why and chosen.gene in found.resolve
    assert chosen.unstudied in found.why


def test_no_genome_and_no_call_are_not_normal():
    rng = np.random.default_rng(0)
    assert isinstance(draw_states(WARFARIN, None, N, rng), Indeterminate)
    assert isinstance(draw_states(WARFARIN, genome(), N, rng), Indeterminate)
    assert isinstance(draw_states(WARFARIN, genome(CYP2C19="*1/*1"), N, rng), Indeterminate)


def test_an_empty_call_says_its_own_reason():
    from dataclasses import replace

    call = replace(gene_call("CYP2C9", "*1/*1"), diplotypes=(), phenotypes=(), reason="no position was seen")
    empty = replace(genome(), genes={"CYP2C9": call})
    found = states_of(WARFARIN, empty)
    assert isinstance(found, Indeterminate)
    assert "no position was seen" in found.why and "CYP2C9" in found.why


def test_a_phenotype_alone_serves_a_model_by_phenotype_and_no_other():
    """An outside caller may report a phenotype without a diplotype."""
    from dataclasses import replace

    for chosen, simulated in ((ESCITALOPRAM, True), (CODEINE, False), (WARFARIN, False)):
        call = replace(gene_call(chosen.gene, "*1/*1"), diplotypes=())
        only = replace(genome(), genes={chosen.gene: call})
        found = draw_states(chosen, only, N, np.random.default_rng(0))
        assert isinstance(found, Indeterminate) is not simulated, chosen.gene
