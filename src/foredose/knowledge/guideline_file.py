"""How a guideline file is written: editions, their rows, and what was left out of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA
from foredose.knowledge.guideline_condition import GeneCondition
from foredose.knowledge.guideline_terms import Action, Magnitude, Source, Strength

__all__ = ["Excluded", "Guideline", "GuidelineFile", "Row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recommendation as it stands in a file; see ``GuidelineFact``."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    id: str
    genes: Mapping[str, GeneCondition]
    action: Action
    strength: Strength
    rows: tuple[str, ...] = ()
    population: str = "general"
    age_years: tuple[float, float] | None = None
    indication: str = "any"
    indications: tuple[str, ...] = ()
    condition: str = ""
    also: tuple[Action, ...] = ()
    magnitude: Magnitude | None = None
    alternatives: tuple[str, ...] = ()
    not_instead: tuple[str, ...] = ()
    also_when: str = ""
    ceiling: Magnitude | None = None
    citation: Citation | None = None
    note: str = ""
    alternative_class: str = ""
    test: str = ""

    def __post_init__(self) -> None:
        if ("test_first" in (self.action, *self.also)) != bool(self.test):
            raise ValueError("test says what test_first measures")
        if (self.action == "none") != (self.strength == "no recommendation"):
            raise ValueError("the action none and the strength 'no recommendation' go together")
        if self.also_when and not self.also:
            raise ValueError("also_when says when also applies")
        if self.age_years is not None and self.population == "general":
            raise ValueError("population says in words which ages age_years is for")
        if bool(self.indications) != (self.indication != "any"):
            raise ValueError("indication in words and indications by name go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One edition of one guideline with its rows."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    source: Source
    version: str
    url: str
    citation: Citation
    recommendations: tuple[Row, ...]
    date: datetime.date | None = None
    pmid: str | None = None
    inhibitors_change_score: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Rows of the release from which no recommendation was made, and why."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    rows: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineFile:
    """What stands in ``knowledge/guidelines/<drug>.yaml``, or in ``guidelines_bulk/<drug>.yaml``."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    drug: str
    release: str
    guidelines: tuple[Guideline, ...]
    cases: tuple[Mapping[str, Any], ...] = ()
    excluded: tuple[Excluded, ...] = ()
