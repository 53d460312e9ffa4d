"""A system of rates as texts: what a kernel is made from."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.core import ModelError
from foredose.models.expression import TIME, names_in

__all__ = ["System"]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Rates of change in the closed grammar of expressions.

    Parameters
    ----------
    states, rates
        Names, and the rate of change (per h) of each; a rate may use states, parameters and ``time`` (h).
    parameters
        Names in the order of the columns of a parameter row.
    kept
        The states that a solution holds; all unless given.

    Raises
    ------
    ModelError
        When a rate is missing or uses a name that is neither state nor parameter.
    """

    states: tuple[str, ...]
    rates: tuple[str, ...]
    parameters: tuple[str, ...]
    kept: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        known = {*self.states, *self.parameters, TIME}
        for state, rate in zip(self.states, self.rates, strict=True):
            unknown = sorted(names_in(rate) - known)
            if unknown:
                raise _unknown(f"the rate of {state}", unknown)
        unknown = sorted(set(self.kept or ()) - set(self.states))
        if unknown:
            raise _unknown("the kept states", unknown)

    @property
    def kept_indices(self) -> tuple[int, ...]:
        """Where the kept states stand among all."""
        return tuple(self.states.index(s) for s in (self.states if self.kept is None else self.kept))


def _unknown(where: str, names: list[str]) -> ModelError:
    return ModelError(
        "model.unknown_name",
        found=", ".join(names),
        expected="states, parameters and time",
        where=where,
        remedy="declare the name or mend the expression",
    )
