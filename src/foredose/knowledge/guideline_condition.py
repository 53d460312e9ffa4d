"""What a gene must be for a guideline fact to apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from foredose.knowledge.fact_file import FORBID_EXTRA

__all__ = ["GeneCondition", "ScoreRange"]


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
