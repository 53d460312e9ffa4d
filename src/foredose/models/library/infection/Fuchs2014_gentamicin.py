"""Gentamicin in preterm and term newborns, by weight, gestational and postnatal age (Fuchs 2014)."""

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

_T1 = Citation(key="Fuchs2014", locus="Table 1 (secondary)")
_T2 = Citation(key="Fuchs2014", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("gentamicin", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _newborn(weight: float, weeks: float, days: float) -> dict[str, float]:
    return {"weight": weight, "gestational_age": weeks, "postnatal_age": days, "dopamine": 0}


MODEL = Model(
    name="Fuchs2014_gentamicin",
    drug="gentamicin",
    title="Gentamicin population pharmacokinetics in 1449 preterm and term newborns",
    source=_T2,
    verified="abstract read: two compartments, all four typical values and both spreads, n, and the direction of every "
    "covariate; the size of the covariate effects, the correlation and the errors from a secondary transcription of "
    "Tables 1 and 2 (nlmixr2lib)",
    population=Population(
        studied="1449 newborns in intensive care, 994 of them preterm, 3039 concentrations, Lausanne; 98 % of the data "
        "from the first week of life",
        n=1449,
        age_years=(0, 0.26),
        used_for_years=(0, 0.08),
        used_because="the first month: clearance rises by 5.4 % of its value a day in a straight line, which was seen "
        "in the first week",
        not_for=(
            "after the first month of life",
            "kidney failure: creatinine is not in the model",
            "therapeutic hypothermia",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="CL34", value=0.089, unit="L/h", source=_T2, iiv=0.0754785, rse=0.01, note="printed CV 28 %"
        ),
        Parameter(
            name="V1_34", value=0.908, unit="L", source=_T2, iiv=0.0318862, rse=0.02, note="printed CV 18 %"
        ),
        Parameter(name="Q_2", value=0.157, unit="L/h", source=_T2, rse=0.07),
        Parameter(name="V2_2", value=0.560, unit="L", source=_T2, rse=0.04),
        Parameter(name="gestation_CL", value=1.870, unit="1", source=_T2, rse=0.03),
        Parameter(name="gestation_V1", value=-0.922, unit="1", source=_T2, rse=0.08),
        Parameter(
            name="postnatal_CL", value=0.054, unit="1/day", source=_T2, rse=0.06, note="centre one day"
        ),
        Parameter(name="dopamine_CL", value=-0.120, unit="1", source=_T2, rse=0.22),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(0.44, 5.51), typical=2.17, source=_T1),
        Covariate(name="gestational_age", unit="week", studied=(24, 42), typical=34, source=_T1),
        Covariate(name="postnatal_age", unit="day", studied=(0, 94), typical=1, source=_T1),
        Covariate(name="dopamine", unit="1", studied=(0, 1), typical=0, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL34*(weight/2.17)**0.75*(1 + gestation_CL*(gestational_age/34 - 1))"
            "*(1 + postnatal_CL*(postnatal_age - 1))*(1 + dopamine_CL*dopamine)",
            unit="L/h",
        ),
        Derived(
            name="V1",
            expression="V1_34*(weight/2.17)*(1 + gestation_V1*(gestational_age/34 - 1))",
            unit="L",
        ),
        Derived(name="Q", expression="Q_2*(weight/2.17)**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_2*(weight/2.17)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="gentamicin", analyte="gentamicin", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="gentamicin", source=_T2, proportional=0.18, additive=0.10),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=7 * 24,
    checks=(
        Check(
            name="terminal half-life of the median newborn",
            kind="reported",
            output="gentamicin",
            measure="half_life",
            expected=12.5,
            unit="h",
            tolerance=0.05,
            source=Citation(key="Fuchs2014", locus="Discussion (secondary)"),
            dose_mg=9,
            interval_h=96,
            doses=1,
            genotypes={},
            given=_newborn(2.17, 34, 1),
            duration_h=0.5,
        ),
        Check(
            name="area in 139 very preterm newborns, 28.6 weeks, 1.15 kg",
            kind="observed",
            output="gentamicin",
            measure="auc_inf",
            expected=4 / 0.0351,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(
                key="LoGentamicin", locus="abstract: clearance 0.0351 L/h at 1.15 kg and 28.8 weeks"
            ),
            dose_mg=4,
            interval_h=240,
            doses=1,
            genotypes={},
            given=_newborn(1.15, 28.6, 1.4),
            duration_h=0.5,
        ),
        Check(
            name="area in 54 newborns under 35 weeks, taken as 32 weeks, 1.7 kg, 3 days",
            kind="observed",
            output="gentamicin",
            measure="auc_inf",
            expected=5 / 0.043,
            unit="mg.h/L",
            tolerance=0.25,
            source=Citation(key="NarveyGentamicin2015", locus="abstract: clearance 43 mL/kg/h"),
            dose_mg=5 * 1.7,
            interval_h=240,
            doses=1,
            genotypes={},
            given=_newborn(1.7, 32, 3),
            duration_h=0.5,
        ),
    ),
    correlations=(("CL34", "V1_34", 0.87),),
)
