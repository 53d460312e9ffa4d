"""Generated and compiled code kept in a folder of the user, never beside the package.

A module is written once under a name that holds a hash of all that it was made from (its text or what its text is
made of, the versions of the tools), so it is never stale and never changed. numba keeps the machine code in the
``__pycache__`` beside it, by processor. Several processes may do this at once: the first to write wins.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

__all__ = ["FOLDER_VARIABLE", "digest_of", "maths_text", "stored_module"]

FOLDER_VARIABLE = "FOREDOSE_CACHE"
_TOOLS = ("numba", "llvmlite", "numpy")


def digest_of(*parts: str) -> str:
    """Return a hash of texts and of the tools that compile them."""
    tools = [platform.python_version(), *(f"{tool} {version(tool)}" for tool in _TOOLS)]
    return hashlib.sha256("\0".join([*parts, *tools]).encode()).hexdigest()[:24]


def maths_text() -> str:
    """Return the source of the functions that every kernel begins with."""
    return Path(__file__).with_name("maths.py").read_text(encoding="utf-8")


def stored_module(kind: str, digest: str, write: Callable[[], str]) -> ModuleType:
    """Return the module of that digest, its text being written first where it is not yet kept."""
    name = f"foredose_{kind}_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    path = _folder() / f"{name}.py"
    if not path.exists():
        _write_once(path, write())
    return _imported(name, path)


def _imported(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # numba looks functions up by the name of their module
    spec.loader.exec_module(module)
    return module


def _write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all, and leave it alone where another process was first."""
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        Path(draft).replace(path)
        return
    Path(draft).unlink()


@lru_cache(maxsize=8)
def _folder_named(named: str | None, base: str | None) -> Path:
    chosen = Path(named) if named else (Path(base) if base else Path.home() / ".cache") / "foredose"
    folder = chosen / "lanes"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return _passing_folder()
    return folder if os.access(folder, os.W_OK) else _passing_folder()


def _folder() -> Path:
    return _folder_named(os.environ.get(FOLDER_VARIABLE), os.environ.get("XDG_CACHE_HOME"))


def _passing_folder() -> Path:
    """Return a folder for this process alone, where the user's cannot be written."""
    folder = tempfile.mkdtemp(prefix="foredose-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
