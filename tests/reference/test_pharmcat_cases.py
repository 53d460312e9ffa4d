"""PharmCAT's open cases and NAT2's priorities: agreement does not fall below what the benchmarks' tables show."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from types import ModuleType

import pytest

from foredose.core import InputError

pytestmark = pytest.mark.reference
ROOT = Path(__file__).resolve().parents[2]
# Assertions that hold without and with a checkout of PharmCAT, of 190.
WITHOUT_FILES, WITH_FILES = 146, 161


def benchmark(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module(f"benchmarks.{name}")


def test_assertions_that_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = benchmark("pharmcat_cases", monkeypatch)
    try:
        found = cases.outcomes()
    except InputError as error:
        pytest.skip(f"{error.found}: {error.remedy}")
    assert len(found) == 190
    passed = sum(outcome.passed for outcome in found)
    assert passed >= (WITH_FILES if os.environ.get(cases.CHECKOUT) else WITHOUT_FILES)
    known = cases.reasons()
    missed = {o.key for o in found if not o.passed}
    unexplained = [o.key for o in found if not o.passed and cases.why(o, known) == "not explained"]
    assert not unexplained
    assert set(known) <= missed, "a reason is given for an assertion that holds"


def test_nat2_priorities(monkeypatch: pytest.MonkeyPatch) -> None:
    priorities = benchmark("nat2_priorities", monkeypatch)
    try:
        rows = priorities.table_rows()
    except InputError as error:
        pytest.skip(f"{error.found}: {error.remedy}")
    assert len(rows) == 29
    assert sum(row.agrees for row in rows) >= 25
    for row in rows:
        # Where frequencies of UK Biobank and of the 1000 Genomes panel differ, the other diplotype is still listed.
        names = {tuple(sorted(d.name.split("/"))) for d in row.answer.diplotypes}
        assert set(row.wanted) <= names, row.label
