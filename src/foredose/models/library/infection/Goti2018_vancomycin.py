"""Vancomycin in hospital patients with and without intermittent haemodialysis, by creatinine clearance (Goti 2018)."""

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

_T1 = Citation(key="Goti2018", locus="Table 1 (secondary)")
_T2 = Citation(key="Goti2018", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("vancomycin", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _area(
    name: str, kind: CheckKind, key: str, locus: str, clearance: float, tolerance: float, **given: float
) -> Check:
    """Area of 1 g at steady state from a clearance (L/h)."""
    return Check(
        name=name,
        kind=kind,
        output="vancomycin",
        measure="auc_tau",
        expected=1000 / clearance,
        unit="mg.h/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=1000,
        interval_h=24,
        doses=20,
        genotypes={},
        given={"weight": 79, "hemodialysis": 0, **given},
        duration_h=1,
    )


MODEL = Model(
    name="Goti2018_vancomycin",
    drug="vancomycin",
    title="Vancomycin population pharmacokinetics in hospital patients: creatinine clearance, weight and haemodialysis",
    source=_T2,
    verified="the paper was not read; all values from a secondary transcription of Tables 1 and 2 (nlmixr2lib), which "
    "notes that the final run ended with rounding errors and was accepted by the authors",
    population=Population(
        studied="1812 hospital patients over 16 years, 336 on intermittent haemodialysis, 2765 concentrations, Atlanta",
        n=1812,
        age_years=(17, 101),
        used_for_years=(18, 101),
        used_because="the studied adults",
        not_for=(
            "children",
            "continuous renal replacement: dialysis was intermittent, and its hours were not known",
            "a creatinine clearance above 150 mL/min: cut there by the authors; over 60 years they raised a serum "
            "creatinine under 1 mg/dL to 1 mg/dL before computing it (Cockcroft-Gault)",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="CL120", value=4.5, unit="L/h", source=_T2, iiv=0.14705, note="printed CV 39.8 %"),
        Parameter(name="V1_70", value=58.4, unit="L", source=_T2, iiv=0.51019, note="printed CV 81.6 %"),
        Parameter(name="V2_70", value=38.4, unit="L", source=_T2, iiv=0.28232, note="printed CV 57.1 %"),
        Parameter(name="Q", value=6.5, unit="L/h", source=_T2),
        Parameter(name="clcr_exponent", value=0.8, unit="1", source=_T2),
        Parameter(name="dialysis_CL", value=0.7, unit="1", source=_T2),
        Parameter(name="dialysis_V1", value=0.5, unit="1", source=_T2),
    ),
    covariates=(
        Covariate(name="creatinine_clearance", unit="mL/min", studied=(4, 150), typical=62, source=_T1),
        Covariate(name="weight", unit="kg", studied=(33, 255), typical=79, source=_T1),
        Covariate(name="hemodialysis", unit="1", studied=(0, 1), typical=0, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL120*(creatinine_clearance/120)**clcr_exponent*dialysis_CL**hemodialysis",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_70*(weight/70)*dialysis_V1**hemodialysis", unit="L"),
        Derived(name="V2", expression="V2_70*(weight/70)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="vancomycin", analyte="vancomycin", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="vancomycin", source=_T2, proportional=0.227, additive=3.4),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=14 * 24,
    checks=(
        _area(
            "dose over clearance at 120 mL/min",
            "derived",
            "Goti2018",
            "Table 2: 1000 mg / 4.5 L/h (secondary)",
            4.5,
            0.02,
            creatinine_clearance=120,
        ),
        *(
            _area(
                f"area of 1 g at a creatinine clearance of {clcr} mL/min, 56 patients",
                "observed",
                "Matzke1984",
                "abstract: clearance (mL/min) 3.66 + 0.689 x creatinine clearance",
                (3.66 + 0.689 * clcr) * 0.06,
                0.25,
                creatinine_clearance=clcr,
            )
            for clcr in (20, 62, 100)
        ),
    ),
)
