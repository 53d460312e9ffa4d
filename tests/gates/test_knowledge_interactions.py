"""Every interaction file: schema, known names, one row for each enzyme and direction."""

from pathlib import Path

import pytest

import foredose
from foredose.knowledge.drug_names import drug_names as vocabulary
from foredose.knowledge.interaction_facts import perpetrations, perpetrator_names

FOLDER = Path(foredose.__file__).parent / "knowledge" / "interactions"
EVERY = pytest.mark.parametrize("name", perpetrator_names())
ENZYMES = {"CYP2D6", "CYP2C19", "CYP2C9", "CYP3A4", "SLCO1B1"}


def test_every_file_is_read_and_named_as_its_perpetrator():
    assert len(perpetrator_names()) == len(list(FOLDER.glob("*.yaml")))
    for name in perpetrator_names():
        assert (FOLDER / f"{name.replace(' ', '_').replace(chr(39), '')}.yaml").is_file()


@EVERY
def test_the_perpetrator_is_in_the_drug_vocabulary(name):
    assert name in vocabulary()


@EVERY
def test_each_enzyme_has_one_row_and_is_known(name):
    rows = perpetrations([name])
    assert rows
    assert len({(row.enzyme, row.kind) for row in rows}) == len(rows)
    assert {row.enzyme for row in rows} <= ENZYMES


@EVERY
def test_a_class_bounds_what_it_leaves_only_where_it_can(name):
    for row in perpetrations([name]):
        bounded = row.kind == "inhibitor" and row.strength != "unclassified"
        assert (row.residual_low is not None) == bounded
        assert (row.residual_high is not None) == bounded
        assert row.guideline_score_factor is None or row.enzyme == "CYP2D6"
        if row.strength == "unclassified":
            assert row.note or row.enzyme == "SLCO1B1"


@EVERY
def test_an_observed_effect_names_a_victim_and_a_ratio_above_zero(name):
    for row in perpetrations([name]):
        assert all(seen.ratio > 0 and seen.victim and seen.measure for seen in row.observed)
