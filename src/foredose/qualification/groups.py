"""The board by drug, or by the ancestry that a study tells."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from foredose.qualification.board import Board, Line
from foredose.qualification.model_contexts import errors_of, guest_of
from foredose.qualification.model_lines import ModelLine
from foredose.qualification.monitoring import Monitoring
from foredose.qualification.predicted import Predicted
from foredose.qualification.score import Rate, score

__all__ = ["NOT_TOLD", "By", "Group", "ancestry_told", "groups"]

By = Literal["drug", "ancestry"]
NOT_TOLD = "not told"
_PEOPLES = {
    "African": ("African",),
    "Central or South Asian": ("Indian", "Pakistani"),
    "East Asian": ("Chinese", "Japanese", "Korean", "Thai"),
    "European": ("White", "Caucasian", "European", "Europeans", "Finnish", "Spanish", "Swedish"),
}
"""Words that name a people, by the biogeographical groups of PharmGKB (Huddart 2019). A place names no ancestry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows of one drug or one ancestry within one family of contexts.

    Parameters
    ----------
    within_guest, covered, fold_width
        ``None`` (NaN) where rows are not ratios, or predictions have no interval.
    """

    name: str
    family: str
    split: str
    number: int
    not_predicted: int
    gmfe: float
    bias: float
    within_two: Rate
    within_guest: Rate | None
    covered: Rate | None
    fold_width: float


def ancestry_told(text: str) -> str:
    """Return the group that a study's words tell: ``not told`` of none, ``several`` of more than one."""
    words = set(re.findall(r"[A-Za-z]+", text))
    found = [group for group, names in _PEOPLES.items() if words & set(names)]
    if len(found) > 1:
        return "several"
    if not found:
        return "Asian, not told which" if "Asian" in words else NOT_TOLD
    return found[0]


def groups(
    by: By, board: Board, models: Sequence[ModelLine], monitored: Sequence[Monitoring]
) -> tuple[Group, ...]:
    """Return every group with a prediction; forecasts of levels are by drug alone, as their data tell no ancestry."""

    def of_ratio(line: Line) -> str:
        return line.row.victim if by == "drug" else ancestry_told(line.row.population)

    def of_model(line: ModelLine) -> str:
        return line.drug if by == "drug" else ancestry_told(f"{line.what}; {line.source}")

    found = [*_ratios(board.lines, of_ratio), *_models(models, of_model)]
    if by == "drug":
        found += [_monitoring(m) for m in monitored]
    return tuple(sorted(found, key=lambda g: (g.name == NOT_TOLD, g.name, g.family, g.split)))


def _ratios(lines: Iterable[Line], name: Callable[[Line], str]) -> list[Group]:
    held: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        held[name(line), line.row.kind, "validation" if line.row.validates else "calibration"].append(line)
    found = []
    for (group, family, split), rows in held.items():
        told = [x for x in rows if not x.why_not]
        if told:
            s = score([Predicted(row=x.row, value=x.predicted, low=x.low, high=x.high) for x in told])
            found.append(
                Group(
                    name=group, family=family, split=split, number=s.number, not_predicted=len(rows) - len(told),
                    gmfe=s.gmfe, bias=s.bias, within_two=s.within_two, within_guest=s.within_guest, covered=s.covered,
                    fold_width=s.fold_width,
                )
            )  # fmt: skip
    return found


def _models(lines: Iterable[ModelLine], name: Callable[[ModelLine], str]) -> list[Group]:
    held: dict[tuple[str, str], list[ModelLine]] = defaultdict(list)
    for line in lines:
        held[name(line), line.contexts[0]].append(line)
    found = []
    for (group, family), rows in held.items():
        told = [x for x in rows if not x.why_not]
        e = errors_of(told)
        if e:
            found.append(
                Group(
                    name=group, family=family, split="validation", number=e.number, not_predicted=len(rows) - len(told),
                    gmfe=e.gmfe, bias=e.bias, within_two=e.within_two, within_guest=guest_of(told), covered=None,
                    fold_width=math.nan,
                )
            )  # fmt: skip
    return found


def _monitoring(of: Monitoring) -> Group:
    f = of.own
    return Group(
        name=f.drug, family="monitoring", split="validation", number=f.within_two.of, not_predicted=0, gmfe=f.gmfe,
        bias=f.bias, within_two=f.within_two, within_guest=None, covered=f.covered, fold_width=f.fold_width,
    )  # fmt: skip
