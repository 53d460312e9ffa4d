"""Fluorouracil by continuous infusion, dihydrofluorouracil and white blood cells (Arshad 2020)."""

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

_T1 = Citation(key="Arshad2020", locus="Table 1")
_T3 = Citation(key="Arshad2020", locus="Table 3, medians of the bootstrap")
_CELLS = "10^9/L"


def _p(name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, note=note)


def _check(
    name: str,
    output: str,
    measure: str,
    at_h: float,
    expected: float,
    *,
    source: Citation = _T3,
    dose: float = 9750,
    cisplatin: int = 0,
) -> Check:
    """Hold five days of infusion in a person of 1.95 m2 (1 g/m2 a day unless said)."""
    own = source.key == "Arshad2020"
    return Check(
        name=name,
        kind="derived" if own else "observed",
        output=output,
        measure=measure,
        expected=expected,
        unit=_CELLS if output == "WBC" else "mg/L",
        tolerance=0.05 if own else 0.25,
        source=source,
        dose_mg=dose,
        interval_h=1440,
        doses=1,
        duration_h=120,
        at_h=at_h,
        genotypes={},
        given={"body_surface_area": 1.95, "cisplatin": cisplatin},
    )


_marrow, _marrow_flows = transit(
    "maturing white blood cells", number=3, rate="k_tr", into="circulating", unit=_CELLS
)

MODEL = Model(
    name="Arshad2020_fluorouracil",
    drug="fluorouracil",
    title="Fluorouracil by continuous infusion: exposure and leukocytes in gastrointestinal cancer",
    source=_T3,
    verified="all values from a secondary transcription of Table 3 (nlmixr2lib), which prints the medians of the "
    "bootstrap, as the abstract does, and reads residual errors as variances",
    population=Population(
        studied="30 German adults with gastrointestinal cancer, first cycle, 650 or 1000 mg/m2 a day for five days, 14 "
        "with cisplatin and 16 with radiotherapy; 199 levels, 135 white cell counts",
        n=30,
        age_years=(37, 73),
        used_for_years=(18, 80),
        used_because="the studied adults and somewhat beyond: age is not in the model",
        not_for=(
            "DPYD variants: the model does not hold the gene, and a carrier clears less than it says",
            "bolus doses: clearance saturates, which an infusion does not show",
            "later cycles, and regimens with oxaliplatin or irinotecan",
            "neutrophils: total white cells were counted",
            "capecitabine and children",
        ),
        source=_T1,
    ),
    compartments=(
        Compartment(name="central", holds="fluorouracil"),
        Compartment(name="peripheral", holds="fluorouracil in tissue"),
        Compartment(name="dihydro", holds="dihydrofluorouracil, as mass of fluorouracil"),
        Compartment(name="proliferating", holds="proliferating progenitors", unit=_CELLS, initial="CIRC0"),
        *(Compartment(name=c.name, holds=c.holds, unit=c.unit, initial="CIRC0") for c in _marrow),
        Compartment(name="circulating", holds="white blood cells in blood", unit=_CELLS, initial="CIRC0"),
    ),
    parameters=(
        _p("CL195", 249, "L/h", "at 1.95 m2; CV 23.0 %", iiv=0.05155),
        _p("Vc", 5.56, "L", "CV 145 %", iiv=1.1322),
        _p("Vp", 28.5, "L"),
        _p("Q", 14.8, "L/h"),
        _p("bsa_CL", 0.77, "1", "per m2 from 1.95 m2, on both clearances"),
        _p("f_m", 0.85, "1", "fixed by the authors: what DPD carries"),
        _p("CLm195", 121, "L/h", "at 1.95 m2; CV 28.9 %", iiv=0.08022),
        _p("Vm", 96.7, "L", "CV 59.6 %", iiv=0.30395),
        _p("CIRC0", 6.86, _CELLS, "CV 16.4 %", iiv=0.02654),
        _p("MTT", 281, "h"),
        _p("slope_alone", 1.17, "L/mg"),
        _p("slope_cisplatin", 2.82, "L/mg"),
        _p("feedback", 0.17, "1", "fixed by the authors from literature"),
    ),
    covariates=(
        Covariate(name="body_surface_area", unit="m2", studied=(1.48, 2.33), typical=1.95, source=_T1),
        Covariate(name="cisplatin", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="size", expression="1 + bsa_CL*1.95*(body_surface_area/1.95 - 1)", unit="1"),
        Derived(name="CL", expression="CL195*size", unit="L/h"),
        Derived(name="CLm", expression="CLm195*size", unit="L/h"),
        Derived(
            name="slope", expression="slope_alone*(1 - cisplatin) + slope_cisplatin*cisplatin", unit="L/mg"
        ),
        Derived(name="k_tr", expression="4/MTT", unit="1/h"),
    ),
    flows=(
        Flow(source="central", destination="dihydro", rate="f_m*CL/Vc*central"),
        Flow(source="central", destination=None, rate="(1 - f_m)*CL/Vc*central"),
        Flow(source="central", destination="peripheral", rate="Q/Vc*central"),
        Flow(source="peripheral", destination="central", rate="Q/Vp*peripheral"),
        Flow(source="dihydro", destination=None, rate="CLm/Vm*dihydro"),
        Flow(
            source=None,
            destination="proliferating",
            rate="k_tr*proliferating*(1 - slope*central/Vc)*(CIRC0/circulating)**feedback",
        ),
        Flow(source="proliferating", destination="transit1", rate="k_tr*proliferating"),
        *_marrow_flows,
        Flow(source="circulating", destination=None, rate="k_tr*circulating"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="fluorouracil", analyte="fluorouracil", role="parent", expression="central/Vc", unit="mg/L"
        ),
        Output(
            name="dihydrofluorouracil",
            analyte="dihydrofluorouracil",
            role="metabolite",
            expression="dihydro/Vm",
            unit="mg/L",
        ),
        Output(name="WBC", analyte="white blood cells", role="effect", expression="circulating", unit=_CELLS),
    ),
    residuals=(
        Residual(output="fluorouracil", source=_T3, proportional=0.32**0.5),
        Residual(output="dihydrofluorouracil", source=_T3, proportional=0.14**0.5),
        Residual(output="WBC", source=_T3, proportional=0.08**0.5),
    ),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=60 * 24,
    checks=(
        _check(
            "level at the end of 1 g/m2 a day for five days",
            "fluorouracil",
            "value_at",
            119,
            9750 / 120 / 249,
        ),
        _check("lowest white cells, alone, day 23.5", "WBC", "value_at", 564, 4.1),
        _check("lowest white cells, with cisplatin, day 23.5", "WBC", "value_at", 564, 2.0, cisplatin=1),
        _check(
            "level of 186 people with cisplatin: median AUC of 105 h at a median of 7 g a cycle",
            "fluorouracil",
            "value_at",
            100,
            27.906 / 105,
            source=Citation(key="FluorouracilExposure1994", locus="abstract: 27906 ng.h/mL, 7000 mg"),
            dose=7000,
            cisplatin=1,
        ),
    ),
)
