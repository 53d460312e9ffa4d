"""What guidelines say of each drug: in full where one says anything but the usual dose, else by name in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from foredose.advice.guidance import Guidance
from foredose.genome import GenomeCall
from foredose.knowledge.guideline_facts import guideline_drugs, guidelines_for
from foredose.surfaces.genome.lines import wrapped
from foredose.surfaces.words import clean, percent

__all__ = ["changes", "drug_lines", "guided_genes", "open_genes"]

_TITLE = "GUIDELINES  for the genes as inherited; no age, dose or co-medication"


@lru_cache(maxsize=1)
def guided_genes() -> frozenset[str]:
    """Return the genes that a recommendation on any drug depends on."""
    return frozenset(
        gene for drug in guideline_drugs() for fact in guidelines_for(drug) for gene in fact.genes
    )


def changes(one: Guidance) -> bool:
    """Tell whether a recommendation does or considers anything but the usual dose."""
    fact = one.fact
    beyond = fact.also or fact.alternatives or fact.alternative_class or fact.ceiling
    return fact.action not in ("no_change", "none") or bool(beyond)


def open_genes(one: Guidance, call: GenomeCall) -> list[str]:
    """Return the genes of a recommendation that may not be reported; one that it takes as not tested is none."""
    asked = [
        call.genes[name] for name, told in one.fact.genes.items() if not told.no_call and name in call.genes
    ]
    return [gene.gene for gene in asked if not gene.reportable]


def drug_lines(call: GenomeCall, guidance: Mapping[str, Sequence[Guidance]]) -> list[str]:
    """Return every recommendation that changes anything, then three lists of the other drugs, which never mix."""
    if not guidance:
        return []
    lines = ["", _TITLE]
    plain: dict[str, Sequence[Guidance]] = {}
    for drug, given in guidance.items():
        if any(map(changes, given)):
            lines += _drug(drug, given, call)
        else:
            plain[drug] = given
    return lines + _lists(plain, call)


def _drug(drug: str, given: Iterable[Guidance], call: GenomeCall) -> list[str]:
    lines = [f"  {clean(drug)}"]
    for one in given:
        open_ = open_genes(one, call)
        doubt = f" [not reportable: {', '.join(open_)}]" if open_ else ""
        text = f"{one.advice.sentence} ({percent(one.probability)}){doubt}"
        lines += wrapped(text, first="    ", later="      ")
    return lines


def _lists(plain: Mapping[str, Sequence[Guidance]], call: GenomeCall) -> list[str]:
    unsaid: dict[str, list[str]] = {}
    kept, silent = [], []
    for drug, given in plain.items():
        open_ = sorted({gene for one in given for gene in open_genes(one, call)})
        if open_:
            unsaid.setdefault(" and ".join(open_), []).append(drug)
        elif any(one.fact.action == "no_change" for one in given):
            kept.append(drug)
        else:
            silent.append(drug)
    lines = _listed("no change", kept) + _listed("no recommendation, which is no sign of safety", silent)
    lines += ["  cannot be said, because the gene is not reportable:"] if unsaid else []
    return lines + [line for genes, drugs in unsaid.items() for line in _listed(f"  {genes}", drugs)]


def _listed(title: str, drugs: Sequence[str]) -> list[str]:
    indent = "  " + " " * (len(title) - len(title.lstrip()))
    told = f"{title.strip()}: {', '.join(clean(drug) for drug in drugs)}"
    return wrapped(told, first=indent, later=f"{indent}  ") if drugs else []
