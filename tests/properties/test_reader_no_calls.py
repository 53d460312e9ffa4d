"""What is not called is never reference: through the whole reader, alone and in a cohort, for every gene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Position
from genome_people import (
    Person,
    apart,
    assayed,
    called,
    people,
    ruled,
    sites,
    without,
)
from genome_vcf import record

pytestmark = pytest.mark.properties


def unusable(chromosome: str, position: Position) -> dict[str, str]:
    """Every way in which a record covers a position and yet does not say what is there."""
    place, ref, first = position.grch38, position.ref, position.ref[0]
    other = next(base for base in "ACGT" if base != first and base not in position.alts)
    alts = ",".join(position.alts)
    start = f"{chromosome}\t{place}\t.\t"

    def row(reference: str, alternate: str, rest: str) -> str:
        return f"{start}{reference}\t{alternate}\t.\t{rest}\n"

    return {
        "no call": row(ref, alts, "PASS\t.\tGT\t./."),
        "no call, ordered": row(ref, alts, "PASS\t.\tGT\t.|."),
        "one dot": row(ref, alts, "PASS\t.\tGT\t."),
        "no alternate": row(ref, ".", "PASS\t.\tGT\t./."),
        "first base": row(first, ".", "PASS\t.\tGT\t./."),
        "first base, other change": row(first, other, "PASS\t.\tGT\t./."),
        "change beside it": row(ref + "A", ref + "T", "PASS\t.\tGT\t./."),
        "overlapping deletion": row(first, "*", "PASS\t.\tGT\t./."),
        "copy number": row(first, "<CNV>", f"PASS\tEND={place + len(ref)}\tGT\t./."),
        "block": row(first, "<NON_REF>", f"PASS\tEND={place}\tGT\t./."),
        "block before": f"{chromosome}\t{place - 40}\t.\tN\t<*>\t.\tPASS\tEND={place}\tGT\t./.\n",
        "filtered": row(ref, alts, "LowQual\t.\tGT\t0/0"),
        "filtered block": row(first, "<NON_REF>", f"LowGQ\tEND={place + 40}\tGT\t0/0"),
        "sample filter": row(ref, alts, "PASS\t.\tGT:FT\t0/0:LowDP"),
        "no reads": row(ref, alts, "PASS\t.\tGT:DP\t0/0:0"),
        "no reads, first base": row(first, ".", "PASS\t.\tGT:MIN_DP\t0/0:0"),
        "no quality": row(ref, alts, "PASS\t.\tGT:GQ\t0/0:0"),
        "anything else": row(ref, "<NON_REF>", "PASS\t.\tGT\t1/1"),
    }


@ruled(60)
@given(person=people(), data=st.data())
def test_what_is_not_called_never_becomes_reference(
    tmp_path: Path, person: Person, data: st.DataObject
) -> None:
    facts = gene_facts(person.gene)
    lost = data.draw(st.sampled_from(apart(person.gene) or facts.definition.positions[:1]))
    records = unusable(facts.chromosome, lost)
    written = records[data.draw(st.sampled_from(sorted(records)))]
    lines = [*without(person.lines, lost), written]
    ways: list[dict[str, Any]] = [{}, {"absent": "reference"}, {"assayed": assayed(tmp_path, person.gene)}]
    how = data.draw(st.sampled_from(ways))
    call = called(tmp_path, person.gene, lines, **how)
    seen = sites(tmp_path, person.gene, **how)
    assert (seen[lost.grch38].state, seen[lost.grch38].genotype) == ("failed", None)
    assert call.positions.failed >= 1
    assert not any(lost.label in change.split()[:1] for change in call.evidence)


@ruled(30)
@given(person=people(), data=st.data(), gt=st.sampled_from(["0/.", "./0", "0|.", ".|0", "1/.", ".|1", "1|."]))
def test_half_a_call_is_no_call_of_the_other_half(
    tmp_path: Path, person: Person, data: st.DataObject, gt: str
) -> None:
    facts = gene_facts(person.gene)
    lost = data.draw(st.sampled_from(apart(person.gene) or facts.definition.positions[:1]))
    half = record(facts.chromosome, lost.grch38, lost.ref, lost.alts[0], gt)
    lines = [*without(person.lines, lost), half]
    called(tmp_path, person.gene, lines, absent="reference")
    site = sites(tmp_path, person.gene, absent="reference")[lost.grch38]
    assert (site.state, site.genotype) == ("failed", None)
