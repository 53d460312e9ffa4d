"""How active one person's enzyme is toward a drug, by what is known of the genotype."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.knowledge.activity_facts import Activity, ActivityTable, activity_genes, activity_table

__all__ = ["GeneState", "activity_of", "mean_in_shares", "parse_state"]

_STUDIED = "shares"
"""What tables call the mix of people in whom shares of clearance were measured; no phenotype."""
_PHENOTYPES = {
    "poor metabolizer": "PM",
    "intermediate metabolizer": "IM",
    "normal metabolizer": "NM",
    "extensive metabolizer": "EM",
    "rapid metabolizer": "RM",
    "ultrarapid metabolizer": "UM",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneState:
    """What is known of a gene: ``genotype`` (``*1/*2``), ``score`` (``1.5``) or ``phenotype`` (``PM``)."""

    gene: str
    kind: str
    name: str


def parse_state(gene: str, text: str) -> GeneState:
    """Read a state as people write it: a genotype, an activity score or a phenotype."""
    folded = text.strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]*)?", folded):
        return GeneState(gene=gene, kind="score", name=f"{float(folded):g}")
    if "/" in folded or re.match(r"[0-9]{2,}", folded):
        return GeneState(gene=gene, kind="genotype", name=folded)
    return GeneState(gene=gene, kind="phenotype", name=_PHENOTYPES.get(folded.lower(), folded))


def activity_of(state: GeneState, substrate: str) -> tuple[tuple[float, Activity], ...] | Indeterminate:
    """Return the activities that a state may mean, each with its share; one where the state is a single genotype."""
    table = activity_table(state.gene)
    if table is None:
        return Indeterminate(
            why=f"no activities of {state.gene} are tabulated",
            resolve=f"one of {', '.join(activity_genes())}",
        )
    found = _single(table, state, substrate)
    if found is not None:
        return ((1.0, found),)
    grouped = state.kind == "phenotype" and state.name != _STUDIED
    parts = table.reference(state.name) if grouped else {}
    each = [(share, _single(table, _part(state.gene, name), substrate)) for name, share in parts.items()]
    known = tuple((share, one) for share, one in each if one is not None)
    if not known:
        return Indeterminate(
            why=f"the activity of {state.gene} {state.name} is not tabulated",
            resolve="a genotype, score or phenotype that the table of the gene has",
        )
    whole = sum(share for share, _ in known)
    return tuple((share / whole, one) for share, one in known)


def mean_in_shares(gene: str, substrate: str) -> float:
    """Return the mean activity of the people and livers in which shares of clearance were measured."""
    table = activity_table(gene)
    parts: Mapping[str, float] = table.reference(_STUDIED) if table else {}
    if table is None or not parts:
        return 1.0
    each = [(share, _single(table, _part(gene, name), substrate)) for name, share in parts.items()]
    known = [(share, one.value) for share, one in each if one is not None]
    return sum(s * v for s, v in known) / sum(s for s, _ in known)


def _part(gene: str, name: str) -> GeneState:
    kind, _, state = name.partition(":")
    return GeneState(gene=gene, kind=kind, name=state)


def _single(table: ActivityTable, state: GeneState, substrate: str) -> Activity | None:
    if state.kind == "score":
        return table.score(float(state.name), substrate)
    found = table.state(state.kind, state.name, substrate)
    if found is None and state.kind == "genotype" and table.lines[0].kind == "score":
        from foredose.genome import activity_score

        score = activity_score(table.gene, state.name, {})
        return None if score is None else table.score(score, substrate)
    return found
