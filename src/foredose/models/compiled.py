"""From a declaration to functions of arrays, made once per model and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from foredose.models.declaration import Derived, Model
from foredose.models.expression import (
    TIME,
    compile_steps,
    compile_vector,
    evaluate,
    inline,
    is_affine,
    names_in,
)

__all__ = ["NUMPY_FUNCTIONS", "CompiledModel", "compile_model"]


def _smaller(a: Any, b: Any) -> Any:
    return np.where(np.real(a) <= np.real(b), a, b) if _complex(a, b) else np.minimum(a, b)


def _larger(a: Any, b: Any) -> Any:
    return np.where(np.real(a) >= np.real(b), a, b) if _complex(a, b) else np.maximum(a, b)


def _complex(*values: Any) -> bool:
    return any(np.iscomplexobj(v) for v in values)


NUMPY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "min": _smaller,
    "max": _larger,
    "step": lambda x: np.where(np.real(x) >= 0, 1.0, 0.0),
}
"""Of real or complex arrays; comparisons heed the real part, so that a complex step gives derivatives."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledModel:
    """A model ready to be simulated.

    The state holds the declared compartments, then one running integral per concentration output, whose
    increase over an interval is the area under the curve there (unit of the output times h).

    Parameters
    ----------
    linear
        True when every flow and output is first-degree in the states and vanishes with them, so that the exact
        solver applies and everything is proportional to the dose.
    core
        The states that move linearly among themselves and heed no other: usually the kinetics under an effect.
    drivers
        The states of the core that the others' rates use.
    kernel_names
        The individual quantities that flows and outputs use, in the order of the rows of ``p``.
    clocked
        True when a flow or an output uses ``time``.
    """

    model: Model
    linear: bool
    states: tuple[str, ...]
    integrals: tuple[str, ...]
    core: tuple[str, ...]
    drivers: tuple[str, ...]
    kernel_names: tuple[str, ...]
    rate_texts: tuple[str, ...]
    output_texts: tuple[str, ...]
    clocked: bool
    standing: tuple[Derived, ...]

    def individual(self, values: Values) -> dict[str, Any]:
        """Compute the derived quantities from parameters, covariates, genotype levels and interactions."""
        steps = tuple((item.name, item.expression) for item in self.standing)
        return {**values, **dict(zip((name for name, _ in steps), _steps(steps)(values), strict=True))}

    def initial(self, known: Values, people: int) -> np.ndarray:
        """Return the state before the first dose, of shape (state, person)."""
        rows = [evaluate(c.initial, known, NUMPY_FUNCTIONS) for c in self.model.compartments]
        return _stacked(rows + [0.0] * len(self.integrals), people)

    def kernel_values(self, known: Values, people: int) -> np.ndarray:
        """Return ``p``, of shape (kernel name, person)."""
        return _stacked([known[n] for n in self.kernel_names], people)

    @property
    def driven(self) -> tuple[str, ...]:
        """The states that are not in the core."""
        return tuple(s for s in self.states if s not in self.core)

    def matrix(self, p: np.ndarray) -> np.ndarray:
        """Return the system matrix of the core, of shape (person, state, state), in 1/h."""
        texts = tuple(self.rate_texts[self.states.index(s)] for s in self.core)
        rates = _function(texts, (("x", self.core), ("p", self.kernel_names)), "numpy")
        n, people = len(self.core), p.shape[1]
        columns = []
        for j in range(n):
            unit = np.zeros((n, people))
            unit[j] = 1.0
            with np.errstate(
                divide="ignore", invalid="ignore"
            ):  # the solver tells whose amounts are not finite
                column = rates(unit, p)
            columns.append(np.stack([np.broadcast_to(r, (people,)) for r in column]))
        return np.moveaxis(np.stack(columns, axis=1), 2, 0)

    def numpy_rates(self) -> Callable[..., tuple[Any, ...]]:
        """Return dx/dt as a function of (x, p) on NumPy arrays."""
        return _function(self.rate_texts, (("x", self.states), ("p", self.kernel_names)), "numpy")

    def jax_rates(self) -> Callable[[Any, Any], Any]:
        """Return dx/dt as a function of (x, p) on JAX arrays; the same object each time."""
        return _jax_rates(self.rate_texts, self.states, self.kernel_names)

    def jax_driven_rates(self) -> Callable[..., Any]:
        """Return the rates of the states outside the core, given the modes of the core.

        Of (t, y, p, z). ``y``: the driven states, then the integral of each driver (an integrator that follows it
        sees the drivers come and go, also where the states are slow to move). ``p``: the rows of ``kernel_names``,
        then each mode's rate (1/h), then each driver's share in each mode. ``z``: the modes' amplitudes at t = 0.
        The same object each time.
        """
        texts = tuple(self.rate_texts[self.states.index(s)] for s in self.driven)
        return _jax_driven_rates(texts, self.driven, self.drivers, self.kernel_names, len(self.core))

    def outputs(
        self, x: Sequence[np.ndarray] | np.ndarray, p: np.ndarray, hours: np.ndarray | float = np.nan
    ) -> dict[str, np.ndarray]:
        """Evaluate each output.

        Parameters
        ----------
        x
            States, of shape (state, ...).
        p
            Individual quantities, of shape (name, person).
        hours
            Since the first dose, for a model that heeds the clock.
        """
        arguments = (("x", self.states), ("p", self.kernel_names), ("t", (TIME,)))
        values = _function(self.output_texts, arguments, "numpy")(x, p, (hours,))
        shape = np.broadcast_shapes(*(np.shape(v) for v in values))
        return {o.name: np.broadcast_to(v, shape) for o, v in zip(self.model.outputs, values, strict=True)}


def _stacked(rows: Sequence[Any], people: int) -> np.ndarray:
    kind = np.result_type(np.float64, *rows)
    found = np.empty((len(rows), people), kind)
    for number, row in enumerate(rows):
        found[number] = row
    return found


@lru_cache(maxsize=256)
def _steps(steps: tuple[tuple[str, str], ...]) -> Callable[..., tuple[Any, ...]]:
    return compile_steps(steps, NUMPY_FUNCTIONS)


@lru_cache(maxsize=256)
def compile_model(model_key: str) -> CompiledModel:
    """Compile the library model of that name (see ``library.find_model``)."""
    from foredose.models.catalogue import find_model  # the catalogue imports declarations; kept lazy

    return compile_declaration(find_model(model_key))


def compile_declaration(model: Model) -> CompiledModel:
    """Compile any declaration, also one that is not in the library."""
    compartments = tuple(c.name for c in model.compartments)
    integrals = tuple(f"AUC_{o.name}" for o in model.outputs if o.role != "effect")
    moving = _moving(model)
    texts = [inline(_net_rate(model, name), moving) for name in compartments]
    texts += [inline(o.expression, moving) for o in model.outputs if o.role != "effect"]
    outputs = tuple(inline(o.expression, moving) for o in model.outputs)
    used = frozenset().union(*(names_in(t) for t in [*texts, *outputs]))
    states = compartments + integrals
    core = _core(dict(zip(states, texts, strict=True)))
    heeded = frozenset().union(*(names_in(t) for s, t in zip(states, texts, strict=True) if s not in core))
    return CompiledModel(
        model=model,
        linear=TIME not in used and all(_proportional(t, states) for t in [*texts, *outputs]),
        states=states,
        integrals=integrals,
        core=core,
        drivers=tuple(s for s in core if s in heeded),
        kernel_names=tuple(sorted(used - {*states, TIME})),
        rate_texts=tuple(texts),
        output_texts=outputs,
        clocked=TIME in used,
        standing=tuple(d for d in model.derived if d.name not in moving),
    )


def _moving(model: Model) -> dict[str, str]:
    """Return the derived quantities that change with the state or the clock, as expressions of what does not."""
    changing = {TIME, *(c.name for c in model.compartments)}
    found: dict[str, str] = {}
    for item in model.derived:
        if names_in(item.expression) & (changing | set(found)):
            found[item.name] = inline(item.expression, found)
    return found


def _core(rates: Mapping[str, str]) -> tuple[str, ...]:
    """Return the largest set of states whose rates are linear in the set and use no state outside it."""
    core = dict(rates)
    while True:
        inside, outside = frozenset(core), frozenset(rates) - frozenset(core)
        left = {
            s: t
            for s, t in core.items()
            if not names_in(t) & {*outside, TIME} and _proportional(t, tuple(inside))
        }
        if len(left) == len(core):
            return tuple(core)
        core = left


def _net_rate(model: Model, compartment: str) -> str:
    gains = [f"+ ({f.rate})" for f in model.flows if f.destination == compartment]
    losses = [f"- ({f.rate})" for f in model.flows if f.source == compartment]
    return "0 " + " ".join(gains + losses)


def _proportional(text: str, states: tuple[str, ...]) -> bool:
    return is_affine(text, frozenset(states)) and not _constant(text, states)


def _constant(text: str, states: tuple[str, ...]) -> bool:
    """True when the rate does not vanish with the states, so that x = 0 is not at rest."""
    zeros = dict.fromkeys(states, 0.0)
    probe = {name: 1.2345 for name in names_in(text) if name not in zeros}
    with np.errstate(all="ignore"):
        return bool(evaluate(text, {**probe, **zeros}, NUMPY_FUNCTIONS) != 0)


Arguments = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=256)
def _function(texts: tuple[str, ...], arguments: Arguments, kind: str) -> Callable[..., tuple[Any, ...]]:
    functions: Mapping[str, Any] = NUMPY_FUNCTIONS
    if kind == "jax":
        import jax.numpy as jnp

        functions = {
            "exp": jnp.exp,
            "log": jnp.log,
            "sqrt": jnp.sqrt,
            "min": jnp.minimum,
            "max": jnp.maximum,
            "step": lambda x: jnp.where(x >= 0, 1.0, 0.0),
        }
    return compile_vector(texts, dict(arguments), functions)


@lru_cache(maxsize=256)
def _jax_rates(
    texts: tuple[str, ...], states: tuple[str, ...], names: tuple[str, ...]
) -> Callable[[Any, Any], Any]:
    import jax
    import jax.numpy as jnp

    compiled = _function(texts, (("x", states), ("p", names)), "jax")

    @jax.jit  # so that an integrator that calls it seven times a step traces it once
    def rates(x: Any, p: Any) -> Any:
        return jnp.stack([jnp.broadcast_to(r, x.shape[1:]) for r in compiled(x, p)])

    return rates


@lru_cache(maxsize=256)
def _jax_driven_rates(
    texts: tuple[str, ...],
    driven: tuple[str, ...],
    drivers: tuple[str, ...],
    names: tuple[str, ...],
    modes: int,
) -> Callable[..., Any]:
    import jax
    import jax.numpy as jnp

    compiled = _function(texts, (("y", driven), ("c", drivers), ("p", names)), "jax")

    @jax.jit
    def rates(t: Any, y: Any, p: Any, z: Any) -> Any:
        mode, share = jnp.split(p[len(names) :], [modes])
        now = z * jnp.exp(mode * t)
        summed = jnp.einsum("dmi,mi->di", share.reshape(len(drivers), modes, -1), now)
        driver = jnp.maximum(summed, 0.0)  # an amount: below zero it is rounding
        return jnp.stack([*(jnp.broadcast_to(r, y.shape[1:]) for r in compiled(y, driver, p)), *driver])

    return rates
