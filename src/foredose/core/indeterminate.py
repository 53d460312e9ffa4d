"""The answer "cannot conclude", as a value that says why and what would resolve it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Indeterminate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indeterminate:
    """Nothing can be concluded from what is known; never a stand-in for a default.

    Parameters
    ----------
    why
        The reason, in words a clinician reads.
    resolve
        The one thing that would settle it.
    """

    why: str
    resolve: str
