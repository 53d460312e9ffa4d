"""The positions that each design of the calibration types.

``unphased`` types all, ``half`` every second one, ``exome`` those in exons by PyPGx's gene table, ``AMP tier 1`` those
of the Association for Molecular Pathology's minimum panels as PharmCAT lists them. The designs of ``designs.yaml`` are
real arrays and a clinical panel; the file says where each list comes from.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.external import external_path

GENES = (
    *("ABCG2", "CYP2B6", "CYP2C19", "CYP2C9", "CYP2D6", "CYP3A4", "CYP3A5", "CYP4F2", "DPYD", "NAT2"),
    *("NUDT15", "SLCO1B1", "TPMT", "UGT1A1", "VKORC1"),
)
RULES = ("unphased", "exome", "AMP tier 1", "half")
FILE = Path(__file__).resolve().parents[1] / "designs.yaml"


def designs() -> tuple[str, ...]:
    return (*RULES, *assays())


def seen_positions(gene: str, design: str) -> set[int]:
    """The positions, by index, that a design types."""
    positions = gene_facts(gene).definition.positions
    if design == "half":
        return set(range(0, len(positions), 2))
    if design == "exome":
        spans = exons()[gene]
        return {i for i, p in enumerate(positions) if any(a <= p.grch38 <= b for a, b in spans)}
    if design == "unphased":
        return set(range(len(positions)))
    places = minimum_panels() if design == "AMP tier 1" else assays()[design]["genes"]
    return {i for i, p in enumerate(positions) if p.grch38 in set(places.get(gene, ()))}


@cache
def assays() -> dict[str, Any]:
    """Real arrays and panels: name -> source, count of markers, and positions on GRCh38 by gene."""
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told


@cache
def exons() -> dict[str, list[tuple[int, int]]]:
    with external_path("pypgx_genes").open(encoding="utf-8") as handle:
        return {row["Gene"]: list(spans(row)) for row in csv.DictReader(handle)}


def spans(row: dict[str, str]) -> Iterator[tuple[int, int]]:
    starts, ends = (row[f"GRCh38Exon{side}"].strip(",").split(",") for side in ("Starts", "Ends"))
    for start, end in zip(starts, ends, strict=True):
        if start.isdigit():
            yield int(start), int(end)


@cache
def minimum_panels() -> dict[str, list[int]]:
    with gzip.open(external_path("pharmcat_exemptions"), "rt", encoding="utf-8") as handle:
        told: dict[str, Any] = json.load(handle)
    return {gene: entry["amp1Positions"] for gene, entry in told.items()}
