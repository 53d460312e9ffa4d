"""Lithium carbonate in young children, by weight (Yuan J 2021). Doses are mg of lithium carbonate."""

from functools import partial
from math import log

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
from foredose.models.structures import transit

_SOURCE = Citation(key="YuanJ2021", locus="Table 1 (secondary)")
_ABSORPTION, _PASSAGE = transit("lithium carbonate in the gut", number=7, rate="k_tr", into="central")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="YuanJ2021", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check, output="lithium", dose_mg=240, interval_h=240, doses=1, genotypes={}, given={"weight": 20}
)

MODEL = Model(
    name="YuanJ2021_lithium",
    drug="lithium",
    title=("Population pharmacokinetics of lithium in young pediatric patients with intellectual disability"),
    source=_SOURCE,
    verified=(
        "title page read; values from a secondary transcription of Table 1 (nlmixr2lib). Six "
        "transit compartments after the depot: the rate is 7/MTT. The level before the dose was "
        "subtracted before fitting"
    ),
    population=Population(
        studied=(
            "52 Chinese children with intellectual disability, one dose of 12 mg/kg of lithium carbonate"
        ),
        n=52,
        age_years=(4, 10.7),
        used_for_years=(4, 11),
        used_because="the studied children; age is not in the model",
        not_for=(
            "adults and adolescents",
            "kidney disease, dehydration, thiazides, ACE inhibitors and NSAIDs: not in the model",
            "prolonged-release tablets",
            "the level in the brain and toxicity",
        ),
        source=_SOURCE,
    ),
    compartments=(
        *_ABSORPTION,
        Compartment(name="central", holds="lithium, as carbonate"),
        Compartment(name="peripheral", holds="lithium in tissue, as carbonate"),
    ),
    parameters=(
        _p("MTT", 0.52, "h", iiv=log(1 + 0.650**2), rse=0.099),
        _p("CL_20", 0.98, "L/h", rse=0.046, note="apparent; its variability was not kept"),
        _p("V_20", 13.1, "L", iiv=log(1 + 0.265**2), rse=0.072, note="apparent"),
        _p("Q_20", 0.84, "L/h", rse=0.095),
        _p("Vp_20", 8.2, "L", iiv=log(1 + 1.187**2), rse=0.177),
        _p("F", 1.0, "1", iiv=log(1 + 0.303**2), note="fixed; relative"),
        _p("mmol_per_mg", 2 / 73.89, "mmol/mg", note="two lithium in 73.89 g/mol of carbonate"),
    ),
    covariates=(_covariate("weight", "kg", 16, 44, 20, "methods: median (secondary)"),),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="k_tr", expression="7/MTT", unit="1/h"),
        Derived(name="CL", expression="CL_20*(weight/20)**0.75", unit="L/h"),
        Derived(name="Q", expression="Q_20*(weight/20)**0.75", unit="L/h"),
        Derived(name="V", expression="V_20*weight/20", unit="L"),
        Derived(name="Vp", expression="Vp_20*weight/20", unit="L"),
    ),
    flows=(
        *_PASSAGE,
        Flow(source="central", destination=None, rate="CL/V*central"),
        Flow(source="central", destination="peripheral", rate="Q/V*central"),
        Flow(source="peripheral", destination="central", rate="Q/Vp*peripheral"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="lithium",
            analyte="lithium",
            role="parent",
            expression="mmol_per_mg*central/V",
            unit="mmol/L",
        ),
    ),
    residuals=(Residual(output="lithium", source=_SOURCE, log_sd=0.091),),
    routes=(Route(name="oral", compartment="transit1", fraction="F"),),
    horizon_h=168,
    checks=(
        _check(
            name="dose over clearance, 12 mg/kg and 20 kg",
            kind="derived",
            measure="auc_inf",
            expected=240 * 2 / 73.89 / 0.98,
            unit="mmol.h/L",
            tolerance=0.02,
            source=Citation(key="YuanJ2021", locus="Table 1 (secondary)"),
        ),
        _check(
            name="dose over clearance, 40 kg",
            kind="derived",
            measure="auc_inf",
            expected=480 * 2 / 73.89 / (0.98 * 2**0.75),
            unit="mmol.h/L",
            tolerance=0.02,
            source=Citation(key="YuanJ2021", locus="Table 1 and equation 5 (secondary)"),
            dose_mg=480,
            given={"weight": 40},
        ),
        _check(
            name="slow half-life in nine children of 9 to 12 years, taken to weigh 33 kg",
            kind="observed",
            measure="half_life",
            expected=17.9,
            unit="h",
            tolerance=0.25,
            source=Citation(key="Vitiello1988", locus="abstract: 17.9 (SD 7.4) h"),
            dose_mg=300,
            interval_h=48,
            given={"weight": 33},
        ),
    ),
)
