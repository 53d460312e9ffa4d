"""Generated and compiled code kept in a folder of the user, never beside the package.

A module is kept under a name that holds a hash of all that it was made from (its text or what its text is made of, the
versions of the tools), so it is never stale, and ends with a hash of its own text, so that what was cut off or changed
is seen before it is run, and made anew. numba keeps the machine code in the ``__pycache__`` beside it, by processor.
Several processes may do this at once: a module appears whole, under one name, with one text.

What is kept is run, so the folder has to be the user's own, and nobody else may be able to write to it; another is left
alone, with a warning, for one of this process.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import os
import platform
import shutil
import stat
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
_MARK = "# sha256 "
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_REACHED_BY_OTHERS = stat.S_IXGRP | stat.S_IXOTH


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


@lru_cache(maxsize=8)
def _folder_named(named: str | None, base: str | None) -> Path:
    try:
        chosen = Path(named) if named else (Path(base) if base else Path.home() / ".cache") / "foredose"
        folder = chosen / "lanes"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fault = _fault(folder)
    except (OSError, RuntimeError):
        return _passing_folder()
    if fault:
        told = f"foredose: the cache {folder} is not used: {fault}; a folder of this process is used instead"
        sys.stderr.write(ascii(told)[1:-1] + "\n")
        return _passing_folder()
    return folder if os.access(folder, os.W_OK) else _passing_folder()


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


def _folder() -> Path:
    return _folder_named(os.environ.get(FOLDER_VARIABLE), os.environ.get("XDG_CACHE_HOME"))


@lru_cache(maxsize=1)
def _passing_folder() -> Path:
    """Return a folder for this process alone, where the user's cannot be used."""
    folder = tempfile.mkdtemp(prefix="foredose-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
