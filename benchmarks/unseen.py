"""How far predictions lie from drugs whose interactions nobody looked at: a fifth of calibration drugs left out.

``python -m benchmarks unseen`` fits every perpetrator again without the rows of the victims that are left out, predicts
these, and says which spread beyond that of the draws makes 90 % intervals hold. It takes some ten minutes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.optimize import brentq

from foredose.core import Indeterminate
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.observed_facts import observed_ratios
from foredose.qualification.predicted import Predicted, predict

FOLDS, DRAWS = 5, 200
_HEAD = (
    "| predicted effect | rows | drugs | GMFE | within 2-fold | 90 % interval holds | fold-width "
    "| further log-SD for 90 % "
    "| fold-width then |"
)
_EFFECTS = (0.0, 0.1, 0.3, 0.7, 1.4, 5.0)
"""Bounds of the natural logarithm of a predicted ratio, either way."""
_Z90 = 1.6448536269514722
SMALL = 0.7
"""Natural logarithm of a predicted ratio, either way, up to which the constant spread is fitted: twofold."""


def main(_: list[str]) -> None:
    """Predict every calibration row of one perpetrator with its victim left out, and print what that tells."""
    found = [p for fold in range(FOLDS) for p in _fold(fold)]
    print(table(found))
    print("\n" + spreads(found))


def spreads(found: list[Predicted]) -> str:
    """Return the two numbers that widen intervals: a spread of all, and one in proportion to the effect.

    The first is what small effects need for 90 % of their intervals to hold, the second what larger ones need besides.
    """
    small = [p for p in found if abs(math.log(p.value)) < SMALL]
    large = [p for p in found if abs(math.log(p.value)) >= SMALL]
    of_all = needed_spread(small)
    of_effect = needed_spread(large, of_all)
    width = np.median([_width(p, math.hypot(of_all, of_effect * math.log(p.value))) for p in found])
    return (
        f"Spread of all: {of_all:.2f} ({len(small)} effects under 2-fold need it); in proportion to the logarithm of "
        f"the effect: {of_effect:.2f} ({len(large)} larger ones need it besides). Fold-width then: {width:.1f}."
    )


def table(found: list[Predicted]) -> str:
    """Return the figures as markdown: of all rows, and by how large the predicted effect is."""
    lines = [_HEAD, "|---" * 9 + "|", _line("all", found)]
    for low, high in pairwise(_EFFECTS):
        some = [p for p in found if low <= abs(math.log(p.value)) < high]
        lines.append(_line(f"{math.exp(low):.2f} to {math.exp(high):.2f}-fold", some))
    return "\n".join(lines)


def _line(name: str, found: list[Predicted]) -> str:
    errors = np.array([math.log(p.value / p.row.ratio) for p in found])
    held = np.mean([p.low <= p.row.ratio <= p.high for p in found])
    spread = needed_spread(found)
    cells = (
        name, str(len(found)), str(len({p.row.victim for p in found})), f"{math.exp(float(np.abs(errors).mean())):.2f}",
        f"{np.mean(np.abs(errors) < math.log(2)):.0%}", f"{held:.0%}",
        f"{np.median([p.high / p.low for p in found]):.1f}", f"{spread:.2f}",
        f"{np.median([_width(p, spread) for p in found]):.1f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def needed_spread(found: list[Predicted], of_all: float | None = None) -> float:
    """Return the further standard deviation (natural logarithm) with which 90 % of rows lie in their intervals.

    Parameters
    ----------
    of_all
        A spread that all have already; what is returned is then in proportion to the logarithm of each effect.
    """

    def spread(p: Predicted, sd: float) -> float:
        return sd if of_all is None else math.hypot(of_all, sd * math.log(p.value))

    def short(sd: float) -> float:
        return float(np.mean([_holds(p, spread(p, sd)) for p in found])) - 0.9

    return 0.0 if short(0.0) >= 0 else float(brentq(short, 0.0, 2.0, xtol=0.005))


def _holds(p: Predicted, sd: float) -> bool:
    low, high = _bounds(p, sd)
    return low <= p.row.ratio <= high


def _width(p: Predicted, sd: float) -> float:
    low, high = _bounds(p, sd)
    return high / low


def _bounds(p: Predicted, sd: float) -> tuple[float, float]:
    """Return the interval with a further spread, each half taken as that of a lognormal."""
    down, up = math.log(p.value / p.low) / _Z90, math.log(p.high / p.value) / _Z90
    return (
        p.value * math.exp(-_Z90 * math.hypot(down, sd)),
        p.value * math.exp(_Z90 * math.hypot(up, sd)),
    )


def _fold(fold: int) -> list[Predicted]:
    script = _script()
    rows = [
        r
        for r in observed_ratios()
        if not r.validates
        and r.kind == "interaction"
        and len(r.perpetrators) == 1
        and _fold_of(r.victim) == fold
    ]
    left_out = frozenset(r.victim for r in rows)
    tables: dict[str, Disposition] = {}
    for number, name in enumerate(dict.fromkeys(r.perpetrators[0].inn for r in rows)):
        if disposition(name) is not None:
            tables[name] = script.refitted(name, script.fit(name, left_out))
        _progress(fold, number)
    done = [predict(r, n=DRAWS, seed=0, find=lambda inn: tables.get(inn) or disposition(inn)) for r in rows]
    return [p for p in done if not isinstance(p, Indeterminate)]


def _fold_of(victim: str) -> int:
    """Part victims by the second digit of the hash whose first parts calibration from validation."""
    return int(hashlib.sha256(victim.encode()).hexdigest()[1], 16) % FOLDS


def _script() -> ModuleType:
    path = Path(__file__).parents[1] / "scripts" / "calibrate_perpetrators.py"
    spec = importlib.util.spec_from_file_location("calibrate_perpetrators", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _progress(fold: int, number: int) -> None:
    if sys.stderr.isatty():
        print(f"\rfold {fold + 1} of {FOLDS}, perpetrator {number + 1}", end="", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
