"""What is observed is true, whatever is left out, and odd records break nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Position
from genome_people import (
    GENES,
    Person,
    apart,
    called,
    edit,
    padded,
    ruled,
    sites,
    split,
)
from genome_vcf import record

pytestmark = pytest.mark.properties


def honest(chromosome: str, position: Position, words: Sequence[str], luck: random.Random) -> list[str]:
    """Records that tell of two copies no more than is true, and often less."""
    order = [position.ref, *position.alts]
    gt = "/".join(str(order.index(word)) for word in words)
    line = record(chromosome, position.grch38, position.ref, ",".join(position.alts), gt)
    half = edit(line, 9, lambda gt: f"./{gt[-1]}")
    choices = [[line], [line, line], [half], [], split(line), split(line, "."), [padded(line)]]
    choices += [[edit(line, 6, lambda _: "q10")], [edit(line, 9, lambda _: "./.")], [line, half]]
    if set(words) == {position.ref}:
        end = position.grch38 + len(position.ref) - 1
        choices.append(
            [f"{chromosome}\t{position.grch38}\t.\t{position.ref[0]}\t<*>\t.\t.\tEND={end}\tGT\t0/0\n"]
        )
    return luck.choice(choices)


@ruled(20)
@given(gene=st.sampled_from(GENES), luck=st.randoms(use_true_random=False))
def test_what_is_observed_is_true_and_what_is_open_holds_the_truth(
    tmp_path: Path, gene: str, luck: random.Random
) -> None:
    facts = gene_facts(gene)
    truth = {
        p.grch38: [luck.choice([p.ref, *p.alts]) if luck.random() < 0.1 else p.ref for _ in "12"]
        for p in apart(gene)
    }
    lines = [line for p in apart(gene) for line in honest(facts.chromosome, p, truth[p.grch38], luck)]
    luck.shuffle(lines)
    call = called(tmp_path, gene, lines)
    for place, shown in sites(tmp_path, gene).items():
        if shown.genotype is not None and place in truth:
            assert sorted(shown.genotype.replace("|", "/").split("/")) == sorted(truth[place])
    assert sum(d.probability for d in call.diplotypes) <= 1 + 1e-9
    assert sum(p.probability for p in call.phenotypes) <= 1 + 1e-9


ODD = ["A", "C", "G", "T", "*", "<DEL>", "<DUP>", "<INS>", "<NON_REF>", "<*>", "N", "ACGT", ".", "A[chr2:1["]


@st.composite
def anything(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A gene and records that a caller might write over its positions, however odd."""
    gene = draw(st.sampled_from(GENES))
    facts = gene_facts(gene)
    known = {p.grch38 + n: base for p in facts.definition.positions for n, base in enumerate(p.ref)}
    lines = []
    for position in draw(st.lists(st.sampled_from(facts.definition.positions), min_size=1, max_size=8)):
        start = position.grch38 - draw(st.sampled_from([0, 0, 0, 1, 5]))
        bases = "".join(known.get(start + n, "N") for n in range(draw(st.sampled_from([1, 1, 2, 8]))))
        alts = draw(st.lists(st.sampled_from([*ODD, *position.alts]), min_size=1, max_size=3, unique=True))
        alts = [alt for alt in alts if alt not in (".", bases)] or ["."]
        most = 0 if alts == ["."] else len(alts)
        copies = st.sampled_from([".", *map(str, range(most + 1))])
        gt = draw(st.sampled_from("/|")).join(draw(st.lists(copies, min_size=1, max_size=3)))
        info = draw(st.sampled_from([".", f"END={start + 300}", "SVLEN=-200", "SVLEN=.", "AC=1"]))
        form, rest = draw(
            st.sampled_from([("", ""), (":PS", ":7"), (":DP", ":0"), (":GQ", ":2"), (":FT", ":q")])
        )
        filters = draw(st.sampled_from(["PASS", ".", "q10"]))
        lines.append(
            f"{facts.chromosome}\t{start}\t.\t{bases}\t{','.join(alts)}\t.\t{filters}\t{info}"
            f"\tGT{form}\t{gt}{rest}\n"
        )
    return gene, lines


@ruled(50)
@given(drawn=anything(), around=st.booleans(), luck=st.randoms(use_true_random=False))
def test_odd_records_are_called_without_a_lie_or_refused(
    tmp_path: Path, drawn: tuple[str, list[str]], around: bool, luck: random.Random
) -> None:
    """Whatever is written, nothing breaks: the sums hold, and order and repetition mean nothing."""
    gene, lines = drawn
    lines += Person(gene, {}).lines if around else []
    call = called(tmp_path, gene, lines, absent="reference")
    # On chromosome X the count of calls of one copy and of two tells whose chromosome it is.
    more = [] if gene_facts(gene).chromosome == "chrX" else [luck.choice(lines)]
    again = luck.sample([*lines, *more], len(lines) + len(more))
    assert called(tmp_path, gene, again, absent="reference") == call
    assert sum(d.probability for d in call.diplotypes) <= 1 + 1e-9
    counted = call.positions
    assert counted.defining == counted.observed + counted.not_assayed + counted.failed
