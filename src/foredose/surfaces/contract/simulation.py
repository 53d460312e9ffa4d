"""``foredose/simulation/1``: a library model under a regimen, as medians and 90 % intervals over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, EstimateShown, Part

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation

__all__ = ["SimulationDocument", "simulation_document"]


class AssumedShown(Part):
    """Something that was not given, what was taken instead, and why that."""

    name: str
    value: str
    because: str


class FailedShown(Part):
    """A virtual person whose equations could not be solved."""

    person: int
    why: str
    resolve: str


class CourseShown(Part):
    """One output at ``times_h``: the median and the 90 % interval over people; the same three for one person."""

    output: str
    analyte: str
    role: str
    unit: str
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    last_interval: dict[str, EstimateShown]


class SimulationDocument(Document):
    """What ``foredose simulate`` prints."""

    schema_: Literal["foredose/simulation/1"] = Field(default="foredose/simulation/1", alias="schema")
    model: str
    drug: str
    source: str
    regimen: str
    route: str
    people: int
    seed: int
    infused_h: float
    given: dict[str, float]
    genotypes: dict[str, str]
    assumed: tuple[AssumedShown, ...]
    cautions: tuple[str, ...]
    times_h: tuple[float, ...]
    courses: tuple[CourseShown, ...]
    failed: tuple[FailedShown, ...]
    not_for: tuple[str, ...]


def simulation_document(of: Simulation, *, knowledge_version: str) -> SimulationDocument:
    """Make the document of one simulation."""
    courses = []
    for output in of.model.outputs:
        low, median, high = np.nanquantile(of.trajectory.outputs[output.name], [0.05, 0.5, 0.95], axis=1)
        measures = of.measures.get(output.name, {})
        courses.append(
            CourseShown(
                output=output.name,
                analyte=output.analyte,
                role=output.role,
                unit=output.unit,
                median=tuple(median.tolist()),
                low=tuple(low.tolist()),
                high=tuple(high.tolist()),
                last_interval={k: EstimateShown.model_validate(v) for k, v in measures.items()},
            )
        )
    failed = [
        FailedShown(person=who, why=one.why, resolve=one.resolve) for who, one in of.trajectory.failed.items()
    ]
    return SimulationDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        model=of.model.name,
        drug=of.model.drug,
        source=str(of.model.source),
        regimen=of.regimen,
        route=of.route,
        people=of.people,
        seed=of.seed,
        infused_h=of.infused_h,
        given=dict(of.given),
        genotypes=dict(of.genotypes),
        assumed=tuple(AssumedShown.model_validate(a) for a in of.assumed),
        cautions=of.cautions,
        times_h=tuple(of.trajectory.times.tolist()),
        courses=tuple(courses),
        failed=tuple(failed),
        not_for=of.model.population.not_for,
    )
