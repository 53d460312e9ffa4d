"""``python -m benchmarks``: list the benchmarks, run them, print their tables.

    python -m benchmarks --list            what there is
    python -m benchmarks                   run all
    python -m benchmarks startup --install run some; options go to the benchmark
    python -m benchmarks startup --write   keep the table under benchmarks/results/

A benchmark is a module of this folder that prints markdown when run; adding the file adds the benchmark.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"


def benchmarks() -> dict[str, str]:
    """Return each benchmark with the first line of its docstring."""
    found = {}
    for path in sorted(HERE.glob("[a-z]*.py")):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        found[path.stem] = doc.splitlines()[0] if doc else ""
    return found


def run(name: str, title: str, options: list[str]) -> bool:
    """Run one benchmark in its own process, so that none warms another; keep its table when asked to."""
    kept = RESULTS / f"{name}.md"
    before = kept.stat().st_mtime_ns if kept.exists() else None
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *options],
        cwd=HERE.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(f"## {name}\n\n{title}\n\n{done.stdout}", flush=True)
    after = kept.stat().st_mtime_ns if kept.exists() else None
    if "--write" in options and done.returncode == 0 and done.stdout.strip() and before == after:
        RESULTS.mkdir(exist_ok=True)
        kept.write_text(f"# {name}\n\n{title}\n\n{done.stdout}", encoding="utf-8")
    return done.returncode == 0


def main(argv: list[str]) -> int:
    """Run what the arguments name; return 1 when one failed, 2 when one is not known."""
    known = benchmarks()
    named = [word for word in argv if not word.startswith("-")]
    options = [word for word in argv if word.startswith("-") and word != "--list"]
    unknown = [name for name in named if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    if "--list" in argv:
        print("\n".join(f"{name:<12} {title}" for name, title in known.items()))
        return 0
    held = [run(name, known[name], options) for name in named or known]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
