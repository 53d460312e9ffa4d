"""Observed numbers beside what the library's models give: ``knowledge/board_models.tsv``."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import foredose.knowledge

__all__ = ["ModelLine", "committed_model_lines", "model_text", "read_model_lines"]

_FILE = Path(foredose.knowledge.__file__).with_name("board_models.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """An ``observed`` check: what people measured, and what the model gives for the typical person.

    Parameters
    ----------
    contexts
        The family as a whole, then by drug. An effect such as INR is a family of its own: it starts from a baseline,
        which flatters the ratio of predicted to observed.
    ratio
        Whether it is a ratio of two groups or doses, of which alone Guest limits speak.
    predicted
        NaN where the number is not counted; ``why_not`` says why.
    """

    id: str
    model: str
    drug: str
    what: str
    unit: str
    ratio: bool
    observed: float
    predicted: float
    contexts: tuple[str, ...]
    source: str
    why_not: str


_COLUMNS = tuple(f.name for f in fields(ModelLine))


def model_text(lines: Iterable[ModelLine]) -> str:
    """Return lines as the text of ``knowledge/board_models.tsv``."""
    rows = [[_cell(getattr(line, name)) for name in _COLUMNS] for line in lines]
    return "\n".join("\t".join(r) for r in [_COLUMNS, *rows]) + "\n"


def _cell(value: str | float | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return "" if math.isnan(value) else f"{value:.6g}"
    return "|".join(value) if isinstance(value, tuple) else " ".join(value.split())


def read_model_lines(path: Path) -> tuple[ModelLine, ...]:
    """Read what ``model_text`` wrote."""
    with path.open(encoding="utf-8", newline="") as text:
        return tuple(_told(t) for t in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def committed_model_lines() -> tuple[ModelLine, ...]:
    """Return the lines as they were scored when the models were committed; a gate scores them again."""
    return read_model_lines(_FILE)


def _told(t: dict[str, str]) -> ModelLine:
    return ModelLine(
        id=t["id"], model=t["model"], drug=t["drug"], what=t["what"], unit=t["unit"], ratio=t["ratio"] == "yes",
        observed=float(t["observed"]), predicted=float(t["predicted"] or "nan"),
        contexts=tuple(t["contexts"].split("|")), source=t["source"], why_not=t["why_not"],
    )  # fmt: skip
