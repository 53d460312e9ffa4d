"""Learn one person's parameters from measured levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from foredose.core import Estimate, Indeterminate, InputError
from foredose.models.declaration import Model
from foredose.models.effects import Effects
from foredose.numerics.estimation import Mode, Posterior, find_mode, sample_posterior
from foredose.twin.individual.checks import check_draws, check_history, check_possible
from foredose.twin.individual.evidence import Evidence, evidence_of, undosed
from foredose.twin.individual.fit import FitCheck, check_fit, far_effects
from foredose.twin.individual.history import History
from foredose.twin.individual.prediction import Prediction, compiled_of

__all__ = ["Individualised", "Method", "individualise", "individualise_all"]

Method = Literal["map", "posterior", "auto"]
_HELD = (0.87, 0.93)
"""What of the posterior a Laplace interval of 90 % must hold to stand for it."""
_FEW, _HEAVY = 100.0, 0.05
"""Fewer effective draws than these, or one draw that carries more of the weight, are not trusted."""
_DRAWN_AT_ONCE = 200_000
_NO_DOSE = Indeterminate(why="no dose in the records", resolve="give the doses that came before the levels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Individualised:
    """One person after measured levels.

    Parameters
    ----------
    history
        With the levels that were used.
    effects
        Name of each random effect.
    eta, covariance
        The likeliest effects, of shape (effect,), and the inverse curvature there, of shape (effect, effect).
    draws
        Of the posterior where ``method`` says so, else of the normal with that covariance: (draw, effect).
    parameters
        Each parameter and derived quantity as it holds last, with the interval of 90 % of the draws: at the mode, or
        the median of the draws where those of the posterior stand for the person.
    log_evidence
        Log density of the levels under this model; by Laplace where the posterior was not drawn.
    loss
        Minus the log of levels' density times the prior's (without its constant), at the mode.
    method
        ``posterior`` where draws of it stand for the person, else ``map``.
    """

    model: Model
    history: History
    effects: tuple[str, ...]
    eta: np.ndarray
    covariance: np.ndarray
    draws: np.ndarray
    parameters: Mapping[str, Estimate]
    log_evidence: float
    loss: float
    method: Literal["map", "posterior"]
    fit: FitCheck | None
    notes: tuple[str, ...]


def individualise(
    model: Model,
    history: History,
    *,
    method: Method = "auto",
    draws: int = 1000,
    seed: int = 0,
    check: bool = True,
) -> Individualised | Indeterminate:
    """Learn one person; see ``individualise_all``."""
    return individualise_all(model, [history], method=method, draws=draws, seed=seed, check=check)[0]


def individualise_all(
    model: Model,
    histories: Sequence[History],
    *,
    method: Method = "auto",
    draws: int = 1000,
    seed: int = 0,
    check: bool = True,
    names: Sequence[str] | None = None,
) -> tuple[Individualised | Indeterminate, ...]:
    """Learn many people of one model at once, each from levels of their own.

    Parameters
    ----------
    method
        ``map``: the mode with Laplace's uncertainty; ``posterior``: draws of the whole posterior; ``auto``: the
        posterior, unless Laplace's intervals hold between 87 and 93 % of it.
    draws
        For each person.
    check
        Whether each person is checked against the model.
    names
        What each person is called where one is refused.

    Returns
    -------
    For each person the result, or ``Indeterminate`` where there is no dose, or no mode or no trustworthy posterior was
    found.

    Raises
    ------
    InputError
        ``method.unknown``, ``draws.number``, ``event.*``, ``level.*``, ``values.*`` or ``history.*``, before anything
        is solved.
    """
    _check_method(method)
    check_draws(draws)
    compiled = compiled_of(model)
    told = [f" of {n}" for n in names or [f"person {n}" for n in range(1, len(histories) + 1)]]
    if names is None and len(histories) == 1:
        told = [""]
    for history, who in zip(histories, told, strict=True):
        check_history(compiled, history, who)
        check_possible(compiled, history, who)
    rng = np.random.default_rng(seed)
    block = max(1, _DRAWN_AT_ONCE // draws)
    dosed = [h for h in histories if not undosed(model, h)]
    found: list[Individualised | Indeterminate] = []
    for first in range(0, len(dosed), block):
        found += _learned(model, dosed[first : first + block], method, draws, rng, check)
    rest = iter(found)
    return tuple(_NO_DOSE if undosed(model, h) else next(rest) for h in histories)


def _check_method(method: str) -> None:
    if method not in get_args(Method):
        raise InputError(
            "method.unknown",
            found=f"the method {method!r}",
            expected=f"one of {', '.join(get_args(Method))}",
            where="method",
            remedy="choose one of these",
        )


def _learned(
    model: Model,
    histories: Sequence[History],
    method: Method,
    draws: int,
    rng: np.random.Generator,
    check: bool,
) -> list[Individualised | Indeterminate]:
    evidence = evidence_of(compiled_of(model), histories)
    prior = evidence.prediction.effects.covariance
    mode = find_mode(evidence.prediction, evidence.measured, prior)
    posterior = None
    if method != "map":
        posterior = sample_posterior(
            evidence.prediction, evidence.measured, prior, mode, draws=draws, rng=rng
        )
    left = np.einsum("paa->pa", mode.covariance)
    if posterior is not None:
        left = posterior.effects.var(axis=1)
    fits = check_fit(evidence, left, rng=rng) if check else [None] * len(histories)
    normal = _normal(mode, draws, rng)
    known = evidence.prediction.known(mode.effects)
    return [
        _failed(mode, posterior, person)
        or _individualised(evidence, mode, posterior, person, method, normal[person], known, fits[person])
        for person in range(len(histories))
    ]


def _individualised(
    evidence: Evidence,
    mode: Mode,
    posterior: Posterior | None,
    person: int,
    method: Method,
    normal: np.ndarray,
    known: Mapping[str, Any],
    fit: FitCheck | None,
) -> Individualised:
    prediction, history = evidence.prediction, evidence.histories[person]
    names, model = prediction.effects.names, prediction.compiled.model
    used, notes = _choice(method, mode, posterior, person, names)
    drawn = normal if posterior is None or used == "map" else posterior.effects[person]
    # a person with fewer occasions than another has no effects of theirs
    own = Effects(model=model, occasions=len(history.occasions) + 1).size
    return Individualised(
        model=model,
        history=history,
        effects=names[:own],
        eta=mode.effects[person, :own],
        covariance=mode.covariance[person, :own, :own],
        draws=drawn[:, :own],
        parameters=_parameters(prediction, known, drawn, person, median=used == "posterior"),
        log_evidence=_log_evidence(mode, posterior, prediction.effects.covariance, person),
        loss=float(mode.loss[person]),
        method=used,
        fit=fit,
        notes=(
            *notes,
            *far_effects(mode.effects[person, :own], prediction.effects.covariance[:own, :own], names[:own]),
        ),
    )


def _normal(mode: Mode, draws: int, rng: np.random.Generator) -> np.ndarray:
    people, size = mode.effects.shape
    normal = rng.standard_normal((people, draws, size))
    roots = np.linalg.cholesky(mode.covariance) if size else mode.covariance
    return np.asarray(mode.effects[:, None] + normal @ np.swapaxes(roots, 1, 2))


def _failed(mode: Mode, posterior: Posterior | None, person: int) -> Indeterminate | None:
    if not np.isfinite(mode.loss[person]):
        return Indeterminate(
            why="the model gives these levels no probability at all",
            resolve="check doses, times and units of the levels, or choose another model",
        )
    untrusted = posterior is not None and (
        posterior.effective[person] < _FEW or posterior.largest[person] > _HEAVY
    )
    if untrusted or not (mode.settled[person] or posterior is not None):
        return Indeterminate(
            why="the search for this person's parameters did not settle",
            resolve="more draws, or a level at another time",
        )
    return None


def _choice(
    method: Method, mode: Mode, posterior: Posterior | None, person: int, names: tuple[str, ...]
) -> tuple[Literal["map", "posterior"], tuple[str, ...]]:
    if posterior is None:
        rough = (
            ()
            if mode.exact[person]
            else ("the curvature at the mode is not positive; the expected one stands",)
        )
        return "map", rough
    spread = 1.6448536269514722 * np.sqrt(np.diag(mode.covariance[person]))
    inside = (np.abs(posterior.effects[person] - mode.effects[person]) <= spread).mean(axis=0)
    off = [n for n, share in zip(names, inside, strict=True) if not _HELD[0] <= share <= _HELD[1]]
    if method == "auto" and not off:
        return "map", ()
    note = (
        (f"the normal approximation misses the posterior of {', '.join(off)}; the posterior is used",)
        if off
        else ()
    )
    return "posterior", note


def _log_evidence(mode: Mode, posterior: Posterior | None, prior: np.ndarray, person: int) -> float:
    if posterior is not None:
        return float(posterior.log_evidence[person])
    volumes = np.linalg.slogdet(mode.covariance[person])[1] - np.linalg.slogdet(prior)[1]
    return float(-mode.loss[person] + 0.5 * volumes)


def _parameters(
    prediction: Prediction, known: Mapping[str, Any], draws: np.ndarray, person: int, *, median: bool
) -> dict[str, Estimate]:
    """Return what holds in the person's last row: at the mode, or the median of the draws."""
    compiled, row = prediction.compiled, int(prediction.prepared.row_offset[person + 1]) - 1
    one = prediction.taken(np.full(len(draws), person))
    last = one.prepared.row_offset[1:] - 1
    many, single = compiled.individual(one.known(draws)), compiled.individual(known)
    units = {p.name: p.unit for p in compiled.model.parameters} | {d.name: d.unit for d in compiled.standing}
    found = {}
    for name, unit in units.items():
        each = many[name][last] if np.ndim(many[name]) else many[name]
        low, high = np.quantile(each, [0.05, 0.95])
        mode = single[name][row] if np.ndim(single[name]) else single[name]
        value = np.median(each) if median else mode
        found[name] = Estimate(value=float(value), low=float(low), high=float(high), unit=unit)
    return found
