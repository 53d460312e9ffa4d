"""Metoprolol tartrate in ill elderly people, by sex (Eugene 2016)."""

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

_SOURCE = Citation(key="Eugene2016", locus="Table 1 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("metoprolol")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Eugene2016", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check, output="metoprolol", dose_mg=50, interval_h=48, doses=1, genotypes={}, given={"female": 0}
)

MODEL = Model(
    name="Eugene2016_metoprolol",
    drug="metoprolol",
    title="Gender based dosing of metoprolol in the elderly",
    source=_SOURCE,
    verified=(
        "abstract read: all typical values and the variabilities as printed; the table by a "
        "secondary transcription (nlmixr2lib). Seven people: the volume has a standard error of "
        "95 % and a variance of 2.43"
    ),
    population=Population(
        studied="7 chronically ill inpatients, one dose of 50 mg",
        n=7,
        age_years=(61, 88),
        used_for_years=(60, 90),
        used_because="the studied people; age is not in the model",
        not_for=(
            (
                "CYP2D6 genotype and inhibitors: not studied; poor metabolisers have 4.9 times the area "
                "(Blake 2013)"
            ),
            "people under 60 years",
            "prolonged-release tablets",
            "the effect on heart rate",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("t_lag", 0.469, "h", iiv=0.03, rse=0.04),
        _p("ka", 0.235, "1/h", iiv=0.052, rse=0.08),
        _p("V", 38, "L", iiv=2.43, rse=0.95, note="apparent"),
        _p(
            "CL_female",
            59.1,
            "L/h",
            iiv=0.143,
            rse=0.12,
            note="apparent; the reference of the paper is a woman",
        ),
        _p("male_CL", 0.572, "1", rse=0.24, note="on the log of clearance"),
    ),
    covariates=(_covariate("female", "1", 0, 1, 0, "3 of 7 women (secondary)"),),
    genotypes=(),
    interactions=(),
    derived=(Derived(name="CL", expression="CL_female*exp(male_CL*(1 - female))", unit="L/h"),),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="metoprolol", analyte="metoprolol", role="parent", expression="1000*central/V", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="metoprolol", source=_SOURCE, additive=12.2),),
    routes=(Route(name="oral", compartment="depot", lag="t_lag"),),
    horizon_h=72,
    checks=(
        _check(
            name="AUC in men: dose over clearance",
            kind="reported",
            measure="auc_inf",
            expected=1000 * 50 / 105,
            unit="ng.h/mL",
            tolerance=0.03,
            source=Citation(key="Eugene2016", locus="abstract: 105 L/h"),
        ),
        _check(
            name="AUC in women: dose over clearance",
            kind="reported",
            measure="auc_inf",
            expected=1000 * 50 / 59.1,
            unit="ng.h/mL",
            tolerance=0.03,
            source=Citation(key="Eugene2016", locus="abstract: 59.1 L/h"),
            given={"female": 1},
        ),
        _check(
            name="AUC of 50 mg, healthy subjects",
            kind="observed",
            measure="auc_inf",
            expected=1000 * 50 * 0.55 / (0.8 * 60),
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="MetoprololRenal1980", locus="abstract: 0.8 L/min, 55 % available, healthy subjects"
            ),
        ),
        _check(
            name="half-life, healthy subjects",
            kind="observed",
            measure="half_life",
            expected=4.1,
            unit="h",
            tolerance=0.25,
            source=Citation(key="MetoprololRenal1980", locus="abstract: 4.1 h, healthy subjects"),
            interval_h=24,
            disagrees=(
                "the slow step here is absorption (half-life 2.9 h), fitted to seven people; elimination "
                "by volume and clearance would take a quarter of an hour"
            ),
        ),
    ),
)
