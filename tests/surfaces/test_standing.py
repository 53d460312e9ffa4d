"""The one word of severity: what outranks what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foredose.advice.assessment import Assessment, HardStop
from foredose.surfaces.standing import standing, still_open


def _stop(severity: str) -> tuple[HardStop, ...]:
    return (HardStop(code="x", severity=severity, text="t", source="s"),)


@pytest.fixture
def kept(answer: Assessment) -> Assessment:
    return replace(answer, hard_stops=(), options=answer.options[::-1])


def test_order_that_ranks_first(kept: Assessment) -> None:
    assert standing(kept).word == "AS ORDERED"
    assert standing(replace(kept, complete=False)).word == "INCOMPLETE"


@pytest.mark.parametrize(
    ("severity", "word"),
    [("refuse", "STOP"), ("contraindicated", "STOP"), ("restrict", "RESTRICTED"), ("warn", "WITH WARNING")],
)
def test_stops_by_severity(kept: Assessment, severity: str, word: str) -> None:
    assert standing(replace(kept, hard_stops=_stop(severity))).word == word


def test_a_stop_outranks_a_refusal(refusal: Assessment) -> None:
    assert standing(refusal).word == "NO ADVICE"
    assert standing(replace(refusal, hard_stops=_stop("refuse"))).word == "STOP"


def test_another_choice_and_no_choice(answer: Assessment) -> None:
    assert standing(answer).word == "CONSIDER CHANGE"
    assert standing(replace(answer, options=())).word == "NO OPTION"


@pytest.mark.parametrize("severity", ["restrict", "warn", "contraindicated", "refuse"])
@pytest.mark.parametrize("complete", [True, False])
def test_as_ordered_is_never_said_under_a_stop(kept: Assessment, severity: str, complete: bool) -> None:
    stands = standing(replace(kept, hard_stops=_stop(severity), complete=complete))
    assert stands.word != "AS ORDERED"
    assert stands.level != "keep"


def test_a_guideline_against_the_order_is_a_reason_to_change(kept: Assessment) -> None:
    against = (replace(kept.guidelines[0], against=True),)
    assert standing(replace(kept, guidelines=against)).word == "CONSIDER CHANGE"


def test_incomplete_is_said_once(kept: Assessment) -> None:
    half = replace(kept, complete=False)
    assert not still_open(half, standing(half))
    other = replace(half, options=half.options[::-1])
    assert still_open(other, standing(other))
    said = replace(other, headline="Clopidogrel: incomplete, a fact is missing")
    assert not still_open(said, standing(said))
    assert not still_open(kept, standing(kept))
