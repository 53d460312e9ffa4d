"""What a model predicts of people's levels, as a function of their random effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np

from foredose.models.compiled import CompiledModel, compile_declaration
from foredose.models.declaration import Model
from foredose.models.effects import Effects
from foredose.models.genotype import level_of
from foredose.models.prepared import Outputs, Prepared, prepare
from foredose.models.solving import RTOL
from foredose.twin.individual.course import course_of
from foredose.twin.individual.history import History

__all__ = ["Prediction", "compiled_of", "predict"]

_TINY = 1e-30
_NUDGE, _TIGHT = 1e-3, 1e-8
"""Step of a central difference, in standard deviations of an effect, and the tolerance at which it is taken."""


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """Levels of some people; a ``Predictor`` of estimation.

    Parameters
    ----------
    values
        Covariates, interactions, genotype levels, other typical values: numbers or arrays of shape (row,).
    states
        Genotype effects that are given as states, a level among them for whom one is known: those that occur, and
        which one each row has.
    occasion
        Of each row.
    order
        Which observation each level is, of shape (level,), levels of one person together.
    output
        Which of ``names`` each level is of, of shape (level,).
    """

    compiled: CompiledModel
    effects: Effects
    prepared: Prepared
    values: Mapping[str, Any]
    states: Mapping[str, tuple[tuple[str | float, ...], np.ndarray]]
    occasion: np.ndarray
    order: np.ndarray
    output: np.ndarray
    names: tuple[str, ...]

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.prepared.people

    @property
    def person(self) -> np.ndarray:
        """Whose each level is, of shape (level,)."""
        return np.asarray(self.prepared.person[self.order])

    @property
    def exact_slopes(self) -> bool:
        """Whether derivatives are exact; those of a model that is not linear are central differences."""
        return set(self.compiled.states[: len(self.compiled.model.compartments)]) <= set(self.compiled.core)

    def known(self, effects: np.ndarray) -> dict[str, Any]:
        """Return all that the equations use, for each row."""
        found = self.effects.parameters(self.values, effects, self.prepared.row_person, self.occasion)
        found = {**self.values, **found}
        for effect in self.compiled.model.genotypes:
            if effect.name in self.states:
                found[effect.name] = self._level(effect.name, found)
        return found

    def run(self, effects: np.ndarray, *, areas: bool = False, rtol: float = RTOL) -> Outputs:
        """Simulate all outputs at all observations."""
        return self.prepared.run(self.known(effects), areas=areas, rtol=rtol)

    def levels(self, effects: np.ndarray) -> np.ndarray:
        """Return the levels, of shape (level,), at effects of shape (person, effect); NaN where a person failed."""
        return self.chosen(self.run(effects))

    def failed(self, outputs: Outputs) -> np.ndarray:
        """Return whose system could not be solved, or has a level that is not finite, of shape (person,)."""
        found = np.zeros(self.people, dtype=bool)
        found[list(outputs.failed)] = True
        np.logical_or.at(found, self.person, ~np.isfinite(self.chosen(outputs)))
        return found

    def slopes(self, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the levels and their derivatives by the effects, of shape (level, effect).

        Exact by a complex step where the model is linear, else central differences (of 1e-3 standard deviations,
        solved at a relative tolerance of 1e-8).
        """
        size = effects.shape[1]
        if not size:
            return self.levels(effects), np.zeros((len(self.order), 0))
        if self.exact_slopes:
            steps = np.repeat(1j * _TINY * np.eye(size), self.people, axis=0)
            found = self._copies[size].levels(np.tile(effects, (size, 1)) + steps).reshape(size, -1)
            return found[0].real.copy(), found.imag.T / _TINY
        width = _NUDGE * np.sqrt(np.diag(self.effects.covariance))
        steps = np.repeat(
            np.concatenate([np.zeros((1, size)), np.diag(width), -np.diag(width)]), self.people, axis=0
        )
        whole = self._copies[2 * size + 1]
        found = whole.chosen(whole.run(np.tile(effects, (2 * size + 1, 1)) + steps, rtol=_TIGHT))
        found = found.reshape(2 * size + 1, -1)
        return found[0], ((found[1 : size + 1] - found[size + 1 :]) / (2 * width[:, None])).T

    def taken(self, people: np.ndarray) -> Self:
        """Return the same for these people in this order, one as often as named."""
        prepared, rows = self.prepared.taken(people)
        first = np.searchsorted(self.person, people, side="left")
        size = np.searchsorted(self.person, people, side="right") - first
        at = np.repeat(first - (np.cumsum(size) - size), size) + np.arange(int(size.sum()))
        begun = np.searchsorted(self.prepared.person, people, side="left")
        seen = np.searchsorted(self.prepared.person, people, side="right") - begun
        moved = np.repeat(np.cumsum(seen) - seen - begun, size)
        return replace(
            self,
            prepared=prepared,
            values={n: v if np.ndim(v) == 0 else v[rows] for n, v in self.values.items()},
            states={n: (names, which[rows]) for n, (names, which) in self.states.items()},
            occasion=self.occasion[rows],
            order=self.order[at] + moved,
            output=self.output[at],
        )

    @cached_property
    def _copies(self) -> _Copies:
        return _Copies(self)

    def chosen(self, outputs: Outputs) -> np.ndarray:
        """Return the levels among all outputs, of shape (level,); NaN where a person failed."""
        if len(self.names) == 1:
            found = outputs.values[self.names[0]][self.order]
        else:
            found = np.stack([outputs.values[name] for name in self.names])[self.output, self.order]
        if not outputs.failed:
            return np.asarray(found)
        return np.where(np.isin(self.person, list(outputs.failed)), np.nan, found)

    def _level(self, name: str, known: Mapping[str, Any]) -> Any:
        effect = next(g for g in self.compiled.model.genotypes if g.name == name)
        states, which = self.states[name]
        levels: list[Any] = [level_of(effect, x, known) if isinstance(x, str) else x for x in states]
        if len(levels) == 1:
            return levels[0]
        return np.stack([np.broadcast_to(x, which.shape) for x in levels])[which, np.arange(len(which))]


class _Copies(dict[int, Prediction]):
    """Copies of all people one after the other, made once for each number of copies."""

    def __init__(self, one: Prediction) -> None:
        super().__init__()
        self.one = one

    def __missing__(self, copies: int) -> Prediction:
        self[copies] = self.one.taken(np.tile(np.arange(self.one.people), copies))
        return self[copies]


def predict(
    compiled: CompiledModel,
    histories: Sequence[History],
    *,
    asked: Sequence[Sequence[tuple[float, str]]] | None = None,
    occasions: int | None = None,
) -> Prediction:
    """Prepare the prediction of people's levels.

    Parameters
    ----------
    asked
        For each person times and outputs; then these are predicted instead of the levels.
    occasions
        Of every person, at least as many as anybody has.
    """
    ask: Sequence[Sequence[tuple[float, str]]] = asked if asked is not None else [()] * len(histories)
    courses = [course_of(h, [t for t, _ in a]) for h, a in zip(histories, ask, strict=True)]
    prepared = prepare(compiled, [c.events for c in courses], rows=[c.row for c in courses])
    names = tuple(o.name for o in compiled.model.outputs)
    order, output, seen = [], [], 0
    for history, course, person in zip(histories, courses, ask, strict=True):
        outputs = [*(v.output for v in history.levels), *(name for _, name in person)]
        place = {number: at for at, number in enumerate(course.observations)}
        wanted = range(len(history.levels)) if asked is None else range(len(history.levels), len(outputs))
        order += [seen + place[n] for n in wanted]
        output += [names.index(outputs[n]) for n in wanted]
        seen += len(course.observations)
    values, states = _values(compiled.model, [v for c in courses for v in c.values])
    most = max(len(h.occasions) + 1 for h in histories)
    return Prediction(
        compiled=compiled,
        effects=Effects(model=compiled.model, occasions=occasions or most),
        prepared=prepared,
        values=values,
        states=states,
        occasion=np.array([o for c in courses for o in c.occasion], dtype=np.int64),
        order=np.array(order, dtype=np.int64),
        output=np.array(output, dtype=np.int64),
        names=names,
    )


def _values(
    model: Model, rows: Sequence[Mapping[str, float | str]]
) -> tuple[dict[str, Any], dict[str, tuple[tuple[str | float, ...], np.ndarray]]]:
    typical = {p.name: p.value for p in model.parameters}
    defaults = typical | {i.name: 1.0 for i in model.interactions}
    values: dict[str, Any] = {i.name: 1.0 for i in model.interactions}
    states: dict[str, tuple[tuple[str | float, ...], np.ndarray]] = {}
    for name in sorted({n for row in rows for n in row}):
        found = [row.get(name, defaults.get(name, np.nan)) for row in rows]
        if any(isinstance(v, str) for v in found):
            kinds = tuple(sorted(set(found), key=str))
            states[name] = kinds, np.array([kinds.index(v) for v in found])
        else:
            values[name] = found[0] if len(set(found)) == 1 else np.array(found, dtype=float)
    return values, states


def compiled_of(model: Model) -> CompiledModel:
    """Return the model compiled, once."""
    key = id(model)
    if key not in _COMPILED:
        if len(_COMPILED) >= _MOST:
            _COMPILED.pop(next(iter(_COMPILED)))
        _COMPILED[key] = compile_declaration(model)  # holds the model, so that its id stays its own
    return _COMPILED[key]


_MOST = 128
_COMPILED: dict[int, CompiledModel] = {}
