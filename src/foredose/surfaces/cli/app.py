"""The tree of commands. A verb imports what it uses when it runs, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from foredose import __version__
from foredose.surfaces.cli.advise import advise
from foredose.surfaces.cli.board import board
from foredose.surfaces.cli.demo import demo
from foredose.surfaces.cli.drug import drug_app
from foredose.surfaces.cli.genome import genome_app
from foredose.surfaces.cli.knowledge import knowledge_app, schema
from foredose.surfaces.cli.model import model_app
from foredose.surfaces.cli.pbpk import pbpk
from foredose.surfaces.cli.population import population_app
from foredose.surfaces.cli.ratio import ratio
from foredose.surfaces.cli.record import record_app
from foredose.surfaces.cli.review import review
from foredose.surfaces.cli.simulate import simulate
from foredose.surfaces.cli.update import update

__all__ = ["app"]

app = typer.Typer(
    help="What a drug will do in one person, before the first dose.",
    epilog="Research software, not a medical device.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(advise)
app.add_typer(genome_app, name="genome")
app.add_typer(record_app, name="record")
app.command()(demo)
app.command()(simulate)
app.command()(update)
app.command()(pbpk)
app.command()(ratio)
app.command()(review)
app.command()(board)
app.command()(schema)
app.add_typer(model_app, name="model")
app.add_typer(drug_app, name="drug")
app.add_typer(population_app, name="population")
app.add_typer(knowledge_app, name="knowledge")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"foredose {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version.")
    ] = False,
) -> None:
    """What a drug will do in one person, before the first dose."""
    if context.invoked_subcommand is None:
        print(context.get_help())
