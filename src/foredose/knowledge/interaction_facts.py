"""What other drugs do to enzymes and transporters: one file per perpetrator in ``knowledge/interactions``.

Which list decides where lists disagree: the FDA table as current on 2026-05-29 comes first; a row that it
lacks is taken from the review named in the row; the class of a list without a primary source is never used.
Every disagreement is kept in the row's ``note``. FDA writes CYP3A; it is CYP3A4 here. OATP1B1 carries its
gene symbol SLCO1B1. A drug without a file is not known to be harmless: the FDA table is not exhaustive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = [
    "CLASS_SOURCE",
    "SCORE_SOURCE",
    "ObservedEffect",
    "Perpetration",
    "perpetrations",
    "perpetrator_names",
]

_FOLDER = Path(__file__).with_name("interactions")

CLASS_SOURCE = Citation(
    key="FDA_DDI_classes",
    locus="inhibitors: AUC of a sensitive substrate rises at least 5-fold, 2- to 5-fold, 1.25- to 2-fold",
)
SCORE_SOURCE = Citation(key="Crews2021", locus="CYP2D6 inhibitors multiply the activity score (opioids)")

# 1 / AUC ratio: the activity left where one enzyme carries the whole clearance of the substrate.
_RESIDUAL = {"strong": (0.0, 0.2), "moderate": (0.2, 0.5), "weak": (0.5, 0.8)}
_SCORE_FACTOR = {"strong": 0.0, "moderate": 0.5}

Strength = Literal["strong", "moderate", "weak", "unclassified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedEffect:
    """A measured effect on one victim drug: ``ratio`` of ``measure`` with to without the perpetrator.

    ``clearance_ratio`` is what it says of the victim's clearance (lowest and highest), where it says that; a model
    then takes it in place of the strength class.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    victim: str
    measure: str
    ratio: float
    source: Citation
    note: str = ""
    clearance_ratio: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effect:
    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    enzyme: str
    kind: Literal["inhibitor", "inducer"]
    strength: Strength
    source: Citation
    note: str = ""
    observed: tuple[ObservedEffect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    perpetrator: str
    effects: tuple[_Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetration:
    """One perpetrator acting on one enzyme or transporter.

    Parameters
    ----------
    strength
        The FDA class; ``unclassified`` where the source names the effect but gives no class (all
        transporters).
    residual_low, residual_high
        Fraction of the enzyme's activity that the class leaves; ``None`` for inducers, whose class has no
        upper bound, and for ``unclassified``.
    guideline_score_factor
        What CPIC multiplies the CYP2D6 activity score with, for opioids only; ``None`` where it states no
        rule.
    note
        Disagreements between lists and limits of the fact.
    """

    perpetrator: str
    enzyme: str
    kind: Literal["inhibitor", "inducer"]
    strength: Strength
    residual_low: float | None
    residual_high: float | None
    guideline_score_factor: float | None
    observed: tuple[ObservedEffect, ...]
    source: Citation
    note: str = ""


@lru_cache(maxsize=1)
def _files() -> Mapping[str, _File]:
    """Every interaction file by its perpetrator."""
    files = (read_fact(path, _File) for path in sorted(_FOLDER.glob("*.yaml")))
    return {file.perpetrator: file for file in files}


def perpetrator_names() -> tuple[str, ...]:
    """Return every ingredient that has an interaction file, sorted."""
    return tuple(sorted(_files()))


@lru_cache(maxsize=1024)
def _of(ingredient: str) -> tuple[Perpetration, ...]:
    # a plain name is its file's: one file is read, not all; other spellings are looked up
    path = _FOLDER / f"{ingredient}.yaml"
    plain = read_fact(path, _File) if ingredient.isalpha() and path.is_file() else None
    file = plain or (None if ingredient.isalpha() else _files().get(ingredient))
    return tuple(_perpetration(file.perpetrator, effect) for effect in file.effects) if file else ()


def _perpetration(perpetrator: str, effect: _Effect) -> Perpetration:
    inhibits = effect.kind == "inhibitor"
    low, high = _RESIDUAL.get(effect.strength, (None, None)) if inhibits else (None, None)
    scored = inhibits and effect.enzyme == "CYP2D6"
    return Perpetration(
        perpetrator=perpetrator,
        enzyme=effect.enzyme,
        kind=effect.kind,
        strength=effect.strength,
        residual_low=low,
        residual_high=high,
        guideline_score_factor=_SCORE_FACTOR.get(effect.strength) if scored else None,
        observed=effect.observed,
        source=effect.source,
        note=effect.note,
    )


def perpetrations(ingredients: Iterable[str]) -> tuple[Perpetration, ...]:
    """Return what each of the ingredients does to enzymes and transporters, in the order given.

    Parameters
    ----------
    ingredients
        INN in lower case, as the drug vocabulary gives them; names without a file give nothing.

    Raises
    ------
    KnowledgeError
        When a file breaks its schema.
    """
    return tuple(found for ingredient in dict.fromkeys(ingredients) for found in _of(ingredient))
