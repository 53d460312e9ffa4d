"""Gates that walk every table of disposition, activity and observation, and the board."""

import math
import re

import pytest

from foredose.core import Indeterminate
from foredose.knowledge.activity_facts import activity_genes, activity_table
from foredose.knowledge.disposition_facts import disposition, disposition_names
from foredose.knowledge.observed_facts import observed_ratios
from foredose.knowledge.references import references
from foredose.knowledge.settled import settle
from foredose.knowledge.turnover_facts import turnovers
from foredose.knowledge.victim_split import validates
from foredose.qualification.board import committed_board
from foredose.qualification.predicted import predict

RATIOS = {"genotype_ratio", "interaction_ratio", "model_unknown_fit"}


@pytest.mark.parametrize("name", disposition_names())
def test_every_table_reads_and_names_its_sources(name):
    table = disposition(name)
    assert table.facts
    unknown = set(table.cited) - set(references())
    assert not unknown
    for fact in table.facts:
        if not math.isnan(fact.low) and not math.isnan(fact.high):
            assert fact.low <= fact.high, fact


@pytest.mark.parametrize("name", [n for n in disposition_names() if validates(n)])
def test_no_parameter_of_a_validation_victim_rests_on_observed_ratios(name):
    """The provenance of every settled value is walked; what a perpetrator does rests on calibration victims."""
    table = disposition(name)
    asked = dict.fromkeys((f.quantity, f.of, f.site) for f in table.facts)
    for quantity, of, site in asked:
        settled = settle(table, quantity, of, site)
        if isinstance(settled, Indeterminate):
            continue
        bases = {f.basis for f in settled.facts}
        assert not bases & RATIOS, (quantity, of)
        if "calibrated" in bases:
            assert quantity in ("scale", "residual"), (quantity, of)


def test_the_split_is_the_hash_of_the_name():
    assert validates("metoprolol")
    assert not validates("midazolam")
    assert validates("METOPROLOL")


_PER = re.compile(r"^\s*(?:mL\b|mg\s*(?:/|per)\s*(?:kg|m)|mg/m)", re.IGNORECASE)


@pytest.mark.parametrize("name", disposition_names())
def test_doses_are_of_the_whole_person_in_mg(name):
    """A number that its source tells in mL, or for a kg or a square metre, is no dose in mg."""
    for fact in disposition(name).facts:
        if fact.quantity in ("max_daily", "usual_dose"):
            number = re.escape(f"{fact.value:g}")
            behind = [m.end() for m in re.finditer(rf"(?<![\d.]){number}(?![\d.])", fact.source.locus)]
            told = [fact.source.locus[at:] for at in behind]
            assert not told or not all(_PER.match(t) for t in told), fact


@pytest.mark.parametrize("gene", activity_genes())
def test_every_table_of_activities_has_a_reference_and_sources(gene):
    table = activity_table(gene)
    assert {x.source.key for x in table.lines} <= set(references())
    assert any(x.value == 1 for x in table.lines if x.kind in ("genotype", "score"))
    for name in {x.state for x in table.lines if x.kind == "reference"}:
        assert 0.9 < sum(table.reference(name).values()) < 1.1, name


def test_observed_rows_name_their_sources_and_are_enough():
    rows = observed_ratios()
    assert len({r.id for r in rows}) == len(rows)
    assert {r.source.key for r in rows} <= set(references())
    assert sum(r.kind == "genotype" for r in rows) >= 60
    for row in rows:
        assert 0.005 < row.ratio < 500, row.id
        assert row.low is None or row.high is None or row.low <= row.high, row.id


def test_turnover_names_its_sources():
    assert {t.source.key for t in turnovers().values()} <= set(references())
    assert all(t.low <= t.value <= t.high for t in turnovers().values())


def test_the_committed_board_is_what_the_facts_say_now():
    """A fact, a rule or an equation that moves a prediction has to come with a board that was scored again."""
    drifted = []
    for line in committed_board().lines:
        now = predict(line.row, n=1, seed=None)
        if isinstance(now, Indeterminate):
            if not line.why_not:
                drifted.append((line.row.id, "was predicted", now.why))
        elif line.why_not or abs(math.log(now.value / line.typical)) > 0.01:
            drifted.append((line.row.id, line.typical, now.value))
    assert not drifted
