"""Oral aripiprazole and dehydroaripiprazole in Korean patients, by pairs of CYP2D6 alleles (Kim 2008)."""

from itertools import product
from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Flow,
    GenotypeEffect,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)

_T3 = Citation(key="Kim2008", locus="Table 3 (secondary)")
_FULL, _PART, _NONE = ("*1", "*2"), ("*10", "*41"), ("*4", "*5", "*14", "*36")
_GROUPS = (
    ("CL_I", _FULL, _FULL),
    ("CL_II", _FULL, _PART),
    ("CL_III", _FULL, _NONE),
    ("CL_IV", _PART, (*_PART, *_NONE)),
)
_LEVELS = {f"{a}/{b}": level for level, first, second in _GROUPS for a, b in product(first, second)}
_EM, _IM = {"CYP2D6": "*1/*1"}, {"CYP2D6": "*10/*10"}


def _p(
    name: str, value: float, unit: str, se: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    rse = se / value if se else None
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "aripiprazole",
        "tolerance": 0.25,
        "dose_mg": 15,
        "interval_h": 24,
        "doses": 40,
        "genotypes": _EM,
        "given": {},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


_KUBO = Citation(key="Kubo2007", locus="abstract: single dose of 6 mg, healthy Japanese")

MODEL = Model(
    name="Kim2008_aripiprazole",
    drug="aripiprazole",
    title="Aripiprazole and dehydroaripiprazole in psychiatric patients: pairs of CYP2D6 alleles",
    source=_T3,
    verified="abstract read: ka, 192 L, 30.5 % CV and the intermediate metabolisers' 60 % of clearance agree; the four "
    "clearances and the rest from a secondary transcription of Table 3",
    population=Population(
        studied="80 Korean patients with schizophrenia or the like, 141 samples at steady state, 10 to 30 mg a day",
        n=80,
        age_years=(17, 61),
        used_for_years=(17, 65),
        used_because="the studied ages, and somewhat beyond; age was tested and had no effect",
        not_for=(
            "poor and ultrarapid metabolisers of CYP2D6: none was studied",
            "inhibitors of CYP2D6 or CYP3A4 and inducers: not in the model",
            "peaks and their time: mostly samples before a dose, absorption is borrowed",
            "*41 in today's sense: the paper called by -1584C>G",
        ),
        source=Citation(key="Kim2008", locus="Tables 1 and 2 (secondary)"),
    ),
    compartments=(
        Compartment(name="depot", holds="aripiprazole in the gut"),
        Compartment(name="central", holds="aripiprazole"),
        Compartment(name="dehydro", holds="dehydroaripiprazole, all of the eliminated drug"),
    ),
    parameters=(
        _p("ka", 1.06, "1/h", note="fixed to an earlier analysis"),
        _p("CL_I", 3.15, "L/h", 0.223, note="two functional alleles, 15 people"),
        _p("CL_II", 2.66, "L/h", 0.119, note="a functional and a reduced allele, 26 people"),
        _p("CL_III", 2.27, "L/h", 0.123, note="a functional and a null allele, 12 people"),
        _p("CL_IV", 1.83, "L/h", 0.0715, note="no functional allele, at least one reduced, 27 people"),
        _p("CL_scale", 1.0, "1", iiv=0.0930, note="carries the variability of CL/F, shared by the groups"),
        _p("V", 193, "L", 11.7, 0.100, "192 L in the abstract"),
        _p("CL_m", 8.02, "L/h", 0.317, 0.113, "over the unknown fraction that becomes the metabolite"),
        _p("V_m", 587, "L", 217, note="over the same fraction; the authors call it imprecise"),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="CL",
            gene="CYP2D6",
            by="diplotype",
            levels=_LEVELS,
            reference="*1/*1",
            source=_T3,
            unstudied="clearance of aripiprazole is not published for this pair of CYP2D6 alleles",
        ),
    ),
    interactions=(),
    derived=(),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination="dehydro", rate="CL*CL_scale/V*central"),
        Flow(source="dehydro", destination=None, rate="CL_m/V_m*dehydro"),
    ),
    pathways=(Pathway(enzyme="CYP2D6", expression="CL", process="clearance"),),
    outputs=(
        Output(
            name="aripiprazole",
            analyte="aripiprazole",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
        Output(
            name="dehydroaripiprazole",
            analyte="dehydroaripiprazole",
            role="active metabolite",
            expression="1000*dehydro/V_m",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="aripiprazole", source=_T3, proportional=0.0514),
        Residual(output="dehydroaripiprazole", source=_T3, proportional=0.0712),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=40 * 24,
    checks=(
        _check(
            "CL/F of intermediate metabolisers over two functional alleles: AUC",
            "reported",
            "auc_tau",
            1 / 0.6,
            "ratio",
            Citation(key="Kim2008", locus="abstract: approximately 60 %"),
            tolerance=0.05,
            genotypes=_IM,
            versus=_EM,
        ),
        _check(
            "AUC of dehydroaripiprazole at 15 mg: the lowest metabolic ratio, 0.20, times the AUC of aripiprazole",
            "reported",
            "auc_tau",
            0.20 * 15000 / 1.83,
            "ng.h/mL",
            Citation(
                key="Kim2008", locus="abstract: metabolic ratios of 0.20 to 0.34; the lowest at CL/F 1.83 L/h"
            ),
            tolerance=0.15,
            output="dehydroaripiprazole",
            genotypes=_IM,
        ),
        _check(
            "half-life, normal metabolisers",
            "observed",
            "half_life",
            45.8,
            "h",
            _KUBO,
            doses=1,
            interval_h=480,
        ),
        _check(
            "half-life, intermediate metabolisers",
            "observed",
            "half_life",
            75.2,
            "h",
            _KUBO,
            doses=1,
            interval_h=480,
            genotypes=_IM,
        ),
        _check(
            "AUC, intermediate over normal metabolisers",
            "observed",
            "auc_tau",
            1 / 0.6,
            "ratio",
            _KUBO,
            genotypes=_IM,
            versus=_EM,
        ),
    ),
)
