"""The documentation tells the truth: marked blocks run, shown output is real output, named tests exist.

A block is marked by a comment on the line before it: ``<!-- runs -->`` (or ``<!-- runs, exits 3 -->``) for sh and
python, ``<!-- shows -->`` for text that must stand in what the last run printed; a line that holds only an ellipsis
stands for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
MARKED = re.compile(
    r"^<!-- (?P<mark>runs|shows)(?:, exits (?P<code>\d+))? -->\n```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)(?P<to>[^)#\s]+)")
TEST_ID = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<name>test_\w+)`")
GENERATED = re.compile(r"(models|contexts|genes|drugs|reference|decisions)/(index|[\w]+)\.md$")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Block:
    mark: str
    exits: int
    kind: str
    text: str


def _blocks(page: Path) -> list[Block]:
    found = MARKED.finditer(page.read_text(encoding="utf-8"))
    return [Block(m["mark"], int(m["code"] or 0), m["kind"], m["text"]) for m in found]


RUNNABLE = [page for page in PAGES if _blocks(page)]


def _run(block: Block, folder: Path) -> str:
    shell = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}[block.kind]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [*shell, block.text],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == block.exits, f"{block.text}\nexit {done.returncode}\n{done.stderr}"
    return done.stdout + done.stderr


def _assert_shown(block: Block, printed: str) -> None:
    at = 0
    lines = [line.rstrip() for line in printed.splitlines()]
    for line in filter(None, map(str.rstrip, block.text.splitlines())):
        if line.strip() == "…":
            continue
        assert line in lines[at:], f"not in what the command printed now:\n{line}\n\nprinted:\n{printed}"
        at += lines[at:].index(line) + 1


@pytest.mark.parametrize("page", RUNNABLE, ids=_name)
def test_what_a_page_runs_works_and_shows_what_it_prints(page: Path, tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    printed = ""
    for block in _blocks(page):
        if block.mark == "runs":
            printed = _run(block, tmp_path)
        else:
            _assert_shown(block, printed)


def test_the_readme_and_the_tutorial_run() -> None:
    assert {"README.md", "docs/tutorial.md"} <= {_name(page) for page in RUNNABLE}


def test_every_mark_is_followed_by_its_block() -> None:
    for page in PAGES:
        marks = len(re.findall(r"^<!-- (?:runs|shows)", page.read_text(encoding="utf-8"), re.M))
        assert marks == len(_blocks(page)), f"{_name(page)} has a mark without a block"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        found["to"]
        for found in LINK.finditer(page.read_text(encoding="utf-8"))
        if not (page.parent / found["to"]).exists() and not GENERATED.search(found["to"])
    ]
    assert not broken


def test_every_test_that_the_hazard_log_names_exists() -> None:
    named = list(TEST_ID.finditer((ROOT / "docs" / "hazard-log.md").read_text(encoding="utf-8")))
    missing = [
        found[0]
        for found in named
        if not (ROOT / found["file"]).is_file()
        or f"def {found['name']}(" not in (ROOT / found["file"]).read_text(encoding="utf-8")
    ]
    assert named
    assert not missing


def test_every_hazard_has_a_test() -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "hazard-log.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| H\d", line)
    ]
    bare = [line.split("|")[2].strip() for line in rows if not TEST_ID.search(line)]
    assert rows
    assert not bare


def test_the_limits_in_the_explanations_are_those_of_the_code() -> None:
    from foredose.activity.genotype import MAX_UNSTUDIED
    from foredose.advice.options import AGREEMENT, MATERIAL
    from foredose.advice.simulated import DRAWS_LINEAR, DRAWS_NONLINEAR

    said = {
        "refusal": (f"{AGREEMENT:.0%}", f"{MATERIAL:.2f}", f"{MAX_UNSTUDIED:.0%}"),
        "windows": (f"{MATERIAL:.2f}",),
        "uncertainty": (f"{DRAWS_LINEAR:,}", f"{DRAWS_NONLINEAR:,}", f"{MAX_UNSTUDIED:.0%}"),
    }
    for page, numbers in said.items():
        text = (ROOT / "docs" / "explanation" / f"{page}.md").read_text(encoding="utf-8").replace(" %", "%")
        assert not [number for number in numbers if number not in text], page


def test_the_site_fetches_nothing() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in settings
    assert not re.search(r"extra_(javascript|css):.*https?:", settings)


def test_the_readme_counts_the_genes_and_names_only_those() -> None:
    from foredose.knowledge.gene_facts import gene_names

    said = (
        (ROOT / "README.md")
        .read_text(encoding="utf-8")
        .partition("\nGenes: ")[2]
        .partition("from other callers")[0]
    )
    assert said.startswith(f"{len(gene_names())}, among them ")
    named = re.findall(r"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)?\b", said.replace("VCF", "", 1))
    assert {"DPYD", "TPMT", "NUDT15", "UGT1A1"} <= set(named) <= set(gene_names())


def test_contributing_and_readme_stay_short() -> None:
    for name, most in (("README.md", 150), ("CONTRIBUTING.md", 200)):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= most
