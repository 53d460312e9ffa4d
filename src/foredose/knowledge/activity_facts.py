"""How active an enzyme is by genotype, toward a substrate: one table per gene in ``knowledge/activities``.

A value is relative to the reference state of the gene (value 1). A line without a substrate holds for any; a line for a
substrate goes before it. Scores between two listed ones lie on the line between them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foredose.core import Citation
from foredose.knowledge.rows import broken, rows_of

__all__ = ["Activity", "ActivityTable", "activity_genes", "activity_table", "states_of"]

_FOLDER = Path(__file__).with_name("activities")
_COLUMNS = ("kind", "state", "substrate", "value", "low", "high", "basis", "source", "locus", "note")
_KINDS = ("genotype", "score", "phenotype", "reference", "functions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Activity of a state beside the reference.

    Parameters
    ----------
    low, high
        5th and 95th percentile over substrates and people of this state.
    """

    kind: str
    state: str
    substrate: str
    value: float
    low: float
    high: float
    basis: str
    source: Citation
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTable:
    """All lines of one gene."""

    gene: str
    lines: tuple[Activity, ...]

    def state(self, kind: str, name: str, substrate: str) -> Activity | None:
        """Return the line of a state, one for the substrate first."""
        found = [
            x for x in self.lines if (x.kind, x.state) == (kind, name) and x.substrate in ("", substrate)
        ]
        return max(found, key=lambda x: x.substrate, default=None)

    def score(self, score: float, substrate: str) -> Activity | None:
        """Return the activity of an activity score, between two listed ones where it is not listed."""
        listed: dict[float, Activity] = {}
        for line in sorted((x for x in self.lines if x.kind == "score"), key=lambda x: x.substrate):
            if line.substrate in ("", substrate):
                listed[float(line.state)] = line
        if score in listed:
            return listed[score]
        below, above = [s for s in listed if s < score], [s for s in listed if s > score]
        if not below or not above:
            return None
        low, high = listed[max(below)], listed[min(above)]
        part = (score - max(below)) / (min(above) - max(below))

        def between(name: str) -> float:
            first: float = getattr(low, name)
            last: float = getattr(high, name)
            return first + part * (last - first)

        return Activity(
            kind="score", state=f"{score:g}", substrate=substrate, value=between("value"), low=between("low"),
            high=between("high"), basis=low.basis, source=low.source, note=f"between {low.state} and {high.state}",
        )  # fmt: skip

    def of_functions(self, first: str, second: str) -> str | None:
        """Return the tabulated genotype that two alleles of these CPIC functions are taken as."""
        name = "/".join(sorted((first, second)))
        return next((x.note for x in self.lines if x.kind == "functions" and x.state == name), None)

    def reference(self, name: str) -> Mapping[str, float]:
        """Return what a group such as ``EM`` is made of: score or phenotype to its share."""
        parts = (x.note.split("=") for x in self.lines if x.kind == "reference" and x.state == name)
        return {state: float(share) for state, share in parts}


@lru_cache(maxsize=1)
def activity_genes() -> tuple[str, ...]:
    """Return every gene that has a table, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.tsv")))


@lru_cache(maxsize=128)
def activity_table(gene: str) -> ActivityTable | None:
    """Return the table of a gene, or ``None`` when it has none.

    Raises
    ------
    KnowledgeError
        ``knowledge.activity`` when a line breaks the schema.
    """
    path = _FOLDER / f"{gene}.tsv"
    if gene not in activity_genes():
        return None
    lines = tuple(_line(path, number, row) for number, row in rows_of(path, _COLUMNS, "activity"))
    return ActivityTable(gene=gene, lines=lines)


def states_of(table: ActivityTable) -> tuple[str, ...]:
    """Return the states of a gene as people write them: genotypes, ``score`` and the span of scores, phenotypes."""
    named = dict.fromkeys(x.state for x in table.lines if x.kind in ("genotype", "phenotype"))
    scores = [float(x.state) for x in table.lines if x.kind == "score"]
    span = [f"an activity score from {min(scores):g} to {max(scores):g}"] if scores else []
    groups = dict.fromkeys(x.state for x in table.lines if x.kind == "reference" and x.state != "shares")
    return (*named, *span, *groups)


def _line(path: Path, number: int, row: list[str]) -> Activity:
    kind, state, substrate, *numbers, basis, source, locus, note = row
    if kind not in _KINDS:
        raise broken("activity", path, number, f"the kind {kind!r}", ", ".join(_KINDS))
    try:
        value, low, high = (float(x) for x in numbers)
    except ValueError as error:
        raise broken("activity", path, number, str(error), "numbers") from error
    if not (0 <= low <= value <= high and math.isfinite(high)):
        raise broken("activity", path, number, f"{low:g} {value:g} {high:g}", "0 <= low <= value <= high")
    return Activity(
        kind=kind, state=state, substrate=substrate, value=value, low=low, high=high, basis=basis,
        source=Citation(key=source, locus=locus), note=note,
    )  # fmt: skip
