"""Apixaban in Japanese patients with atrial fibrillation, by kidney function, CYP3A5 and ABCG2 (Ueshima 2018)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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

_T4 = Citation(key="Ueshima2018", locus="Table 4 (secondary)")
_COHORT = Citation(key="Ueshima2018", locus="Table 1 (secondary)")
_BODY = mammillary("apixaban", clearance="CL")
_FULL = {"CYP3A5": "Normal Metabolizer", "ABCG2": "Normal Function"}
_COMMON = {"CYP3A5": "Poor Metabolizer", "ABCG2": "Normal Function"}
_LAST = {"CYP3A5": "Poor Metabolizer", "ABCG2": "Poor Function"}


def _p(name: str, value: float, unit: str, iiv: float = 0.0, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T4, iiv=iiv, note=note)


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "apixaban",
        "tolerance": 0.25,
        "dose_mg": 5,
        "interval_h": 12,
        "doses": 20,
        "genotypes": _FULL,
        "given": {"creatinine_clearance": 70},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


_ABSTRACT = Citation(key="Ueshima2018", locus="abstract")
_MAVRI = Citation(
    key="Mavri2021", locus="abstract; kidney function and genes not given: 70 mL/min and no CYP3A5 taken"
)
_THOMAS = Citation(
    key="Thomas2022", locus="abstract; kidney function and genes not given: 70 mL/min and no CYP3A5 taken"
)
_FLAT = (
    "absorption is fixed and slow, so the trough is high beside the peak; kidney function there is not known"
)

MODEL = Model(
    name="Ueshima2018_apixaban",
    drug="apixaban",
    title="Apixaban in Japanese patients with atrial fibrillation: kidney function, CYP3A5 and ABCG2",
    source=_T4,
    verified="the abstract confirms 3.06 L/h (twice 1.53), the ratios 1.52 and 1.49 of both genes and 24.7 L; the "
    "rest from a secondary transcription of Table 4",
    population=Population(
        studied="81 Japanese patients with atrial fibrillation, 276 concentrations",
        n=81,
        age_years=(40.5, 84.9),
        used_for_years=(18, 95),
        used_because="adults; what age does is carried by creatinine clearance",
        not_for=(
            "creatinine clearance below 30 mL/min, and dialysis",
            "inhibitors or inducers of CYP3A4 and P-glycoprotein",
            "the peak: absorption is fixed to an earlier study",
            "anti-factor Xa activity, bleeding",
        ),
        source=_COHORT,
    ),
    compartments=_BODY[0],
    parameters=(
        _p("ka", 0.42, "1/h", note="fixed to an earlier study"),
        _p("CL_part", 1.53, "L/h", note="over F; of the kidney at 70 mL/min, and the same again of the rest"),
        _p("renal_power", 0.700, "1"),
        _p("CL_scale", 1.0, "1", 0.0708, "carries the variability of the whole clearance"),
        _p("V", 24.7, "L", 0.3204),
        _p("g3A5_full", 1.0, "1"),
        _p("g3A5_variant", 0.312, "1", note="one or two *3"),
        _p("gG2_full", 1.0, "1", note="421C/C and C/A"),
        _p("gG2_poor", 0.341, "1", note="421A/A"),
    ),
    correlations=(("CL_scale", "V", 0.770),),
    covariates=(
        Covariate(
            name="creatinine_clearance", unit="mL/min", studied=(30.6, 145.5), typical=69.8, source=_COHORT
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="g3A5",
            gene="CYP3A5",
            by="phenotype",
            levels={
                "Normal Metabolizer": "g3A5_full",
                "Intermediate Metabolizer": "g3A5_variant",
                "Poor Metabolizer": "g3A5_variant",
            },
            reference="Normal Metabolizer",
            source=_T4,
            reference_shown="CYP3A5*1/*1",
            unstudied="clearance of apixaban is not published for this CYP3A5 phenotype",
        ),
        GenotypeEffect(
            name="gABCG2",
            gene="ABCG2",
            by="phenotype",
            levels={
                "Normal Function": "gG2_full",
                "Decreased Function": "gG2_full",
                "Poor Function": "gG2_poor",
            },
            reference="Normal Function",
            source=_T4,
            reference_shown="421C/C or C/A",
            unstudied="clearance of apixaban is not published for this ABCG2 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL_renal", expression="CL_part*(creatinine_clearance/70)**renal_power", unit="L/h"),
        Derived(name="CL", expression="(CL_renal + CL_part*g3A5*gABCG2)*CL_scale", unit="L/h"),
    ),
    flows=_BODY[1],
    pathways=(
        Pathway(enzyme="CYP3A5", expression="g3A5", process="clearance that is not the kidney's"),
        Pathway(enzyme="ABCG2", expression="gABCG2", process="clearance that is not the kidney's"),
    ),
    outputs=(
        Output(name="apixaban", analyte="apixaban", role="parent", expression="1000*central/V", unit="ng/mL"),
    ),
    residuals=(Residual(output="apixaban", source=_T4, log_sd=0.34),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=10 * 24,
    checks=(
        _check(
            "AUC at 5 mg, CYP3A5*1/*1, 70 mL/min: the dose over 3.06 L/h",
            "reported",
            "auc_tau",
            5000 / 3.06,
            "ng.h/mL",
            _ABSTRACT,
            tolerance=0.02,
        ),
        _check(
            "clearance, CYP3A5*1/*1 over any *3",
            "reported",
            "auc_tau",
            1.52,
            "ratio",
            _ABSTRACT,
            tolerance=0.02,
            genotypes=_COMMON,
            versus=_FULL,
        ),
        _check(
            "clearance, ABCG2 421A/A under the others",
            "reported",
            "auc_tau",
            1.49,
            "ratio",
            _ABSTRACT,
            tolerance=0.02,
            genotypes={**_FULL, "ABCG2": "Poor Function"},
            versus=_FULL,
        ),
        _check(
            "AUC, both variants over neither: 3.06/(1.53 + 1.53 x 0.312 x 0.341)",
            "derived",
            "auc_tau",
            2 / (1 + 0.312 * 0.341),
            "ratio",
            _T4,
            tolerance=0.02,
            genotypes=_LAST,
            versus=_FULL,
        ),
        _check(
            "trough, 5 mg twice a day (Mavri)",
            "observed",
            "ctrough",
            117,
            "ng/mL",
            _MAVRI,
            genotypes=_COMMON,
            disagrees=_FLAT,
        ),
        _check("peak, 5 mg twice a day (Mavri)", "observed", "cmax", 256, "ng/mL", _MAVRI, genotypes=_COMMON),
        _check(
            "trough, 5 mg twice a day (Thomas)",
            "observed",
            "ctrough",
            109,
            "ng/mL",
            _THOMAS,
            genotypes=_COMMON,
            disagrees=_FLAT,
        ),
        _check(
            "peak, 5 mg twice a day (Thomas)", "observed", "cmax", 201, "ng/mL", _THOMAS, genotypes=_COMMON
        ),
    ),
)
