"""Concordance with GeT-RM does not fall below what is published in the benchmark's tables, phased or not."""

from __future__ import annotations

import gzip
import importlib
from pathlib import Path
from types import ModuleType

import pytest

from foredose.core import InputError
from foredose.sources.external import external_path

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.reference
# Gene: matches after harmonisation, and those after reading the truth as its assays could; phased, absent = reference.
EXPECTED = {
    "CYP2C19": (56, 56),
    "CYP2C9": (56, 56),
    "CYP3A5": (51, 51),
    "CYP4F2": (19, 31),
    "SLCO1B1": (25, 25),
    "CYP2D6": (40, 40),
    "CYP2B6": (19, 19),
    "CYP3A4": (48, 48),
    "NUDT15": (5, 5),
    "TPMT": (52, 52),
    "UGT1A1": (10, 10),
    "CYP1A2": (28, 28),
    "CYP2A6": (25, 25),
    "CYP2C8": (51, 51),
    "CYP2E1": (27, 27),
    "NAT1": (39, 39),
    "UGT2B15": (30, 30),
    "UGT2B7": (36, 36),
}


# The same with the phase removed, where it differs.
UNPHASED = EXPECTED | {"CYP2D6": (41, 41)}


def part(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module(f"benchmarks.{name}")


@pytest.mark.parametrize("gene", EXPECTED)
def test_concordance(gene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known, scores = part("concordance.truth", monkeypatch), part("concordance.score", monkeypatch)
    try:
        external_path(f"panel_{gene}")
        truth = known.truths()[gene]
    except InputError as error:
        pytest.skip(f"{error.found}: {error.remedy}")
    monkeypatch.delenv(part("peers.pypgx", monkeypatch).PYPGX_PYTHON, raising=False)
    names, panel = known.harmonisation().get(gene, {}), known.panel_reading().get(gene, {})
    score, _, _ = scores.score_gene(gene, truth, names, panel)
    for kind, least in (("ours", EXPECTED[gene]), ("unphased", UNPHASED[gene])):
        found = (score.hits[f"{kind} harmonised"], score.hits[f"{kind} panel"])
        assert all(f >= e for f, e in zip(found, least, strict=True)), score.misses[kind]
    assert score.hits["unknown harmonised"] >= EXPECTED[gene][0]


def test_phase_and_people_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = part("concordance.people", monkeypatch)
    head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\tC\n"
    row = "chr1\t5\t.\tG\tA,T\t.\tPASS\t.\tGT:DP\t"
    source = tmp_path / "phased.vcf.gz"
    source.write_bytes(gzip.compress(f"{head}{row}1|0:7\t2|1:8\t.|.:0\n".encode()))
    people.without_phase(source, tmp_path / "unphased.vcf")
    assert (tmp_path / "unphased.vcf").read_text() == f"{head}{row}0/1:7\t1/2:8\t./.:0\n"
    people.without_people(source, tmp_path / "fewer.vcf", {"B"})
    text = f"{head}{row}1|0:7\t.|.:0\n".replace("A\tB\tC", "A\tC")
    assert (tmp_path / "fewer.vcf").read_text() == text
    assert people.samples_of(source) == ["A", "B", "C"]
