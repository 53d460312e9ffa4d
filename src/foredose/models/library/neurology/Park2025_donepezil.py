"""Donepezil, long-acting injection into muscle (GB-5001A), healthy men (Park 2025)."""

from functools import partial

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

_SOURCE = Citation(key="Park2025", locus="Table 6 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(Check, output="donepezil", dose_mg=140, interval_h=8000, doses=1, genotypes={}, given={})

MODEL = Model(
    name="Park2025_donepezil",
    drug="donepezil",
    title=("GB-5001, a long-acting injectable formulation of donepezil, in healthy Korean participants"),
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 6 (nlmixr2lib). "
        "V1 is hardly known (95 % interval across zero): its variance of 6.97 is not used. The "
        "share of the zero-order process is what the two printed shares leave"
    ),
    population=Population(
        studied="32 healthy Korean men, 70, 140 or 280 mg once",
        n=32,
        age_years=(19, 55),
        used_for_years=(18, 65),
        used_because="healthy adults; the people who would be treated are older and were not studied",
        not_for=(
            "tablets",
            "patients with Alzheimer disease: not studied",
            "CYP2D6 poor metabolisers: excluded",
            "the first hours: V1 is not known",
            "cholinesterase inhibition",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="muscle1", holds="donepezil in muscle"),
        Compartment(name="muscle2", holds="donepezil in muscle"),
        Compartment(name="central", holds="donepezil"),
        Compartment(name="peripheral", holds="donepezil, in tissue"),
    ),
    parameters=(
        _p("ka1", 0.00173, "1/h", rse=0.082),
        _p("ka2", 0.0113, "1/h", rse=0.426),
        _p("F1", 0.657, "1", rse=0.026),
        _p("F2", 0.195, "1", rse=0.073),
        _p("lag1", 299, "h", rse=0.023),
        _p("lag2", 1130, "h", rse=0.025),
        _p("D0", 497, "h", rse=0.012),
        _p("CL", 9.57, "L/h", iiv=0.0945, rse=0.06),
        _p(
            "V1",
            58.2,
            "L",
            rse=0.823,
            note="published variance 6.97 (SE 1.69) not used: no prior for a person",
        ),
        _p("Q", 100, "L/h", note="fixed by the authors"),
        _p("V2", 2050, "L", rse=0.148),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(),
    flows=(
        Flow(source="muscle1", destination="central", rate="ka1*muscle1"),
        Flow(source="muscle2", destination="central", rate="ka2*muscle2"),
        Flow(source="central", destination=None, rate="CL/V1*central"),
        Flow(source="central", destination="peripheral", rate="Q/V1*central"),
        Flow(source="peripheral", destination="central", rate="Q/V2*peripheral"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="donepezil", analyte="donepezil", role="parent", expression="1000*central/V1", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="donepezil", source=_SOURCE, proportional=0.271, additive=0.0713),),
    routes=(
        Route(name="intramuscular", compartment="central", fraction="1 - F1 - F2", duration="D0"),
        Route(name="intramuscular", compartment="muscle1", fraction="F1", lag="lag1"),
        Route(name="intramuscular", compartment="muscle2", fraction="F2", lag="lag2"),
    ),
    horizon_h=2160,
    checks=(
        _check(
            name="dose over clearance",
            kind="derived",
            measure="auc_inf",
            expected=1000 * 140 / 9.57,
            unit="ng.h/mL",
            tolerance=0.02,
            source=Citation(key="Park2025", locus="Table 6 (secondary)"),
        ),
        _check(
            name="area by the clearance of tablets at steady state",
            kind="observed",
            measure="auc_inf",
            expected=1000 * 140 / 10,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="DonepezilReview2013", locus="Table 1 of PMC5209410: 10 (SD 2.5) L/h, all absorbed"
            ),
        ),
        _check(
            name="area by 5 mg by mouth in 11 healthy people",
            kind="observed",
            measure="auc_inf",
            expected=539 * 140 / 5,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="DonepezilRenal", locus="abstract: 539 ng.h/mL after 5 mg; taken as all absorbed"
            ),
        ),
    ),
)
