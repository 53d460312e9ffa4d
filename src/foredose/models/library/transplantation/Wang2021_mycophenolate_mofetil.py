"""Mycophenolate mofetil in heart recipients: mycophenolic acid, kidney function, albumin, acid blockers (Wang 2021)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Covariate,
    Derived,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary

_T1 = Citation(key="Wang2021", locus="Table 1")
_T2 = Citation(key="Wang2021", locus="Table 2 and its footnote")
_HEART = "19 heart recipients of another centre, abbreviated AUC per g"


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(
    name: str, expected: float, unit: str, *, source: Citation = _T2, ppi: int = 0, why: str | None = None
) -> Check:
    given = {"egfr_indexed": 57, "albumin": 40}
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output="mycophenolic_acid",
        measure="auc_tau",
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=1000,
        interval_h=12,
        doses=120,
        genotypes={},
        given={**given, "proton_pump_inhibitor": ppi},
        versus={} if unit == "ratio" else None,
        versus_given={**given, "proton_pump_inhibitor": 0} if unit == "ratio" else None,
        disagrees=why,
    )


_compartments, _flows = mammillary("mycophenolic acid", volume="V2", exchange=[("Q", "V3")])

MODEL = Model(
    name="Wang2021_mycophenolate_mofetil",
    drug="mycophenolate mofetil",
    title="Mycophenolic acid exposure in heart recipients by population pharmacokinetics and limited sampling",
    source=_T2,
    verified="design, assay and number of people read in the abstract; all values from a secondary transcription of "
    "Table 2 (nlmixr2lib)",
    population=Population(
        studied="91 adult Chinese heart recipients on tacrolimus and steroid, mofetil dispersible tablets, 508 levels",
        n=91,
        age_years=(21, 74),
        used_for_years=(18, 80),
        used_because="the studied adults and somewhat beyond: age is not in the model",
        not_for=(
            "children",
            "mycophenolate sodium: the dose is mg of mofetil, of which 320.3/433.5 is mycophenolic acid",
            "co-medication with ciclosporin, which lowers mycophenolic acid",
            "levels by HPLC: EMIT, used here, reads higher",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 0.781, "1/h", iiv=0.158904, note="CV 41.5 %"),
        _p("t_lag", 0.408, "h", iiv=0.017015, note="CV 13.1 %"),
        _p("CL57", 7.36, "L/h", iiv=0.156785, note="at an eGFR of 57; CV 41.2 %"),
        _p("egfr_slope", 0.00791, "1", note="per mL/min/1.73 m2"),
        _p("V2_40", 5.69, "L", iiv=1.499227, note="at an albumin of 40 g/L; CV 186.5 %"),
        _p("albumin_exponent", -7.31, "1"),
        _p("Q", 17.0, "L/h", iiv=0.105161, note="CV 33.3 %"),
        _p("V3", 560, "L", iiv=1.524103, note="CV 189.5 %"),
        _p("F", 0.95, "1", iiv=0.047686, note="fixed by the authors; CV 22.1 %"),
        _p("ppi", 0.724, "1"),
        _p("acid_share", 320.3 / 433.5, "1", note="molar masses: the paper fitted moles"),
    ),
    covariates=(
        Covariate(
            name="egfr_indexed", unit="mL/min/{1.73_m2}", studied=(6.3, 197.1), typical=57.2, source=_T1
        ),
        Covariate(name="albumin", unit="g/L", studied=(28.56, 57.90), typical=40.5, source=_T1),
        Covariate(name="proton_pump_inhibitor", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL57*(1 + egfr_slope*57*(egfr_indexed/57 - 1))", unit="L/h"),
        Derived(name="V2", expression="V2_40*(albumin/40)**albumin_exponent", unit="L"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="mycophenolic_acid",
            analyte="mycophenolic acid",
            role="active metabolite",
            expression="central/V2",
            unit="mg/L",
        ),
    ),
    residuals=(Residual(output="mycophenolic_acid", source=_T2, proportional=0.261, additive=0.144),),
    routes=(
        Route(
            name="oral", compartment="depot", fraction="F*acid_share*ppi**proton_pump_inhibitor", lag="t_lag"
        ),
    ),
    horizon_h=60 * 24,
    checks=(
        _check("AUC of 1 g: dose as acid over clearance", 1000 * 0.95 * 320.3 / 433.5 / 7.36, "mg.h/L"),
        _check(
            f"AUC with over without an acid blocker, {_HEART}",
            45.2 / 65.2,
            "ratio",
            source=Citation(key="HeartPPI2010", locus="abstract: 45.2 and 65.2 mg.h/L per g"),
            ppi=1,
        ),
        _check(
            f"AUC of 1 g without an acid blocker, {_HEART}",
            65.2,
            "mg.h/L",
            source=Citation(key="HeartPPI2010", locus="abstract: 65.2 (SD 38.8) mg.h/L per g"),
            why="the people here had an eGFR of 57 and levels by EMIT, which reads high; an abbreviated AUC of three "
            "samples there",
        ),
    ),
)
