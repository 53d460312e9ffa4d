"""A base that is not the assembly's is reported, for every gene and every way to write it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.core import InputError
from foredose.genome import Assumptions, call_genome
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.vcf import read_vcf
from genome_people import (
    GENES,
    Person,
    assayed,
    edit,
    in_cohort,
    many,
    people,
    ruled,
    without,
)
from genome_vcf import write_vcf

pytestmark = pytest.mark.properties

FLIPPED = str.maketrans("ACGTacgt", "TGCAtgca")


@ruled(40)
@given(gene=st.sampled_from(GENES), data=st.data(), lower=st.booleans(), only=st.booleans())
def test_a_base_that_is_not_the_assemblys_is_reported(
    tmp_path: Path, gene: str, data: st.DataObject, lower: bool, only: bool
) -> None:
    facts = gene_facts(gene)
    position = data.draw(st.sampled_from(facts.definition.positions))
    offset = data.draw(st.integers(0, len(position.ref) - 1))
    right = position.ref[offset]
    wrong, place = data.draw(st.sampled_from(sorted(set("ACGT") - {right}))), position.grch38 + offset
    info = data.draw(st.sampled_from([".", f"END={place + 500}"]))
    forms = [
        (place, wrong, right, "0/1"),
        (place, wrong, ".", "0/0"),
        (place, wrong, right, "./."),
        (place, wrong, "<NON_REF>", "0/0"),
        (place - 1, "N" + wrong, "N" + right, "0|1"),
        (place - 1, "N" + wrong, "N", "1/1"),
        (place - 2, "NN" + wrong + "N", "NN" + wrong + "NT", "0/1"),
        (place, wrong, "*", "0/1"),
    ]
    start, ref, alt, gt = data.draw(st.sampled_from(forms))
    row = (
        f"{facts.chromosome}\t{start}\t.\t{ref.lower() if lower else ref}\t{alt}\t.\tPASS\t{info}\tGT\t{gt}\n"
    )
    refused(tmp_path, gene, [row] if only else [*without(Person(gene, {}).lines, position), row], place)


@ruled(15)
@given(person=people())
def test_the_other_strand_is_reported(tmp_path: Path, person: Person) -> None:
    turned = [
        edit(edit(line, 3, lambda ref: ref.translate(FLIPPED)), 4, lambda alt: alt.translate(FLIPPED))
        for line in person.lines
    ]
    refused(tmp_path, person.gene, turned, None)


def refused(folder: Path, gene: str, lines: Sequence[str], place: int | None) -> None:
    """Hold both readers to the error of a wrong build or strand, whatever absence stands for, and for all genes."""
    file = write_vcf(folder / "one.vcf", lines)
    for how in ({}, {"absent": "reference"}, {"assayed": assayed(folder, gene)}):
        with pytest.raises(InputError) as caught:
            call_genome(read_vcf(file), assumed=Assumptions(**how))  # type: ignore[arg-type]
        assert caught.value.code == "vcf.reference_mismatch"
        assert "wrong build or strand" in caught.value.expected
        assert place is None or f":{place} " in caught.value.found
    with pytest.raises(InputError, match=r"vcf\.reference_mismatch"):
        in_cohort(many(folder / "many.vcf", lines), gene)
