"""The rule by which one value is settled."""

import math

import pytest

from foredose.core import Citation, Indeterminate, KnowledgeError
from foredose.knowledge import disposition_facts
from foredose.knowledge.disposition_facts import COLUMNS, Disposition, Fact, disposition
from foredose.knowledge.settled import settle


def fact(
    value,
    basis="in_vitro",
    quantity="share",
    of="CYP2D6",
    site="liver",
    low=math.nan,
    high=math.nan,
    unit="1",
):
    return Fact(
        quantity=quantity, of=of, site=site, value=value, low=low, high=high, unit=unit, basis=basis,
        source=Citation(key="x", locus=""), note="",
    )  # fmt: skip


def drug(*facts, inn="metoprolol"):
    return Disposition(inn=inn, facts=facts, unknown={"clearance": "looked for in three places"})


def test_the_lowest_rank_goes_first():
    found = settle(drug(fact(0.9, "model"), fact(0.7, "in_vitro")), "share", "CYP2D6", "liver")
    assert found.value == 0.7


def test_ratios_of_the_drug_itself_count_only_where_it_calibrates():
    """metoprolol validates, midazolam calibrates."""
    facts = (fact(0.9, "genotype_ratio"), fact(0.6, "in_vitro"))
    assert settle(drug(*facts), "share", "CYP2D6", "liver").value == 0.6
    assert settle(drug(*facts, inn="midazolam"), "share", "CYP2D6", "liver").value == 0.9
    only = settle(drug(facts[0]), "share", "CYP2D6", "liver")
    assert isinstance(only, Indeterminate)


def test_what_lies_far_from_the_others_is_left_out():
    facts = [fact(v, quantity="clearance", of="", site="", unit="L/h") for v in (10, 11, 12, 100)]
    found = settle(drug(*facts), "clearance")
    assert found.value == 11
    assert found.high < 20


def test_an_interval_is_never_narrower_than_the_spread_of_its_quantity():
    one = settle(drug(fact(10, quantity="clearance", of="", site="", unit="L/h")), "clearance")
    assert one.high / one.low == pytest.approx(1.4**2)
    share = settle(drug(fact(0.8)), "share", "CYP2D6", "liver")
    assert 0 < share.low < 0.8 < share.high < 1


def test_what_is_not_known_says_why():
    found = settle(drug(), "clearance")
    assert "looked for in three places" in found.why


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("share\tCYP2D6\tliver\t1.2\t\t\t1\tin_vitro\tx\t\t", "share 1.2"),
        ("share\tCYP2D6\tliver\t0.2\t\t\tmg\tin_vitro\tx\t\t", "share in 'mg'"),
        ("share\tCYP2D6\tliver\t0.2\t\t\t1\tguess\tx\t\t", "the basis 'guess'"),
        ("share\tCYP2D6\tliver\tlots\t\t\t1\tin_vitro\tx\t\t", "could not convert string to float: 'lots'"),
        ("clearance\t\t\tunknown\t\t\tL/h\t\t\t\t", "unknown clearance"),
        ("clearance\t\t\t3\t\t\tL/h", "7 columns"),
    ],
)
def test_a_bad_line_is_refused_by_name(tmp_path, monkeypatch, line, found):
    (tmp_path / "toy.tsv").write_text("\t".join(COLUMNS) + "\n" + line + "\n")
    monkeypatch.setattr(disposition_facts, "_FOLDER", tmp_path)
    monkeypatch.setattr(disposition_facts, "disposition_names", lambda: ("toy",))
    disposition.cache_clear()
    with pytest.raises(KnowledgeError) as told:
        disposition("toy")
    disposition.cache_clear()
    assert told.value.found == found
    assert "line 2" in told.value.where
