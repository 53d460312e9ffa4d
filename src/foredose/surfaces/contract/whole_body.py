"""``foredose/whole-body/1``: a compound in the whole body of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, Part
from foredose.surfaces.contract.simulation import AssumedShown

if TYPE_CHECKING:
    from foredose.application.whole_body import WholeBodyCourse

__all__ = ["WholeBodyDocument", "whole_body_document"]


class BodyShown(Part):
    """Who was followed."""

    sex: str
    age_years: float
    height_cm: float
    weight_kg: float
    cardiac_output_l_per_h: float
    filtration_ml_per_min: float


class WholeBodyDocument(Document):
    """What ``foredose pbpk`` prints; the parts of ``fate`` add up to 1."""

    schema_: Literal["foredose/whole-body/1"] = Field(default="foredose/whole-body/1", alias="schema")
    compound: str
    source: str
    regimen: str
    route: str
    person: BodyShown
    dose_mg: float
    assumed: tuple[AssumedShown, ...]
    times_h: tuple[float, ...]
    plasma_mg_per_l: tuple[float, ...]
    auc_mg_h_per_l: float
    cmax_mg_per_l: float
    tmax_h: float
    fate: dict[str, float]
    limits: tuple[str, ...]
    not_for: tuple[str, ...]


def whole_body_document(of: WholeBodyCourse, *, knowledge_version: str) -> WholeBodyDocument:
    """Make the document."""
    who = of.person
    return WholeBodyDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        compound=of.compound,
        source=str(of.source),
        regimen=of.regimen,
        route=of.route,
        person=BodyShown(
            sex=who.sex,
            age_years=who.age_years,
            height_cm=who.height_cm,
            weight_kg=who.weight_kg,
            cardiac_output_l_per_h=who.cardiac_output,
            filtration_ml_per_min=who.filtration / 0.06,
        ),
        dose_mg=of.dose_mg,
        assumed=tuple(AssumedShown.model_validate(a) for a in of.assumed),
        times_h=tuple(of.times_h.tolist()),
        plasma_mg_per_l=tuple(of.plasma_mg_per_L.tolist()),
        auc_mg_h_per_l=of.auc_mg_h_per_L,
        cmax_mg_per_l=of.cmax_mg_per_L,
        tmax_h=of.tmax_h,
        fate=dict(of.fate),
        limits=of.limits,
        not_for=of.not_for,
    )
