"""``foredose update``: measured levels of a data file to each person's parameters."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foredose.core import Indeterminate
from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import INCOMPLETE, print_documents
from foredose.surfaces.cli.pairs import number_of, numbers_of, pairs_of

if TYPE_CHECKING:
    from foredose.application.individuals import Individual, Updated
    from foredose.twin.individual import Individualised

__all__ = ["Posterior", "update"]


class Posterior(StrEnum):
    """How a person's uncertainty is found."""

    AUTO = "auto"
    MAP = "map"
    POSTERIOR = "posterior"


def update(
    *,
    model: Annotated[str, typer.Argument(help="AuthorYear_drug; `foredose model list` shows all.")],
    data: Annotated[
        Path, typer.Argument(help="A data file in NONMEM's format: ID, TIME, AMT, DV and others.")
    ],
    posterior: Annotated[
        Posterior,
        typer.Option(help="map: the mode and its curvature; posterior: draws of all of it; auto chooses."),
    ] = Posterior.AUTO,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="Of DV; the model's if not given.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN=NAME", help="Which column is which covariate.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option(metavar="NAME=NUMBER", help="A covariate that is the same for all.")
    ] = None,
    genotype: Annotated[
        list[str] | None, typer.Option(metavar="GENE=STATE", help="The same for all.")
    ] = None,
    at: Annotated[
        str, typer.Option(metavar="A,B", help="Hours at which levels are foretold, before a dose.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the draws.")] = 0,
    json: o.Json = False,
) -> None:
    """Learn each person's parameters from measured levels, and check whether the model fits the person at all."""
    from foredose.application.individuals import update as run

    found = run(
        model,
        data,
        method=posterior.value,
        unit=unit,
        columns=pairs_of(column, "--column"),
        given={k: number_of(v, "--given") for k, v in pairs_of(given, "--given").items()},
        genotypes=pairs_of(genotype, "--genotype"),
        at_h=numbers_of(at, "--at"),
        seed=seed,
    )
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.individuals import individuals_document

        print_documents([individuals_document(found, knowledge_version=version())])
    else:
        _print(found)
    if any(isinstance(one.learned, Indeterminate) for one in found.people):
        raise typer.Exit(INCOMPLETE)


def _print(found: Updated) -> None:
    from foredose.surfaces.words import clean, counted

    print(clean(f"{found.model.name} · {found.source} · {counted(len(found.people), 'person', 'people')}"))
    for line in found.assumed:
        print(clean(f"Not told: {line}"))
    for caution in found.cautions:
        print(clean(f"CAUTION: {caution}"))
    for one in found.people:
        print(clean(f"\nID {one.name}: {counted(one.levels, 'level', 'levels')}"))
        if isinstance(one.learned, Indeterminate):
            print(clean(f"  NOT LEARNED: {one.learned.why}. {one.learned.resolve}"))
        else:
            _print_learned(one, one.learned)


def _print_learned(one: Individual, learned: Individualised) -> None:
    from foredose.surfaces.cli.tables import plain_table
    from foredose.surfaces.words import clean, interval, number
    from foredose.surfaces.words import unit as shown_unit

    moved = {p.name for p in learned.model.parameters if p.iiv or p.iov} | {
        d.name for d in learned.model.derived
    }
    rows = (
        (name, f"{number(e.value)} {shown_unit(e.unit)}", f"{number(e.low)} to {number(e.high)}")
        for name, e in learned.parameters.items()
        if name in moved and e.low != e.high
    )
    plain_table(("Parameter", "Value", "90 % interval"), rows)
    if learned.fit is not None:
        fits = learned.fit.fits
        if isinstance(fits, Indeterminate):
            print(clean(f"  Fits the model: cannot conclude: {fits.why}; {fits.resolve}"))
        else:
            told = "; ".join(learned.fit.reasons)
            print(clean(f"  Fits the model: {'yes' if fits else 'NO: ' + told}"))
    for expected in one.expected:
        told = f"{interval(expected.level)}; measured, with its error, {interval(expected.measured)}"
        print(clean(f"  Expected at {expected.time_h:g} h: {told}"))
    for note in (*learned.notes, *one.notes):
        print(clean(f"  {note}"))
