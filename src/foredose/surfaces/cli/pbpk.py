"""``foredose pbpk``: a compound in the whole body of one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foredose.core import InputError
from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import note, print_documents
from foredose.surfaces.cli.pairs import number_of, pairs_of

if TYPE_CHECKING:
    from foredose.application.whole_body import WholeBodyCourse
    from foredose.models.pbpk import CurveChoice

__all__ = ["pbpk"]


def pbpk(
    *,
    compound: Annotated[str, typer.Argument(help="Of a compound file, such as midazolam.")],
    dose: Annotated[str, typer.Option(metavar="WORDS", help='Such as "2 mg every 12 hours for 6 doses".')],
    route: Annotated[str, typer.Option(help="oral or intravenous.")] = "oral",
    infused: Annotated[float, typer.Option(metavar="HOURS", help="Length of each infusion.")] = 0.0,
    form: Annotated[str, typer.Option(metavar="NAME", help="Dosage form of the compound file.")] = "",
    until: Annotated[float | None, typer.Option(metavar="HOURS", help="How long is seen.")] = None,
    sex: Annotated[str | None, typer.Option(help="male or female.")] = None,
    age: Annotated[float | None, typer.Option(metavar="YEARS")] = None,
    weight: Annotated[float | None, typer.Option(metavar="KG")] = None,
    height: Annotated[float | None, typer.Option(metavar="CM")] = None,
    population: Annotated[str, typer.Option(metavar="NAME", help="Whose mean size is taken.")] = "european",
    filtration: Annotated[float | None, typer.Option(metavar="ML/MIN", help="The person's own GFR.")] = None,
    child_pugh: Annotated[str | None, typer.Option(metavar="A|B|C", help="Class of liver disease.")] = None,
    genotype: Annotated[
        list[str] | None, typer.Option(metavar="PROTEIN=STATE", help="A state of the compound file.")
    ] = None,
    activity: Annotated[
        list[str] | None, typer.Option(metavar="PROTEIN=NUMBER", help="Activity left; 1 is an adult's.")
    ] = None,
    ontogeny: Annotated[
        str, typer.Option(metavar="SETTING:REFERENCE", help="Which curve of growing enzymes.")
    ] = "in vitro:108",
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with a chart.")] = None,
    json: o.Json = False,
) -> None:
    """Follow a compound through the organs of one person: plasma, and where the dose goes."""
    from foredose.application.whole_body import Given, follow_compound
    from foredose.surfaces.files import refuse_target

    refuse_target(html)
    person: dict[str, Any] = {"sex": sex, "age_years": age, "height_cm": height, "weight_kg": weight}
    found = follow_compound(
        compound,
        dose,
        Given(
            **person,
            route=route,
            infused_h=infused,
            form=form,
            until_h=until,
            population=population,
            filtration_mL_per_min=filtration,
            child_pugh=child_pugh,
            genotypes=pairs_of(genotype, "--genotype"),
            activity={k: number_of(v, "--activity") for k, v in pairs_of(activity, "--activity").items()},
            curve=_curve(ontogeny),
        ),
    )
    _give_out(found, json=json, html=html)


def _give_out(found: WholeBodyCourse, *, json: bool, html: Path | None) -> None:
    from foredose.surfaces.files import write_text

    if html is not None:
        from foredose.surfaces.whole_body.page import whole_body_page

        write_text(html, whole_body_page(found))
        note(f"page: {html}")
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.whole_body import whole_body_document

        print_documents([whole_body_document(found, knowledge_version=version())])
    else:
        from foredose.surfaces.whole_body.text import print_whole_body

        print_whole_body(found)


def _curve(text: str) -> CurveChoice:
    from foredose.models.pbpk import CurveChoice

    setting, _, reference = text.partition(":")
    if setting == "in vitro":
        return CurveChoice(setting="in vitro", reference=reference)
    if setting == "in vivo":
        return CurveChoice(setting="in vivo", reference=reference)
    raise InputError(
        "option.ontogeny",
        found=repr(text),
        expected='"in vitro:REFERENCE" or "in vivo:REFERENCE"',
        where="--ontogeny",
        remedy="name a curve of knowledge/physiology/ontogeny.yaml",
    )
