"""What the answer rests on: genes, covariates, what is not known, versions, intended use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.genome import unlisted_caveat
from foredose.surfaces.intended_use import FULL
from foredose.surfaces.report.markup import Html, Piece, el, join, table
from foredose.surfaces.words import number, percent, unit

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, Unknown
    from foredose.genome import GeneCall, GenomeCall

__all__ = ["foot", "genes", "person", "unknowns"]

MOST_DIPLOTYPES = 3
YEARS = {"a": "years", "year": "years"}


def unknowns(assessment: Assessment) -> Html:
    """Show what is not known, what it costs, what would resolve it, and where the model disagrees."""
    columns = ("Not known", "What it costs", "What would resolve it")
    rows = [_unknown(item) for item in assessment.unknowns]
    shown = table("Open questions", columns, rows) if rows else el("p", "No open question was found.")
    doubts = [el("li", item) for item in assessment.disagreements]
    heading = el("h3", "Where the model disagrees with what was observed") if doubts else None
    listed = el("ul", *doubts, class_="plain") if doubts else None
    stands = None
    if assessment.qualified not in ("", "qualified"):
        why = assessment.qualified.partition(": ")[2]
        stands = el("p", f"The library's models of this drug are not qualified on the board: {why}.")
    return el("section", el("h2", "What is not known"), shown, stands, heading, listed)


def _unknown(item: Unknown) -> tuple[Piece, ...]:
    return item.what, el("div", item.effect), el("div", item.resolve)


def genes(assessment: Assessment) -> Html:
    """Show each gene: phenotype in words, star alleles, how much of it was seen."""
    call = assessment.twin.genome
    if call is None:
        return el("section", el("h2", "Genes"), el("p", "No genome was given."))
    columns = ("Gene", "Phenotype", "Diplotype", "Seen", "Reportable")
    rows = (_gene(gene) for gene in call.genes.values())
    return el(
        "section",
        el("h2", "Genes"),
        el("p", _sample(call), class_="lead"),
        table("Called genes", columns, rows),
    )


def _sample(call: GenomeCall) -> str:
    declared = " Absent positions were declared reference." if call.absent_declared_reference else ""
    sex = call.sex if isinstance(call.sex, str) else f"not told ({call.sex.why})"
    assembly = call.assembly or "laboratory calls only"
    return f"Sample {call.sample}, {assembly}, from {call.source}; sex by X chromosome: {sex}.{declared}"


def _gene(gene: GeneCall) -> tuple[Piece, ...]:
    seen = f"{gene.positions.observed} of {gene.positions.defining} positions"
    failed = f"{gene.positions.not_assayed} not assayed, {gene.positions.failed} failed"
    if not gene.positions.defining:
        seen, failed = "no positions", "known from outside calls alone"
    reportable = (
        "yes" if gene.reportable else join(("no", el("small", gene.reason), el("small", gene.resolve)))
    )
    most = None if gene.statements else MOST_DIPLOTYPES
    return (
        gene.gene,
        el("div", *(_candidate(item.name, item.probability) for item in gene.phenotypes[:most])),
        el("div", *(_candidate(item.name, item.probability) for item in gene.diplotypes[:MOST_DIPLOTYPES])),
        el("div", seen, el("small", f"{failed}; {gene.origin}"), el("small", ", ".join(gene.evidence))),
        el("div", reportable, *(el("small", text) for text in (unlisted_caveat(gene),) if text)),
    )


def _candidate(name: str, probability: float) -> Html:
    return el("div", f"{name} ", el("span", f"({percent(probability)})", class_="nowrap"))


def person(assessment: Assessment) -> Html:
    """Show the covariates with date and source, and the co-medication."""
    rows = (_covariate(*covariate) for covariate in assessment.twin.covariates)
    medications = [el("li", item) for item in assessment.twin.medications] or [el("li", "none known")]
    return el(
        "section",
        el("h2", "This person"),
        table("Covariates used, with date and source", ("Covariate", "Value", "Date and source"), rows),
        el("h3", "Takes"),
        el("ul", *medications, class_="plain"),
    )


def _covariate(name: str, value: float | None, ucum: str, source: str) -> tuple[Piece, ...]:
    shown: Piece = el("span", "missing", class_="missing")
    if value is not None:
        shown = f"{number(value)} {YEARS.get(ucum) or unit(ucum)}"
    return name, el("div", shown), el("div", source)


def foot(assessment: Assessment) -> Html:
    """Close with versions, seed and intended use."""
    made = (
        f"foredose {assessment.code_version} · knowledge {assessment.knowledge_version} · "
        f"model {assessment.model or 'none'} · {assessment.draws:,} draws · seed {assessment.seed}"
    )
    use = el("p", el("b", "Intended use. "), FULL, class_="use")
    return el("footer", el("p", made), use, class_="foot")
