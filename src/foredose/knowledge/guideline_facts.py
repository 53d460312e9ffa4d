"""Guideline recommendations as structured facts: which apply to a person's genes, and a sentence for each.

One file per drug: ``knowledge/guidelines/<drug>.yaml``, curated by hand, or where there is none
``knowledge/guidelines_bulk/<drug>.yaml``, written by ``scripts/import_guidelines.py``; both from the ClinPGx
guideline annotations named in them. Facts only: no sentence of a guideline is kept, and what a person reads
is made here from the structure. A drug's file is read when that drug is asked for, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from foredose.knowledge.fact_file import read_fact
from foredose.knowledge.guideline_condition import GeneCondition, ScoreRange
from foredose.knowledge.guideline_file import Guideline, GuidelineFile, Row
from foredose.knowledge.guideline_schema import GuidelineFact
from foredose.knowledge.guideline_sentence import magnitude_text, sentence
from foredose.knowledge.guideline_terms import Action, Magnitude

__all__ = [
    "Action",
    "GeneCondition",
    "GuidelineFact",
    "Magnitude",
    "ScoreRange",
    "curated_guideline_drugs",
    "guideline_drugs",
    "guideline_file",
    "guidelines_for",
    "magnitude_text",
    "matches",
    "sentence",
]

_CURATED = Path(__file__).with_name("guidelines")
_BULK = Path(__file__).with_name("guidelines_bulk")
_CARRIED = re.compile(r"(\*[\d:]+) (positive|negative)")


@lru_cache(maxsize=1)
def curated_guideline_drugs() -> tuple[str, ...]:
    """Return every drug whose guideline file was made by hand, sorted."""
    return _names(_CURATED)


@lru_cache(maxsize=1)
def guideline_drugs() -> tuple[str, ...]:
    """Return every drug that has a guideline file, by hand or from the bulk, sorted; no file is read."""
    return tuple(sorted({*curated_guideline_drugs(), *_names(_BULK)}))


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem.replace("_", " ") for path in folder.glob("*.yaml")))


@lru_cache(maxsize=256)
def guideline_file(drug: str) -> GuidelineFile | None:
    """Return a drug's guideline file with its cases, or ``None`` when it has none.

    Raises
    ------
    KnowledgeError
        When the file breaks its schema.
    """
    if drug not in guideline_drugs():
        return None
    folder = _CURATED if drug in curated_guideline_drugs() else _BULK
    return read_fact(folder / f"{drug.replace(' ', '_')}.yaml", GuidelineFile)


@lru_cache(maxsize=256)
def guidelines_for(drug: str) -> tuple[GuidelineFact, ...]:
    """Return every recommendation on a drug (INN, lower case), in file order; empty when there is no file.

    Raises
    ------
    KnowledgeError
        When the file breaks its schema.
    """
    file = guideline_file(drug)
    if file is None:
        return ()
    return tuple(
        _fact(drug, guideline, row) for guideline in file.guidelines for row in guideline.recommendations
    )


def _fact(drug: str, guideline: Guideline, row: Row) -> GuidelineFact:
    return GuidelineFact(
        id=row.id,
        drug=drug,
        source=guideline.source,
        version=guideline.version,
        date=guideline.date,
        genes=row.genes,
        population=row.population,
        age_years=row.age_years,
        indication=row.indication,
        indications=row.indications,
        condition=row.condition,
        action=row.action,
        also=row.also,
        magnitude=row.magnitude,
        alternatives=row.alternatives,
        not_instead=row.not_instead,
        also_when=row.also_when,
        ceiling=row.ceiling,
        strength=row.strength,
        url=guideline.url,
        pmid=guideline.pmid,
        rows=row.rows,
        citation=row.citation or guideline.citation,
        note=row.note,
        inhibitors_change_score=guideline.inhibitors_change_score,
        alternative_class=row.alternative_class,
        test=row.test,
    )


def matches(fact: GuidelineFact, states: Mapping[str, str | float]) -> bool:
    """Tell whether a fact's gene conditions all hold.

    Parameters
    ----------
    states
        Gene to its phenotype name (``"CYP2C19": "Poor Metabolizer"``) or activity score (``"CYP2D6":
        0.5``); and, where they are known, ``"CYP2C9:diplotype": "*1/*3"`` and how many of the two alleles are
        without function, ``"DPYD:without_function": 1``. A gene of which several alleles are
        carried or not has them all in one state: ``"HLA-B": "*15:02 negative; *57:01 positive"``. A gene
        that was not called is left out.

    Returns
    -------
    bool
        False too where the state does not suffice to tell: an unknown state never matches, except where the
        recommendation is the one for a gene that was not called. Indication, age and clinical condition are
        not looked at here.
    """
    return all(_holds(condition, gene, states) for gene, condition in fact.genes.items())


def _holds(condition: GeneCondition, gene: str, states: Mapping[str, str | float]) -> bool:
    state = states.get(gene)
    diplotype = _ordered(str(states.get(f"{gene}:diplotype", "")))
    called = state is not None or bool(diplotype)
    if condition.no_call or not called:
        return condition.no_call and not called
    if condition.except_diplotypes and (
        not diplotype or diplotype in map(_ordered, condition.except_diplotypes)
    ):
        return False
    lacking = states.get(f"{gene}:without_function")
    if None not in (condition.without_function, lacking) and condition.without_function != lacking:
        return False
    return condition.any_call or _diplotype_holds(condition, diplotype) or _state_holds(condition, state)


def _diplotype_holds(condition: GeneCondition, diplotype: tuple[str, ...]) -> bool:
    if not diplotype:
        return False
    if diplotype in map(_ordered, condition.diplotypes):
        return True
    if condition.alleles:
        return sum(allele in condition.alleles for allele in diplotype) == condition.copies
    return any(_carries(diplotype, name) for name in condition.phenotypes)


def _state_holds(condition: GeneCondition, state: str | float | None) -> bool:
    if isinstance(state, str):
        return any(part in condition.phenotypes for part in state.split("; "))
    return (
        state is not None and condition.activity_score is not None and condition.activity_score.holds(state)
    )


def _carries(diplotype: tuple[str, ...], name: str) -> bool:
    """Tell whether two alleles make ``*57:01 positive`` (or negative) true; a third field of the name may follow."""
    asked = _CARRIED.fullmatch(name)
    if asked is None or not all(allele.startswith("*") and ":" in allele for allele in diplotype):
        return False
    carried = any(allele == asked[1] or allele.startswith(f"{asked[1]}:") for allele in diplotype)
    return carried == (asked[2] == "positive")


def _ordered(diplotype: str) -> tuple[str, ...]:
    """Return the two alleles in one order; empty for an empty name."""
    return tuple(sorted(diplotype.split("/"))) if diplotype else ()
