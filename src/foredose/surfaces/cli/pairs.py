"""Options that hold names and numbers: ``weight=70``, ``1,2,4``."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.core import InputError

__all__ = ["number_of", "numbers_of", "pairs_of"]


def pairs_of(given: Sequence[str] | None, where: str) -> dict[str, str]:
    """Return name to value of ``NAME=VALUE`` texts; raise ``InputError`` for another text, or a name told twice."""
    found: dict[str, str] = {}
    for text in given or []:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value or name in found:
            raise InputError(
                "option.pair",
                found=repr(text),
                expected="NAME=VALUE, each name once",
                where=where,
                remedy="write it like weight=70",
            )
        found[name] = value
    return found


def number_of(text: str, where: str) -> float:
    """Return a number; raise ``InputError`` for another text, such as ``70_0``, which Python would read as 700."""
    try:
        return float(text.replace("_", "?"))
    except ValueError:
        raise InputError(
            "option.number", found=repr(text), expected="a number", where=where, remedy="correct it"
        ) from None


def numbers_of(text: str, where: str) -> list[float]:
    """Return the numbers of a list parted by commas."""
    return [number_of(part, where) for part in text.split(",") if part.strip()]
