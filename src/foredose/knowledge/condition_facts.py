"""What smoking, pregnancy, liver disease, sex and inflammation leave of an enzyme: ``knowledge/conditions.tsv``.

A factor is the activity in the liver beside a healthy adult who does not smoke and is not pregnant; under Child-Pugh
it is that of the whole liver, which is smaller. Several lines of one enzyme and condition are findings side by side.
What age leaves is in ``ontogeny_facts``, and what Child-Pugh leaves of most enzymes in ``impairment_facts``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foredose.core import Citation
from foredose.knowledge.rows import broken, rows_of

__all__ = ["CONDITIONS", "ConditionFact", "condition_facts", "facts_under"]

_FILE = Path(__file__).with_name("conditions.tsv")
_COLUMNS = ("enzyme", "condition", "factor", "low", "high", "basis", "source", "locus", "note")
_PER_KG = "per_kg"
_BASES = ("measured", "review", "model", "derived", "statement", _PER_KG)
_CLASSES = ("Child-Pugh A", "Child-Pugh B", "Child-Pugh C")
CONDITIONS = (
    "smoker", "pregnant", "pregnant 1", "pregnant 2", "pregnant 3", *_CLASSES, "female", "male", "inflammation",
)  # fmt: skip
"""``pregnant 1`` to ``3`` are trimesters; ``pregnant`` holds in each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFact:
    """Activity of an enzyme under a condition.

    Parameters
    ----------
    low, high
        5th and 95th percentile over people with the condition, as far as the source tells; else of the mean.
    basis
        ``per_kg`` is of clearance for a kg of body weight: held, and not used where body size is not followed.
    """

    enzyme: str
    condition: str
    factor: float
    low: float
    high: float
    basis: str
    source: Citation
    note: str


@lru_cache(maxsize=1)
def condition_facts() -> tuple[ConditionFact, ...]:
    """Return every line.

    Raises
    ------
    KnowledgeError
        ``knowledge.condition`` when a line breaks the schema.
    """
    return tuple(_fact(number, row) for number, row in rows_of(_FILE, _COLUMNS, "condition"))


def facts_under(*conditions: str) -> tuple[ConditionFact, ...]:
    """Return the lines of conditions that hold for a person whose body size is not followed."""
    return tuple(f for f in condition_facts() if f.condition in conditions and f.basis != _PER_KG)


def _fact(number: int, row: list[str]) -> ConditionFact:
    enzyme, condition, *numbers, basis, source, locus, note = row
    if condition not in CONDITIONS:
        raise broken("condition", _FILE, number, f"the condition {condition!r}", ", ".join(CONDITIONS))
    if basis not in _BASES:
        raise broken("condition", _FILE, number, f"the basis {basis!r}", ", ".join(_BASES))
    try:
        factor, low, high = (float(x) for x in numbers)
    except ValueError as error:
        raise broken("condition", _FILE, number, str(error), "numbers") from error
    if not (0 < low <= factor <= high and math.isfinite(high)):
        found = f"{low:g} {factor:g} {high:g}"
        raise broken("condition", _FILE, number, found, "0 < low <= factor <= high")
    return ConditionFact(
        enzyme=enzyme, condition=condition, factor=factor, low=low, high=high, basis=basis,
        source=Citation(key=source, locus=locus), note=note,
    )  # fmt: skip
