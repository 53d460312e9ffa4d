"""Valproic acid in adults with seizures, total serum, by albumin, CYP2C19 and sex (Guo 2020)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Covariate,
    Derived,
    GenotypeEffect,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_SOURCE = Citation(key="Guo2020", locus="Table 2 and equations 3 to 6 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("valproic acid")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Guo2020", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="valproic_acid",
    dose_mg=500,
    interval_h=24,
    doses=1,
    genotypes={"CYP2C19": "Normal Metabolizer"},
    given={"albumin": 38.7, "female": 0},
)

MODEL = Model(
    name="Guo2020_valproic_acid",
    drug="valproic acid",
    title="Valproic acid population pharmacokinetics in Chinese adults: albumin, CYP2C19 and sex",
    source=_SOURCE,
    verified=(
        "abstract read (structure, fixed absorption, covariates); values from a secondary "
        "transcription of Table 2 (nlmixr2lib). Albumin is divided by its median. A larger study "
        "(252 patients, 857 levels, SmithVPA2016) found no effect of CYP2C19 on the level per "
        "dose, and a 1.3 times higher level in women, which this model has not"
    ),
    population=Population(
        studied="60 adult inpatients with seizures in one Chinese hospital, 98 steady-state levels",
        n=60,
        age_years=(22, 88),
        used_for_years=(18, 90),
        used_because="the studied adults; age is not in the model",
        not_for=(
            "children",
            "enzyme inducers and meropenem: excluded",
            (
                "the spread of concentration over a dosing interval: absorption was fixed and the volume "
                "rests on sparse levels"
            ),
            "unbound concentrations",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 2.38, "1/h", note="fixed by the authors"),
        _p("CL_normal", 0.64, "L/h", iiv=log(1 + 0.4466**2), rse=0.0737, note="*1/*1, albumin 38.7 g/L"),
        _p("V_female", 22.15, "L", iiv=log(1 + 0.3101**2), rse=0.1068),
        _p("albumin_exponent", -1.06, "1", rse=0.3811),
        _p("male_V", 0.78, "1", rse=0.2098, note="on the log of the volume"),
        _p("c19_normal", 0.0, "1", note="reference of the paper: *1/*1"),
        _p(
            "c19_carrier",
            -0.45,
            "1",
            rse=0.2246,
            note="on the log of clearance: one or two of *2, *3, fitted as one group",
        ),
    ),
    covariates=(
        _covariate("albumin", "g/L", 25.6, 53.6, 38.7, "Table 1 (secondary)"),
        _covariate("female", "1", 0, 1, 0, "Table 1: 16 of 60 women (secondary)"),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "c19_normal",
                "Intermediate Metabolizer": "c19_carrier",
                "Poor Metabolizer": "c19_carrier",
            },
            reference="Normal Metabolizer",
            source=_SOURCE,
            unstudied="*17 was not a group of this study of valproic acid",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_normal*(albumin/38.7)**albumin_exponent*exp(CYP2C19)", unit="L/h"),
        Derived(name="V", expression="V_female*exp(male_V*(1 - female))", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2C19", expression="exp(CYP2C19)", process="clearance"),),
    outputs=(
        Output(
            name="valproic_acid", analyte="valproic acid", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="valproic_acid", source=_SOURCE, proportional=0.1175),),
    routes=(
        Route(name="oral", compartment="depot"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=336,
    checks=(
        _check(
            name="dose over clearance",
            kind="derived",
            measure="auc_inf",
            expected=500 / 0.64,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="Guo2020", locus="Table 2: 0.64 L/h (secondary)"),
            interval_h=600,
        ),
        _check(
            name="AUC, carrier of *2 or *3 over *1/*1",
            kind="derived",
            measure="auc_inf",
            expected=1 / 0.6376,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Guo2020", locus="Table 2: exp(-0.45) (secondary)"),
            interval_h=900,
            genotypes={"CYP2C19": "Poor Metabolizer"},
            versus={"CYP2C19": "Normal Metabolizer"},
        ),
        _check(
            name="half-life in a woman: ln 2 V/CL",
            kind="derived",
            measure="half_life",
            expected=0.693 * 22.15 / 0.64,
            unit="h",
            tolerance=0.03,
            source=Citation(key="Guo2020", locus="Table 2 (secondary)"),
            interval_h=96,
            given={"albumin": 38.7, "female": 1},
        ),
        _check(
            name="AUC of 500 mg by vein at 66.5 kg",
            kind="observed",
            measure="auc_inf",
            expected=500 / (0.16 * 0.06 * 66.5),
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Lombardo2018", locus="valproic acid: clearance 0.16 mL/min/kg"),
            interval_h=600,
            route="intravenous",
            duration_h=1.0,
        ),
        _check(
            name="half-life after a dose by vein in a man",
            kind="observed",
            measure="half_life",
            expected=12,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Lombardo2018", locus="valproic acid: half-life 12 h"),
            interval_h=96,
            route="intravenous",
            duration_h=1.0,
            disagrees=(
                "the volume of a man (48 L) is four times that of other studies: it was estimated from "
                "sparse steady-state levels"
            ),
        ),
        _check(
            name="AUC of 500 mg in 191 Pakistani and Korean patients",
            kind="observed",
            measure="auc_inf",
            expected=500 / 0.931,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Usman2022", locus="abstract: clearance 0.931 L/h"),
            interval_h=600,
            disagrees="their clearance is 45 % higher; their albumin and co-medication are not in the abstract",
        ),
        _check(
            name="level per dose, women over men, 252 patients",
            kind="observed",
            measure="auc_inf",
            expected=0.34 / 0.27,
            unit="ratio",
            tolerance=0.15,
            source=Citation(key="SmithVPA2016", locus="abstract: 0.34 and 0.27 umol/L per mg a day"),
            interval_h=900,
            given={"albumin": 38.7, "female": 1},
            versus_given={"albumin": 38.7, "female": 0},
            disagrees="sex changes the volume alone in this model",
        ),
    ),
)
