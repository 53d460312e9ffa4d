"""What was done to one person and what was measured: doses, levels, changed covariates, occasions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from foredose.sources.event_record import Event

__all__ = ["Change", "History", "Level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A measured level.

    Parameters
    ----------
    time
        Hours, on the clock of the doses.
    output
        The model's output that was measured.
    value
        What was measured; ``None`` where only ``limit`` is known.
    unit
        Of value and limit; a mass concentration is converted to the unit of the output.
    limit
        Limit of quantification: a level without value, or with a smaller one, lies below it.
    after_dose
        Whether a level at the time of a dose was taken after it; unless said, before (a trough).
    ends_occasion
        Whether a level at the time at which an occasion begins belongs to the one before, as a trough may.
    """

    time: float
    output: str
    value: float | None
    unit: str
    limit: float | None = None
    after_dose: bool = False
    ends_occasion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A covariate that has another value from a time (h) on."""

    time: float
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One person.

    Parameters
    ----------
    events
        Doses and resets, at rising times.
    levels
        In any order.
    changes
        Covariates that change, in any order.
    occasions
        When each occasion after the first begins (h): parameters that vary between occasions are drawn anew then.
    values
        All that the model's equations use besides its parameters: covariates (at first), interactions (1 where not
        named: no perpetrator), and for each gene the level, or the state (a phenotype, a diplotype, a score) as text.
        A parameter named here replaces the typical value of the model.
    """

    events: tuple[Event, ...]
    levels: tuple[Level, ...] = ()
    changes: tuple[Change, ...] = ()
    occasions: tuple[float, ...] = ()
    values: Mapping[str, float | str] = field(default_factory=dict)
