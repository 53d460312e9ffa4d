"""Tobramycin once daily in children with cystic fibrosis, by body weight (Hennig 2008)."""

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

_T1 = Citation(key="Hennig2008", locus="Table 1 (secondary)")
_T2 = Citation(key="Hennig2008", locus="Table 2, covariate model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("tobramycin", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _area(
    name: str, kind: CheckKind, key: str, locus: str, clearance: float, tolerance: float, weight: float
) -> Check:
    """Area of 10 mg/kg from a clearance (L/h)."""
    return Check(
        name=name,
        kind=kind,
        output="tobramycin",
        measure="auc_inf",
        expected=10 * weight / clearance,
        unit="mg.h/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=10 * weight,
        interval_h=72,
        doses=1,
        genotypes={},
        given={"weight": weight},
        duration_h=0.5,
    )


MODEL = Model(
    name="Hennig2008_tobramycin",
    drug="tobramycin",
    title="Tobramycin population pharmacokinetics in paediatric patients with cystic fibrosis",
    source=_T2,
    verified="an abstract of the authors (PAGANZ) confirms n, 6.37 L/h, 18.7 L, 0.393 L/h and 1.32 L per 70 kg, the "
    "spread of clearance and volume, and gives the spread between occasions; the rest from a secondary transcription "
    "of Table 2 (nlmixr2lib)",
    population=Population(
        studied="35 children with cystic fibrosis on once-daily tobramycin, 318 concentrations, Brisbane",
        n=35,
        age_years=(0.5, 17.9),
        used_for_years=(0.5, 18),
        used_because="the studied children",
        not_for=(
            "reduced kidney function: one child had a creatinine clearance under 50 mL/min, and it is not in the model",
            "people without cystic fibrosis",
            "infants under six months, whose kidneys still mature",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="CL70",
            value=6.37,
            unit="L/h",
            source=_T2,
            iiv=0.013596,
            iov=0.004216,
            note="printed CV 11.7 %; 6.5 % between occasions from the authors' meeting abstract (PAGANZ)",
        ),
        Parameter(name="V1_70", value=18.7, unit="L", source=_T2, iiv=0.013505, note="printed CV 11.66 %"),
        Parameter(name="Q70", value=0.39, unit="L/h", source=_T2, note="0.393 in the authors' abstract"),
        Parameter(name="V2_70", value=1.32, unit="L", source=_T2, iiv=0.16213, note="printed CV 41.95 %"),
        Parameter(
            name="delay",
            value=0.40,
            unit="h",
            source=_T2,
            note="from hanging the infusion to the drug in the vein; the infusion lasted 0.5 h",
        ),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(6, 72.6), typical=34, source=_T1),),
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
        Output(name="tobramycin", analyte="tobramycin", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="tobramycin", source=_T2, proportional=0.19),),
    routes=(Route(name="intravenous", compartment="central", lag="delay"),),
    horizon_h=5 * 24,
    checks=(
        _area("dose over clearance at 70 kg", "derived", "Hennig2008", "Table 2 (secondary)", 6.37, 0.02, 70),
        _area(
            "58 children with cystic fibrosis under five years, at 14 kg",
            "observed",
            "DownesTobramycin",
            "abstract: typical clearance 0.252 L/h/kg^0.75",
            0.252 * 14**0.75,
            0.25,
            14,
        ),
        _area(
            "18 people with cystic fibrosis, mean 24.6 years, at 55 kg",
            "observed",
            "CFTobramycin1997",
            "abstract: clearance 1.7 mL/min/kg",
            1.7 * 55 * 0.06,
            0.25,
            55,
        ),
    ),
    correlations=(("CL70", "V1_70", 0.73), ("CL70", "V2_70", 0.49), ("V1_70", "V2_70", 0.27)),
)
