"""``foredose genome call``, ``report`` and ``explain``: a file of variants to genes as probabilities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import INCOMPLETE, print_documents

__all__ = ["call", "explain", "genome_app", "report"]

genome_app = typer.Typer(help="From variants to diplotypes, activity and phenotype.", no_args_is_help=False)


@genome_app.callback()
def genome() -> None:
    """From variants to diplotypes, activity and phenotype."""


@genome_app.command("call")
def call(
    *,
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="VCF: plain, gzip or bgzip; with --out also BCF or a folder."),
    ],
    sample: o.Sample = None,
    calls: o.Calls = None,
    call: o.Call = None,
    genes: o.Genes = None,
    absent: o.Absent = o.Absence.UNKNOWN,
    assayed: o.Assayed = None,
    ignore_phase: o.IgnorePhase = False,
    prior: o.PriorOption = o.Prior.POPULATION,
    out: Annotated[
        Path | None, typer.Option(metavar="PARQUET", help="Write a cohort here: one row a sample and gene.")
    ] = None,
    json: o.Json = False,
) -> None:
    """Call the pharmacogenes of each sample in a file, abstaining where the file cannot tell."""
    declared = o.declared(absent, assayed, ignore_phase, prior)
    if out is not None:
        from foredose.surfaces.cli.cohort import write_cohort

        one_person = {"--sample": sample, "--calls": calls, "--call": call, "--json": json or None}
        write_cohort(path, out, declared, genes=_listed(genes), one_person=one_person)
        return
    from foredose.application.genomes import call as run

    given = o.given(path, sample, calls, call, declared)
    found = run(given, genes=_listed(genes))
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract import genome_document

        print_documents([genome_document(one, knowledge_version=version()) for one in found])
    else:
        from foredose.surfaces.cli.tables import print_genomes

        print_genomes(found)


@genome_app.command("report")
def report(
    *,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="VCF: plain, gzip or bgzip.")],
    format_: Annotated[
        o.ReportFormat, typer.Option("--format", help="FHIR R4, PharmCAT's JSON, a table, or text.")
    ] = o.ReportFormat.TEXT,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of printing.")] = None,
    subject: Annotated[
        str | None, typer.Option(metavar="REF", help="The patient, for FHIR: Patient/123.")
    ] = None,
    sample: o.Sample = None,
    calls: o.Calls = None,
    call: o.Call = None,
    genes: o.Genes = None,
    absent: o.Absent = o.Absence.UNKNOWN,
    assayed: o.Assayed = None,
    ignore_phase: o.IgnorePhase = False,
    prior: o.PriorOption = o.Prior.POPULATION,
) -> int:
    """Write the genes of a sample, with their caveats and what guidelines say, for people or other programs.

    Exits 3 when a gene may not be reported.
    """
    from foredose.application.genome_report import report as run
    from foredose.surfaces.cli.reporting import deliver, refuse_many, refuse_options
    from foredose.surfaces.files import refuse_target

    refuse_target(out, (path, *(calls or ()), assayed))
    refuse_options(format_, subject)
    if format_ is o.ReportFormat.TEXT:
        refuse_many(path, sample, instead="--format tsv, or genome call --out for a table of all")
    declared = o.declared(absent, assayed, ignore_phase, prior)
    given = o.given(path, sample, calls, call, declared)
    found = run(given, genes=_listed(genes))
    deliver(found, format_, out=out, subject=subject)
    open_ = any(not gene.reportable for one in found for gene in one.call.genes.values())
    return INCOMPLETE if open_ else 0


@genome_app.command("explain")
def explain(
    *,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="VCF: plain, gzip or bgzip.")],
    gene: Annotated[str, typer.Argument(metavar="GENE", help="Such as CYP2C19.")],
    every: Annotated[bool, typer.Option("--all", help="List positions seen as the reference too.")] = False,
    sample: o.Sample = None,
    calls: o.Calls = None,
    call: o.Call = None,
    absent: o.Absent = o.Absence.UNKNOWN,
    assayed: o.Assayed = None,
    ignore_phase: o.IgnorePhase = False,
    prior: o.PriorOption = o.Prior.POPULATION,
    json: o.Json = False,
) -> int:
    """Show what the call of one gene rests on, position by position, and what would settle it.

    Exits 3 when the gene may not be reported.
    """
    from foredose.application.genome_report import explain as run
    from foredose.surfaces.cli.reporting import refuse_many

    if not json:
        refuse_many(path, sample, instead="--json, or genome call --out for a table of all")
    declared = o.declared(absent, assayed, ignore_phase, prior)
    given = o.given(path, sample, calls, call, declared)
    found = run(given, gene)
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract import explanation_document

        print_documents([explanation_document(one, knowledge_version=version()) for one in found])
    else:
        from foredose.surfaces.genome import explanation_text

        print("\n".join(explanation_text(one, every=every) for one in found), end="")
    return 0 if all(one.call.reportable for one in found) else INCOMPLETE


def _listed(genes: str | None) -> tuple[str, ...] | None:
    return None if genes is None else tuple(name.strip() for name in genes.split(",") if name.strip())
