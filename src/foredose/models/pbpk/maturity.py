"""How much of its enzymes a person has at an age, by published curves that the caller chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from foredose.core import Indeterminate
from foredose.knowledge.age_facts import ages
from foredose.knowledge.compound_facts import Compound
from foredose.knowledge.ontogeny_facts import TOLD_AS, Curve, ontogeny
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.pbpk.volumes import refused

__all__ = ["CurveChoice", "activity_at", "growing_proteins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveChoice:
    """Which of the curves that disagree: by setting and the number of their reference in the source."""

    setting: Literal["in vitro", "in vivo"] = "in vitro"
    reference: str = "108"


def growing_proteins(compounds: Iterable[Compound]) -> tuple[str, ...]:
    """Return the enzymes and transporters that the compounds' default processes name."""
    names = {p.protein for c in compounds for p in c.processes if p.protein}
    return tuple(sorted(n for n in names if enzyme(n).kind != "binding"))


def activity_at(protein: str, age_years: float, choice: CurveChoice) -> float:
    """Return the fraction of the adult's activity; 1 in an adult.

    Raises
    ------
    InputError
        When no curve of the choice is of that protein, or none speaks for the age.
    """
    if age_years >= ages().adult_years:
        return 1.0
    curve = _curve(protein, choice)
    found = curve.at(age_years) if curve else _none(protein, choice)
    if isinstance(found, Indeterminate):
        raise refused(f"{protein} at {age_years:g} years: {found.why}", found.resolve)
    return found


def _curve(protein: str, choice: CurveChoice) -> Curve | None:
    for name in TOLD_AS.get(protein, (protein,)):
        for curve in ontogeny().curves:
            if (curve.enzyme, curve.setting, curve.reference) == (name, choice.setting, choice.reference):
                return curve
    return None


def _none(protein: str, choice: CurveChoice) -> Indeterminate:
    return Indeterminate(
        why=f"no {choice.setting} curve of reference {choice.reference} is known",
        resolve=f"another curve, or the activity of {protein} in the person",
    )
