"""Evolocumab in hypercholesterolaemia, linear and target-mediated clearance (Kuchimanchi 2018)."""

from functools import partial
from math import log

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

_SOURCE = Citation(key="Kuchimanchi2018", locus="Table 3 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Kuchimanchi2018", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="evolocumab",
    dose_mg=140,
    interval_h=84 * 24,
    doses=1,
    genotypes={},
    given={"weight": 67, "female": 0, "statin_alone": 0, "ezetimibe": 0, "pcsk9": 425},
)

MODEL = Model(
    name="Kuchimanchi2018_evolocumab",
    drug="evolocumab",
    title=(
        "Population pharmacokinetics of evolocumab in healthy volunteers and patients with "
        "hypercholesterolemia"
    ),
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 3 (nlmixr2lib). "
        "nmol/L of the paper are mg/L here by 141.8 kg/mol; values per day there, per hour here. "
        "Clearance, volume and the largest rate are said to be correlated; the correlations are "
        "not printed and are 0 here. Absorption and the saturable part were fixed in the final "
        "fit"
    ),
    population=Population(
        studied="3414 healthy adults and patients of 11 trials",
        n=3414,
        age_years=(18, 80),
        used_for_years=(18, 85),
        used_because="the studied adults and somewhat beyond; age is not in the model",
        not_for=(
            "LDL cholesterol: not in this model",
            "homozygous familial hypercholesterolaemia",
            "children",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="depot", holds="evolocumab under the skin"),
        Compartment(name="central", holds="evolocumab, not bound to PCSK9"),
    ),
    parameters=(
        _p("ka", 0.319 / 24, "1/h", iiv=log(1 + 0.746**2), note="0.319 per day, fixed by the authors"),
        _p("F", 0.72, "1", note="fixed by the authors"),
        _p("CL_84", 0.105 / 24, "L/h", iiv=log(1 + 0.543**2), note="0.105 L/day"),
        _p("V_84", 5.18, "L", iiv=log(1 + 0.283**2), note="a man of 84 kg"),
        _p(
            "Vmax_84",
            9.85 * 0.1418 / 24,
            "mg/L/h",
            iiv=log(1 + 0.311**2),
            note="9.85 nmol/L per day, fixed by the authors",
        ),
        _p("Km", 27.3 * 0.1418, "mg/L", note="27.3 nmol/L, fixed by the authors"),
        _p("weight_CL", 0.276, "1", rse=0.304),
        _p("weight_V", 1.04, "1", rse=0.0405),
        _p("female_V", 1.11, "1", rse=0.0142),
        _p("weight_Vmax", 0.145, "1", rse=0.33),
        _p("statin_Vmax", 1.13, "1", rse=0.0102),
        _p("ezetimibe_Vmax", 1.20, "1", rse=0.0159),
        _p("pcsk9_Vmax", 0.194, "1", rse=0.0747),
    ),
    covariates=(
        _covariate("weight", "kg", 41, 175, 84, "Table 2 (secondary)"),
        _covariate("female", "1", 0, 1, 0, "50 % women (secondary)"),
        _covariate("statin_alone", "1", 0, 1, 0, "reference of the paper (secondary)"),
        _covariate("ezetimibe", "1", 0, 1, 0, "12 % (secondary)"),
        _covariate("pcsk9", "ng/mL", 15.5, 1233, 425, "Table 2 and methods (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_84*(weight/84)**weight_CL", unit="L/h"),
        Derived(name="V", expression="V_84*(weight/84)**weight_V*(1 + (female_V - 1)*female)", unit="L"),
        Derived(
            name="Vmax",
            expression=(
                "Vmax_84*(weight/84)**weight_Vmax*(1 + (statin_Vmax - 1)*statin_alone)*(1 + "
                "(ezetimibe_Vmax - 1)*ezetimibe)*(pcsk9/425)**pcsk9_Vmax"
            ),
            unit="mg/L/h",
        ),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="(CL/V + Vmax/(Km + central/V))*central"),
    ),
    pathways=(),
    outputs=(
        Output(name="evolocumab", analyte="evolocumab", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="evolocumab", source=_SOURCE, proportional=0.282, additive=0.767),),
    routes=(
        Route(name="subcutaneous", compartment="depot", fraction="F"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=2688,
    checks=(
        _check(
            name="half-life far below saturation, by vein",
            kind="derived",
            measure="half_life",
            expected=0.6931 * 24 / (0.105 / 5.18 + 9.85 / 27.3),
            unit="h",
            tolerance=0.03,
            source=Citation(key="Kuchimanchi2018", locus="Table 3 (secondary)"),
            dose_mg=0.1,
            interval_h=240,
            route="intravenous",
            given={"weight": 84, "female": 0, "statin_alone": 0, "ezetimibe": 0, "pcsk9": 425},
        ),
        _check(
            name="peak of 140 mg, 15 healthy Chinese men, taken to weigh 67 kg",
            kind="observed",
            measure="cmax",
            expected=13.8,
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="LiuEvolocumab2019", locus="abstract: 13.8 ug/mL"),
        ),
        _check(
            name="peak of 420 mg, 15 healthy Chinese men, taken to weigh 67 kg",
            kind="observed",
            measure="cmax",
            expected=67.6,
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="LiuEvolocumab2019", locus="abstract: 67.6 ug/mL"),
            dose_mg=420,
        ),
        _check(
            name="area of 140 mg, 15 healthy Chinese men, taken to weigh 67 kg",
            kind="observed",
            measure="auc_inf",
            expected=166 * 24,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="LiuEvolocumab2019", locus="abstract: 166 day ug/mL"),
        ),
        _check(
            name="area of 420 mg, 15 healthy Chinese men, taken to weigh 67 kg",
            kind="observed",
            measure="auc_inf",
            expected=1110 * 24,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="LiuEvolocumab2019", locus="abstract: 1110 day ug/mL"),
            dose_mg=420,
        ),
        _check(
            name="area of 140 mg, 20 healthy men in Hong Kong, taken to weigh 67 kg",
            kind="observed",
            measure="auc_inf",
            expected=187 * 24,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="EvolocumabHongKong2020", locus="abstract: 187 day ug/mL"),
        ),
    ),
)
