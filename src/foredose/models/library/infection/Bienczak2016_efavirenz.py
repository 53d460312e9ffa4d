"""Efavirenz in African children, by CYP2B6 516G>T and 983T>C and body weight (Bienczak 2016)."""

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
from foredose.models.structures import mammillary, transit

_T1 = Citation(key="Bienczak2016", locus="Table 1 (secondary)")
_T2 = Citation(key="Bienczak2016", locus="Table 2 (secondary)")
_STEPS = 26
"""25 transit compartments and the place of the dose; their mean time is that of the paper."""
_COMPARTMENTS, _FLOWS = mammillary("efavirenz", volume="V1", exchange=(("Q", "V2"),))
_GUT, _ON = transit("efavirenz in the gut", number=_STEPS, rate="k_tr", into="depot")

_G, _T, _C = ("*1", "*2", "*4", "*5"), ("*6", "*7", "*9"), ("*18",)
"""Alleles by the two positions that were typed: 516G 983T, 516T 983T, and 516G 983C."""


def _of_pairs(*rows: tuple[tuple[str, ...], tuple[str, ...], str]) -> dict[str, str]:
    """Return the parameter of every pair of alleles of two groups."""
    return {f"{a}/{b}": parameter for first, second, parameter in rows for a in first for b in second}


def _area(
    name: str, kind: CheckKind, diplotype: str, expected: float, key: str, locus: str, why: str | None = None
) -> Check:
    """Area at steady state of 300 mg at 15.4 kg; a ratio to *1/*1 where it is another study."""
    return Check(
        name=name,
        kind=kind,
        output="efavirenz",
        measure="auc_tau",
        expected=expected,
        unit="ratio" if kind == "observed" else "mg.h/L",
        tolerance=0.25,
        source=Citation(key=key, locus=locus),
        dose_mg=300,
        interval_h=24,
        doses=60,
        genotypes={"CYP2B6": diplotype},
        versus={"CYP2B6": "*1/*1"} if kind == "observed" else None,
        given={"weight": 15.4},
        disagrees=why,
    )


def _clearance(name: str, value: float, note: str) -> Parameter:
    return Parameter(name=name, value=value, unit="L/h", source=_T2, note=note)


MODEL = Model(
    name="Bienczak2016_efavirenz",
    drug="efavirenz",
    title="Efavirenz population pharmacokinetics in African children by CYP2B6 516G>T and 983T>C",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Tables 1 to 4 (nlmixr2lib). Spreads are "
    "printed as the standard deviation times 100 (footnote) and are squared here",
    population=Population(
        studied="169 children with HIV in Uganda and Zambia, 7.8 to 30 kg, 2086 concentrations; one with two 983C",
        n=169,
        age_years=(2.1, 13.8),
        used_for_years=(2, 14),
        used_because="the studied children",
        not_for=(
            "adults",
            "*6/*18 on one chromosome, and *18 with two 516T: not seen",
            "capsules and other tablets than the scored 600 mg tablet: the ARROW trial had a transit time of 1.17 h "
            "and an absorption rate of 1.27 1/h",
            "the error of sparse samples, which was twice the one used here",
        ),
        source=_T1,
    ),
    compartments=(*_GUT, *_COMPARTMENTS),
    parameters=(
        Parameter(name="MTT", value=0.82, unit="h", source=_T2, iov=0.6084, note="CHAPAS-3 tablet"),
        Parameter(name="steps", value=_STEPS, unit="1", source=_T2, note="25 transit compartments printed"),
        Parameter(name="ka", value=0.79, unit="1/h", source=_T2, iov=0.332929, note="CHAPAS-3 tablet"),
        Parameter(
            name="F", value=1, unit="1", source=_T2, iiv=0.178084, iov=0.255025, note="fixed, relative"
        ),
        Parameter(name="CL_scale", value=1, unit="1", source=_T2, iiv=0.136161, iov=0.070756),
        _clearance("GG_TT", 6.94, "516GG 983TT, at 15.4 kg"),
        _clearance("GT_TT", 4.90, "516GT 983TT"),
        _clearance("TT_TT", 1.92, "516TT 983TT"),
        _clearance("GG_TC", 3.93, "516GG 983TC"),
        _clearance("GT_TC", 1.36, "516GT 983TC"),
        _clearance("GG_CC", 0.74, "516GG 983CC, one child"),
        Parameter(name="V1_15", value=64.1, unit="L", source=_T2),
        Parameter(name="Q_15", value=17.1, unit="L/h", source=_T2),
        Parameter(name="V2_15", value=92.2, unit="L", source=_T2),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(7.8, 30), typical=15.5, source=_T1),),
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
            source=_T2,
            unstudied="efavirenz clearance is not in this model for this CYP2B6 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="k_tr", expression="steps/MTT", unit="1/h"),
        Derived(name="CL", expression="CL_CYP2B6*CL_scale*(weight/15.4)**0.75", unit="L/h"),
        Derived(name="V1", expression="V1_15*(weight/15.4)", unit="L"),
        Derived(name="Q", expression="Q_15*(weight/15.4)**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_15*(weight/15.4)", unit="L"),
    ),
    flows=(*_ON, *_FLOWS),
    pathways=(Pathway(enzyme="CYP2B6", expression="CL_CYP2B6", process="clearance"),),
    outputs=(
        Output(name="efavirenz", analyte="efavirenz", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="efavirenz", source=_T2, proportional=0.0672, additive=0.101),),
    routes=(Route(name="oral", compartment="transit1", fraction="F"),),
    horizon_h=42 * 24,
    checks=(
        *(
            _area(
                f"median area of {n} children, {name}",
                "reported",
                pair,
                area,
                "Bienczak2016",
                "Table 3 (secondary)",
                why,
            )
            for pair, name, n, area, why in (
                ("*1/*1", "516GG 983TT", 56, 37.53, None),
                ("*1/*6", "516GT 983TT", 59, 56.05, None),
                ("*6/*6", "516TT 983TT", 31, 175.98, None),
                ("*6/*18", "516GT 983TC", 12, 258.42, None),
                (
                    "*1/*18",
                    "516GG 983TC",
                    10,
                    46.30,
                    "the paper's own clearance (3.93 L/h) and area do not go together",
                ),
            )
        ),
        _area("one 516T over none, 128 adults", "observed", "*1/*6", 1 / 0.602, "Sanchez2011", "Table 4"),
        _area(
            "two 516T over none, 128 adults",
            "observed",
            "*6/*6",
            1 / 0.354,
            "Sanchez2011",
            "Table 4",
            "eight adults there; the children with two 516T clear less",
        ),
        _area(
            "two 516T over none, 32 adults",
            "observed",
            "*6/*6",
            4,
            "Cabrera2009",
            "abstract: 75 % lower clearance",
        ),
        _area(
            "one 516T over none, 32 adults",
            "observed",
            "*1/*6",
            2,
            "Cabrera2009",
            "abstract: clearance about 50 % lower",
            "other cohorts, and this one, find a smaller effect of one 516T",
        ),
    ),
)
