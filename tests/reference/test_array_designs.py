"""The table of what real arrays type: its places are defining positions, and known assays are where they should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from foredose.knowledge.gene_facts import gene_facts

pytestmark = pytest.mark.reference
FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "designs.yaml"
ASSAYS: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def rsids(design: str, gene: str) -> set[str | None]:
    places = set(ASSAYS[design]["genes"].get(gene, ()))
    return {p.rsid for p in gene_facts(gene).definition.positions if p.grch38 in places}


@pytest.mark.parametrize("design", ASSAYS)
def test_places_are_defining_positions_and_counted(design: str) -> None:
    genes = ASSAYS[design]["genes"]
    for gene, places in genes.items():
        assert set(places) <= {p.grch38 for p in gene_facts(gene).definition.positions}, gene
    assert ASSAYS[design]["typed"] == sum(len(set(places)) for places in genes.values())


def test_screening_array_types_what_it_is_known_for() -> None:
    design = "Illumina GSA v3"
    assert {"rs4244285", "rs12248560"} <= rsids(design, "CYP2C19")
    assert {"rs5030655", "rs35742686"} <= rsids(design, "CYP2D6")  # the deletions *6 and *3
    assert rsids(design, "VKORC1") == {"rs9923231"}
    assert "rs3064744" not in rsids(design, "UGT1A1")  # a repeat, which no array here types


def test_no_array_but_the_panel_types_the_repeat() -> None:
    assert [design for design in ASSAYS if "rs3064744" in rsids(design, "UGT1A1")] == ["MGB genome panel"]
