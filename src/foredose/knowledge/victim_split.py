"""Which drugs calibrate and which validate: settled by a hash of the name, before any ratio was looked at."""

from __future__ import annotations

import hashlib

__all__ = ["validates"]


def validates(inn: str) -> bool:
    """Return whether a victim drug is kept for validation: SHA-256 of its lower-case INN begins with 8 to f."""
    return hashlib.sha256(inn.lower().encode()).hexdigest()[0] in "89abcdef"
