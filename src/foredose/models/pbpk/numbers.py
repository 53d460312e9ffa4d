"""The numbers of a whole-body model: a person and compounds turned into the names that the flows use.

Volumes L, flows L/h, amounts µmol, concentrations µmol/L.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from foredose.knowledge.age_facts import ages
from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk import permeability
from foredose.models.pbpk.anatomy import (
    BODY_ORGANS,
    LIVER,
    PORTAL_ORGANS,
    SEGMENTS,
    SITES,
    slug,
)
from foredose.models.pbpk.body import Person
from foredose.models.pbpk.partition import blood_cells_to_plasma, cell_to_plasma, interstitium_to_plasma
from foredose.models.pbpk.partition.charge import weighted_by_charge
from foredose.models.pbpk.places import place
from foredose.models.pbpk.process_numbers import slot_numbers
from foredose.models.pbpk.slots import Slot, chosen_process

__all__ = ["body_numbers", "compound_numbers"]

_PER_HOUR = 60.0
_CM_TO_DM = 0.1
_SOLUBILITY_PER_CHARGE = 1000.0


def body_numbers(person: Person) -> dict[str, float]:
    """Blood flows, transit and water."""
    numbers = {f"Q_{n}": person.organs[n].flow for n in (*BODY_ORGANS, *PORTAL_ORGANS, "liver")}
    numbers["Q_portal"] = sum(person.organs[n].flow for n in PORTAL_ORGANS)
    numbers["Q_lung"] = person.cardiac_output
    for gut, part in (("small_intestine", person.segments[:5]), ("large_intestine", person.segments[5:])):
        numbers[f"QM_{gut}"] = sum(s.mucosa.flow for s in part)
    constants = person.constants
    stomach = person.organs["stomach"].volume / person.body.organs["stomach"]["volume"]
    liquid = constants["stomach_liquid"] * (stomach if person.age_years < ages().adult_years else 1.0)
    arriving = liquid / constants["gastric_emptying"]
    numbers |= {"TR_lumen_stomach": _PER_HOUR / constants["gastric_emptying"], "LQ_lumen_stomach": liquid}
    numbers["SE_lumen_stomach"] = liquid / constants["stomach_inflow"] * _PER_HOUR
    arriving *= _PER_HOUR
    for segment in person.segments:
        leaving = segment.transit * segment.liquid
        numbers |= {
            f"Q_{segment.name}": segment.mucosa.flow,
            f"TR_{segment.name}": segment.transit,
            f"LQ_{segment.name}": segment.liquid,
            f"SE_{segment.name}": segment.secretion,
            f"WA_{segment.name}": max(0.0, (arriving + segment.secretion - leaving) / segment.liquid),
        }
        arriving = leaving
    return numbers


def compound_numbers(
    compound: Compound,
    person: Person,
    slots: tuple[Slot, ...],
    chosen: Collection[str] | None,
    abundance: Mapping[str, float],
) -> dict[str, float]:
    """Partitioning, permeability, absorption and processes of one compound in one person."""
    s, body, free = slug(compound.name), person.constants, compound.of("fraction_unbound")
    cells_ratio = blood_cells_to_plasma(compound, body)
    between = interstitium_to_plasma(compound, body)
    blood = 1 - body["hematocrit"] + body["hematocrit"] * cells_ratio
    numbers = {f"BF_{s}": blood / free, f"MW_{s}": compound.of("molecular_weight"), f"FU_{s}": free}
    for pool, volume in person.pools.items():
        numbers[f"FX_{s}_{pool}"] = free / (volume * blood)
    for site in SITES:
        numbers |= _site_numbers(compound, person, site, blood, between)
    numbers |= _absorption(compound, person)
    for slot in slots:
        numbers |= slot_numbers(slot, chosen_process(compound, slot, chosen), person, abundance)
    return numbers


def _site_numbers(
    compound: Compound, person: Person, site: str, blood: float, between: float
) -> dict[str, float]:
    s, organ, body, free = (
        slug(compound.name),
        place(person, site),
        person.constants,
        compound.of("fraction_unbound"),
    )
    parts = dict(person.body.organs[_tissue(site)])
    if site in SEGMENTS:
        parts["ph_cell"] = body["ph_mucosa_cell"]
    ratio = cell_to_plasma(compound, _tissue(site), parts, body)
    outside = organ.vascular * blood + (0.0 if site == "brain" else organ.interstitial * between)
    speed = permeability.mucosal(compound) if site in SEGMENTS else permeability.membrane(compound)
    passage = speed * _CM_TO_DM * _PER_HOUR * organ.surface
    numbers = {
        f"FX_{s}_{site}": free / outside,
        f"FC_{s}_{site}": free / (ratio * organ.cells),
        f"PI_{s}_{site}": passage * permeability.charge_factor(compound, body["ph_interstitial"]),
        f"PO_{s}_{site}": passage
        * permeability.charge_factor(compound, parts.get("ph_cell", body["ph_cell"])),
    }
    if site == "brain":
        wall = body["endothelium_surface"] * organ.vascular * body["endothelium_brain"]
        numbers[f"FI_{s}_brain"] = free / (organ.interstitial * between)
        numbers[f"PB_{s}"] = permeability.membrane(compound) * _CM_TO_DM * _PER_HOUR * wall
    return numbers


def _tissue(site: str) -> str:
    if site in SEGMENTS:
        return "small_intestine" if site in SEGMENTS[:5] else "large_intestine"
    return "liver" if site in LIVER else site


def _absorption(compound: Compound, person: Person) -> dict[str, float]:
    s, numbers = slug(compound.name), {}
    speed = permeability.intestinal(compound) * _CM_TO_DM * _PER_HOUR
    for segment in person.segments:
        numbers[f"AB_{s}_{segment.name}"] = speed * segment.absorbing
        numbers[f"SO_{s}_{segment.name}"] = solubility(compound, segment.ph)
    return numbers


def solubility(compound: Compound, ph: float) -> float:
    """Return the solubility (µmol/L) at a pH: the charged part dissolves 1000 times as well; unknown is no limit."""
    if "solubility" not in compound.numbers:
        return 1e9
    neutral = [_uncharged_share(compound, at) for at in (ph, compound.of("solubility_ph"))]
    return compound.of("solubility") * 1e6 / compound.of("molecular_weight") * neutral[1] / neutral[0]


def _uncharged_share(compound: Compound, ph: float) -> float:
    return weighted_by_charge(compound.ionisation, ph, per_charge=1 / _SOLUBILITY_PER_CHARGE)
