"""The statement of intended use that stands on every card and report."""

from __future__ import annotations

__all__ = ["FULL", "SHORT"]

SHORT = (
    "Research software, not a medical device: it supports, and never replaces, the "
    "judgement of a prescriber or pharmacist."
)

FULL = (
    "foredose is research software and not a medical device. It simulates published models for one "
    "person and is meant to be read by a prescriber or clinical pharmacist who can check its sources, "
    "shown here. It does not replace clinical judgement, local guidelines, drug-level monitoring or a "
    "confirmed laboratory genotype. Do not start, stop or change a medicine on this page alone. "
    "A fact that is missing is named as missing, with what it costs the answer."
)
