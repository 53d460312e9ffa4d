"""Virtual people against what is published: body and blood of NHANES, means of other tables, allele frequencies."""

import csv
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_frequency import POPULATIONS
from foredose.knowledge.population_facts import population_facts
from foredose.population import Block, VirtualPopulation, draw_people
from foredose.population.haplotypes import allele_shares

FACTS = population_facts("us_2013_2018")
N = 60_000
GENES = ("CYP2C9", "CYP2C19", "CYP2D6", "CYP3A5", "NUDT15", "SLCO1B1", "TPMT", "VKORC1")
ADULTS = VirtualPopulation(
    n=N,
    seed=5,
    physiology="us_2013_2018",
    ancestry=dict.fromkeys(POPULATIONS, 0.2),
    age_years=(18, 80),
    female=0.5,
    covariates=tuple(FACTS.measures),
)


@pytest.fixture(scope="module")
def adults():
    return draw_people(ADULTS, Block(0, N)).covariates


@pytest.fixture(scope="module")
def everybody():
    return draw_people(
        replace(ADULTS, age_years=(2, 80), covariates=("hematocrit",)), Block(0, 4 * N)
    ).covariates


@pytest.mark.parametrize("published", FACTS.published, ids=lambda p: f"{p.measure} {p.sex}")
def test_means_of_other_tables_are_met(adults, published):
    here = (adults["female"] == (published.sex == "female")) & (adults["age"] >= published.ages[0])
    assert adults[published.measure][here].mean() == pytest.approx(published.mean, rel=published.tolerance)


def _bands(measure):
    for sex in ("female", "male"):
        for band, row in zip(FACTS.table.bands, FACTS.table.quantiles[measure][sex], strict=True):
            if row is not None:
                yield sex, band, row


def _hold_quantiles(people, measure, low):
    """Shares of people below each quantile lie within binomial limits; ties of rounded values are allowed for."""
    off = checked = 0
    for sex, band, row in _bands(measure):
        if band[0] < low:
            continue
        here = (
            (people["female"] == (sex == "female")) & (people["age"] >= band[0]) & (people["age"] < band[1])
        )
        values, n = people[measure][here], int(here.sum())
        for p, q in zip(FACTS.table.probabilities[3:-3], row[3:-3], strict=True):
            allowed = 4 * np.sqrt(p * (1 - p) / n) + 0.002
            below, up_to = (values < q - 1e-9).mean(), (values <= q + 1e-9).mean()
            checked += 1
            off += not (below - allowed <= p <= up_to + allowed)
    assert checked > 50
    assert off <= checked * 0.002


@pytest.mark.parametrize("measure", list(FACTS.measures))
def test_adults_have_the_quantiles_of_the_survey(adults, measure):
    _hold_quantiles(adults, measure, 18)


@pytest.mark.parametrize("measure", ["height", "weight", "hematocrit"])
def test_children_have_the_quantiles_of_the_survey(everybody, measure):
    _hold_quantiles(everybody, measure, 2)


@pytest.mark.parametrize("pair", [("height", "weight"), ("weight", "alt"), ("albumin", "bilirubin")])
def test_measures_go_together_as_in_the_survey(adults, pair):
    (group,) = (g for g in FACTS.table.correlations if g.ages == (18, 45))
    i, j = (group.covariates.index(m) for m in pair)
    for sex in ("female", "male"):
        here = (adults["female"] == (sex == "female")) & (adults["age"] >= 25) & (adults["age"] < 35)
        r = (group.female if sex == "female" else group.male)[i][j]
        expected = 6 / np.pi * np.arcsin(r / 2)
        found = spearmanr(adults[pair[0]][here], adults[pair[1]][here])[0]
        assert found == pytest.approx(expected, abs=5 / np.sqrt(here.sum()))


def test_ages_are_as_common_as_in_the_survey(everybody):
    women = everybody["female"] == 1
    share = np.array(FACTS.table.share["female"])
    counted = np.histogram(everybody["age"][women], bins=[*FACTS.table.ages, 80])[0]
    expected = share / share.sum() * women.sum()
    assert (np.abs(counted - expected) < 5 * np.sqrt(expected)).all()


@pytest.mark.parametrize("gene", GENES)
def test_allele_shares_are_those_that_the_gene_tells_pooled(gene):
    if gene_facts(gene).copy_number is not None:
        pytest.skip("copies are taken out of the alleles that look like them")
    table = allele_shares(gene)
    pooled = dict(zip(table.alleles, table.shares.mean(axis=0), strict=True))
    for allele, share in gene_facts(gene).frequencies.alleles.items():
        assert pooled[allele] == pytest.approx(share, abs=2e-4)


@pytest.mark.parametrize("ancestry", POPULATIONS)
def test_drawn_genotypes_lie_within_binomial_limits(ancestry):
    one = replace(ADULTS, ancestry={ancestry: 1.0}, covariates=(), genes=GENES)
    people = draw_people(one, Block(0, N))
    for gene, drawn in people.diplotypes.items():
        table = allele_shares(gene)
        share = dict(zip(table.alleles, table.shares[POPULATIONS.index(ancestry)], strict=True))
        counted = Counter()
        for name, count in zip(drawn.names, np.bincount(drawn.index), strict=True):
            pair = name.split("/")
            counted.update({allele: count * pair.count(allele) for allele in set(pair)})
            p, q = share[pair[0]], share[pair[1]]
            expected = N * p * q * (1 if pair[0] == pair[1] else 2)  # Hardy-Weinberg
            assert abs(count - expected) < 5 * np.sqrt(expected) + 5
        assert sum(counted.values()) == 2 * N
        for allele, p in share.items():
            assert abs(counted[allele] - 2 * N * p) < 5 * np.sqrt(2 * N * p * (1 - p)) + 5


def test_allele_shares_are_near_those_counted_elsewhere(external):
    """The other count has 3,202 people with relatives; ours has the 2,504 unrelated ones."""
    with external("star_allele_frequencies").open(encoding="utf-8") as handle:
        rows = [
            r for r in csv.DictReader(handle, delimiter="\t") if r["gene"] in ("CYP2C9", "CYP2C19", "CYP3A5")
        ]
    checked = 0
    for row in rows:
        table = allele_shares(row["gene"])
        if row["allele"] not in table.alleles:
            continue
        ours = table.shares[POPULATIONS.index(row["superpop"]), table.alleles.index(row["allele"])]
        p = float(row["freq"])
        assert ours == pytest.approx(p, abs=5 * np.sqrt(max(p, 0.001) / 694))
        checked += p > 0.01
    assert checked > 30
