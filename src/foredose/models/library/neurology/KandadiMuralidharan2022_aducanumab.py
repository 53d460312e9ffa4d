"""Aducanumab in early Alzheimer disease and amyloid by PET, by APOE e4 (Kandadi Muralidharan 2022)."""

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

_SOURCE = Citation(key="KandadiMuralidharan2022", locus="Tables 1 and 2, models S1 and S2 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="KandadiMuralidharan2022", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="SUVR",
    dose_mg=709,
    interval_h=672,
    doses=20,
    duration_h=1,
    genotypes={},
    given={"weight": 70.9, "age": 71, "mmse": 26, "female": 1, "asian": 0, "apoe_e4_alleles": 1},
)

MODEL = Model(
    name="KandadiMuralidharan2022_aducanumab",
    drug="aducanumab",
    title="Population pharmacokinetics and standard uptake value ratio of aducanumab",
    source=_SOURCE,
    verified=(
        "abstract read (two compartments, indirect response that stimulates the loss of SUVR); "
        "values from a secondary transcription of Tables 1 and 2 and the control streams "
        "(nlmixr2lib). The reference of the paper is a woman who carries one APOE e4; its "
        "variability of the residual (CV 34.9 %) is not in this model. The drug is no longer "
        "marketed"
    ),
    population=Population(
        studied="2961 people of five trials; SUVR of 1125",
        n=2961,
        age_years=(50, 91),
        used_for_years=(50, 91),
        used_because="the studied people",
        not_for=(
            "treatment: the drug was withdrawn",
            "ARIA (amyloid-related imaging abnormalities): not in this model",
            "cognition: not in this model",
            "people without amyloid",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="central", holds="aducanumab"),
        Compartment(name="peripheral", holds="aducanumab, in tissue"),
        Compartment(
            name="suvr",
            holds="amyloid in the brain (composite SUVR of florbetapir)",
            unit="1",
            initial="SUVR0",
        ),
    ),
    parameters=(
        _p("CL_woman", 0.0159, "L/h", iiv=0.0456),
        _p("V1_woman", 3.59, "L", iiv=0.021668),
        _p("V2_woman", 6.04, "L", iiv=0.02849),
        _p("Q", 0.0194, "L/h"),
        _p("weight_CL", 0.561, "1"),
        _p("weight_V1", 0.506, "1"),
        _p("weight_V2", 0.320, "1"),
        _p("age_V2", 0.207, "1"),
        _p("mmse_V2", 0.182, "1"),
        _p("asian_CL", 0.125, "1"),
        _p("asian_V1", -0.044, "1"),
        _p("asian_V2", -0.148, "1"),
        _p("male_CL", 0.134, "1"),
        _p("male_V1", 0.146, "1"),
        _p("male_V2", 0.129, "1"),
        _p("SUVR_carrier", 1.40005, "1", iiv=0.0163087, note="one e4, 71 years, MMSE 26"),
        _p("k_out", 0.0000851197, "1/h", iiv=0.195612),
        _p("Emax_71", 0.702378, "1", iiv=0.0641612),
        _p("EC50", 46.4175, "mg/L", iiv=0.707621),
        _p("weight_k", 0.413748, "1"),
        _p("age_SUVR", 0.100713, "1"),
        _p("age_Emax", 1.94016, "1", note="in the control stream, not in Table 2"),
        _p("mmse_SUVR", -0.186335, "1"),
        _p("no_e4_SUVR", -0.0403713, "1"),
        _p("two_e4_SUVR", 0.00895844, "1"),
    ),
    covariates=(
        _covariate("weight", "kg", 35.6, 162, 70.9, "control stream S1 (secondary)"),
        _covariate("age", "year", 50, 91, 71, "control stream (secondary)"),
        _covariate("mmse", "1", 14, 30, 26, "Table S2 (secondary)"),
        _covariate("female", "1", 0, 1, 1, "reference of the paper; 52 % women (secondary)"),
        _covariate("asian", "1", 0, 1, 0, "Table S2 (secondary)"),
        _covariate("apoe_e4_alleles", "1", 0, 2, 1, "reference of the paper: one (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL_woman*(weight/70.9)**weight_CL*(1 + male_CL*(1 - female))*(1 + asian_CL*asian)",
            unit="L/h",
        ),
        Derived(
            name="V1",
            expression="V1_woman*(weight/70.9)**weight_V1*(1 + male_V1*(1 - female))*(1 + asian_V1*asian)",
            unit="L",
        ),
        Derived(
            name="V2",
            expression=(
                "V2_woman*(weight/70.9)**weight_V2*(age/71)**age_V2*(mmse/26)**mmse_V2*(1 + male_V2*(1 - "
                "female))*(1 + asian_V2*asian)"
            ),
            unit="L",
        ),
        Derived(
            name="e4_SUVR",
            expression=(
                "1 + no_e4_SUVR*(1 - step(apoe_e4_alleles - 0.5)) + two_e4_SUVR*step(apoe_e4_alleles - 1.5)"
            ),
            unit="1",
        ),
        Derived(
            name="SUVR0", expression="SUVR_carrier*(age/71)**age_SUVR*(mmse/26)**mmse_SUVR*e4_SUVR", unit="1"
        ),
        Derived(name="k_loss", expression="k_out*(weight/72)**weight_k", unit="1/h"),
        Derived(name="Emax", expression="Emax_71*(age/71)**age_Emax", unit="1"),
    ),
    flows=(
        Flow(source="central", destination=None, rate="CL/V1*central"),
        Flow(source="central", destination="peripheral", rate="Q/V1*central"),
        Flow(source="peripheral", destination="central", rate="Q/V2*peripheral"),
        Flow(source=None, destination="suvr", rate="k_loss*SUVR0"),
        Flow(source="suvr", destination=None, rate="k_loss*(1 + Emax*central/(EC50*V1 + central))*suvr"),
    ),
    pathways=(),
    outputs=(
        Output(name="SUVR", analyte="amyloid PET SUVR", role="effect", expression="suvr", unit="1"),
        Output(name="aducanumab", analyte="aducanumab", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(
        Residual(output="SUVR", source=_SOURCE, proportional=0.0403608),
        Residual(output="aducanumab", source=_SOURCE, proportional=0.148, additive=0.202),
    ),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=8736,
    checks=(
        _check(
            name="SUVR before treatment",
            kind="derived",
            measure="value_start",
            expected=1.40,
            unit="1",
            tolerance=0.01,
            source=Citation(key="KandadiMuralidharan2022", locus="Table 2 (secondary)"),
        ),
        _check(
            name="SUVR after 80 weeks of 10 mg/kg every four weeks, one e4",
            kind="derived",
            measure="value_end",
            expected=1.10,
            unit="1",
            tolerance=0.03,
            source=Citation(
                key="KandadiMuralidharan2022", locus="values of Tables 1 and 2, integrated apart (secondary)"
            ),
        ),
        _check(
            name="SUVR without e4 over with one, before treatment",
            kind="derived",
            measure="value_start",
            expected=1 - 0.0404,
            unit="ratio",
            tolerance=0.01,
            source=Citation(key="KandadiMuralidharan2022", locus="Table 2 (secondary)"),
            given={"weight": 70.9, "age": 71, "mmse": 26, "female": 1, "asian": 0, "apoe_e4_alleles": 0},
            versus_given={
                "weight": 70.9,
                "age": 71,
                "mmse": 26,
                "female": 1,
                "asian": 0,
                "apoe_e4_alleles": 1,
            },
        ),
        _check(
            name="trough after 80 weeks of 10 mg/kg every four weeks",
            kind="derived",
            measure="ctrough",
            expected=30,
            unit="mg/L",
            tolerance=0.05,
            source=Citation(
                key="KandadiMuralidharan2022", locus="values of Table 1, integrated apart (secondary)"
            ),
            output="aducanumab",
        ),
        _check(
            name="dose over clearance",
            kind="derived",
            measure="auc_tau",
            expected=709 / 0.0159,
            unit="mg.h/L",
            tolerance=0.03,
            source=Citation(key="KandadiMuralidharan2022", locus="Table 1 (secondary)"),
            output="aducanumab",
        ),
    ),
    correlations=(
        ("CL_woman", "V1_woman", 0.378),
        ("CL_woman", "V2_woman", -0.407),
        ("V1_woman", "V2_woman", 0.392),
        ("k_out", "Emax_71", -0.0976648 / (0.195612 * 0.0641612) ** 0.5),
        ("Emax_71", "SUVR_carrier", 0.0141831 / (0.0641612 * 0.0163087) ** 0.5),
        ("SUVR_carrier", "EC50", -0.04365 / (0.0163087 * 0.707621) ** 0.5),
    ),
    unobserved=(
        "the label and the published trials (PRIME, ENGAGE, EMERGE) are the data that built the "
        "model; no other study of aducanumab with levels or SUVR was found"
    ),
)
