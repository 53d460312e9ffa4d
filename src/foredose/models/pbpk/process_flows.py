"""Metabolism, transport, binding, excretion and loss of enzymes as texts."""

from __future__ import annotations

from foredose.knowledge.physiology_facts import enzyme
from foredose.models.declaration import Flow
from foredose.models.pbpk.anatomy import SEGMENTS, slug
from foredose.models.pbpk.slots import Slot

__all__ = ["inactivation_flows", "process_flows"]


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
