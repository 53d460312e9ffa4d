"""What was told when: instants in order across time zones, and what a later value that is not read puts in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from foredose.sources.fhir_bundle import Entry

__all__ = ["Told", "in_order", "without_doubtful"]

V = TypeVar("V", float, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[V]):
    """One value of a name at a time; ``value`` is ``None`` where one is told that cannot be read, ``why`` says so."""

    name: str
    value: V | None
    day: date
    when: str
    code: str
    entry: Entry
    why: str = ""

    @property
    def stamp(self) -> str:
        """A text that sorts by instant within a day: UTC, and that of a date alone comes first."""
        if "T" not in self.when:
            return ""
        moment = datetime.fromisoformat(self.when)
        # FHIR asks for a zone with every time; where it is missing the clock is taken as UTC.
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()


def in_order(told: Iterable[Told[V]]) -> list[Told[V]]:
    """Return one name's values in order of time.

    A day is that of the clock where it was measured; where a later instant has an earlier day, west of the
    other, it counts as of the other's day.
    """
    listed = sorted(told, key=lambda t: t.stamp)
    last = date.min
    placed: list[Told[V]] = []
    for item in listed:
        day = max(item.day, last) if item.stamp else item.day
        last = day if item.stamp else last
        placed.append(replace(item, day=day))
    return sorted(placed, key=lambda t: (t.day, t.stamp))


def without_doubtful(told: list[Told[V]], notes: list[str], *, keep: V | None = None) -> list[Told[V]]:
    """Return the values that were read: none where the last one told was not, for it leaves the others in doubt.

    ``keep`` is a value that stays: a "yes" that stops a drug is the lesser harm.
    """
    unread = [t for t in told if t.value is None]
    known = [t for t in told if t.value is not None]
    if not unread:
        return known
    last = (unread[-1].day, unread[-1].stamp)
    is_last = all((t.day, t.stamp) <= last for t in known)
    older = known if is_last else []
    for item in unread:
        grave = "not judged: " if older and item is unread[-1] else ""
        after = "; what was told before it may no longer hold" if grave else ""
        notes.append(f"{grave}{item.entry.id}: {item.why}, not used{after}")
    return [t for t in known if keep is not None and t.value == keep] if is_last else known
