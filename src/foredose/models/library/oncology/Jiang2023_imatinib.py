"""Adjuvant imatinib in Chinese adults with GIST: red cell count and ABCG2 (Jiang 2023)."""

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

_T1 = Citation(key="Jiang2023", locus="Table 1")
_T3 = Citation(key="Jiang2023", locus="Table 3 and page 814")
_NORMAL, _ONE = "Normal Function", "Decreased Function"


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    measure: str,
    expected: float,
    unit: str,
    *,
    source: Citation = _T3,
    abcg2: str = _NORMAL,
    cells: float = 3700,
    interval: float = 24,
    doses: int = 30,
    why: str | None = None,
) -> Check:
    return Check(
        name=name,
        kind="derived" if source is _T3 else "observed",
        output="imatinib",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T3 else 0.25,
        source=source,
        dose_mg=400,
        interval_h=interval,
        doses=doses,
        genotypes={"ABCG2": abcg2},
        versus={"ABCG2": _NORMAL} if unit == "ratio" else None,
        versus_given={"red_blood_cells": 3700} if unit == "ratio" else None,
        given={"red_blood_cells": cells},
        disagrees=why,
    )


_compartments, _flows = mammillary("imatinib")

MODEL = Model(
    name="Jiang2023_imatinib",
    drug="imatinib",
    title="Personalized dose of adjuvant imatinib in gastrointestinal stromal tumours",
    source=_T3,
    verified="all values from a secondary transcription of Table 3 and page 814 (nlmixr2lib); two of them agree with "
    "sentences of the paper that it quotes (29 % lower clearance at half the red cells, variance 0.0192)",
    population=Population(
        studied="85 Chinese adults after resection of a stromal tumour, troughs only, mostly 400 mg a day",
        n=85,
        age_years=(27, 79),
        used_for_years=(18, 85),
        used_because="adults; age was screened and not kept",
        not_for=(
            "children",
            "peaks: only troughs were taken, and absorption was fixed",
            "ABCG2 poor function (two rs2231142 variants): six people, interval 0.80-1.58, not usable",
            "co-medication with CYP3A inducers or inhibitors",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 1.22, "1/h", "fixed by the authors from literature"),
        _p("CL_ref", 9.72, "L/h", "omega 0.139; variance as printed", iiv=0.0192, rse=0.08),
        _p("V", 229, "L", "no variability: troughs only", rse=0.21),
        _p("cells_CL", 0.49, "1", rse=0.38),
        _p("two_reference", 1.0, "1", "GG of the paper, C/C of 421C>A"),
        _p("one_variant", 0.879, "1", "GT of the paper; interval 0.785-0.968", rse=0.05),
    ),
    covariates=(
        Covariate(
            name="red_blood_cells",
            unit="10^9/L",
            studied=(2200, 5600),
            typical=3700,
            source=Citation(key="Jiang2023", locus="Table 1, printed in 10^12/L"),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="ABCG2",
            gene="ABCG2",
            by="phenotype",
            levels={_NORMAL: "two_reference", _ONE: "one_variant"},
            reference=_NORMAL,
            source=_T3,
            unstudied="imatinib clearance is not published well enough for this ABCG2 phenotype",
        ),
    ),
    interactions=(),
    derived=(Derived(name="CL", expression="CL_ref*(red_blood_cells/3700)**cells_CL*ABCG2", unit="L/h"),),
    pathways=(Pathway(enzyme="ABCG2", expression="ABCG2", process="apparent clearance"),),
    outputs=(
        Output(name="imatinib", analyte="imatinib", role="parent", expression="1000*central/V", unit="ng/mL"),
    ),
    residuals=(Residual(output="imatinib", source=_T3, proportional=0.296),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=21 * 24,
    checks=(
        _check("AUC of 400 mg: dose over clearance", "auc_tau", 400_000 / 9.72, "ng.h/mL"),
        _check("half-life", "half_life", 0.693147 * 229 / 9.72, "h", interval=120, doses=1),
        _check("AUC, one variant over none", "auc_tau", 1 / 0.879, "ratio", abcg2=_ONE),
        _check("AUC at half the red cells: clearance 29 % lower", "auc_tau", 1 / 0.71, "ratio", cells=1850),
        _check(
            "trough of 168 other Chinese people with GIST at 400 mg",
            "ctrough",
            1521.26,
            "ng/mL",
            source=Citation(key="ImatinibTrough2018", locus="abstract: 1521 (SD 610) ng/mL"),
            why="the typical trough here is a third lower; half of this paper's people carried one ABCG2 variant",
        ),
        _check(
            "trough of 37 Chinese people of a third centre at 400 mg",
            "ctrough",
            1246,
            "ng/mL",
            source=Citation(key="AdjuvantImatinib2024", locus="abstract: 1246 (SD 491) ng/mL"),
        ),
    ),
)
