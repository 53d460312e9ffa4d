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
            raise InputError(
                "option.pair",
                found=repr(text),
                expected="NAME=VALUE, each name once",
                where=where,
                remedy="write it like weight=70",
            )
        found[name.strip()] = value.strip()
    return found


def number_of(text: str, where: str) -> float:
    """Return the number that a text is.

    Raises
    ------
    InputError
        ``option.number`` for anything else.
    """
    try:
        return float(text)
    except ValueError:
        raise InputError(
            "option.number", found=repr(text), expected="a number", where=where, remedy="correct it"
        ) from None
