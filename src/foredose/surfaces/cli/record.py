"""``foredose record read``: a health record to typed, dated facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import print_documents

__all__ = ["read", "record_app"]

record_app = typer.Typer(help="From a health record to typed, dated facts.")


@record_app.callback()
def record() -> None:
    """From a health record to typed, dated facts."""


@record_app.command("read")
def read(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="FHIR R4 bundle of one person.")],
    as_of: o.AsOf = None,
    json: o.Json = False,
) -> None:
    """Read one person's record; what is missing stays missing."""
    from foredose.application.records import read as run

    found = run(path, as_of)
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract import record_document

        print_documents([record_document(found, knowledge_version=version())])
    else:
        from foredose.surfaces.cli.tables import print_record

        print_record(found)
