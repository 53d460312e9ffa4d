"""Refuse what is no ordinary file before it is opened: a pipe would wait for ever, a device never ends."""

from __future__ import annotations

import stat
from pathlib import Path

from foredose.core import InputError

__all__ = ["refuse_special"]


def refuse_special(path: Path, expected: str) -> None:
    """Raise ``InputError`` for a pipe, a device or a socket; a path that does not exist is left to the reader."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise InputError(
            "file.special",
            found="a pipe, a device or a socket",
            expected=expected,
            where=str(path),
            remedy="save it as a file first",
        )
