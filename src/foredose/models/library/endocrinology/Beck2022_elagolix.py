"""Elagolix in premenopausal women, by SLCO1B1 c.521T>C and weight (Beck 2022)."""

from functools import partial

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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

_SOURCE = Citation(key="Beck2022", locus="Table 3, final model (secondary)")
_TT = ("*1", "*37", "*14", "*20")
_C = ("*5", "*15")
_COMPARTMENTS, _FLOWS = mammillary("elagolix", exchange=(("Q", "Vp"),))


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


def _covariate(name: str, unit: str, low: float, high: float, typical: float | None, locus: str) -> Covariate:
    source = Citation(key="Beck2022", locus=locus)
    return Covariate(name=name, unit=unit, studied=(low, high), typical=typical, source=source)


_check = partial(
    Check,
    output="elagolix",
    dose_mg=150,
    interval_h=72,
    doses=1,
    genotypes={"SLCO1B1": "*1/*37"},
    given={"weight": 76},
)

MODEL = Model(
    name="Beck2022_elagolix",
    drug="elagolix",
    title=("Elagolix population pharmacokinetics in 2168 premenopausal women: OATP1B1 genotype and weight"),
    source=_SOURCE,
    verified=(
        "the paper was not read; values from a secondary transcription of Table 3 (nlmixr2lib), "
        "in which the residuals are printed as variances. The covariance of clearance and volume "
        "is not printed and is 0 here; for a missing genotype the paper has a factor of 1.10"
    ),
    population=Population(
        studied=(
            "2168 premenopausal women of 13 trials: 175 healthy, 1310 with endometriosis, 683 with fibroids"
        ),
        n=2168,
        age_years=(18, 53),
        used_for_years=(18, 55),
        used_because="premenopausal women",
        not_for=(
            "men",
            "children",
            "severe liver disease",
            "OATP1B1 inhibitors and rifampicin: not in the model",
        ),
        source=_SOURCE,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        _p("ka", 2.46, "1/h", note="printed with the unit L/h"),
        _p("t_lag", 0.207, "h"),
        _p("CL", 125, "L/h", iiv=0.198, note="apparent"),
        _p("V_76", 279, "L", iiv=0.208, note="apparent"),
        _p("Q", 5.63, "L/h"),
        _p("Vp", 51.7, "L"),
        _p("weight_V", 0.160, "1"),
        _p("tt", 1.0, "1", note="reference of the paper: extensive transporter"),
        _p("tc", 1.421, "1", note="1 + 0.421"),
        _p("cc", 1.963, "1", note="1 + 0.963"),
    ),
    covariates=(_covariate("weight", "kg", 40, 160, 76, "Table 2 (secondary)"),),
    genotypes=(
        GenotypeEffect(
            name="SLCO1B1",
            gene="SLCO1B1",
            by="diplotype",
            levels={
                **{f"{a}/{b}": "tt" for a in _TT for b in _TT},
                **{f"{a}/{b}": "tc" for a in _TT for b in _C},
                **{f"{a}/{b}": "cc" for a in _C for b in _C},
            },
            reference="*1/*1",
            source=_SOURCE,
            unstudied="elagolix was studied by c.521T>C alone",
            reference_shown="c.521TT",
        ),
    ),
    interactions=(),
    derived=(Derived(name="V", expression="V_76*(weight/76)**weight_V", unit="L"),),
    flows=_FLOWS,
    pathways=(Pathway(enzyme="SLCO1B1", expression="SLCO1B1", process="exposure by mouth"),),
    outputs=(
        Output(name="elagolix", analyte="elagolix", role="parent", expression="1000*central/V", unit="ng/mL"),
    ),
    residuals=(Residual(output="elagolix", source=_SOURCE, proportional=0.533, additive=0.516),),
    routes=(Route(name="oral", compartment="depot", fraction="SLCO1B1", lag="t_lag"),),
    horizon_h=168,
    checks=(
        _check(
            name="dose over clearance, c.521TT",
            kind="derived",
            measure="auc_inf",
            expected=1000 * 150 / 125,
            unit="ng.h/mL",
            tolerance=0.02,
            source=Citation(key="Beck2022", locus="Table 3: 125 L/h (secondary)"),
        ),
        _check(
            name="AUC, c.521TC over TT",
            kind="reported",
            measure="auc_inf",
            expected=1.42,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Beck2022", locus="Table 3, footnote d (secondary)"),
            genotypes={"SLCO1B1": "*1/*5"},
            versus={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="AUC, c.521CC over TT",
            kind="reported",
            measure="auc_inf",
            expected=1.96,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Beck2022", locus="Table 3, footnote d (secondary)"),
            genotypes={"SLCO1B1": "*15/*15"},
            versus={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="time of the peak, 45 healthy women",
            kind="reported",
            measure="tmax",
            expected=1.25,
            unit="h",
            tolerance=0.25,
            source=Citation(
                key="Ng2017", locus="abstract: 1.0 to 1.5 h; the study may be one of the thirteen"
            ),
            interval_h=12,
        ),
    ),
    unobserved=(
        "the first study in women (Struthers 2009, not of these trials) gives no area or half-"
        "life in its abstract; the label, the phase 1 study of 2017 and the earlier population "
        "model (Winzenborg 2018) rest on trials that built this one"
    ),
)
