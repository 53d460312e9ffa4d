"""Codeine, morphine and two glucuronides, CYP2D6 activity score (Ashraf 2024).

All states are codeine mass equivalents: apparent volumes and clearances of the metabolites absorb the molar
masses, so concentrations come out on the measured scale and no molar ratio appears.
"""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
    GenotypeEffect,
    Interaction,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
    Route,
)

_T2 = Citation(key="Ashraf2024", locus="Table 2")
_T3 = Citation(key="Ashraf2024", locus="Table 3")
_OR1 = Citation(key="Ashraf2024", locus="Online Resource 1, Eqs 11-14")


def _auc(output: str, score: str, expected: float, tolerance: float, disagrees: str | None = None) -> Check:
    return Check(
        name=f"{output} AUC, 30 mg once, activity score {score}",
        kind="reported",
        output=output,
        measure="auc_inf",
        expected=expected,
        unit="ng.h/mL",
        tolerance=tolerance,
        source=_T3,
        dose_mg=30,
        interval_h=240,
        doses=1,
        genotypes={"CYP2D6": score},
        given={"weight": 80},
        disagrees=disagrees,
    )


def _observed(
    name: str,
    key: str,
    locus: str,
    score: str,
    versus: str | None,
    expected: float,
    tol: float,
    why: str | None,
) -> Check:
    return Check(
        name=name,
        kind="observed",
        output="morphine",
        measure="auc_inf",
        expected=expected,
        unit="ratio" if versus else "ng.h/mL",
        tolerance=tol,
        source=Citation(key=key, locus=locus),
        dose_mg=30,
        interval_h=240,
        doses=1,
        genotypes={"CYP2D6": score},
        versus={"CYP2D6": versus} if versus else None,
        given={"weight": 80},
        disagrees=why,
    )


MODEL = Model(
    name="Ashraf2024_codeine",
    drug="codeine",
    title="Population pharmacokinetics of codeine and its metabolites by CYP2D6 activity score",
    source=_T2,
    verified="all values from a secondary transcription of Tables 1-3 and Online Resource 1 (nlmixr2lib); "
    "the abstract's morphine AUC ratio of ultrarapid to normal metabolisers agrees",
    population=Population(
        studied="997 adults, elective day surgery, one dose of 60 mg; strong CYP2D6 inhibitors excluded",
        n=997,
        age_years=None,
        used_for_years=(18, 95),
        used_because="adults only were studied (mean 47.8, SD 12.9 years); age was screened and not kept",
        not_for=(
            "children",
            "renal impairment (morphine-6-glucuronide is not in the model)",
            "claims that a poor metaboliser forms no morphine: the model leaves 15 % of normal",
        ),
        source=Citation(key="Ashraf2024", locus="Table 1"),
    ),
    compartments=(
        Compartment(name="gut", holds="codeine in the gut"),
        Compartment(name="codeine", holds="codeine"),
        Compartment(name="morphine", holds="morphine, codeine mass equivalents"),
        Compartment(name="c6g", holds="codeine-6-glucuronide, codeine mass equivalents"),
        Compartment(name="m3g", holds="morphine-3-glucuronide, codeine mass equivalents"),
    ),
    parameters=(
        Parameter(
            name="ka",
            value=8.74,
            unit="1/h",
            source=_T2,
            rse=0.13,
            note="between-subject SD 3.75 (log) in the paper, from one early sample a person: left out, so Cmax "
            "intervals hold no variability of absorption; AUC does not depend on it",
        ),
        Parameter(name="CL80", value=110, unit="L/h", source=_T2, rse=0.23),
        Parameter(name="V80", value=427.5, unit="L", source=_T2, iiv=0.181**2),
        Parameter(
            name="F",
            value=0.84,
            unit="1",
            source=_T2,
            iiv=0.024**2,
            note="oral data inform CL/F only: its uncertainty is carried by the clearances",
        ),
        Parameter(name="CLm80", value=357.5, unit="L/h", source=_T2, iiv=0.062**2, rse=0.26),
        Parameter(name="Vm80", value=22.8, unit="L", source=_T2),
        Parameter(name="CL6", value=7.96, unit="L/h", source=_T2),
        Parameter(name="V6", value=5.36, unit="L", source=_T2),
        Parameter(name="CL3", value=9.45, unit="L/h", source=_T2),
        Parameter(name="V3", value=8.47, unit="L", source=_T2),
        Parameter(name="f_base", value=0.16, unit="1", source=_T2, iiv=0.334**2, rse=0.16),
        Parameter(name="theta_score", value=1.0, unit="1", source=_T2, rse=0.023),
        Parameter(
            name="f_m3g", value=0.60, unit="1", source=_T2, note="fixed by the authors from literature"
        ),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(38.4, 121.2),
            typical=80,
            source=Citation(
                key="Ashraf2024", locus="Table 1: mean 79.8, SD 13.8; range taken as mean -/+ 3 SD"
            ),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2D6",
            gene="CYP2D6",
            by="activity_score",
            levels={},
            reference="2",
            source=_OR1,
            reference_shown="activity score 2",
            unstudied="morphine formation is not published for a CYP2D6 genotype without an activity score",
            scores={"*9": 0.5, "*17": 0.5, "*29": 0.5, "*41": 0.5, "*10": 0.25},
        ),
    ),
    interactions=(
        Interaction(
            name="inhibition_CYP2D6",
            enzyme="CYP2D6",
            source=Citation(key="Crews2021", locus="inhibitors multiply the activity score"),
        ),
    ),
    derived=(
        Derived(name="score", expression="CYP2D6*inhibition_CYP2D6", unit="1"),
        Derived(name="f_raw", expression="f_base*exp(theta_score*(score - 2))", unit="1"),
        Derived(name="f_morphine", expression="f_raw/(1 + f_raw)", unit="1"),
        Derived(name="CL", expression="CL80*(weight/80)**0.75", unit="L/h"),
        Derived(name="V", expression="V80*weight/80", unit="L"),
        Derived(name="CLm", expression="CLm80*(weight/80)**0.75", unit="L/h"),
        Derived(name="Vm", expression="Vm80*weight/80", unit="L"),
    ),
    flows=(
        Flow(source="gut", destination="codeine", rate="ka*gut"),
        Flow(source="codeine", destination="morphine", rate="CL/V*f_morphine*codeine"),
        Flow(source="codeine", destination="c6g", rate="CL/V*(1 - f_morphine)*codeine"),
        Flow(source="morphine", destination="m3g", rate="CLm/Vm*f_m3g*morphine"),
        Flow(source="morphine", destination=None, rate="CLm/Vm*(1 - f_m3g)*morphine"),
        Flow(source="c6g", destination=None, rate="CL6/V6*c6g"),
        Flow(source="m3g", destination=None, rate="CL3/V3*m3g"),
    ),
    pathways=(Pathway(enzyme="CYP2D6", expression="f_morphine", process="formation of morphine"),),
    outputs=(
        Output(
            name="morphine",
            analyte="morphine",
            role="active metabolite",
            expression="1000*morphine/Vm",
            unit="ng/mL",
        ),
        Output(name="codeine", analyte="codeine", role="parent", expression="1000*codeine/V", unit="ng/mL"),
        Output(
            name="c6g",
            analyte="codeine-6-glucuronide",
            role="metabolite",
            expression="1000*c6g/V6",
            unit="ng/mL",
        ),
        Output(
            name="m3g",
            analyte="morphine-3-glucuronide",
            role="metabolite",
            expression="1000*m3g/V3",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="codeine", source=_T2, log_sd=0.259),
        Residual(output="morphine", source=_T2, log_sd=0.149),
        Residual(output="c6g", source=_T2, log_sd=0.103),
        Residual(output="m3g", source=_T2, log_sd=0.096),
    ),
    routes=(Route(name="oral", compartment="gut", fraction="F"),),
    horizon_h=72,
    checks=(
        _auc("morphine", "1", 3.9, 0.10),
        _auc("morphine", "2", 9.2, 0.10),
        _auc("morphine", "3", 19, 0.15),
        _auc("codeine", "2", 211, 0.10),
        _auc("c6g", "2", 3159, 0.15),
        _auc("m3g", "2", 243, 0.15),
        _auc(
            "morphine",
            "0",
            0.98,
            0.10,
            "typical morphine in poor metabolisers is 1.5 times the paper's own table",
        ),
        _observed(
            "morphine AUC, poor over extensive metaboliser (5 against 5)",
            "GutMotility1997",
            "abstract: 1.9 over 27.8 h.pmol/mL",
            "0",
            "2",
            0.068,
            0.25,
            "the model leaves 0.15 of normal morphine in a poor metaboliser, twice what was measured",
        ),
        _observed(
            "morphine AUC, ultrarapid over extensive metaboliser",
            "Kirchheiner2007",
            "abstract: medians 16 (12 people) and 11 (11 people)",
            "3",
            "2",
            16 / 11,
            0.25,
            "the model gives 2.2; the measured ranges (10-24 and 5-17) overlap it",
        ),
        _observed(
            "morphine AUC, extensive metaboliser, 30 mg",
            "Kirchheiner2007",
            "abstract: median 11 (5-17) ug.h/L",
            "2",
            None,
            11,
            0.25,
            None,
        ),
    ),
)
