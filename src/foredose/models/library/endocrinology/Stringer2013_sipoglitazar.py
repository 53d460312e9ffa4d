"""Sipoglitazar in healthy people and type 2 diabetes, by UGT2B15*2 (Stringer 2013)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Derived,
    GenotypeEffect,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_SOURCE = Citation(key="Stringer2013", locus="Table 2 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("sipoglitazar", exchange=(("Q", "V2"),))


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(
    Check,
    output="sipoglitazar",
    dose_mg=64,
    interval_h=120,
    doses=1,
    genotypes={"UGT2B15": "rs1902023 CC"},
    given={},
)

MODEL = Model(
    name="Stringer2013_sipoglitazar",
    drug="sipoglitazar",
    title="Sipoglitazar: UGT2B15 polymorphism and apparent clearance",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib). A"
        " later paper of the same group prints close values (5.04, 3.35, 1.53 L/h; V 9.06 L; Q "
        "0.311 L/h) for a mixture model of the same data. The residual is that of the timed "
        "samples of healthy people; the patients, whose sampling times were not recorded, have "
        "0.409"
    ),
    population=Population(
        studied="524 healthy people (one dose of 64 mg) and 627 adults with type 2 diabetes",
        n=1151,
        age_years=(18, 75),
        used_for_years=(18, 80),
        used_because="the studied adults; age is not in the model",
        not_for=(
            "treatment: development of the drug was stopped",
            "children",
            "liver or kidney failure",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 2.07, "1/h", rse=0.048),
        _p("D1", 0.568, "h", iiv=log(1 + 0.7829**2), rse=0.0681),
        _p(
            "CL_scale",
            1.0,
            "1",
            iiv=log(1 + 0.4025**2),
            note="carries the between-subject variability of clearance",
        ),
        _p("CL_11", 4.46, "L/h", rse=0.025),
        _p("CL_12", 3.25, "L/h", rse=0.022),
        _p("CL_22", 1.53, "L/h", rse=0.022),
        _p(
            "V",
            9.03,
            "L",
            iiv=log(1 + 0.3421**2),
            rse=0.024,
            note=(
                "at the median fat-free mass; 0.00349 per kg about it is left out. unknown: the median is"
                " not printed"
            ),
        ),
        _p("V2_share", 1.71 / 9.03, "1", rse=0.049, note="printed as 1.71 L and fitted as a share of V"),
        _p("Q", 0.313, "L/h", rse=0.066),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="UGT2B15",
            gene="UGT2B15",
            by="phenotype",
            levels={"rs1902023 CC": "CL_11", "rs1902023 AC": "CL_12", "rs1902023 AA": "CL_22"},
            reference="rs1902023 CC",
            source=_SOURCE,
            unstudied="sipoglitazar clearance is not published for this UGT2B15 genotype",
            reference_shown="*1/*1 (Asp85)",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="UGT2B15*CL_scale", unit="L/h"),
        Derived(name="V2", expression="V2_share*V", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="UGT2B15", expression="UGT2B15", process="clearance"),),
    outputs=(
        Output(
            name="sipoglitazar", analyte="sipoglitazar", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="sipoglitazar", source=_SOURCE, proportional=0.235),),
    routes=(Route(name="oral", compartment="depot", duration="D1"),),
    horizon_h=120,
    checks=(
        _check(
            name="dose over clearance, *1/*1",
            kind="derived",
            measure="auc_inf",
            expected=64 / 4.46,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="Stringer2013", locus="Table 2 (secondary)"),
        ),
        _check(
            name="dose over clearance, *2/*2",
            kind="derived",
            measure="auc_inf",
            expected=64 / 1.53,
            unit="mg.h/L",
            tolerance=0.02,
            source=Citation(key="Stringer2013", locus="Table 2 (secondary)"),
            genotypes={"UGT2B15": "rs1902023 AA"},
        ),
        _check(
            name="AUC, *2/*2 over *1/*1, 82 healthy people",
            kind="observed",
            measure="auc_inf",
            expected=3.26,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="StringerPhase1", locus="abstract: three earlier phase 1 studies"),
            genotypes={"UGT2B15": "rs1902023 AA"},
            versus={"UGT2B15": "rs1902023 CC"},
        ),
        _check(
            name="AUC, *2/*2 over *1/*2, 82 healthy people",
            kind="observed",
            measure="auc_inf",
            expected=2.16,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="StringerPhase1", locus="abstract: three earlier phase 1 studies"),
            genotypes={"UGT2B15": "rs1902023 AA"},
            versus={"UGT2B15": "rs1902023 AC"},
        ),
    ),
)
