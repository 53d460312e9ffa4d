"""Warfarin: INR from vitamin K hydroquinone and factors II, VII and X, by CYP2C9 and VKORC1 (Falkenhagen 2023)."""

from typing import Any

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Derived,
    Flow,
    GenotypeEffect,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Route,
)
from foredose.models.structures import mammillary

_S1 = Citation(key="Falkenhagen2023", locus="Supplement, Table S1 and equations 1-13, S27-S29 (secondary)")
_PARENT = Citation(key="Wajima2009", locus="parameter file of the blood coagulation model that was reduced")
_REF, _VAR = "rs9923231 reference (C)", "rs9923231 variant (T)"
_VKORC1 = {"G/G": f"{_REF}/{_REF}", "A/G": f"{_REF}/{_VAR}", "A/A": f"{_VAR}/{_VAR}"}
_BODY = mammillary("warfarin")
_FACTORS = {"II": 0.010, "VII": 0.12, "X": 0.018}


def _p(name: str, value: float, unit: str, note: str = "", source: Citation = _S1) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=source, note=note)


def _check(
    kind: Any, cyp2c9: str, vkorc1: str, mg: float, expected: float, name: str, source: Citation, **more: Any
) -> Check:
    told: dict[str, Any] = {"measure": "value_end", "tolerance": 0.25, "doses": 60, **more}
    return Check(
        name=f"{name}, {cyp2c9} {vkorc1}",
        kind=kind,
        output="INR",
        expected=expected,
        unit="1",
        source=source,
        dose_mg=mg,
        interval_h=24,
        genotypes={"CYP2C9": cyp2c9, "VKORC1": _VKORC1[vkorc1]},
        given={},
        **told,
    )


def _mean(vkorc1: str, inr: float) -> Check:
    source = Citation(
        key="Falkenhagen2023", locus="steady state at the mean concentration, by hand from Table S1"
    )
    name = "INR at 4 mg a day, arithmetic on the mean concentration"
    return _check("derived", "*1/*1", vkorc1, 4, inr, name, source, measure="value_mean", tolerance=0.05)


def _stable(cyp2c9: str, vkorc1: str, week: float, n: int, disagrees: str | None = None) -> Check:
    source = Citation(key="IWPC2009", locus="cohort, White, 60-79 y, INR 2-3, no interacting drug")
    name = f"INR at the stable dose of {n} people"
    return _check("observed", cyp2c9, vkorc1, week / 7, 2.46, name, source, disagrees=disagrees)


_FEW = "six and eight people, on higher doses than their alleles suggest; other warfarin models err so too"

MODEL = Model(
    name="Falkenhagen2023_warfarin",
    drug="warfarin",
    title="Warfarin and INR: a model of blood coagulation reduced to four equations",
    source=_S1,
    verified="values from a secondary transcription; volume, elimination, and an IC50 of 2 x 0.17 agree with the "
    "parameter file of the model that was reduced, from which the absorption rate is taken",
    population=Population(
        studied="nobody: derived from a mechanistic model of coagulation, for a person of reference",
        n=None,
        age_years=None,
        used_for_years=(18, 95),
        used_because="adults; no covariate of age or weight, though clearance falls with age",
        not_for=(
            "the spread between people: the 40 % of the paper are assumed for a virtual population, and left out here",
            "children, liver failure, inhibitors of CYP2C9",
            "S-warfarin: the whole dose is taken as one substance",
            "bleeding, factor concentrates or vitamin K: equations for these are not in the reduced model",
        ),
        source=_S1,
    ),
    compartments=(
        *_BODY[0],
        Compartment(name="VKH2", holds="vitamin K hydroquinone, of its reference", unit="1", initial="1"),
        *(
            Compartment(name=f"factor_{f}", holds=f"factor {f}, of its reference", unit="1", initial="1")
            for f in _FACTORS
        ),
    ),
    parameters=(
        _p("ka", 1.0, "1/h", "unknown in the paper's table as read; that of the model it reduces", _PARENT),
        _p("V", 10.0, "L"),
        _p("c_1", 0.1000, "L/h", "per allele"),
        _p("c_2", 0.0505, "L/h", "per allele"),
        _p("c_3", 0.0243, "L/h", "per allele"),
        _p("i_G", 0.1700, "mg/L", "per allele"),
        _p("i_A", 0.0796, "mg/L", "per allele"),
        _p("I_max", 1.0, "1"),
        _p("k_VK2", 0.0228, "1/h", "turnover of the vitamin K pool"),
        _p("pool", 1.0 / 0.1, "1", "vitamin K over its hydroquinone at the reference: 1 over 0.1"),
        *(_p(f"k_{f}", k, "1/h", f"degradation of factor {f}") for f, k in _FACTORS.items()),
        _p("power", -0.1975, "1", "of the product of the three factors"),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="CL",
            gene="CYP2C9",
            by="allele",
            levels={"*1": "c_1", "*2": "c_2", "*3": "c_3"},
            reference="*1/*1",
            source=_S1,
            unstudied="clearance of warfarin is not given for this CYP2C9 allele",
        ),
        GenotypeEffect(
            name="IC50",
            gene="VKORC1",
            by="allele",
            levels={_REF: "i_G", _VAR: "i_A"},
            reference=_VKORC1["G/G"],
            source=_S1,
            reference_shown="-1639 GG",
            unstudied="warfarin sensitivity is not given for this VKORC1 genotype",
        ),
    ),
    interactions=(),
    derived=(Derived(name="k_VKH2", expression="k_VK2*pool", unit="1/h"),),
    flows=(
        *_BODY[1],
        Flow(source=None, destination="VKH2", rate="k_VKH2*(1 - I_max*central/(IC50*V + central))"),
        Flow(source="VKH2", destination=None, rate="k_VKH2*VKH2"),
        *(Flow(source=None, destination=f"factor_{f}", rate=f"k_{f}*VKH2") for f in _FACTORS),
        *(Flow(source=f"factor_{f}", destination=None, rate=f"k_{f}*factor_{f}") for f in _FACTORS),
    ),
    pathways=(
        Pathway(enzyme="CYP2C9", expression="CL", process="clearance of warfarin"),
        Pathway(
            enzyme="VKORC1", expression="IC50", process="concentration that halves the recycling of vitamin K"
        ),
    ),
    outputs=(
        Output(
            name="INR",
            analyte="INR",
            role="effect",
            expression="(factor_II*factor_VII*factor_X)**power",
            unit="1",
        ),
        Output(name="warfarin", analyte="warfarin", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=28 * 24,
    checks=(
        _mean("G/G", 2.1),
        _mean("A/G", 2.4),
        _mean("A/A", 3.0),
        _stable("*1/*1", "G/G", 44.59, 208),
        _stable("*1/*1", "A/G", 33.43, 256),
        _stable("*1/*1", "A/A", 21.37, 79),
        _stable("*1/*2", "G/G", 38.07, 54),
        _stable("*1/*2", "A/G", 27.59, 84),
        _stable("*1/*2", "A/A", 20.04, 27),
        _stable("*1/*3", "G/G", 28.28, 41),
        _stable("*1/*3", "A/G", 21.75, 46),
        _stable("*1/*3", "A/A", 17.14, 14),
        _stable("*2/*2", "G/G", 28.60, 5),
        _stable("*2/*2", "A/G", 25.54, 8, _FEW),
        _stable("*2/*3", "G/G", 26.80, 6, _FEW),
        _stable("*2/*3", "A/G", 14.29, 7),
    ),
)
