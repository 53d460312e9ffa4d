<<<<<<< HEAD
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
=======
"""NAME=VALUE options, read once."""

from __future__ import annotations

from foredose.core import InputError

__all__ = ["number_of", "pairs_of"]


def pairs_of(given: list[str] | None, where: str) -> dict[str, str]:
    """Return the pairs of a repeated option.

    Raises
    ------
    InputError
        ``option.pair`` for one that is no pair, or a name given twice.
    """
    found: dict[str, str] = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip() or name.strip() in found:
>>>>>>> pbpk2
            raise InputError(
                "option.pair",
                found=repr(text),
                expected="NAME=VALUE, each name once",
                where=where,
                remedy="write it like weight=70",
            )
<<<<<<< HEAD
        found[name] = value
=======
        found[name.strip()] = value.strip()
>>>>>>> pbpk2
    return found


def number_of(text: str, where: str) -> float:
<<<<<<< HEAD
    """Return a number; raise ``InputError`` for another text."""
=======
    """Return the number that a text is.

    Raises
    ------
    InputError
        ``option.number`` for anything else.
    """
>>>>>>> pbpk2
    try:
        return float(text)
    except ValueError:
        raise InputError(
            "option.number", found=repr(text), expected="a number", where=where, remedy="correct it"
        ) from None
<<<<<<< HEAD


def numbers_of(text: str, where: str) -> list[float]:
    """Return the numbers of a list parted by commas."""
    return [number_of(part, where) for part in text.split(",") if part.strip()]
=======
>>>>>>> pbpk2
