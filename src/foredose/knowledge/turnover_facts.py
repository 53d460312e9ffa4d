"""How fast enzymes are lost and made again: ``knowledge/turnover.tsv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foredose.core import Citation

__all__ = ["Turnover", "turnovers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """Loss of an enzyme at a site in 1/h, with the 5th and 95th percentile of what it may be."""

    value: float
    low: float
    high: float
    source: Citation


@lru_cache(maxsize=1)
def turnovers() -> Mapping[tuple[str, str], Turnover]:
    """Return every enzyme's turnover by (enzyme, ``liver`` or ``gut``)."""
    with Path(__file__).with_name("turnover.tsv").open(encoding="utf-8", newline="") as text:
        return {
            (r["enzyme"], r["site"]): Turnover(
                value=float(r["value"]),
                low=float(r["low"]),
                high=float(r["high"]),
                source=Citation(key=r["source"], locus=r["locus"]),
            )
            for r in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
