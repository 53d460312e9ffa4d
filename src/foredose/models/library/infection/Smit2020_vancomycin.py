"""Vancomycin in morbidly obese and lean adults with normal kidneys, by total body weight and age (Smit 2020)."""

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

_T1 = Citation(key="Smit2020", locus="Table 1 (secondary)")
_T2 = Citation(key="Smit2020", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary(
    "vancomycin", absorption=None, volume="V1", exchange=(("Q12", "V2"), ("Q13", "V3"))
)


def _area(
    name: str, kind: CheckKind, key: str, locus: str, clearance: float, tolerance: float, weight: float
) -> Check:
    """Area of 1 g over a day at steady state from a clearance (L/h)."""
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
        doses=10,
        genotypes={},
        given={"weight": weight, "age": 38, "morbid_obesity": float(weight > 110)},
        duration_h=1.5,
    )


MODEL = Model(
    name="Smit2020_vancomycin",
    drug="vancomycin",
    title="Vancomycin population pharmacokinetics in morbidly obese and lean adults with normal kidney function",
    source=_T2,
    verified="abstract read: three compartments, clearance and a volume by total body weight, n and weights; "
    "values from a secondary transcription of Table 2 (nlmixr2lib)",
    population=Population(
        studied="20 morbidly obese adults at bariatric surgery and 8 lean volunteers, 326 samples of one dose",
        n=28,
        age_years=(20, 55),
        used_for_years=(18, 60),
        used_because="the studied adults and a little beyond: volumes rise by 1.36 % a year in a straight line",
        not_for=(
            "reduced kidney function: all had an eGFR of 60 mL/min/1.73 m2 or more, and it is not in the model",
            "critically ill people",
            "children",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="CL70", value=5.72, unit="L/h", source=_T2, rse=0.05),
        Parameter(name="weight_exponent", value=0.535, unit="1", source=_T2, rse=0.20),
        Parameter(
            name="eta_obese",
            value=0,
            unit="1",
            source=_T2,
            iiv=0.05920,
            scale="additive",
            note="spread of clearance in the obese, printed CV 24.7 %",
        ),
        Parameter(
            name="eta_lean",
            value=0,
            unit="1",
            source=_T2,
            iiv=0.002784,
            scale="additive",
            note="spread of clearance in the lean, printed CV 5.28 %, fixed by the authors",
        ),
        Parameter(
            name="V1_36", value=16.7, unit="L", source=_T2, iiv=0.18664, rse=0.18, note="printed CV 45.3 %"
        ),
        Parameter(name="Q12", value=15.8, unit="L/h", source=_T2, rse=0.23),
        Parameter(name="V2_70", value=6.98, unit="L", source=_T2, rse=0.17),
        Parameter(name="Q13", value=5.21, unit="L/h", source=_T2, rse=0.21),
        Parameter(name="V3", value=19.5, unit="L", source=_T2, rse=0.13),
        Parameter(name="age_slope", value=0.0136, unit="1/year", source=_T2, rse=0.31),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(60, 234.6), typical=139, source=_T1),
        Covariate(name="age", unit="year", studied=(20, 55), typical=38, source=_T1),
        Covariate(name="morbid_obesity", unit="1", studied=(0, 1), typical=1, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL70*(weight/70)**weight_exponent"
            "*exp(morbid_obesity*eta_obese + (1 - morbid_obesity)*eta_lean)",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_36*(1 + age_slope*(age - 36.5))", unit="L"),
        Derived(name="V2", expression="V2_70*(weight/70)*(1 + age_slope*(age - 36.5))", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="vancomycin", analyte="vancomycin", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="vancomycin", source=_T2, proportional=0.0392, additive=1.07),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=7 * 24,
    checks=(
        _area("dose over clearance at 70 kg", "derived", "Smit2020", "Table 2 (secondary)", 5.72, 0.02, 70),
        _area(
            "lean volunteers (4), middle of 65.9 to 89.1 kg",
            "observed",
            "Blouin1982",
            "abstract: 1.085 mL/min/kg",
            1.085 * 77.5 * 0.06,
            0.25,
            77.5,
        ),
        _area(
            "morbidly obese (6), middle of 111.4 to 226.4 kg",
            "observed",
            "Blouin1982",
            "abstract: 1.112 mL/min/kg",
            1.112 * 168.9 * 0.06,
            0.25,
            168.9,
        ),
        _area(
            "31 extremely obese patients of 147.9 kg",
            "observed",
            "Adane2015",
            "abstract: clearance 6.54 L/h",
            6.54,
            0.25,
            147.9,
        ),
    ),
)
