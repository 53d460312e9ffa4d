"""The terminal card: one page, readable without colour, proof against hostile text."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from foredose.advice.assessment import ActivityShown, Assessment, HardStop, NotOffered, Unknown
from foredose.surfaces.card import card, print_card
from foredose.surfaces.words import FIRST_STAYS


def _piped(assessment: Assessment) -> str:
    stream = io.StringIO()
    print_card(assessment, Console(file=stream, highlight=False))
    return stream.getvalue()


def test_card_is_one_page(answer: Assessment) -> None:
    lines = _piped(answer).splitlines()
    assert len(lines) <= 55
    assert max(map(len, lines)) <= 80


def test_card_says_what_a_drug_leaves_of_the_enzyme(answer: Assessment) -> None:
    process, reference = "formation of the active metabolite", "*1/*1"
    activity = replace(
        answer.twin.activities[0],
        value=0.44,
        by_genotype=0.59,
        drugs=("omeprazole",),
        process=process,
        reference=reference,
    )

    def shown(one: ActivityShown) -> str:
        return " ".join(_piped(replace(answer, twin=replace(answer.twin, activities=(one,)))).split())

    assert f"{process} at 44 % of *1/*1: 59 % by genotype, less omeprazole" in shown(activity)
    assert f"{process} at 44 % of *1/*1: by genotype; omeprazole adds nothing" in shown(
        replace(activity, by_genotype=0.44)
    )
    alone = shown(replace(activity, drugs=()))
    assert f"{process} at 44 % of *1/*1" in alone and "by genotype" not in alone
    assert process not in shown(replace(activity, value=1.0, low=1.0, high=1.0))


def test_card_says_why_the_model_is_not_qualified(answer: Assessment) -> None:
    why = "not qualified: GMFE 1.57, within 2-fold 67%"
    text = " ".join(_piped(replace(answer, qualified=why)).split())
    assert "THE MODEL IS NOT QUALIFIED GMFE 1.57, within 2-fold 67%" in text
    assert "NOT QUALIFIED" not in _piped(replace(answer, qualified="qualified"))


def test_card_says_what_a_guideline_leaves_out_and_where_guidelines_disagree(answer: Assessment) -> None:
    first = replace(answer.guidelines[0], not_considered=("paroxetine",))
    text = " ".join(
        _piped(replace(answer, guidelines=(first,), guidelines_disagree="A lower, B raise")).split()
    )
    assert "by genotype alone; paroxetine not considered" in text
    assert "disagree in direction: A lower, B raise" in text


def test_named_drugs_are_all_on_the_card(answer: Assessment) -> None:
    names = ("prasugrel", "ticagrelor", "acetylsalicylic acid with dipyridamole")
    against = {"prasugrel": "contraindicated here: Stroke, 2019"}
    named = tuple(
        NotOffered(drug=n, unknown="long " * 60, named_by="CPIC", against=against.get(n, "")) for n in names
    )
    text = " ".join(_piped(replace(answer, options=(), not_offered=named)).split())
    assert "OPTIONS" not in text
    assert "prasugrel – contraindicated here: Stroke, 2019; ticagrelor; acetylsalicylic acid with" in text


def test_card_holds_what_a_prescriber_needs(answer: Assessment) -> None:
    text = " ".join(_piped(answer).split())
    for needed in (
        "[CONSIDER CHANGE]",
        "Clopidogrel will probably work too little",
        "Poor Metabolizer (>99 %) · *2/*2",
        "28 % (17–41 %) of the reference",
        "in window 12 %",
        "1. prasugrel 10 mg daily",
        "CPIC 2022-01: AVOID (strong",
        "RESTRICTED: Avoid omeprazole",
        "Resolve: sequence CES1",
        "not a medical device",
        "foredose 0.1.0 · knowledge 2026.11.1",
        "seed 7",
    ):
        assert needed in text


def test_phenotype_comes_before_the_star_allele(answer: Assessment) -> None:
    text = _piped(answer)
    assert text.index("Poor Metabolizer") < text.index("*2/*2")


def test_refusal_is_plain(refusal: Assessment) -> None:
    text = " ".join(_piped(refusal).split())
    assert "[NO ADVICE]" in text
    assert "Incomplete" in text
    assert "Would settle it: a CYP2C19 genotype" in text


def test_piped_card_has_no_escape_codes_or_boxes(answer: Assessment, hostile: Assessment) -> None:
    for each in (answer, hostile):
        text = _piped(each)
        assert "\x1b" not in text
        assert not set(text) & set("│┃━─┏┓╭╮")


def test_hostile_text_cannot_reach_the_terminal(hostile: Assessment) -> None:
    stream = io.StringIO()
    print_card(hostile, Console(file=stream, force_terminal=True, color_system="standard"))
    assert "\x1b[31m\"'&" not in stream.getvalue()
    assert "<script>alert('x')</script>[31m" in stream.getvalue()


def test_severity_is_a_word_without_colour(answer: Assessment) -> None:
    stop = HardStop(
        code="allergy", severity="contraindicated", text="Allergy to clopidogrel.", source="record"
    )
    text = _piped(replace(answer, hard_stops=(stop,)))
    assert "[STOP]" in text
    assert "CONTRAINDICATED: Allergy to clopidogrel." in text


def test_long_lists_are_cut_and_say_so(answer: Assessment) -> None:
    many = replace(answer, options=answer.options * 3, unknowns=answer.unknowns * 5)
    text = _piped(many)
    assert "and 6 more options" in text
    assert "more unknowns (--html or --json shows all)" in text
    assert len(text.splitlines()) <= 55


@pytest.mark.parametrize("empty", ["exposure", "options", "guidelines", "unknowns", "why", "hard_stops"])
def test_an_empty_part_does_not_break_the_card(answer: Assessment, empty: str) -> None:
    assert card(replace(answer, **{empty: ()})).plain.startswith("FOREDOSE")


def test_no_genome_is_said(answer: Assessment) -> None:
    assert "no genome was given" in card(replace(answer, twin=replace(answer.twin, genome=None))).plain


def test_what_makes_the_answer_incomplete_is_never_cut(answer: Assessment) -> None:
    costly = tuple(
        Unknown(what=f"fact {n} " + "long " * 40, effect="the answer is incomplete: x", resolve=f"test {n}.")
        for n in range(4)
    )
    text = " ".join(_piped(replace(answer, unknowns=(*answer.unknowns * 4, *costly), complete=False)).split())
    for number in range(4):
        assert f"Resolve: test {number}." in text
    assert "and 4 more unknowns" in text


def test_why_the_order_stays_first_is_said_once_with_the_margin_of_the_code(answer: Assessment) -> None:
    from foredose.advice.options import MATERIAL

    assert f"{100 * MATERIAL:.0f} points" in FIRST_STAYS
    assert " ".join(_piped(answer).split()).count(FIRST_STAYS) == 1
