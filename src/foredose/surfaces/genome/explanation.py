"""One gene explained: the candidates, what was seen and what was not, and why it may or may not be reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foredose.core import Candidate
from foredose.genome import GeneCall, SeenPosition, unlisted_text
from foredose.knowledge.transcripts import transcript
from foredose.surfaces.genome.lines import wrapped
from foredose.surfaces.words import clean, number, percent

if TYPE_CHECKING:
    from foredose.application.genome_report import ExplainedGene

__all__ = ["explanation_text"]

_MOST_ALLELES = 6
_MOST_POSITIONS = 15
_BAR = 20
_NOT_LOOKED_FOR = "BEYOND THE DEFINITIONS  not looked for: the coding bases of this gene are not known here"


def explanation_text(one: ExplainedGene, *, every: bool = False) -> str:
    """Return the explanation of one gene, at most 80 columns wide.

    Parameters
    ----------
    every
        List the positions that were seen as reference too.
    """
    gene = one.call
    lines = [
        *wrapped(f"{gene.gene} · {one.sample} · {one.assembly or 'no assembly'} · {gene.origin}"),
        *_verdict(one),
        *_candidates("DIPLOTYPES", gene.diplotypes),
        *_candidates("PHENOTYPES", gene.phenotypes),
    ]
    if gene.activity_score is not None:
        lines.append(f"  activity score {number(gene.activity_score)} of the leading diplotype")
    lines += _positions(one.positions, every=every)
    lines += _beyond(gene)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _verdict(one: ExplainedGene) -> list[str]:
    gene = one.call
    if gene.reportable and not gene.origin.startswith("vcf"):
        return wrapped(f"as {gene.origin} gave it", first="REPORTABLE  ", later=" " * 12)
    if gene.reportable:
        return ["REPORTABLE  nothing that was not seen is likely to change the phenotype"]
    lines = wrapped(gene.reason or "no reason given", first="NOT REPORTABLE  ", later=" " * 16)
    return lines + (wrapped(gene.resolve, first="TO RESOLVE      ", later=" " * 16) if gene.resolve else [])


def _candidates(title: str, candidates: tuple[Candidate, ...]) -> list[str]:
    if not candidates:
        return ["", title, "  none: this is not a reference or normal result"]
    lines = ["", title]
    for one in candidates:
        bar = "█" * round(_BAR * one.probability)
        lines += wrapped(one.name, first=f"  {percent(one.probability):>6}  {bar:<{_BAR}}  ", later=" " * 32)
    rest = 1.0 - sum(one.probability for one in candidates)
    if rest > 1e-3:
        lines.append(f"  {percent(rest):>6}  {'':<{_BAR}}  others")
    return lines


def _positions(positions: tuple[SeenPosition, ...], *, every: bool) -> list[str]:
    changed = [one for one in positions if one.changed]
    plain = [one for one in positions if one.state == "observed" and not one.changed]
    common = sorted(positions, key=lambda one: -one.frequency)
    failed = [one for one in common if one.state == "failed"]
    absent = [one for one in common if one.state == "not_assayed"]
    lines = ["", f"POSITIONS  {len(positions)} define the alleles"]
    most = len(positions) if every else _MOST_POSITIONS
    lines += _group(f"{len(changed)} changed", changed, "defines", most=len(changed))
    lines += _group(f"{len(plain)} as the reference", plain if every else [], "", most=most)
    lines += _group(f"{len(failed)} failed", failed, "cannot tell", most=most)
    lines += _group(
        f"{len(absent)} not assayed: unknown, not reference; common alleles first",
        absent,
        "cannot tell",
        most=most,
    )
    return lines


def _beyond(gene: GeneCall) -> list[str]:
    if gene.origin.startswith("vcf") and transcript(gene.gene) is None:
        return ["", *wrapped(_NOT_LOOKED_FOR)]
    if not gene.unlisted:
        return []
    lines = [
        "",
        f"BEYOND THE DEFINITIONS  {len(gene.unlisted)} in coding bases or at splice sites, not in the name",
    ]
    for one in sorted(gene.unlisted, key=lambda change: change.common or 0.0):
        lines += wrapped(unlisted_text(one), first="    ", later="      ")
    return lines


def _group(title: str, positions: Sequence[SeenPosition], verb: str, *, most: int) -> list[str]:
    lines = [f"  {title}"]
    for one in positions[:most]:
        place = f"{one.chromosome}:{one.position}" if one.position is not None else one.chromosome
        what = one.genotype or "-"
        said = [f"{verb} {_alleles(one.alleles)}"] if verb and one.alleles else []
        said += [one.reason] if one.reason else []
        head = f"    {clean(one.label):<13} {place:<16} {clean(what):<8} "
        lines += wrapped("; ".join(said), first=head, later=" " * len(head)) if said else [head]
    if len(positions) > most:
        lines.append(f"    and {len(positions) - most} more; --all lists them")
    return lines


def _alleles(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_ALLELES} more" if len(names) > _MOST_ALLELES else ""
    return ", ".join(names[:_MOST_ALLELES]) + more
