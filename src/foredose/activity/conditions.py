"""What a person's age, sex, smoking, pregnancy, liver, kidney and inflammation leave of each enzyme.

Several published findings of one enzyme and condition are taken together: their median, from the lowest to the
highest of their bounds. Factors are of the liver; the gut wall is left as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from foredose.core import Citation, Indeterminate
from foredose.knowledge.age_facts import ages
from foredose.knowledge.condition_facts import facts_under
from foredose.knowledge.impairment_facts import ChildPugh, impairment
from foredose.knowledge.ontogeny_facts import TOLD_AS, ontogeny

__all__ = ["KIDNEY", "LIVER", "Influence", "PersonState", "influences"]

LIVER, KIDNEY = "liver", "kidney"
"""In place of an enzyme: how much of the liver works, and how much of renal clearance is left."""
_FULL_GFR = 100.0
"""Filtration (mL/min) beside which renal clearance is taken; a choice of this project."""
_SHARED = {"CYP3A": ("CYP3A4", "CYP3A5")}
_UNTOLD_MODEL, _UNTOLD_MASS = 2.0, 1.25
"""Fold each way for what a source tells without a spread: an enzyme in liver disease, and the functional liver mass."""
_LEAST = 0.01
"""The least that is taken of an enzyme that a curve has at none."""
_TRIMESTERS = (1, 2, 3)
_Finding = tuple[str, float, float, float, Citation]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """What is known of a person beside genes and drugs; ``None`` is not known, and moves nothing.

    Parameters
    ----------
    egfr
        Filtration in mL/min, or for 1.73 m2.
    """

    age_years: float | None = None
    sex: str | None = None
    smoking: bool | None = None
    pregnant: bool | None = None
    trimester: int | None = None
    child_pugh: ChildPugh | None = None
    inflamed: bool | None = None
    egfr: float | None = None

    @property
    def child(self) -> bool:
        """Whether the person is known to be younger than an adult."""
        return self.age_years is not None and self.age_years < ages().adult_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What a condition, as a person reads it, leaves of an enzyme, with its 5th and 95th percentile."""

    condition: str
    enzyme: str
    factor: float
    low: float
    high: float
    sources: tuple[Citation, ...]


def influences(state: PersonState) -> tuple[Influence, ...]:
    """Return every influence that is known; what leaves an enzyme exactly as it is, is left out."""
    found = [
        *(_told("smoking", "smoker") if state.smoking else ()),
        *(_pregnancy(state.trimester) if state.pregnant else ()),
        *(_told("inflammation", "inflammation") if state.inflamed else ()),
        *(_told(f"sex ({state.sex})", state.sex) if state.sex and not state.child else ()),
        *(_growing(state.age_years) if state.child and state.age_years is not None else ()),
        *(_liver(state.child_pugh, filtration=state.egfr is None) if state.child_pugh else ()),
        *(_kidney(state.egfr) if state.egfr is not None else ()),
    ]
    return tuple(i for i in found if not i.low == i.factor == i.high == 1.0)


def _findings(*conditions: str) -> list[_Finding]:
    return [
        (enzyme, f.factor, f.low, f.high, f.source)
        for f in facts_under(*conditions)
        for enzyme in _SHARED.get(f.enzyme, (f.enzyme,))
    ]


def _told(shown: str, *conditions: str) -> tuple[Influence, ...]:
    return _together(shown, _findings(*conditions))


def _together(shown: str, findings: Iterable[_Finding]) -> tuple[Influence, ...]:
    by_enzyme: dict[str, list[_Finding]] = {}
    for one in findings:
        by_enzyme.setdefault(one[0], []).append(one)
    return tuple(
        Influence(
            condition=shown, enzyme=enzyme, factor=_middle([f for _, f, _, _, _ in of]),
            low=min(low for _, _, low, _, _ in of), high=max(high for _, _, _, high, _ in of),
            sources=tuple(dict.fromkeys(source for *_, source in of)),
        )
        for enzyme, of in sorted(by_enzyme.items())
    )  # fmt: skip


def _middle(values: Sequence[float]) -> float:
    return math.exp(median(math.log(v) for v in values))


def _pregnancy(trimester: int | None) -> tuple[Influence, ...]:
    """Return what pregnancy does; over all trimesters where the trimester is not known."""
    told = _TRIMESTERS if trimester is None else (trimester,)
    shown = "pregnancy" if trimester is None else f"pregnancy (trimester {trimester})"
    return _told(shown, "pregnant", *(f"pregnant {t}" for t in told))


def _growing(age_years: float) -> tuple[Influence, ...]:
    """Return what age leaves, by all published curves that speak for it."""
    source = ontogeny().source
    found: list[_Finding] = []
    for curve in ontogeny().curves:
        fraction = curve.at(age_years)
        if not isinstance(fraction, Indeterminate):
            least = max(fraction, _LEAST)
            told = [e for e, names in TOLD_AS.items() if curve.enzyme in names] or [curve.enzyme]
            found += [(enzyme, least, least, least, source) for enzyme in told]
    return _together(f"age of {age_years:.3g} years", found)


def _liver(grade: ChildPugh, *, filtration: bool) -> tuple[Influence, ...]:
    """Return how much of the liver is left, of each enzyme beside that, and of filtration where it is not measured."""
    facts, source = impairment().liver.classes[grade], impairment().liver.source
    mass, shown = facts.functional_mass, f"liver disease (Child-Pugh {grade})"
    whole = [
        (enzyme, left * mass, left * mass / _UNTOLD_MODEL, left * mass * _UNTOLD_MODEL, source)
        for enzyme, left in facts.enzymes.items()
    ]
    beside = [(e, f / mass, low / mass, high / mass, s) for e, f, low, high, s in
              (*whole, *_findings(f"Child-Pugh {grade}"))]  # fmt: skip
    liver = (LIVER, mass, mass / _UNTOLD_MASS, mass * _UNTOLD_MASS, source)
    kidney = (KIDNEY, facts.filtration, facts.filtration, facts.filtration, source)
    return _together(shown, [liver, *beside, *([kidney] if filtration else [])])


def _kidney(egfr: float) -> tuple[Influence, ...]:
    left = max(egfr, 1.0) / _FULL_GFR
    shown = f"kidney function (eGFR {egfr:.0f})"
    return (Influence(condition=shown, enzyme=KIDNEY, factor=left, low=left, high=left, sources=()),)
