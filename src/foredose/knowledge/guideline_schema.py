"""The schema of a guideline file, and the one fact that it gives out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA

__all__ = [
    "Action",
    "Excluded",
    "GeneCondition",
    "GuidelineFact",
    "GuidelineFile",
    "Magnitude",
    "ScoreRange",
    "Strength",
]

Action = Literal[
    "none",
    "no_change",
    "avoid",
    "alternative",
    "caution",
    "start_low",
    "set_start",
    "titrate_slowly",
    "reduce_dose",
    "increase_dose",
    "limit_dose",
    "adjust_dose",
    "no_safe_dose",
    "monitor",
    "test_first",
    "other_findings",
    "algorithm",
    "unclear",
]
Source = Literal["CPIC", "DPWG", "FDA"]
Strength = Literal["strong", "moderate", "optional", "no recommendation", "not stated", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRange:
    """An interval of activity scores; a bound belongs to it unless ``above`` or ``below`` says otherwise."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    low: float = 0.0
    high: float = float("inf")
    above: bool = False
    below: bool = False

    def holds(self, score: float) -> bool:
        """Tell whether a score lies in the interval."""
        over = score > self.low if self.above else score >= self.low
        under = score < self.high if self.below else score <= self.high
        return over and under


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneCondition:
    """What a gene must be for the fact to apply; exactly the parts that are given decide.

    Parameters
    ----------
    phenotypes
        Phenotype names, any of them; for an allele that is carried or not, ``*57:01 positive``.
    activity_score
        Interval that the score must lie in.
    diplotypes
        ``*1/*3``, either order, any of them.
    alleles, copies
        How many of the two alleles must be among ``alleles``.
    except_diplotypes
        Diplotypes that have a fact of their own; when the diplotype is not known, the condition does not
        hold.
    without_function
        How many of the two alleles are without function, where that tells two facts apart; it narrows the other
        parts where the alleles are known, and decides nothing where they are not.
    any_call
        Any state will do, as long as the gene was called.
    no_call
        The gene was not called: a recommendation on the other gene alone.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    phenotypes: tuple[str, ...] = ()
    activity_score: ScoreRange | None = None
    diplotypes: tuple[str, ...] = ()
    alleles: tuple[str, ...] = ()
    copies: int | None = None
    except_diplotypes: tuple[str, ...] = ()
    without_function: int | None = None
    any_call: bool = False
    no_call: bool = False

    def __post_init__(self) -> None:
        ways = (self.phenotypes, self.activity_score, self.diplotypes, self.alleles, self.any_call)
        if any(ways) == self.no_call:
            raise ValueError(
                "a gene condition needs phenotypes, activity_score, diplotypes, alleles or any_call; or no_call"
            )
        if bool(self.alleles) != (self.copies is not None):
            raise ValueError("alleles and copies go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """How much.

    Parameters
    ----------
    kind
        ``dose``: a dose in ``unit``; ``start_dose``: a starting dose; ``min_start``: the least of it;
        ``max_dose``: a ceiling; ``max_start``: a ceiling of the starting dose; all in ``unit``.
        ``factor``: multiplies the usual dose; ``change_percent``: changes it by that much.
    low, high
        The number, twice, or the ends of the range.
    of
        What is multiplied or changed, in words; the unit of a factor is ``1``.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    kind: Literal["dose", "start_dose", "min_start", "max_dose", "max_start", "factor", "change_percent"]
    low: float
    high: float
    unit: str
    of: str = ""

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a magnitude needs low <= high")
        if (self.kind in ("factor", "change_percent")) != bool(self.of):
            raise ValueError("of says what a factor or a change acts on, and only that")


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
