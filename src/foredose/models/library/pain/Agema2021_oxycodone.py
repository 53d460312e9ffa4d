"""Oxycodone, noroxycodone and noroxymorphone in hospitalised people with cancer pain (Agema 2021)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)

_SOURCE = Citation(key="Agema2021", locus="Table 2 and document S2 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(Check, output="oxycodone", dose_mg=10, interval_h=96, doses=1, genotypes={}, given={})

MODEL = Model(
    name="Agema2021_oxycodone",
    drug="oxycodone",
    title=("Population pharmacokinetics of oxycodone and metabolites in patients with cancer-related pain"),
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib), "
        "K30 from the control stream. The authors add the two residual SDs. How tablets (mg) "
        "became mmol is not printed; mg of free base are meant here: 10 mg of hydrochloride are "
        "8.96 mg"
    ),
    population=Population(
        studied="28 hospitalised adults with cancer pain, tablets",
        n=28,
        age_years=(39, 81),
        used_for_years=(18, 90),
        used_because="the studied adults and somewhat beyond; no covariate was kept",
        not_for=(
            (
                "CYP2D6 poor and ultrarapid metabolisers: none was studied; normal and intermediate ones "
                "did not differ"
            ),
            "CYP3A4 inhibitors and inducers: not in the model",
            "severe liver or kidney failure",
            "children",
            "oxymorphone and the effect on pain or breathing: not in the model",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="depot", holds="oxycodone in the gut"),
        Compartment(name="depot_er", holds="oxycodone in tablets of prolonged release"),
        Compartment(name="central", holds="oxycodone"),
        Compartment(name="nor", holds="noroxycodone, as oxycodone"),
        Compartment(name="normorphone", holds="noroxymorphone, as oxycodone"),
    ),
    parameters=(
        _p("ka_ir", 3.61, "1/h", rse=0.393),
        _p("ka_er", 0.329, "1/h", rse=0.386),
        _p("V", 619, "L", rse=0.092, note="apparent"),
        _p("k_other", 0.01224, "1/h", note="fixed by the authors; Table 2 rounds to 0.012"),
        _p("k_nor", 0.086, "1/h", iiv=log(1 + 0.357**2), rse=0.109),
        _p("V_nor", 16.3, "L", note="fixed by the authors; the clearances of the metabolite hold with it"),
        _p("k_nor_out", 3.28, "1/h", iiv=log(1 + 0.987**2), rse=0.301),
        _p("k_normorphone", 1.36, "1/h", rse=0.321),
        _p("V_normorphone", 64.1, "L", note="fixed by the authors"),
        _p("k_normorphone_out", 1.97, "1/h", iiv=log(1 + 0.817**2), rse=0.359),
        _p("nmol_per_mg", 1e6 / 315.36, "nmol/mg", note="molar mass of the free base"),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(),
    flows=(
        Flow(source="depot", destination="central", rate="ka_ir*depot"),
        Flow(source="depot_er", destination="central", rate="ka_er*depot_er"),
        Flow(source="central", destination=None, rate="k_other*central"),
        Flow(source="central", destination="nor", rate="k_nor*central"),
        Flow(source="nor", destination=None, rate="k_nor_out*nor"),
        Flow(source="nor", destination="normorphone", rate="k_normorphone*nor"),
        Flow(source="normorphone", destination=None, rate="k_normorphone_out*normorphone"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="oxycodone",
            analyte="oxycodone",
            role="parent",
            expression="nmol_per_mg*central/V",
            unit="nmol/L",
        ),
        Output(
            name="noroxycodone",
            analyte="noroxycodone",
            role="metabolite",
            expression="nmol_per_mg*nor/V_nor",
            unit="nmol/L",
        ),
        Output(
            name="noroxymorphone",
            analyte="noroxymorphone",
            role="metabolite",
            expression="nmol_per_mg*normorphone/V_normorphone",
            unit="nmol/L",
        ),
    ),
    residuals=(
        Residual(output="oxycodone", source=_SOURCE, proportional=0.397),
        Residual(output="noroxycodone", source=_SOURCE, proportional=0.167, additive=3.34),
        Residual(output="noroxymorphone", source=_SOURCE, proportional=0.156, additive=1.09),
    ),
    routes=(
        Route(name="oral", compartment="depot"),
        Route(name="oral_prolonged_release", compartment="depot_er"),
    ),
    horizon_h=72,
    checks=(
        _check(
            name="dose over clearance",
            kind="derived",
            measure="auc_inf",
            expected=10 * 1e6 / 315.36 / (619 * 0.09824),
            unit="nmol.h/L",
            tolerance=0.02,
            source=Citation(key="Agema2021", locus="Table 2 (secondary)"),
        ),
        _check(
            name="half-life: ln 2 over the sum of the rates",
            kind="derived",
            measure="half_life",
            expected=0.6931 / 0.09824,
            unit="h",
            tolerance=0.02,
            source=Citation(key="Agema2021", locus="Table 2 (secondary)"),
            interval_h=48,
        ),
        _check(
            name="mean level at 10 mg of hydrochloride every 4 h, cancer pain",
            kind="observed",
            measure="cavg",
            expected=34.6 / 315.36 * 1e3,
            unit="nmol/L",
            tolerance=0.25,
            source=Citation(key="Leow1992", locus="abstract: 34.6 ug/L at steady state"),
            dose_mg=10 * 315.36 / 351.83,
            interval_h=4,
            doses=42,
        ),
        _check(
            name="half-life after one dose, cancer pain",
            kind="observed",
            measure="half_life",
            expected=3.51,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Leow1992", locus="abstract: 3.5 (SD 1.4) h"),
            interval_h=24,
            disagrees=(
                "half-lives after one dose are half of this; here most levels were before the next "
                "tablet, in people who were ill enough to be in hospital"
            ),
        ),
        _check(
            name="area of 15 mg of hydrochloride, healthy people",
            kind="observed",
            measure="auc_inf",
            expected=128.2 / 315.36 * 1e3,
            unit="nmol.h/L",
            tolerance=0.25,
            source=Citation(key="OxycodoneLabelUS", locus="Table 2: 128.2 ng.h/mL"),
            dose_mg=15 * 315.36 / 351.83,
            disagrees="healthy people clear it nearly twice as fast as these hospitalised patients",
        ),
    ),
)
