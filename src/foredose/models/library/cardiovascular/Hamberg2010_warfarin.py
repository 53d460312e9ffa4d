"""Warfarin: S-warfarin kinetics by CYP2C9 and age, INR by VKORC1 through two transit chains (Hamberg 2010)."""

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

_SBML = Citation(key="Hamberg2010", locus="parameter set of mipd-warfarin (secondary)")
_XIA = Citation(key="Xia2024", locus="Table 3, values fixed to Hamberg 2010")
_SCORE = Citation(key="CPIC_CYP2C9", locus="allele functionality table: activity value")
_GG = "rs9923231 reference (C)/rs9923231 reference (C)"
_AG = "rs9923231 reference (C)/rs9923231 variant (T)"
_AA = "rs9923231 variant (T)/rs9923231 variant (T)"


def _maintenance(
    cyp2c9: str, vkorc1: str, name: str, mg_per_week: float, n: int, disagrees: str | None = None
) -> Check:
    """A stable dose observed in people must bring the model to the INR those people had."""
    return Check(
        name=f"INR at the stable dose of {n} people, {cyp2c9} {name}",
        kind="observed",
        output="INR",
        measure="value_end",
        expected=2.46,
        unit="1",
        tolerance=0.25,
        source=Citation(key="IWPC2009", locus="cohort, White, 60-79 y, INR 2-3, no interacting drug"),
        dose_mg=mg_per_week / 7,
        interval_h=24,
        doses=60,
        genotypes={"CYP2C9": cyp2c9, "VKORC1": vkorc1},
        given={"age": 70},
        disagrees=disagrees,
    )


MODEL = Model(
    name="Hamberg2010_warfarin",
    drug="warfarin",
    title="A pharmacometric model of warfarin dose and INR by CYP2C9, VKORC1 and age",
    source=_SBML,
    verified="the paper could not be read; structure and values from the public SBML transcription, clearance per "
    "allele, volume and age slope confirmed by a second, allele ratios by a third; two transcriptions use gamma 1.39 "
    "with transit times 27.2 and 110.9 h, which with these EC50 overshoots observed doses by three quarters",
    population=Population(
        studied="adults on warfarin, mainly of European ancestry",
        n=None,
        age_years=(22, 87),
        used_for_years=(18, 95),
        used_because="the 2007 cohort was 22-87 years; clearance falls in a straight line with age",
        not_for=(
            "children",
            "single-dose kinetics in young healthy people (clearance is 1.7 times that of 14 studies)",
            "liver failure",
            "the spread between people: doses at a fixed INR vary by 0.56 (log SD) here, by 0.39 in the IWPC cohort",
            "the rare *2/*2 and *2/*3: doses for a given INR are three quarters of those of 14 people",
            "days to weeks of dose adjustment by INR: the order is simulated unchanged for 28 days",
        ),
        source=_SBML,
    ),
    compartments=(
        Compartment(name="gut", holds="S-warfarin in the gut"),
        Compartment(name="central", holds="S-warfarin"),
        *(
            Compartment(name=f"fast{i}", holds="clotting signal, fast chain", unit="1", initial="1")
            for i in (1, 2, 3)
        ),
        *(
            Compartment(name=f"slow{i}", holds="clotting signal, slow chain", unit="1", initial="1")
            for i in (1, 2, 3)
        ),
    ),
    parameters=(
        Parameter(name="ka", value=2.0, unit="1/h", source=_SBML),
        Parameter(
            name="V", value=14.3, unit="L", source=_SBML, iiv=0.054, note="variability read as a variance"
        ),
        Parameter(
            name="CL_scale",
            value=1.0,
            unit="1",
            source=_SBML,
            iiv=0.071,
            note="carries the between-subject variability of clearance, read as a variance",
        ),
        Parameter(name="age_slope", value=0.00571, unit="1/year", source=_XIA),
        Parameter(name="c_1", value=0.174, unit="L/h", source=_XIA),
        Parameter(name="c_2", value=0.0879, unit="L/h", source=_XIA),
        Parameter(name="c_3", value=0.0422, unit="L/h", source=_XIA),
        Parameter(
            name="c_decreased",
            value=0.0879,
            unit="L/h",
            source=_SCORE,
            note="activity value 0.5, taken as *2: no measured clearance was found for these alleles",
        ),
        Parameter(
            name="c_none",
            value=0.0422,
            unit="L/h",
            source=_SCORE,
            note="activity value 0, taken as *3: no measured clearance was found for these alleles",
        ),
        Parameter(
            name="c_rest",
            value=0.15 * 2 * 0.174,
            unit="L/h",
            source=Citation(key="Kunze1996", locus="abstract: 15 % of *1/*1 clearance is not CYP2C9's"),
            note="the same in every genotype; with fluconazole 0.305, 0.352, 0.403, 0.522 of clearance is left in "
            "*1/*1, *1/*3, *2/*3, *3/*3 (WarfarinDDI2022), here 0.305, 0.38, 0.51, 0.68",
        ),
        Parameter(name="e_G", value=2.05, unit="mg/L", source=_SBML),
        Parameter(name="e_A", value=0.96, unit="mg/L", source=_SBML),
        Parameter(
            name="EC50_scale",
            value=1.0,
            unit="1",
            source=_SBML,
            iiv=0.240,
            note="carries the between-subject variability of EC50, read as a variance",
        ),
        Parameter(name="gamma", value=1.15, unit="1", source=_SBML),
        Parameter(name="MTT_fast", value=28.6, unit="h", source=_SBML),
        Parameter(name="MTT_slow", value=118.3, unit="h", source=_SBML),
        Parameter(name="INR_max", value=20.0, unit="1", source=_SBML, note="fixed by the authors"),
        Parameter(name="INR_base", value=1.0, unit="1", source=_SBML, note="INR before the first dose"),
    ),
    covariates=(
        Covariate(
            name="age",
            unit="year",
            studied=(18, 95),
            typical=71,
            source=Citation(key="Hamberg2007", locus="Table 1: 22-87 years; used from 18 to 95"),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C9",
            gene="CYP2C9",
            by="allele",
            levels={
                "*1": "c_1",
                "*2": "c_2",
                "*3": "c_3",
                "*9": "c_1",
                **dict.fromkeys(("*5", "*8", "*11", "*12", "*14"), "c_decreased"),
                **dict.fromkeys(("*6", "*13"), "c_none"),
            },
            reference="*1/*1",
            source=_XIA,
            unstudied="S-warfarin clearance is not published for this CYP2C9 allele",
        ),
        GenotypeEffect(
            name="VKORC1",
            gene="VKORC1",
            by="allele",
            levels={"rs9923231 reference (C)": "e_G", "rs9923231 variant (T)": "e_A"},
            reference=_GG,
            source=_SBML,
            reference_shown="-1639 GG",
            unstudied="warfarin sensitivity is not published for this VKORC1 genotype",
        ),
    ),
    interactions=(
        Interaction(
            name="inhibition_CYP2C9",
            enzyme="CYP2C9",
            source=Citation(key="Kunze1996", locus="abstract: CYP2C9 carries 85 % of S-warfarin clearance"),
            share=0.85,
        ),
    ),
    derived=(
        Derived(
            name="CL",
            expression="(c_rest + (CYP2C9 - c_rest)*inhibition_CYP2C9)*(1 - age_slope*(age - 71))*CL_scale",
            unit="L/h",
        ),
        Derived(name="EC50", expression="VKORC1*EC50_scale", unit="mg/L"),
        Derived(name="k_fast", expression="3/MTT_fast", unit="1/h"),
        Derived(name="k_slow", expression="3/MTT_slow", unit="1/h"),
    ),
    flows=(
        Flow(source="gut", destination="central", rate="ka*gut"),
        Flow(source="central", destination=None, rate="CL/V*central"),
        # 1 - E with E = C^g/(EC50^g + C^g), written so that an empty compartment gives 1
        Flow(
            source=None,
            destination="fast1",
            rate="k_fast/(1 + exp(gamma*log((central + 1e-12)/(V*EC50))))",
        ),
        Flow(source="fast1", destination="fast2", rate="k_fast*fast1"),
        Flow(source="fast2", destination="fast3", rate="k_fast*fast2"),
        Flow(source="fast3", destination=None, rate="k_fast*fast3"),
        Flow(
            source=None,
            destination="slow1",
            rate="k_slow/(1 + exp(gamma*log((central + 1e-12)/(V*EC50))))",
        ),
        Flow(source="slow1", destination="slow2", rate="k_slow*slow1"),
        Flow(source="slow2", destination="slow3", rate="k_slow*slow2"),
        Flow(source="slow3", destination=None, rate="k_slow*slow3"),
    ),
    pathways=(
        Pathway(
            enzyme="CYP2C9",
            expression="c_rest + (CYP2C9 - c_rest)*inhibition_CYP2C9",
            process="clearance of S-warfarin",
        ),
        Pathway(enzyme="VKORC1", expression="VKORC1", process="concentration that halves clotting"),
    ),
    outputs=(
        Output(
            name="INR",
            analyte="INR",
            role="effect",
            expression="INR_base + INR_max*(1 - (fast3 + slow3)/2)",
            unit="1",
        ),
        Output(name="S_warfarin", analyte="S-warfarin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(
        Residual(output="INR", source=_SBML, log_sd=0.19),
        Residual(output="S_warfarin", source=_SBML, log_sd=0.099),
    ),
    routes=(Route(name="oral", compartment="gut", fraction="0.5"),),
    horizon_h=28 * 24,
    checks=(
        Check(
            name="dose table of the 2007 paper: INR at 7.72 mg/day, *1/*1 G/G, 70 y",
            kind="reported",
            output="INR",
            measure="value_end",
            expected=2.5,
            unit="1",
            tolerance=0.10,
            source=Citation(key="Hamberg2007", locus="Table 5 (secondary)"),
            dose_mg=7.72,
            interval_h=24,
            doses=60,
            genotypes={"CYP2C9": "*1/*1", "VKORC1": _GG},
            given={"age": 70},
        ),
        _maintenance("*1/*1", _GG, "G/G", 44.59, 208),
        _maintenance("*1/*1", _AG, "A/G", 33.43, 256),
        _maintenance("*1/*1", _AA, "A/A", 21.37, 79),
        _maintenance("*1/*2", _GG, "G/G", 38.07, 54),
        _maintenance("*1/*2", _AG, "A/G", 27.59, 84),
        _maintenance("*1/*2", _AA, "A/A", 20.04, 27),
        _maintenance("*1/*3", _GG, "G/G", 28.28, 41),
        _maintenance("*1/*3", _AG, "A/G", 21.75, 46),
        _maintenance("*1/*3", _AA, "A/A", 17.14, 14),
        _maintenance("*2/*2", _GG, "G/G", 28.60, 5),
        _maintenance("*2/*2", _AG, "A/G", 25.54, 8),
        _maintenance("*2/*3", _GG, "G/G", 26.80, 6),
        _maintenance("*2/*3", _AG, "A/G", 14.29, 7),
    ),
)
