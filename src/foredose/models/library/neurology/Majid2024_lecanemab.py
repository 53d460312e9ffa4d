"""Lecanemab in early Alzheimer disease, marketed process (Majid 2024)."""

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

_SOURCE = Citation(key="Majid2024", locus="Table 1 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("lecanemab", absorption=None, volume="V1", exchange=(("Q", "V2"),))


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Majid2024", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="lecanemab",
    dose_mg=720,
    interval_h=336,
    doses=20,
    duration_h=1,
    genotypes={},
    given={"weight": 72, "albumin": 43, "female": 0, "antidrug_antibodies": 0, "japanese": 0},
)

MODEL = Model(
    name="Majid2024_lecanemab",
    drug="lecanemab",
    title="Population pharmacokinetics of lecanemab in subjects with early Alzheimer disease",
    source=_SOURCE,
    verified=(
        "abstract read (number of people and samples, two compartments, the covariates); values "
        "from a secondary transcription of Table 1 (nlmixr2lib), where the printed CV is the SD "
        "on the log scale. The product of early trials (process A) has availability 1; the "
        "marketed one (process B), 0.904, is the one here"
    ),
    population=Population(
        studied="1619 people with early Alzheimer disease",
        n=1619,
        age_years=(50, 93),
        used_for_years=(50, 95),
        used_because="the studied people; age was tested and is not in the model",
        not_for=(
            "ARIA (amyloid-related imaging abnormalities) and APOE e4: not in this model",
            "subcutaneous lecanemab",
            "people without Alzheimer disease",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("CL_72", 0.0154, "L/h", iiv=0.121801, note="a man of 72 kg, albumin 43 g/L, no antibodies"),
        _p("V1_72", 3.24, "L", iiv=0.014884),
        _p("V2_other", 2.00, "L", iiv=0.894916),
        _p("Q", 0.00718, "L/h"),
        _p("F_B", 0.904, "1", iiv=0.007242, note="process B against process A"),
        _p("weight_CL", 0.353, "1"),
        _p("albumin_CL", -0.374, "1"),
        _p("female_CL", 0.791, "1"),
        _p("antibodies_CL", 1.13, "1", note="while antibodies are found"),
        _p("weight_V1", 0.513, "1"),
        _p("female_V1", 0.868, "1"),
        _p("japanese_V1", 0.920, "1"),
        _p("japanese_V2", 0.671, "1"),
    ),
    covariates=(
        _covariate("weight", "kg", 37.7, 130.5, 72, "Table S2 (secondary)"),
        _covariate("albumin", "g/L", 35, 54, 43, "Table S2 (secondary)"),
        _covariate("female", "1", 0, 1, 0, "49 % women (secondary)"),
        _covariate("antidrug_antibodies", "1", 0, 1, 0, "5.6 % of samples (secondary)"),
        _covariate("japanese", "1", 0, 1, 0, "8.5 % (secondary)"),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CL",
            expression=(
                "CL_72*(weight/72)**weight_CL*(albumin/43)**albumin_CL*(1 + (female_CL - 1)*female)*(1 + "
                "(antibodies_CL - 1)*antidrug_antibodies)"
            ),
            unit="L/h",
        ),
        Derived(
            name="V1",
            expression=(
                "V1_72*(weight/72)**weight_V1*(1 + (female_V1 - 1)*female)*(1 + (japanese_V1 - 1)*japanese)"
            ),
            unit="L",
        ),
        Derived(name="V2", expression="V2_other*(1 + (japanese_V2 - 1)*japanese)", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="lecanemab", analyte="lecanemab", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="lecanemab", source=_SOURCE, proportional=0.21, additive=1.12),),
    routes=(Route(name="intravenous", compartment="central", fraction="F_B"),),
    horizon_h=2688,
    checks=(
        _check(
            name="half-life",
            kind="reported",
            measure="half_life",
            expected=14.5 * 24,
            unit="h",
            tolerance=0.03,
            source=Citation(key="Majid2024", locus="text: 14.5 days (secondary)"),
            doses=1,
            interval_h=100 * 24,
        ),
        _check(
            name="dose over clearance at 10 mg/kg every two weeks",
            kind="derived",
            measure="auc_tau",
            expected=720 * 0.904 / 0.0154,
            unit="mg.h/L",
            tolerance=0.03,
            source=Citation(key="Majid2024", locus="Table 1 (secondary)"),
        ),
        _check(
            name="peak at steady state of 10 mg/kg every two weeks, half-way between women and men",
            kind="reported",
            measure="cmax",
            expected=305,
            unit="mg/L",
            tolerance=0.15,
            source=Citation(key="CaoARIA2023", locus="abstract: mean 305 ug/mL in the phase 3 trial"),
            given={"weight": 72, "albumin": 43, "female": 0.5, "antidrug_antibodies": 0, "japanese": 0},
        ),
    ),
    correlations=(("CL_72", "V1_72", 0.144),),
    unobserved=(
        "all published human data found (phase 1 to 3, the earlier model of 2022, the labels) are"
        " of the trials that built the model; a bioavailability study in healthy people "
        "(NCT05045716) had no result in what was searched"
    ),
)
