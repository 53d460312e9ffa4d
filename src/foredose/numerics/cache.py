"""The user's folder of compiled code.

What is kept there is run, so it has to be the user's own, and nobody else may be able to write to it; another is left
alone, with a warning.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path

__all__ = ["FOLDER_VARIABLE", "own_folder"]

FOLDER_VARIABLE = "FOREDOSE_CACHE"
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_REACHED_BY_OTHERS = stat.S_IXGRP | stat.S_IXOTH


def own_folder(kind: str) -> Path | None:
    """Return the folder for one kind of code, below ``FOREDOSE_CACHE`` or the user's cache folder.

    ``None`` where there is no such folder that the user can write to and nobody else can.
    """
    return _folder(kind, os.environ.get(FOLDER_VARIABLE), os.environ.get("XDG_CACHE_HOME"))


@lru_cache(maxsize=16)
def _folder(kind: str, named: str | None, base: str | None) -> Path | None:
    try:
        chosen = Path(named) if named else (Path(base) if base else Path.home() / ".cache") / "foredose"
        folder = chosen / kind
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fault = _fault(folder)
    except (OSError, RuntimeError):
        return None
    if fault:
        told = f"foredose: the cache {folder} is not used: {fault}; a folder of this process is used instead"
        sys.stderr.write(ascii(told)[1:-1] + "\n")
        return None
    return folder if os.access(folder, os.W_OK) else None


def _fault(folder: Path) -> str:
    """Return why somebody else could have put code into a folder, or nothing."""
    if not hasattr(os, "getuid"):
        return ""
    user = os.getuid()
    for place in (folder, folder.parent):
        if place.is_symlink() and place.lstat().st_uid not in (user, 0):
            return f"{place} is a link of another user"
    told = folder.stat()
    if told.st_uid != user:
        return "it belongs to another user"
    if told.st_mode & _WRITABLE_BY_OTHERS:
        return "others can write to it"
    return _machine_code_fault(folder / "__pycache__", user, told.st_mode)


def _machine_code_fault(machine_code: Path, user: int, outer: int) -> str:
    inner = machine_code.lstat() if machine_code.is_symlink() or machine_code.exists() else None
    if inner is None:
        return ""
    open_to_others = inner.st_mode & _WRITABLE_BY_OTHERS and outer & _REACHED_BY_OTHERS
    if inner.st_uid != user or not stat.S_ISDIR(inner.st_mode) or open_to_others:
        return "others can write to its __pycache__"
    return ""
