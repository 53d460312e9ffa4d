"""Every population: its two files fit, its numbers are those of distributions, every measure is registered."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml

import foredose
from foredose.knowledge.population_facts import population_facts

FOLDER = Path(foredose.__file__).parent / "knowledge" / "populations"
NAMES = sorted(p.stem for p in FOLDER.glob("*.yaml"))
OBSERVED = yaml.safe_load((FOLDER.parent / "observations.yaml").read_text(encoding="utf-8"))["covariates"]
REGISTERED = yaml.safe_load((FOLDER.parent / "covariates.yaml").read_text(encoding="utf-8")) | OBSERVED
POPULATIONS = [population_facts(name) for name in NAMES]


def test_there_are_populations_with_both_files():
    assert NAMES == sorted(p.stem for p in FOLDER.glob("*.json")) != []


@pytest.mark.parametrize("facts", POPULATIONS, ids=lambda f: f.name)
def test_measures_are_registered_with_their_unit(facts):
    assert set(facts.measures) == set(facts.table.quantiles)
    for name, measure in facts.measures.items():
        assert REGISTERED[name]["unit"] == measure.unit


@pytest.mark.parametrize("facts", POPULATIONS, ids=lambda f: f.name)
def test_quantiles_rise_and_are_plausible(facts):
    table = facts.table
    assert list(table.probabilities) == sorted(set(table.probabilities))
    for name, of_sex in table.quantiles.items():
        low, high = OBSERVED[name]["plausible"] if name in OBSERVED else (1e-9, np.inf)
        for rows in of_sex.values():
            assert len(rows) == len(table.bands)
            known = [row is not None for row in rows]
            assert known == sorted(known), "measured in a band, and not in an older one"
            for row in filter(None, rows):
                assert len(row) == len(table.probabilities)
                assert list(row) == sorted(row)
                assert low <= row[0] and row[-1] <= high


@pytest.mark.parametrize("facts", POPULATIONS, ids=lambda f: f.name)
def test_bands_and_groups_cover_every_age_once(facts):
    table = facts.table
    for spans in (table.bands, tuple(g.ages for g in table.correlations)):
        assert spans[0][0] == table.ages[0] and spans[-1][1] == table.ages[-1] + 1
        assert all(a[1] == b[0] for a, b in pairwise(spans))
    total = sum(sum(share) for share in table.share.values())
    assert total == pytest.approx(1.0, abs=1e-5)
    assert sum(sum(counted) for counted in table.counted.values()) == table.people


@pytest.mark.parametrize("facts", POPULATIONS, ids=lambda f: f.name)
def test_correlations_are_those_of_a_distribution(facts):
    order = list(facts.measures)
    for group in facts.table.correlations:
        assert list(group.covariates) == [m for m in order if m in group.covariates]
        for rows in (group.female, group.male):
            matrix = np.array(rows)
            assert np.array_equal(matrix, matrix.T) and (np.diag(matrix) == 1).all()
            assert np.linalg.eigvalsh(matrix).min() > 0


@pytest.mark.parametrize("facts", POPULATIONS, ids=lambda f: f.name)
def test_what_is_not_known_has_a_reason(facts):
    assert all(len(why) > 10 for why in facts.unknown.values())
    for name in facts.measures:
        start = facts.measured_from(name)
        if start > facts.ages[0]:
            assert f"{name} under {start:g} years" in facts.unknown
