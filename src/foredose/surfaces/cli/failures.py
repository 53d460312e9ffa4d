"""Failures as a person or a script reads them: found, expected, where, remedy; never a bare traceback."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback

from foredose.core import ForedoseError, InputError
from foredose.surfaces.words import clean, printable

__all__ = ["OURS", "quiet_pipe", "report"]

OURS = 70
ISSUES = "the issue tracker named by `pip show foredose`"


def report(error: Exception, *, as_json: bool) -> int:
    """Print one failure to stderr and return the exit code that stands for it."""
    known = _known(error)
    if known is None:
        return _ours(error, as_json=as_json)
    if isinstance(error, OSError):
        quiet_pipe()
    _print(known, as_json=as_json)
    return known.exit_code


def quiet_pipe() -> int:
    """Stop in silence when the reader of our output has gone away; what is left goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return 0


def _known(error: Exception) -> ForedoseError | None:
    if isinstance(error, ForedoseError):
        return error
    if hasattr(error, "format_message"):
        return _usage(error)
    if isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError | PermissionError):
        return _unreadable(error)
    if isinstance(error, OSError):
        return _failed(error)
    return None


def _usage(error: Exception) -> InputError:
    """Put a usage error of the command parser into the same four lines."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "foredose"
    return InputError(
        "usage",
        found=_sentence(error.format_message()),  # type: ignore[attr-defined]
        expected="a command and options as its help lists them",
        where=f"the command line of {command}",
        remedy=f"run {command} --help",
    )


def _sentence(text: str) -> str:
    words = clean(text).rstrip(".")
    return words[:1].lower() + words[1:] or "nothing"


def _unreadable(error: OSError) -> InputError:
    return InputError(
        "file.unreadable",
        found=(error.strerror or type(error).__name__).lower(),
        expected="a file that can be read",
        where=str(error.filename or "a file that was given"),
        remedy="check the path and its permissions",
    )


def _failed(error: OSError) -> InputError:
    """Say which file, or else the output, could not be read or written: a full disk, a broken device."""
    return InputError(
        "system.io",
        found=(error.strerror or type(error).__name__).lower(),
        expected="a file or an output that can be read and written",
        where=str(error.filename or "standard output"),
        remedy="check the space on the disk, the device and the permissions",
    )


def _ours(error: Exception, *, as_json: bool) -> int:
    if os.environ.get("FOREDOSE_DEBUG") == "1":
        traceback.print_exception(error)
        return OURS
    fault = ForedoseError(
        "internal",
        found=f"{type(error).__name__}: {clean(str(error))[:300]}",
        expected="an answer or an error that you can mend; this is a fault of foredose",
        where=_place(error),
        remedy=f"run again with FOREDOSE_DEBUG=1 and report the trace to {ISSUES}; leave out patient data",
    )
    _print(fault, as_json=as_json)
    return OURS


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "foredose" in frame.filename] or frames
    return f"{ours[-1].name}, line {ours[-1].lineno}" if ours else "unknown"


def _print(error: ForedoseError, *, as_json: bool) -> None:
    with contextlib.suppress(OSError):  # stderr itself may be full or gone; the exit code still tells
        _write(error, as_json=as_json)
        sys.stderr.flush()


def _write(error: ForedoseError, *, as_json: bool) -> None:
    if as_json:
        from foredose.surfaces.contract import error_document

        print(error_document(error).text(), file=sys.stderr)
        return
    print(f"error[{error.code}]", file=sys.stderr)
    for name in ("found", "expected", "where", "remedy"):
        print(f"  {name:<9} {clean(printable(getattr(error, name)))}", file=sys.stderr)
