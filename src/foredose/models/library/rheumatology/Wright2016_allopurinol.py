"""Allopurinol in gout: oxypurinol by kidney function, size and diuretics, and its effect on urate (Wright 2016)."""

from functools import partial

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

_SOURCE = Citation(key="Wright2016", locus="Table 3, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("oxypurinol, as allopurinol")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Wright2016", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="oxypurinol",
    dose_mg=300,
    interval_h=24,
    doses=21,
    genotypes={},
    given={
        "creatinine_clearance_70kg": 100,
        "fat_free_mass": 70,
        "weight": 70,
        "loop_or_thiazide_diuretic": 0,
    },
)

MODEL = Model(
    name="Wright2016_allopurinol",
    drug="allopurinol",
    title="Predicting allopurinol response in patients with gout: oxypurinol and plasma urate",
    source=_SOURCE,
    verified=(
        "title page and abstract read (133 patients, direct effect, covariates kidney function, "
        "diuretics and size); values from a secondary transcription of Table 3 (nlmixr2lib). "
        "Printed CVs are standard deviations on the log scale. A later paper of the group says "
        "that the tool overpredicts doses with diuretics and in carriers of ABCG2 rs2231142 G "
        "(Wright 2018)"
    ),
    population=Population(
        studied="133 patients with gout in New Zealand, kidney function from 12 to 125 mL/min per 70 kg",
        n=133,
        age_years=(27, 83),
        used_for_years=(18, 90),
        used_because="the studied adults and somewhat beyond; age acts through kidney function",
        not_for=(
            "children",
            "dialysis",
            "uricosurics: not in the model",
            "toxicity, and HLA-B*58:01: not in the model",
            "allopurinol itself, which is not followed",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 1.09, "1/h", iiv=0.347, note="fixed by the authors, its variability too"),
        _p(
            "CL_70",
            1.32,
            "L/h",
            iiv=0.0586,
            rse=0.039,
            note="apparent: fat-free mass 70 kg, 100 mL/min, no diuretic",
        ),
        _p(
            "V_70",
            41.6,
            "L",
            rse=0.03,
            note="apparent; its variability is 0.0355 times that of clearance in the paper, and 0 here",
        ),
        _p("mass_CL", 0.75, "1", note="fixed"),
        _p("kidney_CL", 0.587, "1", rse=0.117),
        _p("diuretic_CL", 0.740, "1", rse=0.064),
        _p("U0_normal", 0.511, "mmol/L", iiv=0.0202, rse=0.023, note="at 100 mL/min, no diuretic"),
        _p("kidney_U0", -0.119, "1", rse=0.216),
        _p("diuretic_U0", 1.14, "1", rse=0.018),
        _p("Emax", 0.409, "1", iiv=0.1289, rse=0.12),
        _p("C50", 83.9, "umol/L", iiv=0.3684, rse=0.174),
        _p("hill", 1.30, "1", rse=0.11),
        _p("umol_per_mg", 1000 / 136.11, "umol/mg", note="molar mass of allopurinol, the form of the dose"),
    ),
    covariates=(
        _covariate(
            "creatinine_clearance_70kg",
            "mL/min",
            12,
            125,
            68,
            "Table 2: 6 L/h of the paper are 100 mL/min (secondary)",
        ),
        _covariate(
            "fat_free_mass",
            "kg",
            40,
            90,
            None,
            "the paper prints weight alone (51 to 171 kg); this range is that of Janmahasatian for it",
        ),
        _covariate("weight", "kg", 51, 171, 94, "Table 2 (secondary)"),
        _covariate("loop_or_thiazide_diuretic", "1", 0, 1, 0, "Table 2: 44 of 133 (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression=(
                "CL_70*(creatinine_clearance_70kg/100)**kidney_CL*(fat_free_mass/70)**mass_CL*(1 + "
                "(diuretic_CL - 1)*loop_or_thiazide_diuretic)"
            ),
            unit="L/h",
        ),
        Derived(name="V", expression="V_70*weight/70", unit="L"),
        Derived(
            name="U0",
            expression=(
                "U0_normal*(creatinine_clearance_70kg/100)**kidney_U0*(1 + (diuretic_U0 - "
                "1)*loop_or_thiazide_diuretic)"
            ),
            unit="mmol/L",
        ),
        Derived(name="C", expression="umol_per_mg*central/V", unit="umol/L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(
            name="urate",
            analyte="urate",
            role="effect",
            expression="U0*(1 - Emax*C**hill/(C50**hill + C**hill))",
            unit="mmol/L",
        ),
        Output(
            name="oxypurinol",
            analyte="oxypurinol",
            role="active metabolite",
            expression="umol_per_mg*central/V",
            unit="umol/L",
        ),
    ),
    residuals=(
        Residual(output="urate", source=_SOURCE, additive=0.037),
        Residual(output="oxypurinol", source=_SOURCE, proportional=0.199),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=336,
    checks=(
        _check(
            name="mean concentration at 300 mg a day: dose over clearance",
            kind="derived",
            measure="cavg",
            expected=300 * 1000 / 136.11 / 1.32 / 24,
            unit="umol/L",
            tolerance=0.02,
            source=Citation(key="Wright2016", locus="Table 3 (secondary)"),
        ),
        _check(
            name="concentration with a diuretic over without",
            kind="derived",
            measure="cavg",
            expected=1 / 0.740,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Wright2016", locus="Table 3 (secondary)"),
            doses=28,
            given={
                "creatinine_clearance_70kg": 100,
                "fat_free_mass": 70,
                "weight": 70,
                "loop_or_thiazide_diuretic": 1,
            },
            versus_given={
                "creatinine_clearance_70kg": 100,
                "fat_free_mass": 70,
                "weight": 70,
                "loop_or_thiazide_diuretic": 0,
            },
        ),
        _check(
            name="urate before treatment",
            kind="derived",
            measure="value_start",
            expected=0.511,
            unit="mmol/L",
            tolerance=0.01,
            source=Citation(key="Wright2016", locus="Table 3 (secondary)"),
            output="urate",
        ),
        _check(
            name="half-life of oxypurinol, normal kidneys",
            kind="observed",
            measure="half_life",
            expected=24,
            unit="h",
            tolerance=0.25,
            source=Citation(key="AllopurinolMIMS", locus="pharmacokinetics: 18 to 30 h"),
            interval_h=96,
            doses=1,
        ),
        _check(
            name="peak of oxypurinol after 300 mg, six healthy people",
            kind="observed",
            measure="cmax",
            expected=38,
            unit="umol/L",
            tolerance=0.25,
            source=Citation(key="BreithauptTittel", locus="abstract: 5.8 ug/mL"),
            interval_h=24,
            doses=1,
            disagrees=(
                "six healthy people, whose size is not in the abstract; in patients the volume per 70 kg "
                "is smaller"
            ),
        ),
        _check(
            name="urate at 300 mg a day from the same start, 46 patients",
            kind="observed",
            measure="value_mean",
            expected=(1 - 300 / (226 + 300)) * (0.511 - 0.20) + 0.20,
            unit="mmol/L",
            tolerance=0.25,
            source=Citation(key="Graham2013", locus="abstract: equation in dose and urate before"),
            output="urate",
            disagrees=(
                "in that clinic urate falls further: the largest fall here is 41 %, there 61 % of 0.511 "
                "mmol/L"
            ),
        ),
    ),
    correlations=(
        ("U0_normal", "Emax", 0.025 / (0.0202 * 0.1289) ** 0.5),
        ("U0_normal", "C50", 0.011 / (0.0202 * 0.3684) ** 0.5),
        ("Emax", "C50", 0.193 / (0.1289 * 0.3684) ** 0.5),
    ),
)
