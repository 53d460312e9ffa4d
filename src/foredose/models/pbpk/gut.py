"""The gut of one person: lumen and mucosa of each stretch, from body height and the wall's volume."""

from __future__ import annotations

import math
from collections.abc import Mapping

from foredose.knowledge.physiology_facts import Body
from foredose.models.pbpk.body import Organ, Segment

__all__ = ["mucosa_share", "segment"]


def mucosa_share(body: Body, gut: str) -> float:
    """Return the part of a gut's wall that is mucosa."""
    return sum(s["share_wall"] * s["share_mucosa"] for n, s in body.segments.items() if _gut_of(n) == gut)


def _gut_of(name: str) -> str:
    small = name == "duodenum" or name.endswith(("jejunum", "ileum"))
    return "small_intestine" if small else "large_intestine"


def segment(
    name: str, body: Body, volumes: Mapping[str, float], organs: Mapping[str, Organ], height_cm: float
) -> Segment:
    """Return one stretch of the gut.

    Parameters
    ----------
    volumes
        Of the whole organs, L.
    organs
        With their blood flows.
    """
    row, gut, height = body.segments[name], _gut_of(name), height_cm / 10
    length, near, far = (row[f"{p}_0"] + height * row[f"{p}_1"] for p in ("length", "inner", "outer"))
    volume = math.pi * (near**2 + near * far + far**2) / 3 * length
    area = math.pi * (near + far) * length
    factor = body.globals["small_transit" if gut == "small_intestine" else "large_transit"]
    surface = area * row["enhancement"] / row["microvilli"]
    wall = volumes[gut] * row["share_wall"] * row["share_mucosa"]
    flow = organs[gut].flow * body.globals["mucosal_flow"] * row["share_flow"]
    return Segment(
        name=name,
        ph=row["ph"],
        liquid=volume * row["fill"],
        secretion=volume * row["secretion"] * 60,
        transit=row["transit"] / factor * 60,
        absorbing=area * row["enhancement"],
        basolateral=surface,
        mucosa=_mucosa(name, row, wall, flow, surface),
    )


def _mucosa(name: str, row: Mapping[str, float], wall: float, flow: float, surface: float) -> Organ:
    vascular, between = row["m_vascular"], row["m_interstitial"]
    return Organ(
        name=name,
        volume=wall,
        vascular=wall * vascular,
        interstitial=wall * between,
        cells=wall * (1 - vascular - between),
        flow=flow,
        surface=surface,
    )
