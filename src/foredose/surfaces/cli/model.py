"""``foredose model``: the library of declared models and how well each agrees with what was published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o

__all__ = ["Language", "card", "check", "export", "list_", "model_app", "show"]

model_app = typer.Typer(help="The library of published models.")


class Language(StrEnum):
    """What a model is written in."""

    NONMEM = "nonmem"
    NLMIXR2 = "nlmixr2"
    SBML = "sbml"


@model_app.callback()
def model() -> None:
    """The library of published models."""


@model_app.command("list")
def list_(
    drug: Annotated[str | None, typer.Option(metavar="NAME", help="Only models of this drug.")] = None,
) -> None:
    """List every model with its drug, genes, routes, and by how many studies it was checked."""
    from foredose.application.model_library import list_models
    from foredose.surfaces.cli.model_tables import print_models

    print_models(list_models(drug))


@model_app.command("show")
def show(name: Annotated[str, typer.Argument(help="AuthorYear_drug")]) -> None:
    """Show one model: who was studied, its equations, parameters and sources."""
    from foredose.application.model_library import show as run
    from foredose.surfaces.cli.model_tables import print_model

    print_model(run(name))


@model_app.command("check")
def check(
    name: Annotated[str | None, typer.Argument(help="AuthorYear_drug; all when not given.")] = None,
) -> None:
    """Hold models against published numbers; disagreements are printed, not hidden."""
    from foredose.application.model_library import check as run
    from foredose.surfaces.cli.model_tables import print_check

    for declared, results in run(name):
        print_check(declared.name, results)


@model_app.command("card")
def card(
    name: Annotated[str, typer.Argument(help="AuthorYear_drug")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page as well.")] = None,
    json: o.Json = False,
) -> None:
    """Tell how far to believe a model: who was studied, what it was checked against, what is not known."""
    from foredose.application.model_library import card as run
    from foredose.surfaces.cli.cards import show_card
    from foredose.surfaces.files import refuse_target

    refuse_target(html)
    found = run(name)
    show_card(found.record, found, html=html, json=json)


@model_app.command("export")
def export(
    name: Annotated[str, typer.Argument(help="AuthorYear_drug")],
    language: Annotated[Language, typer.Option("--as", help="The language of another tool.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there.")] = None,
) -> None:
    """Write a model in the language of another tool: a control stream, an R function or SBML."""
    from foredose.application.model_library import export as run
    from foredose.surfaces.files import refuse_target, write_text

    refuse_target(out)
    text = run(name, language.value)
    if out is None:
        print(text, end="")
    else:
        write_text(out, text)
