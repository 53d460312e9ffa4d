"""Scenario 001 of the mapbayr validation (Le Louedec 2021): its model, its levels, and NONMEM's results."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from foredose.core import Citation
from foredose.models.declaration import (
    Compartment,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)
from foredose.sources.external import external_path
from foredose.sources.nonmem import Subject, read_nonmem
from foredose.twin.individual import History, Level

_RUN = Citation(key="run001", locus="control stream")


def _p(name: str, value: float, unit: str) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_RUN, iiv=0.2)


MODEL = Model(
    name="run001",
    drug="simulated",
    title="One compartment, first-order absorption, proportional error",
    source=_RUN,
    verified="control stream read",
    population=Population(
        studied="simulated",
        n=None,
        age_years=None,
        used_for_years=(0, 120),
        used_because="",
        not_for=(),
        source=_RUN,
    ),
    compartments=(Compartment(name="depot", holds="drug"), Compartment(name="central", holds="drug")),
    parameters=(_p("CL", 4.0, "L/h"), _p("V", 70.0, "L"), _p("ka", 1.0, "1/h")),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="CL/V*central"),
    ),
    pathways=(),
    outputs=(Output(name="level", analyte="drug", role="parent", expression="central/V", unit="mg/L"),),
    residuals=(Residual(output="level", source=_RUN, proportional=0.05**0.5),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=240,
    checks=(),
)


def histories() -> list[History]:
    """Return the 4,000 people with their doses and levels."""
    text = gzip.decompress(external_path("map_levels").read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levels.csv"
        path.write_bytes(text)
        subjects = read_nonmem(path)
    return [_history(s) for s in subjects]


def _history(subject: Subject) -> History:
    events = tuple(r.event for r in subject.records if r.event.gives)
    levels = tuple(
        Level(time=r.event.time, output="level", value=r.value, unit="mg/L")
        for r in subject.records
        if r.value is not None
    )
    return History(events=events, levels=levels)


def posthoc() -> tuple[np.ndarray, np.ndarray]:
    """Return NONMEM's effects, of shape (person, effect), and the objective there that the validation printed."""
    with zipfile.ZipFile(external_path("map_nonmem")) as run:
        phi = np.loadtxt(io.StringIO(run.read("run001/run001.phi").decode()), skiprows=2)
        ofv = run.read("run001/run001.ofv").decode("utf-8-sig")
    return phi[:, 2:5], np.loadtxt(io.StringIO(ofv), delimiter=",", skiprows=1)[:, 4]
