"""``foredose/error/1``: the one JSON object that goes to stderr."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from foredose import __version__
from foredose.core import ForedoseError
from foredose.surfaces.contract.base import Part
from foredose.surfaces.words import printable

__all__ = ["ErrorDocument", "error_document"]


class ErrorDocument(Part):
    """What was found, what was expected, where, and the remedy.

    ``knowledge_version`` is absent from this document: an error may be that the knowledge cannot be read.
    """

    schema_: Literal["foredose/error/1"] = Field(default="foredose/error/1", alias="schema")
    code: str
    found: str
    expected: str
    where: str
    remedy: str
    code_version: str

    def text(self) -> str:
        """Return one line of JSON."""
        return self.model_dump_json(by_alias=True)


def error_document(error: ForedoseError) -> ErrorDocument:
    """Make the document of one error."""
    told = {name: printable(text) for name, text in error.as_dict().items()}
    return ErrorDocument(**told, code_version=__version__)
