"""What it would take to qualify a context: counted from its figures and from the rows that are furthest off."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from foredose.qualification.board import Line
from foredose.qualification.contexts import LEAST_ROWS, LEAST_VICTIMS, Criterion
from foredose.qualification.score import Rate, Score

__all__ = ["needed_for"]

_SHOWN = 3


def needed_for(lines: Sequence[Line], found: Score | None, criterion: Criterion) -> tuple[str, ...]:
    """Return what is lacking, most basic first.

    Parameters
    ----------
    lines
        The validation rows of the context, predicted or not.
    """
    return (*_more(found), *_closer(found, criterion), *_furthest(lines), *_without(lines))


def _more(found: Score | None) -> Iterator[str]:
    rows, drugs = (found.number, found.victims) if found else (0, 0)
    if rows < LEAST_ROWS:
        yield f"measured ratios of validation drugs that can be predicted: {LEAST_ROWS - rows} more"
    if drugs < LEAST_VICTIMS:
        yield f"validation drugs among them: {LEAST_VICTIMS - drugs} more"


def _closer(found: Score | None, c: Criterion) -> Iterator[str]:
    if found is None:
        return
    if found.gmfe > c.gmfe:
        yield f"GMFE from {found.gmfe:.2f} to at most {c.gmfe:g}"
    yield from _share("within 2-fold", found.within_two, c.within_two)
    yield from _share("within Guest limits", found.within_guest, c.within_guest)
    low, high = c.coverage
    yield from _share("inside the 90 % interval", found.covered, low)
    if found.covered.value > high:
        yield f"narrower intervals: they hold {found.covered.value:.0%}, at most {high:.0%} is demanded"
    if found.fold_width > c.fold_width:
        yield f"median fold-width of the intervals from {found.fold_width:.1f} to at most {c.fold_width:g}"


def _share(name: str, found: Rate, least: float) -> Iterator[str]:
    lacking = math.ceil(least * found.of - 1e-9) - found.hits
    if lacking > 0:
        yield f"{name}: {lacking} more of {found.of} rows ({found.value:.0%}, at least {least:.0%} is demanded)"


def _furthest(lines: Sequence[Line]) -> Iterator[str]:
    """Name the rows beyond 2-fold that are furthest off: settling them moves every figure."""
    off = [x for x in lines if not x.why_not and _fold(x) > 2]
    worst = sorted(off, key=_fold, reverse=True)[:_SHOWN]
    if worst:
        yield "settle the rows furthest off: " + "; ".join(map(_row, worst))


def _fold(line: Line) -> float:
    return math.exp(abs(math.log(line.predicted / line.row.ratio)))


def _row(line: Line) -> str:
    row = line.row
    taken = " + ".join(p.inn for p in row.perpetrators)
    asked = " ".join(x for x in (row.victim, row.asked, f"with {taken}" if taken else "") if x)
    return f"{asked}, predicted {line.predicted:.2g}, measured {row.ratio:.2g} ({row.source.key})"


def _without(lines: Sequence[Line]) -> Iterator[str]:
    """Count why rows have no prediction."""
    whys = Counter(x.why_not for x in lines if x.why_not)
    if whys:
        most = "; ".join(f"{why} ({n})" for why, n in whys.most_common(_SHOWN))
        rest = len(whys) - _SHOWN
        more = f"; {rest} further reasons" if rest > 0 else ""
        yield f"a prediction of {whys.total()} validation rows that have none: {most}{more}"
