"""The answer to an order: exposure, options, guideline actions, stops, unknowns. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foredose.core import Citation, Estimate, Indeterminate
from foredose.genome import GenomeCall
from foredose.safety import HardStop
from foredose.sources import Order

__all__ = [
    "ActivityShown",
    "Assessment",
    "Curve",
    "Exposure",
    "GuidelineAdvice",
    "HardStop",
    "NotOffered",
    "Option",
    "Reason",
    "TwinSummary",
    "Unknown",
    "Window",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of the why-tree, from a fact to what it changes, with its source."""

    text: str
    source: str
    children: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityShown:
    """Working activity of one enzyme or transporter toward one substrate; 1 is the reference person.

    ``by_genotype`` is the median of what the genotype alone leaves, without the ``drugs`` that act on the enzyme;
    ``process`` is what the pathway does, and ``reference`` the genotype of the reference person.
    """

    enzyme: str
    substrate: str
    value: float
    low: float
    high: float
    because: tuple[str, ...]
    by_genotype: float | None = None
    drugs: tuple[str, ...] = ()
    process: str = ""
    reference: str = ""

    @property
    def drives(self) -> bool:
        """Whether it differs from the reference person's by more than 2 % in any part of the interval."""
        return any(abs(part - 1.0) > 0.02 for part in (self.value, self.low, self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinSummary:
    """What the twin rests on: covariates used (name, value, unit, date, source) and activities."""

    person: str
    as_of: date
    covariates: tuple[tuple[str, float | None, str, str], ...]
    medications: tuple[str, ...]
    genome: GenomeCall | None
    activities: tuple[ActivityShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The target of an analyte or effect: in the window is wanted, above ``toxic`` is harm.

    ``kind`` is ``"published"``, or ``"reference"`` where no range is published and the bounds are what the model
    gives normal-function people on labelled doses; then ``toxic`` is only the upper end of that usual range.
    """

    measure: str
    low: float
    high: float
    toxic: float
    unit: str
    source: Citation
    basis: str
    kind: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Course of one analyte over time: (median, 5th, 95th percentile) of the twin and of the reference twin."""

    times_h: tuple[float, ...]
    twin: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
    reference: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Simulated exposure of one analyte (or course of one effect) under the ordered regimen.

    ``role`` is ``"parent"``, ``"metabolite"``, ``"active metabolite"`` or ``"effect"``. ``auc`` and
    ``ctrough`` are over the last simulated dosing interval and ``None`` for effects; ``mean`` is the mean over it.
    """

    analyte: str
    role: str
    unit: str
    auc: Estimate | None
    cmax: Estimate
    ctrough: Estimate | None
    ratio_to_reference: Estimate
    in_window: float | None
    above_toxic: float | None
    window: Window | None
    curve: Curve
    mean: Estimate
    time_in_window: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One simulated choice: benefit is P(in window), risk is P(above the toxic limit)."""

    drug: str
    dose: str
    regimen: str
    benefit: float
    risk: float
    why: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOffered:
    """A choice that could not be judged, and the fact that is missing.

    ``named_by`` is who names it as another drug to give, empty for a dose of the ordered drug; ``against`` says in
    few words what speaks against it in this person.
    """

    drug: str
    unknown: str
    named_by: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineAdvice:
    """What a guideline says for this genotype: structured, with the sentence made from it.

    ``against`` is True when it speaks against the order as written, without a further clinical condition.
    ``not_considered`` names the drugs taken that act on these genes where the guideline looks at genotype alone.
    """

    source: str
    version: str
    genes: Mapping[str, str]
    population: str
    action: str
    magnitude: str | None
    strength: str
    sentence: str
    url: str
    against: bool = False
    not_considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something not known, what it costs the answer, and what would resolve it."""

    what: str
    effect: str
    resolve: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything that is said about one order for one person.

    ``complete`` is False when a fact that the answer needs is missing. ``refused`` says why no option is
    advised; the exposure may still be shown. ``headline`` is the one line a prescriber reads. ``reference`` says who
    the reference twin is. ``guidelines_disagree`` says which recommendations raise and which lower the dose, empty
    where they point one way. ``qualified`` is the board's verdict of the drug's library models: ``qualified``, or why
    not; empty without a model.
    """

    complete: bool
    headline: str
    order: Order
    twin: TwinSummary
    exposure: tuple[Exposure, ...]
    options: tuple[Option, ...]
    not_offered: tuple[NotOffered, ...]
    hard_stops: tuple[HardStop, ...]
    guidelines: tuple[GuidelineAdvice, ...]
    unknowns: tuple[Unknown, ...]
    refused: Indeterminate | None
    why: tuple[Reason, ...]
    reference: str
    model: str | None
    model_source: str | None
    code_version: str
    knowledge_version: str
    seed: int
    draws: int
    disagreements: tuple[str, ...] = ()
    guidelines_disagree: str = ""
    qualified: str = ""
