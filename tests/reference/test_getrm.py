"""Concordance with GeT-RM does not fall below what is published in the benchmark's table."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from foredose.core import InputError
from foredose.sources.external import external_path

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


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "getrm.py"
    spec = importlib.util.spec_from_file_location("getrm", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["getrm"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("gene", EXPECTED)
def test_concordance(gene: str, benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        external_path(f"panel_{gene}")
        truth = benchmark.truths()[gene]
    except InputError as error:
        pytest.skip(f"{error.found}: {error.remedy}")
    monkeypatch.delenv(benchmark.PYPGX_PYTHON, raising=False)
    names, panel = benchmark.harmonisation().get(gene, {}), benchmark.panel_reading().get(gene, {})
    score, _, _ = benchmark.score_gene(gene, truth, names, panel)
    found = (score.hits["ours harmonised"], score.hits["ours panel"])
    assert all(ours >= least for ours, least in zip(found, EXPECTED[gene], strict=True)), score.misses
    assert score.hits["unknown harmonised"] >= EXPECTED[gene][0]
