"""Pages of the house: its rooms, from the docstrings, and what was decided."""

from __future__ import annotations

from pathlib import Path

from generated.markup import cell, write

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "foredose"


def modules() -> None:
    """Write one page per room, from the docstrings."""
    rooms = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
    for room in rooms:
        names = [_dotted(path) for path in sorted(room.rglob("*.py"), key=_first_init)]
        shown_names = [name for name in names if ".library." not in name]
        write(f"reference/{room.name}.md", [f"# {room.name}", "", *(f"::: {name}\n" for name in shown_names)])
    write(
        "reference/index.md",
        ["# Modules", "", "Imports point only from the last room up to the first.", ""]
        + [f"- [{room.name}]({room.name}.md)" for room in rooms],
    )


def _first_init(path: Path) -> tuple[str, bool, str]:
    return (str(path.parent), path.name != "__init__.py", path.name)


def _dotted(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def decisions() -> None:
    """List every decision by the title it carries."""
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    titles = [page.read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for page in pages]
    write(
        "decisions/index.md",
        ["# Decisions", "", "What was decided, when the house was laid out and later, and why.", ""]
        + [f"- [{cell(title)}]({page.name})" for title, page in zip(titles, pages, strict=True)],
    )
