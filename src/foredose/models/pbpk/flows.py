"""The flows of a whole-body model as texts: blood, passage into cells, gut, metabolism, excretion."""

from __future__ import annotations

from itertools import pairwise

from foredose.knowledge.physiology_facts import enzyme
from foredose.models.declaration import Flow
from foredose.models.pbpk.anatomy import (
    BODY_ORGANS,
    LIVER,
    PORTAL_ORGANS,
    SEGMENTS,
    SITES,
    slug,
)
from foredose.models.pbpk.slots import Slot

__all__ = ["drug_flows", "gut_flows", "liquid_flows", "process_flows"]


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


def process_flows(s: str, slots: tuple[Slot, ...], inactivated: frozenset[str], *, gut: bool) -> list[Flow]:
    """Metabolism, transport and excretion of one compound."""
    flows: list[Flow] = []
    for slot in slots:
        for site in slot.sites:
            flow = _process(s, slot, site, inactivated, gut=gut)
            flows += flow
    return flows


def _process(s: str, slot: Slot, site: str, inactivated: frozenset[str], *, gut: bool) -> list[Flow]:
    cells, beside = f"{s}_{site}_c", f"{s}_{site}_x"
    free, free_beside = f"FC_{s}_{site} * {cells}", f"FX_{s}_{site} * {beside}"
    size = f"V_{slot.key}_{site}"
    plain = {
        "filtration": [Flow(source=beside, destination=None, rate=f"{size} * {free_beside}")],
        "kidney": [Flow(source=beside, destination=None, rate=f"{size} * {free_beside}")],
        "liver": [Flow(source=cells, destination=None, rate=f"{size} * {free}")],
        "inactivation": [],
    }
    if slot.kind in plain:
        return plain[slot.kind]
    if slot.kind == "binding":
        return _binding(s, slot, site)
    size = f"{size} * act_{_protein(slot)}"
    if slot.protein in inactivated:
        size += f" * left_{_protein(slot)}_{site}"
    if slot.kind == "transport":
        return _transport(s, slot, site, size, gut=gut)
    sink = f"{slot.product}_{site}_c" if slot.product else None
    if slot.kind == "linear":
        return [Flow(source=cells, destination=sink, rate=f"{size} * {free}")]
    return [Flow(source=cells, destination=sink, rate=f"{size} * {free} / (KM_{slot.key} + {free})")]


def _transport(s: str, slot: Slot, site: str, size: str, *, gut: bool) -> list[Flow]:
    inward = enzyme(slot.protein).kind == "influx"
    side = "x" if inward else "c"
    free = f"F{side.upper()}_{s}_{site} * {s}_{site}_{side}"
    rate = f"{size} * {free} / (KM_{slot.key} + {free})"
    if inward:
        sink = f"{s}_{site}_c"
    elif site == "kidney" or not gut:
        sink = None
    else:
        sink = f"{s}_{site}_l" if site in SEGMENTS else f"{s}_duodenum_l"
    return [Flow(source=f"{s}_{site}_{side}", destination=sink, rate=rate)]


def _binding(s: str, slot: Slot, site: str) -> list[Flow]:
    side = "i" if site == "brain" else "c"
    state, bound = f"{s}_{site}_{side}", f"{s}_{site}_b"
    free = f"F{side.upper()}_{s}_{site} * {state}"
    return [
        Flow(
            source=state, destination=bound, rate=f"ON_{slot.key} * (V_{slot.key}_{site} - {bound}) * {free}"
        ),
        Flow(source=bound, destination=state, rate=f"OFF_{slot.key} * {bound}"),
    ]


def inactivation_flows(protein: str, sites: tuple[str, ...], by: list[tuple[str, Slot]]) -> list[Flow]:
    """The active fraction of an enzyme: made, lost by turnover, lost by each compound that inactivates it."""
    name, flows = slug(protein), []
    for site in sites:
        left = f"left_{name}_{site}"
        losses = [f"TU_{name}_{site} * {left}"]
        for s, slot in by:
            free = f"FC_{s}_{site} * {s}_{site}_c"
            losses.append(f"KI_{slot.key} * {free} / (KH_{slot.key} + {free}) * {left}")
        flows.append(Flow(source=None, destination=left, rate=f"TU_{name}_{site}"))
        flows += [Flow(source=left, destination=None, rate=loss) for loss in losses]
    return flows


def _protein(slot: Slot) -> str:
    return slug(slot.protein)
