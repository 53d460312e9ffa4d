"""Use case: call the genes of a genome file, of outside callers, or of both together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from foredose.genome import GenomeCall

__all__ = ["call"]

Absent = Literal["unknown", "reference"]
