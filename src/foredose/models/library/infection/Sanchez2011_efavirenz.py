"""Efavirenz in Spanish adults, by CYP2B6*6, ABCC4 and gamma-glutamyltransferase (Sanchez 2011)."""

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

_T1 = Citation(key="Sanchez2011", locus="Tables 1 and 2 (secondary)")
_T4 = Citation(key="Sanchez2011", locus="Table 4, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("efavirenz")
_G, _T = ("*1", "*2", "*4", "*5"), ("*6", "*7", "*9")
"""Alleles by position 516, G and T; the paper typed 516 and 785 and calls T *6."""


def _of_pairs(*rows: tuple[tuple[str, ...], tuple[str, ...], str]) -> dict[str, str]:
    """Return the parameter of every pair of alleles of two groups."""
    return {f"{a}/{b}": parameter for first, second, parameter in rows for a in first for b in second}


def _area(
    name: str,
    diplotype: str,
    expected: float,
    key: str,
    locus: str,
    why: str | None = None,
    *,
    own: bool = False,
) -> Check:
    """Area at steady state; a ratio to *1/*1 where it is another study."""
    return Check(
        name=name,
        kind="derived" if own else "observed",
        output="efavirenz",
        measure="auc_tau",
        expected=expected,
        unit="mg.h/L" if own else "ratio",
        tolerance=0.02 if own else 0.25,
        source=Citation(key=key, locus=locus),
        dose_mg=600,
        interval_h=24,
        doses=40,
        genotypes={"CYP2B6": diplotype},
        versus=None if own else {"CYP2B6": "*1/*1"},
        given={"ggt": 121, "abcc4_1497t_carrier": 0},
        disagrees=why,
    )


MODEL = Model(
    name="Sanchez2011_efavirenz",
    drug="efavirenz",
    title="Efavirenz population pharmacokinetics and CYP2B6 in Caucasian people with HIV",
    source=_T4,
    verified="the paper was not read; values from a secondary transcription of Tables 1, 2 and 4 (nlmixr2lib)",
    population=Population(
        studied="128 adults with HIV in Salamanca, 97 % Caucasian, 869 concentrations at 8 to 20 h; eight with two *6",
        n=128,
        age_years=(18, 77),
        used_for_years=(18, 80),
        used_because="the studied adults: age is not in the model",
        not_for=(
            "the first weeks of treatment: induction was complete, after three months or more",
            "peak and hour of the peak: absorption was fixed, and no early samples were drawn",
            "the 983C allele (*18): not seen",
            "children",
            "co-medication that inhibits or induces CYP2B6",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="ka", value=0.3, unit="1/h", source=_T4, note="fixed by the authors"),
        Parameter(name="CL_base", value=12.2, unit="L/h", source=_T4, rse=0.0436),
        Parameter(name="ggt_slope", value=-0.00279, unit="L/h/(U/L)", source=_T4, rse=0.3539),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T4,
            iiv=0.07758,
            note="carries the spread of clearance, printed CV 28.4 %",
        ),
        Parameter(
            name="V", value=247, unit="L", source=_T4, iiv=0.56253, rse=0.1421, note="printed CV 86.91 %"
        ),
        Parameter(name="no_6", value=1, unit="1", source=_T4, note="reference of the paper"),
        Parameter(name="one_6", value=0.602, unit="1", source=_T4, rse=0.0783),
        Parameter(name="two_6", value=0.354, unit="1", source=_T4, rse=0.1561),
        Parameter(
            name="abcc4", value=0.793, unit="1", source=_T4, rse=0.1252, note="four carriers, none with two"
        ),
    ),
    covariates=(
        Covariate(name="ggt", unit="U/L", studied=(8, 1612), typical=121, source=_T1),
        Covariate(name="abcc4_1497t_carrier", unit="1", studied=(0, 1), typical=0, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2B6",
            gene="CYP2B6",
            by="diplotype",
            levels=_of_pairs((_G, _G, "no_6"), (_G, _T, "one_6"), (_T, _T, "two_6")),
            reference="*1/*1",
            source=_T4,
            unstudied="efavirenz clearance is not in this model for this CYP2B6 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="(CL_base + ggt_slope*ggt)*CYP2B6*abcc4**abcc4_1497t_carrier*CL_scale",
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2B6", expression="CYP2B6", process="clearance"),),
    outputs=(
        Output(name="efavirenz", analyte="efavirenz", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="efavirenz", source=_T4, proportional=0.1682),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=28 * 24,
    checks=(
        _area(
            "dose over clearance, *1/*1",
            "*1/*1",
            600 / (12.2 - 0.00279 * 121),
            "Sanchez2011",
            "Table 4",
            own=True,
        ),
        _area("one 516T over none, 169 African children", "*1/*6", 6.94 / 4.90, "Bienczak2016", "Table 2"),
        _area("two 516T over none, 169 African children", "*6/*6", 6.94 / 1.92, "Bienczak2016", "Table 2"),
        _area(
            "mid-dose level, one 516T over none, 100 Madrid patients",
            "*1/*6",
            2.6 / 1.71,
            "NovoaEfavirenz",
            "medians",
        ),
        _area(
            "mid-dose level, two 516T over none, 100 Madrid patients",
            "*6/*6",
            3.57 / 1.71,
            "NovoaEfavirenz",
            "medians",
            "five people there and eight here had two 516T",
        ),
    ),
)
