"""From compounds and a person to a declared model: the same kind of declaration as every other model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from foredose.knowledge.compound_facts import Compound, Formulation
from foredose.models.declaration import Derived, Model
from foredose.models.pbpk.anatomy import slug
from foredose.models.pbpk.assembly import assemble
from foredose.models.pbpk.body import Person
from foredose.models.pbpk.layout import all_flows, compartments
from foredose.models.pbpk.parts import outputs, parameters, population, routes
from foredose.models.pbpk.slots import Slot, slots_of

__all__ = ["WholeBody", "whole_body"]

_RELEASE = (
    "step(time - RL_lag) * min(2e3, step(0 - RL_end) * RL_shape / RL_scale"
    " * (max(time - RL_lag, 1e-6) / RL_scale) ** (RL_shape - 1)"
    " + step(RL_end - 1e-9) / max(RL_end - (time - RL_lag), 1e-4))"
)
"""Share of the undissolved drug that dissolves per hour: Weibull, or linear until ``RL_end``; at most 2000 per hour.

``time`` counts from the last dosage form taken: see ``course``.
"""


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
        compartments=tuple(compartments(compounds, slots, orally, solid=solid)),
        parameters=tuple(parameters(numbers, compounds[0])),
        covariates=(),
        genotypes=(),
        interactions=(),
        derived=(Derived(name="release", expression=_RELEASE, unit="1/h"),) if solid else (),
        flows=tuple(all_flows(compounds, slots, orally, solid=solid)),
        pathways=(),
        outputs=tuple(o for c in compounds for o in outputs(c, c.name in given)),
        residuals=(),
        routes=tuple(routes(compounds, given, orally, solid=solid)),
        horizon_h=240.0,
        checks=(),
        unobserved="scored by the benchmark of whole-body models",
    )
    return WholeBody(model=model, compounds=compounds, slots=slots, oral=bool(orally))
