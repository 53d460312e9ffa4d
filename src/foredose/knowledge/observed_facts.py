"""Exposure ratios that people measured, by genotype and by co-medication: ``knowledge/observed.tsv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from foredose.core import Citation
from foredose.knowledge.victim_split import validates

__all__ = ["ObservedRatio", "Perpetrator", "observed_ratios"]

Kind = Literal["genotype", "interaction", "interaction within genotype"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetrator:
    """What was taken besides: ``days`` of doses before and with the victim drug; 0 for a single dose with it.

    Parameters
    ----------
    victim_at_h
        When the victim drug was given after the first dose, where the study's times are told; ``None`` elsewhere.
    doses
        How many there were in all, where told; they go on to the end elsewhere.
    """

    inn: str
    dose_mg: float
    interval_h: float
    days: float
    victim_at_h: float | None = None
    doses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedRatio:
    """One ratio.

    Parameters
    ----------
    test, reference
        Gene, kind of state and state (``CYP2D6:phenotype:PM``); empty where genotype was not asked.
    ratio, low, high
        Exposure in the test beside the reference, or with beside without the perpetrators; ``None`` where no bounds
        are told.
    number
        How many people were in the test group; ``None`` where not told.
    """

    id: str
    victim: str
    route: str
    regimen: str
    test: str
    reference: str
    perpetrators: tuple[Perpetrator, ...]
    ratio: float
    low: float | None
    high: float | None
    number: int | None
    measure: str
    population: str
    source: Citation
    note: str

    @property
    def kind(self) -> Kind:
        """What is compared."""
        if not self.perpetrators:
            return "genotype"
        return "interaction within genotype" if self.test else "interaction"

    @property
    def asked(self) -> str:
        """What is compared, in words: ``CYP2D6 PM beside CYP2D6 score 2``; empty where no genotype was asked."""
        test, reference = (_in_words(x) for x in (self.test, self.reference))
        return f"{test} beside {reference}" if self.kind == "genotype" else test

    @property
    def validates(self) -> bool:
        """Whether the row is kept for validation, by its victim."""
        return validates(self.victim)


def _in_words(state: str) -> str:
    gene, _, rest = state.partition(":")
    kind, _, name = rest.partition(":")
    return " ".join(x for x in (gene, "score" if kind == "score" else "", name) if x)


@lru_cache(maxsize=1)
def observed_ratios() -> tuple[ObservedRatio, ...]:
    """Return every row."""
    with Path(__file__).with_name("observed.tsv").open(encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_row(r) for r in rows)


def _row(r: dict[str, str]) -> ObservedRatio:
    names, doses = (r[c].split(" + ") if r[c] else [] for c in ("perpetrator", "dose_mg"))
    perpetrators = tuple(
        Perpetrator(
            inn=name,
            dose_mg=float(dose),
            interval_h=float(r["interval_h"]),
            days=float(r["days"]),
            victim_at_h=float(r["victim_at_h"]) if r["victim_at_h"] else None,
            doses=int(r["doses"]) if r["doses"] else None,
        )
        for name, dose in zip(names, doses, strict=True)
    )
    return ObservedRatio(
        id=r["id"],
        victim=r["victim"],
        route=r["route"],
        regimen=r["regimen"],
        test=r["test"],
        reference=r["reference"],
        perpetrators=perpetrators,
        ratio=float(r["ratio"]),
        low=float(r["low"]) if r["low"] else None,
        high=float(r["high"]) if r["high"] else None,
        number=int(float(r["n"])) if r["n"] else None,
        measure=r["measure"],
        population=r["population"],
        source=Citation(key=r["source"], locus=r["locus"]),
        note=r["note"],
    )
