"""Escitalopram, one compartment, CYP2C19 and age on clearance (Liu 2022)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
    GenotypeEffect,
    Interaction,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)

_T4 = Citation(key="Liu2022", locus="Table 4")
_FIG4 = Citation(key="Liu2022", locus="Figure 4, digitised (secondary)")
_FIG5 = Citation(key="Liu2022", locus="Figure 5, digitised (secondary)")
_JUKIC = Citation(key="Jukic2018", locus="abstract")


def _trough(phenotype: str, expected: float, age: float = 45.0, source: Citation = _FIG4) -> Check:
    return Check(
        name=f"steady-state trough, 10 mg daily, {phenotype}, {age:g} y",
        kind="reported",
        output="escitalopram",
        measure="ctrough",
        expected=expected,
        unit="ng/mL",
        tolerance=0.06,
        source=source,
        dose_mg=10,
        interval_h=24,
        doses=42,
        genotypes={"CYP2C19": phenotype},
        given={"age": age},
    )


def _fold(phenotype: str, expected: float, disagrees: str | None) -> Check:
    return Check(
        name=f"serum level, {phenotype} over normal metaboliser, 2,087 patients",
        kind="observed",
        output="escitalopram",
        measure="cavg",
        expected=expected,
        unit="ratio",
        tolerance=0.25,
        source=_JUKIC,
        dose_mg=10,
        interval_h=24,
        doses=42,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": "Normal Metabolizer"},
        given={"age": 45},
        disagrees=disagrees,
    )


MODEL = Model(
    name="Liu2022_escitalopram",
    drug="escitalopram",
    title="Population pharmacokinetics of escitalopram in Chinese psychiatric patients: CYP2C19 and age",
    source=Citation(key="Liu2022", locus="Table 4"),
    verified="CL/F, V/F, n and the covariates read in the paper's abstract; the rest from a secondary "
    "transcription of Table 4 (nlmixr2lib); relative standard errors not seen",
    population=Population(
        studied="106 Chinese psychiatric inpatients, 337 serum levels, 5-30 mg/day",
        n=106,
        age_years=(12, 83),
        used_for_years=(18, 83),
        used_because="the studied adults; clearance falls in a straight line with age and is not extended",
        not_for=(
            "people over 83 years",
            "absolute levels outside Chinese patients without a level of their own",
        ),
        source=Citation(key="Liu2022", locus="Tables 1-2"),
    ),
    compartments=(
        Compartment(name="depot", holds="escitalopram in the gut"),
        Compartment(name="central", holds="escitalopram"),
    ),
    parameters=(
        Parameter(name="ka", value=0.6, unit="1/h", source=_T4, note="fixed by the authors"),
        Parameter(name="CL_typical", value=16.3, unit="L/h", source=_T4, iiv=0.0877),
        Parameter(name="V", value=815, unit="L", source=_T4, iiv=0.235),
        Parameter(name="age_slope", value=0.0077, unit="1/year", source=_T4),
        Parameter(name="CL_normal", value=1.0, unit="1", source=_T4, note="reference"),
        Parameter(name="CL_intermediate", value=0.847, unit="1", source=_T4),
        Parameter(name="CL_poor", value=0.479, unit="1", source=_T4),
        Parameter(
            name="CL_rapid",
            value=1 / 0.9,
            unit="1",
            source=_JUKIC,
            note="*17 was not genotyped by Liu; level 10 % lower in *1/*17",
        ),
        Parameter(
            name="CL_ultrarapid",
            value=1 / 0.8,
            unit="1",
            source=_JUKIC,
            note="*17 was not genotyped by Liu; level 20 % lower in *17/*17",
        ),
    ),
    covariates=(
        Covariate(
            name="age",
            unit="year",
            studied=(12, 83),
            typical=45,
            source=Citation(key="Liu2022", locus="Table 1"),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "CL_normal",
                "Intermediate Metabolizer": "CL_intermediate",
                "Likely Intermediate Metabolizer": "CL_intermediate",
                "Poor Metabolizer": "CL_poor",
                "Likely Poor Metabolizer": "CL_poor",
                "Rapid Metabolizer": "CL_rapid",
                "Ultrarapid Metabolizer": "CL_ultrarapid",
            },
            reference="Normal Metabolizer",
            source=_T4,
            unstudied="escitalopram clearance is not published for this CYP2C19 phenotype",
        ),
    ),
    interactions=(
        Interaction(
            name="inhibition_CYP2C19",
            enzyme="CYP2C19",
            source=Citation(key="Liu2022", locus="Table 4: what a poor metaboliser lacks is CYP2C19's share"),
            share=1 - 0.479,
        ),
    ),
    derived=(
        Derived(
            name="work_CYP2C19", expression="(CYP2C19 - CL_poor)/(1 - CL_poor)*inhibition_CYP2C19", unit="1"
        ),
        Derived(
            name="CL",
            expression="CL_typical*(1 - age_slope*(age - 45))*(CL_poor + (1 - CL_poor)*work_CYP2C19)",
            unit="L/h",
        ),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="CL/V*central"),
    ),
    pathways=(Pathway(enzyme="CYP2C19", expression="work_CYP2C19", process="clearance"),),
    outputs=(
        Output(
            name="escitalopram",
            analyte="escitalopram",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="escitalopram", source=_T4, proportional=0.169),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=21 * 24,
    checks=(
        _trough("Normal Metabolizer", 21),
        _trough("Intermediate Metabolizer", 25),
        _trough("Poor Metabolizer", 47),
        _trough("Poor Metabolizer", 57, 65.0, _FIG5),
        _fold(
            "Poor Metabolizer",
            3.3,
            "the model gives about 2.1: ten poor metabolisers built it, against 2,087 patients here",
        ),
        _fold("Intermediate Metabolizer", 1.6, "the model gives about 1.2, below what 2,087 patients showed"),
    ),
)
