"""The names of places and how blood runs between them: the structure that every whole-body model shares."""

from __future__ import annotations

import re

__all__ = [
    "BODY_ORGANS",
    "LARGE",
    "LIVER",
    "PORTAL_ORGANS",
    "SEGMENTS",
    "SITES",
    "SMALL",
    "expression_of",
    "slug",
]

BODY_ORGANS = ("bone", "brain", "fat", "gonads", "heart", "kidney", "muscle", "skin")
"""Organs that drain into the veins."""
PORTAL_ORGANS = ("stomach", "small_intestine", "large_intestine", "pancreas", "spleen")
"""Organs that drain into the portal vein."""
LIVER = ("liver_1", "liver_2")
"""The liver's zones, which blood passes one after the other."""
SMALL = ("duodenum", "upper_jejunum", "lower_jejunum", "upper_ileum", "lower_ileum")
LARGE = ("caecum", "colon_ascendens", "colon_transversum", "colon_descendens", "colon_sigmoid", "rectum")
SEGMENTS = (*SMALL, *LARGE)
SITES = (*BODY_ORGANS, *PORTAL_ORGANS, *LIVER, "lung", *SEGMENTS)
"""Every place that has blood, interstitium and cells."""


def expression_of(site: str) -> str:
    """Return the name under which the abundance of an enzyme in that place is listed."""
    if site in LIVER:
        return "liver"
    if site in SMALL:
        return "small_mucosa"
    return "large_mucosa" if site in LARGE else site


def slug(name: str) -> str:
    """Return a compound's name as part of a state's name."""
    plain = re.sub(r"\W+", "_", name.lower()).strip("_")
    return f"m_{plain}" if plain[0].isdigit() else plain
