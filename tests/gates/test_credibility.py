"""Every library model and every context of use has a complete credibility record, and its evidence is there."""

import dataclasses
import re
from pathlib import Path

import pytest

from foredose.knowledge.references import references
from foredose.models import model_names
from foredose.qualification.board import committed_board, qualification_of
from foredose.qualification.contexts import CRITERIA
from foredose.qualification.credibility import context_names, context_record, model_card, model_risk
from foredose.qualification.credibility.families import FAMILIES
from foredose.qualification.credibility.record import CredibilityRecord

ROOT = Path(__file__).parents[2]
KINDS = {"code verification", "calculation verification", "calibration", "plausibility", "validation"}
CONTEXTS = context_names()


def texts(part):
    """Every text below a record."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif dataclasses.is_dataclass(part):
        for each in dataclasses.fields(part):
            if each.name not in {"comparator", "demanded"}:
                yield from texts(getattr(part, each.name))


def assert_complete(record: CredibilityRecord) -> None:
    assert all(text.strip() for text in texts(record))
    assert {e.kind for e in record.evidence} == KINDS
    assert record.goals and record.applicability and record.framework
    assert record.risk == model_risk(record.influence.level, record.consequence.level)
    assert {c.key for c in record.framework} <= set(references())
    assert record.adequate or record.needed, "not known to be enough, and nothing that would make it so"
    for text in texts(record):
        assert not text.startswith("unknown") or re.match(r"unknown: \w{2,}", text), text
    for evidence in record.evidence:
        assert (
            evidence.comparator
            or evidence.kind in {"plausibility", "calibration"}
            or "unknown: " in evidence.found
        )


def assert_there(where: str) -> None:
    """A test that evidence names stands in its file."""
    file, _, name = where.partition("::")
    if file.startswith("tests/"):
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), where
    elif file.startswith("knowledge/"):
        assert (ROOT / "src" / "foredose" / file).is_file(), where


@pytest.mark.parametrize("name", CONTEXTS)
def test_every_context_has_a_complete_record(name):
    record = context_record(name)
    assert_complete(record)
    assert record.adequate == (qualification_of(name) == "qualified")
    for evidence in record.evidence:
        assert_there(evidence.where)


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_context_that_is_not_qualified_says_why_and_what_it_would_take(name):
    record = context_record(name)
    if record.adequate:
        assert not record.needed
        return
    assert record.verdict == qualification_of(name)
    score = next(c.score for c in committed_board().contexts if (c.name, c.split) == (name, "validation"))
    missed = {f.name for e in record.evidence if e.kind == "validation" for f in e.figures if f.met is False}
    assert missed or score is None, "not qualified, and nothing missed"
    told = " ".join(record.needed)
    words = {"rows": "more", "drugs": "validation drugs", "inside the 90 % interval": "interval"}
    words["fold-width of the interval"] = "fold-width"
    assert all(words.get(m, m) in told for m in missed), (missed, told)


@pytest.mark.parametrize("name", model_names())
def test_every_model_has_a_complete_card(name):
    card = model_card(name)
    assert_complete(card.record)
    assert card.record.adequate is None, "no criterion was committed for it"
    assert card.counts.parameters and card.structure
    own = [r for r in card.results if r.check.kind != "observed"]
    assert card.record.verdict.startswith("reproduces") == all(r.holds for r in own)
    for result in card.results:
        assert result.holds or result.check.name in card.record.verdict, "a disagreement that is not told"
    for evidence in card.record.evidence:
        assert_there(evidence.where)


def test_every_family_that_has_a_criterion_says_what_it_is_asked():
    assert set(FAMILIES) == set(CRITERIA)


def test_risk_rises_with_influence_and_with_consequence():
    levels = ("low", "medium", "high")
    table = [[levels.index(model_risk(i, c)) for c in levels] for i in levels]
    assert all(row == sorted(row) for row in table)
    assert all(list(column) == sorted(column) for column in zip(*table, strict=True))
    assert table[0][0] == 0 and table[1][1] == 1 and table[2][2] == 2
