"""Contexts of use and the criteria that qualify one, committed before the first scoring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foredose.knowledge.disposition_facts import disposition
from foredose.knowledge.observed_facts import ObservedRatio
from foredose.knowledge.settled import Settled, settle
from foredose.qualification.score import Score

__all__ = [
    "CRITERIA",
    "MODEL_CRITERIA",
    "MONITORING_CRITERION",
    "Criterion",
    "ModelCriterion",
    "MonitoringCriterion",
    "contexts_of",
    "verdict",
]

LEAST_ROWS, LEAST_VICTIMS = 5, 3
INDEX_CYP2D6 = frozenset({"desipramine", "dextromethorphan", "metoprolol", "nebivolol", "atomoxetine"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What validation rows must show; intervals' coverage from 0.85 to 0.95 at a median fold-width of at most 3."""

    gmfe: float
    within_two: float
    within_guest: float = 0.0
    coverage: tuple[float, float] = (0.85, 0.95)
    fold_width: float = 3.0

    def __str__(self) -> str:
        guest = f", Guest {self.within_guest:.0%}" if self.within_guest else ""
        low, high = self.coverage
        return (
            f"GMFE <= {self.gmfe:g}, within 2-fold {self.within_two:.0%}{guest}, "
            f"coverage {low:.0%} to {high:.0%}, width <= {self.fold_width:g}, "
            f"at least {LEAST_ROWS} rows of {LEAST_VICTIMS} drugs"
        )


CRITERIA = {
    "genotype": Criterion(gmfe=1.30, within_two=0.90, within_guest=0.75),
    "interaction": Criterion(gmfe=1.5, within_two=0.88),
    "index pairs": Criterion(gmfe=1.3, within_two=0.88),
    "interaction within genotype": Criterion(gmfe=1.5, within_two=0.85),
}
"""Family of contexts to its criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCriterion:
    """What a drug's library models must show against numbers of studies that did not build them."""

    gmfe: float
    within_two: float = 0.85
    numbers: int = 3
    studies: int = 2

    def __str__(self) -> str:
        return (
            f"GMFE <= {self.gmfe:g}, within 2-fold {self.within_two:.0%}, "
            f"at least {self.numbers} observed numbers of {self.studies} studies"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringCriterion:
    """What forecasts of next levels must show, beside the population's prediction and the last level."""

    coverage: tuple[float, float] = (0.85, 0.95)
    levels: int = 30
    people: int = 10

    def __str__(self) -> str:
        low, high = self.coverage
        return (
            f"coverage of the 90 % interval {low:.0%} to {high:.0%}, GMFE below both baselines, "
            f"at least {self.levels} levels in {self.people} people"
        )


MODEL_CRITERIA = {
    "population model": ModelCriterion(gmfe=1.3),
    "population effect": ModelCriterion(gmfe=1.25),
}
"""Family to its criterion. 1.3: mean levels of one drug in two studies lie about that far apart, and steps of marketed
doses are no finer. 1.25 of effects: they start from a baseline, which flatters every ratio of predicted to observed."""

MONITORING_CRITERION = MonitoringCriterion()


def contexts_of(row: ObservedRatio) -> tuple[str, ...]:
    """Return the contexts that a row speaks for: its kind as a whole, then by gene or by enzyme."""
    if row.kind == "genotype":
        return ("genotype", f"genotype: {row.test.split(':')[0]}")
    if row.kind == "interaction within genotype":
        return (row.kind, f"{row.kind}: {row.test.split(':')[0]}")
    enzyme = _enzyme(row)
    index = row.victim == "midazolam" or (row.victim in INDEX_CYP2D6 and enzyme == "CYP2D6")
    return ("interaction", f"interaction: {enzyme}", *(("index pairs",) if index else ()))


def _enzyme(row: ObservedRatio) -> str:
    """Return the enzyme, of those that the perpetrators act on, that carries most of the victim's clearance."""
    victim = disposition(row.victim)
    acted = {
        f.of
        for p in row.perpetrators
        if (other := disposition(p.inn)) is not None
        for f in other.facts
        if f.quantity in ("Ki", "kinact", "Emax", "residual")
    }
    if victim is None:
        return "none known"
    shares = {
        f.of: found.value
        for f in victim.facts
        if f.quantity == "share" and f.of in acted
        if isinstance(found := settle(victim, "share", f.of, f.site), Settled)
    }
    return max(shares, key=lambda e: shares[e], default="none known")


def verdict(context: str, found: Score | None) -> str:
    """Return ``qualified``, or why not."""
    criterion = CRITERIA[context.split(":", maxsplit=1)[0]]
    if found is None or found.number < LEAST_ROWS or found.victims < LEAST_VICTIMS:
        told = f"{_count(found.number, 'row')} of {_count(found.victims, 'drug')}" if found else "no row"
        return f"not qualified: {told} to validate on"
    low, high = criterion.coverage
    failed: Sequence[str] = [
        text
        for bad, text in (
            (found.gmfe > criterion.gmfe, f"GMFE {found.gmfe:.2f}"),
            (found.within_two.value < criterion.within_two, f"within 2-fold {found.within_two.value:.0%}"),
            (
                found.within_guest.value < criterion.within_guest,
                f"within Guest limits {found.within_guest.value:.0%}",
            ),
            (not low <= found.covered.value <= high, f"intervals hold {found.covered.value:.0%}"),
            (found.fold_width > criterion.fold_width, f"fold-width {found.fold_width:.1f}"),
        )
        if bad
    ]
    return f"not qualified: {', '.join(failed)}" if failed else "qualified"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
