"""The words of a guideline fact: who says it, what to do, how strongly, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from foredose.knowledge.fact_file import FORBID_EXTRA

__all__ = ["Action", "Magnitude", "Source", "Strength"]

Action = Literal[
    "none",
    "no_change",
    "avoid",
    "alternative",
    "caution",
    "start_low",
    "set_start",
    "titrate_slowly",
    "reduce_dose",
    "increase_dose",
    "limit_dose",
    "adjust_dose",
    "no_safe_dose",
    "monitor",
    "test_first",
    "other_findings",
    "algorithm",
    "unclear",
]
Source = Literal["CPIC", "DPWG", "FDA"]
Strength = Literal["strong", "moderate", "optional", "no recommendation", "not stated", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """How much.

    Parameters
    ----------
    kind
        ``dose``: a dose in ``unit``; ``start_dose``: a starting dose; ``min_start``: the least of it;
        ``max_dose``: a ceiling; ``max_start``: a ceiling of the starting dose; all in ``unit``.
        ``factor``: multiplies the usual dose; ``change_percent``: changes it by that much.
    low, high
        The number, twice, or the ends of the range.
    of
        What is multiplied or changed, in words; the unit of a factor is ``1``.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    kind: Literal["dose", "start_dose", "min_start", "max_dose", "max_start", "factor", "change_percent"]
    low: float
    high: float
    unit: str
    of: str = ""

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a magnitude needs low <= high")
        if (self.kind in ("factor", "change_percent")) != bool(self.of):
            raise ValueError("of says what a factor or a change acts on, and only that")
