"""Vildagliptin in type 2 diabetes, which DPP-4 binds tightly and hydrolyses (Landersdorfer 2012)."""

from functools import partial

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

_SOURCE = Citation(key="Landersdorfer2012", locus="Table 1 (secondary)")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(Check, output="vildagliptin", dose_mg=50, interval_h=48, doses=1, genotypes={}, given={})

MODEL = Model(
    name="Landersdorfer2012_vildagliptin",
    drug="vildagliptin",
    title="Vildagliptin as a tight binding inhibitor and substrate of dipeptidyl peptidase IV",
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 1 (nlmixr2lib), "
        "where the printed variability is the SD on the log scale. A full covariance was "
        "estimated and is not printed. Amounts are mg of vildagliptin (303.40 g/mol), those of "
        "DPP-4 nmol; free enzyme is a state of its own here, which says the same as total less "
        "bound"
    ),
    population=Population(
        studied="13 people with type 2 diabetes, 10, 25 and 100 mg twice a day for 28 days",
        n=13,
        age_years=(37, 64),
        used_for_years=(18, 75),
        used_because="adults; age is not in the model",
        not_for=(
            "kidney failure: exposure doubles",
            "glucose and HbA1c: not in this model",
            "children",
        ),
        source=_SOURCE,
    ),
    compartments=(
        Compartment(name="gut1", holds="vildagliptin in the gut"),
        Compartment(name="gut2", holds="vildagliptin in the gut"),
        Compartment(name="central", holds="vildagliptin"),
        Compartment(name="peripheral", holds="vildagliptin, in tissue"),
        Compartment(name="bound", holds="vildagliptin on DPP-4, plasma"),
        Compartment(name="bound_tissue", holds="vildagliptin on DPP-4, tissue"),
        Compartment(name="dpp4", holds="free DPP-4, plasma", unit="nmol", initial="R_plasma"),
        Compartment(name="dpp4_tissue", holds="free DPP-4, tissue", unit="nmol", initial="R_tissue"),
    ),
    parameters=(
        _p("ka1", 1.26, "1/h", iiv=0.2116, rse=0.15),
        _p("ka2", 1.05, "1/h", iiv=0.0196, rse=0.04),
        _p("CL", 36.4, "L/h", iiv=0.0625, rse=0.09),
        _p("V", 22.2, "L", iiv=0.1369, rse=0.11),
        _p("Vp", 97.3, "L", iiv=0.1369, rse=0.13),
        _p("Q", 40.1, "L/h", iiv=0.1156, rse=0.11),
        _p("F", 0.772, "1", note="fixed by the authors, from a study by vein"),
        _p("Kd", 71.9 * 303.40e-6, "mg/L", iiv=0.2916, rse=0.16, note="71.9 nmol/L"),
        _p("k2", 23.4, "1/h", iiv=0.49, rse=0.22),
        _p("k_off", 0.612, "1/h", iiv=0.8836, rse=0.27),
        _p("k_deg", 0.110, "1/h", iiv=0.6561, rse=0.26),
        _p("R_plasma", 5.0, "nmol", iiv=0.0144, rse=0.04),
        _p("R_tissue", 13000, "nmol", iiv=0.4096, rse=0.23),
        _p("activity", 2.80, "U/L/min/nmol", iiv=0.0289, rse=0.05, note="mU/mL/min per nmol"),
        _p("nmol_per_mg", 1e6 / 303.40, "nmol/mg", note="molar mass"),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="catch", expression="k2*dpp4*central/(Kd*V + central)", unit="nmol/h"),
        Derived(
            name="catch_tissue", expression="k2*dpp4_tissue*peripheral/(Kd*Vp + peripheral)", unit="nmol/h"
        ),
    ),
    flows=(
        Flow(source="gut1", destination="gut2", rate="ka1*gut1"),
        Flow(source="gut2", destination="central", rate="ka2*gut2"),
        Flow(source="central", destination=None, rate="CL/V*central"),
        Flow(source="central", destination="peripheral", rate="Q/V*central"),
        Flow(source="peripheral", destination="central", rate="Q/Vp*peripheral"),
        Flow(source="central", destination="bound", rate="catch/nmol_per_mg"),
        Flow(source="bound", destination="central", rate="k_off*bound"),
        Flow(source="bound", destination=None, rate="k_deg*bound"),
        Flow(source="peripheral", destination="bound_tissue", rate="catch_tissue/nmol_per_mg"),
        Flow(source="bound_tissue", destination="peripheral", rate="k_off*bound_tissue"),
        Flow(source="bound_tissue", destination=None, rate="k_deg*bound_tissue"),
        Flow(source="dpp4", destination=None, rate="catch"),
        Flow(source=None, destination="dpp4", rate="(k_off + k_deg)*bound*nmol_per_mg"),
        Flow(source="dpp4_tissue", destination=None, rate="catch_tissue"),
        Flow(source=None, destination="dpp4_tissue", rate="(k_off + k_deg)*bound_tissue*nmol_per_mg"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="vildagliptin",
            analyte="vildagliptin",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
        Output(
            name="DPP4_activity",
            analyte="DPP-4 activity",
            role="effect",
            expression="activity*dpp4",
            unit="U/L/min",
        ),
    ),
    residuals=(
        Residual(output="vildagliptin", source=_SOURCE, proportional=0.487, additive=0.99),
        Residual(output="DPP4_activity", source=_SOURCE, proportional=0.196, additive=0.061),
    ),
    routes=(Route(name="oral", compartment="gut1", fraction="F"),),
    horizon_h=72,
    checks=(
        _check(
            name="DPP-4 activity before treatment",
            kind="derived",
            measure="value_start",
            expected=14,
            unit="U/L/min",
            tolerance=0.01,
            source=Citation(key="Landersdorfer2012", locus="Table 1: 2.80 * 5.0 (secondary)"),
            output="DPP4_activity",
        ),
        _check(
            name="area of 50 mg fasting, healthy Chinese",
            kind="observed",
            measure="auc_inf",
            expected=1278,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(key="VildagliptinBEChina", locus="abstract: 1277.8 ng.h/mL, reference tablet"),
            disagrees=(
                "the 13 people of the model weighed 91 kg on average; healthy young Chinese have higher "
                "levels, and after a meal agree"
            ),
        ),
        _check(
            name="peak of 50 mg fasting, healthy Chinese",
            kind="observed",
            measure="cmax",
            expected=284,
            unit="ng/mL",
            tolerance=0.25,
            source=Citation(key="VildagliptinBEChina", locus="abstract: 284.3 ng/mL, reference tablet"),
            interval_h=24,
            disagrees="as the area: larger people with diabetes built the model",
        ),
        _check(
            name="area of 50 mg after a meal, 22 healthy Chinese",
            kind="observed",
            measure="auc_inf",
            expected=1042,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(key="VildagliptinFedChina", locus="abstract: 1041.6 ng.h/mL, reference tablet"),
        ),
    ),
)
