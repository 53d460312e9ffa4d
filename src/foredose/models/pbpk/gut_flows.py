"""The gut's lumen as texts: transit, dissolution and absorption of a compound, and the water in which it moves."""

from __future__ import annotations

from itertools import pairwise

from foredose.models.declaration import Flow
from foredose.models.pbpk.anatomy import SEGMENTS

__all__ = ["gut_flows", "liquid_flows"]


def gut_flows(s: str, *, solid: bool) -> list[Flow]:
    """Transit, dissolution and absorption of one compound in the gut's lumen; what leaves the rectum is gone."""
    flows = []
    places = ("lumen_stomach", *SEGMENTS)
    for phase in ("l", "s") if solid else ("l",):
        for here, after in pairwise((*places, "")):
            sink = f"{s}_{after}_{phase}" if after else None
            flows.append(
                Flow(source=f"{s}_{here}_{phase}", destination=sink, rate=f"TR_{here} * {s}_{here}_{phase}")
            )
    if solid:
        flows += [
            Flow(source=f"{s}_{p}_s", destination=f"{s}_{p}_l", rate=f"release * {s}_{p}_s") for p in places
        ]
        flows.append(
            Flow(source=f"{s}_tablet", destination=f"{s}_lumen_stomach_l", rate=f"release * {s}_tablet")
        )
    for segment in SEGMENTS:
        there = f"min(SO_{s}_{segment}, {s}_{segment}_l / liquid_{segment})"
        flows.append(
            Flow(
                source=f"{s}_{segment}_l", destination=f"{s}_{segment}_c", rate=f"AB_{s}_{segment} * {there}"
            )
        )
    return flows


def liquid_flows() -> list[Flow]:
    """Water in the gut's lumen (L): drunk, secreted, moved on and absorbed."""
    flows = []
    places = ("lumen_stomach", *SEGMENTS)
    for here, after in pairwise((*places, "")):
        liquid = f"liquid_{here}"
        sink = f"liquid_{after}" if after else None
        flows.append(Flow(source=None, destination=liquid, rate=f"SE_{here}"))
        flows.append(Flow(source=liquid, destination=sink, rate=f"TR_{here} * {liquid}"))
        if here != "lumen_stomach":
            flows.append(Flow(source=liquid, destination=None, rate=f"WA_{here} * {liquid}"))
    return flows
