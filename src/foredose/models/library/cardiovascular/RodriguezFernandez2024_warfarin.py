"""Warfarin: racemate kinetics by pairs of CYP2C9 alleles and weight, INR by VKORC1 (Rodriguez-Fernandez 2024)."""

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
from foredose.models.structures import mammillary

_PD = Citation(key="RodriguezFernandez2024", locus="Table 2 (secondary)")
_PK = Citation(key="ReyesGonzalez2020", locus="final model (secondary), fixed in Rodriguez-Fernandez 2024")
_T1 = Citation(key="RodriguezFernandez2024", locus="Table 1 (secondary)")
_REF, _VAR = "rs9923231 reference (C)", "rs9923231 variant (T)"
_VKORC1 = {"G/G": f"{_REF}/{_REF}", "A/G": f"{_REF}/{_VAR}", "A/A": f"{_VAR}/{_VAR}"}
_FEW = ("*3", "*5", "*6", "*8")
_LEVELS = {
    "*1/*1": "k_11",
    "*1/*2": "k_12",
    "*2/*2": "k_22",
    **{f"*1/{a}": "k_1n" for a in _FEW},
    **{f"*2/{a}": "k_2n" for a in _FEW},
    **{f"{a}/{b}": "k_nn" for i, a in enumerate(_FEW) for b in _FEW[i:]},
}
_BODY = mammillary("warfarin, both enantiomers", clearance="kel*V")
_CHAINS = {"fast": "MTT_fast", "slow": "MTT_slow"}
_LEFT = "(1 + exp(gamma*log((central + 1e-12)/(V*IC50))))"


def _chain(name: str, mtt: str) -> tuple[Flow, ...]:
    states = [f"{name}{i}" for i in (1, 2, 3)]
    steps = zip(states, [*states[1:], None], strict=True)
    return (
        Flow(source=None, destination=states[0], rate=f"1/{mtt}/{_LEFT}"),
        *(Flow(source=a, destination=b, rate=f"{a}/{mtt}") for a, b in steps),
    )


def _p(
    name: str, value: float, unit: str, iiv: float = 0.0, note: str = "", source: Citation = _PD
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=source, iiv=iiv, note=note)


def _k(name: str, value: float) -> Parameter:
    return _p(name, value, "1/h", note="no variability between people is published", source=_PK)


def _check(name: str, kind: Any, vkorc1: str, cyp2c9: str, mg: float, source: Citation, **more: Any) -> Check:
    told: dict[str, Any] = {
        "measure": "value_end",
        "expected": 2.46,
        "doses": 60,
        "tolerance": 0.25,
        "given": {"weight": 83},
        **more,
    }
    return Check(
        name=f"{name}, {cyp2c9} {vkorc1}",
        kind=kind,
        output="INR",
        unit="1",
        source=source,
        dose_mg=mg,
        interval_h=24,
        genotypes={"CYP2C9": cyp2c9, "VKORC1": _VKORC1[vkorc1]},
        **told,
    )


def _tenth(vkorc1: str, mg: float) -> Check:
    source = Citation(
        key="RodriguezFernandez2024", locus="Table 3 (secondary): doses for an INR of 2 to 3; 2.5 taken"
    )
    more: dict[str, Any] = {"expected": 2.5, "measure": "value_at", "at_h": 23, "doses": 10, "tolerance": 0.2}
    return _check(
        f"INR 23 h after the tenth dose of {mg} mg", "reported", vkorc1, "*1/*1", mg, source, **more
    )


def _stable(cyp2c9: str, vkorc1: str, week: float, n: int, disagrees: str | None = None) -> Check:
    source = Citation(
        key="IWPC2009", locus="cohort, White, 60-79 y, INR 2-3, no interacting drug; 83 kg taken"
    )
    name = f"INR at the stable dose of {n} people"
    return _check(name, "observed", vkorc1, cyp2c9, week / 7, source, disagrees=disagrees)


_HIGH = (
    "the INR starts from 1.84, and VKORC1 separates people less here: those on high doses come out too high"
)

MODEL = Model(
    name="RodriguezFernandez2024_warfarin",
    drug="warfarin",
    title="Warfarin in Caribbean Hispanic patients: CYP2C9, VKORC1 and body weight",
    source=_PD,
    verified="values from a secondary transcription; its own IC50 of 11.76, 10.49 and 9.22 mg/L are sums of its "
    "alleles; doses of its Table 3 bring an INR of 2 to 3",
    population=Population(
        studied="138 Caribbean Hispanic patients, 31 to 90 years; kinetics from an earlier analysis",
        n=138,
        age_years=(31, 90),
        used_for_years=(18, 95),
        used_because="adults; age is no covariate",
        not_for=(
            "the INR before treatment: the fitted value is 1.8 to 2.2, that of people already treated",
            "the first days of treatment, for the same reason",
            "concentrations of S-warfarin: the kinetics are of the racemate",
            "the spread of concentrations: no variability of the kinetics is published",
            "children, liver failure, inhibitors of CYP2C9",
        ),
        source=_T1,
    ),
    compartments=(
        *_BODY[0],
        *(
            Compartment(name=f"{chain}{i}", holds=f"clotting signal, {chain} chain", unit="1", initial="1")
            for chain in _CHAINS
            for i in (1, 2, 3)
        ),
    ),
    parameters=(
        _p("ka", 1.19, "1/h", source=_PK),
        _p("V_kg", 0.14, "L/kg", source=_PK),
        _k("k_11", 0.0189),
        _k("k_12", 0.0158),
        _k("k_1n", 0.0132),
        _k("k_22", 0.0130),
        _k("k_2n", 0.009),
        _k("k_nn", 0.0075),
        _p("i_G", 5.88, "mg/L"),
        _p("i_A", 4.61, "mg/L"),
        _p("IC50_scale", 1.0, "1", 0.10938, "carries the variability of IC50"),
        _p("base_AG", 1.78, "1"),
        _p("base_GG", 1.84, "1"),
        _p("base_AA", 2.18, "1"),
        _p("base_scale", 1.0, "1", 0.05154, "carries the variability of the base"),
        _p("gamma", 1.47, "1"),
        _p("INR_max", 20.0, "1", note="fixed"),
        _p("MTT_fast", 27.2, "h", note="fixed; of each of three compartments"),
        _p("MTT_slow", 110.9, "h", note="fixed; of each of three compartments"),
    ),
    covariates=(Covariate(name="weight", unit="kg", studied=(51, 159), typical=83, source=_T1),),
    genotypes=(
        GenotypeEffect(
            name="kel",
            gene="CYP2C9",
            by="diplotype",
            levels=_LEVELS,
            reference="*1/*1",
            source=_PK,
            unstudied="elimination of warfarin is not published for this pair of CYP2C9 alleles in this study",
        ),
        GenotypeEffect(
            name="VKORC1",
            gene="VKORC1",
            by="allele",
            levels={_REF: "i_G", _VAR: "i_A"},
            reference=_VKORC1["G/G"],
            source=_PD,
            reference_shown="-1639 GG",
            unstudied="warfarin sensitivity is not published for this VKORC1 genotype",
        ),
        GenotypeEffect(
            name="base",
            gene="VKORC1",
            by="diplotype",
            levels={_VKORC1["G/G"]: "base_GG", _VKORC1["A/G"]: "base_AG", _VKORC1["A/A"]: "base_AA"},
            reference=_VKORC1["G/G"],
            source=_PD,
            reference_shown="-1639 GG",
            unstudied="the base of the INR is not published for this VKORC1 genotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="V", expression="V_kg*weight", unit="L"),
        Derived(name="IC50", expression="VKORC1*IC50_scale", unit="mg/L"),
        Derived(name="INR_base", expression="base*base_scale", unit="1"),
    ),
    flows=(*_BODY[1], *_chain("fast", "MTT_fast"), *_chain("slow", "MTT_slow")),
    pathways=(
        Pathway(enzyme="CYP2C9", expression="kel", process="elimination of warfarin"),
        Pathway(
            enzyme="VKORC1", expression="VKORC1", process="concentration that halves the clotting signal"
        ),
    ),
    outputs=(
        Output(
            name="INR",
            analyte="INR",
            role="effect",
            expression="INR_base + INR_max*(1 - fast3*slow3)",
            unit="1",
        ),
        Output(name="warfarin", analyte="warfarin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="INR", source=_PD, proportional=0.27),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=28 * 24,
    checks=(
        _tenth("G/G", 5),
        _tenth("A/A", 3),
        _stable("*1/*1", "G/G", 44.59, 208, _HIGH),
        _stable("*1/*1", "A/G", 33.43, 256),
        _stable("*1/*1", "A/A", 21.37, 79),
        _stable("*1/*2", "G/G", 38.07, 54, _HIGH),
        _stable("*1/*2", "A/G", 27.59, 84),
        _stable("*1/*2", "A/A", 20.04, 27),
        _stable("*1/*3", "G/G", 28.28, 41),
        _stable("*1/*3", "A/G", 21.75, 46),
        _stable("*1/*3", "A/A", 17.14, 14),
        _stable("*2/*2", "G/G", 28.60, 5),
        _stable("*2/*2", "A/G", 25.54, 8),
        _stable("*2/*3", "G/G", 26.80, 6, _HIGH),
        _stable("*2/*3", "A/G", 14.29, 7),
    ),
)
