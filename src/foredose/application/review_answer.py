"""The answer to a list of drugs: what a review says of each, and of all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foredose.activity.conditions import Influence
from foredose.advice.assessment import Curve, GuidelineAdvice, NotOffered
from foredose.advice.change import Change
from foredose.advice.equivalent import DoseOption
from foredose.application.causes import Cause
from foredose.application.metabolite_levels import MetaboliteLevel
from foredose.application.population_levels import FromModel
from foredose.application.ratio_unknowns import Unknown
from foredose.application.ratios import Share
from foredose.application.review_levels import Pair
from foredose.application.review_monitoring import InWindow, Monitoring, Pivot
from foredose.application.review_regimens import ListedDrug
from foredose.application.review_switches import Switching, Tried
from foredose.application.unmoved import Unmoved
from foredose.core import Estimate, Indeterminate
from foredose.exposure.drawn import Assumed
from foredose.exposure.genotypes import GeneOdds
from foredose.knowledge.tiers import Tier
from foredose.qualification.board import Line
from foredose.safety import ForbiddenPair, HardStop
from foredose.twin import Twin

__all__ = ["DrugReview", "Review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugReview:
    """One drug of the list.

    Parameters
    ----------
    doses
        What doses amount to; advice only where ``advised``, which the board's verdict on the context decides.
    level, peak
        Mean and highest concentration at steady state beside the same regimen alone in the reference person.
    mean_mg_per_l
        The mean concentration itself (mg/L); by mechanism alone it leaves out how people differ. ``None`` where its
        clearance is not known.
    by_model
        The population model that the concentrations and the course are by, or why none of the library's; ``None`` where
        it has none.
    causes
        What moves it, the largest first.
    held
        Its level against the published range, where there is one; people differ more than the draws do.
    monitoring, pivot
        What to measure; the gene nobody looked at that would change the judgement.
    unmoved
        Genes that change what it does and not how much of it there is.
    metabolites
        What of it acts in its place or beside it, as far as that can be followed.
    limits
        What its label limits, for a person to check.
    """

    drug: ListedDrug
    level: Estimate | Indeterminate
    peak: Estimate | Indeterminate
    mean_mg_per_l: Estimate | None
    change: Change | None
    causes: tuple[Cause, ...]
    held: InWindow | None
    monitoring: Monitoring | None
    pivot: Pivot | None
    by_model: FromModel | Indeterminate | None
    curve: Curve | None
    doses: tuple[DoseOption, ...]
    not_offered: tuple[NotOffered, ...]
    guidelines: tuple[GuidelineAdvice, ...]
    stops: tuple[HardStop, ...]
    shares: tuple[Share, ...]
    observed: tuple[Line, ...]
    assumed: tuple[Assumed, ...]
    limits: tuple[str, ...]
    unmoved: tuple[Unmoved, ...]
    metabolites: tuple[MetaboliteLevel, ...]
    tier: Tier | None
    context: str
    qualified: str

    @property
    def advised(self) -> bool:
        """Whether predictions of this kind are good enough to advise by."""
        return self.qualified == "qualified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The answer to a list of drugs.

    Parameters
    ----------
    conditions
        What the person's age, sex, smoking, pregnancy, liver, kidney and inflammation leave of each enzyme.
    tried
        Alternatives, each as the only switch; ``None`` in ``switching`` where the search was not asked for.
    """

    twin: Twin
    forbidden: tuple[ForbiddenPair, ...]
    genes: Mapping[str, GeneOdds]
    conditions: tuple[Influence, ...]
    drugs: tuple[DrugReview, ...]
    pairs: tuple[Pair, ...]
    tried: tuple[Tried, ...]
    switching: Switching | None
    unknowns: tuple[Unknown, ...]
    seed: int
    draws: int

    @property
    def advised(self) -> bool:
        """Whether every level that switches rest on is of a kind that the board qualifies."""
        judged = [d.advised for d in self.drugs if d.change is not None]
        return bool(judged) and all(judged)

    @property
    def complete(self) -> bool:
        """Whether there is an answer to all of the list."""
        return not self.unknowns
