"""How long a person waits: help, the demo the first and the second time, and the install line of the README.

Run: ``python -m benchmarks startup [--install] [--write]``. Wall time, median of several runs, with bytecode as pip
leaves it: a first run that is not counted writes what is lacking. "First time" starts with an empty cache of compiled
kernels, "second time" with the one that this left. ``--install`` copies the tracked files to an empty folder and runs
line 1 of the README there twice; the second, from a warm package cache, is the one reported. Downloaded is the sum of
all packages that the line installs, and of those that build it.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import foredose

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"help": 0.4, "first": 8.0, "second": 3.0, "install": 60.0, "megabytes": 300.0}
FOREDOSE = Path(sys.executable).with_name("foredose")


def seconds(
    command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> float:
    """Return the wall time of one run that must succeed."""
    start = time.perf_counter()
    subprocess.run(
        command,
        cwd=cwd,
        env={**_plain_environment(), **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def _plain_environment() -> dict[str, str]:
    """Return the environment without what would keep Python from using its bytecode cache."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def median(command: Sequence[str | Path], runs: int, env: Mapping[str, str] | None = None) -> float:
    """Return the median of several runs."""
    return statistics.median(seconds(command, env=env) for _ in range(runs))


def demo(runs: int) -> tuple[list[float], list[float]]:
    """Return the times of the demo with an empty and with a filled cache."""
    first, second = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            env = {"FOREDOSE_CACHE": cache}
            first.append(seconds([FOREDOSE, "demo"], env=env))
            second.append(seconds([FOREDOSE, "demo"], env=env))
    return first, second


def readme_line() -> str:
    """Return line 1 of the README: the one that ends in the demo."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.endswith("bin/foredose demo"))


def install() -> tuple[float, float]:
    """Return seconds of the README's line 1 from a warm package cache, and megabytes that it downloads."""
    line = readme_line()
    took = 0.0
    with tempfile.TemporaryDirectory() as place:
        for run in ("warming", "measured"):
            copy = Path(place) / run
            _copy_tracked(copy)
            took = seconds(["bash", "-c", line], cwd=copy, env={"FOREDOSE_CACHE": str(copy / "cache")})
        wheels = Path(place) / "wheels"
        pip = [Path(place) / "measured" / ".venv" / "bin" / "pip", "download", "-q", "-d", wheels]
        seconds([*pip, "-c", "requirements.lock", "."], cwd=Path(place) / "measured")
        seconds([*pip, "hatchling", "editables"], cwd=Path(place) / "measured")
        megabytes = sum(w.stat().st_size for w in wheels.iterdir() if not w.name.startswith("foredose")) / 1e6
    return took, megabytes


def _copy_tracked(to: Path) -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def row(what: str, value: float, limit: float | None, unit: str, runs: int) -> str:
    """Return one line of the table."""
    if limit is None:
        return f"| {what} | {value:.2f} {unit} | | | {runs} |"
    return f"| {what} | {value:.2f} {unit} | {limit:g} {unit} | {'yes' if value <= limit else '**no**'} | {runs} |"


def table(*, with_install: bool) -> str:
    """Measure and return the table."""
    seconds([FOREDOSE, "demo"])
    helped = median([FOREDOSE, "--help"], 11)
    imported = median([sys.executable, "-c", "import foredose.application.assess"], 5)
    first, second = demo(3)
    rows = [
        row("`foredose --help`", helped, LIMITS["help"], "s", 11),
        row("import of the main use case", imported, None, "s", 5),
        row("`foredose demo`, first time", statistics.median(first), LIMITS["first"], "s", 3),
        row("`foredose demo`, second time", statistics.median(second), LIMITS["second"], "s", 3),
    ]
    if with_install:
        took, megabytes = install()
        rows.append(row("line 1 of the README, warm package cache", took, LIMITS["install"], "s", 1))
        rows.append(row("line 1 of the README, downloaded", megabytes, LIMITS["megabytes"], "MB", 1))
    where = (
        f"{date.today().isoformat()}, foredose {foredose.__version__}, Python {platform.python_version()}, "
    )
    where += f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    head = ["| What | Measured | Limit | Within | Runs |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows, "", where])


if __name__ == "__main__":
    print(table(with_install="--install" in sys.argv))
