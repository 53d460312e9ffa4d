"""Size, organ masses and flows by age: published values at some ages, interpolated between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = ["Ages", "Filtration", "Growth", "ages"]

Sex = Literal["male", "female"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One quantity at the ages of the file; a shorter list has no value at the last of them."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    unit: str
    male: tuple[float, ...]
    female: tuple[float, ...]
    note: str = ""

    def of(self, sex: Sex) -> tuple[float, ...]:
        """Return the values of one sex."""
        return self.male if sex == "male" else self.female


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtration:
    """How glomerular filtration per kidney matures: half of the way at ``half_weeks`` after the last menstruation."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    how: str
    half_weeks: float
    hill: float
    least: float
    term_weeks: float
    source: Citation

    def at(self, age_years: float) -> float:
        """Return the fraction of the mature filtration per kidney in a child born at term."""
        weeks = float((age_years * 365.25 / 7 + self.term_weeks) ** self.hill)
        return weeks / (float(self.half_weeks**self.hill) + weeks) * (1 - self.least) + self.least


@dataclass(frozen=True, kw_only=True)
class Ages:
    """``physiology/ages.yaml``."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    version: str
    source: Citation
    ages_years: tuple[float, ...]
    rows: Mapping[str, Growth]
    organs: Mapping[str, Growth]
    filtration: Filtration
    unknown: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse ages that do not rise and rows of another length."""
        if list(self.ages_years) != sorted(set(self.ages_years)):
            raise ValueError("ages_years must rise")
        for name, row in {**self.rows, **self.organs}.items():
            wanted = len(self.ages_years) - (name == "brain_flow")
            if {len(row.male), len(row.female)} != {wanted}:
                raise ValueError(f"{name}: {wanted} values wanted for each sex")

    @property
    def adult_years(self) -> float:
        """Return the age from which the adult's values hold."""
        return self.ages_years[-1]

    def at(self, values: tuple[float, ...], age_years: float) -> float:
        """Return a quantity at an age: on a straight line between two ages, the last value from the last age on."""
        known = self.ages_years
        after = bisect_right(known, age_years)
        if after >= len(known):
            return values[-1]
        part = (age_years - known[after - 1]) / (known[after] - known[after - 1])
        return values[after - 1] + part * (values[after] - values[after - 1])


@lru_cache(maxsize=1)
def ages() -> Ages:
    """Return what is known by age."""
    return read_fact(Path(__file__).with_name("physiology") / "ages.yaml", Ages)
