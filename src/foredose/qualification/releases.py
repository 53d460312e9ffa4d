"""Tables of an earlier release, read so that they can be compared with this one's.

A release is one table (a copy of ``knowledge/board.tsv``, ``board_models.tsv`` or ``board_monitoring.tsv``), or a
folder with any of the three.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path

from foredose.core import Citation, InputError
from foredose.knowledge.observed_facts import ObservedRatio, observed_ratios
from foredose.qualification.board import board_of, committed_board, told_line
from foredose.qualification.drift import Drift, Row, Table, drift
from foredose.qualification.forecasts import read_forecasts
from foredose.qualification.model_lines import committed_model_lines, read_model_lines
from foredose.qualification.monitoring import committed_monitoring, monitoring_of
from foredose.qualification.release_tables import model_table, monitoring_table, ratio_table

__all__ = ["against"]

RATIOS, MODELS, FORECASTS = "board.tsv", "board_models.tsv", "board_monitoring.tsv"
_MARKS = {RATIOS: {"id", "predicted", "contexts", "typical"}, MODELS: {"id", "model", "what", "observed"},
          FORECASTS: {"drug", "by", "levels", "gmfe"}}  # fmt: skip


def against(path: Path) -> tuple[Drift, ...]:
    """Compare a release with this one.

    Raises
    ------
    InputError
        ``board.against`` for what is no table of a board, and a folder without one.
    """
    files = [path / name for name in _MARKS if (path / name).is_file()] if path.is_dir() else [path]
    found = [_compared(file) for file in files]
    if not found:
        raise _refused(path, "a folder without a table of a board")
    return tuple(found)


def _compared(path: Path) -> Drift:
    kind = _kind(path)
    try:
        before = _BEFORE[kind](path)
    except (KeyError, ValueError) as error:
        raise _refused(path, f"a row that cannot be read: {error}") from error
    return drift(before, _now(kind))


def _now(kind: str) -> Table:
    if kind == RATIOS:
        return ratio_table(committed_board())
    if kind == MODELS:
        return model_table(committed_model_lines())
    return monitoring_table(committed_monitoring())


def _kind(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as text:
            columns = set(text.readline().rstrip("\n").split("\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, f"what cannot be read: {type(error).__name__}") from error
    for name, marks in _MARKS.items():
        if marks <= columns:
            return name
    raise _refused(path, "a file with other columns")


def _refused(path: Path, found: str) -> InputError:
    return InputError(
        "board.against",
        found=found,
        expected=f"a copy of knowledge/{RATIOS}, {MODELS} or {FORECASTS}, or a folder with them",
        where=str(path),
        remedy="name the tables of an earlier release",
    )


def _ratios_before(path: Path) -> Table:
    """Read ratios with what was observed then, or today where an old table does not tell it."""
    today = {r.id: r for r in observed_ratios()}
    with path.open(encoding="utf-8", newline="") as text:
        told = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines, bare = [], {}
    for t in told:
        row = _row_then(t, today.get(t["id"]))
        if row is None:
            predicted = float(t["predicted"] or "nan")
            bare[t["id"]] = Row(id=t["id"], what="", predicted=predicted, observed=math.nan)
        else:
            lines.append(told_line(row, t))
    found = ratio_table(board_of(lines))
    return Table(name=found.name, rows={**found.rows, **bare}, contexts=found.contexts)


def _row_then(t: dict[str, str], today: ObservedRatio | None) -> ObservedRatio | None:
    if not t.get("observed"):
        return today
    return ObservedRatio(
        id=t["id"], victim=t["drug"], route="", regimen="", test="", reference="", perpetrators=(),
        ratio=float(t["observed"]), low=None, high=None, number=None, measure="", population="",
        source=Citation(key="", locus=""), note="",
    )  # fmt: skip


_BEFORE: dict[str, Callable[[Path], Table]] = {
    RATIOS: _ratios_before,
    MODELS: lambda path: model_table(read_model_lines(path)),
    FORECASTS: lambda path: monitoring_table(monitoring_of(read_forecasts(path))),
}
