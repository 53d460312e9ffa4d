"""Where a reference leads: a relative one stays on the server of the resource that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from foredose.sources.fhir_bundle import Entry

__all__ = ["Library", "absolute"]


def absolute(reference: str, entry: Entry) -> str:
    """Return a reference without its version; a relative one with the base of the entry's address, if it has one."""
    plain = reference.split("/_history/", maxsplit=1)[0]
    return f"{entry.base}/{plain}" if entry.base and _is_relative(plain) else plain


def _is_relative(reference: str) -> bool:
    return reference.count("/") == 1 and not reference.startswith("#")


class Library:
    """The Medication and Substance resources of a record, by the references that name them.

    ``at`` is the entry that holds the references; each resource found is read with references of its own.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_url: dict[str, Entry] = {}
        self._by_id: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.url:
                self._by_url[entry.url] = entry
            self._by_id.setdefault(entry.id, []).append(entry)

    def find(self, reference: str, at: Entry) -> Entry | None:
        """Return what ``reference`` names, ``None`` where nothing or more than one resource does."""
        full = absolute(reference, at)
        if full in self._by_url:
            return self._by_url[full]
        told = self._by_id.get("/".join(full.split("/")[-2:]), [])
        if _is_relative(full):  # the holder has no address: any server may be meant
            return told[0] if len(told) == 1 else None
        homeless = [entry for entry in told if not entry.base]
        return homeless[0] if len(homeless) == 1 else None
