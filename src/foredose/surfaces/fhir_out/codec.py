"""Frozen dataclasses as nested FHIR extensions, and back without loss.

A field is a child extension of its name; a tuple repeats it; ``None`` and an empty tuple leave it out. A text that is
no FHIR string (empty, or with control characters) is carried as base64 of its UTF-8 bytes. New fields need no change
here.
"""

from __future__ import annotations

import base64
import dataclasses
import re
import types
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["children", "extensions", "rebuild"]

Extension = dict[str, Any]
Built = TypeVar("Built")

_STRING = re.compile(r"[\r\n\t -~\u00a0-\ud7ff\ue000-\U0010ffff]+")


def extensions(url: str, value: object) -> list[Extension]:
    """Return a value as extensions of one name: none, one, or one an item.

    Raises
    ------
    TypeError
        For a type that has no place in an extension.
    """
    if value is None:
        return []
    if isinstance(value, tuple):
        return [one for item in value for one in extensions(url, item)]
    if dataclasses.is_dataclass(value):
        return [{"url": url, "extension": children(value)}]
    return [{"url": url, **_plain(value)}]


def children(value: Any, *, but: Collection[str] = ()) -> list[Extension]:
    """Return the fields of a dataclass as extensions, without those named in ``but``."""
    names = [field.name for field in dataclasses.fields(value) if field.name not in but]
    return [one for name in names for one in extensions(name, getattr(value, name))]


def _plain(value: object) -> Extension:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float):
        return {"valueDecimal": value}
    if isinstance(value, str):
        if _STRING.fullmatch(value) and value.strip():
            return {"valueString": value}
        return {"valueBase64Binary": base64.b64encode(value.encode("utf-8", "surrogatepass")).decode("ascii")}
    raise TypeError(f"{type(value).__name__} has no place in an extension")


def rebuild(kind: type[Built], given: Sequence[Extension], **known: object) -> Built:
    """Build a dataclass from the extensions of its fields; ``known`` gives fields that stand elsewhere.

    Raises
    ------
    ValueError, TypeError, KeyError
        When a field is missing or of another type.
    """
    found: dict[str, list[Extension]] = {}
    for one in given:
        found.setdefault(one["url"], []).append(one)
    hints = get_type_hints(kind)
    values = dict(known)
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        if field.name in known or (field.name not in found and _keeps_default(field)):
            continue
        values[field.name] = _value(hints[field.name], found.get(field.name, []))
    return kind(**values)


def _keeps_default(field: dataclasses.Field[Any]) -> bool:
    """Tell whether an absent field is its default; then it was ``None``, empty, or not known to the writer."""
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _value(kind: Any, given: Sequence[Extension]) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_value(get_args(kind)[0], [one]) for one in given)
    if origin in (Union, types.UnionType):
        return _of_several(get_args(kind), given)
    if len(given) != 1:
        raise ValueError(f"{len(given)} values where one is needed")
    if dataclasses.is_dataclass(kind):
        return rebuild(kind, given[0]["extension"])  # type: ignore[arg-type]
    return _scalar(kind, given[0])


def _of_several(kinds: Sequence[Any], given: Sequence[Extension]) -> Any:
    """Read a value of one of several types; nothing given is ``None``."""
    if not given:
        if types.NoneType in kinds:
            return None
        raise ValueError("a value is missing")
    nested = "extension" in given[0]
    fitting = [
        kind for kind in kinds if kind is not types.NoneType and dataclasses.is_dataclass(kind) == nested
    ]
    return _value(fitting[0], given)


def _scalar(kind: Any, one: Mapping[str, Any]) -> Any:
    if kind is bool:
        return bool(one["valueBoolean"])
    if kind is int:
        return int(one["valueInteger"])
    if kind is float:
        return float(one["valueDecimal"] if "valueDecimal" in one else one["valueInteger"])
    if kind is str or get_origin(kind) is Literal:
        if "valueBase64Binary" in one:
            return base64.b64decode(one["valueBase64Binary"]).decode("utf-8", "surrogatepass")
        return str(one["valueString"])
    raise TypeError(f"{kind} is not read from an extension")
