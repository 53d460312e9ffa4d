"""What a reader sees who knows no extension: one plain sentence or two about each gene."""

from __future__ import annotations

from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall, unlisted_caveat
from foredose.surfaces.fhir_out.elements import text_of
from foredose.surfaces.words import percent

__all__ = ["caveat", "gene_conclusion", "genotype_text", "report_conclusion", "spread"]

_SHOWN = 3
_ROUNDING = 1e-6


def spread(candidates: tuple[Candidate, ...], most: int = _SHOWN) -> str:
    """Write the likeliest states with their probabilities: ``"*1/*2 98 %, *1/*3 2 %"``.

    All are written where the probabilities exceed 1 together, for then they are statements beside each other (HLA).
    """
    if sum(one.probability for one in candidates) > 1 + _ROUNDING:
        most = len(candidates)
    shown = ", ".join(f"{one.name} {percent(one.probability)}" for one in candidates[:most])
    return f"{shown} and {len(candidates) - most} more" if len(candidates) > most else shown


def caveat(gene: GeneCall) -> str:
    """Say why a call may not be reported and what would mend it; empty where it may."""
    if gene.reportable:
        return ""
    reason = gene.reason or "the reason was not given"
    return f"NOT REPORTABLE: {reason}." + (f" To resolve: {gene.resolve}." if gene.resolve else "")


def genotype_text(gene: GeneCall) -> str:
    """Name the genotype; a call that may not be reported is never a bare diplotype."""
    lead = gene.diplotypes[0]
    if gene.reportable:
        return text_of(f"{gene.gene} {lead.name}")
    return text_of(f"{gene.gene}: not reportable; likeliest {lead.name} ({percent(lead.probability)})")


def gene_conclusion(gene: GeneCall) -> str:
    """Say everything of one gene: the caveat first, then the states and what was seen."""
    seen = gene.positions
    parts = [caveat(gene)]
    if gene.diplotypes:
        parts.append(f"{gene.gene}: {spread(gene.diplotypes)}.")
    elif gene.phenotypes:
        what = (
            "no diplotype, but statements on single alleles"
            if gene.statements
            else "no diplotype was reported"
        )
        parts.append(f"{gene.gene}: {what}.")
    else:
        parts.append(f"{gene.gene}: no result. This is not a reference or normal result.")
    if gene.phenotypes:
        parts.append(f"Phenotype: {spread(gene.phenotypes)}.")
    if beyond := unlisted_caveat(gene):
        parts.append(f"Carried, but {beyond}.")
    parts.append(
        f"Defining positions: {seen.observed} observed, {seen.not_assayed} not assayed, {seen.failed} failed,"
        f" of {seen.defining}. Called from: {gene.origin}."
    )
    return text_of(" ".join(part for part in parts if part))


def report_conclusion(call: GenomeCall) -> str:
    """Say which genes may be relied on and which may not."""
    good = [gene.gene for gene in call.genes.values() if gene.reportable]
    open_ = [gene.gene for gene in call.genes.values() if not gene.reportable]
    declared = " Absent positions were declared to be reference." if call.absent_declared_reference else ""
    return text_of(
        f"Reportable: {', '.join(good) or 'none'}. Not reportable: {', '.join(open_) or 'none'}.{declared}"
        " Made by software, not verified by a person."
    )
