"""From compounds and a person to a declared model: the same kind of declaration as every other model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from foredose.knowledge.compound_facts import Compound, Formulation
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.declaration import Compartment, Derived, Flow, Model
from foredose.models.pbpk.anatomy import SEGMENTS, SITES, expression_of, slug
from foredose.models.pbpk.binding import bound_in
from foredose.models.pbpk.body import Person
from foredose.models.pbpk.flows import drug_flows, gut_flows, inactivation_flows, liquid_flows, process_flows
from foredose.models.pbpk.numbers import body_numbers, compound_numbers, release_numbers
from foredose.models.pbpk.parts import outputs, parameters, population, routes
from foredose.models.pbpk.slots import Slot, slots_of

__all__ = ["WholeBody", "whole_body"]

WATER_L_PER_KG = 0.0035
"""Water drunk with an oral dose."""
_RELEASE = (
    "step(time - RL_lag) * min(2e3, step(0 - RL_end) * RL_shape / RL_scale"
    " * (max(time - RL_lag, 1e-6) / RL_scale) ** (RL_shape - 1)"
    " + step(RL_end - 1e-9) / max(RL_end - (time - RL_lag), 1e-4))"
)
"""Share of the undissolved drug that dissolves per hour: Weibull, or linear until ``RL_end``; at most 2000 per hour."""


@dataclass(frozen=True, kw_only=True)
class WholeBody:
    """A whole-body model of some compounds, whatever the person.

    Parameters
    ----------
    model
        The declaration; its parameters have the values of the reference man.
    compounds
        Those followed: given ones and metabolites.
    slots
        Per compound, the processes that the model has room for.
    """

    model: Model
    compounds: tuple[Compound, ...]
    slots: Mapping[str, tuple[Slot, ...]]
    oral: bool

    def values(
        self,
        person: Person,
        *,
        chosen: Mapping[str, Collection[str]] | None = None,
        abundance: Mapping[str, float] | None = None,
        activity: Mapping[str, float] | None = None,
        formulation: Formulation | None = None,
        dose_mg: float = 1.0,
        gastric_emptying_min: float | None = None,
    ) -> dict[str, float]:
        """Return the parameters' values for one person.

        Parameters
        ----------
        chosen
            Compound name to the names of the processes that hold, for example of one genotype; the defaults where
            a compound is not listed.
        abundance
            Protein name to its concentration (µmol/L) where it differs from the reference; ``name|place`` to a
            relative expression.
        activity
            Protein name to the activity that genotype, co-medication, age or disease leave, relative to 1.
        dose_mg
            Of one oral dose, which decides the water drunk with each mg.
        """
        return assemble(
            self.compounds, self.slots, person, chosen=chosen or {}, abundance=abundance or {}, activity=activity or {},
            formulation=formulation, dose_mg=dose_mg, gastric_emptying_min=gastric_emptying_min,
        )  # fmt: skip


def assemble(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    person: Person,
    *,
    chosen: Mapping[str, Collection[str]],
    abundance: Mapping[str, float],
    activity: Mapping[str, float],
    formulation: Formulation | None,
    dose_mg: float,
    gastric_emptying_min: float | None = None,
) -> dict[str, float]:
    """Return every number that the flows name."""
    numbers = body_numbers(person)
    if gastric_emptying_min is not None:
        numbers["TR_lumen_stomach"] = 60.0 / gastric_emptying_min
    for compound in (bound_in(c, person) for c in compounds):
        numbers |= compound_numbers(
            compound, person, slots[compound.name], chosen.get(compound.name), abundance
        )
    proteins = {s.protein for group in slots.values() for s in group if s.protein}
    numbers |= {f"act_{slug(p)}": activity.get(p, 1.0) * person.activity.get(p, 1.0) for p in proteins}
    for protein, sites in _inactivated(slots).items():
        known = enzyme(protein)
        for site in sites:
            half = known.half_life_gut_h if site in SEGMENTS else known.half_life_liver_h
            numbers[f"TU_{slug(protein)}_{site}"] = 0.6931471805599453 / half
    numbers |= release_numbers(formulation)
    numbers["WATER_PER_MG"] = WATER_L_PER_KG * person.weight_kg / dose_mg
    return numbers


def whole_body(
    compounds: tuple[Compound, ...],
    given: Collection[str],
    person: Person,
    *,
    oral: bool = True,
    solid: bool = False,
) -> WholeBody:
    """Declare the model of some compounds.

    Parameters
    ----------
    compounds
        All that are followed.
    given
        Names of those that are given as a dose, the others being formed in the body.
    oral, solid
        Whether there is a gut lumen, and a dosage form that has to release the drug.
    """
    names = {c.name for c in compounds}
    slots = {c.name: slots_of(c, names) for c in compounds}
    numbers = assemble(
        compounds, slots, person, chosen={}, abundance={}, activity={}, formulation=None, dose_mg=1.0
    )
    orally = [c for c in compounds if oral and c.name in given]
    model = Model(
        name="_".join(["whole_body", *(slug(c.name) for c in compounds)]),
        drug=compounds[0].name,
        title=f"Whole-body model of {', '.join(c.name for c in compounds)}",
        source=compounds[0].source,
        verified="parameters from the compound files; structure from published equations",
        population=population(compounds[0]),
        compartments=tuple(_compartments(compounds, slots, orally, solid=solid)),
        parameters=tuple(parameters(numbers, compounds[0])),
        covariates=(),
        genotypes=(),
        interactions=(),
        derived=(Derived(name="release", expression=_RELEASE, unit="1/h"),) if solid else (),
        flows=tuple(_flows(compounds, slots, orally, solid=solid)),
        pathways=(),
        outputs=tuple(o for c in compounds for o in outputs(c, c.name in given)),
        residuals=(),
        routes=tuple(routes(compounds, given, orally, solid=solid)),
        horizon_h=240.0,
        checks=(),
        unobserved="scored by the benchmark of whole-body models",
    )
    return WholeBody(model=model, compounds=compounds, slots=slots, oral=bool(orally))


def _inactivated(slots: Mapping[str, tuple[Slot, ...]]) -> dict[str, tuple[str, ...]]:
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


def _compartments(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    orally: list[Compound],
    *,
    solid: bool,
) -> list[Compartment]:
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
    for protein, sites in _inactivated(slots).items():
        found += [
            Compartment(name=f"left_{slug(protein)}_{site}", holds=f"active {protein}", unit="1", initial="1")
            for site in sites
        ]
    return found


def _flows(
    compounds: tuple[Compound, ...],
    slots: Mapping[str, tuple[Slot, ...]],
    orally: list[Compound],
    *,
    solid: bool,
) -> list[Flow]:
    inactivated = _inactivated(slots)
    flows: list[Flow] = []
    for compound in compounds:
        s, gut = slug(compound.name), compound in orally
        flows += drug_flows(s)
        flows += process_flows(s, slots[compound.name], frozenset(inactivated), gut=gut)
        flows += gut_flows(s, solid=solid) if gut else []
    flows += liquid_flows() if orally else []
    for protein, sites in inactivated.items():
        by = [(slug(c), slot) for c, group in slots.items() for slot in group if slot.kind == "inactivation"]
        flows += inactivation_flows(protein, sites, [b for b in by if b[1].protein == protein])
    return flows
