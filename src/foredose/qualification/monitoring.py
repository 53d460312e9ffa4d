"""The verdict of forecasts of people's next levels, per drug: ``knowledge/board_monitoring.tsv``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import foredose.knowledge
from foredose.qualification.contexts import MONITORING_CRITERION
from foredose.qualification.forecasts import LEVELS, Forecast, read_forecasts

__all__ = ["Monitoring", "committed_monitoring", "monitoring_of"]

_FILE = Path(foredose.knowledge.__file__).with_name("board_monitoring.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """The context ``monitoring: DRUG``: forecasts from earlier levels, the rules beside them, and the verdict."""

    name: str
    own: Forecast
    rules: tuple[Forecast, ...]
    verdict: str


def monitoring_of(found: Iterable[Forecast]) -> tuple[Monitoring, ...]:
    """Return the context of each drug."""
    told = list(found)
    return tuple(
        _context(drug, [f for f in told if f.drug == drug]) for drug in dict.fromkeys(f.drug for f in told)
    )


def _context(drug: str, found: list[Forecast]) -> Monitoring:
    own = next(f for f in found if f.by == LEVELS)
    rules = tuple(f for f in found if f.by != LEVELS)
    return Monitoring(name=f"monitoring: {drug}", own=own, rules=rules, verdict=_verdict(own, rules))


def _verdict(own: Forecast, rules: tuple[Forecast, ...]) -> str:
    criterion = MONITORING_CRITERION
    low, high = criterion.coverage
    assert own.covered is not None
    if own.covered.of < criterion.levels or own.people < criterion.people:
        return f"not qualified: {own.covered.of} levels in {own.people} people to validate on"
    failed = [] if low <= own.covered.value <= high else [f"intervals hold {own.covered.value:.0%}"]
    failed += [f"GMFE {own.gmfe:.3g}, of {r.by} {r.gmfe:.3g}" for r in rules if own.gmfe >= r.gmfe]
    return f"not qualified: {', '.join(failed)}" if failed else "qualified"


@lru_cache(maxsize=1)
def committed_monitoring() -> tuple[Monitoring, ...]:
    """Return the contexts as they were scored when the figures were committed."""
    return monitoring_of(read_forecasts(_FILE))
