"""Adalimumab in hidradenitis suppurativa, by weight, CRP and antibodies (Nader 2017)."""

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

_SOURCE = Citation(key="Nader2017", locus="Table 2, equations 5 and 6 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("adalimumab")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Nader2017", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="adalimumab",
    dose_mg=40,
    interval_h=168,
    doses=30,
    genotypes={},
    given={"weight": 94, "crp": 7.9, "antidrug_antibodies": 0},
)

MODEL = Model(
    name="Nader2017_adalimumab",
    drug="adalimumab",
    title="Population pharmacokinetics and immunogenicity of adalimumab in hidradenitis suppurativa",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib), "
        "residuals printed as variances. The covariance of clearance and volume is not printed "
        "and is 0 here. Values per day in the paper, per hour here. Antibodies act from day 21 "
        "after the first dose; before, they do nothing"
    ),
    population=Population(
        studied="600 adults with hidradenitis suppurativa, mostly 40 mg a week",
        n=600,
        age_years=(18, 67),
        used_for_years=(18, 75),
        used_because="the studied adults and somewhat beyond; age is not in the model",
        not_for=(
            "other diseases: weight and CRP differ",
            "methotrexate, which lowers clearance",
            "children",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 0.195 / 24, "1/h", rse=0.099, note="0.195 per day"),
        _p(
            "CL_94",
            0.667 / 24,
            "L/h",
            iiv=0.346,
            rse=0.0265,
            note="0.667 L/day, apparent; 94 kg, CRP 7.9 mg/L",
        ),
        _p("V_94", 13.5, "L", iiv=0.091, rse=0.034, note="apparent"),
        _p("antibodies_CL", 6.76, "1"),
        _p("antibodies_from", 21 * 24.0, "h", note="21 days after the first dose"),
        _p("crp_CL", 0.173, "1"),
        _p("weight_CL", 0.888, "1"),
        _p("weight_V", 0.707, "1"),
    ),
    covariates=(
        _covariate("weight", "kg", 43, 221, 94, "Table 1 (secondary)"),
        _covariate("crp", "mg/L", 0.1, 189, 7.9, "Table 1 (secondary)"),
        _covariate("antidrug_antibodies", "1", 0, 1, 0, "6.5 % (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="V", expression="V_94*(weight/94)**weight_V", unit="L"),
        Derived(
            name="CL",
            expression=(
                "CL_94*(crp/7.9)**crp_CL*(weight/94)**weight_CL*(1 + (antibodies_CL - "
                "1)*antidrug_antibodies*step(time - antibodies_from))"
            ),
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="adalimumab", analyte="adalimumab", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="adalimumab", source=_SOURCE, proportional=0.228, additive=1.435),),
    routes=(Route(name="subcutaneous", compartment="depot"),),
    horizon_h=2688,
    checks=(
        _check(
            name="mean level at 40 mg a week: dose over clearance",
            kind="derived",
            measure="cavg",
            expected=40 / 7 / 0.667,
            unit="mg/L",
            tolerance=0.02,
            source=Citation(key="Nader2017", locus="Table 2 (secondary)"),
        ),
        _check(
            name="mean level with antibodies over without",
            kind="derived",
            measure="cavg",
            expected=1 / 6.76,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Nader2017", locus="Table 2 (secondary)"),
            given={"weight": 94, "crp": 7.9, "antidrug_antibodies": 1},
            versus_given={"weight": 94, "crp": 7.9, "antidrug_antibodies": 0},
        ),
        _check(
            name="trough at 40 mg a week, 29 patients without antibodies and little response",
            kind="observed",
            measure="ctrough",
            expected=10.14,
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="AdalimumabHSCases", locus="abstract: median 10.14 mg/L"),
        ),
    ),
)
