"""Rifampicin in South African patients with tuberculosis, by SLCO1B1 rs4149032, weight and sex (Chigutsa 2011)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
    Covariate,
    Derived,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)
from foredose.models.structures import mammillary, transit

_T1 = Citation(key="Chigutsa2011", locus="Table 1 and Results (secondary)")
_T2 = Citation(key="Chigutsa2011", locus="Table 2, final model (secondary)")
_STEPS = 20
"""19 transit compartments and the place of the dose; their mean time is that of the paper."""
_COMPARTMENTS, _FLOWS = mammillary("rifampicin")
_GUT, _ON = transit("rifampicin in the gut", number=_STEPS, rate="k_tr", into="depot")


def _person(one: float, two: float) -> dict[str, float]:
    """A man of 60 kg on 600 mg, with one or two variant alleles."""
    return {
        "weight": 60,
        "female": 0,
        "daily_dose_600_or_more": 1,
        "slco1b1_rs4149032_one": one,
        "slco1b1_rs4149032_two": two,
    }


def _check(
    name: str,
    kind: CheckKind,
    key: str,
    locus: str,
    expected: float,
    why: str | None = None,
    *,
    ratio: bool,
    two: float = 1,
) -> Check:
    """Area of 600 mg a day; a ratio to people without the variant."""
    return Check(
        name=name,
        kind=kind,
        output="rifampicin",
        measure="auc_tau",
        expected=expected,
        unit="ratio" if ratio else "mg.h/L",
        tolerance=0.25 if kind == "observed" else 0.02,
        source=Citation(key=key, locus=locus),
        dose_mg=600,
        interval_h=24,
        doses=7,
        genotypes={},
        given=_person(1 - two, two),
        versus_given=_person(0, 0) if ratio else None,
        disagrees=why,
    )


MODEL = Model(
    name="Chigutsa2011_rifampicin",
    drug="rifampicin",
    title="Rifampicin population pharmacokinetics and SLCO1B1 rs4149032 in South African patients with tuberculosis",
    source=_T2,
    verified="abstract read: n, allele frequency 0.70, bioavailability 18 and 28 % lower; values from a secondary "
    "transcription of Table 2 (nlmixr2lib). The table prints a transit time 30 % shorter in women with the interval of "
    "the row above, the text says 30 % longer; the text is used",
    population=Population(
        studied="57 patients with tuberculosis in Cape Town after a month or more of treatment, 437 concentrations; "
        "seven of 60 typed had no variant allele",
        n=57,
        age_years=(18, 55),
        used_for_years=(18, 65),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "the first weeks of treatment: rifampicin speeds its own clearance, and induction was complete",
            "doses above 750 mg: rifampicin is not linear there",
            "children",
            "other SLCO1B1 variants (star alleles): the variant here is an intron's",
            "spread between occasions: printed, not captured",
        ),
        source=_T1,
    ),
    compartments=(*_GUT, *_COMPARTMENTS),
    parameters=(
        Parameter(
            name="CL70",
            value=11,
            unit="L/h",
            source=_T2,
            iiv=0.20,
            note="variance as printed; variance between occasions unknown: in the paper, not in the transcription",
        ),
        Parameter(
            name="V70",
            value=50,
            unit="L",
            source=_T2,
            note="variance between occasions unknown: in the paper, not in the transcription",
        ),
        Parameter(name="ka", value=1.1, unit="1/h", source=_T2),
        Parameter(
            name="MTT0",
            value=1.6,
            unit="h",
            source=_T2,
            iiv=0.52,
            note="variance as printed; variance between occasions unknown: in the paper, not in the transcription",
        ),
        Parameter(name="steps", value=_STEPS, unit="1", source=_T2, note="19 transit compartments printed"),
        Parameter(
            name="F0",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.15,
            note="relative, fixed; variance as printed; variance between occasions unknown: not in the transcription",
        ),
        Parameter(name="one_F", value=-0.18, unit="1", source=_T2),
        Parameter(name="two_F", value=-0.28, unit="1", source=_T2),
        Parameter(name="female_V", value=-0.30, unit="1", source=_T2),
        Parameter(
            name="female_MTT", value=0.30, unit="1", source=_T2, note="sign of the text, not of the table"
        ),
        Parameter(name="dose_MTT", value=-0.27, unit="1", source=_T2),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(41, 69), typical=52, source=_T1),
        Covariate(name="female", unit="1", studied=(0, 1), typical=0, source=_T1),
        Covariate(name="daily_dose_600_or_more", unit="1", studied=(0, 1), typical=0, source=_T1),
        Covariate(name="slco1b1_rs4149032_one", unit="1", studied=(0, 1), typical=0, source=_T1),
        Covariate(name="slco1b1_rs4149032_two", unit="1", studied=(0, 1), typical=1, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL70*(weight/70)**0.75", unit="L/h"),
        Derived(name="V", expression="V70*(weight/70)*(1 + female_V*female)", unit="L"),
        Derived(
            name="k_tr",
            expression="steps/(MTT0*(1 + female_MTT*female)*(1 + dose_MTT*daily_dose_600_or_more))",
            unit="1/h",
        ),
        Derived(
            name="F",
            expression="F0*(1 + one_F*slco1b1_rs4149032_one + two_F*slco1b1_rs4149032_two)",
            unit="1",
        ),
    ),
    flows=(*_ON, *_FLOWS),
    pathways=(),
    outputs=(
        Output(name="rifampicin", analyte="rifampicin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="rifampicin", source=_T2, proportional=0.30, additive=0.03),),
    routes=(Route(name="oral", compartment="transit1", fraction="F"),),
    horizon_h=7 * 24,
    checks=(
        _check(
            "two variants over none", "reported", "Chigutsa2011", "abstract: 28 % lower", 0.72, ratio=True
        ),
        _check(
            "one variant over none",
            "reported",
            "Chigutsa2011",
            "abstract: 18 % lower",
            0.82,
            ratio=True,
            two=0,
        ),
        _check(
            "steady state of the usual dose, mean of many studies, taken as 600 mg and 60 kg",
            "observed",
            "Stott2018",
            "abstract: 38.73 mg.h/L",
            38.73,
            ratio=False,
        ),
        _check(
            "72 patients of three continents, taken as 600 mg and 60 kg",
            "observed",
            "Weiner2010",
            "abstract: geometric mean 40.2 mg.h/L",
            40.2,
            ratio=False,
        ),
        _check(
            "two variants over none, 256 South Indian patients",
            "observed",
            "Ramesh2016",
            "abstract: levels did not differ by rs4149032",
            1,
            "no effect was found in South India; the variant stands for others that differ between peoples",
            ratio=True,
        ),
    ),
    correlations=(("CL70", "MTT0", 0.86),),
)
