"""What moves a level."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What moves a drug's level: its level beside that without this drug or condition; of a gene, by itself.

    ``kind`` is ``drug``, ``gene`` or ``condition``.
    """

    name: str
    kind: str
    fold: float
