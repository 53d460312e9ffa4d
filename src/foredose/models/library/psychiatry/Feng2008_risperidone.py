"""Oral risperidone and 9-hydroxyrisperidone in three groups of CYP2D6 activity (Feng 2008)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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

_T3 = Citation(key="Feng2008", locus="Table 3 (secondary)")
_ABSTRACT = Citation(key="Feng2008", locus="abstract")
_COHORT = Citation(key="Feng2008", locus="Table 1 (secondary)")
_NM, _IM, _PM = ({"CYP2D6": f"{p} Metabolizer"} for p in ("Normal", "Intermediate", "Poor"))


def _p(
    name: str, value: float, unit: str, rse: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, rse=rse, iiv=iiv, note=note)


def _effect(name: str, prefix: str) -> GenotypeEffect:
    return GenotypeEffect(
        name=name,
        gene="CYP2D6",
        by="phenotype",
        levels={f"{p} Metabolizer": f"{prefix}_{p.lower()}" for p in ("Normal", "Intermediate", "Poor")},
        reference="Normal Metabolizer",
        source=_T3,
        reference_shown="extensive metaboliser",
        unstudied="risperidone kinetics are not published for this CYP2D6 phenotype in this study",
    )


def _check(
    name: str, kind: Any, measure: str, expected: float, unit: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {
        "output": "risperidone",
        "tolerance": 0.25,
        "dose_mg": 3,
        "interval_h": 12,
        "doses": 40,
        "genotypes": _NM,
        "given": {"age": 45},
        **more,
    }
    return Check(name=name, kind=kind, measure=measure, expected=expected, unit=unit, source=source, **told)


def _half(group: str, genotypes: dict[str, str], hours: float) -> Check:
    more: dict[str, Any] = {"doses": 1, "interval_h": 48, "tolerance": 0.1, "genotypes": genotypes}
    return _check(f"half-life, {group}", "reported", "half_life", hours, "h", _ABSTRACT, **more)


_BID = Citation(
    key="RBP7000High2024", locus="oral 3 mg twice a day; genotypes not given, normal taken; age 45 taken"
)

MODEL = Model(
    name="Feng2008_risperidone",
    drug="risperidone",
    title="Risperidone and 9-hydroxyrisperidone in the CATIE trials: three groups found in the data",
    source=_T3,
    verified="the abstract confirms 12.9, 36 and 65.4 L/h, and the half-lives of 25, 8.5 and 4.7 h; the "
    "rest from a secondary transcription of Table 3",
    population=Population(
        studied="490 patients of the CATIE trials, a few samples each",
        n=490,
        age_years=(18, 93),
        used_for_years=(18, 93),
        used_because="the studied ages",
        not_for=(
            "genotypes with any certainty: the groups were found in concentrations, not in genes; 41 % fell into the "
            "slowest, which holds inhibitors and missed doses too",
            "ultrarapid metabolisers of CYP2D6",
            "depot injections",
            "the effect, children",
        ),
        source=_COHORT,
    ),
    compartments=(
        Compartment(name="depot", holds="risperidone in the gut"),
        Compartment(name="central", holds="risperidone"),
        Compartment(name="hydroxy", holds="9-hydroxyrisperidone, as risperidone"),
    ),
    parameters=(
        _p("ka", 1.7, "1/h", None, 0.288, "fixed"),
        _p("V", 444.0, "L", 0.178, 0.130, "over F; the same for 9-hydroxyrisperidone"),
        _p("cl_normal", 65.4, "L/h", 0.099, note="over F; variance between people 0.320 in this group"),
        _p("cl_intermediate", 36.0, "L/h", note="fixed; no variability is printed for this group"),
        _p("cl_poor", 12.9, "L/h", 0.065, note="over F; variance between people 0.920 in this group"),
        _p(
            "CL_scale",
            1.0,
            "1",
            None,
            0.320,
            "carries the variability of the normal group; the poor one varies more",
        ),
        _p("kf_normal", 0.595, "1", 0.40, note="part of clearance that forms 9-hydroxyrisperidone"),
        _p("kf_intermediate", 1.0, "1", note="fixed"),
        _p("kf_poor", 0.96, "1", 0.428),
        _p("CL_m", 8.83, "L/h", 0.426, note="at 45 years"),
        _p("age_CLm", -0.378, "1", 0.347),
    ),
    covariates=(Covariate(name="age", unit="year", studied=(18, 93), typical=45, source=_COHORT),),
    genotypes=(_effect("CL_2D6", "cl"), _effect("KF_2D6", "kf")),
    interactions=(),
    derived=(Derived(name="CL_hydroxy", expression="CL_m*(age/45)**age_CLm", unit="L/h"),),
    flows=(
        Flow(source="depot", destination="central", rate="ka*depot"),
        Flow(source="central", destination="hydroxy", rate="KF_2D6*CL_2D6*CL_scale/V*central"),
        Flow(source="central", destination=None, rate="(1 - KF_2D6)*CL_2D6*CL_scale/V*central"),
        Flow(source="hydroxy", destination=None, rate="CL_hydroxy/V*hydroxy"),
    ),
    pathways=(Pathway(enzyme="CYP2D6", expression="CL_2D6", process="clearance of risperidone"),),
    outputs=(
        Output(
            name="risperidone",
            analyte="risperidone",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
        Output(
            name="hydroxyrisperidone",
            analyte="9-hydroxyrisperidone",
            role="active metabolite",
            expression="1000*hydroxy/V",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="risperidone", source=_T3, proportional=0.639, additive=4.29),
        Residual(output="hydroxyrisperidone", source=_T3, proportional=0.379, additive=0.88),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=20 * 24,
    checks=(
        _half("extensive", _NM, 4.7),
        _half("intermediate", _IM, 8.5),
        _half("poor", _PM, 25),
        _check(
            "AUC, poor over extensive: 65.4/12.9",
            "derived",
            "auc_tau",
            65.4 / 12.9,
            "ratio",
            _T3,
            tolerance=0.02,
            genotypes=_PM,
            versus=_NM,
        ),
        _check(
            "AUC, poor over extensive metabolisers",
            "observed",
            "auc_tau",
            6.171,
            "ratio",
            Citation(key="Bondolfi2001", locus="table of AUC by CYP2D6"),
            genotypes=_PM,
            versus=_NM,
        ),
        _check(
            "AUC, one functional allele over two",
            "observed",
            "auc_tau",
            2.275,
            "ratio",
            Citation(key="Novalbos2010", locus="AUC by number of functional CYP2D6 alleles"),
            genotypes=_IM,
            versus=_NM,
        ),
        _check(
            "risperidone, mean at steady state, 3 mg twice a day",
            "observed",
            "cavg",
            5.15,
            "ng/mL",
            _BID,
            disagrees="a normal metaboliser stands for all genotypes; slow ones would raise the mean",
        ),
        _check(
            "9-hydroxyrisperidone, mean at steady state, 3 mg twice a day",
            "observed",
            "cavg",
            38.80,
            "ng/mL",
            _BID,
            output="hydroxyrisperidone",
            disagrees="less than half: formed and lost parts are poorly known (standard errors of two fifths)",
        ),
    ),
)
