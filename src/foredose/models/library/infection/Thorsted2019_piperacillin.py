"""Unbound piperacillin in febrile children on cancer chemotherapy, by body weight (Thorsted 2019)."""

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

_T1 = Citation(key="Thorsted2019", locus="Table 1 (secondary)")
_T2 = Citation(key="Thorsted2019", locus="Table 2 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("piperacillin", absorption=None, volume="V1", exchange=(("Q", "V2"),))

MODEL = Model(
    name="Thorsted2019_piperacillin",
    drug="piperacillin",
    title="Unbound piperacillin population pharmacokinetics in febrile children on cancer chemotherapy",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib), which says that "
    "the erratum of 2020 changes no parameter",
    population=Population(
        studied="43 children with cancer in 89 episodes of fever, 482 samples of unbound drug, Aarhus",
        n=43,
        age_years=(1, 18),
        used_for_years=(1, 18),
        used_because="the studied children",
        not_for=(
            "total (bound and unbound) concentrations: the model gives unbound ones",
            "reduced kidney function: the lowest eGFR was 87 mL/min/1.73 m2",
            "infants under one year, whose kidneys still mature",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="CL70",
            value=15.4,
            unit="L/h",
            source=_T2,
            iov=0.027183,
            rse=0.037,
            note="printed CV 16.6 % between episodes of fever; the authors kept no spread between children",
        ),
        Parameter(name="V1_70", value=16.0, unit="L", source=_T2, rse=0.048),
        Parameter(name="Q70", value=0.237, unit="L/h", source=_T2, rse=0.096),
        Parameter(name="V2_70", value=3.40, unit="L", source=_T2, rse=0.34),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(9.5, 107), typical=39.4, source=_T1),),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL70*(weight/70)**0.75", unit="L/h"),
        Derived(name="V1", expression="V1_70*(weight/70)", unit="L"),
        Derived(name="Q", expression="Q70*(weight/70)**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_70*(weight/70)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="piperacillin_unbound",
            analyte="piperacillin, unbound",
            role="parent",
            expression="central/V1",
            unit="mg/L",
        ),
    ),
    residuals=(Residual(output="piperacillin_unbound", source=_T2, proportional=0.332),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=3 * 24,
    checks=(
        Check(
            name="dose over clearance, 100 mg/kg at the median weight",
            kind="derived",
            output="piperacillin_unbound",
            measure="auc_tau",
            expected=3940 / (15.4 * (39.4 / 70) ** 0.75),
            unit="mg.h/L",
            tolerance=0.02,
            source=_T2,
            dose_mg=3940,
            interval_h=8,
            doses=24,
            genotypes={},
            given={"weight": 39.4},
            duration_h=5 / 60,
        ),
        Check(
            name="steady level of 300 mg/kg a day without pause, 38 further children of 27.4 kg",
            kind="observed",
            output="piperacillin_unbound",
            measure="cavg",
            expected=47.6,
            unit="mg/L",
            tolerance=0.25,
            source=Citation(
                key="Maarbjerg2021", locus="abstract: median 47.6 mg/L; a later cohort of the same ward"
            ),
            dose_mg=300 * 27.4,
            interval_h=24,
            doses=4,
            genotypes={},
            given={"weight": 27.4},
            duration_h=24,
        ),
    ),
)
