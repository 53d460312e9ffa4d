"""Tacrolimus in Chinese children with a new liver: weight, CYP3A5 and Wuzhi capsule (Chen 2020)."""

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

_T1 = Citation(key="Chen2020", locus="Table 1")
_T3 = Citation(key="Chen2020", locus="Table 3 and equations 7-8")
_JACOBO = "dose and clearance of 53 children with a kidney graft"
_CL13 = 6.57 * (13 / 70) ** 0.75


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _ratio(name: str, phenotype: str, fold: float, source: Citation, why: str | None = None) -> Check:
    return Check(
        name=name,
        kind="observed",
        output="tacrolimus",
        measure="auc_tau",
        expected=1 / fold,
        unit="ratio",
        tolerance=0.25,
        source=source,
        dose_mg=0.65,
        interval_h=12,
        doses=20,
        genotypes={"CYP3A5": phenotype},
        versus={"CYP3A5": "Poor Metabolizer"},
        given={"weight": 13, "wuzhi_capsule": 0},
        disagrees=why,
    )


def _own(name: str, measure: str, expected: float, unit: str, interval: float) -> Check:
    return Check(
        name=name,
        kind="derived",
        output="tacrolimus",
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03,
        source=_T3,
        dose_mg=0.65,
        interval_h=interval,
        doses=1,
        genotypes={"CYP3A5": "Poor Metabolizer"},
        given={"weight": 13, "wuzhi_capsule": 0},
    )


_compartments, _flows = mammillary("tacrolimus")

MODEL = Model(
    name="Chen2020_tacrolimus",
    drug="tacrolimus",
    title="Tacrolimus in Chinese children receiving a liver: population pharmacokinetics and initial dose",
    source=_T3,
    verified="abstract read (weight, CYP3A5 and Wuzhi capsule are in the model); values from a secondary "
    "transcription of Table 3 and equations 7-8 (nlmixr2lib), which reads omega and sigma as standard deviations",
    population=Population(
        studied="12 Chinese children after liver transplantation, seven CYP3A5 expressers, routine levels",
        n=12,
        age_years=(0.47, 7.96),
        used_for_years=(0.47, 8),
        used_because="the studied children; clearance is stated at 70 kg, far from the 6.4-28 kg studied",
        not_for=(
            "adults and older children",
            "the spread of clearance between children: the paper reports none",
            "recipients of another organ",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 4.48, "1/h", note="fixed by the authors from literature"),
        _p("CL70", 6.57, "L/h", rse=0.063, note="no between-subject variability is reported"),
        _p("V70", 77.6, "L", iiv=0.156816, rse=0.015, note="omega 0.396 read as a standard deviation"),
        _p("expresser", 1.61, "1", rse=0.212),
        _p("non_expresser", 1.0, "1", note="reference of the paper"),
        _p("wuzhi", -0.108, "1", note="standard error 0.615: not told apart from no effect"),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(6.4, 28), typical=13, source=_T1),
        Covariate(name="wuzhi_capsule", unit="1", studied=(0, 1), typical=None, source=_T1),
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
            source=_T3,
            reference_shown="normal metaboliser (the child's gut; the liver has the donor's genotype)",
            unstudied="tacrolimus clearance is not published for this CYP3A5 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL70*(weight/70)**0.75*CYP3A5*(1 + wuzhi*wuzhi_capsule)", unit="L/h"),
        Derived(name="V", expression="V70*(weight/70)", unit="L"),
    ),
    pathways=(Pathway(enzyme="CYP3A5", expression="CYP3A5", process="clearance"),),
    outputs=(
        Output(
            name="tacrolimus", analyte="tacrolimus", role="parent", expression="1000*central/V", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="tacrolimus", source=_T3, proportional=0.288, additive=0.720),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=10 * 24,
    checks=(
        _own(
            "AUC of 0.65 mg in a non-expresser of 13 kg: dose over clearance",
            "auc_inf",
            650 / _CL13,
            "ng.h/mL",
            240,
        ),
        _own(
            "half-life in a non-expresser of 13 kg", "half_life", 0.693147 * 77.6 * 13 / 70 / _CL13, "h", 48
        ),
        _ratio(
            "AUC, *1/*3 over non-expresser, children with a kidney graft",
            "Intermediate Metabolizer",
            1.50,
            Citation(key="JacoboCabral2015", locus=f"CL/F +50 %: {_JACOBO}"),
        ),
        _ratio(
            "AUC, *1/*1 over non-expresser, children with a kidney graft",
            "Normal Metabolizer",
            1.93,
            Citation(key="JacoboCabral2015", locus=f"CL/F +93 %: {_JACOBO}"),
        ),
        _ratio(
            "exposure per dose, *1 carrier over non-expresser, 64 children with a heart graft",
            "Intermediate Metabolizer",
            2.7,
            Citation(key="Rower2026", locus="abstract: 2.7 times the dose"),
            "with a heart graft the child's own liver expresses CYP3A5 too; here it is the donor's",
        ),
    ),
)
