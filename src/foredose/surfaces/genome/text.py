"""A called genome as text for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foredose.advice.guidance import Guidance
from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall, unlisted_caveat
from foredose.surfaces.genome.acting import acting_lines
from foredose.surfaces.genome.drugs import drug_lines, guided_genes
from foredose.surfaces.genome.lines import INDENT, beneath, wrapped
from foredose.surfaces.genome.states import AS_IF, first_clause, may_end_protein, sex_text, shown_phenotypes
from foredose.surfaces.words import clean, number, percent

__all__ = ["genome_text"]


def genome_text(call: GenomeCall, guidance: Mapping[str, Sequence[Guidance]]) -> str:
    """Return the report of one sample: what to act on, the genes with their caveats, what guidelines say, other genes.

    Lines have at most 80 columns, whatever the terminal.
    """
    told = [gene for gene in call.genes.values() if gene.phenotypes]
    lines = [*_head(call), *acting_lines(call, guidance), ""]
    for gene in told:
        lines += _gene(gene) if gene.gene in guided_genes() else []
    lines += _without_result(call)
    lines += drug_lines(call, guidance)
    lines += _others([gene for gene in told if gene.gene not in guided_genes()])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(call: GenomeCall) -> list[str]:
    good = sum(gene.reportable for gene in call.genes.values())
    shown = [
        f"{call.sample} · {call.assembly or 'laboratory calls only'}{sex_text(call)}",
        f"{good} of {len(call.genes)} genes reportable · from {call.source}",
    ]
    if call.absent_declared_reference:
        shown.append("Positions absent from the file were declared to be reference.")
    if call.prior is not None and any(map(_weighed, call.genes.values())):
        shown.append(f"Positions not seen are weighed by: {call.prior}.")
    return [line for text in shown for line in wrapped(text)]


def _weighed(gene: GeneCall) -> bool:
    """Tell whether positions of a gene that has a result from the file were not seen."""
    unseen = gene.positions.not_assayed + gene.positions.failed
    return bool(gene.phenotypes) and gene.origin.startswith("vcf") and unseen > 0


def _gene(gene: GeneCall) -> list[str]:
    name = f"{clean(gene.gene):<{INDENT - 1}} "
    score = "" if gene.activity_score is None else f" · score {number(gene.activity_score)}"
    rest = f"{_likeliest(gene.diplotypes) or 'no diplotype'}{score}{_seen(gene)} · {gene.origin}"
    lines = [*wrapped(_lead(gene), first=name, later=" " * INDENT), *beneath(rest)]
    if not gene.reportable:
        lines += beneath(f"why not: {gene.reason or 'no reason given'}")
        lines += beneath(f"to resolve: {gene.resolve}") if gene.resolve else []
    beyond = unlisted_caveat(gene)
    return lines + (beneath(f"CARRIED, BUT {beyond}") if beyond else [])


def _lead(gene: GeneCall) -> str:
    """Name the phenotypes; before one that may not be reported stands that, and what it leaves out."""
    told = "; ".join(f"{one.name} {percent(one.probability)}" for one in shown_phenotypes(gene))
    as_if = AS_IF if may_end_protein(gene) else ""
    return f"{as_if}{told}" if gene.reportable else f"NOT REPORTABLE · {as_if}{told}"


def _without_result(call: GenomeCall) -> list[str]:
    """Gather the genes of which nothing can be said, by the reason."""
    why: dict[str, list[str]] = {}
    carried: list[str] = []
    for gene in call.genes.values():
        if not gene.phenotypes:
            why.setdefault(gene.reason or "no reason given", []).append(clean(gene.gene))
            carried += _carried(gene)
    lines = ["", "NO RESULT  which is not a normal result"] if why else []
    for reason, genes in why.items():
        lines += wrapped(f"{', '.join(genes)}: {reason}", first="  ", later="    ")
    return lines + carried


def _carried(gene: GeneCall) -> list[str]:
    beyond = unlisted_caveat(gene)
    return wrapped(f"{gene.gene}: CARRIED, {beyond}", first="  ", later="    ") if beyond else []


def _others(genes: Sequence[GeneCall]) -> list[str]:
    """Gather the genes of which no recommendation depends, each in short but with what keeps it from being a result."""
    lines = ["", "OTHER GENES  no guideline known here depends on them"] if genes else []
    for gene in genes:
        name = f"{clean(gene.gene):<{INDENT - 1}} "
        why = "" if gene.reportable else f" · {first_clause(gene.reason or 'no reason given')}"
        said = f"{_lead(gene)} · {_likeliest(gene.diplotypes) or 'no diplotype'}{why}"
        beyond = unlisted_caveat(gene)
        lines += wrapped(said, first=name, later=" " * INDENT)
        lines += beneath(f"CARRIED, BUT {beyond}") if beyond else []
    return lines


def _seen(gene: GeneCall) -> str:
    seen = gene.positions
    if not seen.defining:
        return ""
    failed = f", {seen.failed} failed" if seen.failed else ""
    return f" · {seen.observed} of {seen.defining} positions{failed}"


def _likeliest(candidates: tuple[Candidate, ...]) -> str:
    """Write the likeliest state with its probability; empty where there is none."""
    return f"{candidates[0].name} {percent(candidates[0].probability)}" if candidates else ""
