"""``foredose ratio``: a drug's exposure from genes and co-medication, beside a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foredose.core import Indeterminate
from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import INCOMPLETE, print_documents
from foredose.surfaces.cli.pairs import pairs_of

if TYPE_CHECKING:
    from foredose.application.ratios import ExposureRatio

__all__ = ["ratio"]


def ratio(
    *,
    drug: Annotated[str, typer.Option(metavar="DRUG", help="Whose exposure is asked for.")],
    genotype: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GENE=STATE", help="A genotype, activity score or phenotype, such as CYP2D6=PM."
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="ORDER", help='Co-medication, such as "paroxetine 20 mg once daily".'),
    ] = None,
    reference_genotype: Annotated[
        str,
        typer.Option(metavar="normal|same|GENE=STATE", help="Whom to compare with; without co-medication."),
    ] = "normal",
    intravenous: Annotated[bool, typer.Option("--intravenous", help="Not by mouth.")] = False,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the draws.")] = 0,
    json: o.Json = False,
) -> None:
    """Predict a drug's exposure from genes and co-medication, beside a reference, with what the answer rests on."""
    from foredose.application.ratios import exposure_of

    found = exposure_of(
        drug,
        genotypes=pairs_of(genotype, "--genotype"),
        others=with_ or (),
        reference=reference_genotype,
        by_mouth=not intravenous,
        seed=seed,
    )
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.ratio import ratio_document

        print_documents([ratio_document(found, knowledge_version=version())])
    else:
        _print(found, _beside(reference_genotype))
    if not found.complete:
        raise typer.Exit(INCOMPLETE)


def _print(of: ExposureRatio, reference: str) -> None:
    from foredose.surfaces.cli.tables import plain_table
    from foredose.surfaces.review.text import metabolite_line
    from foredose.surfaces.words import clean, number

    named = [*((g.gene, g.name) for g in of.genes), *((u.gene, u.state) for u in of.unmoved)]
    asked = [*(f"{gene} {state}" for gene, state in named), *(f"with {name}" for name in of.asked)]
    print(clean(f"{of.drug}: {', '.join(asked) or 'nothing was given'}; beside {reference}"))
    for unknown in of.unknowns:
        print(clean(f"UNKNOWN: {unknown.what}: {unknown.effect}. It would take {unknown.resolve}"))
    if isinstance(of.auc, Indeterminate) or isinstance(of.cmax, Indeterminate):
        why = of.auc if isinstance(of.auc, Indeterminate) else of.cmax
        assert isinstance(why, Indeterminate)
        print(clean(f"CANNOT CONCLUDE: {why.why}. It would take {why.resolve}"))
    elif of.unmoved and not of.shares:
        print("AUC and Cmax: unchanged")
    else:
        for name, e in (("AUC", of.auc), ("Cmax", of.cmax)):
            print(clean(f"{name:<5} {number(e.value)}-fold (90 %: {number(e.low)} to {number(e.high)})"))
        print(clean(f"Method: {_METHODS[of.method]}"))
        for made in of.metabolites:
            print(clean(f"Of {of.drug}, {metabolite_line(made)}"))
    for gene in of.unmoved:
        print(clean(f"{gene.gene} {gene.state}: exposure unchanged; {gene.kind}: {gene.why} [{gene.source}]"))
        for sentence in gene.guidelines:
            print(clean(f"  {sentence}"))
    if of.tier is not None:
        missing = f"; missing: {', '.join(of.tier.missing)}" if of.tier.missing else ""
        print(clean(f"Tier {of.tier.name}{missing}"))
    relied = "qualified" if of.qualified == "qualified" else f"do not rely on the number: {of.qualified}"
    verdict = of.qualified if of.unmoved and not of.shares else relied
    print(clean(f"{of.context}: {verdict}"))
    _print_observed(of)
    if of.shares:
        rows = [
            (s.enzyme, s.site, f"{s.settled.value:.2f}", f"{s.settled.low:.2f} to {s.settled.high:.2f}",
             s.settled.basis.replace("_", " "), s.settled.facts[0].source.key)
            for s in sorted(of.shares, key=lambda s: -s.settled.value)
        ]  # fmt: skip
        print()
        plain_table(("Enzyme", "Site", "Share", "Interval", "Basis", "Source"), rows)
    for act in of.acts:
        print(clean(f"{act.inn} acts on {act.enzyme}: {_KINDS[act.kind]}"))
    for name, told in of.assumed.items():
        print(clean(f"ASSUMED of {name}: {'; '.join(told)}"))


def _beside(reference: str) -> str:
    if reference == "same":
        return "the same genes without co-medication"
    told = {"normal": "people as studied, without co-medication"}
    return told.get(reference, f"{reference} without co-medication")


def _print_observed(of: ExposureRatio) -> None:
    """Show what people measured of the same, beside what is predicted of it, so that the reader can judge."""
    from foredose.surfaces.words import clean, number

    for line in of.observed[:_MOST_SHOWN]:
        row = line.row
        what = " ".join(x for x in (row.asked, *(f"{p.inn} {p.dose_mg:g} mg" for p in row.perpetrators)) if x)
        told = (
            line.why_not or f"predicted {number(line.predicted)} ({number(line.low)} to {number(line.high)})"
        )
        print(clean(f"OBSERVED: {what}: {number(row.ratio)}; {told} [{row.source.key}]"))
    if len(of.observed) > _MOST_SHOWN:
        print(f"and {len(of.observed) - _MOST_SHOWN} more: foredose board --drug {of.drug}")
    if not of.observed:
        print("OBSERVED: no measured ratio of this is known here")


_MOST_SHOWN = 4
_METHODS = {
    "dynamic": "concentrations of all drugs and turnover of enzymes over time",
    "static": "a fixed part of an enzyme's activity, fitted to observed ratios",
    "class": "a fixed part of an enzyme's activity within the bounds of a strength class",
    "genotype": "shares of clearance and activities of genotypes",
}
_KINDS = {
    "dynamic": "by its concentration over time",
    "static": "by a part fitted to observed ratios",
    "class": "by the bounds of its strength class",
}
