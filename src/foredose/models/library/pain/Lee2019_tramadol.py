"""Sustained-release tramadol and O-desmethyltramadol in Korean men, by CYP2D6*10 (Lee 2019)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
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

_T2 = Citation(key="Lee2019", locus="Table 2 (secondary)")
_WILD, _TEN = {"CYP2D6": "*1/*1"}, {"CYP2D6": "*10/*10"}
_TAU = 21.01


def _p(name: str, value: float, unit: str, rse: float | None, iiv: float = 0.0, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, rse=rse, iiv=iiv, note=note)


def _effect(name: str, wild: str, ten: str) -> GenotypeEffect:
    return GenotypeEffect(
        name=name,
        gene="CYP2D6",
        by="diplotype",
        levels={"*1/*1": wild, "*1/*2": wild, "*2/*2": wild, "*10/*10": ten},
        reference="*1/*1",
        source=_T2,
        reference_shown="two of *1 or *2",
        unstudied="clearances of tramadol are not published for this pair of CYP2D6 alleles",
    )


def _check(name: str, kind: Any, expected: float, unit: str, source: Citation, **more: Any) -> Check:
    told: dict[str, Any] = {
        "output": "tramadol",
        "measure": "auc_tau",
        "tolerance": 0.25,
        "dose_mg": 100,
        "interval_h": 12,
        "doses": 20,
        "genotypes": _WILD,
        "given": {},
        **more,
    }
    return Check(name=name, kind=kind, expected=expected, unit=unit, source=source, **told)


MODEL = Model(
    name="Lee2019_tramadol",
    drug="tramadol",
    title="Tramadol and its M1 metabolite after repeated sustained-release doses: CYP2D6*10",
    source=_T2,
    verified="values from a secondary transcription; 11.0 and 1.94 L/h of *10/*10 in the Discussion agree with the "
    "effects on both clearances",
    population=Population(
        studied="22 healthy Korean men, 14 with two of *1 or *2 and 8 with *10/*10; 100 mg every 12 h, five doses",
        n=22,
        age_years=(20, 40),
        used_for_years=(18, 65),
        used_because="healthy adults, and beyond the studied ages with a word of warning; no covariate of age",
        not_for=(
            "poor, ultrarapid and mixed (*1/*10) metabolisers of CYP2D6: none was studied",
            "immediate-release tramadol: the two absorption phases are those of the tablet",
            "the enantiomers: tramadol and M1 were measured as racemates",
            "women, children, old age, kidney or liver disease",
        ),
        source=Citation(key="Lee2019", locus="Methods and Table 1 (secondary)"),
    ),
    compartments=(
        Compartment(name="depot", holds="tramadol in the tablet, released slowly"),
        Compartment(name="central", holds="tramadol"),
        Compartment(name="M1", holds="O-desmethyltramadol, as tramadol"),
    ),
    parameters=(
        _p("ka", 0.095, "1/h", 0.256),
        _p("D_late", 1.93, "h", 0.488, 0.161, "inflow of the second phase"),
        _p("lag_late", 1.63, "h", 0.471),
        _p(
            "F_first",
            0.88,
            "1",
            0.072,
            note="first-order part of the dose; the rest enters at a constant rate",
        ),
        _p("CL_wild", 16.9, "L/h", 0.207, note="over F; all clearance but that to M1"),
        _p("CL_ten", 16.9 * (1 - 0.351), "L/h", None, note="16.9 less 35.1 % (RSE of the effect 0.814)"),
        _p("M1_wild", 4.11, "L/h", 0.34, note="over F; clearance to M1"),
        _p("M1_ten", 4.11 * (1 - 0.528), "L/h", None, note="4.11 less 52.8 % (RSE of the effect 0.341)"),
        _p("CL_scale", 1.0, "1", None, 0.059, "carries the variability of CL"),
        _p("M1_scale", 1.0, "1", None, 0.017, "carries the variability of the clearance to M1"),
        _p("V", 59.9, "L", 0.424, 0.023),
        _p("CL_M1", 15.8, "L/h", 0.664),
        _p("V_M1", 8.63, "L", 0.674),
    ),
    covariates=(),
    genotypes=(_effect("CL_other", "CL_wild", "CL_ten"), _effect("CL_to_M1", "M1_wild", "M1_ten")),
    interactions=(),
    derived=(),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination=None, rate="CL_other*CL_scale/V*central"),
        Flow(source="central", destination="M1", rate="CL_to_M1*M1_scale/V*central"),
        Flow(source="M1", destination=None, rate="CL_M1/V_M1*M1"),
    ),
    pathways=(Pathway(enzyme="CYP2D6", expression="CL_to_M1", process="clearance to O-desmethyltramadol"),),
    outputs=(
        Output(name="tramadol", analyte="tramadol", role="parent", expression="1000*central/V", unit="ng/mL"),
        Output(
            name="M1_conc",
            analyte="O-desmethyltramadol",
            role="active metabolite",
            expression="1000*M1/V_M1",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="tramadol", source=_T2, proportional=0.13, additive=2.99),
        Residual(output="M1_conc", source=_T2, proportional=0.109, additive=1.06),
    ),
    routes=(
        Route(name="oral", compartment="depot", fraction="F_first"),
        Route(name="oral", compartment="central", fraction="1 - F_first", lag="lag_late", duration="D_late"),
    ),
    horizon_h=10 * 24,
    checks=(
        _check(
            "AUC over 12 h at steady state: 100 mg over 16.9 + 4.11 L/h",
            "derived",
            1e5 / _TAU,
            "ng.h/mL",
            _T2,
            tolerance=0.02,
        ),
        _check(
            "AUC in *10/*10: 100 mg over the 11.0 and 1.94 L/h that the paper states for them",
            "reported",
            1e5 / (11.0 + 1.94),
            "ng.h/mL",
            Citation(key="Lee2019", locus="Discussion (secondary)"),
            tolerance=0.02,
            genotypes=_TEN,
        ),
        _check(
            "clearance of an intravenous dose, extensive over intermediate metabolisers",
            "observed",
            1.3,
            "ratio",
            Citation(key="Gan2007", locus="abstract: Malaysian patients"),
            genotypes=_TEN,
            versus=_WILD,
            disagrees="intermediate there is a phenotype, here it is *10/*10; and that dose bypassed gut and liver",
        ),
    ),
)
