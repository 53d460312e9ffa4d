"""What perpetrators do, by FDA class."""

import pytest

from foredose.knowledge.interaction_facts import perpetrations


def only(name, enzyme):
    (row,) = [row for row in perpetrations([name]) if row.enzyme == enzyme]
    return row


@pytest.mark.parametrize(
    ("name", "strength", "left", "factor"),
    [
        ("paroxetine", "strong", (0.0, 0.2), 0.0),
        ("duloxetine", "moderate", (0.2, 0.5), 0.5),
        ("sertraline", "weak", (0.5, 0.8), None),
    ],
)
def test_a_class_leaves_its_share_and_multiplies_the_score_as_cpic_says(name, strength, left, factor):
    row = only(name, "CYP2D6")
    assert (row.strength, (row.residual_low, row.residual_high)) == (strength, left)
    assert row.guideline_score_factor == factor


def test_the_score_rule_is_for_cyp2d6_only():
    assert only("fluconazole", "CYP2C19").guideline_score_factor is None


def test_an_inducer_has_no_bounds():
    row = only("rifampicin", "CYP3A4")
    assert (row.kind, row.residual_low, row.residual_high) == ("inducer", None, None)


def test_a_transporter_inhibitor_has_no_class_but_what_was_observed():
    row = only("ciclosporin", "SLCO1B1")
    assert row.strength == "unclassified"
    assert row.residual_high is None
    assert row.observed[0].victim == "atorvastatin"


def test_a_weak_class_that_hides_a_large_effect_says_so():
    row = only("omeprazole", "CYP2C19")
    assert row.strength == "weak"
    assert min(seen.ratio for seen in row.observed) < 0.6
    assert "label" in row.note


def test_lists_that_disagree_are_kept_in_the_note():
    assert "moderate" in only("fluvoxamine", "CYP2D6").note
    assert only("fluvoxamine", "CYP2D6").strength == "weak"


def test_an_ingredient_counts_once_and_an_unknown_one_gives_nothing():
    assert perpetrations(["paroxetine", "paroxetine", "nosuchdrug"]) == perpetrations(["paroxetine"])
    assert perpetrations([]) == ()
