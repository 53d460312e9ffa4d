"""Predicted effect: what is read, what is refused, and laws that a prediction keeps."""

from __future__ import annotations

import subprocess
import sys

import pytest

from foredose.core import Indeterminate, InputError
from foredose.genome.effect import Consequence, PredictedEffect, parse_protein, predict_effect
from foredose.genome.effect.aminoacids import BLOSUM62, LETTERS, SUBSTITUTION_FEATURES, grantham, substitution
from foredose.genome.effect.forest import forest_value
from foredose.genome.effect.residues import feature_names, features, known_genes
from foredose.knowledge.variant_effect_facts import variant_effect_file


def predicted(gene: str, word: str) -> PredictedEffect:
    answer = predict_effect(gene, parse_protein(word))
    assert isinstance(answer, PredictedEffect)
    return answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p.Arg144Cys", Consequence(kind="missense", position=144, wild="R", mutant="C")),
        ("p.(Arg144Cys)", Consequence(kind="missense", position=144, wild="R", mutant="C")),
        ("R144C", Consequence(kind="missense", position=144, wild="R", mutant="C")),
        ("p.Trp212Ter", Consequence(kind="stop_gained", position=212, wild="W")),
        ("p.W212*", Consequence(kind="stop_gained", position=212, wild="W")),
        ("p.Lys273ArgfsTer34", Consequence(kind="frameshift", position=273, wild="K")),
        ("p.Met1Val", Consequence(kind="start_lost", position=1, wild="M")),
        ("p.Met1?", Consequence(kind="start_lost", position=1, wild="M")),
        ("p.Lys281del", Consequence(kind="inframe", position=281, wild="K")),
        ("p.Gly98=", Consequence(kind="synonymous", position=98, wild="G")),
        ("p.Gly98Gly", Consequence(kind="synonymous", position=98, wild="G")),
    ],
)
def test_a_protein_change_is_read(text: str, expected: Consequence) -> None:
    assert parse_protein(text) == expected


@pytest.mark.parametrize("text", ["", "c.430C>T", "p.", "p.Xaa12Cys", "p.Arg144Xyz", "144", "*2"])
def test_what_is_no_protein_change_is_refused_in_five_parts(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_protein(text)
    assert caught.value.code == "effect.change"
    assert all(caught.value.as_dict().values())


@pytest.mark.parametrize(
    ("gene", "word", "part"),
    [
        ("CYP2C9", "A144C", "R as in the reference"),
        ("CYP2C9", "R991C", "1 to 490"),
        ("TPMT", "R0C", "residues"),
    ],
)
def test_a_residue_that_is_not_there_is_an_error(gene: str, word: str, part: str) -> None:
    with pytest.raises(InputError, match=part):
        predict_effect(gene, parse_protein(word))


def test_features_are_for_missense_changes_only() -> None:
    with pytest.raises(InputError, match="missense"):
        features("CYP2C9", parse_protein("p.Gly98="))


def test_substitution_scales_are_symmetric_where_they_must_be() -> None:
    for a in LETTERS:
        for b in LETTERS:
            assert BLOSUM62[a, b] == BLOSUM62[b, a]
            assert grantham(a, b) == pytest.approx(grantham(b, a))
    assert grantham("L", "I") == pytest.approx(5, abs=0.5)
    assert grantham("C", "W") == pytest.approx(215, abs=1)
    assert len(substitution("R", "C")) == len(SUBSTITUTION_FEATURES)


@pytest.mark.parametrize("gene", ["CYP2C9", "CYP2D6", "TPMT", "VKORC1"])
def test_features_have_their_names(gene: str) -> None:
    entry = variant_effect_file("residues")["proteins"][gene]
    wild = entry["sequence"][99]
    change = Consequence(kind="missense", position=100, wild=wild, mutant="A" if wild != "A" else "V")
    known = features(gene, change)
    assert not isinstance(known, Indeterminate)
    head, row = known
    assert head == known_genes()[gene]
    assert len(row) == len(feature_names(head))


@pytest.mark.parametrize("kind", ["synonymous", "intronic", "regulatory", "inframe"])
def test_what_nothing_measured_is_not_concluded(kind: str) -> None:
    answer = predict_effect("CYP2C9", Consequence(kind=kind))
    assert isinstance(answer, Indeterminate)
    assert answer.why and answer.resolve


@pytest.mark.parametrize("gene", ["DPYD", "SLCO1B1", "UGT1A1", "NOSUCHGENE"])
def test_a_gene_without_residues_is_not_concluded(gene: str) -> None:
    answer = predict_effect(gene, parse_protein("p.Asp949Val"))
    assert isinstance(answer, Indeterminate)
    assert gene in answer.why


def test_a_residue_outside_the_fold_is_not_concluded() -> None:
    columns = variant_effect_file("residues")["proteins"]["CYP3A4"]
    place = columns["columns"].index(-1)
    wild = columns["sequence"][place]
    mutant = "W" if wild != "W" else "A"
    if place == 0:
        place = next(i for i, c in enumerate(columns["columns"]) if c < 0 and i > 0)
        wild, mutant = columns["sequence"][place], "W" if columns["sequence"][place] != "W" else "A"
    answer = predict_effect(
        "CYP3A4", Consequence(kind="missense", position=place + 1, wild=wild, mutant=mutant)
    )
    assert isinstance(answer, Indeterminate)


@pytest.mark.parametrize("gene", ["CYP2C9", "CYP2C19", "CYP2D6", "TPMT", "NUDT15", "VKORC1"])
def test_every_prediction_is_marked_bounded_and_inside_its_interval(gene: str) -> None:
    sequence = variant_effect_file("residues")["proteins"][gene]["sequence"]
    for position in range(2, len(sequence), 29):
        wild = sequence[position - 1]
        for mutant in "PDWA".replace(wild, ""):
            answer = predict_effect(
                gene, Consequence(kind="missense", position=position, wild=wild, mutant=mutant)
            )
            if isinstance(answer, PredictedEffect):
                assert answer.predicted is True
                assert 0 <= answer.low <= answer.activity <= answer.high < 2.5
                assert answer.level == 0.9


def test_breaking_the_haem_ligand_is_worse_than_a_mild_change_of_the_tail() -> None:
    assert predicted("CYP2C9", "C435R").activity < 0.2
    assert predicted("CYP2C9", "V5A").activity > 0.7
    for gene, cysteine in (("CYP2C19", "C435R"), ("CYP2D6", "C443R")):
        assert predicted(gene, cysteine).activity < 0.3


def test_proline_in_a_buried_helix_is_worse_than_its_mild_exchange() -> None:
    for word, mild in (("L120P", "L120I"), ("A297P", "A297S"), ("V292P", "V292I")):
        if variant_effect_file("residues")["proteins"]["CYP2C9"]["sequence"][int(word[1:-1]) - 1] == word[0]:
            assert predicted("CYP2C9", word).activity < predicted("CYP2C9", mild).activity


def test_another_gene_never_gets_the_narrow_interval_of_the_scanned_one() -> None:
    own, other = predicted("CYP2C9", "R144C"), predicted("CYP2C19", "R144C")
    assert "alignment" in other.basis
    assert "6,142" in own.basis


@pytest.mark.parametrize("word", ["W212X", "K273fs", "M1V"])
def test_a_truncating_change_carries_its_share_with_an_exact_interval(word: str) -> None:
    answer = predicted("CYP2C9", word)
    assert answer.no_function is not None
    share, low, high = answer.no_function
    assert 0 < low <= share <= high <= 1
    assert answer.low == 0 and answer.activity <= max(answer.high, 0.1)


def test_another_residue_for_the_first_is_a_lost_start() -> None:
    answer = predict_effect("CYP2C9", Consequence(kind="missense", position=1, wild="M", mutant="V"))
    assert isinstance(answer, PredictedEffect)
    assert answer.no_function is not None


def test_a_forest_follows_its_thresholds() -> None:
    forest = {"base": 1.0, "trees": [[[0, -1, -1], [0.5, -0.25, 0.25], [1, -1, -1], [2, -1, -1]]]}
    assert forest_value(forest, [0.5]) == 0.75
    assert forest_value(forest, [0.6]) == 1.25


def test_importing_the_predictor_loads_nothing_heavy() -> None:
    code = (
        "import sys, foredose.genome.effect as e; assert not {'jax', 'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_fitted_files_are_small() -> None:
    from foredose.knowledge.variant_effect_facts import FOLDER

    assert sum(path.stat().st_size for path in FOLDER.glob("*.json")) < 1_000_000
