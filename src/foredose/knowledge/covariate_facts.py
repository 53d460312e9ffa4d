"""Loader of ``covariates.yaml``: every name that a model may ask of a person, with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from foredose.core import KnowledgeError
from foredose.knowledge.observation_facts import LOADER, observation_facts

__all__ = ["CovariateName", "covariate_names"]

FILE = Path(__file__).parent / "covariates.yaml"


class CovariateName(BaseModel):
    """What a name means, its unit (UCUM), and whether it is a yes (1) or no (0)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str
    meaning: str = Field(min_length=2)
    flag: bool = False


@cache
def covariate_names() -> Mapping[str, CovariateName]:
    """Return the registered names, those that a health record gives included.

    Raises
    ------
    KnowledgeError
        The file breaks its schema, or repeats a name of ``observations.yaml``.
    """
    try:
        text = yaml.load(FILE.read_text(encoding="utf-8"), Loader=LOADER)
        own = TypeAdapter(dict[str, CovariateName]).validate_python(text)
    except (ValidationError, yaml.YAMLError) as error:
        raise _broken(str(error).splitlines()[0]) from error
    observed = observation_facts().covariates
    twice = sorted(set(own) & set(observed))
    if twice:
        raise _broken(f"{twice[0]}, which observations.yaml has too")
    return own | {name: CovariateName(unit=f.unit, meaning=f.label) for name, f in observed.items()}


def _broken(found: str) -> KnowledgeError:
    return KnowledgeError(
        "knowledge.covariates",
        found=found,
        expected="a unit and a meaning for each name, each name once",
        where=str(FILE),
        remedy="mend the named entry",
    )
