"""A page of the site, and what stands in it: cells, tables, citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import mkdocs_gen_files

from foredose.core import Citation
from foredose.knowledge.references import reference


def write(path: str, lines: Iterable[str]) -> None:
    """Write one page of the site."""
    with mkdocs_gen_files.open(path, "w") as page:
        page.write("\n".join(lines) + "\n")


def cell(value: object) -> str:
    """Escape what would break a table or be taken for markup."""
    text = " ".join(str(value).split())
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("<", "&lt;")
        .replace("_", "\\_")
    )


def code(text: str) -> str:
    """Return an expression or name as code inside a table."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table, or a dash where there is nothing to show."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    return ["", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body, ""] if body else ["", "None.", ""]


def cited(source: Citation) -> str:
    """Return a citation as a link to where the source stands."""
    link = reference(source.key).link
    return (
        f"[{cell(source.key)}]({link}), {cell(source.locus)}"
        if link
        else f"{cell(source.key)}, {cell(source.locus)}"
    )


def bounds(pair: tuple[float, float] | None, unit: str) -> str:
    """Return a range for a reader."""
    return "not known" if pair is None else f"{pair[0]:g} to {pair[1]:g} {unit}".rstrip()


def bullets(items: Iterable[str]) -> list[str]:
    """Return a list, or say that nothing stands in it."""
    return [f"- {item}" for item in items] or ["- nothing named"]
