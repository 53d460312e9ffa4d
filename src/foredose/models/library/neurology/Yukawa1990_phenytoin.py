"""Phenytoin at steady state, Michaelis-Menten, by weight, age under 15 and other antiepileptics (Yukawa 1990)."""

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

_SOURCE = Citation(key="Yukawa1990", locus="Table III, model 2 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Yukawa1990", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="phenytoin",
    dose_mg=125,
    interval_h=12,
    doses=120,
    genotypes={},
    given={"weight": 60, "age": 30, "other_antiepileptics": 0},
)

MODEL = Model(
    name="Yukawa1990_phenytoin",
    drug="phenytoin",
    title="Population pharmacokinetics of phenytoin from routine clinical data in Japan: an update",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table III, model 2 "
        "(nlmixr2lib). The paper has steady states alone: volume and absorption are those of "
        "other studies. Its error (10.3 %) is on the predicted daily dose; the residual here is "
        "what that makes of a concentration of 9.78 mg/L, the mean of the study: 0.103*(Km + "
        "C)/Km"
    ),
    population=Population(
        studied="334 Japanese outpatients with epilepsy, 756 steady states, mean 226 mg a day",
        n=334,
        age_years=(0.6, 71.1),
        used_for_years=(2, 75),
        used_because="the studied people; infants were few",
        not_for=(
            "CYP2C9 genotype: not studied (poor metabolisers reach toxic levels on usual doses)",
            "powder: less of it is absorbed as the dose grows",
            "low albumin or kidney failure: total concentration misleads",
            "loading doses: volume and absorption are not of this study",
            "fosphenytoin",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="depot", holds="phenytoin in the gut"),
        Compartment(name="central", holds="phenytoin"),
    ),
    parameters=(
        Parameter(
            name="ka",
            value=0.459,
            unit="1/h",
            source=Citation(key="PhenytoinStatus2016", locus="Table 2: oral, fast release"),
            note="unknown in this paper, which has steady states alone",
        ),
        Parameter(
            name="V_kg",
            value=0.43,
            unit="L/kg",
            source=Citation(key="Lombardo2018", locus="phenytoin: 0.43 L/kg"),
            note="unknown in this paper, which has steady states alone",
        ),
        _p(
            "Vmax_60",
            325 / 24,
            "mg/h",
            iiv=0.0372,
            rse=0.028,
            note="325 mg a day; adult of 60 kg on phenytoin alone, tablets",
        ),
        _p("Km_adult", 2.41, "mg/L", iiv=0.398, rse=0.104),
        _p("weight_Vmax", 0.737, "1", rse=0.049),
        _p("child_Km", 0.752, "1", rse=0.097, note="under 15 years"),
        _p("other_Vmax", 1.08, "1", rse=0.036),
        _p("other_Km", 1.32, "1", rse=0.125),
    ),
    covariates=(
        _covariate("weight", "kg", 9, 115, 49.1, "Table II: mean (secondary)"),
        _covariate("age", "year", 0.6, 71.1, 24.3, "Table II: mean (secondary)"),
        _covariate("other_antiepileptics", "1", 0, 1, 1, "Table I: 233 of 334 (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="V", expression="V_kg*weight", unit="L"),
        Derived(
            name="Vmax",
            expression="Vmax_60*(weight/60)**weight_Vmax*(1 + (other_Vmax - 1)*other_antiepileptics)",
            unit="mg/h",
        ),
        Derived(
            name="Km",
            expression=(
                "Km_adult*(1 + (child_Km - 1)*(1 - step(age - 15)))*(1 + (other_Km - 1)*other_antiepileptics)"
            ),
            unit="mg/L",
        ),
    ),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="Vmax*central/(Km*V + central)"),
    ),
    pathways=(),
    outputs=(
        Output(name="phenytoin", analyte="phenytoin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="phenytoin", source=_SOURCE, proportional=0.103 * (2.41 + 9.78) / 2.41),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=1440,
    checks=(
        _check(
            name="steady state of 250 mg a day",
            kind="derived",
            measure="cavg",
            expected=250 * 2.41 / (325 - 250),
            unit="mg/L",
            tolerance=0.05,
            source=Citation(key="Yukawa1990", locus="Table III: R = Vmax C/(Km + C) (secondary)"),
        ),
        _check(
            name="steady state of 250 mg a day by an earlier study, Japanese of 60 kg",
            kind="observed",
            measure="cavg",
            expected=250 * 4.39 / (378 - 250),
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="Grasela1983", locus="abstract: Vm 415*(60/70)**0.6, Km 5.7*0.77"),
        ),
        _check(
            name="steady state of 200 mg a day by an earlier study, Japanese of 60 kg",
            kind="observed",
            measure="cavg",
            expected=200 * 4.39 / (378 - 200),
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="Grasela1983", locus="abstract: Vm 415*(60/70)**0.6, Km 5.7*0.77"),
            dose_mg=100,
        ),
        _check(
            name="steady state of 300 mg a day by an earlier study, Japanese of 60 kg",
            kind="observed",
            measure="cavg",
            expected=300 * 4.39 / (378 - 300),
            unit="mg/L",
            tolerance=0.25,
            source=Citation(key="Grasela1983", locus="abstract: Vm 415*(60/70)**0.6, Km 5.7*0.77"),
            dose_mg=150,
            doses=240,
            disagrees=(
                "the dose is 92 % of the largest rate here and 79 % there: so close to saturation a small"
                " difference of Vmax is a large one of level"
            ),
        ),
    ),
)
