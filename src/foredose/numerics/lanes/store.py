"""Generated and compiled code kept in a folder of the user, never beside the package.

A module is kept under a name that holds a hash of all that it was made from (its text or what its text is made of, the
versions of the tools), so it is never stale, and ends with a hash of its own text, so that what was cut off or changed
is seen before it is run, and made anew. numba keeps the machine code in the ``__pycache__`` beside it, by processor.
Several processes may do this at once: a module appears whole, under one name, with one text; the threads of a process
wait for the one that makes it.

Where the user has no such folder (see ``numerics.cache``), one of this process is used.
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
from threading import RLock
from types import ModuleType

from foredose.numerics.cache import own_folder

__all__ = ["digest_of", "maths_text", "stored_module"]

_TOOLS = ("numba", "llvmlite", "numpy")
_MARK = "# sha256 "
_ALONE = RLock()
"""A module stands under its name before all of it is run; one may ask for another."""


def digest_of(*parts: str) -> str:
    """Return a hash of texts and of the tools that compile them."""
    tools = [platform.python_version(), *(f"{tool} {version(tool)}" for tool in _TOOLS)]
    return hashlib.sha256("\0".join([*parts, *tools]).encode()).hexdigest()[:24]


def maths_text() -> str:
    """Return the source of the functions that every kernel begins with."""
    return Path(__file__).with_name("maths.py").read_text(encoding="utf-8")


def stored_module(kind: str, digest: str, write: Callable[[], str]) -> ModuleType:
    """Return the module of that digest, its text being written first where it is not kept whole."""
    name = f"foredose_{kind}_{digest}"
    with _ALONE:
        if name in sys.modules:
            return sys.modules[name]
        path = _folder() / f"{name}.py"
        text = _kept(path)
        if text is None:
            text = _sealed(write())
            _write_whole(path, text)
        return _imported(name, path, text)


def _imported(name: str, path: Path, text: str) -> ModuleType:
    """Run the text that was checked, not what the file, or Python's own cache of it, may hold by now."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    code = compile(text, str(path), "exec", dont_inherit=True)
    sys.modules[name] = module  # numba looks functions up by the name of their module
    try:
        exec(code, module.__dict__)  # noqa: S102 - generated here, kept where only the user can write
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _sealed(text: str) -> str:
    body = text if text.endswith("\n") else text + "\n"
    return f"{body}{_MARK}{hashlib.sha256(body.encode()).hexdigest()}\n"


def _kept(path: Path) -> str | None:
    """Return the text of a file that is whole; ``None`` where there is none, or it has to be made anew."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    body, mark, _ = text.rpartition(_MARK)
    return text if mark and _sealed(body) == text else None


def _write_whole(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _place(Path(draft), path)
    finally:
        Path(draft).unlink(missing_ok=True)


def _place(draft: Path, path: Path) -> None:
    """Leave a whole file of another process alone: the machine code beside it hangs on its time."""
    try:
        os.link(draft, path)
    except OSError:  # it is there, or the file system has no hard links
        if _kept(path) is None:
            draft.replace(path)


def _folder() -> Path:
    return own_folder("lanes") or _passing_folder()


@lru_cache(maxsize=1)
def _passing_folder() -> Path:
    """Return a folder for this process alone, where the user's cannot be used."""
    folder = tempfile.mkdtemp(prefix="foredose-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
