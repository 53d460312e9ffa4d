"""ADAS-Cog in Alzheimer disease over years, by APOE e4, age, sex and symptomatic drug (Conrado 2014); no dose."""

from functools import partial

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)

_SOURCE = Citation(key="Conrado2014", locus="DDMORE DDMODEL00000290, final estimates (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Conrado2014", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(Check, output="ADAS_Cog_change", dose_mg=1, interval_h=8766, doses=1, genotypes={})

MODEL = Model(
    name="Conrado2014_alzheimer_disease",
    drug="alzheimer disease",
    title="An updated Alzheimer disease progression model: ADAS-Cog by Richards growth",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of the DDMORE output "
        "(nlmixr2lib). The score grows by the differential equation whose solution the paper "
        "writes. Dropped: the random effects of the study, the scalers of one study, and the beta"
        " residual (precision 87.5), given here as the SD of points that it makes at the start. "
        "The reference of the paper is a woman on a symptomatic drug with 0.72 e4 alleles"
    ),
    population=Population(
        studied="4494 people of 15 trials (CAMD database), mostly mild to moderate Alzheimer disease",
        n=4494,
        age_years=None,
        used_for_years=(50, 90),
        used_because=(
            "ages are not in what was read; the slope falls by 2.4 % a year of age from 75 and would "
            "vanish at 117"
        ),
        not_for=(
            "a dose of any drug: the one way in has the fraction 0",
            "amyloid antibodies",
            "mild cognitive impairment without dementia",
            "scores near 70, the end of the scale",
            "more than five years",
        ),
        source=_SOURCE,
    ),
    compartments=(Compartment(name="score", holds="ADAS-Cog, points of 70", unit="1", initial="baseline"),),
    parameters=(
        _p("baseline_woman", 22.2, "1", iiv=0.156, note="points"),
        Parameter(
            name="slope_75",
            value=0.153 / 8766,
            unit="1/h",
            source=_SOURCE,
            iiv=0.0413 / 8766**2,
            scale="additive",
            note="0.153 per year of 8766 h",
        ),
        _p("shape", 6.91, "1"),
        _p("top", 70.0, "1", note="end of the scale"),
        _p("male_baseline", 0.953, "1"),
        _p("age_slope", -0.024, "1/year"),
        _p("e4_slope", 0.195, "1", note="per allele above 0.72"),
        _p("undrugged_slope", -0.302, "1"),
        _p("e4_baseline", 0.0372, "1", note="per allele above 0.72"),
    ),
    covariates=(
        _covariate("age", "year", 50, 90, 75, "centre of the model; the range is not in what was read"),
        _covariate("female", "1", 0, 1, 1, "reference of the paper (secondary)"),
        _covariate("apoe_e4_alleles", "1", 0, 2, 0.72, "mean of the database (secondary)"),
        _covariate(
            "no_symptomatic_alzheimer_drug", "1", 0, 1, 0, "reference of the paper: on one (secondary)"
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="baseline",
            expression=(
                "baseline_woman*(1 + (male_baseline - 1)*(1 - female))*(1 + e4_baseline*(apoe_e4_alleles "
                "- 0.72))"
            ),
            unit="1",
        ),
        Derived(
            name="slope",
            expression=(
                "slope_75*(1 + age_slope*(age - 75))*(1 + e4_slope*(apoe_e4_alleles - 0.72))*(1 + "
                "undrugged_slope*no_symptomatic_alzheimer_drug)"
            ),
            unit="1/h",
        ),
    ),
    flows=(
        Flow(source=None, destination="score", rate="slope*score"),
        Flow(source="score", destination=None, rate="slope*score*(score/top)**shape"),
    ),
    pathways=(),
    outputs=(
        Output(name="ADAS_Cog", analyte="ADAS-Cog", role="effect", expression="score", unit="1"),
        Output(
            name="ADAS_Cog_change",
            analyte="change of ADAS-Cog",
            role="effect",
            expression="score - baseline",
            unit="1",
        ),
    ),
    residuals=(Residual(output="ADAS_Cog", source=_SOURCE, additive=3.46),),
    routes=(Route(name="none", compartment="score", fraction="0"),),
    horizon_h=8766,
    checks=(
        _check(
            name="score at the start",
            kind="derived",
            measure="value_start",
            expected=22.2,
            unit="1",
            tolerance=0.01,
            source=Citation(key="Conrado2014", locus="DDMODEL00000290 (secondary)"),
            output="ADAS_Cog",
            given={"age": 75, "female": 1, "apoe_e4_alleles": 0.72, "no_symptomatic_alzheimer_drug": 0},
        ),
        _check(
            name="points in a year, 0 e4",
            kind="derived",
            measure="value_end",
            expected=3.0,
            unit="1",
            tolerance=0.03,
            source=Citation(
                key="Conrado2014", locus="the solution of the equation with its values (secondary)"
            ),
            given={"age": 75, "female": 1, "apoe_e4_alleles": 0, "no_symptomatic_alzheimer_drug": 0},
        ),
        _check(
            name="points in a year, 0.72 e4",
            kind="derived",
            measure="value_end",
            expected=3.7,
            unit="1",
            tolerance=0.03,
            source=Citation(
                key="Conrado2014", locus="the solution of the equation with its values (secondary)"
            ),
            given={"age": 75, "female": 1, "apoe_e4_alleles": 0.72, "no_symptomatic_alzheimer_drug": 0},
        ),
        _check(
            name="points in a year, 1 e4",
            kind="derived",
            measure="value_end",
            expected=3.9,
            unit="1",
            tolerance=0.03,
            source=Citation(
                key="Conrado2014", locus="the solution of the equation with its values (secondary)"
            ),
            given={"age": 75, "female": 1, "apoe_e4_alleles": 1, "no_symptomatic_alzheimer_drug": 0},
        ),
        _check(
            name="points in a year, 2 e4",
            kind="derived",
            measure="value_end",
            expected=4.9,
            unit="1",
            tolerance=0.03,
            source=Citation(
                key="Conrado2014", locus="the solution of the equation with its values (secondary)"
            ),
            given={"age": 75, "female": 1, "apoe_e4_alleles": 2, "no_symptomatic_alzheimer_drug": 0},
        ),
    ),
    correlations=(("baseline_woman", "slope_75", 0.0224 / (0.156 * 0.0413) ** 0.5),),
    unobserved=(
        "placebo groups of trials of 18 months worsen by 4.3 to 9.1 points (Schneider 2009), here"
        " by 5.7; trials of the database may be among them, so this is no independent check. No "
        "cohort with ADAS-Cog by APOE outside it was found"
    ),
)
