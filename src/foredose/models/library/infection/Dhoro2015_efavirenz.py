"""Efavirenz in Zimbabwean adults, by CYP2B6 516G>T and 983T>C, weight and sex (Dhoro 2015)."""

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

_T1 = Citation(key="Dhoro2015", locus="Table 1 (secondary)")
_T3 = Citation(key="Dhoro2015", locus="Table 3 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("efavirenz")

_G, _T, _C = ("*1", "*2", "*4", "*5"), ("*6", "*7", "*9"), ("*18",)
"""Alleles by the two positions that were typed: 516G 983T, 516T 983T, and 516G 983C."""


def _of_pairs(*rows: tuple[tuple[str, ...], tuple[str, ...], str]) -> dict[str, str]:
    """Return the parameter of every pair of alleles of two groups."""
    return {f"{a}/{b}": parameter for first, second, parameter in rows for a in first for b in second}


def _area(
    name: str,
    kind: CheckKind,
    diplotype: str,
    expected: float,
    key: str,
    locus: str,
    why: str | None = None,
    *,
    ratio: bool = True,
) -> Check:
    """Area at steady state of 600 mg in a man of 60 kg."""
    return Check(
        name=name,
        kind=kind,
        output="efavirenz",
        measure="auc_tau",
        expected=expected,
        unit="ratio" if ratio else "mg.h/L",
        tolerance=0.25 if kind == "observed" else 0.02,
        source=Citation(key=key, locus=locus),
        dose_mg=600,
        interval_h=24,
        doses=60,
        genotypes={"CYP2B6": diplotype},
        versus={"CYP2B6": "*1/*1"} if ratio else None,
        given={"weight": 60, "female": 0},
        disagrees=why,
    )


def _clearance(name: str, of_516: float, of_983: float, note: str) -> Parameter:
    return Parameter(name=name, value=of_516 * of_983, unit="L/h", source=_T3, note=note)


MODEL = Model(
    name="Dhoro2015_efavirenz",
    drug="efavirenz",
    title="Efavirenz population pharmacokinetics by CYP2B6*6 and *18, weight and sex in Zimbabwe",
    source=_T3,
    verified="the paper was not read; values from a secondary transcription of Tables 1 and 3 (nlmixr2lib). The "
    "reference of the paper is 516GT; here the clearance of each pair is written out. The centre of weight is "
    "not printed: 60 kg is used. The residual 0.12 is read as a variance",
    population=Population(
        studied="185 adults with HIV in Harare, 90 of them on rifampicin, one sample each at 12 to 15 h",
        n=185,
        age_years=None,
        used_for_years=(18, 65),
        used_because="adults of mean 38.9 and SD 8.5 years; the range was not found",
        not_for=(
            "children",
            "peak and hour of the peak: absorption and volume were fixed from another study",
            "the spread of a level within one person: each gave one sample",
            "*18 with two 516T: not possible with the alleles known today",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="ka", value=0.18, unit="1/h", source=_T3, note="fixed by the authors"),
        Parameter(name="V", value=150, unit="L", source=_T3, note="fixed by the authors"),
        _clearance("GG_TT", 1 + 0.931, 7.01, "7.01 L/h (983TT) times 1.931 (516GG)"),
        _clearance("GT_TT", 1, 7.01, "7.01 L/h (983TT), 516GT is the paper's reference"),
        _clearance("TT_TT", 1 - 0.634, 7.01, "7.01 L/h (983TT) times 0.366 (516TT)"),
        _clearance("GG_TC", 1 + 0.931, 2.26, "2.26 L/h (983TC) times 1.931 (516GG)"),
        _clearance("GT_TC", 1, 2.26, "2.26 L/h (983TC)"),
        _clearance("GG_CC", 1 + 0.931, 0.539, "0.539 L/h (983CC) times 1.931 (516GG); six people with 983CC"),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T3,
            iiv=0.40114,
            note="carries the spread of clearance, printed CV 70.3 %",
        ),
        Parameter(
            name="weight_slope", value=0.0211, unit="1/kg", source=_T3, rse=0.21, note="printed per 10 kg"
        ),
        Parameter(name="female_CL", value=0.222, unit="1", source=_T3, rse=0.67),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(36, 82),
            typical=59.1,
            source=Citation(
                key="Dhoro2015", locus="Table 1: mean of both sexes; range unknown, two SD used (secondary)"
            ),
        ),
        Covariate(name="female", unit="1", studied=(0, 1), typical=1, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CL_CYP2B6",
            gene="CYP2B6",
            by="diplotype",
            levels=_of_pairs(
                (_G, _G, "GG_TT"),
                (_G, _T, "GT_TT"),
                (_T, _T, "TT_TT"),
                (_G, _C, "GG_TC"),
                (_T, _C, "GT_TC"),
                (_C, _C, "GG_CC"),
            ),
            reference="*1/*1",
            source=_T3,
            unstudied="efavirenz clearance is not in this model for this CYP2B6 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL_CYP2B6*(1 + weight_slope*(weight - 60))*(1 + female_CL*female)*CL_scale",
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2B6", expression="CL_CYP2B6", process="clearance"),),
    outputs=(
        Output(name="efavirenz", analyte="efavirenz", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="efavirenz", source=_T3, proportional=0.3464),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=42 * 24,
    checks=(
        _area(
            "dose over clearance, 516GT", "derived", "*1/*6", 600 / 7.01, "Dhoro2015", "Table 3", ratio=False
        ),
        _area(
            "area, no 516T, 128 Spanish adults",
            "observed",
            "*1/*1",
            600 / 11.86,
            "Sanchez2011",
            "Table 4",
            ratio=False,
        ),
        _area(
            "one 516T over none, 32 adults",
            "observed",
            "*1/*6",
            2,
            "Cabrera2009",
            "abstract: about 50 % lower",
        ),
        _area("one 516T over none, 128 adults", "observed", "*1/*6", 1 / 0.602, "Sanchez2011", "Table 4"),
        _area(
            "two 516T over none, 32 adults",
            "observed",
            "*6/*6",
            4,
            "Cabrera2009",
            "abstract: 75 % lower clearance",
            "the effects of 516 and 983 multiply here and were taken from one sample a person",
        ),
        _area(
            "one 983C over none, 169 African children",
            "observed",
            "*1/*18",
            6.94 / 3.93,
            "Bienczak2016",
            "Table 2",
            "the effects of 516 and 983 multiply here; the children have their own clearance for each pair",
        ),
    ),
)
