"""The options that several verbs share, as annotated types."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foredose.core import InputError

if TYPE_CHECKING:
    from foredose.application.given import Declared, GivenGenome

__all__ = [
    "Absence",
    "Absent",
    "AsOf",
    "Assayed",
    "Call",
    "Calls",
    "ChildPugh",
    "Genes",
    "IgnorePhase",
    "Json",
    "Prior",
    "PriorOption",
    "ReportFormat",
    "Sample",
    "Sex",
    "declared",
    "given",
]


FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Days outside these are taken for typing errors; a choice of this project."""


class Absence(StrEnum):
    """What a position that is absent from the file means."""

    UNKNOWN = "unknown"
    REFERENCE = "reference"


class Prior(StrEnum):
    """What weighs positions that were not seen."""

    POPULATION = "population"
    UNIFORM = "uniform"
    AFR = "AFR"
    AMR = "AMR"
    EAS = "EAS"
    EUR = "EUR"
    SAS = "SAS"


class Sex(StrEnum):
    """Sex, where there is no record to read it from."""

    FEMALE = "female"
    MALE = "male"


class ChildPugh(StrEnum):
    """Class of a liver disease."""

    A = "A"
    B = "B"
    C = "C"


class ReportFormat(StrEnum):
    """How a genome is written."""

    TEXT = "text"
    FHIR = "fhir"
    PHARMCAT = "pharmcat"
    TSV = "tsv"


def declared(absent: Absence, assayed: Path | None, ignore_phase: bool, prior: Prior) -> Declared:
    """Return what the options declare of genomes, in the words of the use cases."""
    from foredose.application.given import Declared

    told: dict[str, Any] = {"absent": absent.value, "prior": prior.value}
    return Declared(assayed=assayed, ignore_phase=ignore_phase, **told)


def given(path: Path | None, sample: str | None, calls: Calls, call: Call, declared: Declared) -> GivenGenome:
    """Return the genome that the options speak of, in the words of the use cases."""
    from foredose.application.given import GivenGenome

    told = {each.name: getattr(declared, each.name) for each in fields(declared)}
    return GivenGenome(path=path, sample=sample, calls=tuple(calls or ()), call=tuple(call or ()), **told)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(
            "option.date",
            found=repr(text),
            expected=f"a date such as 2026-11-20, from {FIRST_YEAR} to {LAST_YEAR}",
            where="--as-of",
            remedy="write year-month-day",
        )
    return day


Sample = Annotated[
    str | None, typer.Option(metavar="NAME", help="Sample to use of a file that holds several.")
]
Calls = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Results of a laboratory or another caller; may be repeated."),
]
Call = Annotated[
    list[str] | None,
    typer.Option(metavar="GENE=DIPLOTYPE", help="One diplotype, such as CYP2D6=*4/*10x2."),
]
Genes = Annotated[str | None, typer.Option(metavar="A,B", help="Only these genes.")]
Absent = Annotated[Absence, typer.Option(help="What a position absent from the file means.")]
Assayed = Annotated[Path | None, typer.Option(metavar="BED", help="Regions that were looked at.")]
IgnorePhase = Annotated[bool, typer.Option("--ignore-phase", help="Do not trust the phase in the file.")]
PriorOption = Annotated[
    Prior, typer.Option(help="Whose haplotypes weigh positions that were not seen; uniform turns them off.")
]
AsOf = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="Day to answer for; today when not given."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with a published schema instead of text.")]
