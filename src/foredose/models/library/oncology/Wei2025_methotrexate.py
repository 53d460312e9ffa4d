"""High-dose methotrexate in Chinese adults with CNS lymphoma: kidney, and three variants together (Wei 2025)."""

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

_T3 = Citation(key="Wei2025", locus="Table 3")
_T5 = Citation(key="Wei2025", locus="Table 5, gene model, and equations 14-19")
_CC, _CA, _AA = "Normal Function", "Decreased Function", "Poor Function"
_TYPICAL = {
    "egfr_indexed": 101.8,
    "blood_urea_nitrogen": 4.6,
    "alt": 25,
    "total_protein": 58,
    "abcc4_rs2274407_variants": 1,
    "adora2a_rs2298383_variants": 1,
}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T5, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    expected: float,
    unit: str,
    *,
    source: Citation = _T5,
    given: dict[str, float] | None = None,
    abcg2: str = _CC,
    why: str | None = None,
) -> Check:
    """Hold the AUC of 6 g in three hours, or its ratio to a person of two variant alleles."""
    return Check(
        name=name,
        kind="derived" if source is _T5 else "observed",
        output="methotrexate",
        measure="auc_inf",
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T5 else 0.25,
        source=source,
        dose_mg=6000,
        interval_h=4800,
        doses=1,
        duration_h=3,
        genotypes={"ABCG2": abcg2},
        given={**_TYPICAL, **(given or {})},
        versus={"ABCG2": _CC} if unit == "ratio" else None,
        versus_given=_TYPICAL if unit == "ratio" else None,
        disagrees=why,
    )


_compartments, _flows = mammillary(
    "methotrexate", absorption=None, volume="Vc", exchange=[("Q1", "Vp1"), ("Q2", "Vp2")]
)

MODEL = Model(
    name="Wei2025_methotrexate",
    drug="methotrexate",
    title="High-dose methotrexate in primary central nervous system lymphoma: the model with genes",
    source=_T5,
    verified="people, structure and covariates confirmed in the abstract; values from a secondary transcription of "
    "Table 5 and equations 14-19 (nlmixr2lib), which reads the CV column as 100 times the standard deviation",
    population=Population(
        studied="752 Chinese adults with primary lymphoma of the central nervous system, 3.5 g/m2 in about three "
        "hours, 6074 levels",
        n=752,
        age_years=(18.12, 86.65),
        used_for_years=(18, 90),
        used_because="the studied adults: the kidney is in the model, age is not",
        not_for=(
            "children",
            "low-dose methotrexate",
            "after glucarpidase",
            "one level read alone: the residual error is 74 %",
            "a gene by itself: only more than three variant alleles of the six together lower clearance, by 9 %",
        ),
        source=_T3,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL_ref", 8.45, "L/h", "CV 27.1 %", iiv=0.073441, rse=0.0298),
        _p("Vc", 33.29, "L", "CV 20.27 %", iiv=0.041087, rse=0.035),
        _p("Q1_ref", 0.04, "L/h", "CV 99.01 %", iiv=0.980298, rse=0.0814),
        _p("Vp1", 17.85, "L", "CV 78.1 %", iiv=0.609961, rse=0.1148),
        _p("Q2", 0.09, "L/h", rse=0.0514),
        _p("Vp2", 1.14, "L", "CV 27.2 %", iiv=0.073984, rse=0.0436),
        _p("egfr_CL", 0.67, "1", rse=0.021),
        _p("bun_CL", -0.08, "1", rse=0.102),
        _p("alt_CL", 0.03, "1", rse=0.1423),
        _p(
            "protein_Q1",
            -1.72,
            "1",
            "centred at 58 g/L as the equation prints; the median is 61.8",
            rse=0.0812,
        ),
        _p("gene_CL", -0.09, "1", "equation 14 prints the factor 0.91", rse=0.3063),
        _p("few", 3.5, "1", "more than three of the six alleles make a carrier"),
        _p("none_of_abcg2", 0, "1"),
        _p("one_of_abcg2", 1, "1"),
        _p("two_of_abcg2", 2, "1"),
    ),
    covariates=(
        Covariate(
            name="egfr_indexed", unit="mL/min/{1.73_m2}", studied=(5.4, 162.9), typical=101.8, source=_T3
        ),
        Covariate(name="blood_urea_nitrogen", unit="mmol/L", studied=(0.5, 19), typical=4.6, source=_T3),
        Covariate(name="alt", unit="U/L", studied=(2.2, 1141.7), typical=25, source=_T3),
        Covariate(name="total_protein", unit="g/L", studied=(27.4, 95.7), typical=61.8, source=_T3),
        Covariate(name="abcc4_rs2274407_variants", unit="1", studied=(0, 2), typical=None, source=_T5),
        Covariate(name="adora2a_rs2298383_variants", unit="1", studied=(0, 2), typical=None, source=_T5),
    ),
    genotypes=(
        GenotypeEffect(
            name="ABCG2",
            gene="ABCG2",
            by="phenotype",
            levels={_CC: "none_of_abcg2", _CA: "one_of_abcg2", _AA: "two_of_abcg2"},
            reference=_CC,
            source=_T5,
            unstudied="this ABCG2 phenotype does not say how many rs2231142 variants there are",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="carrier",
            expression="step(ABCG2 + abcc4_rs2274407_variants + adora2a_rs2298383_variants - few)",
            unit="1",
        ),
        Derived(
            name="CL",
            expression="CL_ref*(egfr_indexed/101.8)**egfr_CL*(blood_urea_nitrogen/4.6)**bun_CL*(alt/25)**alt_CL"
            "*(1 + gene_CL*carrier)",
            unit="L/h",
        ),
        Derived(name="Q1", expression="Q1_ref*(total_protein/58)**protein_Q1", unit="L/h"),
    ),
    pathways=(
        Pathway(
            enzyme="ABCG2",
            expression="1 + gene_CL*carrier",
            process="clearance, by three genes together: ABCG2, ABCC4 and ADORA2A",
        ),
    ),
    outputs=(
        Output(
            name="methotrexate", analyte="methotrexate", role="parent", expression="central/Vc", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="methotrexate", source=_T5, proportional=0.7379),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=4800,
    checks=(
        _check("AUC of 6 g: dose over clearance", 6000 / 8.45, "mg.h/L"),
        _check("AUC, four variant alleles over two: clearance 9 % lower", 1 / 0.91, "ratio", abcg2=_AA),
        _check("AUC, three variant alleles over two: nothing", 1.0, "ratio", abcg2=_CA),
        _check(
            "AUC of 6 g, 91 Chinese adults with other lymphoma",
            6000 / 6.03,
            "mg.h/L",
            source=Citation(
                key="MethotrexateNHL", locus="abstract: mean clearance 6.03 L/h, kidney not stated"
            ),
            why="the abstract does not say at which kidney function; at an eGFR of 62 the two agree",
        ),
        _check(
            "AUC of 6 g, 80 adults of the Mayo Clinic, eGFR 88",
            6000 / 11.8,
            "mg.h/L",
            source=Citation(
                key="MayoMethotrexate2026", locus="Table 2: clearance 11.8 L/h; Table 1: eGFR 88"
            ),
            given={"egfr_indexed": 88},
            why="clearances of adults differ twofold between models; the Chinese adults of two papers clear less",
        ),
    ),
)
