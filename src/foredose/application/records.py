"""Use case: read a health record as typed, dated facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from foredose.sources import Record
from foredose.sources.fhir import read_record

__all__ = ["read"]


def read(path: Path, as_of: date | None = None) -> Record:
    """Read a FHIR R4 bundle as known on ``as_of`` (today when not given)."""
    return read_record(path, today=as_of or date.today())
