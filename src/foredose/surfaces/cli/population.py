"""``foredose population``: virtual people under a regimen, into a folder of Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foredose.surfaces.cli.output import INCOMPLETE

if TYPE_CHECKING:
    from foredose.population import Outcome

__all__ = ["population_app", "simulate"]

population_app = typer.Typer(help="Virtual people, and what a drug does in them.")


@population_app.callback()
def population() -> None:
    """Virtual people, and what a drug does in them."""


@population_app.command("simulate")
def simulate(
    *,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The population, in YAML.")],
    model: Annotated[str, typer.Option(metavar="NAME", help="AuthorYear_drug")],
    dose: Annotated[float, typer.Option(metavar="MG", help="Each dose, mg.")],
    interval: Annotated[float, typer.Option(metavar="H", help="Hours between doses.")],
    doses: Annotated[int, typer.Option(metavar="N", help="How many; the last interval is summarised.")],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="A new folder, or one of the same run to go on with.")
    ],
    route: Annotated[str, typer.Option(help="As the model names it; its first when not given.")] = "",
    duration: Annotated[float, typer.Option(metavar="H", help="Length of an infusion.")] = 0.0,
    at: Annotated[list[float] | None, typer.Option(metavar="H", help="Also keep the level then.")] = None,
    workers: Annotated[int, typer.Option(help="Dask workers; 0: this process alone.")] = 0,
) -> None:
    """Simulate a population; a run that was cut off goes on where it stopped. Exit 3: nobody could be simulated."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from foredose.application.populations import simulate_declared
    from foredose.population import Regimen

    regimen = Regimen(
        dose_mg=dose,
        interval_h=interval,
        doses=doses,
        route=route,
        duration_h=duration,
        at_h=tuple(sorted(set(at or ()))),
    )
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("blocks of people", total=None)

        def show(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        found = simulate_declared(path, out, model=model, regimen=regimen, workers=workers, progress=show)
    _print(found, out)
    if not found.simulated:
        raise typer.Exit(INCOMPLETE)


def _print(found: Outcome, out: Path) -> None:
    print(f"people     {found.people:,}, of whom {found.simulated:,} were simulated")
    for cause, count in found.left_out.items():
        print(f"left out   {count:,}: {cause}")
    print(f"folder     {out}")
