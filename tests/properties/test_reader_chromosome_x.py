"""A man's one chromosome X, and the sex that a file tells."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.sources.vcf import read_vcf
from foredose.sources.vcf_cohort import VcfCohort
from genome_people import (
    SPELLINGS,
    Person,
    apart,
    called,
    edit,
    many,
    people,
    ruled,
    without,
)
from genome_vcf import record, write_vcf

pytestmark = pytest.mark.properties

ELSEWHERE_ON_X = [record("chrX", 50_000_000 + 1_000 * n, "A", "C", "1") for n in range(3)]


@ruled(10)
@given(person=people("/", genes=("G6PD",)), style=st.sampled_from(["0", "0/0"]))
def test_a_mans_one_copy_is_one_however_it_is_written(tmp_path: Path, person: Person, style: str) -> None:
    single = {label: "/".join([words.split("/")[0]] * 2) for label, words in person.genotypes.items()}
    lines = Person("G6PD", single).lines
    short = [edit(line, 9, lambda gt: gt.split("/")[0]) for line in lines]
    one = called(tmp_path, "G6PD", short)
    assert called(tmp_path, "G6PD", ELSEWHERE_ON_X + lines) == one
    assert called(tmp_path, "G6PD", ELSEWHERE_ON_X + short) == one


@ruled(15)
@given(data=st.data(), written=st.sampled_from([".", "./.", "0/1", "0|1", "1/0"]))
def test_two_alleles_or_none_on_a_mans_x_are_never_reference(
    tmp_path: Path, data: st.DataObject, written: str
) -> None:
    position = data.draw(st.sampled_from(apart("G6PD")))
    lines = [edit(line, 9, lambda gt: gt[0]) for line in without(Person("G6PD", {}).lines, position)]
    lines.append(record("chrX", position.grch38, position.ref, position.alts[0], written))
    call = called(tmp_path, "G6PD", lines + ELSEWHERE_ON_X, absent="reference")
    assert call.positions.failed == 1
    assert not any(change.startswith(position.label) for change in call.evidence)


@ruled(30)
@given(
    gts=st.lists(st.sampled_from(["0", "1", "2", "0/0", "1/2", "0/1", "2/2", "./.", "0|2"]), max_size=4),
    ways=st.lists(st.sampled_from(["shuffled", "repeated", "split", "gVCF"]), min_size=1, unique=True),
    luck=st.randoms(use_true_random=False),
)
def test_the_sex_does_not_hang_on_how_records_are_written(
    tmp_path: Path, gts: list[str], ways: list[str], luck: random.Random
) -> None:
    plain = [record("chrX", 50_000_000 + 1_000 * n, "A", "C,G", gt) for n, gt in enumerate(gts)]
    lines = plain
    for way in ways:
        lines = SPELLINGS[way](lines, luck)
    told = [sexes(tmp_path, each) for each in (plain, lines)]
    assert told[0] == told[1]


def sexes(folder: Path, lines: Sequence[str]) -> object:
    alone = read_vcf(write_vcf(folder / "one.vcf", lines)).sex
    cohort = VcfCohort(many(folder / "many.vcf", lines), ("G6PD",))
    list(cohort.genes())
    assert cohort.sexes()[1] == alone
    return alone
