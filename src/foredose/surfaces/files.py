"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from foredose.core import InputError

__all__ = [
    "prepare_folder",
    "refuse_folder",
    "refuse_overlap",
    "refuse_same",
    "refuse_target",
    "write_file",
    "write_text",
]


def write_text(path: Path, text: str) -> None:
    """Write ``text`` beside ``path`` and rename it into place, so that nothing half-written is ever seen.

    Raises
    ------
    InputError
        As ``refuse_target``; ``output.unwritable`` when the file cannot be written.
    """
    data = text.encode("utf-8", errors="replace")

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_file(path, write)


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let ``write`` fill a private file beside ``path`` and rename it into place, as ``write_text`` does with text.

    Raises
    ------
    InputError
        As ``write_text``.
    """
    refuse_target(path)
    try:
        _replace(path, write)
    except OSError as error:
        raise _refusal("output.unwritable", _reason(error), "a place that can be written", path) from error


def refuse_target(path: Path | None, inputs: Iterable[Path | None] = ()) -> None:
    """Refuse a path that cannot become a file, before any work is done for it.

    Raises
    ------
    InputError
        ``output.directory`` when it is a folder, ``output.no-folder`` when its folder is not there,
        ``output.not-a-file`` for a link, a device or a pipe, ``output.input`` for a file of ``inputs``.
    """
    if path is None:
        return
    if path.is_dir():
        raise _refusal("output.directory", "a directory", "the name of a file", path)
    if not path.parent.is_dir():
        raise _refusal("output.no-folder", f"no folder {path.parent}", "a folder that exists", path)
    if path.is_symlink():
        raise _refusal("output.not-a-file", "a symbolic link", "a file, or a name not taken", path)
    if path.exists() and not path.is_file():
        raise _refusal("output.not-a-file", "a device or a pipe", "a file, or a name not taken", path)
    if any(_same(path, given) for given in inputs if given is not None):
        raise _refusal("output.input", "a file that was given to be read", "another name", path)


def refuse_folder(folder: Path | None, names: Iterable[str], inputs: Iterable[Path | None] = ()) -> None:
    """Refuse a folder that cannot take files of these names, before any work is done for it.

    Raises
    ------
    InputError
        ``output.not-a-directory``, or as ``refuse_target`` for a file in it.
    """
    if folder is None:
        return
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise _refusal("output.not-a-directory", "a file", "a directory, or a name not taken", folder)
    given = tuple(inputs)
    for name in names if folder.is_dir() else ():
        refuse_target(folder / name, given)


def refuse_overlap(path: Path | None, folder: Path | None, names: Iterable[str]) -> None:
    """Refuse a file that is, or stands in the way of, a file of these names in the folder.

    Raises
    ------
    InputError
        ``output.overlap``: one of the two would overwrite the other, or could not be written after it.
    """
    if path is None or folder is None:
        return
    one, other = path.resolve(), folder.resolve()
    taken = [other, *other.parents, *(other / name for name in names)]
    if one in taken or any(_same(one, place) for place in taken if place.exists()):
        raise _refusal("output.overlap", f"a file that {folder} needs for itself", "another name", path)


def refuse_same(targets: Sequence[Path | None]) -> None:
    """Refuse two results that would go into one file, before any work is done for them.

    Raises
    ------
    InputError
        ``output.overlap``.
    """
    named = [path for path in targets if path is not None]
    for number, path in enumerate(named):
        if any(path.resolve() == other.resolve() or _same(path, other) for other in named[:number]):
            raise _refusal("output.overlap", "the same file for two results", "another name", path)


def prepare_folder(path: Path) -> None:
    """Make sure that ``path`` is a folder; create it when it is not there.

    Raises
    ------
    InputError
        ``output.not-a-directory`` or ``output.unwritable``.
    """
    if path.exists() and not path.is_dir():
        raise _refusal("output.not-a-directory", "a file", "a directory, or a name not taken", path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal("output.unwritable", _reason(error), "a place that can be written", path) from error


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".foredose-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return path.resolve() == other.resolve()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _refusal(code: str, found: str, expected: str, path: Path) -> InputError:
    return InputError(
        code, found=found, expected=expected, where=str(path), remedy="give another path; nothing was written"
    )
