"""Nivolumab in solid tumours, with a clearance that falls during treatment (Bajaj 2017)."""

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

_T3 = Citation(key="Bajaj2017", locus="Table 3")
_FINAL = Citation(key="Bajaj2017", locus="DDMODEL00000284, final estimates")
_WOMAN = {"weight": 80, "egfr_indexed": 90, "female": 1, "ecog_1_or_more": 0, "asian": 0}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, additive: bool = False
) -> Parameter:
    return Parameter(
        name=name,
        value=value,
        unit=unit,
        source=_FINAL,
        iiv=iiv,
        scale="additive" if additive else "log",
        note=note,
    )


def _check(
    name: str, expected: float, unit: str, given: dict[str, float], source: Citation = _FINAL, doses: int = 60
) -> Check:
    """Hold the mean level of 240 mg every two weeks, or its ratio to a woman of 80 kg."""
    return Check(
        name=name,
        kind="derived" if source is _FINAL else "observed",
        output="nivolumab",
        measure="cavg",
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _FINAL else 0.25,
        source=source,
        dose_mg=240,
        interval_h=336,
        doses=doses,
        duration_h=1,
        genotypes={},
        given={**_WOMAN, **given},
        versus={} if unit == "ratio" else None,
        versus_given=_WOMAN if unit == "ratio" else None,
    )


_compartments, _flows = mammillary("nivolumab", absorption=None, volume="V1", exchange=[("Q", "V2")])

MODEL = Model(
    name="Bajaj2017_nivolumab",
    drug="nivolumab",
    title="Model-based population pharmacokinetic analysis of nivolumab in patients with solid tumours",
    source=_FINAL,
    verified="final estimates of the authors' run as the DDMORE repository stores it, read through nlmixr2lib; the "
    "paper itself could not be read",
    population=Population(
        studied="1895 people with solid tumours in 11 trials (lung, kidney, melanoma), 0.3-10 mg/kg, 12292 levels",
        n=1895,
        age_years=None,
        used_for_years=(18, 90),
        used_because="adults (mean 61.1, SD 11.1 years); age was tested and fixed at no effect",
        not_for=(
            "children",
            "treatment together with ipilimumab, and adjuvant treatment, in which clearance does not fall",
            "a long pause: the fall of clearance runs on from the first dose",
        ),
        source=_T3,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL_start", 0.00940, "L/h", "woman, 80 kg, eGFR 90, ECOG 0", iiv=0.123),
        _p("V1_ref", 3.63, "L", "woman, 80 kg", iiv=0.123),
        _p("Q", 0.0321, "L/h"),
        _p("V2", 2.78, "L", iiv=0.258),
        _p("weight_CL", 0.566, "1"),
        _p("egfr_CL", 0.186, "1"),
        _p("male_CL", 0.165, "1", "of log clearance"),
        _p("ecog_CL", 0.172, "1", "of log clearance"),
        _p("asian_CL", -0.125, "1", "of log clearance"),
        _p("fall", -0.295, "1", "of log clearance, in the end", iiv=0.0719, additive=True),
        _p("T50", 1410, "h"),
        _p("hill", 3.15, "1"),
        _p("weight_V1", 0.597, "1"),
        _p("male_V1", 0.152, "1", "of log volume"),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(34.1, 168.2), typical=79.1, source=_T3),
        Covariate(
            name="egfr_indexed",
            unit="mL/min/{1.73_m2}",
            studied=(13.7, 143.3),
            typical=78.5,
            source=Citation(
                key="Bajaj2017", locus="Table 3: mean 78.5, SD 21.6; range taken as mean -/+ 3 SD"
            ),
        ),
        Covariate(name="female", unit="1", studied=(0, 1), typical=None, source=_T3),
        Covariate(name="ecog_1_or_more", unit="1", studied=(0, 1), typical=None, source=_T3),
        Covariate(name="asian", unit="1", studied=(0, 1), typical=None, source=_T3),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL_base",
            expression="CL_start*(weight/80)**weight_CL*(egfr_indexed/90)**egfr_CL"
            "*exp(male_CL*(1 - female) + ecog_CL*ecog_1_or_more + asian_CL*asian)",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_ref*(weight/80)**weight_V1*exp(male_V1*(1 - female))", unit="L"),
        Derived(
            name="CL", expression="CL_base*exp(fall*(time/T50)**hill/(1 + (time/T50)**hill))", unit="L/h"
        ),
    ),
    pathways=(),
    outputs=(
        Output(name="nivolumab", analyte="nivolumab", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="nivolumab", source=_FINAL, proportional=0.215),),
    routes=(Route(name="intravenous", compartment="central"),),
    correlations=(("CL_start", "V1_ref", 0.0432 / 0.123),),
    horizon_h=52 * 168,
    checks=(
        _check(
            "mean level in a woman after two years: clearance fallen by a quarter",
            240 / 336 / (0.00940 * 0.7445),
            "mg/L",
            {},
        ),
        _check("mean level, man over woman", 0.8479, "ratio", {"female": 0}),
        _check("mean level, ECOG 1 over 0", 0.8420, "ratio", {"ecog_1_or_more": 1}),
        _check(
            "mean level, man over woman, 221 people in practice: clearance of women 22 % lower",
            0.78,
            "ratio",
            {"female": 0},
            Citation(key="Nivolumab2019", locus="abstract: clearance 22 % lower in women"),
        ),
    ),
)
