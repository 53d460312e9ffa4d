"""The parts of the card about the person: who, which order, which genes, on what footing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.surfaces.card.page import Page
from foredose.surfaces.intended_use import SHORT
from foredose.surfaces.standing import genes_in_order
from foredose.surfaces.words import percent, works

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foredose.advice.assessment import ActivityShown, Assessment
    from foredose.genome import GeneCall

__all__ = ["footing", "genes", "title"]

MOST_GENES = 4


def title(page: Page, assessment: Assessment) -> None:
    """Name the person, the day and the order."""
    page.ends("FOREDOSE · before the first dose", f"as of {assessment.twin.as_of}", "bold")
    page.field("Person", assessment.twin.person)
    page.field("Order", assessment.order.text)
    if assessment.twin.medications:
        page.field("Takes", "; ".join(assessment.twin.medications))


def genes(page: Page, assessment: Assessment) -> None:
    """Show the phenotype in words first and the star alleles second, the genes that decide before others."""
    call = assessment.twin.genome
    page.heading("Genes")
    if call is None:
        page.line("no genome was given", indent=2)
        return
    deciding = genes_in_order(assessment)
    shown = [call.genes[name] for name in deciding if name in call.genes] or list(call.genes.values())
    for place, gene in enumerate(shown[:MOST_GENES]):
        _gene(page, gene)
        moving = [a for a in assessment.twin.activities if a.enzyme == gene.gene and a.drives and a.process]
        _works(page, [a for a in moving if a.drugs or place == 0 or page.most > 1])
    rest = [gene for gene in call.genes.values() if gene.phenotypes and gene not in shown[:MOST_GENES]]
    page.more(len(rest), "called gene", "called genes")


def _gene(page: Page, gene: GeneCall) -> None:
    told = gene.phenotypes if gene.statements else gene.phenotypes[:1]
    phenotype = "; ".join(_leading(one.name, one.probability) for one in told) or "no call"
    diplotype = f" · {gene.diplotypes[0].name}" if gene.diplotypes else ""
    seen = (
        f", {gene.positions.observed} of {gene.positions.defining} positions"
        if gene.positions.defining
        else ""
    )
    page.line(f"{gene.gene:<8} {phenotype}{diplotype} · {gene.origin}{seen}", indent=2, hang=9)
    if not gene.reportable:
        page.line(f"not reportable: {gene.reason or 'no reason given'}", indent=11, most=2)


def _works(page: Page, activities: Sequence[ActivityShown]) -> None:
    """Say what is left of each pathway that differs from the reference: the phenotype above is the genotype's."""
    for activity in activities:
        page.line(works(activity), indent=11, most=2)


def _leading(name: str, probability: float) -> str:
    return f"{name} ({percent(probability)})"


def footing(page: Page, assessment: Assessment) -> None:
    """Close with the model, the versions, the seed and the intended use."""
    model = f"model {assessment.model}" if assessment.model else "no model"
    page.heading("Rests on", f"{model} · {assessment.draws:,} draws · seed {assessment.seed}")
    page.line(f"foredose {assessment.code_version} · knowledge {assessment.knowledge_version}", indent=2)
    page.line(SHORT, indent=2, hang=0)
