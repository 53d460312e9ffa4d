"""Voriconazole in children, adolescents and adults: saturable clearance that falls with time (Friberg 2012)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_T2 = Citation(key="Friberg2012", locus="Table 2 (secondary)")
_T3 = Citation(key="Friberg2012", locus="Table 3 (secondary)")
_COMPARTMENTS, _FLOWS = mammillary(
    "voriconazole", clearance="CL + Vmax/(Km + central/V1)", volume="V1", exchange=(("Q", "V2"),)
)
_UNGENOTYPED = (
    "the volunteers were not genotyped; here a normal metaboliser; intermediate ones have 2.6 times that"
)
_NORMAL, _INTERMEDIATE, _POOR = "Normal Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"


def _area(
    name: str,
    kind: CheckKind,
    key: str,
    locus: str,
    expected: float,
    *,
    weight: float,
    age: float,
    dose: float,
    doses: int,
    hours: float = 0,
    phenotype: str = _NORMAL,
    ratio: bool = False,
    why: str | None = None,
) -> Check:
    """Area over 12 h; ``hours`` of infusion, by mouth where 0."""
    return Check(
        name=name,
        kind=kind,
        output="voriconazole",
        measure="auc_tau",
        expected=expected,
        unit="ratio" if ratio else "mg.h/L",
        tolerance=0.25,
        source=Citation(key=key, locus=locus),
        dose_mg=dose,
        interval_h=12,
        doses=doses,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": _NORMAL} if ratio else None,
        given={"weight": weight, "age": age},
        route="intravenous" if hours else "oral",
        duration_h=hours,
        disagrees=why,
    )


def _eta(name: str, variance: float, note: str) -> Parameter:
    """Return a random effect that the equations use by name."""
    return Parameter(name=name, value=0, unit="1", source=_T3, iiv=variance, scale="additive", note=note)


MODEL = Model(
    name="Friberg2012_voriconazole",
    drug="voriconazole",
    title="Voriconazole population pharmacokinetics in children, adolescents and adults",
    source=_T3,
    verified="the paper was not read; structure and values from a secondary transcription of Tables 2 and 3 "
    "(nlmixr2lib); the standard deviations printed there are squared",
    population=Population(
        studied="112 children and 26 adolescents with weak immunity, 35 healthy adults, 3336 concentrations; five poor "
        "metabolisers (2.9 %)",
        n=173,
        age_years=(2, 55),
        used_for_years=(2, 65),
        used_because="the studied people and somewhat older adults; child and adolescent end at 12 and 17 years",
        not_for=(
            "infants under two years",
            "adult patients: the adults were healthy",
            "genotype in children and adolescents: its effect was kept in adults only",
            "adolescents under 50 kg aged 12 to 14, who are dosed as children",
            "the error of a measured level outside the two later studies of children (log SD 0.0912 in adults on "
            "infusions, 0.160 by mouth, 0.425 to 0.593 in the earlier studies)",
            "the 12 children of the first study, whose Km and Vmax were 38 % lower",
        ),
        source=_T2,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(name="Km70", value=1.15, unit="mg/L", source=_T3),
        Parameter(name="Vmax70", value=114, unit="mg/h", source=_T3, note="one hour after the first dose"),
        Parameter(name="logit_inhibition", value=1.50, unit="1", source=_T3),
        Parameter(name="child_inhibition", value=-0.390, unit="1", source=_T3, note="added under 12 years"),
        Parameter(
            name="T50_from_1h",
            value=2.41 - 1,
            unit="h",
            source=_T3,
            note="printed T50 2.41 h, counted from 1 h",
        ),
        Parameter(name="start", value=1, unit="h", source=_T3, note="Vmax falls from here on"),
        Parameter(name="CL70", value=6.16, unit="L/h", source=_T3),
        Parameter(name="V1_70", value=79.0, unit="L", source=_T3, iiv=0.018496, note="printed SD 0.136"),
        Parameter(name="V2_70", value=103, unit="L", source=_T3, iiv=0.591361, note="printed SD 0.769"),
        Parameter(name="Q70", value=15.5, unit="L/h", source=_T3, iiv=0.179776, note="printed SD 0.424"),
        Parameter(name="young_Q", value=0.637, unit="1", source=_T3),
        Parameter(name="logit_F", value=0.585, unit="1", source=_T3),
        Parameter(name="box_cox", value=0.367, unit="1", source=_T3, note="of the random effect on logit F"),
        Parameter(name="ka_child", value=1.19, unit="1/h", source=_T3),
        Parameter(name="ka_adolescent", value=1.19 * (1 - 0.615), unit="1/h", source=_T3),
        Parameter(name="ka_adult", value=100, unit="1/h", source=_T3, note="fixed by the authors"),
        Parameter(name="lag_adult", value=0.949, unit="h", source=_T3),
        Parameter(name="lag_young", value=0.949 * (1 - 0.874), unit="h", source=_T3),
        _eta("eta_Km", 1.8496, "of Km; scaled, also of Vmax in adolescents and adults; printed SD 1.36"),
        _eta("eta_Vmax_child", 0.057121, "of Vmax under 12 years; printed SD 0.239"),
        Parameter(name="adult_share", value=0.584, unit="1", source=_T3),
        Parameter(name="adolescent_share", value=0.208, unit="1", source=_T3),
        _eta("eta_CL", 0.189225, "of linear clearance in adults, printed SD 0.435"),
        Parameter(name="young_spread_CL", value=1.70, unit="1", source=_T3, note="added below 17 years"),
        _eta("eta_F_adult", 0.470596, "printed SD 0.686"),
        _eta("eta_F_young", 2.7889, "printed SD 1.67"),
        _eta("eta_ka_young", 0.806404, "printed SD 0.898"),
        Parameter(name="not_blocked", value=0, unit="1", source=_T3, note="reference of the paper"),
        Parameter(
            name="blocked",
            value=1,
            unit="1",
            source=_T3,
            note="intermediate and poor were fitted as one group",
        ),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(10.8, 97), typical=57.1, source=_T2),
        Covariate(name="age", unit="year", studied=(2, 55), typical=13, source=_T2),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={
                _NORMAL: "not_blocked",
                "Ultrarapid Metabolizer": "not_blocked",
                _INTERMEDIATE: "blocked",
                _POOR: "blocked",
            },
            reference=_NORMAL,
            source=_T3,
            unstudied="voriconazole clearance is not in this model for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="adult", expression="step(age - 17)", unit="1"),
        Derived(name="child", expression="1 - step(age - 12)", unit="1"),
        Derived(name="adolescent", expression="1 - adult - child", unit="1"),
        Derived(name="size", expression="weight/70", unit="1"),
        Derived(
            name="usual", expression="1/(1 + exp(-(logit_inhibition + child_inhibition*child)))", unit="1"
        ),
        Derived(name="inhibition", expression="usual + (1 - usual)*CYP2C19*adult", unit="1"),
        Derived(name="since", expression="(time - start)*step(time - start)", unit="h"),
        Derived(
            name="Vmax",
            expression="Vmax70*size**0.75*(1 - inhibition*since/(since + T50_from_1h))"
            "*exp(eta_Km*(adult_share*adult + adolescent_share*adolescent) + eta_Vmax_child*child)",
            unit="mg/h",
        ),
        Derived(name="Km", expression="Km70*exp(eta_Km)", unit="mg/L"),
        Derived(
            name="CL", expression="CL70*size**0.75*exp(eta_CL*(1 + young_spread_CL*(1 - adult)))", unit="L/h"
        ),
        Derived(name="V1", expression="V1_70*size", unit="L"),
        Derived(name="V2", expression="V2_70*size", unit="L"),
        Derived(name="Q", expression="Q70*size**0.75*(1 + young_Q*(1 - adult))", unit="L/h"),
        Derived(name="eta_F", expression="eta_F_adult*adult + eta_F_young*(1 - adult)", unit="1"),
        Derived(name="F", expression="1/(1 + exp(-(logit_F + (exp(box_cox*eta_F) - 1)/box_cox)))", unit="1"),
        Derived(
            name="ka",
            expression="ka_adult*adult + (ka_adolescent*adolescent + ka_child*child)*exp(eta_ka_young)",
            unit="1/h",
        ),
        Derived(name="lag", expression="lag_adult*adult + lag_young*(1 - adult)", unit="h"),
    ),
    flows=_FLOWS,
    pathways=(
        Pathway(
            enzyme="CYP2C19",
            expression="1 - inhibition",
            process="saturable clearance that is left after hours",
        ),
    ),
    outputs=(
        Output(
            name="voriconazole", analyte="voriconazole", role="parent", expression="central/V1", unit="mg/L"
        ),
    ),
    residuals=(Residual(output="voriconazole", source=_T3, log_sd=0.365),),
    routes=(
        Route(name="oral", compartment="depot", fraction="F", lag="lag"),
        Route(name="intravenous", compartment="central"),
    ),
    horizon_h=7 * 24,
    checks=(
        *(
            _area(name, "reported", "Friberg2012", "Results, simulated medians (secondary)", expected, **how)
            for name, expected, how in (
                (
                    "child, 8 mg/kg",
                    24.3,
                    {"weight": 20, "age": 5, "dose": 160, "doses": 15, "hours": 160 / 60},
                ),
                ("child, 9 mg/kg by mouth", 15.1, {"weight": 20, "age": 5, "dose": 180, "doses": 15}),
            )
        ),
        _area(
            "adult, 4 mg/kg",
            "reported",
            "Friberg2012",
            "Results, simulated median (secondary)",
            37.9,
            weight=70,
            age=35,
            dose=280,
            doses=15,
            hours=280 / 210,
            why="the median of a simulated cohort of all CYP2C19 classes with wide spread; here a typical normal "
            "metaboliser (21 mg.h/L), an intermediate one has twice that",
        ),
        _area(
            "200 mg twice a day, day 7, fasting volunteers",
            "observed",
            "Purkins2003Food",
            "abstract: 9598 ng.h/mL",
            9.598,
            weight=75,
            age=30,
            dose=200,
            doses=14,
            why=_UNGENOTYPED,
        ),
        _area(
            "3 mg/kg twice a day, day 12, healthy volunteers",
            "observed",
            "Purkins2003Oral",
            "abstract: 11170 ng.h/mL",
            11.17,
            weight=75,
            age=30,
            dose=225,
            doses=24,
            why=_UNGENOTYPED,
        ),
        _area(
            "poor over normal, 105 adult patients",
            "observed",
            "Lin2018",
            "Table 3: 6.41 and 2.88 L/h",
            6.41 / 2.88,
            weight=70,
            age=35,
            dose=200,
            doses=14,
            phenotype=_POOR,
            ratio=True,
        ),
    ),
    correlations=(("eta_Km", "eta_Vmax_child", 0.81),),
)
