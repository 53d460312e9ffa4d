"""The numbers of the board as evidence: what was demanded, what came out, and what simple rules say of the rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from foredose.qualification.baselines import BASELINES
from foredose.qualification.board import Line
from foredose.qualification.contexts import LEAST_ROWS, LEAST_VICTIMS, Criterion
from foredose.qualification.credibility.record import Evidence, Figure, Unit, unknown
from foredose.qualification.predicted import Predicted
from foredose.qualification.score import Rate, Score, score

__all__ = ["calibration_of", "figures_of", "rules_beside", "validation_of"]

_BOARD = "foredose board --json"


def figures_of(found: Score, criterion: Criterion | None) -> tuple[Figure, ...]:
    """Return the figures of a score, with what a criterion demands of each."""
    asked = _demands(found, criterion) if criterion else {}

    def figure(name: str, value: float, unit: Unit, rate: Rate | None = None) -> Figure:
        demanded, met = asked.get(name, ("", None))
        low, high = (rate.low, rate.high) if rate else (None, None)
        return Figure(name=name, value=value, unit=unit, low=low, high=high, demanded=demanded, met=met)

    return (
        figure("rows", found.number, "count"),
        figure("drugs", found.victims, "count"),
        figure("GMFE", found.gmfe, "fold"),
        figure("bias", found.bias, "fold"),
        figure("within 2-fold", found.within_two.value, "share", found.within_two),
        figure("within Guest limits", found.within_guest.value, "share", found.within_guest),
        figure("inside the 90 % interval", found.covered.value, "share", found.covered),
        figure("fold-width of the interval", found.fold_width, "fold"),
    )


def _demands(found: Score, c: Criterion) -> dict[str, tuple[str, bool]]:
    """Return figure to what is demanded and whether it is met, as ``contexts.verdict`` judges."""
    low, high = c.coverage
    told = {
        "rows": (f"at least {LEAST_ROWS}", found.number >= LEAST_ROWS),
        "drugs": (f"at least {LEAST_VICTIMS}", found.victims >= LEAST_VICTIMS),
        "GMFE": (f"at most {c.gmfe:g}", found.gmfe <= c.gmfe),
        "within 2-fold": (f"at least {c.within_two:.0%}", found.within_two.value >= c.within_two),
        "inside the 90 % interval": (f"{low:.0%} to {high:.0%}", low <= found.covered.value <= high),
        "fold-width of the interval": (f"at most {c.fold_width:g}", found.fold_width <= c.fold_width),
    }
    if c.within_guest:
        guest = found.within_guest.value >= c.within_guest
        told["within Guest limits"] = (f"at least {c.within_guest:.0%}", guest)
    return told


def validation_of(lines: Sequence[Line], found: Score | None, criterion: Criterion) -> Evidence:
    """Return predictions held against ratios of drugs that lend nothing to any parameter."""
    what = (
        "predictions of drugs that a hash of the name keeps for validation; no value of theirs rests on a measured "
        "ratio"
    )
    if found is None:
        why = (
            "no row to validate on" if not lines else f"none of {len(lines)} validation rows can be predicted"
        )
        return Evidence(kind="validation", what=what, found=unknown(why), where=_BOARD)
    studies = len({x.row.source.key for x in lines if not x.why_not})
    figures = figures_of(found, criterion)
    missed = [f.name for f in figures if f.met is False]
    return Evidence(
        kind="validation",
        what=what,
        found="all as demanded" if not missed else f"not as demanded: {', '.join(missed)}",
        where=_BOARD,
        comparator=f"{found.number} measured exposure ratios of {found.victims} drugs from {studies} sources",
        figures=figures,
    )


def calibration_of(found: Score | None) -> Evidence:
    """Return how the drugs fare whose ratios may have made parameters: no evidence of other drugs."""
    what = "predictions of drugs whose own ratios may have scaled constants; shows fit, not foresight"
    if found is None:
        return Evidence(kind="calibration", what=what, found=unknown("no such row"), where=_BOARD)
    told = f"GMFE {found.gmfe:.2f}, within 2-fold {found.within_two.value:.0%}"
    return Evidence(
        kind="calibration",
        what=what,
        found=told,
        where=_BOARD,
        comparator=f"{found.number} measured exposure ratios of {found.victims} drugs",
        figures=figures_of(found, None),
    )


def rules_beside(lines: Iterable[Line]) -> tuple[Evidence, ...]:
    """Return each simple rule on the rows where it speaks, beside the prediction of the same rows."""
    told = [x for x in lines if not x.why_not]
    return tuple(_rule(name, [x for x in told if not math.isnan(x.rules[name])]) for name in BASELINES)


def _rule(name: str, lines: Sequence[Line]) -> Evidence:
    what = f"a simple rule on the same validation rows: {name}"
    if not lines:
        silent = unknown("the rule does not speak of any of these rows")
        return Evidence(kind="validation", what=what, found=silent, where=_BOARD)
    rule, own = (score([_as(x, value) for x, value in each]) for each in _both(name, lines))
    found = f"GMFE {rule.gmfe:.2f} by the rule, {own.gmfe:.2f} by the prediction"
    return Evidence(
        kind="validation", what=what, found=found, where=_BOARD, comparator=f"{len(lines)} measured ratios"
    )


def _both(name: str, lines: Sequence[Line]) -> tuple[list[tuple[Line, float]], list[tuple[Line, float]]]:
    return [(x, x.rules[name]) for x in lines], [(x, x.predicted) for x in lines]


def _as(line: Line, value: float) -> Predicted:
    return Predicted(row=line.row, value=value, low=line.low, high=line.high)
