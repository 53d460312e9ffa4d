"""Loader of ``observations.yaml``: which code is which covariate or status, in what units, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from foredose.core import KnowledgeError

__all__ = ["CovariateFact", "ObservationFacts", "StatusFact", "observation_facts"]

# The C loader is ten times as fast, where libyaml is there.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FILE = Path(__file__).parent / "observations.yaml"


class _Fact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=2)
    codes: Mapping[str, str]
    max_age_days: int = Field(gt=0)
    reason: str = Field(min_length=10)
    source: str = Field(min_length=3)


class CovariateFact(_Fact):
    """One covariate: canonical unit, LOINC codes, accepted UCUM units with factor, plausible range, limit."""

    unit: str
    units: Mapping[str, float]
    plausible: tuple[float, float]
    max_age_days_child: int | None = None

    @model_validator(mode="after")
    def _canonical_unit_is_accepted(self) -> CovariateFact:
        if self.units.get(self.unit) != 1:
            raise ValueError(f"the canonical unit {self.unit} must be accepted with factor 1")
        return self

    def current_days(self, age_years: float | None) -> int:
        """Return for how many days a value is current, shorter while a person grows (under 18 years)."""
        growing = age_years is None or age_years < 18
        return self.max_age_days_child if growing and self.max_age_days_child else self.max_age_days


class StatusFact(_Fact):
    """One coded status: LOINC codes of the question, and what each coded answer says."""

    answers: Mapping[str, Mapping[str, bool]]


class ObservationFacts(BaseModel):
    """All covariates and statuses, and the sources their codes and factors stand in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: Mapping[str, str]
    covariates: Mapping[str, CovariateFact]
    statuses: Mapping[str, StatusFact]

    @model_validator(mode="after")
    def _every_code_names_a_source_and_one_meaning(self) -> ObservationFacts:
        seen: set[str] = set()
        for fact in (*self.covariates.values(), *self.statuses.values()):
            for code, source in fact.codes.items():
                if source not in self.sources:
                    raise ValueError(f"code {code} names the unknown source {source}")
                if code in seen:
                    raise ValueError(f"code {code} has two meanings")
                seen.add(code)
        return self

    def covariate_of(self, loinc: str) -> str | None:
        """Return the covariate that a LOINC code measures, if it is one of ours."""
        return next((name for name, fact in self.covariates.items() if loinc in fact.codes), None)

    def status_of(self, loinc: str) -> str | None:
        """Return the status that a LOINC code asks for, if it is one of ours."""
        return next((name for name, fact in self.statuses.items() if loinc in fact.codes), None)


@cache
def observation_facts() -> ObservationFacts:
    """Read and check ``observations.yaml`` once.

    Raises
    ------
    KnowledgeError
        The file breaks its schema.
    """
    try:
        return ObservationFacts.model_validate(yaml.load(FILE.read_text(encoding="utf-8"), Loader=LOADER))
    except (ValidationError, yaml.YAMLError) as error:
        raise KnowledgeError(
            "knowledge.observations",
            found=str(error).splitlines()[0],
            expected="covariates and statuses with codes, units, ranges, currency limits and sources",
            where=str(FILE),
            remedy="mend the named field",
        ) from error
