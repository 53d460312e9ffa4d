"""Infliximab in ulcerative colitis, by albumin, antibodies, sex and weight (Fasanmade 2009)."""

from functools import partial

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Covariate,
    Derived,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_SOURCE = Citation(key="Fasanmade2009", locus="Table 3 and abstract")
_COMPARTMENTS, _FLOWS = mammillary("infliximab", absorption=None, exchange=(("Q", "Vp"),))


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Fasanmade2009", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="infliximab",
    dose_mg=385,
    interval_h=120 * 24,
    doses=1,
    duration_h=2,
    genotypes={},
    given={"weight": 77, "albumin": 41, "female": 0, "antidrug_antibodies": 0},
)

MODEL = Model(
    name="Fasanmade2009_infliximab",
    drug="infliximab",
    title="Population pharmacokinetic analysis of infliximab in patients with ulcerative colitis",
    source=_SOURCE,
    verified=(
        "abstract read: the four disposition values with their standard errors, both "
        "variabilities and the half-life confirmed; covariate effects and residuals from a "
        "secondary transcription of Table 3 (nlmixr2lib). Values per day in the paper, per hour "
        "here; its albumin of 4.1 g/dL is 41 g/L. Antibodies: found at any visit up to week 42 or"
        " 54"
    ),
    population=Population(
        studied="482 adults with ulcerative colitis (ACT 1, ACT 2), 5 or 10 mg/kg",
        n=482,
        age_years=(18, 75),
        used_for_years=(18, 85),
        used_because="the studied adults and somewhat beyond; age is not in the model",
        not_for=(
            "children",
            "rheumatoid arthritis (methotrexate lowers clearance)",
            "acute severe colitis",
            "subcutaneous infliximab",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p(
            "CL_man",
            0.407 / 24,
            "L/h",
            iiv=0.131,
            rse=0.025,
            note="0.407 L/day; a man, albumin 41 g/L, no antibodies",
        ),
        _p("V_77", 3.29, "L", iiv=0.048, rse=0.021, note="a man of 77 kg"),
        _p("Vp", 4.13, "L", rse=0.039),
        _p("Q", 7.14 / 24, "L/h", rse=0.068, note="7.14 L/day"),
        _p("albumin_CL", -1.54, "1"),
        _p("antibodies_CL", 0.471, "1"),
        _p("female_CL", -0.236, "1"),
        _p("weight_V", 0.538, "1"),
        _p("female_V", -0.137, "1"),
    ),
    covariates=(
        _covariate("weight", "kg", 36, 159, 77, "Table 1 (secondary)"),
        _covariate(
            "albumin",
            "g/L",
            25,
            52,
            41,
            "reference of the model; the range is not in what was read, 25 to 52 used here",
        ),
        _covariate("female", "1", 0, 1, 0, "39 % women (secondary)"),
        _covariate("antidrug_antibodies", "1", 0, 1, 0, "7 % (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression=(
                "CL_man*(albumin/41)**albumin_CL*(1 + antibodies_CL*antidrug_antibodies)*(1 + "
                "female_CL*female)"
            ),
            unit="L/h",
        ),
        Derived(name="V", expression="V_77*(weight/77)**weight_V*(1 + female_V*female)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="infliximab", analyte="infliximab", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="infliximab", source=_SOURCE, proportional=0.403, additive=0.0413),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=4032,
    checks=(
        _check(
            name="half-life",
            kind="reported",
            measure="half_life",
            expected=14 * 24,
            unit="h",
            tolerance=0.1,
            source=Citation(key="Fasanmade2009", locus="abstract: approximately 14 days"),
            interval_h=60 * 24,
        ),
        _check(
            name="dose over clearance",
            kind="derived",
            measure="auc_inf",
            expected=385 / 0.407 * 24,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="Fasanmade2009", locus="abstract: 0.407 L/day"),
        ),
        _check(
            name="area of 5 mg/kg in another cohort of bowel disease",
            kind="observed",
            measure="auc_inf",
            expected=385 / 0.381 * 24,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Dotan2014", locus="abstract: 0.381 L/day"),
        ),
        _check(
            name="area of 5 mg/kg by a review of several diseases",
            kind="observed",
            measure="auc_inf",
            expected=385 / 0.013,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="Klotz2007", locus="abstract: 11 to 15 mL/h"),
        ),
        _check(
            name="half-life by a review of several diseases",
            kind="observed",
            measure="half_life",
            expected=9.5 * 24,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Klotz2007", locus="abstract: 7 to 12 days"),
            interval_h=60 * 24,
            disagrees="half-lives of that review are of single doses and several diseases; its clearance agrees",
        ),
    ),
)
