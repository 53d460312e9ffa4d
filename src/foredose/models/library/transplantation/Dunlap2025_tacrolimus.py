"""Tacrolimus by mouth after transplantation of blood stem cells: CYP3A5 and conditioning (Dunlap 2025)."""

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

_T1 = Citation(key="Dunlap2025", locus="Table 1")
_T2 = Citation(key="Dunlap2025", locus="Table 2, reduced covariate model")
_KIDNEY = "kidney recipients, not of stem cells"


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    expected: float,
    phenotype: str,
    *,
    source: Citation = _T2,
    unit: str = "ratio",
    reduced: int = 0,
) -> Check:
    """Hold the AUC of 2 mg, or its ratio to a poor metaboliser with myeloablative conditioning."""
    ratio = unit == "ratio"
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output="tacrolimus",
        measure="auc_tau",
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=2,
        interval_h=12,
        doses=60,
        genotypes={"CYP3A5": phenotype},
        versus={"CYP3A5": "Poor Metabolizer"} if ratio else None,
        given={"weight": 70, "reduced_intensity_conditioning": reduced},
        versus_given={"weight": 70, "reduced_intensity_conditioning": 0} if ratio else None,
    )


_compartments, _flows = mammillary("tacrolimus", volume="V1", exchange=[("Q", "V2")])

MODEL = Model(
    name="Dunlap2025_tacrolimus",
    drug="tacrolimus",
    title="Tacrolimus in adult recipients of allogeneic blood stem cells: population pharmacokinetics",
    source=_T2,
    verified="title and description read on the page of a secondary transcription (nlmixr2lib), from which all "
    "values of Table 2 come; the paper itself could not be read",
    population=Population(
        studied="290 adult recipients of allogeneic blood stem cells, immediate-release capsules, 906 levels from "
        "the days before infusion; 88 CYP3A5 expressers",
        n=290,
        age_years=None,
        used_for_years=(18, 80),
        used_because="adults (median 54, middle half 44-63 years); age is not in the model",
        not_for=(
            "children",
            "intravenous tacrolimus",
            "co-medication with posaconazole, voriconazole or other strong CYP3A inhibitors: they were excluded",
            "the weeks after engraftment: levels were taken in the first three to four days of treatment",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 0.50, "1/h", note="95 % interval 0.38-0.66"),
        _p("CL70", 23, "L/h", iiv=0.26282, note="95 % interval 17-30; CV 55 %"),
        _p("V1_70", 150, "L", iiv=0.65823, note="95 % interval 104-215; CV 95 %"),
        _p("Q70", 43, "L/h", note="95 % interval 37-50"),
        _p("V2_70", 1153, "L", iiv=0.36185, note="95 % interval 774-1716; CV 66 %"),
        _p("expresser", 2.14, "1", note="95 % interval 1.67-2.74; intermediate and normal were joined"),
        _p("non_expresser", 1.0, "1", note="reference of the paper"),
        _p("reduced", 0.63, "1", note="95 % interval 0.51-0.77"),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(45, 123),
            typical=84,
            source=Citation(
                key="Dunlap2025",
                locus="Table 1: median 84, middle half 71-97; range taken as median -/+ 1.5 times 26",
            ),
        ),
        Covariate(name="reduced_intensity_conditioning", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP3A5",
            gene="CYP3A5",
            by="phenotype",
            levels={
                "Normal Metabolizer": "expresser",
                "Intermediate Metabolizer": "expresser",
                "Poor Metabolizer": "non_expresser",
            },
            reference="Normal Metabolizer",
            source=_T2,
            reference_shown="normal metaboliser (an expresser; the usual dose was set in people who mostly are not)",
            unstudied="tacrolimus clearance is not published for this CYP3A5 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression="CL70*(weight/70)**0.75*CYP3A5*reduced**reduced_intensity_conditioning",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_70*(weight/70)", unit="L"),
        Derived(name="Q", expression="Q70*(weight/70)**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_70*(weight/70)", unit="L"),
    ),
    pathways=(Pathway(enzyme="CYP3A5", expression="CYP3A5", process="clearance"),),
    outputs=(
        Output(
            name="tacrolimus", analyte="tacrolimus", role="parent", expression="1000*central/V1", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="tacrolimus", source=_T2, additive=2.51),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=21 * 24,
    checks=(
        _check("AUC of 2 mg, 70 kg, poor metaboliser", 2000 / 23, "Poor Metabolizer", unit="ng.h/mL"),
        _check("AUC, reduced over full conditioning", 1 / 0.63, "Poor Metabolizer", reduced=1),
        _check(
            f"AUC, *1/*3 over non-expresser, 681 {_KIDNEY}",
            1 / 1.69,
            "Intermediate Metabolizer",
            source=Citation(key="Passey2011", locus="abstract: CL/F ratio 1.69"),
        ),
        _check(
            f"AUC, *1/*1 over non-expresser, 681 {_KIDNEY}",
            1 / 2.00,
            "Normal Metabolizer",
            source=Citation(key="Passey2011", locus="abstract: CL/F ratio 2.00"),
        ),
    ),
)
