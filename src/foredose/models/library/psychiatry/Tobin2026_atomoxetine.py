"""Oral atomoxetine in children and adolescents by CYP2D6 and CYP2C19 (Tobin 2026)."""

from typing import Any

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

_T3 = Citation(key="Tobin2026", locus="Table 3 (secondary)")
_T2 = Citation(key="Tobin2026", locus="Table 2 (secondary): mean half-life, at the mean weight of the group")
_COHORT = Citation(key="Tobin2026", locus="Table 1 (secondary)")
_WEIGHT = Citation(
    key="Tobin2026", locus="Table 1 (secondary): mean 54.5, SD 26.4 kg; one SD taken, no range printed"
)
_BODY = mammillary("atomoxetine", clearance="CL/F", volume="V_F")


def _genes(cyp2d6: str, cyp2c19: str = "Normal") -> dict[str, str]:
    return {"CYP2D6": f"{cyp2d6} Metabolizer", "CYP2C19": f"{cyp2c19} Metabolizer"}


def _p(
    name: str, value: float, unit: str, rse: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, rse=rse, iiv=iiv, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "atomoxetine",
        "tolerance": 0.25,
        "dose_mg": 40,
        "interval_h": 40,
        "doses": 1,
        "genotypes": _genes("Normal"),
        "given": {"weight": 54.5},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


def _group(phenotype: str, expected: float, weight: float, **more: Any) -> Check:
    return _check(
        f"half-life, {phenotype.lower()} metabolisers",
        "reported",
        "half_life",
        expected,
        "h",
        _T2,
        genotypes=_genes(phenotype),
        given={"weight": weight},
        **more,
    )


_OSLO = Citation(key="AtomoxetineOslo", locus="abstract: concentration over dose")
_ADULTS = Citation(key="AtomoxetineAdults2005", locus="abstract, adults")
_POOR_IS_STRONGER = "15.9-fold here: six-fold by clearance and, beside it, three-fold by bioavailability"

MODEL = Model(
    name="Tobin2026_atomoxetine",
    drug="atomoxetine",
    title="Atomoxetine in children and adolescents: CYP2D6 and CYP2C19 phenotypes",
    source=_T3,
    verified="values from a secondary transcription; its own half-lives of four groups agree in two. Its text "
    "prints clearance at 10 kg, which is a misprint for 70",
    population=Population(
        studied="86 children and adolescents, single and repeated doses; two poor metabolisers of CYP2C19",
        n=86,
        age_years=(6, 17),
        used_for_years=(6, 17),
        used_because="the studied ages",
        not_for=(
            "adults: body size is the only thing that differs here, and it was estimated in the young",
            "inhibitors of CYP2D6",
            "the effect on ADHD",
            "one occasion against another: the variability of two occasions is pooled in that between people",
            "poor metabolisers of CYP2C19 with any certainty: two people",
        ),
        source=_COHORT,
    ),
    compartments=_BODY[0],
    parameters=(
        _p(
            "D1",
            0.75,
            "h",
            0.0776,
            0.9646,
            "entry into the gut at a constant rate; the CV printed, as log(1 + CV^2)",
        ),
        _p("ka", 27.35, "1/h", 0.101, 1.4674),
        _p(
            "CL_70",
            39.03,
            "L/h",
            0.0814,
            0.4509,
            "over F, at 70 kg, power 0.75 of weight; without poor metabolism",
        ),
        _p("weight_CL", 0.75, "1", note="fixed"),
        _p("V_70", 175.94, "L", 0.0946, 0.3480, "over F, at 70 kg, in proportion to weight"),
        _p("CL_full", 1.0, "1", note="normal, ultrarapid and intermediate metabolisers share the clearance"),
        _p("CL_poor", 1 - 0.81, "1", note="less 81 % (RSE of the effect 0.0195)"),
        _p("F_2D6", 1.0, "1", note="normal and ultrarapid metabolisers"),
        _p("F_2D6_intermediate", 1.33, "1", 0.2097),
        _p("F_2D6_poor", 3.02, "1", 0.1167),
        _p("F_2C19", 1.0, "1", note="all but poor metabolisers"),
        _p("F_2C19_poor", 2.32, "1", 0.1827, note="two people"),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(28, 81), typical=54.5, source=_WEIGHT),),
    genotypes=(
        GenotypeEffect(
            name="CYP2D6_CL",
            gene="CYP2D6",
            by="phenotype",
            levels={
                "Normal Metabolizer": "CL_full",
                "Ultrarapid Metabolizer": "CL_full",
                "Intermediate Metabolizer": "CL_full",
                "Poor Metabolizer": "CL_poor",
            },
            reference="Normal Metabolizer",
            source=_T3,
            unstudied="clearance of atomoxetine is not published for this CYP2D6 phenotype",
        ),
        GenotypeEffect(
            name="CYP2D6_F",
            gene="CYP2D6",
            by="phenotype",
            levels={
                "Normal Metabolizer": "F_2D6",
                "Ultrarapid Metabolizer": "F_2D6",
                "Intermediate Metabolizer": "F_2D6_intermediate",
                "Poor Metabolizer": "F_2D6_poor",
            },
            reference="Normal Metabolizer",
            source=_T3,
            unstudied="bioavailability of atomoxetine is not published for this CYP2D6 phenotype",
        ),
        GenotypeEffect(
            name="CYP2C19_F",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "F_2C19",
                "Rapid Metabolizer": "F_2C19",
                "Ultrarapid Metabolizer": "F_2C19",
                "Intermediate Metabolizer": "F_2C19",
                "Poor Metabolizer": "F_2C19_poor",
            },
            reference="Normal Metabolizer",
            source=_T3,
            unstudied="bioavailability of atomoxetine is not published for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_70*CYP2D6_CL*(weight/70)**weight_CL", unit="L/h"),
        Derived(name="F", expression="CYP2D6_F*CYP2C19_F", unit="1"),
        Derived(name="V_F", expression="V_70*(weight/70)/F", unit="L"),
    ),
    flows=_BODY[1],
    pathways=(
        Pathway(enzyme="CYP2D6", expression="CYP2D6_CL/CYP2D6_F", process="oral clearance"),
        Pathway(enzyme="CYP2C19", expression="1/CYP2C19_F", process="first pass"),
    ),
    outputs=(
        Output(
            name="atomoxetine",
            analyte="atomoxetine",
            role="parent",
            expression="1000*central/V_F",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="atomoxetine", source=_T3, proportional=0.2139, additive=0.81),),
    routes=(Route(name="oral", compartment="depot", duration="D1"),),
    horizon_h=7 * 24,
    checks=(
        _group("Normal", 2.5, 50.2),
        _group(
            "Ultrarapid",
            2.3,
            54.2,
            disagrees="the model gives them the clearance of normal metabolisers, and more weight",
        ),
        _group(
            "Intermediate",
            4.5,
            57.2,
            disagrees="the model gives them the clearance of normal metabolisers; the SD of the group was 4.6 h",
        ),
        _group("Poor", 17.3, 61.2),
        _check(
            "AUC, poor over normal metabolisers: 3.02/0.19",
            "derived",
            "auc_tau",
            3.02 / 0.19,
            "ratio",
            _T3,
            tolerance=0.02,
            interval_h=24,
            doses=14,
            genotypes=_genes("Poor"),
            versus=_genes("Normal"),
        ),
        _check(
            "half-life of children, extensive metabolisers",
            "observed",
            "half_life",
            3.12,
            "h",
            Citation(key="Witcher2003", locus="abstract; weights not given, 40 kg taken"),
            given={"weight": 40},
        ),
        _check(
            "concentration, intermediate over normal metabolisers",
            "observed",
            "auc_tau",
            1.95,
            "ratio",
            _OSLO,
            interval_h=24,
            doses=14,
            genotypes=_genes("Intermediate"),
            versus=_genes("Normal"),
            disagrees="1.33 here, by bioavailability alone: clearance is that of normal metabolisers",
        ),
        _check(
            "concentration, poor over normal metabolisers",
            "observed",
            "auc_tau",
            9.63,
            "ratio",
            _OSLO,
            interval_h=24,
            doses=14,
            genotypes=_genes("Poor"),
            versus=_genes("Normal"),
            disagrees=_POOR_IS_STRONGER,
        ),
        _check(
            "oral clearance, extensive over poor metabolisers",
            "observed",
            "auc_tau",
            10,
            "ratio",
            _ADULTS,
            interval_h=24,
            doses=14,
            given={"weight": 70},
            genotypes=_genes("Poor"),
            versus=_genes("Normal"),
            disagrees=_POOR_IS_STRONGER,
        ),
    ),
)
