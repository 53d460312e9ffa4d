"""R-methadone and R-EDDP in adolescents after surgery: CYP2B6, CYP3A4, acid glycoprotein (Aruldhas 2021)."""

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

_T1 = Citation(key="Aruldhas2021", locus="Table 1 and results")
_T2 = Citation(key="Aruldhas2021", locus="Table 2, R-methadone")
_S3 = Citation(key="Aruldhas2021", locus="Table S3: 0, 1 or 2 active alleles")
_NM = "Normal Metabolizer"
_GIVEN = {
    "weight": 70,
    "alpha1_acid_glycoprotein": 94.76,
    "orm1_rs17650_alleles": 1,
    "cyp3a4_rs2246709_alleles": 1,
    "oral_suspension": 0,
}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    output: str,
    measure: str,
    expected: float,
    unit: str,
    *,
    source: Citation = _T2,
    route: str = "intravenous",
    phenotype: str = _NM,
    why: str | None = None,
) -> Check:
    """Hold 15 mg of racemate in a person of 70 kg, or a ratio to a normal metaboliser."""
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output=output,
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=15,
        interval_h=120 if measure == "half_life" else 480,
        doses=1,
        route=route,
        genotypes={"CYP2B6": phenotype},
        versus={"CYP2B6": _NM} if unit == "ratio" else None,
        given=_GIVEN,
        disagrees=why,
    )


MODEL = Model(
    name="Aruldhas2021_methadone",
    drug="methadone",
    title="R-methadone and its metabolite in post-operative children: covariates",
    source=_T2,
    verified="all values from a secondary transcription of Table 2 (nlmixr2lib), which takes the row V3 = 335 L as the "
    "peripheral volume and CLF as a fraction in spite of its printed unit; the variance of that volume is recomputed "
    "here from its CV of 62.23 % (0.3273, there 0.31735)",
    population=Population(
        studied="61 adolescents after chest-wall or spine surgery, 0.1 mg/kg of racemate into a vein and then by "
        "mouth, 430 methadone and 381 EDDP levels",
        n=61,
        age_years=(11, 17),
        used_for_years=(11, 18),
        used_because="the studied adolescents: age is not in the model",
        not_for=(
            "S-methadone, half of the racemate: this model holds the R half alone",
            "maintenance treatment, in which methadone induces its own clearance",
            "CYP2B6 as a cause of higher methadone: here it moves EDDP only, not total clearance",
            "CYP2B6 ultrarapid metabolisers: none was studied",
        ),
        source=_T1,
    ),
    compartments=(
        Compartment(name="gut", holds="R-methadone in the gut"),
        Compartment(name="central", holds="R-methadone"),
        Compartment(name="peripheral", holds="R-methadone in tissue"),
        Compartment(name="eddp", holds="R-EDDP, as mass of R-methadone"),
    ),
    parameters=(
        _p("ka_suspension", 0.318, "1/h", rse=0.283),
        _p("ka_tablet", 0.123, "1/h", rse=0.472),
        _p("F", 0.718, "1", "tablet and suspension alike", rse=0.132),
        _p("half", 0.5, "1", "the R half of the racemic dose"),
        _p("CL70", 15.7, "L/h", "CV 72.1 %", iiv=0.42902, rse=0.271),
        _p("V2_ref", 176, "L", "at one active rs17650 allele; CV 79.4 %", iiv=0.48178, rse=0.166),
        _p("Q", 69.2, "L/h", rse=0.393),
        _p("V4", 335, "L", "CV 62.23 %", iiv=0.3273, rse=0.236),
        _p(
            "f_eddp",
            0.217,
            "1",
            "at activity 1 and one active rs2246709 allele; CV 65 %",
            iiv=0.34353,
            rse=0.319,
        ),
        _p(
            "CL_eddp",
            25.7,
            "L/h",
            "its volume is set to that of methadone; CV 49.8 %",
            iiv=0.22095,
            rse=0.373,
        ),
        _p("cyp2b6_f", 0.745, "1", "per unit of activity score", rse=0.174),
        _p("cyp3a4_f", 0.450, "1", "per active allele", rse=0.339),
        _p("orm1_V2", -0.443, "1", "per active allele", rse=0.354),
        _p("aag_V2", -0.00291, "mL/ug", rse=0.313),
        _p("aag_centre", 94.76, "ug/mL"),
        _p("activity_poor", 0, "1"),
        _p("activity_intermediate", 0.5, "1"),
        _p("activity_normal", 1, "1", "reference of the paper"),
        _p("activity_rapid", 1.5, "1", "two people"),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(30, 90),
            typical=53.6,
            source=Citation(
                key="Aruldhas2021",
                locus="median 53.60, middle half 47.90-60.10; unknown range, a choice of this library",
            ),
        ),
        Covariate(
            name="alpha1_acid_glycoprotein",
            unit="ug/mL",
            studied=(20, 250),
            typical=94.76,
            source=Citation(
                key="Aruldhas2021",
                locus="mean 94.76, middle half at baseline 62-109; unknown range, a choice",
            ),
        ),
        Covariate(name="orm1_rs17650_alleles", unit="1", studied=(0, 2), typical=1, source=_S3),
        Covariate(name="cyp3a4_rs2246709_alleles", unit="1", studied=(0, 2), typical=1, source=_S3),
        Covariate(name="oral_suspension", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2B6",
            gene="CYP2B6",
            by="phenotype",
            levels={
                "Poor Metabolizer": "activity_poor",
                "Intermediate Metabolizer": "activity_intermediate",
                _NM: "activity_normal",
                "Rapid Metabolizer": "activity_rapid",
            },
            reference=_NM,
            source=_T2,
            unstudied="formation of EDDP is not published for this CYP2B6 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="ka",
            expression="ka_suspension*oral_suspension + ka_tablet*(1 - oral_suspension)",
            unit="1/h",
        ),
        Derived(name="CL", expression="CL70*(weight/70)**0.75", unit="L/h"),
        Derived(
            name="V2",
            expression="V2_ref*(1 + orm1_V2*(orm1_rs17650_alleles - 1))"
            "*(1 + aag_V2*(alpha1_acid_glycoprotein - aag_centre))",
            unit="L",
        ),
        Derived(
            name="f",
            expression="min(1, f_eddp*(1 + cyp2b6_f*(CYP2B6 - 1))*(1 + cyp3a4_f*(cyp3a4_rs2246709_alleles - 1)))",
            unit="1",
        ),
    ),
    flows=(
        Flow(source="gut", destination="central", rate="ka*gut"),
        Flow(source="central", destination="eddp", rate="f*CL/V2*central"),
        Flow(source="central", destination=None, rate="(1 - f)*CL/V2*central"),
        Flow(source="central", destination="peripheral", rate="Q/V2*central"),
        Flow(source="peripheral", destination="central", rate="Q/V4*peripheral"),
        Flow(source="eddp", destination=None, rate="CL_eddp/V2*eddp"),
    ),
    pathways=(Pathway(enzyme="CYP2B6", expression="f", process="share of R-methadone that becomes EDDP"),),
    outputs=(
        Output(
            name="R_methadone",
            analyte="R-methadone",
            role="parent",
            expression="1000*central/V2",
            unit="ng/mL",
        ),
        Output(name="R_EDDP", analyte="R-EDDP", role="metabolite", expression="1000*eddp/V2", unit="ng/mL"),
    ),
    residuals=(
        Residual(output="R_methadone", source=_T2, proportional=0.165),
        Residual(output="R_EDDP", source=_T2, proportional=0.207),
    ),
    routes=(
        Route(name="oral", compartment="gut", fraction="half*F"),
        Route(name="intravenous", compartment="central", fraction="half"),
    ),
    horizon_h=10 * 24,
    checks=(
        _check(
            "AUC of 15 mg into a vein: half of it over clearance",
            "R_methadone",
            "auc_inf",
            7500 / 15.7,
            "ng.h/mL",
        ),
        _check(
            "AUC of 15 mg by mouth", "R_methadone", "auc_inf", 7500 * 0.718 / 15.7, "ng.h/mL", route="oral"
        ),
        _check(
            "EDDP, poor over normal metaboliser",
            "R_EDDP",
            "auc_inf",
            1 - 0.745,
            "ratio",
            phenotype="Poor Metabolizer",
        ),
        _check(
            "half-life of R-methadone in healthy men",
            "R_methadone",
            "half_life",
            24,
            "h",
            source=Citation(key="MethadoneIsomers", locus="abstract: l-methadone (R), 24 h in blood"),
        ),
        _check(
            "R-methadone by mouth, CYP2B6*6/*6 over *1/*1, healthy people: clearance 35 % lower",
            "R_methadone",
            "auc_inf",
            1 / 0.65,
            "ratio",
            source=Citation(key="MethadoneGenes2015", locus="abstract: R-methadone, apparent oral clearance"),
            route="oral",
            phenotype="Poor Metabolizer",
            why="in the adolescents three were poor metabolisers, and the gene was kept on EDDP alone",
        ),
    ),
)
