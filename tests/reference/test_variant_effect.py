"""The fitted files are what the scripts make of the registered data, and keep their printed performance."""

from __future__ import annotations

import csv
import gzip
import importlib
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from foredose.core import InputError
from foredose.genome.effect import Consequence, PredictedEffect, predict_effect
from foredose.knowledge.variant_effect_facts import variant_effect_file
from foredose.sources.external import external_path

pytestmark = pytest.mark.reference


def registered(name: str) -> Path:
    try:
        return external_path(name, check=True)
    except InputError as error:
        pytest.skip(f"{error.found}; remedy: {error.remedy}")


def scan(column: str) -> list[tuple[str, int, str, float]]:
    text = gzip.decompress(registered("cyp2c9_scan").read_bytes()).decode("utf-8")
    rows = [r for r in csv.DictReader(text.splitlines()) if r["class"] == "missense" and r[column] != "NA"]
    return [(r["start"], int(r["position"]), r["end"], float(r[column])) for r in rows]


def test_shipped_predictions_fit_the_scan_they_were_fitted_to() -> None:
    rows = scan("activity_score")
    assert len(rows) == 6142
    chosen = rows[::7]
    answers = [
        predict_effect("CYP2C9", Consequence(kind="missense", position=p, wild=w, mutant=m))
        for w, p, m, _ in chosen
    ]
    kept = [(a, y) for a, (*_, y) in zip(answers, chosen, strict=True) if isinstance(a, PredictedEffect)]
    assert len(kept) == len(chosen)
    assert spearmanr([a.activity for a, _ in kept], [y for _, y in kept]).statistic > 0.85
    # The intervals were set on positions not seen, so on seen ones they hold more than their level.
    assert np.mean([a.low <= max(0, y) <= a.high for a, y in kept]) >= 0.9


def test_the_sequence_is_the_one_of_the_scan() -> None:
    sequence = variant_effect_file("residues")["proteins"]["CYP2C9"]["sequence"]
    assert all(sequence[position - 1] == wild for wild, position, _, _ in scan("activity_score"))


def test_counts_of_truncating_classes_are_those_of_the_tables() -> None:
    csv_of = {
        n: gzip.decompress(registered(n).read_bytes()).decode() for n in ("pypgx_alleles", "pypgx_variants")
    }
    impact = {
        (r["Gene"], r["GRCh38Name"]): r["Impact"]
        for r in csv.DictReader(csv_of["pypgx_variants"].splitlines())
    }
    graded = {"No Function", "Decreased Function", "Normal Function"}
    counted: dict[str, list[bool]] = defaultdict(list)
    for r in csv.DictReader(csv_of["pypgx_alleles"].splitlines()):
        if r["Function"] in graded and r["SV"] != "TRUE" and r["Gene"] not in {"CFTR", "G6PD", "RYR1"}:
            names = f"{r['GRCh38Core']},{r['GRCh38Tag']}".split(",")
            words = {impact.get((r["Gene"], n), "") for n in names}
            if any(word.endswith("fs") for word in words):
                counted["frameshift"].append(r["Function"] == "No Function")
            if "Splice Defect" in words:
                counted["splice_site"].append(r["Function"] == "No Function")
    classes = variant_effect_file("classes")["classes"]
    for kind, found in counted.items():
        assert (classes[kind]["alleles"], classes[kind]["no_function"]) == (len(found), sum(found))


def test_the_residue_tables_are_written_again_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "human_p450_sequences",
        "mmseqs_example_sequences",
        "proteingym_single_sites",
        "structure_1r9o",
    ):
        registered(name)
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2]))
    tables = importlib.import_module("benchmarks.variant_effect.tables")
    made, kept = json.loads(json.dumps(tables.residue_tables())), variant_effect_file("residues")
    assert made["proteins"].keys() == kept["proteins"].keys()
    for gene, entry in kept["proteins"].items():
        assert made["proteins"][gene]["sequence"] == entry["sequence"]
        assert made["proteins"][gene].get("columns") == entry.get("columns")
    for name in ("geometry", "ligands", "wide", "close", "order"):
        assert np.allclose(made["fold"][name], kept["fold"][name], rtol=2e-3, atol=1e-4)
