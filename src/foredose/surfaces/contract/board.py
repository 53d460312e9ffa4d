"""``foredose/board/1``: predicted against observed, per context of use."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.qualification.contexts import CRITERIA
from foredose.surfaces.contract.base import Document, Part
from foredose.surfaces.contract.board_parts import (
    DriftShown,
    GroupShown,
    ModelContextShown,
    ModelRowShown,
    MonitoringShown,
    RateShown,
)
from foredose.surfaces.contract.board_shown import (
    drift_shown,
    group_shown,
    model_context_shown,
    model_row_shown,
    monitoring_shown,
    rate_shown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foredose.qualification.board import Board, Context, Line
    from foredose.qualification.drift import Drift
    from foredose.qualification.groups import Group
    from foredose.qualification.score import Score

__all__ = ["BoardDocument", "board_document"]


class ScoreShown(Part):
    """Scores of some rows."""

    n: int
    drugs: int
    gmfe: float
    bias: float
    within_2fold: RateShown
    within_guest: RateShown


class ContextShown(Part):
    """One context; ``coverage_90`` and ``fold_width`` are of the 90 % prediction intervals."""

    name: str
    split: Literal["validation", "calibration"]
    n: int
    not_predicted: int
    gmfe: float | None
    within_2fold: RateShown | None
    within_guest: RateShown | None
    coverage_90: RateShown | None
    fold_width: float | None
    criterion: str
    qualified: bool
    verdict: str
    rules: dict[str, ScoreShown | None]


class RowShown(Part):
    """One observed ratio; ``predicted`` is ``None`` where ``why_not`` says why."""

    id: str
    context: tuple[str, ...]
    drug: str
    genotype: str
    reference: str
    co_medication: tuple[str, ...]
    split: Literal["validation", "calibration"]
    predicted: float | None
    low: float | None
    high: float | None
    observed: float
    n: int | None
    source: str
    why_not: str


class BoardDocument(Document):
    """What ``foredose board`` prints; ``groups`` and ``drift`` where ``--by`` and ``--against`` ask for them."""

    schema_: Literal["foredose/board/1"] = Field(default="foredose/board/1", alias="schema")
    contexts: tuple[ContextShown, ...]
    rows: tuple[RowShown, ...]
    model_contexts: tuple[ModelContextShown, ...] = ()
    model_rows: tuple[ModelRowShown, ...] = ()
    monitoring: tuple[MonitoringShown, ...] = ()
    groups: tuple[GroupShown, ...] = ()
    drift: tuple[DriftShown, ...] = ()


def board_document(
    of: Board, *, knowledge_version: str, groups: Sequence[Group] = (), drifts: Sequence[Drift] = ()
) -> BoardDocument:
    """Make the document, with library models and forecasts of levels as this release has them."""
    from foredose.qualification.model_contexts import committed_model_contexts
    from foredose.qualification.model_lines import committed_model_lines
    from foredose.qualification.monitoring import committed_monitoring

    return BoardDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        contexts=tuple(_context(c) for c in of.contexts),
        rows=tuple(_row(line) for line in of.lines),
        model_contexts=tuple(model_context_shown(c) for c in committed_model_contexts()),
        model_rows=tuple(model_row_shown(x) for x in committed_model_lines()),
        monitoring=tuple(monitoring_shown(m) for m in committed_monitoring()),
        groups=tuple(group_shown(g) for g in groups),
        drift=tuple(drift_shown(d) for d in drifts),
    )


def _context(c: Context) -> ContextShown:
    s = c.score
    return ContextShown.model_validate(
        {
            "name": c.name,
            "split": c.split,
            "n": s.number if s else 0,
            "not_predicted": c.not_predicted,
            "gmfe": s.gmfe if s else None,
            "within_2fold": rate_shown(s.within_two) if s else None,
            "within_guest": rate_shown(s.within_guest) if s else None,
            "coverage_90": rate_shown(s.covered) if s else None,
            "fold_width": s.fold_width if s else None,
            "criterion": str(CRITERIA[c.name.split(":")[0]]),
            "qualified": c.verdict == "qualified",
            "verdict": c.verdict,
            "rules": {name: _score(x) if x else None for name, x in c.rules.items()},
        }
    )


def _score(s: Score) -> ScoreShown:
    return ScoreShown(
        n=s.number, drugs=s.victims, gmfe=s.gmfe, bias=s.bias, within_2fold=rate_shown(s.within_two),
        within_guest=rate_shown(s.within_guest),
    )  # fmt: skip


def _row(line: Line) -> RowShown:
    def number(value: float) -> float | None:
        return None if math.isnan(value) else value

    row = line.row
    return RowShown(
        id=row.id,
        context=line.contexts,
        drug=row.victim,
        genotype=row.test,
        reference=row.reference,
        co_medication=tuple(f"{p.inn} {p.dose_mg:g} mg every {p.interval_h:g} h" for p in row.perpetrators),
        split="validation" if row.validates else "calibration",
        predicted=number(line.predicted),
        low=number(line.low),
        high=number(line.high),
        observed=row.ratio,
        n=row.number,
        source=str(row.source),
        why_not=line.why_not,
    )
