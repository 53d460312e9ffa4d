"""Levels measured in real people, with models whose parameters come from other people."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.individual.nonmem import MODEL
from foredose.core import Citation
from foredose.models import find_model
from foredose.models.declaration import (
    Compartment,
    Covariate,
    Derived,
    Flow,
    Model,
    Parameter,
    Residual,
    Route,
)
from foredose.sources.event_record import DOSE, Event
from foredose.sources.external import external_path
from foredose.sources.nonmem import read_nonmem
from foredose.twin.individual import Change, History, Level

_ROVEI = Citation(key="Rovei1982", locus="Table 3, means over four doses (secondary: nlmixr2lib)")
_YANO = Citation(key="Yano1993", locus="abstract: 10.6 %")


def _p(name: str, value: float, unit: str, cv: float = 0.0) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_ROVEI, iiv=float(np.log1p(cv**2)))


# Eight healthy adults by mouth; spreads are standard deviation over mean. The paper prints no residual error, and the
# one here is that of theophylline in other patients (Yano 1993).
THEOPHYLLINE = replace(
    MODEL,
    name="Rovei1982_theophylline",
    drug="theophylline",
    parameters=(
        _p("CL_kg", 0.042, "L/h/kg", 0.25),
        _p("V_kg", 0.51, "L/kg", 0.14),
        _p("ka", 1.73, "1/h", 0.50),
        _p("delay", 0.09, "h", 0.50),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(48, 77), typical=62, source=_ROVEI),),
    derived=(
        Derived(name="CL", expression="CL_kg*weight", unit="L/h"),
        Derived(name="V", expression="V_kg*weight", unit="L"),
    ),
    residuals=(Residual(output="level", source=_YANO, proportional=0.106),),
    routes=(Route(name="oral", compartment="depot", lag="delay"),),
)


@dataclass(frozen=True, kw_only=True)
class Set:
    """People with levels, and the model of others that foretells them."""

    name: str
    model: Model
    people: tuple[History, ...]


def theophylline() -> Set:
    """Return twelve adults after one dose by mouth (Upton), eleven levels each; those above 0 at 0 h are left out."""
    with external_path("theophylline").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    people = []
    for name in dict.fromkeys(r["Subject"] for r in rows):
        mine = [r for r in rows if r["Subject"] == name]
        weight = float(mine[0]["Wt"])
        dose = Event(time=0.0, evid=DOSE, amount=float(mine[0]["Dose"]) * weight)
        levels = tuple(
            Level(time=float(r["Time"]), output="level", value=float(r["conc"]), unit="mg/L")
            for r in mine
            if float(r["Time"]) > 0
        )
        people.append(History(events=(dose,), levels=levels, values={"weight": weight}))
    return Set(name="theophylline, 12 adults (Rovei 1982)", model=THEOPHYLLINE, people=tuple(people))


def phenobarbital() -> Set:
    """Return 59 newborns with doses by vein over days (Grasela and Donn 1985).

    Postnatal age is not in the data: the first dose is taken as given on the day of birth, and age then grows by the
    day. Weight is that at birth throughout.
    """
    model = find_model("Voller2017_phenobarbital")
    into = [c.name for c in model.compartments].index("central")
    people = []
    for subject in read_nonmem(external_path("phenobarbital")):
        weight = subject.covariates["WGT"][0]
        events = tuple(replace(r.event, compartment=into) for r in subject.records if r.event.gives)
        levels = tuple(
            Level(time=r.event.time, output="phenobarbital", value=r.value, unit="mg/L")
            for r in subject.records
            if r.value is not None and not r.event.gives
        )
        days = range(1, int(subject.records[-1].event.time // 24) + 1)
        people.append(
            History(
                events=events,
                levels=levels,
                changes=tuple(Change(time=24.0 * d, name="postnatal_age", value=float(d)) for d in days),
                values={"weight": weight, "birth_weight": weight, "postnatal_age": 0.0},
            )
        )
    return Set(name="phenobarbital, 59 newborns (Völler 2017)", model=model, people=tuple(people))


_FATTINGER = Citation(key="Fattinger1991", locus="Table 1 (secondary: nlmixr2lib)")


def _q(name: str, value: float, unit: str, cv: float = 0.0) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_FATTINGER, iiv=float(np.log1p(cv**2)))


def _flag(name: str, unit: str, low: float, high: float, typical: float) -> Covariate:
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=_FATTINGER)


# Sixty patients in Basel, sulphate and a slow bisulphate by mouth; doses in mg of base.
QUINIDINE = replace(
    MODEL,
    name="Fattinger1991_quinidine",
    drug="quinidine",
    compartments=(
        Compartment(name="central", holds="quinidine"),
        Compartment(name="peripheral", holds="quinidine"),
    ),
    parameters=(
        _q("renal", 0.0566, "L/h/(mL/min)"),
        _q("other", 12.6, "L/h"),
        _q("failing", 6.8, "L/h"),
        _q("CL_scale", 1.0, "1", 0.402),
        _q("V", 161.0, "L", 0.756),
        _q("Q", 12.6, "L/h"),
        _q("V2", 66.7, "L"),
        _q("D_fast", 1.37, "h", 0.494),
        _q("D_slow", 6.0, "h"),
        _q("F_slow", 1.36, "1"),
    ),
    covariates=(
        _flag("creatinine_clearance", "mL/min", 17, 120, 62.5),
        _flag("severe_failure", "1", 0, 1, 0),
        _flag("slow_release", "1", 0, 1, 0),
    ),
    derived=(
        Derived(
            name="CL",
            expression="CL_scale*(renal*creatinine_clearance + other + (failing - other)*severe_failure)",
            unit="L/h",
        ),
    ),
    flows=(
        Flow(source="central", destination=None, rate="CL/V*central"),
        Flow(source="central", destination="peripheral", rate="Q/V*central"),
        Flow(source="peripheral", destination="central", rate="Q/V2*peripheral"),
    ),
    residuals=(Residual(output="level", source=_FATTINGER, proportional=0.22),),
    routes=(
        Route(
            name="oral",
            compartment="central",
            fraction="1 + (F_slow - 1)*slow_release",
            duration="D_fast + (D_slow - D_fast)*slow_release",
        ),
    ),
)
_GLUCONATE_MG = {"100", "201", "301", "402"}
"""Doses in base that are halves and multiples of 324 mg of gluconate, which is slow; the others are sulphate."""
_CLEARANCE = {">= 50": 75.0, "< 50": 35.0}
"""The data tell the class alone (mL/min)."""


def quinidine() -> Set:
    """Return patients on quinidine by mouth (Verme 1992), those with a level.

    A dose with an interval is one at steady state. Gluconate stands where the model has another slow salt.
    """
    with gzip.open(external_path("quinidine"), "rt", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    people = []
    for name in dict.fromkeys(r["Subject"] for r in rows):
        one = _patient([r for r in rows if r["Subject"] == name])
        people += [one] if one.levels else []
    return Set(
        name=f"quinidine, {len(people)} patients (Fattinger 1991)", model=QUINIDINE, people=tuple(people)
    )


def _patient(rows: list[dict[str, str]]) -> History:
    events, levels, changes = [], [], []
    values = {"severe_failure": float(rows[0]["Heart"] == "Severe"), "slow_release": 0.0}
    held = values | {"creatinine_clearance": _CLEARANCE[rows[0]["Creatinine"]]}
    start = dict(held)
    for row in rows:
        time = float(row["time"])
        now = {
            "creatinine_clearance": _CLEARANCE[row["Creatinine"]],
            "severe_failure": float(row["Heart"] == "Severe"),
        }
        if row["dose"] != "NA":
            now["slow_release"] = float(row["dose"] in _GLUCONATE_MG)
            steady = row["interval"] != "NA"
            interval = float(row["interval"]) if steady else 0.0
            events.append(
                Event(time=time, evid=DOSE, amount=float(row["dose"]), interval=interval, steady=int(steady))
            )
        elif row["conc"] != "NA":
            levels.append(
                Level(time=time, output="level", value=float(row["conc"]), unit="mg/L", after_dose=True)
            )
        changes += [Change(time=time, name=n, value=v) for n, v in now.items() if v != held[n]]
        held |= now
    return History(events=tuple(events), levels=tuple(levels), changes=tuple(changes), values=start)
