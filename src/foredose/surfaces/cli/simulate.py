"""``foredose simulate``: a library model under a regimen, in the typical person or in virtual people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foredose.core import InputError
from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import INCOMPLETE, note, print_documents
from foredose.surfaces.cli.pairs import number_of, numbers_of, pairs_of

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation

__all__ = ["simulate"]


def simulate(
    *,
    model: Annotated[str, typer.Argument(help="AuthorYear_drug; `foredose model list` shows all.")],
    dose: Annotated[str, typer.Option(metavar="WORDS", help='Such as "100 mg every 12 hours for 10 doses".')],
    route: Annotated[
        str, typer.Option(metavar="NAME", help="A route of the model; its first if not given.")
    ] = "",
    infused: Annotated[
        float, typer.Option(metavar="HOURS", help="Length of the infusion of each dose.")
    ] = 0.0,
    n: Annotated[int, typer.Option("--n", help="Virtual people; 1 is the typical person.")] = 1,
    seed: Annotated[int, typer.Option(help="Seed of the random effects.")] = 0,
    until: Annotated[float | None, typer.Option(metavar="HOURS", help="How long is seen.")] = None,
    steady_state: Annotated[
        bool, typer.Option("--steady-state", help="Begin at the steady state of the regimen.")
    ] = False,
    times: Annotated[
        str, typer.Option(metavar="A,B", help="Hours at which to look, just before a dose at the same time.")
    ] = "",
    given: Annotated[
        list[str] | None, typer.Option(metavar="NAME=NUMBER", help="A covariate or parameter.")
    ] = None,
    genotype: Annotated[
        list[str] | None, typer.Option(metavar="GENE=STATE", help="Such as CYP2C9=*1/*3.")
    ] = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print one row for each person, time and output.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="PARQUET", help="Write that table here.")] = None,
    nonmem: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write doses and values in NONMEM's format.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with charts.")] = None,
    json: o.Json = False,
) -> None:
    """Simulate a published model under a regimen."""
    from foredose.application.simulation import simulate_regimen
    from foredose.surfaces.files import refuse_same, refuse_target

    if json and csv:
        raise InputError(
            "option.two_outputs",
            found="--json and --csv",
            expected="one",
            where="simulate",
            remedy="leave one out",
        )
    for target in (out, html, nonmem):
        refuse_target(target)
    refuse_same((out, html, nonmem))
    if out is not None:
        from foredose.surfaces.simulation.table import require_arrow

        require_arrow()
    found = simulate_regimen(
        model,
        dose,
        route=route,
        infused_h=infused,
        people=n,
        seed=seed,
        until_h=until,
        steady=steady_state,
        times=numbers_of(times, "--times"),
        given={k: number_of(v, "--given") for k, v in pairs_of(given, "--given").items()},
        genotypes=pairs_of(genotype, "--genotype"),
    )
    _write(found, out=out, html=html, nonmem=nonmem)
    _print(found, json=json, csv=csv)
    if found.trajectory.failed:
        raise typer.Exit(INCOMPLETE)


def _write(found: Simulation, *, out: Path | None, html: Path | None, nonmem: Path | None) -> None:
    from foredose.surfaces.files import write_text

    if out is not None:
        from foredose.surfaces.simulation.table import write_parquet

        note(f"table: {out} ({write_parquet(found, out):,} rows)")
    if html is not None:
        from foredose.surfaces.simulation.chart import chart_page

        write_text(html, chart_page(found))
        note(f"page: {html}")
    if nonmem is not None:
        from foredose.surfaces.simulation.table import data_file

        write_text(nonmem, data_file(found))
        note(f"data file: {nonmem}")


def _print(found: Simulation, *, json: bool, csv: bool) -> None:
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.simulation import simulation_document

        print_documents([simulation_document(found, knowledge_version=version())])
    elif csv:
        from foredose.surfaces.simulation.table import csv_text

        print(csv_text(found), end="")
    else:
        from foredose.surfaces.simulation.text import print_simulation

        print_simulation(found)
