"""``foredose review``: a person's whole list of drugs, each with all others and with the person's genes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import INCOMPLETE, print_documents

__all__ = ["review"]


def review(
    *,
    meds: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help='"metoprolol 100 mg twice daily, paroxetine 20 mg daily"'),
    ] = None,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="FHIR R4 bundle of the person.")] = None,
    genome: Annotated[Path | None, typer.Option(metavar="FILE", help="VCF of the person.")] = None,
    sample: o.Sample = None,
    calls: o.Calls = None,
    call: o.Call = None,
    absent: o.Absent = o.Absence.UNKNOWN,
    assayed: o.Assayed = None,
    ignore_phase: o.IgnorePhase = False,
    prior: o.PriorOption = o.Prior.POPULATION,
    as_of: o.AsOf = None,
    age: Annotated[
        float | None, typer.Option(min=0, max=130, metavar="YEARS", help="Age, where there is no record.")
    ] = None,
    sex: Annotated[o.Sex | None, typer.Option(help="Sex, where there is no record.")] = None,
    weight: Annotated[float | None, typer.Option(min=0.3, max=650, metavar="KG", help="Weight.")] = None,
    height: Annotated[float | None, typer.Option(min=20, max=280, metavar="CM", help="Height.")] = None,
    smoker: Annotated[
        bool | None, typer.Option("--smoker/--non-smoker", help="Whether the person smokes.")
    ] = None,
    pregnant: Annotated[
        bool | None, typer.Option("--pregnant/--not-pregnant", help="Whether the person is pregnant.")
    ] = None,
    trimester: Annotated[
        int | None, typer.Option(min=1, max=3, metavar="N", help="Trimester of a pregnancy.")
    ] = None,
    child_pugh: Annotated[o.ChildPugh | None, typer.Option(help="Class of a liver disease.")] = None,
    inflamed: Annotated[
        bool | None, typer.Option("--inflamed/--not-inflamed", help="An active inflammation or infection.")
    ] = None,
    switches: Annotated[
        bool, typer.Option("--switches", help="Search the best set of switches, by looking at every list.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the draws.")] = 0,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with the course of each level.")
    ] = None,
    json: o.Json = False,
) -> None:
    """Follow all drugs of a list together in a person: levels, what moves them, doses, alternatives, unknowns."""
    from foredose.application.person_given import person_given
    from foredose.application.review import review as run
    from foredose.application.stated import Stated
    from foredose.surfaces.files import refuse_target, write_text

    given = o.given(genome, sample, calls, call, o.declared(absent, assayed, ignore_phase, prior))
    refuse_target(html, (genome, record, *given.call_files, assayed))
    stated = Stated(
        age=age, sex=None if sex is None else sex.value, weight_kg=weight, height_cm=height, smoker=smoker,
        pregnant=pregnant, trimester=trimester,
        child_pugh=None if child_pugh is None else child_pugh.value, inflamed=inflamed,
    )  # fmt: skip
    person = person_given(genome=given, record=record, meds=meds, as_of=as_of, stated=stated)
    found = run(person, seed=seed, curves=html is not None or json, switches=switches)
    if html is not None:
        from foredose.surfaces.review.page import review_page

        write_text(html, review_page(found))
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.review import review_document

        print_documents([review_document(found, knowledge_version=version())])
    else:
        from foredose.surfaces.review.text import lines_of

        print("\n".join(lines_of(found)))
    if not found.complete:
        raise typer.Exit(INCOMPLETE)
