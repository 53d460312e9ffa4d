"""``foredose schema`` and ``foredose knowledge``: what is published about outputs and facts."""

from __future__ import annotations

import json as plain
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o

__all__ = ["knowledge_app", "schema", "version"]

knowledge_app = typer.Typer(help="The facts that answers rest on.")


@knowledge_app.callback()
def knowledge() -> None:
    """The facts that answers rest on."""


@knowledge_app.command("version")
def version(json: o.Json = False) -> None:
    """Print the version of the knowledge that ships with this code."""
    from foredose import __version__
    from foredose.knowledge import version as current

    shown = current()
    print(plain.dumps({"knowledge_version": shown, "code_version": __version__}) if json else shown)


def schema(
    name: Annotated[str, typer.Argument(help="assessment, error, genome-call, record or twin.")],
) -> None:
    """Print the JSON Schema of one output."""
    from foredose.surfaces.contract import json_schema

    print(plain.dumps(json_schema(name), indent=2))
