"""Linezolid in intensive care, by measured creatinine clearance and renal replacement (Soraluce 2020)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_T1 = Citation(key="Soraluce2020", locus="Table 1 (secondary)")
_T3 = Citation(key="Soraluce2020", locus="Table 3, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("linezolid", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _check(
    name: str,
    kind: CheckKind,
    key: str,
    locus: str,
    measure: str,
    expected: float,
    clcr: float,
    *,
    tolerance: float = 0.25,
    hours: float = 0.5,
    disagrees: str | None = None,
) -> Check:
    """600 mg every 12 h at steady state, without renal replacement."""
    return Check(
        name=name,
        kind=kind,
        output="linezolid",
        measure=measure,
        expected=expected,
        unit="mg.h/L" if measure == "auc_tau" else "mg/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=600,
        interval_h=12,
        doses=16,
        genotypes={},
        given={"creatinine_clearance": clcr, "extracorporeal_clearance": 0},
        duration_h=hours,
        disagrees=disagrees,
    )


MODEL = Model(
    name="Soraluce2020_linezolid",
    drug="linezolid",
    title="Linezolid population pharmacokinetics in critically ill patients with and without renal replacement",
    source=_T3,
    verified="the paper was not read; values from a secondary transcription of Tables 1 and 3 (nlmixr2lib), in which "
    "the printed percentages, read as coefficients of variation, give the percentiles that the paper simulated",
    population=Population(
        studied="40 critically ill adults in Spain, 23 on continuous renal replacement, 311 concentrations",
        n=40,
        age_years=(22, 85),
        used_for_years=(18, 90),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "people outside intensive care",
            "children",
            "an estimated creatinine clearance: here it was measured from ten hours of urine",
            "renal replacement without a measured clearance of the drug (sieving coefficient times effluent flow)",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="CL_rest", value=2.62, unit="L/h", source=_T3, rse=0.18),
        Parameter(
            name="CL_renal",
            value=4.35,
            unit="L/h",
            source=_T3,
            rse=0.19,
            note="at a creatinine clearance of 44 mL/min, in proportion to it",
        ),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T3,
            iiv=0.320546,
            note="carries the spread of the sum of all three clearances, printed CV 61.5 %",
        ),
        Parameter(
            name="V1", value=16.2, unit="L", source=_T3, iiv=0.360602, rse=0.14, note="printed CV 65.9 %"
        ),
        Parameter(name="Q", value=71.7, unit="L/h", source=_T3, rse=0.14),
        Parameter(name="V2", value=29.0, unit="L", source=_T3, rse=0.07),
    ),
    covariates=(
        Covariate(
            name="creatinine_clearance",
            unit="mL/min",
            studied=(0, 179.5),
            typical=71.2,
            source=Citation(
                key="Soraluce2020", locus="Table 1: median without replacement 71.2, with it 6.0"
            ),
        ),
        Covariate(
            name="extracorporeal_clearance",
            unit="L/h",
            studied=(0, 3.09),
            typical=0,
            source=Citation(key="Soraluce2020", locus="Table 1: median in the 23 on replacement 2.51"),
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="(CL_rest + CL_renal*(creatinine_clearance/44) + extracorporeal_clearance)*CL_scale",
            unit="L/h",
        ),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="linezolid", analyte="linezolid", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="linezolid", source=_T3, proportional=0.159, additive=0.266),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=7 * 24,
    checks=(
        _check(
            "dose over clearance at 44 mL/min",
            "derived",
            "Soraluce2020",
            "Table 3 (secondary)",
            "auc_tau",
            600 / (2.62 + 4.35),
            44,
            tolerance=0.02,
        ),
        _check(
            "steady level of 50 mg/h, simulated from 40 to 240 mL/min, here at the middle",
            "reported",
            "Soraluce2020",
            "Figure 3: median 3.30 mg/L (secondary)",
            "cavg",
            3.30,
            140,
            hours=12,
        ),
        _check(
            "152 critically ill people, taken at 80 mL/min: the centre is not in the abstract",
            "observed",
            "WangLinezolid2021",
            "abstract: clearance 5.60 L/h, exponent 0.386 of creatinine clearance",
            "auc_tau",
            600 / 5.60,
            80,
            disagrees="clearance here is 10.5 L/h at 80 mL/min; the two cohorts agree near 30 mL/min only, and here "
            "clearance rises in proportion to a measured creatinine clearance",
        ),
        _check(
            "five people in renal failure between haemodialyses",
            "observed",
            "Fiaccadori2006",
            "abstract: clearance 4.4 L/h off dialysis",
            "auc_tau",
            600 / 4.4,
            6,
            disagrees="clearance without kidneys is 2.62 L/h here and was 4.4 L/h there (five patients)",
        ),
    ),
)
