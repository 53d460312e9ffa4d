"""Voriconazole in Chinese children with blood diseases, by CYP2C19 (Hu 2023)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_T2 = Citation(key="Hu2023", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("voriconazole", clearance="CL*CYP2C19")
_NORMAL, _INTERMEDIATE, _POOR = "Normal Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"


def _ratio(
    name: str,
    kind: CheckKind,
    measure: str,
    phenotype: str,
    expected: float,
    key: str,
    locus: str,
    why: str | None = None,
) -> Check:
    """Exposure at steady state over that of normal metabolisers."""
    return Check(
        name=name,
        kind=kind,
        output="voriconazole",
        measure=measure,
        expected=expected,
        unit="ratio",
        tolerance=0.25,
        source=Citation(key=key, locus=locus),
        dose_mg=279,
        interval_h=12,
        doses=56,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": _NORMAL},
        given={},
        disagrees=why,
    )


MODEL = Model(
    name="Hu2023_voriconazole",
    drug="voriconazole",
    title="Voriconazole population pharmacokinetics and CYP2C19 in children with blood diseases",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Table 2 (nlmixr2lib), which finds that "
    "the paper's own simulated troughs follow only when the printed spreads are standard deviations and the genotype "
    "numbers are factors on clearance",
    population=Population(
        studied="91 Chinese children with blood diseases, 210 troughs, most on oral treatment; 11 poor metabolisers",
        n=91,
        age_years=(2, 14),
        used_for_years=(2, 14),
        used_because="the studied children",
        not_for=(
            "adults",
            "rapid and ultrarapid metabolisers: none was seen",
            "anything but troughs and averages: only troughs were measured, and the volume of distribution is as good "
            "as unknown (its log has a standard deviation of 2.3)",
            "doses far from 9 mg/kg twice a day: voriconazole is not linear, and body weight is not in the model",
            "as a prior for the volume of distribution",
        ),
        source=Citation(key="Hu2023", locus="Table 1 (secondary)"),
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="ka", value=1.19, unit="1/h", source=_T2, note="fixed by the authors to that of Friberg 2012"
        ),
        Parameter(
            name="CL",
            value=7.35,
            unit="L/h",
            source=_T2,
            iiv=0.061009,
            rse=0.15,
            note="printed 24.7 %, read as the standard deviation",
        ),
        Parameter(
            name="V",
            value=376,
            unit="L",
            source=_T2,
            iiv=5.438224,
            rse=0.21,
            note="printed 233.2 %, read as the standard deviation",
        ),
        Parameter(
            name="F", value=0.522, unit="1", source=_T2, rse=0.15, note="the authors gave it no spread"
        ),
        Parameter(name="normal", value=1, unit="1", source=_T2, note="reference of the paper"),
        Parameter(name="intermediate", value=0.582, unit="1", source=_T2, rse=0.12),
        Parameter(name="poor", value=0.381, unit="1", source=_T2, rse=0.14),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={_NORMAL: "normal", _INTERMEDIATE: "intermediate", _POOR: "poor"},
            reference=_NORMAL,
            source=_T2,
            unstudied="voriconazole clearance is not in this model for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="CYP2C19", expression="CYP2C19", process="clearance"),),
    outputs=(
        Output(
            name="voriconazole", analyte="voriconazole", role="parent", expression="central/V", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="voriconazole", source=_T2, proportional=0.947),),
    routes=(
        Route(name="oral", compartment="depot", fraction="F"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=28 * 24,
    checks=(
        _ratio(
            "observed troughs, intermediate over normal",
            "reported",
            "ctrough",
            _INTERMEDIATE,
            1.45 / 0.77,
            "Hu2023",
            "Results: median troughs 1.45 and 0.77 mg/L (secondary)",
        ),
        _ratio(
            "observed troughs, poor over normal",
            "reported",
            "ctrough",
            _POOR,
            2.19 / 0.77,
            "Hu2023",
            "Results: median troughs 2.19 and 0.77 mg/L (secondary)",
        ),
        _ratio(
            "intermediate over normal, 105 adults",
            "observed",
            "auc_tau",
            _INTERMEDIATE,
            6.41 / 4.52,
            "Lin2018",
            "Table 3",
        ),
        _ratio(
            "poor over normal, 105 adults", "observed", "auc_tau", _POOR, 6.41 / 2.88, "Lin2018", "Table 3"
        ),
        _ratio(
            "normal over poor in the daily dose that reached the target, 91 other Chinese children",
            "observed",
            "auc_tau",
            _POOR,
            20.8 / 15.2,
            "PediatricVoriconazole2022",
            "abstract: 20.8 and 15.2 mg/kg",
            "doses stopped at a wide target, 0.5 or 1 to 5 mg/L, which hides most of a difference in clearance",
        ),
    ),
)
