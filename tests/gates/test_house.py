"""The house itself: imports, size, docstrings, instant starts, texts that travel with the package."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "foredose"
MODULES = sorted(HOUSE.rglob("*.py"))
ROOMS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))
MOST_LINES = 400
HEAVY = {"jax", "jaxlib", "numpy", "plotly", "scipy"}

# Facts and declarations are long because a gene or a paper is; nothing else is excused.
LONG_BY_NATURE = ("src/foredose/knowledge/", "src/foredose/models/library/", "src/foredose/application/demo/")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _loaded_by(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter holds after running code."""
    show = "import json, sys; print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_imports_point_only_up_the_house() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_room_has_its_place() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert contract["exhaustive"] is True
    assert sorted(contract["layers"]) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_takes_gives_and_never_does(room: str) -> None:
    said = ast.get_docstring(_tree(HOUSE / room / "__init__.py")) or ""
    assert re.search(r"\bTakes? in\b", said), f"{room} does not say what it takes in"
    assert re.search(r"\b[Gg]ives? out\b", said), f"{room} does not say what it gives out"
    assert re.search(r"\b[Nn]ever\b", said), f"{room} does not say what it never does"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        _name(path): lines
        for path in MODULES
        if not _name(path).startswith(LONG_BY_NATURE)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def _public(nodes: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, f"{inside}{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), f"{_name(path)} has no docstring"
    silent = [name for name, node in _public(tree.body) if not ast.get_docstring(node)]
    assert not silent


def test_help_is_instant() -> None:
    code = "from foredose.surfaces.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    loaded = _loaded_by(code)
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_a_genome_is_read_and_called_without_jax() -> None:
    demo = HOUSE / "application" / "demo" / "demo-1.vcf.gz"
    code = (
        "from foredose.application.given import GivenGenome\nfrom foredose.application.genomes import call\n"
        f"(one,) = call(GivenGenome(path={str(demo)!r}))\nassert one.genes"
    )
    assert not _loaded_by(code) & {"jax", "jaxlib", "plotly"}


def test_types_travel_with_the_package() -> None:
    assert (HOUSE / "py.typed").is_file()


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_nothing_names_the_machine_it_was_written_on() -> None:
    here = ("/wo" + "rk/", "../sha" + "red")
    telling = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        telling += [f"{_name(path)}: {part}" for part in here if part in text]
    assert not telling


def test_the_acceptance_run_takes_the_test_line_from_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in run
    lines = [
        line
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.endswith("bin/pytest")
    ]
    assert len(lines) == 1
    assert "-c requirements.lock" in lines[0]


def test_everything_installed_is_in_the_lock() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *settings["dependencies"],
        *(d for extra in settings["optional-dependencies"].values() for d in extra),
    ]
    locked = {
        re.split("==", line)[0].lower().replace("_", "-").replace(".", "-")
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Za-z0-9]", line)
    }
    names = {re.split(r"[\[<>=!~; ]", d)[0].lower().replace("_", "-").replace(".", "-") for d in wanted}
    assert not names - {settings["name"]} - locked


def test_no_two_test_files_share_a_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
