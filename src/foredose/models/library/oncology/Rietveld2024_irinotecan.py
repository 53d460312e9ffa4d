"""Intraperitoneal irinotecan and SN-38 in plasma and peritoneal fluid (Rietveld 2024)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Covariate,
    Derived,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)

_T2 = Citation(key="Rietveld2024", locus="Table 2, Figure 1 and equations 2-3")
_IV = Citation(key="Lombardo2018", locus="irinotecan: half-life after infusion into a vein 9.0 h")
_MASS = 392.411 / 586.689
_ABSORBED = 1.02 / (1.02 + 0.118)


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(name: str, output: str, measure: str, expected: float, unit: str, source: Citation = _T2) -> Check:
    """Hold 75 mg instilled in 1.5 hours, in a person of 83.4 kg with a GGT of 32 U/L."""
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output=output,
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=75,
        interval_h=96 if measure == "half_life" else 1200,
        doses=1,
        duration_h=1.5,
        genotypes={},
        given={"weight": 83.4, "ggt": 32},
    )


MODEL = Model(
    name="Rietveld2024_irinotecan",
    drug="irinotecan",
    title="Intraperitoneal irinotecan and SN-38 in people with peritoneal metastases",
    source=_T2,
    verified="structure and covariates confirmed in the abstract; values from a secondary transcription of Table 2 "
    "(nlmixr2lib), which could not reproduce the paper's own summary AUCs of SN-38 from them",
    population=Population(
        studied="18 Dutch adults with peritoneal metastases of colorectal cancer, 50-100 mg instilled every two weeks "
        "with FOLFOX and bevacizumab, 855 levels",
        n=18,
        age_years=(42, 77),
        used_for_years=(18, 80),
        used_because="adults; age was screened and not kept",
        not_for=(
            "irinotecan into a vein: not studied here, though the kinetics in plasma agree with it",
            "UGT1A1: the model does not hold the gene",
            "weights outside 60-100 kg, as the authors say: volume of SN-38 goes with the fifth power",
            "the spread of irinotecan between people: none was estimated",
            "the ratio of SN-38 in fluid to plasma: 7.8 by the printed numbers, 4.6 observed in the same trial",
        ),
        source=Citation(key="Rietveld2024", locus="Table 1"),
    ),
    compartments=(
        Compartment(name="cavity", holds="irinotecan in the peritoneal cavity"),
        Compartment(name="central", holds="irinotecan"),
        Compartment(name="peripheral", holds="irinotecan in tissue"),
        Compartment(name="cavity_sn38", holds="SN-38 in the peritoneal cavity, as mass of irinotecan"),
        Compartment(name="sn38", holds="SN-38, as mass of irinotecan"),
    ),
    parameters=(
        _p("ka", 1.02, "1/h", rse=0.09),
        _p("k_cavity", 0.118, "1/h", "irinotecan to SN-38 in the cavity", rse=0.14),
        _p("CL", 33.2, "L/h", rse=0.06),
        _p("V2", 225, "L", rse=0.11),
        _p("Q", 13.9, "L/h", rse=0.17),
        _p("V3", 119, "L", rse=0.14),
        _p("f_m", 0.03, "1", "of what leaves plasma, to SN-38; fixed by the authors from literature"),
        _p("CLm32", 46, "L/h", "CV 37.9 %", iiv=0.134217, rse=0.12),
        _p("V4_83", 15.9, "L", "CV 84.6 %", iiv=0.53983, rse=0.26),
        _p("Q_cavity", 4.68, "L/h", "SN-38 from the cavity to plasma", rse=0.15),
        _p("V5", 487, "L", "fixed by the authors at its estimate"),
        _p("weight_V4", 5.31, "1", rse=0.30),
        _p("ggt_CLm", -0.26, "1", rse=0.35),
        _p(
            "sn38_mass",
            _MASS,
            "1",
            "molar masses 392.411 and 586.689 g/mol from the formulas: the paper fitted moles",
        ),
    ),
    covariates=(
        Covariate(
            name="weight",
            unit="kg",
            studied=(60, 100),
            typical=83.4,
            source=Citation(key="Rietveld2024", locus="equation 2; range in which the authors allow it"),
        ),
        Covariate(
            name="ggt",
            unit="U/L",
            studied=(10, 200),
            typical=32,
            source=Citation(
                key="Rietveld2024",
                locus="Figure 3: quartiles 26, 32, 62; unknown range, a choice of this library",
            ),
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CLm", expression="CLm32*(ggt/32)**ggt_CLm", unit="L/h"),
        Derived(name="V4", expression="V4_83*(weight/83.4)**weight_V4", unit="L"),
    ),
    flows=(
        Flow(source="cavity", destination="central", rate="ka*cavity"),
        Flow(source="cavity", destination="cavity_sn38", rate="k_cavity*cavity"),
        Flow(source="central", destination="sn38", rate="f_m*CL/V2*central"),
        Flow(source="central", destination=None, rate="(1 - f_m)*CL/V2*central"),
        Flow(source="central", destination="peripheral", rate="Q/V2*central"),
        Flow(source="peripheral", destination="central", rate="Q/V3*peripheral"),
        Flow(source="cavity_sn38", destination="sn38", rate="Q_cavity/V5*cavity_sn38"),
        Flow(source="sn38", destination=None, rate="CLm/V4*sn38"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="irinotecan", analyte="irinotecan", role="parent", expression="1000*central/V2", unit="ng/mL"
        ),
        Output(
            name="SN38",
            analyte="SN-38",
            role="active metabolite",
            expression="1000*sn38_mass*sn38/V4",
            unit="ng/mL",
        ),
        Output(
            name="SN38_fluid",
            analyte="SN-38 in peritoneal fluid",
            role="active metabolite",
            expression="1000*sn38_mass*cavity_sn38/V5",
            unit="ng/mL",
        ),
    ),
    residuals=(
        Residual(output="irinotecan", source=_T2, log_sd=0.427),
        Residual(output="SN38", source=_T2, log_sd=0.247),
        Residual(output="SN38_fluid", source=_T2, log_sd=0.587),
    ),
    routes=(Route(name="intraperitoneal", compartment="cavity"),),
    horizon_h=14 * 24,
    checks=(
        _check(
            "AUC of irinotecan from 75 mg by the printed numbers",
            "irinotecan",
            "auc_inf",
            75_000 * _ABSORBED / 33.2,
            "ng.h/mL",
        ),
        _check(
            "AUC of SN-38 from 75 mg by the printed numbers",
            "SN38",
            "auc_inf",
            75_000 * _MASS * (1 - _ABSORBED + 0.03 * _ABSORBED) / 46,
            "ng.h/mL",
        ),
        _check("half-life of irinotecan given into a vein", "irinotecan", "half_life", 9.0, "h", _IV),
    ),
)
