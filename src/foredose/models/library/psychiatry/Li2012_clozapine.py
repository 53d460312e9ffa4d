"""Clozapine and norclozapine in Chinese inpatients, by smoking and sex (Li 2012)."""

from typing import Any

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

_T2 = Citation(key="Li2012", locus="Table 2 (secondary)")
_COHORT = Citation(key="Li2012", locus="Table 1 (secondary)")
_WOMAN, _MAN = {"smoker": 0, "female": 1}, {"smoker": 0, "female": 0}
_SMOKER = {"smoker": 1, "female": 0}
_CLOZAPINE, _NORCLOZAPINE = 326.82, 312.80


def _p(
    name: str, value: float, unit: str, rse: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, rse=rse, iiv=iiv, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "clozapine",
        "tolerance": 0.25,
        "dose_mg": 150,
        "interval_h": 12,
        "doses": 40,
        "genotypes": {},
        "given": _WOMAN,
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


_RH = Citation(key="RostamiHodjegan2004", locus="abstract")
_NG = Citation(key="Ng2009", locus="abstract: 18.0 L/h, with 6.0 more in smokers and 4.5 more in men")

MODEL = Model(
    name="Li2012_clozapine",
    drug="clozapine",
    title="Clozapine and norclozapine in Chinese patients: smoking and sex",
    source=_T2,
    verified="values from a secondary transcription of Table 2; residuals turned from umol/L by the molar masses",
    population=Population(
        studied="162 Chinese inpatients on clozapine; smoking stands for induced CYP1A2",
        n=162,
        age_years=(18, 59),
        used_for_years=(18, 65),
        used_because="the studied ages, and somewhat beyond; age is no covariate",
        not_for=(
            "fluvoxamine and other inhibitors of CYP1A2: not in the model",
            "a change of smoking in the last two weeks: the model knows only one state",
            "infection or inflammation, which raises clozapine",
            "peaks: the rate of absorption is fixed",
            "white blood cells, the effect",
        ),
        source=_COHORT,
    ),
    compartments=(
        Compartment(name="depot", holds="clozapine in the gut"),
        Compartment(name="central", holds="clozapine"),
        Compartment(name="nor", holds="norclozapine, as clozapine"),
    ),
    parameters=(
        _p("ka", 1.3, "1/h", note="fixed"),
        _p("CL_woman", 21.9, "L/h", 0.06, 0.16898, "over F; a woman who does not smoke"),
        _p("smoking_CL", 0.45, "1", 0.349),
        _p("male_CL", 0.208, "1", 0.446, note="added to that of smoking, in one bracket"),
        _p("V", 526.0, "L", 0.10, 0.35892),
        _p("KF", 0.66, "1", note="fixed; part of clearance that forms norclozapine"),
        _p("CLM_woman", 32.7, "L/h", 0.056, 0.16325, "a woman who does not smoke"),
        _p("smoking_CLM", 0.543, "1", 0.357),
        _p("male_CLM", 0.242, "1", 0.492),
        _p("V_M", 624.0, "L", 0.055, 0.45235),
        _p("mass", _NORCLOZAPINE / _CLOZAPINE, "1", note="molar mass of norclozapine over that of clozapine"),
    ),
    covariates=(
        Covariate(name="smoker", unit="1", studied=(0, 1), typical=None, source=_COHORT),
        Covariate(name="female", unit="1", studied=(0, 1), typical=None, source=_COHORT),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_woman*(1 + smoking_CL*smoker + male_CL*(1 - female))", unit="L/h"),
        Derived(
            name="CLM", expression="CLM_woman*(1 + smoking_CLM*smoker + male_CLM*(1 - female))", unit="L/h"
        ),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination="nor", rate="KF*CL/V*central"),
        Flow(source="central", destination=None, rate="(1 - KF)*CL/V*central"),
        Flow(source="nor", destination=None, rate="CLM/V_M*nor"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="clozapine", analyte="clozapine", role="parent", expression="1000*central/V", unit="ng/mL"
        ),
        Output(
            name="norclozapine",
            analyte="norclozapine",
            role="active metabolite",
            expression="1000*mass*nor/V_M",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="clozapine", source=_T2, proportional=0.266, additive=0.162 * _CLOZAPINE),
        Residual(output="norclozapine", source=_T2, proportional=0.169, additive=0.117 * _NORCLOZAPINE),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=20 * 24,
    checks=(
        _check(
            "AUC over 12 h, 150 mg, a woman who does not smoke: 150 mg over 21.9 L/h",
            "derived",
            "auc_tau",
            150e3 / 21.9,
            "ng.h/mL",
            _T2,
            tolerance=0.02,
        ),
        _check(
            "AUC over 12 h, 150 mg, a man who smokes: 150 mg over 21.9 x 1.658 L/h",
            "derived",
            "auc_tau",
            150e3 / (21.9 * 1.658),
            "ng.h/mL",
            _T2,
            tolerance=0.02,
            given=_SMOKER,
        ),
        _check(
            "concentration, not smoking over smoking",
            "observed",
            "auc_tau",
            1.48,
            "ratio",
            _RH,
            versus_given={"smoker": 1},
        ),
        _check(
            "concentration, women over men",
            "observed",
            "auc_tau",
            1.17,
            "ratio",
            _RH,
            versus_given=_MAN,
        ),
        _check(
            "mean at steady state, 150 mg twice a day, women who do not smoke: the dose over 18.0 L/h",
            "observed",
            "cavg",
            1000 * 150 / 12 / 18.0,
            "ng/mL",
            _NG,
        ),
        _check(
            "clearance, men over women",
            "observed",
            "auc_tau",
            22.5 / 18.0,
            "ratio",
            _NG,
            versus_given=_MAN,
        ),
        _check(
            "clearance, smoking over not smoking",
            "observed",
            "auc_tau",
            24.0 / 18.0,
            "ratio",
            _NG,
            versus_given={"smoker": 1},
        ),
    ),
)
