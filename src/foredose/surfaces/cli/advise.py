"""``foredose advise``: one person's genome, record and prescription to exposure before the first dose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foredose.surfaces.cli import options as o

if TYPE_CHECKING:
    from foredose.application.stated import Stated

__all__ = ["advise"]


def advise(
    *,
    order: Annotated[str, typer.Option(metavar="TEXT", help='"clopidogrel 75 mg daily for PCI"')],
    genome: Annotated[Path | None, typer.Option(metavar="FILE", help="VCF of the person.")] = None,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="FHIR R4 bundle of the person.")] = None,
    meds: Annotated[str | None, typer.Option(metavar="TEXT", help='"paroxetine 20 mg daily, ..."')] = None,
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
    hematocrit: Annotated[
        float | None, typer.Option(min=5, max=80, metavar="PERCENT", help="Haematocrit.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the draws.")] = 0,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the HTML report here.")] = None,
    stages: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the JSON of each stage into this folder.")
    ] = None,
    json: o.Json = False,
) -> int:
    """Simulate an order in one person.

    Prints exposure, risk, ranked options, guideline actions, hard stops and what is not known.
    """
    from foredose.application.assess import advise as run
    from foredose.surfaces.cli.answer import present

    given = o.given(genome, sample, calls, call, o.declared(absent, assayed, ignore_phase, prior))
    _refuse_outputs(html, stages, (genome, record, *given.call_files, assayed))
    stated = _stated(age, sex, weight, height, hematocrit)
    answered = run(order=order, genome=given, record=record, meds=meds, as_of=as_of, stated=stated, seed=seed)
    return present(answered, html=html, stages=stages, as_json=json)


def _refuse_outputs(html: Path | None, stages: Path | None, inputs: Sequence[Path | None]) -> None:
    """Refuse what cannot be written to, before any work is done for it."""
    from foredose.surfaces.cli.output import STAGES
    from foredose.surfaces.files import refuse_folder, refuse_overlap, refuse_target

    refuse_target(html, inputs)
    refuse_folder(stages, STAGES, inputs)
    refuse_overlap(html, stages, STAGES)


def _stated(
    age: float | None,
    sex: o.Sex | None,
    weight: float | None,
    height: float | None,
    hematocrit: float | None,
) -> Stated:
    from foredose.application.stated import Stated

    return Stated(
        age=age,
        sex=None if sex is None else sex.value,
        weight_kg=weight,
        height_cm=height,
        hematocrit_percent=hematocrit,
    )
