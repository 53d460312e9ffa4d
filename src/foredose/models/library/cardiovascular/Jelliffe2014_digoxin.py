"""Digoxin in adults, two compartments, by creatinine clearance and weight (Jelliffe 2014)."""

from functools import partial
from math import log

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
    Route,
)

_SOURCE = Citation(key="Jelliffe2014", locus="Table 2 and methods (secondary)")
_CV20 = log(1 + 0.20**2)


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Jelliffe2014", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="digoxin",
    dose_mg=0.5,
    interval_h=240,
    doses=1,
    route="intravenous",
    duration_h=0.1,
    genotypes={},
    given={"weight": 70, "creatinine_clearance_indexed": 100},
)

MODEL = Model(
    name="Jelliffe2014_digoxin",
    drug="digoxin",
    title="A two-compartment population pharmacokinetic-pharmacodynamic model of digoxin in adults",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib), "
        "which are those of Reuning 1973. Variability is 20 % by assumption of the authors; a "
        "residual error is not published and is unknown here"
    ),
    population=Population(
        studied="adults; the constants are of three studies with normal kidneys (Reuning 1973)",
        n=None,
        age_years=None,
        used_for_years=(18, 95),
        used_because="adults",
        not_for=(
            "children",
            ("P-glycoprotein inhibitors (amiodarone, verapamil, quinidine, ciclosporin): not in the model"),
            "hypokalaemia and thyroid disease, which change sensitivity",
            "dialysis",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="depot", holds="digoxin in the gut"),
        Compartment(name="central", holds="digoxin"),
        Compartment(name="peripheral", holds="digoxin, in tissue"),
    ),
    parameters=(
        _p("ka", 0.6093, "1/h", iiv=_CV20),
        _p("V_kg", 1.5714, "L/kg", iiv=_CV20, note="110 L for 70 kg"),
        _p("k_nonrenal", 0.0288, "1/h", iiv=_CV20),
        _p("k_renal", 0.000451, "min/h/mL", iiv=_CV20, note="per mL/min/1.73 m2 of creatinine clearance"),
        _p("k_cp", 0.56, "1/h", iiv=_CV20),
        _p("k_pc", 0.15, "1/h", iiv=_CV20),
        _p("F_oral", 0.65, "1", note="stated by the authors"),
        _p("ug_per_mg", 1000.0, "ug/mg"),
    ),
    covariates=(
        _covariate(
            "weight",
            "kg",
            40,
            120,
            70,
            "methods: 70 kg; the range is not printed, 40 to 120 used here (secondary)",
        ),
        _covariate(
            "creatinine_clearance_indexed",
            "mL/min",
            0,
            130,
            None,
            "from without kidneys to normal; the range is not printed (secondary)",
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="V", expression="V_kg*weight", unit="L"),
        Derived(name="k_el", expression="k_nonrenal + k_renal*creatinine_clearance_indexed", unit="1/h"),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="k_el*central"),
        Flow(source="central", destination="peripheral", rate="k_cp*central"),
        Flow(source="peripheral", destination="central", rate="k_pc*peripheral"),
    ),
    pathways=(),
    outputs=(
        Output(name="digoxin", analyte="digoxin", role="parent", expression="1000*central/V", unit="ng/mL"),
        Output(
            name="tissue_digoxin",
            analyte="digoxin in tissue",
            role="effect",
            expression="ug_per_mg*peripheral/weight",
            unit="ug/kg",
        ),
    ),
    residuals=(),
    routes=(
        Route(name="oral", compartment="depot", fraction="F_oral"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=504,
    checks=(
        _check(
            name="area by vein: dose over k V",
            kind="derived",
            measure="auc_inf",
            expected=1000 * 0.5 / (0.0739 * 110),
            unit="ng.h/mL",
            tolerance=0.03,
            source=Citation(key="Jelliffe2014", locus="Table 2 (secondary)"),
            interval_h=600,
        ),
        _check(
            name="half-life, normal kidneys",
            kind="observed",
            measure="half_life",
            expected=42,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Smith1985", locus="abstract: 36 to 48 h"),
        ),
        _check(
            name="half-life without kidneys",
            kind="observed",
            measure="half_life",
            expected=120,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Smith1985", locus="abstract: about five days"),
            interval_h=480,
            given={"weight": 70, "creatinine_clearance_indexed": 0},
        ),
        _check(
            name="area of 0.5 mg by vein, six healthy men",
            kind="observed",
            measure="auc_inf",
            expected=35.6,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(key="DigoxinNonlinearity", locus="abstract: 35.55 per 0.5 mg as a bolus"),
            interval_h=600,
            disagrees=(
                "clearance of young healthy men was 14 L/h, of the pooled studies 8 L/h; areas of four "
                "days miss part of the tail"
            ),
        ),
    ),
)
