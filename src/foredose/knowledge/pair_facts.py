"""Which genes bear on which drugs, and how; and what is said of every drug that PharmCAT reports on.

``pairs.yaml`` types each gene-drug pair; ``reported_drugs.yaml`` lists the drugs of PharmCAT with their sources and,
where no recommendation is held here, why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = ["Pair", "PairKind", "ReportedDrug", "pairs_for", "reported_drugs", "typed_genes"]

PairKind = Literal["exposure", "response", "hypersensitivity"]
Said = Literal["CPIC", "DPWG", "FDA label", "FDA table"]
LabelLevel = Literal["testing required", "testing recommended", "actionable", "informative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedGene:
    """A gene's pairs.

    Parameters
    ----------
    kind
        ``exposure``: the gene changes how much of the drug, or of what it is made into, the body sees;
        ``response``: it changes what a given concentration does; ``hypersensitivity``: it disposes to a reaction
        at usual concentrations.
    why, source
        What the gene does there, in words, and where that stands.
    drugs
        Drugs of the pairs.
    label
        What the US label says of testing, as the CPIC table of pairs grades it, where it does.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    kind: PairKind
    why: str
    source: Citation
    drugs: tuple[str, ...]
    label: Mapping[LabelLevel, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One gene and one drug; ``label`` is ``None`` where the table does not grade the US label."""

    gene: str
    drug: str
    kind: PairKind
    why: str
    source: Citation
    label: LabelLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDrug:
    """A drug of PharmCAT: who speaks of it, and why nothing is held here; ``why_none`` is empty where something is."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    sources: tuple[Said, ...]
    why_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    genes: Mapping[str, TypedGene]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reported:
    release: str
    source: Citation
    drugs: Mapping[str, ReportedDrug]


@lru_cache(maxsize=1)
def typed_genes() -> Mapping[str, TypedGene]:
    """Return every gene that has pairs, by its symbol.

    Raises
    ------
    KnowledgeError
        When ``pairs.yaml`` breaks its schema.
    """
    return read_fact(Path(__file__).with_name("pairs.yaml"), _Pairs).genes


def pairs_for(drug: str) -> tuple[Pair, ...]:
    """Return the typed pairs of a drug (INN, lower case), by gene; empty when there is none.

    Raises
    ------
    KnowledgeError
        When ``pairs.yaml`` breaks its schema.
    """
    return tuple(
        Pair(
            gene=gene,
            drug=drug,
            kind=typed.kind,
            why=typed.why,
            source=typed.source,
            label=next((level for level, drugs in typed.label.items() if drug in drugs), None),
        )
        for gene, typed in typed_genes().items()
        if drug in typed.drugs
    )


@lru_cache(maxsize=1)
def reported_drugs() -> Mapping[str, ReportedDrug]:
    """Return every drug that PharmCAT reports on, by the name it has there.

    Raises
    ------
    KnowledgeError
        When ``reported_drugs.yaml`` breaks its schema.
    """
    return read_fact(Path(__file__).with_name("reported_drugs.yaml"), _Reported).drugs
