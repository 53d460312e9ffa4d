"""Join everything that records say of one position: duplicates, split multi-allelic lines, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from foredose.sources.genotypes import Genotype

__all__ = ["DELETED", "LOST", "UNCOMPARED", "UNREADABLE", "Pair", "Reading", "Site", "State", "merge"]

# A copy whose base here is gone with a deletion that begins elsewhere.
DELETED = "deleted"
# The same where no definition lists the deletion.
LOST = "lost in a deletion"
# A copy whose change here cannot be put in the words of the definition.
UNREADABLE = "unreadable"
# Why such a position failed.
UNCOMPARED = "a change that cannot be compared with the definition"

State = Literal["observed", "failed", "not_assayed"]
Pair = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one record says of one position.

    Parameters
    ----------
    reference
        The reference in the words of the definition.
    offered
        The alternates of the record that change this position.
    copies
        What each copy carries; ``None`` unknown.
    """

    record: Genotype
    reference: str
    offered: frozenset[str | None]
    copies: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One defining position.

    Parameters
    ----------
    state
        ``"failed"`` where a record is there but cannot be used, ``"not_assayed"`` where none is.
    copies
        The two copies in the words of the definition; ``None`` unknown.
    phase
        Key of the phase set, ``None`` when the order of the copies means nothing.
    reason
        Why it failed.
    """

    state: State
    copies: Pair = (None, None)
    phase: str | None = None
    reason: str | None = None


def merge(readings: Sequence[Reading], *, ignore_phase: bool = False, haploid: bool = False) -> Site:
    """Return what all readings of a position say together.

    ``haploid`` allows calls of one copy, which count as two that are alike.

    A failing record fails the position, whatever the others say: a second opinion on the same base that the
    caller itself distrusts is not evidence for reference.
    """
    if not readings:
        return Site(state="not_assayed")
    if haploid:
        readings = [replace(r, copies=r.copies * 2) if len(r.copies) == 1 else r for r in readings]
    problem = _problem(readings)
    if problem is not None:
        return Site(state="failed", reason=problem)
    phase = None if ignore_phase else _phase(readings)
    copies = _by_copy(readings) if phase is not None else _by_count(readings)
    if copies is None:
        return Site(state="failed", reason="records that contradict each other")
    if UNREADABLE in copies:
        return Site(state="failed", reason=UNCOMPARED)
    if None in copies:
        return Site(state="failed", copies=copies, phase=phase, reason="one copy not called")
    return Site(state="observed", copies=copies, phase=phase if copies[0] != copies[1] else None)


def _problem(readings: Sequence[Reading]) -> str | None:
    failures = sorted({r.record.failed for r in readings if r.record.failed is not None})
    if failures:
        return failures[0]
    if any(len(reading.copies) == 1 for reading in readings):
        return "one copy called on an autosome"
    if len({reading.reference for reading in readings}) > 1:
        return "records that give different reference bases"
    return None


def _phase(readings: Sequence[Reading]) -> str | None:
    """Return the phase set all mixed readings share; ``None`` when one is unordered or sets differ."""
    mixed = [r.record for r in readings if len(set(r.copies)) > 1]
    sets = {record.phase_set or "" for record in mixed}
    return sets.pop() if len(sets) == 1 and all(record.phased for record in mixed) else None


def _by_copy(readings: Sequence[Reading]) -> Pair | None:
    first = _one_copy([(r, r.copies[0]) for r in readings])
    second = _one_copy([(r, r.copies[1]) for r in readings])
    return None if first is None or second is None else (first[0], second[0])


def _one_copy(said: Sequence[tuple[Reading, str | None]]) -> tuple[str | None] | None:
    """Return the word of one ordered copy in a 1-tuple, ``None`` when records contradict."""
    changes: set[str | None] = {word for reading, word in said if word not in (None, reading.reference)}
    if len(changes) > 1 or _denied(said, changes):
        return None
    if changes:
        return (changes.pop(),)
    return (None,) if any(word is None for _, word in said) else (said[0][0].reference,)


def _denied(said: Sequence[tuple[Reading, str | None]], changes: set[str | None]) -> bool:
    """Whether a record that could have shown the change, or a block of reference, says reference."""
    return any(
        word == reading.reference
        and (changes & reading.offered or (changes and not reading.record.alternates))
        for reading, word in said
    )


def _unknown(reading: Reading, changes: Sequence[str]) -> int:
    """Return how many copies a record leaves unknown that carry none of the changes only other records could show."""
    elsewhere = sum(word not in reading.offered for word in changes)
    return max(0, reading.copies.count(None) - elsewhere)


def _by_count(readings: Sequence[Reading]) -> Pair | None:
    """Join unordered copies by counting each change."""
    counts: dict[str, int] = {}
    for reading in readings:
        carried = [word for word in reading.copies if word is not None and word != reading.reference]
        for word in (set(reading.offered) | set(carried)) - {None}:
            count = carried.count(str(word))
            exact = None not in reading.copies
            if exact and counts.get(str(word), count) != count:
                return None
            counts[str(word)] = max(count, counts.get(str(word), 0))
    changes = sorted(word for word, count in counts.items() for _ in range(count))
    blocked = any(not r.record.alternates and None not in r.copies for r in readings)
    if len(changes) > 2 or (changes and blocked):
        return None
    missing = min(2 - len(changes), max(_unknown(r, changes) for r in readings))
    known = [*changes, *[readings[0].reference] * (2 - len(changes) - missing)]
    padded: list[str | None] = [*known, *[None] * missing]
    return padded[0], padded[1]
