"""Small models of tests of individual estimation."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.individual.nonmem import MODEL

from foredose.core import Citation
from foredose.models import dose_events
from foredose.models.declaration import Covariate, Derived, Flow, Model, Parameter, Residual, Route
from foredose.twin.individual import History, Level

HERE = Citation(key="test", locus="made up")


def model(**changes: object) -> Model:
    """Return one compartment by mouth, with an additive error beside the proportional one."""
    residual = Residual(output="level", source=HERE, proportional=0.1, additive=0.05)
    return replace(replace(MODEL, residuals=(residual,)), **changes)  # type: ignore[arg-type]


LAGGED = model(
    parameters=(
        *MODEL.parameters,
        Parameter(name="delay", value=0.5, unit="h", source=HERE, iiv=0.1),
        Parameter(name="F", value=0.7, unit="1", source=HERE, iiv=0.3, scale="logit"),
    ),
    routes=(Route(name="oral", compartment="depot", lag="delay", fraction="F"),),
)
INFUSED = model(
    parameters=(*MODEL.parameters, Parameter(name="D", value=2.0, unit="h", source=HERE, iiv=0.1)),
    routes=(Route(name="oral", compartment="depot", duration="D"),),
)
OCCASIONS = model(
    parameters=tuple(replace(p, iov=0.04 if p.name == "CL" else 0.0) for p in MODEL.parameters),
)
WEIGHTED = model(
    parameters=tuple(replace(p, name="CL70") if p.name == "CL" else p for p in MODEL.parameters),
    covariates=(Covariate(name="weight", unit="kg", studied=(20, 150), typical=70, source=HERE),),
    derived=(Derived(name="CL", expression="CL70*(weight/70)**0.75", unit="L/h"),),
)
SATURABLE = model(
    parameters=(
        *(p for p in MODEL.parameters if p.name != "CL"),
        Parameter(name="Vmax", value=20.0, unit="mg/h", source=HERE, iiv=0.1),
        Parameter(name="Km", value=5.0, unit="mg/L", source=HERE),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="Vmax*central/V/(Km + central/V)"),
    ),
)


def history(of: Model, known: dict[float, float] | None = None, **changes: object) -> History:
    """Return 500 mg every 24 h, four times, with levels by time."""
    said = tuple(Level(time=t, output="level", value=v, unit="mg/L") for t, v in (known or {}).items())
    one = History(events=tuple(dose_events(of, 500.0, interval_h=24, additional=3)), levels=said)
    return replace(one, **changes)  # type: ignore[arg-type]
