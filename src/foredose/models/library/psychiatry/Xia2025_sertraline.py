"""Sertraline in adolescent inpatients, without covariates (Xia 2025)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import Check, Model, Output, Parameter, Population, Residual, Route
from foredose.models.structures import mammillary

_T2 = Citation(key="Xia2025", locus="Table 2 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("sertraline")


def _half_life(
    name: str, kind: Any, expected: float, tolerance: float, source: Citation, disagrees: str | None = None
) -> Check:
    return Check(
        name=name,
        kind=kind,
        output="sertraline",
        measure="half_life",
        expected=expected,
        unit="h",
        tolerance=tolerance,
        source=source,
        dose_mg=50,
        interval_h=120,
        doses=1,
        genotypes={},
        given={},
        disagrees=disagrees,
    )


MODEL = Model(
    name="Xia2025_sertraline",
    drug="sertraline",
    title="Sertraline in Chinese adolescents with depression: missed and delayed doses",
    source=_T2,
    verified="values from a secondary transcription; the paper's own CL/V of 0.042 1/h and half-life of 16.5 h agree; "
    "the column 'IIV (%)' holds 0.134 and 0.326, which are read as variances",
    population=Population(
        studied="103 inpatients of 13 to 17 years in Guangzhou, 221 concentrations before a dose, 50 to 300 mg a day",
        n=103,
        age_years=(13, 17),
        used_for_years=(13, 17),
        used_because="the studied ages; clearance falls with age in the same group's model of 11 to 79 years",
        not_for=(
            "adults",
            "effects of CYP2C19, CYP2B6 or body weight: not typed, or not found in this narrow group",
            "peaks and their time: every sample was taken before a dose, absorption is borrowed",
        ),
        source=Citation(key="Xia2025", locus="Table 1 (secondary)"),
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="ka",
            value=0.5,
            unit="1/h",
            source=_T2,
            note="fixed; taken by the authors from Poweleit 2023",
        ),
        Parameter(name="CL", value=65.8, unit="L/h", source=_T2, iiv=0.134, rse=0.06, note="apparent, CL/F"),
        Parameter(name="V", value=1570, unit="L", source=_T2, iiv=0.326, rse=0.19, note="apparent, V/F"),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="sertraline", analyte="sertraline", role="parent", expression="1000*central/V", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="sertraline", source=_T2, proportional=0.3097, additive=4.97),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=7 * 24,
    checks=(
        _half_life(
            "half-life", "reported", 16.5, 0.02, Citation(key="Xia2025", locus="Discussion (secondary)")
        ),
        Check(
            name="AUC over a day at 100 mg: dose over CL/F",
            kind="derived",
            output="sertraline",
            measure="auc_tau",
            expected=100000 / 65.8,
            unit="ng.h/mL",
            tolerance=0.02,
            source=_T2,
            dose_mg=100,
            interval_h=24,
            doses=14,
            genotypes={},
            given={},
        ),
        _half_life(
            "half-life at steady state, 50 mg a day, 12 adolescents",
            "observed",
            15.3,
            0.25,
            Citation(key="Axelson2002", locus="abstract"),
        ),
        _half_life(
            "half-life at steady state, 100 to 150 mg a day, 6 adolescents",
            "observed",
            20.4,
            0.25,
            Citation(key="Axelson2002", locus="abstract"),
        ),
        _half_life(
            "half-life after a single dose of 50 mg, 10 adolescents",
            "observed",
            26.7,
            0.25,
            Citation(key="Axelson2002", locus="abstract"),
            "it shortened from 27 h after one dose to 15 h at steady state; this model speaks of the latter",
        ),
    ),
)
