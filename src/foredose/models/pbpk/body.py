"""The body of one person as the model takes it: organs, stretches of gut, pools of blood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from foredose.knowledge.physiology_facts import Body

__all__ = ["Organ", "Person", "Segment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One organ, the gut's mucosa left out.

    Parameters
    ----------
    volume, vascular, interstitial, cells
        In L.
    flow
        Blood, L/h.
    surface
        Of the cells, dm².
    """

    name: str
    volume: float
    vascular: float
    interstitial: float
    cells: float
    flow: float
    surface: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One stretch of the gut: its lumen and its mucosa.

    Parameters
    ----------
    liquid, secretion, transit
        Liquid of the fasting lumen (L), its inflow (L/h), and the rate of moving on (1/h).
    absorbing, basolateral
        Surface towards the lumen with folds, villi and microvilli, and towards the tissue (dm²).
    """

    name: str
    ph: float
    liquid: float
    secretion: float
    transit: float
    absorbing: float
    basolateral: float
    mucosa: Organ


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A body ready for the model: volumes in L, flows in L/h.

    Parameters
    ----------
    activity
        Protein to what disease leaves of its activity per litre of tissue, relative to 1.
    binding
        Plasma protein (``albumin``, ``glycoprotein``) to its concentration relative to the healthy adult's.
    assumed
        What was taken for want of anything better, one sentence each.
    """

    sex: Literal["male", "female"]
    age_years: float
    height_cm: float
    weight_kg: float
    organs: Mapping[str, Organ]
    segments: tuple[Segment, ...]
    pools: Mapping[str, float]
    cardiac_output: float
    filtration: float
    body: Body
    activity: Mapping[str, float] = field(default_factory=dict)
    binding: Mapping[str, float] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()

    @property
    def constants(self) -> Mapping[str, float]:
        """Composition and other constants of the body."""
        return self.body.globals
