"""Voriconazole in Korean adults: clearance that falls with exposure, by CYP2C19 (Kim 2019)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
    Compartment,
    Covariate,
    Derived,
    Flow,
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

_T1 = Citation(key="Kim2019", locus="Table 1 (secondary)")
_T2 = Citation(key="Kim2019", locus="Table 2 (secondary)")
_T3 = Citation(key="Kim2019", locus="Table 3 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("voriconazole", volume="V2", exchange=(("Q2", "V3"), ("Q3", "V4")))
_NORMAL, _INTERMEDIATE, _POOR = "Normal Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"


def _check(
    name: str,
    kind: CheckKind,
    phenotype: str,
    measure: str,
    expected: float,
    key: str,
    locus: str,
    *,
    doses: int = 14,
    dose: float = 200,
    ratio: bool = False,
    tolerance: float = 0.25,
    why: str | None = None,
) -> Check:
    return Check(
        name=name,
        kind=kind,
        output="voriconazole",
        measure=measure,
        expected=expected,
        unit="ratio" if ratio else "mg.h/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=dose,
        interval_h=12 if doses > 1 else 240,
        doses=doses,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": _NORMAL} if ratio else None,
        given={"weight": 70, "liver_abnormality_grade3": 0},
        disagrees=why,
    )


MODEL = Model(
    name="Kim2019_voriconazole",
    drug="voriconazole",
    title="Voriconazole population pharmacokinetics with auto-inhibition and CYP2C19 in Korean adults",
    source=_T2,
    verified="abstract read: three compartments with an inhibition compartment, n, clearance 17 and 53 % lower in "
    "intermediate and poor metabolisers, inhibition to 16.2 %; values from a secondary transcription of Tables 2 and 3 "
    "(nlmixr2lib). The equation of the inhibition compartment is not printed: it is read from Figure 1 as an integral "
    "that never empties. The Discussion swaps the floors of intermediate and poor metabolisers; Table 3 is used",
    population=Population(
        studied="93 Korean volunteers and 100 patients, 1828 concentrations; 48 poor metabolisers",
        n=193,
        age_years=(18, 80),
        used_for_years=(18, 85),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "children",
            "rapid and ultrarapid metabolisers: one was seen and counted as normal",
            "recovery of clearance after a pause: the inhibition of the model never wanes",
            "the error of a measured level in volunteers, 0.208 mg/L: that of patients is used here",
            "co-medication that inhibits or induces CYP2C19, CYP2C9 or CYP3A4",
        ),
        source=_T1,
    ),
    compartments=(
        *_COMPARTMENTS,
        Compartment(name="inhibition", holds="past exposure that inhibits clearance", unit="mg/L"),
    ),
    parameters=(
        Parameter(name="ka", value=1.23, unit="1/h", source=_T2, iiv=0.571479, rse=0.154),
        Parameter(name="lag", value=0.237, unit="h", source=_T2, rse=0.018),
        Parameter(
            name="F",
            value=0.876,
            unit="1",
            source=_T2,
            iiv=0.537859,
            scale="logit",
            rse=0.023,
            note="printed CV 84.4 %, put on the logit on which F was estimated",
        ),
        Parameter(name="V2", value=35.7, unit="L", source=_T2, iiv=0.149802, rse=0.157),
        Parameter(name="CL70", value=45.3, unit="L/h", source=_T2, iiv=0.044778, rse=0.058),
        Parameter(name="V3_70", value=58.9, unit="L", source=_T2, iiv=0.041560, rse=0.062),
        Parameter(name="Q2_70", value=10.9, unit="L/h", source=_T2, iiv=0.079683, rse=0.08),
        Parameter(name="V4", value=25.4, unit="L", source=_T2, rse=0.167),
        Parameter(name="Q3", value=54.6, unit="L/h", source=_T2, rse=0.454),
        Parameter(
            name="floor",
            value=0.162,
            unit="1",
            source=_T2,
            iiv=0.259233,
            rse=0.097,
            note="share of clearance that is not inhibited (RCLF)",
        ),
        Parameter(name="IC50", value=0.01, unit="mg/L", source=_T2, note="fixed by the authors"),
        Parameter(name="KIC", value=0.002, unit="1/h", source=_T2, rse=0.149),
        Parameter(name="weight_CL", value=0.595, unit="1", source=_T3, rse=0.318),
        Parameter(name="weight_V3", value=2.2, unit="1", source=_T3, rse=0.20),
        Parameter(name="weight_Q2", value=2.56, unit="1", source=_T3, rse=0.181),
        Parameter(name="liver_CL", value=-0.75, unit="1", source=_T3, rse=0.493, note="six people"),
        Parameter(name="normal", value=0, unit="1", source=_T3, note="reference of the paper"),
        Parameter(name="intermediate", value=1, unit="1", source=_T3, note="names the class"),
        Parameter(name="poor", value=2, unit="1", source=_T3, note="names the class"),
        Parameter(name="intermediate_CL", value=-0.186, unit="1", source=_T3, rse=0.295),
        Parameter(name="poor_CL", value=-0.746, unit="1", source=_T3, rse=0.109),
        Parameter(name="intermediate_floor", value=-0.51, unit="1", source=_T3, rse=0.275),
        Parameter(name="poor_floor", value=-0.44, unit="1", source=_T3, rse=0.423),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(40.8, 88.5), typical=66, source=_T1),
        Covariate(name="liver_abnormality_grade3", unit="1", studied=(0, 1), typical=0, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={_NORMAL: "normal", _INTERMEDIATE: "intermediate", _POOR: "poor"},
            reference=_NORMAL,
            source=_T3,
            unstudied="voriconazole clearance is not in this model for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="is_poor", expression="step(CYP2C19 - 1.5)", unit="1"),
        Derived(name="is_intermediate", expression="step(CYP2C19 - 0.5) - is_poor", unit="1"),
        Derived(
            name="CL0",
            expression="CL70*(weight/70)**weight_CL*exp(intermediate_CL*is_intermediate + poor_CL*is_poor"
            " + liver_CL*liver_abnormality_grade3)",
            unit="L/h",
        ),
        Derived(
            name="rest",
            expression="floor*exp(intermediate_floor*is_intermediate + poor_floor*is_poor)",
            unit="1",
        ),
        Derived(name="V3", expression="V3_70*(weight/70)**weight_V3", unit="L"),
        Derived(name="Q2", expression="Q2_70*(weight/70)**weight_Q2", unit="L/h"),
        Derived(name="CL", expression="CL0*(rest + (1 - rest)*IC50/(IC50 + inhibition))", unit="L/h"),
    ),
    flows=(*_FLOWS, Flow(source=None, destination="inhibition", rate="KIC*central/V2")),
    pathways=(Pathway(enzyme="CYP2C19", expression="CL0", process="clearance before inhibition"),),
    outputs=(
        Output(
            name="voriconazole", analyte="voriconazole", role="parent", expression="central/V2", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="voriconazole", source=_T2, additive=0.799),),
    routes=(
        Route(name="oral", compartment="depot", fraction="F", lag="lag"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=7 * 24,
    checks=(
        *(
            _check(
                f"a dose too small to inhibit, over the area: clearance of {p.lower()}s at the start",
                "reported",
                p,
                "auc_inf",
                0.876 * 0.001 / expected,
                "Kim2019",
                "Results 3.2: 45.3, 37.6 and 21.5 L/h (secondary)",
                doses=1,
                dose=0.001,
                tolerance=0.01,
            )
            for p, expected in ((_NORMAL, 45.3), (_INTERMEDIATE, 37.6), (_POOR, 21.5))
        ),
        *(
            _check(
                f"dose over area after a month of 400 mg: clearance of {p.lower()}s at its floor",
                "derived",
                p,
                "auc_tau",
                0.876 * 400 / expected,
                "Kim2019",
                "Tables 2 and 3: 45.3 x 0.162 and so on (secondary)",
                doses=60,
                dose=400,
                tolerance=0.03,
            )
            for p, expected in ((_NORMAL, 7.34), (_INTERMEDIATE, 3.66), (_POOR, 2.24))
        ),
        _check(
            "area of 3 mg/kg twice a day, day 12, healthy volunteers",
            "observed",
            _NORMAL,
            "auc_tau",
            11.17,
            "Purkins2003Oral",
            "abstract: 11170 ng.h/mL",
            doses=24,
            dose=210,
            why="steady clearance of normal metabolisers is 8 L/h here, less than half of that of these (mostly white) "
            "volunteers",
        ),
        _check(
            "poor over normal, 91 children",
            "observed",
            _POOR,
            "auc_tau",
            1 / 0.381,
            "Hu2023",
            "Table 2",
            ratio=True,
        ),
        _check(
            "intermediate over normal, 91 children",
            "observed",
            _INTERMEDIATE,
            "auc_tau",
            1 / 0.582,
            "Hu2023",
            "Table 2",
            ratio=True,
        ),
    ),
    correlations=(  # from the printed covariances 0.0116, -0.0117, -0.0734, -0.0119, 0.008 and 0.0345
        ("V2", "CL70", 0.1416),
        ("V2", "V3_70", -0.1483),
        ("V2", "Q2_70", -0.6718),
        ("CL70", "V3_70", -0.2759),
        ("CL70", "Q2_70", 0.1339),
        ("V3_70", "Q2_70", 0.5995),
    ),
)
