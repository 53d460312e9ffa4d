"""``foredose/review/1``: a person's whole list of drugs, each with all others and with the person's genes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.core import Estimate, Indeterminate
from foredose.knowledge.references import shown
from foredose.surfaces.contract.assessment import NotOfferedShown
from foredose.surfaces.contract.base import Document, EstimateShown, Part, Probability, Resolvable
from foredose.surfaces.contract.exposure import CurveShown, curve_shown
from foredose.surfaces.contract.level_model import LevelModelShown, level_model_shown
from foredose.surfaces.contract.metabolite import (
    CauseShown,
    ChangeShown,
    MetaboliteShown,
    RatioShown,
    metabolite_shown,
)
from foredose.surfaces.contract.ratio import (
    ObservedShown,
    UnknownShown,
    UnmovedShown,
    unmoved_shown,
)

if TYPE_CHECKING:
    from foredose.activity.conditions import Influence
    from foredose.application.review_answer import DrugReview, Review
    from foredose.application.review_monitoring import InWindow
    from foredose.application.review_switches import SwitchedList, Switching, Tried

__all__ = ["ReviewDocument", "review_document"]


class StateShown(Part):
    """A state of a gene and its probability."""

    state: str
    probability: Probability


class GeneShown(Part):
    """What a gene's state may be; ``known`` false is the mix of people who were studied."""

    gene: str
    known: bool
    states: tuple[StateShown, ...]
    left_out: Probability


class ConditionShown(Part):
    """What a condition of the person leaves of an enzyme, of the ``liver`` or of the ``kidney``."""

    condition: str
    enzyme: str
    factor: float
    low: float
    high: float
    sources: tuple[str, ...]


class DoseShown(Part):
    """A dose and what it amounts to: the daily dose that gives the reference person the same level."""

    dose_mg: float
    interval_h: float
    equivalent_daily: EstimateShown
    benefit: Probability
    risk: Probability
    ordered: bool


class AdviceShown(Part):
    """What a guideline says for these genes."""

    source: str
    sentence: str
    against: bool
    url: str


class StopShown(Part):
    """A stop that fires."""

    severity: str
    text: str
    source: str


class HeldShown(Part):
    """A level against a published range (mg/L): chances below, in and above it, and above what is told to be toxic.

    No chances where how people differ is not known.
    """

    measure: str
    low: float
    high: float
    toxic: float | None
    source: str
    below: Probability | None
    inside: Probability | None
    above: Probability | None
    above_toxic: Probability | None


class MonitoringShown(Part):
    """What to measure, and when from the last change of the list."""

    what: str
    after_h: float
    why: str


class PivotShown(Part):
    """A gene nobody looked at whose states would change the judgement: the lowest and the highest ratio."""

    gene: str
    lower: str
    lower_ratio: float
    higher: str
    higher_ratio: float


class DrugShown(Part):
    """One drug of the list; ``doses`` are advice only where ``advised``."""

    drug: str
    part_of: str
    written: tuple[str, ...]
    dose_mg: float | None
    interval_h: float | None
    level_ratio: RatioShown | None
    peak_ratio: RatioShown | None
    mean_level: EstimateShown | None
    level_by: LevelModelShown | None
    refused: Resolvable | None
    change: ChangeShown | None
    causes: tuple[CauseShown, ...]
    window: HeldShown | None
    monitoring: MonitoringShown | None
    pivot: PivotShown | None
    curve: CurveShown | None
    advised: bool
    doses: tuple[DoseShown, ...]
    not_offered: tuple[NotOfferedShown, ...]
    guidelines: tuple[AdviceShown, ...]
    stops: tuple[StopShown, ...]
    observed: tuple[ObservedShown, ...]
    assumed_regimen: bool
    assumed: tuple[str, ...]
    exposure_unchanged: tuple[UnmovedShown, ...]
    limits: tuple[str, ...]
    metabolites: tuple[MetaboliteShown, ...]
    tier: Literal["A", "B", "-"]
    context: str
    qualified: bool | str


class ForbiddenShown(Part):
    """Two drugs that a label forbids or restricts together."""

    one: str
    other: str
    severity: Literal["contraindicated", "restrict"]
    text: str
    source: str


class PairShown(Part):
    """What one drug does to another; ``fold`` null is not known, and ``unknown`` says why."""

    perpetrator: str
    victim: str
    fold: float | None
    enzymes: tuple[str, ...]
    unknown: str


class TriedShown(Part):
    """An alternative as the only switch; ``gain`` is how much better the whole list scores."""

    instead_of: str
    drug: str
    dose_mg: float | None
    interval_h: float | None
    indications: tuple[str, ...]
    ratio: float
    gain: float
    against: str
    check: tuple[str, ...]


class ListShown(Part):
    """A list after switches."""

    switches: tuple[tuple[str, str], ...]
    score: float
    ratios: tuple[tuple[str, float], ...]


class SwitchingShown(Part):
    """The best sets of switches; ``exact`` false: not every list was looked at."""

    taken: ListShown
    best: tuple[ListShown, ...]
    looked_at: int
    exact: bool


class ReviewDocument(Document):
    """What ``foredose review`` prints; alternatives and switches are advice only where ``advised``."""

    schema_: Literal["foredose/review/1"] = Field(default="foredose/review/1", alias="schema")
    complete: bool
    person: str
    genes: tuple[GeneShown, ...]
    conditions: tuple[ConditionShown, ...]
    forbidden: tuple[ForbiddenShown, ...]
    drugs: tuple[DrugShown, ...]
    pairs: tuple[PairShown, ...]
    advised: bool
    alternatives: tuple[TriedShown, ...]
    switching: SwitchingShown | None
    unknowns: tuple[UnknownShown, ...]
    seed: int
    draws: int


def review_document(of: Review, *, knowledge_version: str) -> ReviewDocument:
    """Make the document."""
    return ReviewDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        complete=of.complete,
        person=of.twin.person,
        genes=tuple(
            GeneShown(
                gene=g.gene, known=g.known, left_out=g.left_out,
                states=tuple(StateShown(state=s.name, probability=min(p, 1.0)) for p, s in g.states),
            )
            for g in of.genes.values()
        ),
        conditions=tuple(_condition(c) for c in of.conditions),
        forbidden=tuple(
            ForbiddenShown(one=p.one, other=p.other, severity=p.fact.severity, text=p.text, source=str(p.fact.source))
            for p in of.forbidden
        ),
        drugs=tuple(_drug(d) for d in of.drugs),
        pairs=tuple(PairShown.model_validate(p) for p in of.pairs),
        advised=of.advised,
        alternatives=tuple(_tried(t) for t in of.tried),
        switching=None if of.switching is None else _switching(of.switching),
        unknowns=tuple(UnknownShown(what=u.what, effect=u.effect, resolve=u.resolve) for u in of.unknowns),
        seed=of.seed,
        draws=of.draws,
    )  # fmt: skip


def _condition(of: Influence) -> ConditionShown:
    return ConditionShown(
        condition=of.condition, enzyme=of.enzyme, factor=of.factor, low=of.low, high=of.high,
        sources=tuple(shown(s) for s in of.sources),
    )  # fmt: skip


def _drug(of: DrugReview) -> DrugShown:
    taken = of.drug.taken
    return DrugShown(
        drug=of.drug.inn,
        part_of=of.drug.part_of,
        written=of.drug.written,
        dose_mg=None if taken is None else taken.dose_mg,
        interval_h=None if taken is None else taken.interval_h,
        level_ratio=_ratio(of.level),
        peak_ratio=_ratio(of.peak),
        mean_level=None if of.mean_mg_per_l is None else EstimateShown.model_validate(of.mean_mg_per_l),
        level_by=level_model_shown(of.by_model),
        refused=Resolvable.model_validate(of.level) if isinstance(of.level, Indeterminate) else None,
        change=None if of.change is None else ChangeShown.model_validate(of.change),
        causes=tuple(CauseShown.model_validate(c) for c in of.causes),
        window=None if of.held is None else _held(of.held),
        monitoring=None if of.monitoring is None else MonitoringShown.model_validate(of.monitoring),
        pivot=None if of.pivot is None else PivotShown.model_validate(of.pivot),
        curve=None if of.curve is None else curve_shown(of.curve),
        advised=of.advised,
        doses=tuple(DoseShown.model_validate(d) for d in of.doses),
        not_offered=tuple(NotOfferedShown.model_validate(n) for n in of.not_offered),
        guidelines=tuple(AdviceShown.model_validate(g) for g in of.guidelines),
        stops=tuple(StopShown.model_validate(s) for s in of.stops),
        observed=tuple(
            ObservedShown(
                id=x.row.id,
                observed=x.row.ratio,
                predicted=None if x.why_not else x.predicted,
                source=str(x.row.source),
            )
            for x in of.observed
        ),
        assumed_regimen=of.drug.assumed,
        assumed=tuple(f"{a.what}: {a.taken}" for a in of.assumed),
        exposure_unchanged=tuple(unmoved_shown(u) for u in of.unmoved),
        metabolites=tuple(metabolite_shown(m) for m in of.metabolites),
        limits=of.limits,
        tier=of.tier.name if of.tier else "-",
        context=of.context,
        qualified=True if of.qualified == "qualified" else of.qualified,
    )


def _ratio(of: Estimate | Indeterminate) -> RatioShown | None:
    return None if isinstance(of, Indeterminate) else RatioShown(value=of.value, low=of.low, high=of.high)


def _held(of: InWindow) -> HeldShown:
    window = of.window
    return HeldShown(
        measure=window.measure, low=window.low, high=window.high,
        toxic=None if math.isinf(window.toxic) else window.toxic, source=str(window.source), below=of.below,
        inside=of.inside, above=of.above, above_toxic=of.toxic,
    )  # fmt: skip


def _tried(of: Tried) -> TriedShown:
    taken = of.alternative.drug.taken
    return TriedShown(
        instead_of=of.instead_of,
        drug=of.alternative.drug.inn,
        dose_mg=None if taken is None else taken.dose_mg,
        interval_h=None if taken is None else taken.interval_h,
        indications=of.alternative.indications,
        ratio=of.ratio,
        gain=of.gain,
        against=of.alternative.against,
        check=of.alternative.check,
    )


def _switching(of: Switching) -> SwitchingShown:
    return SwitchingShown(
        taken=_list(of.taken), best=tuple(_list(x) for x in of.best), looked_at=of.looked_at, exact=of.exact
    )


def _list(of: SwitchedList) -> ListShown:
    return ListShown(switches=of.switches, score=of.score, ratios=of.ratios)
