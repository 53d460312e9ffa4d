"""The command line: one verb, one use case. Results go to stdout, everything else to stderr.

Exit codes: 0 done; 2 something given cannot be used; 3 the answer is incomplete; 70 our own fault;
130 stopped by the user.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]

STOPPED = 130


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave the process with its exit code.

    Parameters
    ----------
    argv
        Arguments without the program name; those of the process when ``None``.
    """
    sys.exit(_run(list(sys.argv[1:] if argv is None else argv)))


def _run(argv: list[str]) -> int:
    from foredose.surfaces.cli import failures

    as_json = "--json" in argv
    try:
        _tolerate_narrow_encodings()
        return _command(argv)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        return failures.quiet_pipe()
    except Exception as error:  # noqa: BLE001 - the one door through which every failure leaves
        return failures.report(error, as_json=as_json)


def _command(argv: list[str]) -> int:
    from foredose.surfaces.cli.app import app

    code = app(argv, standalone_mode=False, prog_name="foredose")
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _tolerate_narrow_encodings() -> None:
    """Print a replacement where the terminal cannot show a character, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
