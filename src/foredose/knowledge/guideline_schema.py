"""The one fact that a guideline file gives out; how a file is written is in ``guideline_file``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from foredose.core import Citation
from foredose.knowledge.guideline_condition import GeneCondition
from foredose.knowledge.guideline_terms import Action, Magnitude, Source, Strength

__all__ = ["GuidelineFact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineFact:
    """One recommendation for one state of one or more genes.

    Parameters
    ----------
    source, version, date
        Who says it, in which edition, and the date of the release that it was taken from; ``None`` where
        that bears none.
    genes
        Gene to the condition; all must hold.
    population
        Who it is for, in words; ``age_years`` is the same in numbers (from, below), ``None`` where no age
        is named.
    indication, indications
        What the drug is given for, in words, and as names of the drug file; no names means any.
    condition
        A clinical condition that the genes do not decide, in words; empty when there is none.
    action, also
        What to do first, and what else; ``none`` means that the guideline gives no recommendation, which is
        not a statement that the drug is safe. ``other_findings`` means that the genotype does not decide,
        ``unclear`` that the text could not be put into this structure and has to be read at its source.
    magnitude
        How much; ``None`` where no number is given.
    also_when
        When ``also`` applies, in words; empty means together with the action.
    ceiling
        A highest dose beside ``magnitude``.
    alternatives, not_instead
        Drugs that the recommendation names, and drugs that it advises not to take instead.
    alternative_class
        The kind of drug that it advises to take instead, in words; empty when it names none.
    test
        What ``test_first`` measures, in words.
    rows
        Row identifiers in the release, for checking.
    citation, note
        Where it was read, and what the reader of the fact must know.
    inhibitors_change_score
        True where the guideline itself has inhibitors multiply the activity score before it is looked up.
    """

    id: str
    drug: str
    source: Source
    version: str
    date: datetime.date | None
    genes: Mapping[str, GeneCondition]
    population: str
    age_years: tuple[float, float] | None
    indication: str
    indications: tuple[str, ...]
    condition: str
    action: Action
    also: tuple[Action, ...]
    magnitude: Magnitude | None
    alternatives: tuple[str, ...]
    not_instead: tuple[str, ...]
    also_when: str
    ceiling: Magnitude | None
    strength: Strength
    url: str
    pmid: str | None
    rows: tuple[str, ...]
    citation: Citation
    note: str
    inhibitors_change_score: bool = False
    alternative_class: str = ""
    test: str = ""
