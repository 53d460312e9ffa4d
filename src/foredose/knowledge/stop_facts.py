"""Schema and loader of the hard stops and their code sets; predicates are a closed list, no text is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from foredose.core import KnowledgeError

__all__ = ["SEVERITIES", "CodeSet", "Limit", "Predicate", "Stop", "StopCase", "codesets", "stops"]

# The C loader is ten times as fast, where libyaml is there.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FOLDER = Path(__file__).parent
#: refuse: no advice is given; contraindicated: the source says not to give it; restrict: advised against, or
#: only under a limit; warn: give with care.
SEVERITIES = ("refuse", "contraindicated", "restrict", "warn")


class _Fact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(_Fact):
    """A covariate and a number in its canonical unit."""

    name: str
    value: float


class Predicate(_Fact):
    """Exactly one of the fields; ``all_of``, ``any_of`` and ``none_of`` nest.

    ``has_condition`` asks for an active condition, ``had_condition`` for one that was ever recorded.
    ``known_covariate_below`` is "no" where no current value is known, ``covariate_below`` then cannot be told.
    """

    all_of: tuple[Predicate, ...] | None = None
    any_of: tuple[Predicate, ...] | None = None
    none_of: tuple[Predicate, ...] | None = None
    age_below: float | None = None
    has_condition: str | None = None
    had_condition: str | None = None
    had_procedure: str | None = None
    status: Literal["pregnant", "breastfeeding", "smoking"] | None = None
    allergy_to: Literal["the ordered drug"] | None = None
    taking: tuple[str, ...] | None = None
    covariate_above: Limit | None = None
    covariate_below: Limit | None = None
    known_covariate_below: Limit | None = None
    daily_dose_above_mg: float | None = None
    has_genome: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_field(self) -> Predicate:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a predicate has exactly one field, not {sorted(self.model_fields_set)}")
        return self

    def walk(self) -> Iterator[Predicate]:
        """Yield this predicate and all inside it."""
        yield self
        for inner in (*(self.all_of or ()), *(self.any_of or ()), *(self.none_of or ())):
            yield from inner.walk()


class StopCase(_Fact):
    """A person in few words, for the gate; what is not named is not known, ``record: false`` is no record."""

    age: float | None = None
    sex: Literal["female", "male"] | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    conditions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    covariates: Mapping[str, float] = {}
    order: str | None = None
    genome: bool = True
    record: bool = True


class Cases(_Fact):
    """Persons in whom a stop fires, stays silent, or cannot be judged."""

    fires: Annotated[tuple[StopCase, ...], Field(min_length=1)]
    silent: Annotated[tuple[StopCase, ...], Field(min_length=1)]
    unknown: tuple[StopCase, ...] = ()


class Stop(_Fact):
    """One sourced reason not to give a drug, or to give it only under a restriction.

    ``label`` names in a few words what the stop looks for. ``drugs`` is ``"any"`` or a list; ``not_drugs`` are
    left out of ``"any"``. ``genes`` names the genes whose genotype the stop makes inapplicable; empty where the
    stop is about the drug itself. ``members`` is the source of the drugs listed where the text speaks of a class.
    """

    code: str
    label: str = Field(min_length=4, max_length=60)
    drugs: Literal["any"] | tuple[str, ...]
    not_drugs: tuple[str, ...] = ()
    severity: Literal["refuse", "contraindicated", "restrict", "warn"]
    when: Predicate
    genes: tuple[str, ...] = ()
    text: str = Field(min_length=20)
    source: str = Field(min_length=10)
    read: str = Field(min_length=4)
    members: str | None = Field(default=None, min_length=10)
    cases: Cases

    def concerns(self, drug: str) -> bool:
        """Whether the stop is about this drug."""
        return drug not in self.not_drugs if self.drugs == "any" else drug in self.drugs


class CodeSet(_Fact):
    """Codes that mean one clinical state, by short name of the code system."""

    label: str
    codes: Mapping[str, tuple[str, ...]]
    source: str = Field(min_length=10)


class _CodeSets(_Fact):
    systems: Mapping[str, str]
    sets: Mapping[str, CodeSet]


class _StopFile(_Fact):
    stops: tuple[Stop, ...]


def _broken(path: Path, error: Exception) -> KnowledgeError:
    return KnowledgeError(
        "knowledge.stops",
        found=" ".join(str(error).split())[:200],
        expected="the schema of foredose.knowledge.stop_facts",
        where=f"{path.parent.name}/{path.name}",
        remedy="mend the named field",
    )


@cache
def _code_sets() -> _CodeSets:
    path = FOLDER / "codesets.yaml"
    try:
        return _CodeSets.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))
    except (ValidationError, yaml.YAMLError) as error:
        raise _broken(path, error) from error


@cache
def codesets() -> Mapping[str, tuple[str, frozenset[tuple[str, str]]]]:
    """Return each code set's label and its codes as (system URL, code)."""
    facts = _code_sets()
    return {
        name: (
            s.label,
            frozenset((facts.systems[short], c) for short, codes in s.codes.items() for c in codes),
        )
        for name, s in facts.sets.items()
    }


@cache
def stops() -> tuple[Stop, ...]:
    """Return every stop of ``knowledge/stops``, checked against its schema.

    Raises
    ------
    KnowledgeError
        A file breaks the schema, two stops share a code, or a predicate names an unknown code set.
    """
    found = tuple(stop for path in sorted((FOLDER / "stops").glob("*.yaml")) for stop in _read(path))
    codes = [stop.code for stop in found]
    if len(set(codes)) != len(codes):
        raise _broken(FOLDER / "stops", ValueError("two stops share a code"))
    return found


def _read(path: Path) -> tuple[Stop, ...]:
    try:
        found = _StopFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)).stops
    except (ValidationError, yaml.YAMLError) as error:
        raise _broken(path, error) from error
    for predicate in (p for stop in found for p in stop.when.walk()):
        named = predicate.has_condition or predicate.had_condition or predicate.had_procedure
        if named is not None and named not in _code_sets().sets:
            raise _broken(path, ValueError(f"unknown code set {named}"))
    return found
