"""``foredose demo``: the main job on people who ship with the package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import note, write_report
from foredose.surfaces.words import printable

__all__ = ["demo"]


def demo(
    html: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a report of each person.")] = None,
    json: o.Json = False,
) -> None:
    """Show the whole job on made-up people."""
    from foredose.application.demo import run

    if html is not None:
        from foredose.surfaces.files import prepare_folder

        prepare_folder(html)
    for title, answered in run():
        if html is not None:
            target = html / f"{_file_name(title)}.html"
            write_report(target, answered.assessment)
            if not json:
                note(f"report: {target}")
        if json:
            from foredose.surfaces.contract import assessment_document

            print(assessment_document(answered.assessment).text(indent=None))
        else:
            from foredose.surfaces.card import print_card

            print(printable(f"\n=== {title}"))
            print_card(answered.assessment)


def _file_name(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower())[:60].strip("-") or "person"
