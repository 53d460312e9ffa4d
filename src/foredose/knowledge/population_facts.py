"""How age, sex, body and blood measures vary and go together in a population: curated facts and a table of numbers.

``knowledge/populations/NAME.yaml`` is curated; ``NAME.json`` beside it is written by ``scripts/import_populations.py``.
Adding the two files adds the population.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation, InputError, KnowledgeError
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = [
    "Correlation",
    "Measure",
    "PopulationFacts",
    "PopulationTable",
    "PublishedMean",
    "population_facts",
]

Sex = Literal["female", "male"]
Quantiles = tuple[tuple[float, ...] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A body or blood measure; ``scale`` says whether values or their logarithms are interpolated."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    label: str
    unit: str
    scale: Literal["linear", "log"]
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMean:
    """A mean of another table: unit of the measure, ages in years, allowed relative difference."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    measure: str
    sex: Sex
    ages: tuple[float, float]
    mean: float
    tolerance: float
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """Correlations of normal scores, from an age to before another, by sex; the lowest and highest BMI seen (kg/m2)."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    ages: tuple[int, int]
    covariates: tuple[str, ...]
    bmi: Mapping[Sex, tuple[float, float]]
    female: tuple[tuple[float, ...], ...]
    male: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationTable:
    """The numbers.

    Parameters
    ----------
    people, counted
        How many were examined, in all and by sex and band.
    ages, share
        Years of age, and by sex the share of the population in each.
    bands
        From an age to before another.
    quantiles
        Measure, then sex, to one row for each band: values at ``probabilities``; ``None`` where not measured.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    written_by: str
    upstream: str
    people: int
    probabilities: tuple[float, ...]
    ages: tuple[int, ...]
    share: Mapping[Sex, tuple[float, ...]]
    bands: tuple[tuple[int, int], ...]
    counted: Mapping[Sex, tuple[int, ...]]
    quantiles: Mapping[str, Mapping[Sex, Quantiles]]
    correlations: tuple[Correlation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationFacts:
    """Everything known of one population; ``unknown`` maps what cannot be drawn to the reason."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    name: str
    title: str
    source: Citation
    measures: Mapping[str, Measure]
    unknown: Mapping[str, str]
    assumed: tuple[str, ...]
    published: tuple[PublishedMean, ...]

    @property
    def table(self) -> PopulationTable:
        """The numbers behind the facts."""
        return _table(self.name)

    @property
    def ages(self) -> tuple[float, float]:
        """From which age to before which people can be drawn."""
        return float(self.table.ages[0]), float(self.table.ages[-1] + 1)

    def measured_from(self, measure: str) -> float:
        """Return the lowest age at which a measure can be drawn."""
        rows = self.table.quantiles[measure]["female"]
        known = [band[0] for band, row in zip(self.table.bands, rows, strict=True) if row is not None]
        return float(min(known))


def _folder() -> Path:
    return Path(__file__).with_name("populations")


@lru_cache(maxsize=8)
def population_facts(name: str) -> PopulationFacts:
    """Return the facts of one population.

    Raises
    ------
    InputError
        ``population.facts`` for a name that has no file.
    KnowledgeError
        When a file breaks its schema.
    """
    path = _folder() / f"{name}.yaml"
    known = sorted(p.stem for p in _folder().glob("*.yaml"))
    if name not in known:
        raise InputError(
            "population.facts",
            found=f"the population {name!r}",
            expected=f"one of {', '.join(known)}",
            where="the field `physiology`",
            remedy="name a population whose facts are there, or add its files",
        )
    return read_fact(path, PopulationFacts)


@lru_cache(maxsize=8)
def _table(name: str) -> PopulationTable:
    from pydantic import TypeAdapter, ValidationError

    path = _folder() / f"{name}.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(PopulationTable).validate_python(raw)
    except (OSError, ValueError, ValidationError) as error:
        raise KnowledgeError(
            "knowledge.schema",
            found=" ".join(str(error).split())[:200],
            expected="the fields of PopulationTable",
            where=f"populations/{path.name}",
            remedy="run scripts/import_populations.py",
        ) from error
