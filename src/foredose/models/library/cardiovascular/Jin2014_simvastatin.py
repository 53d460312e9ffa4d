"""Simvastatin and its acid in healthy Korean men, three absorption processes (Jin 2014)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Derived,
    Flow,
    Model,
    Output,
    Parameter,
    Population,
    Residual,
    Route,
)

_SOURCE = Citation(key="Jin2014", locus="Table III, final model (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(Check, output="simvastatin", dose_mg=40, interval_h=24, doses=1, genotypes={}, given={})

MODEL = Model(
    name="Jin2014_simvastatin",
    drug="simvastatin",
    title="Simvastatin and simvastatin acid: atypical absorption and conversion both ways",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table III (nlmixr2lib)."
        " The text gives BA1 as 0.16 where Table III has 0.636; the interval printed with it fits"
        " the table. Variability between occasions of BA1, BA2, D1, D2 and D3 is published and "
        "its values were not found. Amounts are kept as mg of lactone, not nmol"
    ),
    population=Population(
        studied="133 healthy Korean men, one dose of 10 to 80 mg",
        n=133,
        age_years=(22, 30),
        used_for_years=(18, 65),
        used_because="healthy adults; no covariate was kept",
        not_for=(
            "SLCO1B1 and CYP3A genotypes: not studied",
            "CYP3A4 and OATP1B1 inhibitors: not in the model",
            "steady state: 44 % of a dose is absorbed with a half-life of weeks here",
            "children",
            "muscle toxicity",
        ),
        source=_SOURCE,
    ),
    compartments=(
        *(Compartment(name=f"depot{i}", holds="simvastatin in the gut") for i in (1, 2, 3)),
        Compartment(name="central", holds="simvastatin"),
        Compartment(name="peripheral", holds="simvastatin, in tissue"),
        Compartment(name="acid", holds="simvastatin acid, as lactone"),
        Compartment(name="acid_peripheral", holds="simvastatin acid in tissue, as lactone"),
    ),
    parameters=(
        _p("ka1", 0.00126, "1/h", iiv=log(1 + 0.471**2), rse=0.546),
        _p("ka2", 0.964, "1/h", iiv=log(1 + 0.439**2), rse=0.003),
        _p("ka3", 0.179, "1/h", iiv=log(1 + 0.500**2), rse=0.082),
        _p("BA1", 0.636, "1", iiv=log(1 + 0.476**2), rse=0.494),
        _p("BA2", 0.662, "1", iiv=log(1 + 0.454**2), rse=0.132),
        _p("lag2", 0.142, "h", iiv=log(1 + 0.464**2), rse=0.069),
        _p("lag3_more", 0.787, "h", iiv=log(1 + 0.452**2), rse=0.084),
        _p("D1", 0.102, "h", iiv=log(1 + 0.471**2), rse=0.0006),
        _p("D2", 0.502, "h", iiv=log(1 + 0.463**2), rse=0.091),
        _p("D3", 1.38, "h", iiv=log(1 + 0.461**2), rse=0.0554),
        _p("CL", 571, "L/h", iiv=log(1 + 0.665**2), rse=0.171),
        _p("V", 199, "L", iiv=log(1 + 0.790**2), rse=0.191),
        _p("Q", 199, "L/h", iiv=log(1 + 0.936**2), rse=0.239),
        _p("Vp", 2710, "L", rse=0.173),
        _p("FM", 0.236, "1", rse=0.004, note="share of clearance that forms the acid"),
        _p("Q_back", 112, "L/h", iiv=log(1 + 0.965**2), rse=0.002),
        _p("k_out", 252, "1/h", iiv=log(1 + 0.886**2), rse=0.06),
        _p("k_in", 2.30, "1/h", iiv=log(1 + 1.302**2), rse=0.09),
        _p("CL_acid", 0.035, "L/h", iiv=log(1 + 0.410**2), rse=0.414),
        _p(
            "V_acid",
            1.0,
            "L",
            note="fixed by the authors; the parameters of the acid mean something only with it",
        ),
        _p("nmol_per_mg", 1e6 / 418.57, "nmol/mg", note="molar mass of the lactone"),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="F1", expression="1/(1 + BA1 + BA2)", unit="1"),
        Derived(name="F2", expression="BA1/(1 + BA1 + BA2)", unit="1"),
        Derived(name="F3", expression="BA2/(1 + BA1 + BA2)", unit="1"),
    ),
    flows=(
        Flow(source="depot1", destination="central", rate="ka1*depot1"),
        Flow(source="depot2", destination="central", rate="ka2*depot2"),
        Flow(source="depot3", destination="central", rate="ka3*depot3"),
        Flow(source="central", destination=None, rate="(1 - FM)*CL/V*central"),
        Flow(source="central", destination="acid", rate="FM*CL/V*central"),
        Flow(source="central", destination="peripheral", rate="Q/V*central"),
        Flow(source="peripheral", destination="central", rate="Q/Vp*peripheral"),
        Flow(source="acid", destination="central", rate="Q_back/V_acid*acid"),
        Flow(source="acid", destination=None, rate="CL_acid/V_acid*acid"),
        Flow(source="acid", destination="acid_peripheral", rate="k_out*acid"),
        Flow(source="acid_peripheral", destination="acid", rate="k_in*acid_peripheral"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="simvastatin",
            analyte="simvastatin",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
        Output(
            name="simvastatin_acid",
            analyte="simvastatin acid",
            role="active metabolite",
            expression="nmol_per_mg*acid/V_acid",
            unit="nmol/L",
        ),
    ),
    residuals=(
        Residual(output="simvastatin", source=_SOURCE, proportional=0.236, additive=0.0494),
        Residual(output="simvastatin_acid", source=_SOURCE, proportional=0.43, additive=0.27),
    ),
    routes=(
        Route(name="oral", compartment="depot1", fraction="F1", duration="D1"),
        Route(name="oral", compartment="depot2", fraction="F2", lag="lag2", duration="D2"),
        Route(name="oral", compartment="depot3", fraction="F3", lag="lag2 + lag3_more", duration="D3"),
    ),
    horizon_h=48,
    checks=(
        _check(
            name="whole area: dose over the clearance that conversion back leaves",
            kind="derived",
            measure="auc_inf",
            expected=1e3 * 40 / (571 * (1 - 0.236 * 112 / 112.035)),
            unit="ng.h/mL",
            tolerance=0.03,
            source=Citation(key="Jin2014", locus="Table III (secondary)"),
            interval_h=8000,
        ),
        _check(
            name="area over 24 h of 40 mg, 17 healthy Chinese",
            kind="observed",
            measure="auc_tau",
            expected=40.3,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(key="ZhouSimvastatin2013", locus="abstract: AUC to infinity; here over 24 h"),
        ),
        _check(
            name="area over 24 h of 40 mg, 20 healthy Chinese",
            kind="observed",
            measure="auc_tau",
            expected=47.1,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="ZhangSimvastatin", locus="abstract: imported tablet, AUC to infinity; here over 24 h"
            ),
        ),
        _check(
            name="peak of 40 mg, 17 healthy Chinese",
            kind="observed",
            measure="cmax",
            expected=9.83,
            unit="ng/mL",
            tolerance=0.25,
            source=Citation(key="ZhouSimvastatin2013", locus="abstract"),
        ),
        _check(
            name="peak of 40 mg, 20 healthy Chinese",
            kind="observed",
            measure="cmax",
            expected=12.68,
            unit="ng/mL",
            tolerance=0.25,
            source=Citation(key="ZhangSimvastatin", locus="abstract: imported tablet"),
            disagrees="peaks of two Chinese studies differ by 29 %; the model is near the lower",
        ),
    ),
    correlations=(
        ("V", "CL", 0.62),
        ("V", "Q", -0.17),
        ("CL", "Q", -0.38),
        ("k_out", "k_in", -0.90),
    ),
)
