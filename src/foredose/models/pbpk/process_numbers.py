"""The numbers of processes and of release from a dosage form, in one person."""

from __future__ import annotations

import math
from collections.abc import Mapping

from foredose.knowledge.compound_facts import Formulation, Process
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.pbpk.anatomy import expression_of
from foredose.models.pbpk.body import Organ, Person
from foredose.models.pbpk.places import place
from foredose.models.pbpk.slots import Slot

__all__ = ["protein_amount", "release_numbers", "released", "slot_numbers"]

_PER_HOUR = 60.0


def slot_numbers(
    slot: Slot, process: Process | None, person: Person, abundance: Mapping[str, float]
) -> dict[str, float]:
    """Return capacity and affinity of a slot in each of its places; no capacity where no process fills it."""
    given = {k: n.value for k, n in process.parameters.items()} if process else {}
    numbers = {}
    for site in slot.sites:
        numbers[f"V_{slot.key}_{site}"] = _size(slot, given, person, site, abundance) if process else 0.0
    if slot.kind in ("michaelis_menten", "transport"):
        numbers[f"KM_{slot.key}"] = given.get("km", 1.0)
    if slot.kind == "binding":
        off = given.get("koff", 1.0) * _PER_HOUR
        numbers |= {f"OFF_{slot.key}": off, f"ON_{slot.key}": off / given.get("kd", 1.0)}
    if slot.kind == "inactivation":
        numbers |= {f"KI_{slot.key}": given.get("kinact", 0.0), f"KH_{slot.key}": given.get("k_half", 1.0)}
    return numbers


def _size(
    slot: Slot, given: Mapping[str, float], person: Person, site: str, abundance: Mapping[str, float]
) -> float:
    organ = place(person, site)
    if slot.kind == "filtration":
        return given["fraction"] * person.filtration
    if slot.kind == "kidney":
        return given["specific_clearance"] * _PER_HOUR * organ.volume
    if slot.kind == "liver":
        return given["specific_clearance"] * _PER_HOUR * organ.cells
    amount = protein_amount(slot.protein, site, organ, abundance)
    return amount if slot.kind == "binding" else amount * _PER_HOUR * _per_protein(given)


def _per_protein(given: Mapping[str, float]) -> float:
    """Return the rate (1/min) of one unit of protein: at saturation, or per µmol/L of unbound drug."""
    return given.get("kcat", given.get("specific_clearance", 0.0))


def protein_amount(protein: str, site: str, organ: Organ, abundance: Mapping[str, float]) -> float:
    """Return how much of a protein (µmol) a place holds.

    Abundance is told per volume of tissue without its blood (Open Systems Pharmacology, PK-Sim issue 1638).
    """
    known = enzyme(protein)
    concentration = abundance.get(protein, known.micromolar)
    share = abundance.get(f"{protein}|{expression_of(site)}", known.expression.get(expression_of(site), 0.0))
    return concentration * share * (organ.interstitial + organ.cells)


def release_numbers(form: Formulation | None) -> dict[str, float]:
    """Scale, shape and lag (h) of the release; a scale that releases at once where there is no dosage form."""
    if form is None or form.kind == "dissolved":
        return {"RL_scale": 1e-3, "RL_shape": 1.0, "RL_lag": 0.0, "RL_end": 0.0}
    hours = form.time_min / 60
    if form.kind == "linear":
        return {"RL_scale": 1.0, "RL_shape": 1.0, "RL_lag": form.lag_min / 60, "RL_end": hours / 0.8}
    scale = hours / math.log(2) ** (1 / form.shape)
    return {"RL_scale": scale, "RL_shape": form.shape, "RL_lag": form.lag_min / 60, "RL_end": 0.0}


def released(numbers: Mapping[str, float], hours: float) -> float:
    """Return the part of a dosage form that is released so long after it was taken."""
    since = max(hours - numbers["RL_lag"], 0.0)
    if numbers["RL_end"]:
        return min(since / numbers["RL_end"], 1.0)
    return 1 - math.exp(-((since / numbers["RL_scale"]) ** numbers["RL_shape"]))
