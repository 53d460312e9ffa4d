"""What later levels of one person will be, with intervals: after the measured levels, or before any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.models.declaration import Model
from foredose.models.effects import Effects
from foredose.numerics.estimation import Measured
from foredose.twin.individual.checks import check_draws
from foredose.twin.individual.fit import with_error
from foredose.twin.individual.history import History
from foredose.twin.individual.prediction import compiled_of, predict
from foredose.twin.individual.update import Individualised

__all__ = ["Foretold", "extended", "foretell", "foretell_before", "levels_of_draws", "prior_draws"]

_MOST_FAILED = 0.05
"""Share of draws that cannot be solved beyond which nothing is foretold: it may be a whole tail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """Levels to come.

    Parameters
    ----------
    times, outputs
        Of each level (h, and the model's name), of shape (level,).
    levels
        Without residual error, of shape (draw, level), in the units of the outputs.
    measured
        With residual error: what a laboratory would report.
    """

    times: np.ndarray
    outputs: tuple[str, ...]
    levels: np.ndarray
    measured: np.ndarray

    @property
    def failed(self) -> float:
        """Share of draws that could not be solved; intervals leave them out."""
        return float((~self._solved).mean()) if len(self.levels) else 0.0

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known of the intervals, in words."""
        if not self.failed:
            return ()
        return (f"{100 * self.failed:.2g} % of the draws could not be solved; the intervals leave them out",)

    @property
    def _solved(self) -> np.ndarray:
        return np.asarray(np.isfinite(self.levels).all(axis=1))

    def interval(self, share: float = 0.9, *, error: bool = True) -> np.ndarray:
        """Return low, middle and high, of shape (3, level), of what will be measured or of the true level."""
        tail = 0.5 * (1 - share)
        of = (self.measured if error else self.levels)[self._solved]
        return np.asarray(np.quantile(of, [tail, 0.5, 1 - tail], axis=0))


def foretell(
    person: Individualised,
    asked: Sequence[tuple[float, str]],
    *,
    history: History | None = None,
    seed: int = 0,
) -> Foretold | Indeterminate:
    """Foretell levels of a person who was individualised.

    Parameters
    ----------
    asked
        Times (h) and outputs.
    history
        Doses, changes and occasions up to there, where they go beyond those of the levels. Effects of occasions
        that no level has seen are drawn anew.
    """
    rng = np.random.default_rng(seed)
    whole = person.history if history is None else replace(history, levels=())
    _check_times(whole, asked)
    draws = extended(
        person.draws, person.model, len(person.history.occasions) + 1, len(whole.occasions) + 1, rng
    )
    return _foretold(person.model, whole, asked, draws, rng)


def foretell_before(
    model: Model, history: History, asked: Sequence[tuple[float, str]], *, draws: int = 1000, seed: int = 0
) -> Foretold | Indeterminate:
    """Foretell levels of a person of whom none is known: the population's prediction."""
    check_draws(draws)
    rng = np.random.default_rng(seed)
    _check_times(history, asked)
    drawn = prior_draws(Effects(model=model, occasions=len(history.occasions) + 1), draws, rng)
    return _foretold(model, history, asked, drawn, rng)


def _check_times(history: History, asked: Sequence[tuple[float, str]]) -> None:
    begins = min([*(e.time for e in history.events), *(v.time for v in history.levels)], default=-np.inf)
    for time, _ in asked:
        if not begins <= time < np.inf:
            raise InputError(
                "foretell.time",
                found=f"a forecast at {time:g} h",
                expected=f"{begins:g} h, the first record, or later",
                where="times to foretell",
                remedy="correct the time",
            )


def _check_outputs(model: Model, asked: Sequence[str]) -> None:
    known = [o.name for o in model.outputs]
    for name in (n for n in asked if n not in known):
        raise InputError(
            "foretell.output",
            found=f"a level of {name!r}",
            expected=f"one of {', '.join(known)}",
            where=f"model {model.name}",
            remedy="choose another output, or another model",
        )


def prior_draws(effects: Effects, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Return effects of people before any is measured, of shape (draw, effect)."""
    normal = rng.standard_normal((draws, effects.size))
    return np.asarray(normal @ np.linalg.cholesky(effects.covariance).T) if effects.size else normal


def extended(
    draws: np.ndarray, model: Model, occasions: int, wanted: int, rng: np.random.Generator
) -> np.ndarray:
    """Return draws with the effects of further occasions drawn anew, and of those beyond ``wanted`` left out."""
    one = Effects(model=model)
    size = len(one.between) + len(one.within) * min(occasions, wanted)
    more = max(0, wanted - occasions) * len(one.within)
    spread = np.sqrt([p.iov for p in one.within] * max(0, wanted - occasions))
    return np.concatenate([draws[:, :size], rng.standard_normal((len(draws), more)) * spread], axis=1)


def levels_of_draws(
    model: Model, history: History, asked: Sequence[tuple[float, str]], draws: np.ndarray
) -> np.ndarray:
    """Return levels without error, of shape (draw, asked).

    Raises
    ------
    InputError
        ``foretell.output`` for an output that the model does not have.
    """
    _check_outputs(model, [name for _, name in asked])
    one = predict(compiled_of(model), [replace(history, levels=())], asked=[asked])
    many = one.taken(np.zeros(len(draws), dtype=np.int64))
    return many.levels(draws).reshape(len(draws), len(asked))


def _foretold(
    model: Model,
    history: History,
    asked: Sequence[tuple[float, str]],
    draws: np.ndarray,
    rng: np.random.Generator,
) -> Foretold | Indeterminate:
    levels = levels_of_draws(model, history, asked, draws)
    found = Foretold(
        times=np.array([t for t, _ in asked]),
        outputs=tuple(name for _, name in asked),
        levels=levels,
        measured=with_error(errors_of(model, [name for _, name in asked], len(draws)), levels, rng),
    )
    if found.failed > _MOST_FAILED:
        return Indeterminate(
            why=f"{100 * found.failed:.2g} % of the draws could not be solved",
            resolve="check doses and times, or choose another model",
        )
    return found


def errors_of(model: Model, outputs: Sequence[str], draws: int) -> Measured:
    """Return the residual error of asked levels, of shape (draw, level); nothing where none is published."""
    known = {r.output: r for r in model.residuals}

    def of(name: str) -> np.ndarray:
        row = [float(getattr(known[o], name)) if o in known else 0.0 for o in outputs]
        return np.broadcast_to(np.array(row), (draws, len(outputs)))

    nothing = np.zeros((draws, len(outputs)))
    return Measured(
        person=nothing, value=nothing, below=nothing,
        proportional=of("proportional"), additive=of("additive"), log_sd=of("log_sd"),
    )  # fmt: skip
