"""By which population model a level is, or why by none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.core import Indeterminate
from foredose.surfaces.contract.base import Part

if TYPE_CHECKING:
    from foredose.application.population_levels import FromModel

__all__ = ["LevelModelShown", "level_model_shown"]


class LevelModelShown(Part):
    """The model of the library by which the concentrations are; with no ``model``, ``passed`` tells why none."""

    model: str | None
    people: int | None
    verdict: str
    notes: tuple[str, ...]
    passed: tuple[str, ...]


def level_model_shown(of: FromModel | Indeterminate | None) -> LevelModelShown | None:
    """Show by what a level is; ``None`` where the library has no model of the drug's level."""
    if of is None:
        return None
    if isinstance(of, Indeterminate):
        return LevelModelShown(model=None, people=None, verdict="", notes=(), passed=(of.why,))
    return LevelModelShown(
        model=of.model, people=of.people, verdict=of.verdict, notes=of.notes, passed=of.passed
    )
