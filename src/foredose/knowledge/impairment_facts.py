"""What liver disease leaves of flows, functional mass, enzymes and binding proteins, by Child-Pugh class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = ["ChildPugh", "Impairment", "LiverClass", "impairment"]

ChildPugh = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiverClass:
    """Factors over the healthy adult of one Child-Pugh class."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    portal_flow: float
    arterial_flow_per_litre: float
    functional_mass: float
    kidney_flow: float
    cardiac_output: float
    filtration: float
    albumin: float
    glycoprotein: float
    hematocrit: float
    enzymes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class KidneyFacts:
    """What stands for a diseased kidney."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    how: str
    source: Citation
    unknown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiverFacts:
    """What stands for a diseased liver."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    source: Citation
    note: str
    classes: Mapping[ChildPugh, LiverClass]
    unknown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Impairment:
    """``physiology/impairment.yaml``."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    version: str
    kidney: KidneyFacts
    liver: LiverFacts


@lru_cache(maxsize=1)
def impairment() -> Impairment:
    """Return what is known of diseased organs."""
    return read_fact(Path(__file__).with_name("physiology") / "impairment.yaml", Impairment)
