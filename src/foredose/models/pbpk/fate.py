"""Where the dose goes: a whole-body model whose losses are kept in a state of their own for each way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from foredose.models.declaration import Compartment, Flow, Model
from foredose.models.pbpk.anatomy import LIVER, SEGMENTS, slug
from foredose.models.pbpk.slots import Slot
from foredose.models.pbpk.structure import WholeBody

__all__ = ["Fate", "with_fate"]

UNABSORBED = "unabsorbed, with the faeces"


@dataclass(frozen=True, kw_only=True)
class Fate:
    """A whole-body model that remembers what left.

    Parameters
    ----------
    ways
        State to the way out that it counts (µmol).
    lumen
        States of drug that is still in the gut's lumen or in its dosage form.
    inside
        Every other state of the drug.
    """

    body: WholeBody
    ways: Mapping[str, str]
    lumen: tuple[str, ...]
    inside: tuple[str, ...]


def with_fate(body: WholeBody, name: str) -> Fate:
    """Return the model of one given compound with its losses kept."""
    s, slots = slug(name), body.slots[name]
    states = [c.name for c in body.model.compartments if c.holds == name]
    ways: dict[str, str] = {}
    flows = [_kept(f, s, slots, ways) if f.source in states else f for f in body.model.flows]
    gone = tuple(Compartment(name=state, holds=name, unit="umol") for state in ways)
    model: Model = replace(body.model, compartments=(*body.model.compartments, *gone), flows=tuple(flows))
    places = {f"{s}_{p}_{phase}" for p in ("lumen_stomach", *SEGMENTS) for phase in "ls"} | {f"{s}_tablet"}
    lumen = tuple(n for n in states if n in places)
    return Fate(
        body=replace(body, model=model),
        ways=ways,
        lumen=lumen,
        inside=tuple(n for n in states if n not in lumen),
    )


def _kept(flow: Flow, s: str, slots: tuple[Slot, ...], ways: dict[str, str]) -> Flow:
    """Return the flow; one that leaves the body leads into the state that counts its way."""
    if flow.destination is not None:
        return flow
    way = UNABSORBED if flow.rate.startswith("TR_") else _way(flow.rate, slots)
    state = next((k for k, v in ways.items() if v == way), f"gone_{s}_{len(ways)}")
    ways[state] = way
    return replace(flow, destination=state)


def _way(rate: str, slots: tuple[Slot, ...]) -> str:
    for slot in slots:
        for site in slot.sites:
            if rate.startswith(f"V_{slot.key}_{site} "):
                return _named(slot, site)
    raise AssertionError(f"a loss that no process makes: {rate}")


def _named(slot: Slot, site: str) -> str:
    plain = {
        "filtration": "filtered by the kidney",
        "kidney": "cleared by the kidney",
        "liver": "cleared by the liver",
    }
    if slot.kind in plain:
        return plain[slot.kind]
    verb = "excreted by" if slot.kind == "transport" else "metabolised by"
    made = f" to {slot.metabolite}" if slot.metabolite else ""
    return f"{verb} {slot.protein}{made}, {_place(site)}"


def _place(site: str) -> str:
    if site in LIVER:
        return "liver"
    if site in SEGMENTS or site in ("small_intestine", "large_intestine"):
        return "gut wall"
    return "other organs"
