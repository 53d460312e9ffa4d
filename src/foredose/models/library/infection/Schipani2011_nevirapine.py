"""Nevirapine in adults, by CYP2B6 516G>T and 983T>C and body weight (Schipani 2011)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_T1 = Citation(key="Schipani2011", locus="Table 1 (secondary)")
_T2 = Citation(key="Schipani2011", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("nevirapine")

_G, _T, _C = ("*1", "*2", "*4", "*5"), ("*6", "*7", "*9"), ("*18",)
"""Alleles by the two positions that were typed: 516G 983T, 516T 983T, and 516G 983C."""


def _of_pairs(*rows: tuple[tuple[str, ...], tuple[str, ...], str]) -> dict[str, str]:
    """Return the parameter of every pair of alleles of two groups."""
    return {f"{a}/{b}": parameter for first, second, parameter in rows for a in first for b in second}


def _ratio(
    name: str, kind: CheckKind, diplotype: str, lower: float, key: str, locus: str, why: str | None = None
) -> Check:
    """Area at steady state over that of *1/*1, where clearance is a fraction ``lower``."""
    return Check(
        name=name,
        kind=kind,
        output="nevirapine",
        measure="auc_tau",
        expected=1 / (1 - lower),
        unit="ratio",
        tolerance=0.25 if kind == "observed" else 0.03,
        source=Citation(key=key, locus=locus),
        dose_mg=200,
        interval_h=12,
        doses=60,
        genotypes={"CYP2B6": diplotype},
        versus={"CYP2B6": "*1/*1"},
        given={"weight": 72.5},
        disagrees=why,
    )


def _shift(name: str, value: float, rse: float | None, note: str) -> Parameter:
    return Parameter(name=name, value=value, unit="L/h", source=_T2, rse=rse, note=note)


MODEL = Model(
    name="Schipani2011_nevirapine",
    drug="nevirapine",
    title="Nevirapine population pharmacokinetics by CYP2B6 and body weight",
    source=_T2,
    verified="abstract read: one compartment, clearance 3.5 L/h, 37 and 40 % lower with 516TT and 983TC, 5 % more per "
    "10 kg, n; the abstract's spread of clearance (24.6 %) differs from that of Table 2 (31 %), which is used; values "
    "from a secondary transcription (nlmixr2lib)",
    population=Population(
        studied="272 adults with HIV in London and Germany, 403 concentrations at steady state; nine with 983TC",
        n=272,
        age_years=(18, 82),
        used_for_years=(18, 85),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "the first weeks of treatment: induction was complete",
            "children",
            "two 983C alleles: not seen; 516T with 983C: not told apart",
            "extended-release tablets",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="ka", value=1.20, unit="1/h", source=_T2, rse=0.22),
        Parameter(name="CL72", value=3.51, unit="L/h", source=_T2, rse=0.03),
        Parameter(name="weight_slope", value=0.018, unit="L/h/kg", source=_T2, rse=0.328),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.09171,
            rse=0.108,
            note="carries the spread of the sum, printed CV 31 %",
        ),
        Parameter(name="V", value=150, unit="L", source=_T2, rse=0.087),
        _shift("none", 0, None, "reference of the paper, 516GG 983TT"),
        _shift("GT", -0.5, 0.273, "516GT, added to clearance"),
        _shift("TT", -1.3, 0.167, "516TT, added to clearance"),
        _shift("TC", -1.4, 0.132, "983TC, added to clearance"),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(47, 132), typical=72.5, source=_T1),),
    genotypes=(
        GenotypeEffect(
            name="shift_CYP2B6",
            gene="CYP2B6",
            by="diplotype",
            levels=_of_pairs((_G, _G, "none"), (_G, _T, "GT"), (_T, _T, "TT"), (_G, _C, "TC")),
            reference="*1/*1",
            source=_T2,
            unstudied="nevirapine clearance is not in this model for this CYP2B6 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="CL", expression="(CL72 + weight_slope*(weight - 72.5) + shift_CYP2B6)*CL_scale", unit="L/h"
        ),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2B6", expression="CL72 + shift_CYP2B6", process="clearance at 72.5 kg"),),
    outputs=(
        Output(name="nevirapine", analyte="nevirapine", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="nevirapine", source=_T2, proportional=0.092),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=28 * 24,
    checks=(
        _ratio(
            "two 516T over none", "reported", "*6/*6", 0.37, "Schipani2011", "abstract: 37 % lower clearance"
        ),
        _ratio(
            "one 983C over none", "reported", "*1/*18", 0.40, "Schipani2011", "abstract: 40 % lower clearance"
        ),
        _ratio(
            "one 516T over none, 414 children",
            "observed",
            "*1/*6",
            0.17,
            "Bienczak2017",
            "abstract: 17 % lower",
        ),
        _ratio(
            "two 516T over none, 414 children",
            "observed",
            "*6/*6",
            0.50,
            "Bienczak2017",
            "abstract: 50 % lower",
        ),
        _ratio(
            "one 983C over none, 414 children",
            "observed",
            "*1/*18",
            0.17,
            "Bienczak2017",
            "abstract: one class with 516GT, 17 % lower",
            "nine adults with one 983C here; the children were put in one class with 516GT",
        ),
    ),
)
