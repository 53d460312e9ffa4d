"""Phenobarbital in preterm and term newborns, by weight at birth, weight and postnatal age (Völler 2017)."""

from functools import partial
from math import log, sqrt

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)

_RUN = Citation(key="Voller2017", locus="final run of the deposited model DDMODEL00000256 (secondary)")


def _p(name: str, value: float, unit: str, iiv: float = 0.0, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_RUN, iiv=iiv, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float) -> Covariate:
    source = Citation(key="Voller2017", locus="deposited example data and centres of the model (secondary)")
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="phenobarbital",
    dose_mg=50,
    interval_h=2400,
    doses=1,
    genotypes={},
    given={"weight": 2.7, "birth_weight": 2.59, "postnatal_age": 4.5},
    route="intravenous",
    duration_h=0.5,
)

MODEL = Model(
    name="Voller2017_phenobarbital",
    drug="phenobarbital",
    title="Phenobarbital population pharmacokinetics in preterm and term newborns",
    source=_RUN,
    verified="title page read; every value from a secondary transcription of the deposited final run (nlmixr2lib)",
    population=Population(
        studied="53 preterm and term newborns, 229 concentrations, birth weight about 0.8-4.2 kg",
        n=53,
        age_years=(0, 0.16),
        used_for_years=(0, 0.08),
        used_because="the first month: clearance rises in a straight line with postnatal age, centred on 4.5 days",
        not_for=(
            "after the first month of life",
            "therapeutic hypothermia and extracorporeal circulation",
            "a weight under 0.6 kg, where the straight line of the volume ends",
        ),
        source=_RUN,
    ),
    compartments=(
        Compartment(name="depot", holds="phenobarbital in the gut"),
        Compartment(name="central", holds="phenobarbital"),
    ),
    parameters=(
        _p("CL_typical", 0.00909, "L/h", iiv=0.0898, note="at birth weight 2.59 kg and 4.5 days"),
        _p("V_typical", 2.38, "L", iiv=0.0504, note="at 2.70 kg"),
        _p("ka", 50, "1/h", note="fixed by the authors"),
        _p("F_oral", 0.594, "1"),
        _p("age_CL", 0.0533, "1/day"),
        _p("birth_weight_CL", 0.369, "1/kg"),
        _p("weight_V", 0.309, "1/kg"),
    ),
    covariates=(
        _covariate("weight", "kg", 0.6, 4.2, 2.7),
        _covariate("birth_weight", "kg", 0.6, 4.2, 2.59),
        _covariate("postnatal_age", "day", 0, 58, 4.5),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL_typical*(1 + age_CL*(postnatal_age - 4.5))*(1 + birth_weight_CL*(birth_weight - 2.59))",
            unit="L/h",
        ),
        Derived(name="V", expression="V_typical*(1 + weight_V*(weight - 2.7))", unit="L"),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="CL/V*central"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="phenobarbital", analyte="phenobarbital", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="phenobarbital", source=_RUN, proportional=sqrt(0.0258)),),
    routes=(
        Route(name="intravenous", compartment="central"),
        Route(name="oral", compartment="depot", fraction="F_oral"),
    ),
    horizon_h=60 * 24,
    checks=(
        _check(
            name="half-life of the newborn at the centres",
            kind="derived",
            measure="half_life",
            expected=log(2) * 2.38 / 0.00909,
            unit="h",
            tolerance=0.02,
            source=_RUN,
        ),
        _check(
            name="clearance of 59 preterm infants, 1.52 kg, as the area after a dose",
            kind="observed",
            measure="auc_inf",
            expected=30 / (0.0047 * 1.52),
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Grasela1985", locus="abstract: 0.0047 L/h/kg"),
            dose_mg=30,
            interval_h=4800,
            given={"weight": 1.52, "birth_weight": 1.52, "postnatal_age": 4.5},
            disagrees="smaller infants of another time; here clearance falls to 0.0036 L/h/kg at 1.5 kg",
        ),
    ),
)
