"""``foredose genome call``: a file of variants to genes as probabilities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import print_documents

__all__ = ["call", "genome_app"]

genome_app = typer.Typer(help="From variants to diplotypes, activity and phenotype.", no_args_is_help=False)


@genome_app.callback()
def genome() -> None:
    """From variants to diplotypes, activity and phenotype."""


@genome_app.command("call")
def call(
    *,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="VCF: plain, gzip or bgzip.")],
    sample: o.Sample = None,
    calls: o.Calls = None,
    call: o.Call = None,
    genes: Annotated[str | None, typer.Option(metavar="A,B", help="Only these genes.")] = None,
    absent: o.Absent = o.Absence.UNKNOWN,
    assayed: o.Assayed = None,
    ignore_phase: o.IgnorePhase = False,
    json: o.Json = False,
) -> None:
    """Call the pharmacogenes of each sample in a file, abstaining where the file cannot tell."""
    from foredose.application.genomes import call as run

    given = o.Given(sample, tuple(calls or ()), tuple(call or ()), absent.value, assayed, ignore_phase)
    chosen = None if genes is None else tuple(name.strip() for name in genes.split(",") if name.strip())
    found = run(path, genes=chosen, **given._asdict())
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract import genome_document

        print_documents([genome_document(one, knowledge_version=version()) for one in found])
    else:
        from foredose.surfaces.cli.tables import print_genomes

        print_genomes(found)
