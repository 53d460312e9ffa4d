"""Which doses are offered, how they are ranked, and when the choice is not firm."""

from dataclasses import replace

import numpy as np
import pytest

from foredose.advice.options import firm_choice, judge, offered_doses
from foredose.core import Candidate, Indeterminate
from foredose.models import find_model
from foredose.twin import draw_individual
from unit.twin.people import person

N = 400


def individual(split=(1.0,), missing=None, model="Liu2022_escitalopram"):
    """Someone with as many genotype states as ``split`` has shares."""
    base = draw_individual(find_model(model), person(hematocrit=35.0), [], (), draws=N, seed=0)
    index = np.repeat(np.arange(len(split)), np.round(np.array(split) * N).astype(int))
    states = tuple(Candidate(name=f"state {i}", probability=p) for i, p in enumerate(split))
    genotypes = (replace(base.genotypes[0], states=states, index=index),)
    return replace(base, genotypes=genotypes, missing=missing or {})


def ranked(*inside_by_dose, above=(), ordered=1.0):
    """Doses of 1, 2, ... mg from who is in the window at each."""
    none = np.zeros(N, dtype=bool)
    return judge(
        {
            float(i + 1): (np.asarray(inside, dtype=bool), np.asarray(above[i]) if above else none)
            for i, inside in enumerate(inside_by_dose)
        },
        ordered,
    )


def first(share):
    return np.arange(N) < round(share * N)


def test_a_genotype_that_decides_the_dose_is_refused():
    found = firm_choice(ranked(first(0.6), ~first(0.6)), individual((0.6, 0.4)))
    assert isinstance(found, Indeterminate)
    assert "1 mg" in found.why and "2 mg if CYP2C19 is state 1" in found.why and "40 %" in found.why
    assert "CYP2C19" in found.resolve


@pytest.mark.parametrize(
    ("share", "firm"), [(0.85, False), (0.89, False), (0.90, True), (0.95, True), (0.99, True)]
)
def test_ninety_per_cent_of_the_genotype_is_firm(share, firm):
    found = firm_choice(ranked(first(share), ~first(share)), individual((share, 1 - share)))
    assert (found is None) is firm


def test_variability_between_people_alone_is_never_a_refusal():
    """Half of the draws need 1 mg and half 2 mg, in the same proportion within each genotype."""
    alternating = np.arange(N) % 2 == 0
    assert firm_choice(ranked(alternating, ~alternating), individual((0.5, 0.5))) is None


def test_a_known_genotype_is_firm_whatever_the_variability():
    chance = np.random.default_rng(0).random(N) < 0.5
    assert firm_choice(ranked(chance, ~chance), individual((1.0,))) is None


@pytest.mark.parametrize(("gain", "firm"), [(0.15, True), (0.25, False)])
def test_only_a_material_gain_is_a_flip(gain, firm):
    """The second genotype would gain by the other dose, the first would lose by it."""
    inside = np.ones(N, dtype=bool)
    other = inside.copy()
    inside[200 : 200 + round(200 * gain)] = False
    other[:100] = False
    found = firm_choice(ranked(inside, other), individual((0.5, 0.5)))
    assert (found is None) is firm


def test_harm_can_flip_the_choice():
    everyone = np.ones(N, dtype=bool)
    none = np.zeros(N, dtype=bool)
    found = firm_choice(
        ranked(
            first(0.7) | (np.arange(N) % 2 == 0),
            everyone & (np.arange(N) % 2 == 0),
            above=(~first(0.7), none),
        ),
        individual((0.7, 0.3)),
    )
    assert isinstance(found, Indeterminate) and "2 mg" in found.why


def test_a_missing_covariate_that_decides_the_dose_is_refused():
    values = np.linspace(20, 46, N)
    found = firm_choice(ranked(values < 32, values >= 32), individual(missing={"hematocrit": values}))
    assert isinstance(found, Indeterminate)
    assert "2 mg if hematocrit is" in found.why and found.resolve == "measure hematocrit"


def test_a_missing_covariate_that_changes_nothing_is_no_refusal():
    """Two doses that are equally good for everyone, at random: what is missing does not matter."""
    refused = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        values = rng.uniform(20, 46, N)
        found = firm_choice(
            ranked(rng.random(N) < 0.5, rng.random(N) < 0.5), individual(missing={"hematocrit": values})
        )
        refused += found is not None
    assert refused <= 1


def test_doubts_of_two_genes_add():
    """One gene flips the dose with 8 %, another with another 8 %: together more than a tenth disagrees."""
    one, two = np.arange(N) < 32, (np.arange(N) >= 32) & (np.arange(N) < 64)
    base = individual((0.92, 0.08))
    genotypes = tuple(
        replace(
            base.genotypes[0],
            index=flips.astype(int),
            effect=replace(base.genotypes[0].effect, gene=gene),
        )
        for gene, flips in (("CYP2C9", one), ("VKORC1", two))
    )
    flipped = one | two
    assert firm_choice(ranked(~flipped, flipped), replace(base, genotypes=genotypes)) is not None


def test_one_dose_has_nothing_to_flip_to():
    assert firm_choice(ranked(first(0.5)), individual((0.5, 0.5))) is None
    assert firm_choice((), individual((0.5, 0.5))) is None


def test_doses_are_ranked_by_benefit_less_risk_then_the_lower():
    harm = (first(0.0), first(0.0), first(0.4))
    order = [j.dose_mg for j in ranked(first(0.5), first(0.5), first(0.8), above=harm, ordered=9.0)]
    assert order == [1.0, 2.0, 3.0]
    best = ranked(first(0.5), first(0.7), ordered=9.0)[0]
    assert (best.dose_mg, best.benefit, best.risk) == (2.0, 0.7, 0.0)


@pytest.mark.parametrize(("other", "leads"), [(0.5, 1.0), (0.65, 1.0), (0.75, 2.0)])
def test_the_order_leads_unless_another_dose_is_worth_a_change(other, leads):
    found = ranked(first(0.5), first(other), first(0.1))
    assert found[0].dose_mg == leads
    assert {j.dose_mg for j in found} == {1.0, 2.0, 3.0}


@pytest.mark.parametrize(
    ("interval", "limit", "expected"),
    [
        (24, 20, (5, 10, 20)),
        (12, 20, (5, 10)),
        (6, 20, (5,)),
        (48, 10, (5, 10, 20)),
        (24, 4, ()),
        (24, None, (5, 10, 20, 40)),
        (8, 60, (5, 10, 20)),
    ],
)
def test_offered_doses_stay_within_the_daily_maximum(interval, limit, expected):
    assert offered_doses((5, 10, 20, 40), float(interval), limit) == expected
