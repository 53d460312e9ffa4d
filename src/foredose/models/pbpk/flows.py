"""Blood between organs and the passage into cells as texts: what every compound shares."""

from __future__ import annotations

from itertools import pairwise

from foredose.models.declaration import Flow
from foredose.models.pbpk.anatomy import BODY_ORGANS, LIVER, PORTAL_ORGANS, SEGMENTS, SITES

__all__ = ["drug_flows"]


def _out(s: str, place: str, flow: str, *, pool: bool = False) -> str:
    """Blood leaving a place: flow times blood-to-unbound ratio times the unbound concentration there."""
    state = f"{s}_{place}" if pool else f"{s}_{place}_x"
    return f"{flow} * BF_{s} * FX_{s}_{place} * {state}"


def drug_flows(s: str) -> list[Flow]:
    """Blood between organs, and the passage between interstitium and cells, of one compound."""
    flows = [
        Flow(
            source=f"{s}_venous_blood",
            destination=f"{s}_lung_x",
            rate=_out(s, "venous_blood", "Q_lung", pool=True),
        )
    ]
    flows.append(
        Flow(source=f"{s}_lung_x", destination=f"{s}_arterial_blood", rate=_out(s, "lung", "Q_lung"))
    )
    for organ in (*BODY_ORGANS, *PORTAL_ORGANS):
        sink = f"{s}_venous_blood" if organ in BODY_ORGANS else f"{s}_portal_vein"
        through = (
            f"(Q_{organ} - QM_{organ})" if organ in ("small_intestine", "large_intestine") else f"Q_{organ}"
        )
        flows += [
            Flow(
                source=f"{s}_arterial_blood",
                destination=f"{s}_{organ}_x",
                rate=_out(s, "arterial_blood", f"Q_{organ}", pool=True),
            ),
            Flow(source=f"{s}_{organ}_x", destination=sink, rate=_out(s, organ, through)),
        ]
    for segment in SEGMENTS:
        gut = "small_intestine" if segment in SEGMENTS[:5] else "large_intestine"
        flows += [
            Flow(source=f"{s}_{gut}_x", destination=f"{s}_{segment}_x", rate=_out(s, gut, f"Q_{segment}")),
            Flow(
                source=f"{s}_{segment}_x",
                destination=f"{s}_portal_vein",
                rate=_out(s, segment, f"Q_{segment}"),
            ),
        ]
    flows += _liver(s)
    for site in SITES:
        flows += _into_cells(s, site)
    return flows


def _liver(s: str) -> list[Flow]:
    first = f"{s}_{LIVER[0]}_x"
    flows = [
        Flow(
            source=f"{s}_arterial_blood",
            destination=first,
            rate=_out(s, "arterial_blood", "Q_liver", pool=True),
        ),
        Flow(
            source=f"{s}_portal_vein", destination=first, rate=_out(s, "portal_vein", "Q_portal", pool=True)
        ),
    ]
    for near, far in pairwise((*LIVER, "")):
        sink = f"{s}_{far}_x" if far else f"{s}_venous_blood"
        flows.append(
            Flow(source=f"{s}_{near}_x", destination=sink, rate=_out(s, near, "(Q_liver + Q_portal)"))
        )
    return flows


def _into_cells(s: str, site: str) -> list[Flow]:
    beside = f"{s}_{site}_x"
    flows = []
    if site == "brain":
        beside = f"{s}_brain_i"
        flows += [
            Flow(source=f"{s}_brain_x", destination=beside, rate=f"PB_{s} * FX_{s}_brain * {s}_brain_x"),
            Flow(source=beside, destination=f"{s}_brain_x", rate=f"PB_{s} * FI_{s}_brain * {beside}"),
        ]
    free = f"F{'I' if site == 'brain' else 'X'}_{s}_{site}"
    return [
        *flows,
        Flow(source=beside, destination=f"{s}_{site}_c", rate=f"PI_{s}_{site} * {free} * {beside}"),
        Flow(
            source=f"{s}_{site}_c", destination=beside, rate=f"PO_{s}_{site} * FC_{s}_{site} * {s}_{site}_c"
        ),
    ]
