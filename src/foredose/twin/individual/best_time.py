"""When to draw the next levels: those that will leave the least doubt about the target.

Over the draws of a person, the variance of (the log of) the target that remains after a level is that of its best
linear prediction from the level, residual error included: the expected reduction, exact where both are normal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.twin.individual.foretelling import errors_of, extended, levels_of_draws
from foredose.twin.individual.history import History
from foredose.twin.individual.target import Regimen, Target, draws_of_target
from foredose.twin.individual.update import Individualised

__all__ = ["BestTimes", "best_times"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestTimes:
    """Times to draw levels at.

    Parameters
    ----------
    times
        The chosen ones (h), the most telling first; fewer than asked for where no other tells anything.
    left
        Relative standard deviation of the target (of its log) before any, and after each further level.
    candidates, each
        Every time considered, and the standard deviation that a single level there would leave.
    """

    times: tuple[float, ...]
    left: tuple[float, ...]
    candidates: np.ndarray
    each: np.ndarray


def best_times(
    person: Individualised,
    target: Target,
    regimen: Regimen,
    windows: Sequence[tuple[float, float]],
    *,
    output: str = "",
    history: History | None = None,
    count: int = 1,
    step_h: float = 0.5,
    seed: int = 0,
) -> BestTimes | Indeterminate:
    """Choose times within practical windows, one after the other, none of them twice.

    Parameters
    ----------
    regimen
        In which the target is asked.
    windows
        Hours in which blood can be drawn, on the clock of the history.
    output
        What is measured; the output of the target unless named.
    history
        Doses up to there, where they go beyond those of the levels.

    Raises
    ------
    InputError
        ``windows.empty`` for windows that hold no time, ``windows.step`` for times that do not rise.
    """
    times = _candidates(windows, step_h)
    whole = person.history if history is None else replace(history, levels=())
    goal = draws_of_target(person, regimen, target, seed=seed)
    if not np.isfinite(goal).all():
        share = 100 * float((~np.isfinite(goal)).mean())
        return Indeterminate(
            why=f"the regimen has no steady state in {share:.2g} % of the draws: the drug accumulates without end",
            resolve="a smaller dose, or a longer interval",
        )
    if not (goal > 0).all() or np.ptp(goal) <= 0:
        return Indeterminate(
            why="the target has no spread over the draws that a level could lessen",
            resolve="a target that depends on the level",
        )
    rng = np.random.default_rng(seed)
    draws = extended(
        person.draws, person.model, len(person.history.occasions) + 1, len(whole.occasions) + 1, rng
    )
    asked = [(float(t), output or target.output) for t in times]
    levels = levels_of_draws(person.model, whole, asked, draws)
    noise = errors_of(person.model, [name for _, name in asked], len(draws)).variance(levels).mean(axis=0)
    found = _greedy(np.log(goal), levels, noise, times, count)
    if count > 0 and not found.times:
        return Indeterminate(
            why="no level in these windows would say anything of the target",
            resolve="a window after a dose, or levels of another output",
        )
    return found


def _greedy(
    goal: np.ndarray, levels: np.ndarray, noise: np.ndarray, times: np.ndarray, count: int
) -> BestTimes:
    y = goal - goal.mean()
    x = levels - levels.mean(axis=0)
    square = x.T @ x / len(y)
    shared, variance = x.T @ y / len(y), float(y @ y / len(y))
    chosen: list[float] = []
    left = [np.sqrt(variance)]
    each = np.sqrt(np.maximum(variance - _gain(shared, np.diag(square) + noise), 0.0))
    for _ in range(min(count, len(times))):
        gain = np.where(np.isin(times, chosen), 0.0, _gain(shared, np.diag(square) + noise))
        best = int(np.argmax(gain))
        if not gain[best] > 0:
            break
        weight = square[best, best] + noise[best]
        variance = max(variance - float(gain[best]), 0.0)
        shared = shared - square[:, best] * shared[best] / weight
        square = square - np.outer(square[:, best], square[best]) / weight
        chosen.append(float(times[best]))
        left.append(np.sqrt(variance))
    return BestTimes(times=tuple(chosen), left=tuple(float(s) for s in left), candidates=times, each=each)


def _gain(shared: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Return what a level takes from the target's variance: nothing where it is the same in every draw."""
    varies = variance > 0
    return np.where(varies, shared**2 / np.where(varies, variance, 1.0), 0.0)


def _candidates(windows: Sequence[tuple[float, float]], step_h: float) -> np.ndarray:
    if not step_h > 0:
        raise InputError(
            "windows.step",
            found=f"a step of {step_h:g} h",
            expected="a number above 0",
            where="step_h",
            remedy="say how far apart the times to choose from shall be",
        )
    found = [np.arange(low, high + 1e-9, step_h) for low, high in windows if high >= low]
    if not found or not np.isfinite(np.concatenate(found)).all():
        raise InputError(
            "windows.empty",
            found="no time in which blood can be drawn",
            expected="windows (from, to) in hours",
            where="windows",
            remedy="give at least one window that is not empty",
        )
    return np.unique(np.concatenate(found))
