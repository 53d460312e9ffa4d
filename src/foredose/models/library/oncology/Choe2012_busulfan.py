"""Intravenous busulfan in Korean adults on phenytoin: weight and sex (Choe 2012)."""

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

_T1 = Citation(key="Choe2012", locus="Table 1 and methods")
_T2 = Citation(key="Choe2012", locus="Tables 2 and 3")
_JAPAN = Citation(key="Sato2015", locus="abstract: 5272 umol.min/L; molar mass 246.3 g/mol")
_LABEL = Citation(key="BusulfanLabel", locus="Table 3: clearance 2.52 mL/min/kg")


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _auc(name: str, expected: float, weight: float, source: Citation, why: str | None = None) -> Check:
    """Hold the AUC of one dose of 3.2 mg/kg in three hours."""
    return Check(
        name=name,
        kind="reported" if source.key == "Choe2012" else "observed",
        output="busulfan",
        measure="auc_inf",
        expected=expected,
        unit="mg.h/L",
        tolerance=0.10 if source.key == "Choe2012" else 0.25,
        source=source,
        dose_mg=3.2 * weight,
        interval_h=72,
        doses=1,
        duration_h=3,
        genotypes={},
        given={"weight": weight, "female": 0},
        disagrees=why,
    )


_compartments, _flows = mammillary("busulfan", absorption=None)

MODEL = Model(
    name="Choe2012_busulfan",
    drug="busulfan",
    title="A simple dosing scheme for intravenous busulfan in Korean adults",
    source=_T2,
    verified="all values from a secondary transcription of Tables 2 and 3 (nlmixr2lib), which agree with one another "
    "(0.947 and 3.610 times the root of 65 kg)",
    population=Population(
        studied="60 Korean adults before transplantation of blood stem cells, all on phenytoin, 295 levels, once daily "
        "or four times daily",
        n=60,
        age_years=(16, 58),
        used_for_years=(16, 65),
        used_because="the studied adults and somewhat beyond: age is not in the model",
        not_for=("children", "people of European descent: see the checks", "oral busulfan"),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("CL65", 7.6, "L/h", "CV 16 %", iiv=0.025277),
        _p("V65", 29.1, "L", "in a woman; CV 9 %", iiv=0.008068),
        _p("male_V", 0.105, "1"),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(52.5, 116), typical=66.5, source=_T1),
        Covariate(name="female", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL65*sqrt(weight/65)", unit="L/h"),
        Derived(name="V", expression="V65*sqrt(weight/65)*(1 + male_V*(1 - female))", unit="L"),
    ),
    pathways=(),
    outputs=(
        Output(name="busulfan", analyte="busulfan", role="parent", expression="central/V", unit="mg/L"),
    ),
    residuals=(Residual(output="busulfan", source=_T2, proportional=0.063),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=96,
    checks=(
        _auc("median AUC of once-daily 3.2 mg/kg", 26.18, 66.5, _T1),
        Check(
            name="half-life of a man of 65 kg",
            kind="derived",
            output="busulfan",
            measure="half_life",
            expected=0.693147 * 32.2 / 7.6,
            unit="h",
            tolerance=0.03,
            source=_T2,
            dose_mg=208,
            interval_h=48,
            doses=1,
            duration_h=3,
            genotypes={},
            given={"weight": 65, "female": 0},
        ),
        _auc(
            "median AUC of once-daily 3.2 mg/kg, 20 Japanese adults, at 65 kg",
            5272 / 60 * 0.2463,
            65,
            _JAPAN,
            "the abstract prints no weights; at 60 kg the model is 22 % above the median, within the observed range",
        ),
        _auc(
            "AUC of 3.2 mg/kg from the clearance of 59 adults of the label, at 70 kg",
            3.2 / (2.52 * 0.06),
            70,
            _LABEL,
            "Korean adults cleared a quarter less per kg than the mainly Western ones of the label (CV 25 %)",
        ),
    ),
)
