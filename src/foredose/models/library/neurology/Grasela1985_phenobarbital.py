"""Phenobarbital in preterm neonates, by weight and asphyxia (Grasela 1985)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import Check, Covariate, Derived, Model, Output, Parameter, Population, Route
from foredose.models.structures import mammillary

_SOURCE = Citation(key="Grasela1985", locus="abstract")
_COMPARTMENTS, _FLOWS = mammillary("phenobarbital", absorption=None)


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Grasela1985", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="phenobarbital",
    dose_mg=30,
    interval_h=480,
    doses=1,
    duration_h=0.5,
    genotypes={},
    given={"weight": 1.52, "perinatal_asphyxia": 0},
)

MODEL = Model(
    name="Grasela1985_phenobarbital",
    drug="phenobarbital",
    title="Neonatal population pharmacokinetics of phenobarbital derived from routine clinical data",
    source=_SOURCE,
    verified=(
        "abstract read: every value is in it. The residual error is not, and is unknown here; CVs"
        " were turned into variances"
    ),
    population=Population(
        studied="59 preterm infants, gestational age 24-42 weeks",
        n=59,
        age_years=None,
        used_for_years=(0, 0.1),
        used_because="newborns; ages since birth are not in the abstract",
        not_for=(
            "infants older than a month: clearance rises in the first weeks",
            "therapeutic hypothermia",
            "older children and adults",
            "oral doses: not in the model",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("CL_kg", 0.0047, "L/h/kg", iiv=log(1 + 0.19**2)),
        _p("V_kg", 0.96, "L/kg", iiv=log(1 + 0.16**2)),
        _p("asphyxia_V", 0.13, "1", note="5-minute Apgar score under 5"),
    ),
    covariates=(
        _covariate("weight", "kg", 0.6, 3.62, 1.52, "abstract: weight at birth"),
        _covariate("perinatal_asphyxia", "1", 0, 1, 0, "abstract"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_kg*weight", unit="L/h"),
        Derived(name="V", expression="V_kg*weight*(1 + asphyxia_V*perinatal_asphyxia)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="phenobarbital", analyte="phenobarbital", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=1440,
    checks=(
        _check(
            name="half-life",
            kind="reported",
            measure="half_life",
            expected=141,
            unit="h",
            tolerance=0.02,
            source=Citation(key="Grasela1985", locus="abstract: 141 h"),
        ),
        _check(
            name="half-life after asphyxia",
            kind="derived",
            measure="half_life",
            expected=141 * 1.13,
            unit="h",
            tolerance=0.02,
            source=Citation(key="Grasela1985", locus="abstract: volume 13 % larger, clearance the same"),
            given={"weight": 1.52, "perinatal_asphyxia": 1},
        ),
        _check(
            name="area in Japanese newborns, 1.52 kg in the first week",
            kind="observed",
            measure="auc_inf",
            expected=1000 * 30 / (3.41 * 1.52 + 1.64),
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(
                key="YukawaPhenobarbital2005", locus="abstract: CL = 3.41 weight + 1.64 weeks, mL/h; rectal"
            ),
            interval_h=2400,
        ),
        _check(
            name="half-life by vein, twelve Japanese newborns",
            kind="observed",
            measure="half_life",
            expected=103.4,
            unit="h",
            tolerance=0.25,
            source=Citation(key="PhenobarbitalNewborn1993", locus="abstract: 103 (SD 66) h"),
            disagrees=(
                "mostly born near term, two of them infants of 6 and 13 months; clearance rises with age,"
                " and their spread covers 141 h"
            ),
        ),
    ),
)
