"""Every gene-drug pair typed, and every drug that PharmCAT reports on answered or explained."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from foredose.knowledge.guideline_facts import guideline_drugs, guidelines_for
from foredose.knowledge.pair_facts import pairs_for, reported_drugs, typed_genes

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("drug", guideline_drugs())
def test_every_gene_of_a_recommendation_has_a_typed_pair_with_the_drug(drug):
    genes = {gene for fact in guidelines_for(drug) for gene in fact.genes}
    assert genes <= {pair.gene for pair in pairs_for(drug)}


def test_a_pair_says_how_the_gene_bears_on_the_drug_and_what_the_label_says():
    (pair,) = [p for p in pairs_for("abacavir") if p.gene == "HLA-B"]
    assert (pair.kind, pair.label) == ("hypersensitivity", "testing required")
    assert {p.kind for p in pairs_for("warfarin")} == {"exposure", "response"}
    assert pairs_for("paracetamol") == ()


def test_the_label_grades_only_drugs_of_the_gene_and_each_once():
    for gene in typed_genes().values():
        graded = [drug for drugs in gene.label.values() for drug in drugs]
        assert len(graded) == len(set(graded))
        assert set(graded) <= set(gene.drugs)


def test_every_drug_that_pharmcat_reports_on_has_rows_or_a_reason():
    assert len(reported_drugs()) == 193
    for name, drug in reported_drugs().items():
        assert drug.sources
        assert bool(drug.why_none) != (name in guideline_drugs()), name


def test_the_pairs_are_what_the_script_writes(tmp_path):
    if not os.environ.get("FOREDOSE_DATA"):
        pytest.skip("FOREDOSE_DATA is not set: the table of pairs is not at hand")
    code = (
        f"import import_pairs as p, pathlib; p.OUT = pathlib.Path({str(tmp_path / 'pairs.yaml')!r}); p.main()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", check=True)
    kept = ROOT / "src" / "foredose" / "knowledge" / "pairs.yaml"
    assert (tmp_path / "pairs.yaml").read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")
