"""One version of each resource: the newest where the record says which, else a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from foredose.sources.fhir_bundle import Entry, refuse

__all__ = ["one_of_each"]


def one_of_each(entries: Iterable[Entry], notes: list[str]) -> tuple[Entry, ...]:
    """Return the entries with each resource once; of several versions the newest is kept, and said.

    Raises
    ------
    InputError
        Two resources have one type and id, differ, and ``meta`` does not tell which is the newer one.
    """
    kept: dict[object, Entry] = {}
    addresses: dict[str, list[object]] = {}
    for entry in entries:
        if not isinstance(entry.data.get("id"), str):
            kept[id(entry)] = entry
            continue
        same = [key for key in addresses.get(entry.id, []) if _one_server(kept[key], entry)]
        if not same:
            key: object = (entry.id, len(addresses.get(entry.id, [])))
            addresses.setdefault(entry.id, []).append(key)
            kept[key] = entry
        for key in same:
            kept[key] = _newer(kept[key], entry, notes)
    return tuple(kept.values())


def _one_server(one: Entry, other: Entry) -> bool:
    """Two addresses with different bases are two resources; without an address it cannot be told."""
    return not (one.base and other.base) or one.base == other.base


def _newer(one: Entry, other: Entry, notes: list[str]) -> Entry:
    if _content(one) == _content(other):
        return one
    order = {
        _compared(_meta(one).get(key), _meta(other).get(key), key) for key in ("versionId", "lastUpdated")
    }
    if order - {0} not in ({1}, {-1}):
        refuse(
            "fhir.two_versions",
            f"two different resources {one.id}",
            "one, or versions that meta.versionId or meta.lastUpdated puts in order",
            f"{one.where} and {other.where}",
            "export the current version only",
        )
    notes.append(f"{one.id}: several versions, the newest counts")
    return other if 1 in order else one


def _content(entry: Entry) -> Mapping[str, Any]:
    return {key: value for key, value in entry.data.items() if key != "meta"}


def _meta(entry: Entry) -> Mapping[str, Any]:
    meta = entry.data.get("meta")
    return meta if isinstance(meta, dict) else {}


def _compared(one: object, other: object, key: str) -> int:
    """Return 1 where ``other`` is the newer one, -1 where it is the older one, 0 where it cannot be told."""
    before, after = _rank(one, key), _rank(other, key)
    if before is None or after is None:
        return 0
    return (after > before) - (after < before)


def _rank(value: object, key: str) -> float | None:
    if not isinstance(value, str):
        return None
    if key == "versionId":
        return float(value) if value.isascii() and value.isdigit() and len(value) <= 15 else None
    try:
        stamp = datetime.fromisoformat(value)
    except ValueError:
        return None
    return stamp.astimezone(UTC).timestamp() if stamp.tzinfo is not None else None
