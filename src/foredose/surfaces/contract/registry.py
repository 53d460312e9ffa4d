"""The published schemas by name: what ``foredose schema NAME`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from foredose.core import InputError
from foredose.surfaces.contract.assessment import AssessmentDocument
from foredose.surfaces.contract.base import Part
from foredose.surfaces.contract.board import BoardDocument
from foredose.surfaces.contract.error import ErrorDocument
from foredose.surfaces.contract.explanation import ExplanationDocument
from foredose.surfaces.contract.genome import GenomeDocument
from foredose.surfaces.contract.individuals import IndividualsDocument
from foredose.surfaces.contract.model_card import ModelCardDocument
from foredose.surfaces.contract.ratio import RatioDocument
from foredose.surfaces.contract.record import RecordDocument
from foredose.surfaces.contract.review import ReviewDocument
from foredose.surfaces.contract.simulation import SimulationDocument
from foredose.surfaces.contract.twin import TwinDocument
from foredose.surfaces.contract.whole_body import WholeBodyDocument

__all__ = ["DOCUMENTS", "json_schema"]

DOCUMENTS: Mapping[str, type[Part]] = MappingProxyType(
    {
        "assessment": AssessmentDocument,
        "board": BoardDocument,
        "error": ErrorDocument,
        "gene-explanation": ExplanationDocument,
        "genome-call": GenomeDocument,
        "individuals": IndividualsDocument,
        "model-card": ModelCardDocument,
        "ratio": RatioDocument,
        "record": RecordDocument,
        "review": ReviewDocument,
        "simulation": SimulationDocument,
        "twin": TwinDocument,
        "whole-body": WholeBodyDocument,
    }
)


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of the document called ``name`` (``genome-call`` or ``foredose/genome-call/1``).

    Raises
    ------
    InputError
        ``schema.unknown`` for a name that is not published.
    """
    short = name.removeprefix("foredose/").removesuffix("/1")
    if short not in DOCUMENTS:
        raise InputError(
            "schema.unknown",
            found=repr(name),
            expected="one of " + ", ".join(DOCUMENTS),
            where="foredose schema NAME",
            remedy="give one of these names",
        )
    schema = DOCUMENTS[short].model_json_schema(mode="serialization")
    identity = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"foredose/{short}/1"}
    return identity | schema
