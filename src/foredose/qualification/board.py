"""The board: every observed ratio beside its prediction, and the verdict of each context."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import foredose.knowledge
from foredose.core import Indeterminate, InputError
from foredose.knowledge.observed_facts import ObservedRatio, observed_ratios
from foredose.qualification.baselines import BASELINES, baseline
from foredose.qualification.contexts import contexts_of, verdict
from foredose.qualification.model_contexts import committed_model_contexts
from foredose.qualification.monitoring import committed_monitoring
from foredose.qualification.predicted import Predicted, predict
from foredose.qualification.score import Score, score

__all__ = [
    "Board",
    "Context",
    "Line",
    "board_of",
    "board_text",
    "committed_board",
    "make_board",
    "qualification_of",
]

DRAWS, SEED = 300, 20261121
_FILE = Path(foredose.knowledge.__file__).with_name("board.tsv")
_COLUMNS = (
    "id",
    "typical",
    "predicted",
    "low",
    "high",
    "contexts",
    *BASELINES,
    "why_not",
    "drug",
    "observed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One observed ratio: its prediction as median, 5th and 95th percentile of draws, and of the typical person.

    Parameters
    ----------
    rules
        Baseline to its ratio, NaN where it does not speak.
    why_not
        Why there is no prediction, whose numbers are then NaN.
    """

    row: ObservedRatio
    typical: float
    predicted: float
    low: float
    high: float
    contexts: tuple[str, ...]
    rules: dict[str, float]
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One context of use; ``score`` is ``None`` where no row could be predicted."""

    name: str
    split: str
    score: Score | None
    rules: dict[str, Score | None]
    not_predicted: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All lines and contexts."""

    lines: tuple[Line, ...]
    contexts: tuple[Context, ...]


def make_board(
    *, draws: int = DRAWS, seed: int = SEED, progress: Callable[[float], None] | None = None
) -> Board:
    """Predict every observed ratio anew."""
    rows, lines = observed_ratios(), []
    for number, row in enumerate(rows, start=1):
        lines.append(_line(row, draws, seed))
        if progress:
            progress(number / len(rows))
    return board_of(lines)


def _line(row: ObservedRatio, draws: int, seed: int) -> Line:
    rules = {name: baseline(name, row) for name in BASELINES}
    typical = predict(row, n=1, seed=None)
    if isinstance(typical, Indeterminate):
        return Line(
            row=row, typical=math.nan, predicted=math.nan, low=math.nan, high=math.nan, contexts=contexts_of(row),
            rules=rules, why_not=typical.why,
        )  # fmt: skip
    drawn = predict(row, n=draws, seed=seed)
    assert not isinstance(drawn, Indeterminate)
    return Line(
        row=row, typical=typical.value, predicted=drawn.value, low=drawn.low, high=drawn.high,
        contexts=contexts_of(row), rules=rules, why_not="",
    )  # fmt: skip


def board_of(lines: Iterable[Line]) -> Board:
    """Score lines by context."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    kept = tuple(lines)
    for line in kept:
        for name in line.contexts:
            found[name, "validation" if line.row.validates else "calibration"].append(line)
    names = sorted({name for name, _ in found}, key=lambda n: (n.split(":")[0], n))
    return Board(
        lines=kept,
        contexts=tuple(
            _context(name, split, found.get((name, split), []))
            for name in names
            for split in ("validation", "calibration")
            if (name, split) in found or split == "validation"
        ),
    )


def _context(name: str, split: str, lines: list[Line]) -> Context:
    told = [x for x in lines if not x.why_not]
    own = score([_predicted(x, x.predicted) for x in told]) if told else None
    rules = {}
    for rule in BASELINES:
        speaks = [_predicted(x, x.rules[rule]) for x in told if not math.isnan(x.rules[rule])]
        rules[rule] = score(speaks) if speaks else None
    return Context(
        name=name,
        split=split,
        score=own,
        rules=rules,
        not_predicted=len(lines) - len(told),
        verdict=verdict(name, own) if split == "validation" else "calibration: no verdict",
    )


def _predicted(line: Line, value: float) -> Predicted:
    return Predicted(row=line.row, value=value, low=line.low, high=line.high)


def board_text(board: Board) -> str:
    """Return the lines of a board as the text of ``knowledge/board.tsv``.

    Drug and observed ratio stand in it so that a later release can compare without the facts of this one.
    """
    rows = [
        (
            x.row.id, *(_number(v) for v in (x.typical, x.predicted, x.low, x.high)), "|".join(x.contexts),
            *(_number(x.rules[r]) for r in BASELINES), x.why_not, x.row.victim, f"{x.row.ratio:g}",
        )
        for x in board.lines
    ]  # fmt: skip
    return "\n".join("\t".join(r) for r in [_COLUMNS, *rows]) + "\n"


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.4g}"


@lru_cache(maxsize=1)
def committed_board() -> Board:
    """Return the board of this release, as it was scored when its facts were committed.

    Raises
    ------
    InputError
        ``board.stale`` when the observed ratios are not those that were scored.
    """
    rows = {r.id: r for r in observed_ratios()}
    with _FILE.open(encoding="utf-8", newline="") as text:
        told = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    if {t["id"] for t in told} != set(rows):
        raise InputError(
            "board.stale",
            found="a board of other observed ratios",
            expected="a line for each row of knowledge/observed.tsv",
            where="knowledge/board.tsv",
            remedy="score it again: python -m benchmarks board",
        )
    return board_of(told_line(rows[t["id"]], t) for t in told)


def told_line(row: ObservedRatio, t: dict[str, str]) -> Line:
    """Return a line of ``knowledge/board.tsv`` with its row."""

    def number(name: str) -> float:
        return float(t.get(name) or "nan")

    return Line(
        row=row, typical=number("typical"), predicted=number("predicted"), low=number("low"), high=number("high"),
        contexts=tuple(t["contexts"].split("|")), rules={r: number(r) for r in BASELINES}, why_not=t["why_not"],
    )  # fmt: skip


def qualification_of(context: str) -> str:
    """Return the verdict of a context on validation rows; one that nothing was scored in is not qualified."""
    told: dict[str, str]
    match context.split(":", maxsplit=1)[0]:
        case "population model" | "population effect":
            told = {c.name: c.verdict for c in committed_model_contexts()}
        case "monitoring":
            told = {c.name: c.verdict for c in committed_monitoring()}
        case _:
            told = {c.name: c.verdict for c in committed_board().contexts if c.split == "validation"}
    return told.get(context, "not qualified: no row to validate on")
