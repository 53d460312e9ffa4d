"""Tamoxifen and endoxifen at steady state by CYP2D6 and CYP3A activity on a probe (Ter Heine 2014)."""

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

_T2 = Citation(key="TerHeine2014", locus="Table 2, as stored with DDMODEL00000212")
_FIXED = Citation(key="TerHeine2014", locus="DDMODEL00000212: fixed from Ahmad 2010")
_SSRI = "women on a weak CYP2D6-inhibiting antidepressant"
_SSRI_TABLE = Citation(key="TamoxifenSSRI2016", locus="Table 2, weak CYP2D6-inhibiting SSRI: median")
_GIVEN = {"dextromethorphan_cyp2d6": 1, "dextromethorphan_cyp3a": 1}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    output: str,
    measure: str,
    expected: float,
    unit: str,
    source: Citation = _T2,
    given: dict[str, float] | None = None,
    why: str | None = None,
) -> Check:
    """Hold the steady state of 20 mg a day."""
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output=output,
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T2 else 0.25,
        source=source,
        dose_mg=20,
        interval_h=24,
        doses=90,
        genotypes={},
        given={**_GIVEN, **(given or {})},
        versus={} if unit == "ratio" else None,
        versus_given=_GIVEN if unit == "ratio" else None,
        disagrees=why,
    )


MODEL = Model(
    name="TerHeine2014_tamoxifen",
    drug="tamoxifen",
    title="Tamoxifen and endoxifen: the impact of CYP2D6 and CYP3A metabolic phenotypes",
    source=_T2,
    verified="values of Table 2 as the DDMORE repository stores it, read through nlmixr2lib; the paper itself could "
    "not be read; the correlation of the two residual errors (0.622) is left out",
    population=Population(
        studied="40 women with breast cancer on 20 mg at steady state, one Dutch centre, with a probe of activity",
        n=40,
        age_years=None,
        used_for_years=(18, 90),
        used_because="adults; ages are not in the stored table",
        not_for=(
            "CYP2D6 by genotype: the model asks for activity on a probe and does not say what a genotype has",
            "men and children",
            "the first weeks of treatment",
        ),
        source=_T2,
    ),
    compartments=(
        Compartment(name="gut", holds="tamoxifen in the gut"),
        Compartment(name="central", holds="tamoxifen"),
        Compartment(name="endoxifen", holds="endoxifen, as mass of tamoxifen"),
    ),
    parameters=(
        _p("ka", 1.90, "1/h", rse=0.202),
        _p("t_lag", 0.455, "h", rse=0.104),
        _p("CL", 9.34, "L/h", "CV 37.8 %", iiv=0.1336, rse=0.062),
        _p("V", 753, "L", "CV 26.6 %", iiv=0.0683, rse=0.09),
        _p("Q", 61.8, "L/h", "between blood and liver", rse=0.654),
        _p("CL_form", 0.324, "L/h", "CV 25.5 %", iiv=0.0630, rse=0.17),
        _p("power_2d6", 0.262, "1", rse=0.14),
        _p("power_3a", 0.157, "1", rse=0.72),
        Parameter(name="CL_endoxifen", value=5.1, unit="L/h", source=_FIXED, note="fixed by the authors"),
        Parameter(name="V_endoxifen", value=400, unit="L", source=_FIXED, note="fixed by the authors"),
        _p("tamoxifen_nmol", 1e6 / 371.51456, "nmol/mg", "molar mass 371.51456 g/mol"),
        _p(
            "endoxifen_nmol",
            1e6 / 373.48738,
            "nmol/mg",
            "molar mass 373.48738 g/mol; mass is kept as tamoxifen's",
        ),
    ),
    covariates=tuple(
        Covariate(
            name=name,
            unit="1",
            studied=(0.02, 10),
            typical=1,
            source=Citation(
                key="TerHeine2014",
                locus=f"centred at {centre}, here over it; unknown range, a choice of this library",
            ),
        )
        for name, centre in (("dextromethorphan_cyp2d6", "1560"), ("dextromethorphan_cyp3a", "44.7"))
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(
            name="CLf",
            expression="CL_form*dextromethorphan_cyp2d6**power_2d6*dextromethorphan_cyp3a**power_3a",
            unit="L/h",
        ),
        Derived(name="to_endoxifen", expression="CLf/(Q + CLf)", unit="1"),
    ),
    flows=(
        # the liver is at once in balance: what enters it leaves as tamoxifen by Q or as endoxifen by CLf
        Flow(source="gut", destination="central", rate="ka*(1 - to_endoxifen)*gut"),
        Flow(source="gut", destination="endoxifen", rate="ka*to_endoxifen*gut"),
        Flow(source="central", destination="endoxifen", rate="Q*to_endoxifen/V*central"),
        Flow(source="central", destination=None, rate="CL/V*central"),
        Flow(source="endoxifen", destination=None, rate="CL_endoxifen/V_endoxifen*endoxifen"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="tamoxifen",
            analyte="tamoxifen",
            role="parent",
            expression="tamoxifen_nmol*central/V",
            unit="nmol/L",
        ),
        Output(
            name="endoxifen_level",
            analyte="endoxifen",
            role="active metabolite",
            expression="endoxifen_nmol*endoxifen/V_endoxifen",
            unit="nmol/L",
        ),
    ),
    residuals=(
        Residual(output="tamoxifen", source=_T2, proportional=0.138),
        Residual(output="endoxifen_level", source=_T2, proportional=0.189),
    ),
    routes=(Route(name="oral", compartment="gut", lag="t_lag"),),
    correlations=(("CL", "V", 0.613),),
    horizon_h=90 * 24,
    checks=(
        _check(
            "AUC of tamoxifen by the printed numbers",
            "tamoxifen",
            "auc_tau",
            20e6 / 371.51456 * (61.8 / (61.8 + 0.324)) / (9.34 + 61.8 * 0.324 / (61.8 + 0.324)),
            "nmol.h/L",
        ),
        _check(
            "endoxifen at half the CYP2D6 activity",
            "endoxifen_level",
            "auc_tau",
            0.5**0.262,
            "ratio",
            given={"dextromethorphan_cyp2d6": 0.5},
        ),
        _check(f"AUC of tamoxifen, {_SSRI}", "tamoxifen", "auc_tau", 6958, "nmol.h/L", _SSRI_TABLE),
        _check(
            f"trough of tamoxifen, {_SSRI}",
            "tamoxifen",
            "ctrough",
            290,
            "nmol/L",
            _SSRI_TABLE,
            why="median trough and median AUC there are those of a flat line at 290 nmol/L, a quarter above the model",
        ),
        _check(f"AUC of endoxifen, {_SSRI}", "endoxifen_level", "auc_tau", 387, "nmol.h/L", _SSRI_TABLE),
        _check(f"trough of endoxifen, {_SSRI}", "endoxifen_level", "ctrough", 16.3, "nmol/L", _SSRI_TABLE),
    ),
)
