"""Bytes to the FHIR R4 resources of exactly one person, or a refusal that says why not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from foredose.core import InputError
from foredose.sources.fhir_version import refuse_other_versions
from foredose.sources.special_file import refuse_special

__all__ = ["Entry", "PersonBundle", "read_bundle", "refuse"]

Json = Mapping[str, Any]
BUNDLE_TYPES = ("collection", "transaction", "batch", "searchset", "document")
# A longitudinal record of one person is a few megabytes; a hundred times that is not one person's record.
MAX_BYTES = 512 * 1024 * 1024
# Most entries of one person's record, nested bundles and contained resources included.
MAX_ENTRIES = 100_000
# A bundle in a bundle is rare, and deeper than this it is no record.
MAX_DEPTH = 10
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One resource, its address inside the file for people, and the URL that references use."""

    data: Json
    where: str
    url: str

    @property
    def kind(self) -> str:
        """The resource type."""
        return str(self.data.get("resourceType"))

    @property
    def id(self) -> str:
        """``Type/id``, or the full URL where the resource has no id."""
        return f"{self.kind}/{self.data['id']}" if "id" in self.data else self.url or self.where

    @property
    def base(self) -> str:
        """The server in the full URL ("http://a.example/fhir"), ``""`` where the URL is no such address."""
        if not self.url.startswith(("http://", "https://")):
            return ""
        return self.url.split("/_history/", maxsplit=1)[0].rsplit("/", 2)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBundle:
    """The Patient resource, everything else in the file, and what was left out."""

    patient: Entry
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


def refuse(code: str, found: str, expected: str, where: str, remedy: str) -> NoReturn:
    """Raise the ``InputError`` with these five fields."""
    raise InputError(code, found=found, expected=expected, where=where, remedy=remedy)


def read_bundle(path: Path) -> PersonBundle:
    """Read a Bundle, a single Patient, or one resource a line (NDJSON); plain or gzip.

    Raises
    ------
    InputError
        No such file, a directory, empty, damaged, not JSON, not FHIR R4, no Patient, or more than one.
    """
    try:
        return _read(path)
    except RecursionError:
        refuse("fhir.not_json", "nesting too deep", "FHIR R4 JSON", str(path), "export the record again")


def _read(path: Path) -> PersonBundle:
    entries, notes = _entries(_documents(_text(path), path), path)
    refuse_other_versions(((e.data, e.where) for e in entries), path)
    patients = [e for e in entries if e.kind == "Patient"]
    if len({json.dumps(dict(p.data), sort_keys=True) for p in patients}) > 1:
        refuse(
            "fhir.two_patients",
            f"{len(patients)} Patient resources ({', '.join(p.id for p in patients[:3])})",
            "one person",
            str(path),
            "export one person at a time",
        )
    if not patients:
        refuse(
            "fhir.no_patient", "no Patient resource", "one", str(path), "export the Patient with the record"
        )
    rest = tuple(e for e in entries if e.kind != "Patient")
    return PersonBundle(patient=patients[0], entries=rest, notes=tuple(notes))


def _text(path: Path) -> str:
    expected = "a FHIR R4 bundle in JSON, plain or gzip"
    refuse_special(path, expected)
    if path.is_dir():
        refuse("file.directory", "a directory", expected, str(path), "name the file inside it")
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == GZIP_MAGIC
        with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        refuse("file.missing", "no such file", expected, str(path), "check the path")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        refuse("file.truncated", f"damaged gzip ({error})", expected, str(path), "copy the file again")
    except UnicodeDecodeError:
        refuse(
            "fhir.not_json", "bytes that are not UTF-8 text", expected, str(path), "export the record as JSON"
        )
    except OSError as error:
        refuse("file.unreadable", str(error), expected, str(path), "check the permissions")
    if len(data) > MAX_BYTES:
        refuse("file.too_large", f"more than {MAX_BYTES >> 20} MiB", expected, str(path), "export one person")
    if not text.strip():
        refuse("file.empty", "an empty file", expected, str(path), "export the record again")
    return text


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"the number {name}")


def _no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} twice in one object")
    return dict(pairs)


def _load(text: str) -> Any:
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_double_keys)


def _documents(text: str, path: Path) -> list[Any]:
    try:
        return [_load(text)]
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            if len(lines) > 1:
                return [_load(line) for line in lines]
        except (ValueError, RecursionError):
            pass
        found = "nesting too deep" if isinstance(error, RecursionError) else str(error)
        refuse("fhir.not_json", found, "FHIR R4 JSON", str(path), "export the record as JSON (not XML)")


def _entries(documents: list[Any], path: Path) -> tuple[list[Entry], list[str]]:
    notes: list[str] = []
    entries: list[Entry] = []
    for document in documents:
        if not isinstance(document, dict) or not isinstance(document.get("resourceType"), str):
            refuse(
                "fhir.not_fhir", "JSON without a resourceType", "a FHIR R4 bundle", str(path), "export FHIR"
            )
        if document["resourceType"] == "Bundle":
            found: Iterable[Entry] = _of_bundle(document, path, notes)
        else:
            found = [Entry(data=document, where=f"{path}: {document['resourceType']}", url="")]
        for entry in found:
            entries.append(entry)
            if len(entries) > MAX_ENTRIES:
                refuse(
                    "fhir.too_many",
                    f"more than {MAX_ENTRIES} resources",
                    "the record of one person",
                    str(path),
                    "export one person, or a shorter stretch of time",
                )
    return entries, notes


def _of_bundle(
    bundle: Json, path: Path, notes: list[str], within: str = "", depth: int = 1
) -> Iterator[Entry]:
    refuse_other_versions([(bundle, str(path))], path)
    if bundle.get("type") not in BUNDLE_TYPES:
        refuse(
            "fhir.bundle_type",
            f"a bundle of type {str(bundle.get('type'))[:30]!r}",
            f"one of {', '.join(BUNDLE_TYPES)}",
            str(path),
            "export the record as a collection or search result",
        )
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in _list(bundle, "link", path)):
        notes.append("the search result has further pages that are not in this file")
    for number, entry in enumerate(_list(bundle, "entry", path), start=1):
        where = f"{within or path}: entry {number}"
        inner = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(inner, dict) and inner.get("resourceType") == "Bundle":
            if depth == MAX_DEPTH:
                refuse(
                    "fhir.nested", f"more than {MAX_DEPTH} bundles in one another", "one", where, "flatten it"
                )
            yield from _of_bundle(inner, path, notes, where, depth + 1)
        else:
            yield from _of_entry(entry, where, notes)


def _of_entry(entry: Any, where: str, notes: list[str]) -> Iterator[Entry]:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if resource is None:
        notes.append(f"{where}: no resource")
        return
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        refuse("fhir.not_fhir", "an entry without a resourceType", "a FHIR resource", where, "export FHIR R4")
    url = entry.get("fullUrl", "")
    yield Entry(
        data=resource, where=f"{where} ({resource['resourceType']})", url=url if isinstance(url, str) else ""
    )


def _list(data: Json, key: str, path: Path) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        refuse(
            "fhir.wrong_type", f"{key} is not a list", "a list", str(path), "send the bundle as FHIR R4 JSON"
        )
    return value
