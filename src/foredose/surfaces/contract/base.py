"""What every document shares: read from frozen dataclasses, named schema, both versions, finite numbers."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from foredose.surfaces.words import printable

__all__ = ["Document", "EstimateShown", "Part", "Probability", "Resolvable"]

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Part(BaseModel):
    """Part of a document, read from a domain object by the names of its attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True, allow_inf_nan=False, populate_by_name=True)


class Document(Part):
    """A whole document; subclasses add ``schema``."""

    code_version: str
    knowledge_version: str

    def text(self, *, indent: int | None = 2) -> str:
        """Return the document as JSON text with the field names of the contract, the schema first."""
        shown = self.model_dump(mode="json", by_alias=True)
        first = {"schema": shown.pop("schema")}
        return printable(json.dumps(first | shown, indent=indent, ensure_ascii=False, allow_nan=False))


class EstimateShown(Part):
    """A number with its unit and the bounds of its interval (``interval`` 0.9 is 5-95 %)."""

    value: float
    unit: str
    low: float
    high: float
    interval: Probability


class Resolvable(Part):
    """Why nothing can be concluded, and the one thing that would settle it."""

    why: str
    resolve: str
