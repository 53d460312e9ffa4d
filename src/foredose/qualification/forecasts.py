"""How well next levels were forecast, as figures; the levels are other people's data and are never kept."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from foredose.qualification.score import Rate, errors, rate

__all__ = ["LAST_LEVEL", "LEVELS", "POPULATION", "Forecast", "forecast", "forecasts_text", "read_forecasts"]

LEVELS, POPULATION, LAST_LEVEL = "earlier levels", "population without levels", "last level carried forward"
_COLUMNS = ("drug", "by", "model", "levels", "people", "gmfe", "bias", "two", "held", "held_low", "held_high",
            "fold_width", "data")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One way to forecast the next levels of a drug's people.

    Parameters
    ----------
    by
        ``LEVELS``, ``POPULATION`` or ``LAST_LEVEL``.
    covered, fold_width
        Levels inside the 90 % interval, and the median of its high over low; ``None`` and NaN of a rule without one.
    resampled
        The 95 % interval of the coverage when people are drawn with all their levels: levels of one person go together,
        which the exact interval of a rate does not know.
    """

    drug: str
    data: str
    model: str
    by: str
    people: int
    gmfe: float
    bias: float
    within_two: Rate
    covered: Rate | None
    resampled: tuple[float, float]
    fold_width: float


def forecast(
    *,
    drug: str,
    data: str,
    model: str,
    by: str,
    people: int,
    predicted: np.ndarray,
    observed: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    resampled: tuple[float, float],
) -> Forecast:
    """Score forecasts; bounds are NaN where a rule gives none."""
    own = errors(predicted, observed)
    bare = bool(np.isnan(low).any())
    held = int(((low <= observed) & (observed <= high)).sum())
    return Forecast(
        drug=drug, data=data, model=model, by=by, people=people, gmfe=own.gmfe, bias=own.bias,
        within_two=own.within_two, covered=None if bare else rate(held, own.number), resampled=resampled,
        fold_width=math.nan if bare else float(np.median(high / np.maximum(low, 1e-9))),
    )  # fmt: skip


def forecasts_text(found: Iterable[Forecast]) -> str:
    """Return forecasts as the text of ``knowledge/board_monitoring.tsv``."""
    rows = [
        (
            f.drug, f.by, f.model, str(f.within_two.of), str(f.people), f"{f.gmfe:.4g}", f"{f.bias:.4g}",
            str(f.within_two.hits), str(f.covered.hits) if f.covered else "", *(_number(x) for x in f.resampled),
            _number(f.fold_width), f.data,
        )
        for f in found
    ]  # fmt: skip
    return "\n".join("\t".join(r) for r in [_COLUMNS, *rows]) + "\n"


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.4g}"


def read_forecasts(path: Path) -> tuple[Forecast, ...]:
    """Read what ``forecasts_text`` wrote."""
    with path.open(encoding="utf-8", newline="") as text:
        return tuple(_told(t) for t in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def _told(t: dict[str, str]) -> Forecast:
    number = int(t["levels"])
    return Forecast(
        drug=t["drug"], data=t["data"], model=t["model"], by=t["by"], people=int(t["people"]), gmfe=float(t["gmfe"]),
        bias=float(t["bias"]), within_two=rate(int(t["two"]), number),
        covered=rate(int(t["held"]), number) if t["held"] else None,
        resampled=(float(t["held_low"] or "nan"), float(t["held_high"] or "nan")),
        fold_width=float(t["fold_width"] or "nan"),
    )  # fmt: skip
