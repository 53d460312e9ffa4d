"""Voriconazole in kidney recipients, by CYP2C19, weight and time since transplantation (Lin 2018)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
    Covariate,
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

_T1 = Citation(key="Lin2018", locus="Table 1 (secondary)")
_T3 = Citation(key="Lin2018", locus="Table 3, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("voriconazole")
_NORMAL, _INTERMEDIATE, _POOR = "Normal Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"


def _ratio(
    name: str, kind: CheckKind, phenotype: str, expected: float, key: str, locus: str, tolerance: float
) -> Check:
    """Area at steady state over that of normal metabolisers."""
    return Check(
        name=name,
        kind=kind,
        output="voriconazole",
        measure="auc_tau",
        expected=expected,
        unit="ratio",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=200,
        interval_h=12,
        doses=40,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": _NORMAL},
        given={"weight": 56.1, "days_since_transplantation": 90},
    )


MODEL = Model(
    name="Lin2018_voriconazole",
    drug="voriconazole",
    title="Voriconazole population pharmacokinetics and CYP2C19 in kidney recipients",
    source=_T3,
    verified="the paper was not read; values from a secondary transcription of Tables 1 and 3 (nlmixr2lib). The paper "
    "codes poor metabolisers as the reference; here the three clearances are written out",
    population=Population(
        studied="105 adult kidney recipients, 342 troughs, Changsha; 12 poor metabolisers",
        n=105,
        age_years=(18, 58),
        used_for_years=(18, 65),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "rapid and ultrarapid metabolisers: one was seen and left out",
            "people without a kidney transplant: bioavailability here depends on the time since it",
            "children",
            "doses far from the usual ones: the model is linear, voriconazole is not",
            "the first hours after a dose: all samples were troughs",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="ka", value=1.1, unit="1/h", source=_T3, note="fixed by the authors"),
        Parameter(
            name="CL_normal",
            value=6.41,
            unit="L/h",
            source=_T3,
            note="printed as 2.88 L/h times exp(0.80)",
        ),
        Parameter(
            name="CL_intermediate",
            value=4.52,
            unit="L/h",
            source=_T3,
            note="printed as 2.88 L/h times exp(0.45)",
        ),
        Parameter(name="CL_poor", value=2.88, unit="L/h", source=_T3),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T3,
            iiv=0.1764,
            note="carries the spread of clearance; printed 42 %, read as the standard deviation",
        ),
        Parameter(
            name="V56",
            value=169.27,
            unit="L",
            source=_T3,
            iiv=0.1521,
            note="printed 39 %, read as the standard deviation",
        ),
        Parameter(name="weight_exponent", value=1.30, unit="1", source=_T3),
        Parameter(
            name="F30",
            value=0.58,
            unit="1",
            source=_T3,
            iiv=0.0484,
            note="in the first month; printed 22 %, read as the standard deviation",
        ),
        Parameter(name="F_to_6_months", value=0.43, unit="1", source=_T3, note="added to the log of F"),
        Parameter(
            name="F_later",
            value=0.57,
            unit="1",
            source=_T3,
            note="added to the log of F; the same from 6 to 12 months and after. Typical F is then 1.03",
        ),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(38.9, 87.5), typical=56.1, source=_T1),
        Covariate(
            name="days_since_transplantation",
            unit="day",
            studied=(1, 3650),
            typical=90,
            source=Citation(
                key="Lin2018",
                locus="Table 1: four classes, cut here at 30 and 180 days; middle of the largest class (1-6 months)",
            ),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="CL_CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={_NORMAL: "CL_normal", _INTERMEDIATE: "CL_intermediate", _POOR: "CL_poor"},
            reference=_NORMAL,
            source=_T3,
            unstudied="voriconazole clearance is not in this model for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_CYP2C19*CL_scale", unit="L/h"),
        Derived(name="V", expression="V56*(weight/56.1)**weight_exponent", unit="L"),
        Derived(
            name="F",
            expression="F30*exp(F_to_6_months*step(days_since_transplantation - 30)"
            " + (F_later - F_to_6_months)*step(days_since_transplantation - 180))",
            unit="1",
        ),
    ),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2C19", expression="CL_CYP2C19", process="clearance"),),
    outputs=(
        Output(
            name="voriconazole", analyte="voriconazole", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="voriconazole", source=_T3, additive=0.57),),
    routes=(
        Route(name="oral", compartment="depot", fraction="F"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=14 * 24,
    checks=(
        _ratio(
            "poor over normal, by the printed exponent",
            "derived",
            _POOR,
            2.2255,
            "Lin2018",
            "exp(0.80)",
            0.02,
        ),
        _ratio(
            "intermediate over normal, 91 children",
            "observed",
            _INTERMEDIATE,
            1 / 0.582,
            "Hu2023",
            "Table 2",
            0.25,
        ),
        _ratio("poor over normal, 91 children", "observed", _POOR, 1 / 0.381, "Hu2023", "Table 2", 0.25),
    ),
)
