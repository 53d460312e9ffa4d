"""A called genome as text for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from foredose.advice.guidance import Guidance
from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall, unlisted_caveat
from foredose.surfaces.genome.states import shown_phenotypes
from foredose.surfaces.words import clean, number, percent

__all__ = ["WIDTH", "beneath", "genome_text", "likeliest", "wrapped"]

WIDTH = 80
_INDENT = 10
_UNCHANGED = ("no_change", "none")


def genome_text(call: GenomeCall, guidance: Mapping[str, Sequence[Guidance]]) -> str:
    """Return the report of one sample: every gene with its caveat, then what guidelines say.

    Lines have at most 80 columns, whatever the terminal.
    """
    lines = [*_head(call), ""]
    for gene in call.genes.values():
        if gene.phenotypes:
            lines += _gene(gene)
    lines += _without_result(call)
    if guidance:
        lines += ["", "GUIDELINES  for the genes as inherited; no age, dose or co-medication"]
        changed = {d: g for d, g in guidance.items() if any(o.fact.action not in _UNCHANGED for o in g)}
        for drug, given in changed.items():
            lines += _drug(drug, given, call)
        lines += _unchanged([drug for drug in guidance if drug not in changed])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(call: GenomeCall) -> list[str]:
    sex = call.sex if isinstance(call.sex, str) else f"not told: {call.sex.why}"
    good = sum(gene.reportable for gene in call.genes.values())
    shown = [
        f"{call.sample} · {call.assembly or 'laboratory calls only'} · sex from X: {sex}",
        f"{good} of {len(call.genes)} genes reportable · from {call.source}",
    ]
    if call.absent_declared_reference:
        shown.append("Positions absent from the file were declared to be reference.")
    if call.prior is not None:
        shown.append(f"Positions not seen are weighed by: {call.prior}.")
    return [line for text in shown for line in wrapped(text)]


def _gene(gene: GeneCall) -> list[str]:
    name = f"{clean(gene.gene):<{_INDENT - 1}} "
    lead = "; ".join(f"{one.name} {percent(one.probability)}" for one in shown_phenotypes(gene))
    score = "" if gene.activity_score is None else f" · score {number(gene.activity_score)}"
    rest = f"{likeliest(gene.diplotypes) or 'no diplotype'}{score} · {_seen(gene)} · {gene.origin}"
    lines = [*wrapped(lead, first=name, later=" " * _INDENT), *beneath(rest)]
    if not gene.reportable:
        lines += beneath(f"NOT REPORTABLE: {gene.reason or 'no reason given'}")
        lines += beneath(f"to resolve: {gene.resolve}") if gene.resolve else []
    beyond = unlisted_caveat(gene)
    return lines + (beneath(f"CARRIED, BUT {beyond}") if beyond else [])


def _without_result(call: GenomeCall) -> list[str]:
    """Gather the genes of which nothing can be said, by the reason."""
    why: dict[str, list[str]] = {}
    for gene in call.genes.values():
        if not gene.phenotypes:
            why.setdefault(gene.reason or "no reason given", []).append(clean(gene.gene))
    lines = ["", "NO RESULT  which is not a normal result"] if why else []
    for reason, genes in why.items():
        lines += wrapped(f"{', '.join(genes)}: {reason}", first="  ", later="    ")
    return lines


def _seen(gene: GeneCall) -> str:
    seen = gene.positions
    failed = f", {seen.failed} failed" if seen.failed else ""
    return f"{seen.observed} of {seen.defining} positions{failed}"


def _unchanged(drugs: Sequence[str]) -> list[str]:
    """Name the drugs for which no guideline changes or recommends anything."""
    told = f"no change, or no recommendation: {', '.join(clean(drug) for drug in drugs)}"
    return wrapped(told, first="  ", later="    ") if drugs else []


def _drug(drug: str, given: Sequence[Guidance], call: GenomeCall) -> list[str]:
    lines = [f"  {clean(drug)}"]
    for one in given:
        seen = [call.genes[name] for name in one.fact.genes if name in call.genes]
        open_ = [gene.gene for gene in seen if not gene.reportable]
        doubt = f" [not reportable: {', '.join(open_)}]" if open_ else ""
        text = f"{one.advice.sentence} ({percent(one.probability)}){doubt}"
        lines += wrapped(text, first="    ", later="      ")
    return lines


def likeliest(candidates: tuple[Candidate, ...]) -> str:
    """Write the likeliest state with its probability; empty where there is none."""
    return f"{candidates[0].name} {percent(candidates[0].probability)}" if candidates else ""


def beneath(text: str) -> list[str]:
    """Wrap a text under the name of its gene."""
    return wrapped(text, first=" " * _INDENT, later=" " * (_INDENT + 2))


def wrapped(text: str, *, first: str = "", later: str = "") -> list[str]:
    """Break a text into lines of the width; outside text is made fit to be shown."""
    return textwrap.wrap(
        clean(text),
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    ) or [first]
