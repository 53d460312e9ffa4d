"""The states and flows that a whole-body model of some compounds needs."""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.declaration import Compartment, Flow
from foredose.models.pbpk.anatomy import SEGMENTS, SITES, expression_of, slug
from foredose.models.pbpk.flows import drug_flows
from foredose.models.pbpk.gut_flows import gut_flows, liquid_flows
from foredose.models.pbpk.process_flows import inactivation_flows, process_flows
from foredose.models.pbpk.slots import Slot

__all__ = ["all_flows", "compartments", "inactivated"]


def inactivated(slots: Mapping[str, tuple[Slot, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the proteins that a compound inactivates, with the places where they work."""
    found: dict[str, tuple[str, ...]] = {}
    for group in slots.values():
        for slot in group:
            if slot.kind == "inactivation":
                known = enzyme(slot.protein)
                found[slot.protein] = tuple(
                    s for s in SITES if known.expression.get(expression_of(s), 0.0) > 0
                )
    return found


def compartments(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    orally: list[Compound],
    *,
    solid: bool,
) -> list[Compartment]:
    """Return the states of all compounds, of water in the gut, and of enzymes that a compound inactivates."""
    found = []
    for compound in compounds:
        s = slug(compound.name)
        names = [f"{s}_{p}" for p in ("venous_blood", "arterial_blood", "portal_vein")]
        names += [f"{s}_{site}_{side}" for site in SITES for side in ("x", "c")]
        names.append(f"{s}_brain_i")
        names += [
            f"{s}_{site}_b" for slot in slots[compound.name] if slot.kind == "binding" for site in slot.sites
        ]
        if compound in orally:
            lumen = ["lumen_stomach", *SEGMENTS]
            names += [f"{s}_{p}_{phase}" for phase in ("ls" if solid else "l") for p in lumen]
            names += [f"{s}_tablet"] if solid else []
        found += [Compartment(name=n, holds=compound.name, unit="umol") for n in names]
    if orally:
        found += [
            Compartment(name=f"liquid_{p}", holds="water", unit="L", initial=f"LQ_{p}")
            for p in ("lumen_stomach", *SEGMENTS)
        ]
    for protein, sites in inactivated(slots).items():
        found += [
            Compartment(name=f"left_{slug(protein)}_{site}", holds=f"active {protein}", unit="1", initial="1")
            for site in sites
        ]
    return found


def all_flows(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    orally: list[Compound],
    *,
    solid: bool,
) -> list[Flow]:
    """Return the flows of all compounds, of water and of inactivated enzymes."""
    lost = inactivated(slots)
    flows: list[Flow] = []
    for compound in compounds:
        s, gut = slug(compound.name), compound in orally
        flows += drug_flows(s)
        flows += process_flows(s, slots[compound.name], frozenset(lost), gut=gut)
        flows += gut_flows(s, solid=solid) if gut else []
    flows += liquid_flows() if orally else []
    for protein, sites in lost.items():
        by = [(slug(c), slot) for c, group in slots.items() for slot in group if slot.kind == "inactivation"]
        flows += inactivation_flows(protein, sites, [b for b in by if b[1].protein == protein])
    return flows
