"""Racemic citalopram, both enantiomers and their desmethyl metabolites, in old age, by CYP2C19 (Akil 2016)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
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

_T3 = Citation(key="Akil2016", locus="Table 3 (secondary)")
_T1 = Citation(key="Akil2016", locus="Table 1 (secondary)")
_NORMAL = {"CYP2C19": "Normal Metabolizer"}
_MAN = {"age": 60, "weight": 70, "female": 0}


def _p(name: str, value: float, unit: str, iiv: float = 0.0, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, note=note)


def _steady(
    name: str, expected: float, output: str, source: Citation, kind: Any = "observed", **more: Any
) -> Check:
    """40 mg a day (unless said otherwise) for 60 days, a man of 60 years: the age at which the paper states values."""
    told: dict[str, Any] = {
        "measure": "auc_tau",
        "unit": "ng.h/mL",
        "tolerance": 0.25,
        "dose_mg": 40,
        "interval_h": 24,
        "doses": 60,
        "genotypes": _NORMAL,
        "given": _MAN,
        **more,
    }
    return Check(name=name, kind=kind, output=output, expected=expected, source=source, **told)


def _enantiomer(letter: str) -> tuple[Flow, ...]:
    parent, metabolite = f"{letter}_citalopram", f"{letter}_desmethyl"
    return (
        Flow(source="depot", destination=parent, rate="0.5*ka*depot"),
        Flow(source=parent, destination=metabolite, rate=f"CL_{letter}i/V_{letter}*{parent}"),
        Flow(source=metabolite, destination=None, rate=f"CL_{letter}dm_i/V_{letter}*{metabolite}"),
    )


def _seen(letter: str, moiety: str, role: Any) -> Output:
    name = f"{letter}_{moiety}"
    analyte = f"{letter}-{'desmethyl' if moiety == 'desmethyl' else ''}citalopram"
    return Output(
        name=f"{name}_conc", analyte=analyte, role=role, expression=f"1000*{name}/V_{letter}", unit="ng/mL"
    )


_SIDHU = Citation(key="Sidhu1997", locus="abstract: nmol.h/L times 0.32439; ages not given, 60 years taken")
_INFUSION = Citation(
    key="CitalopramInfusion2020", locus="abstract, orally treated; ages not given, 60 years taken"
)

MODEL = Model(
    name="Akil2016_citalopram",
    drug="citalopram",
    title="R- and S-citalopram and desmethylcitalopram in people with Alzheimer's disease and agitation",
    source=_T3,
    verified="clearances of R-citalopram in men and women, the CYP2C19 difference of 5.8 L/h and the slower R "
    "confirmed in the abstract; all other values from a secondary transcription; standard errors not seen",
    population=Population(
        studied="81 people with Alzheimer's disease and agitation (CitAD), 46 extensive or rapid, 17 intermediate, "
        "3 poor CYP2C19 metabolisers, 15 not typed",
        n=81,
        age_years=(47, 90),
        used_for_years=(47, 90),
        used_because="the studied ages; values are stated at 60 years, the mean of the cohort was 77.8",
        not_for=(
            "poor metabolisers of CYP2C19: fitted as one group with the intermediate, with three people",
            "escitalopram tablets: the dose here is the racemate, half of it each enantiomer",
            "half-lives: sampled sparsely at steady state, the volumes are poorly known (1,830 L has a CV of 167 %)",
            "children and young adults",
        ),
        source=_T1,
    ),
    compartments=(
        Compartment(name="depot", holds="racemic citalopram in the gut"),
        Compartment(name="R_citalopram", holds="R-citalopram"),
        Compartment(name="S_citalopram", holds="S-citalopram"),
        Compartment(name="R_desmethyl", holds="R-desmethylcitalopram, as citalopram"),
        Compartment(name="S_desmethyl", holds="S-desmethylcitalopram, as citalopram"),
    ),
    parameters=(
        _p("ka", 1.0, "1/h", note="fixed by the authors; one for both enantiomers"),
        _p("CL_R", 13.0, "L/h", 0.0672758, "a man of 60 years; the CV printed, as log(1 + CV^2)"),
        _p("CL_R_women", 9.05 / 13, "1", note="9.05 L/h in women over 13 in men"),
        _p("V_R", 1830, "L", 1.3296947, "shared by the metabolite"),
        _p("CL_Rdm", 24.4, "L/h", 0.0895639),
        _p("S_normal", 22.1, "L/h"),
        _p("S_reduced", 16.3, "L/h", note="intermediate and poor fitted as one group"),
        _p("CL_S_scale", 1.0, "1", 0.137146, "carries the variability of the clearance of S-citalopram"),
        _p("V_S", 1390, "L", 0.4498415, "shared by the metabolite"),
        _p("CL_Sdm", 38.8, "L/h", 0.0411266),
        _p("age_R", -0.822, "1"),
        _p("age_S", -1.33, "1"),
        _p("weight_CL", 0.75, "1", note="of S-citalopram and both metabolites; not of R-citalopram"),
    ),
    correlations=(("CL_S_scale", "V_S", 0.471),),
    covariates=(
        Covariate(name="age", unit="year", studied=(47, 90), typical=77.8, source=_T1),
        Covariate(name="weight", unit="kg", studied=(40, 122.3), typical=71.5, source=_T1),
        Covariate(name="female", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CL_S",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "S_normal",
                "Rapid Metabolizer": "S_normal",
                "Intermediate Metabolizer": "S_reduced",
                "Poor Metabolizer": "S_reduced",
            },
            reference="Normal Metabolizer",
            source=_T3,
            reference_shown="extensive or rapid metaboliser",
            unstudied="clearance of S-citalopram is not published for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL_Ri", expression="CL_R*CL_R_women**female*(age/60)**age_R", unit="L/h"),
        Derived(
            name="CL_Si", expression="CL_S*CL_S_scale*(age/60)**age_S*(weight/70)**weight_CL", unit="L/h"
        ),
        Derived(name="CL_Rdm_i", expression="CL_Rdm*(weight/70)**weight_CL", unit="L/h"),
        Derived(name="CL_Sdm_i", expression="CL_Sdm*(weight/70)**weight_CL", unit="L/h"),
    ),
    flows=(*_enantiomer("R"), *_enantiomer("S")),
    pathways=(Pathway(enzyme="CYP2C19", expression="CL_S", process="clearance of S-citalopram"),),
    outputs=(
        _seen("S", "citalopram", "parent"),
        _seen("R", "citalopram", "parent"),
        _seen("S", "desmethyl", "metabolite"),
        _seen("R", "desmethyl", "metabolite"),
    ),
    residuals=(
        Residual(output="S_citalopram_conc", source=_T3, proportional=0.2161),
        Residual(output="R_citalopram_conc", source=_T3, additive=13.42),
        Residual(output="S_desmethyl_conc", source=_T3, proportional=0.2161),
        Residual(output="R_desmethyl_conc", source=_T3, proportional=0.2154),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=60 * 24,
    checks=(
        _steady(
            "AUC of S-citalopram, intermediate over extensive: 22.1/16.3",
            22.1 / 16.3,
            "S_citalopram_conc",
            _T3,
            "derived",
            unit="ratio",
            tolerance=0.02,
            genotypes={"CYP2C19": "Intermediate Metabolizer"},
            versus=_NORMAL,
        ),
        _steady(
            "AUC of R-citalopram at 30 mg, a woman of 77.8 years: 15 mg over the mean clearance of 7.25 L/h",
            15000 / 7.25,
            "R_citalopram_conc",
            Citation(key="Akil2016", locus="Discussion (secondary): empirical Bayes mean of women"),
            "reported",
            tolerance=0.05,
            dose_mg=30,
            given={"age": 77.8, "weight": 71.5, "female": 1},
        ),
        _steady(
            "AUC of S-citalopram, 40 mg a day, healthy people", 2562 * 0.32439, "S_citalopram_conc", _SIDHU
        ),
        _steady(
            "AUC of R-citalopram, 40 mg a day, healthy people", 4193 * 0.32439, "R_citalopram_conc", _SIDHU
        ),
        _steady(
            "S-citalopram before the dose, day 10 of 40 mg, 25 inpatients",
            30,
            "S_citalopram_conc",
            _INFUSION,
            measure="ctrough",
            unit="ng/mL",
            doses=10,
        ),
        _steady(
            "R-citalopram before the dose, day 10 of 40 mg, 25 inpatients",
            51,
            "R_citalopram_conc",
            _INFUSION,
            measure="ctrough",
            unit="ng/mL",
            doses=10,
        ),
        _steady(
            "half-life of R-citalopram, healthy people",
            47,
            "R_citalopram_conc",
            Citation(key="Sidhu1997", locus="abstract; ages not given, 60 years taken"),
            measure="half_life",
            unit="h",
            doses=1,
            interval_h=480,
            disagrees="the volume rests on sparse samples at steady state; twice the half-life of healthy people",
        ),
        _steady(
            "escitalopram concentration, intermediate over normal, 2,087 patients",
            1.6,
            "S_citalopram_conc",
            Citation(key="Jukic2018", locus="abstract"),
            unit="ratio",
            genotypes={"CYP2C19": "Intermediate Metabolizer"},
            versus=_NORMAL,
        ),
        _steady(
            "escitalopram concentration, poor over normal, 2,087 patients",
            3.3,
            "S_citalopram_conc",
            Citation(key="Jukic2018", locus="abstract"),
            unit="ratio",
            genotypes={"CYP2C19": "Poor Metabolizer"},
            versus=_NORMAL,
            disagrees="three poor metabolisers were fitted as one group with 17 intermediate ones",
        ),
    ),
)
