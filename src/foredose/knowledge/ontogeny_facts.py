"""How an enzyme's activity grows with age: published curves side by side, chosen by their source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

from foredose.core import Citation, Indeterminate, InputError
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = ["TOLD_AS", "Curve", "enzyme_fraction", "ontogeny"]

TOLD_AS = {"CYP3A4": ("CYP3A4", "CYP3A4/5", "CYP3A"), "CYP3A5": ("CYP3A5", "CYP3A4/5", "CYP3A")}
"""Names under which sources tell an enzyme that they did not measure apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One sigmoid curve.

    Parameters
    ----------
    setting, data, reference
        Which curve it is: measured in vitro or in vivo, what was measured, and the number of its reference.
    birth, top
        Fraction of the adult activity at birth and at the end.
    age50_years, hill
        Age of half the increase, and its steepness; neither where the activity does not change.
    until_years
        Age beyond which the curve does not speak.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    enzyme: str
    setting: Literal["in vitro", "in vivo"]
    data: str
    reference: str
    birth: float
    top: float
    age50_years: float | None = None
    hill: float | None = None
    until_years: float | None = None

    def at(self, age_years: float) -> float | Indeterminate:
        """Return the fraction of the adult activity at an age, or why the curve cannot say."""
        if age_years < 0 or (self.until_years is not None and age_years > self.until_years):
            return Indeterminate(
                why=f"the {self.setting} curve of {self.enzyme} does not speak for {age_years:g} years",
                resolve="choose a curve that covers the age",
            )
        if self.age50_years is None or self.hill is None:
            return self.top
        grown = float(age_years**self.hill)
        half = float(self.age50_years**self.hill)
        return (self.top - self.birth) * grown / (half + grown) + self.birth


@dataclass(frozen=True, slots=True, kw_only=True)
class OntogenyFile:
    """``physiology/ontogeny.yaml``."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    version: str
    source: Citation
    curves: tuple[Curve, ...]


@lru_cache(maxsize=1)
def ontogeny() -> OntogenyFile:
    """Return all curves."""
    return read_fact(Path(__file__).with_name("physiology") / "ontogeny.yaml", OntogenyFile)


def enzyme_fraction(
    enzyme: str, age_years: float, *, setting: Literal["in vitro", "in vivo"], reference: str | None = None
) -> float | Indeterminate:
    """Return the fraction of an enzyme's adult activity at an age, by the curve that the caller chooses.

    Raises
    ------
    InputError
        When no curve, or more than one, is of that enzyme, setting and reference: the curves disagree, so none is
        taken without being chosen.
    """
    found = [
        c
        for c in ontogeny().curves
        if (c.enzyme, c.setting) == (enzyme, setting) and reference in (None, c.reference)
    ]
    if len(found) == 1:
        return found[0].at(age_years)
    known = ", ".join(f"{c.enzyme} {c.setting} of reference {c.reference}" for c in ontogeny().curves)
    raise InputError(
        "physiology.ontogeny",
        found=f"{len(found)} curves of {enzyme} {setting}",
        expected=f"one of {known}",
        where="physiology/ontogeny.yaml",
        remedy="name the reference of the curve",
    )
