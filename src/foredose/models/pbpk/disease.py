"""Liver disease by Child-Pugh class: what it changes in a healthy adult's body."""

from __future__ import annotations

from dataclasses import replace

from foredose.knowledge.impairment_facts import LiverClass, impairment
from foredose.models.pbpk.anatomy import PORTAL_ORGANS
from foredose.models.pbpk.body import Organ, Person
from foredose.models.pbpk.volumes import refused

__all__ = ["with_liver_disease"]


def with_liver_disease(healthy: Person, child_pugh: str) -> Person:
    """Return the person with the flows, functional liver, haematocrit, filtration, enzymes and binding of a class.

    Raises
    ------
    InputError
        For another class than A, B or C, and for a child: the factors are those of adults.
    """
    classes = {str(name): facts for name, facts in impairment().liver.classes.items()}
    if child_pugh not in classes:
        raise refused(f"Child-Pugh {child_pugh!r}", "A, B or C")
    if healthy.age_years < 18:
        raise refused(f"Child-Pugh {child_pugh} at {healthy.age_years:g} years", "an adult")
    facts = classes[child_pugh]
    organs = _organs(healthy, facts)
    gut = facts.portal_flow
    segments = tuple(replace(s, mucosa=replace(s.mucosa, flow=s.mucosa.flow * gut)) for s in healthy.segments)
    constants = dict(healthy.body.globals)
    constants["hematocrit"] *= facts.hematocrit
    return replace(
        healthy,
        organs=organs,
        segments=segments,
        cardiac_output=organs["lung"].flow,
        filtration=healthy.filtration * facts.filtration,
        body=replace(healthy.body, globals=constants),
        activity={**healthy.activity, **facts.enzymes},
        binding={"albumin": facts.albumin, "glycoprotein": facts.glycoprotein},
        assumed=(
            *healthy.assumed,
            _said(healthy, child_pugh, facts),
            " ".join(impairment().liver.unknown.split()),
        ),
    )


def _organs(healthy: Person, facts: LiverClass) -> dict[str, Organ]:
    """Return the organs with flows that add up to the raised cardiac output."""
    flows = {n: o.flow for n, o in healthy.organs.items() if n != "lung"}
    left = facts.functional_mass
    known = {n: flows[n] * facts.portal_flow for n in PORTAL_ORGANS}
    known["liver"] = flows["liver"] * left * facts.arterial_flow_per_litre
    known["kidney"] = flows["kidney"] * facts.kidney_flow
    known["brain"] = flows["brain"]
    output = healthy.cardiac_output * facts.cardiac_output
    rest = (output - sum(known.values())) / sum(f for n, f in flows.items() if n not in known)
    known |= {n: f * rest for n, f in flows.items() if n not in known}
    organs = {n: replace(o, flow=known.get(n, output)) for n, o in healthy.organs.items()}
    return {**organs, "liver": _smaller(organs["liver"], left)}


def _smaller(liver: Organ, left: float) -> Organ:
    return replace(
        liver,
        volume=liver.volume * left,
        vascular=liver.vascular * left,
        interstitial=liver.interstitial * left,
        cells=liver.cells * left,
        surface=liver.surface * left**0.75,
    )


def _said(healthy: Person, child_pugh: str, facts: LiverClass) -> str:
    lost = healthy.organs["liver"].volume * (1 - facts.functional_mass)
    return f"Child-Pugh {child_pugh}: {lost:.2f} L of the liver no longer work and hold no drug"
