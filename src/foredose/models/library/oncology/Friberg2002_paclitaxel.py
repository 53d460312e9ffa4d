"""Paclitaxel and white blood cells: the semi-mechanistic marrow model (Friberg 2002, leukocytes)."""

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
from foredose.models.structures import transit

_DDMORE = Citation(key="Friberg2002", locus="DDMODEL00000186, leukocytes after paclitaxel")
_PK = Citation(
    key="Friberg2002", locus="DDMODEL00000186: medians of the individual kinetics supplied with it"
)
_CELLS = "10^9/L"
_MOLAR_MG = 0.8539  # mg in 1 umol of paclitaxel


def _p(name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_DDMORE, iiv=iiv, note=note)


def _k(name: str, value: float, unit: str, note: str = "") -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_PK, note=note)


_marrow, _marrow_flows = transit(
    "maturing white blood cells", number=3, rate="k_tr", into="circulating", unit=_CELLS
)

MODEL = Model(
    name="Friberg2002_paclitaxel",
    drug="paclitaxel",
    title="Model of chemotherapy-induced myelosuppression: leukocytes after paclitaxel",
    source=_DDMORE,
    verified="parameters of the marrow from the code stored at DDMORE, as nlmixr2lib transcribes it; the paper's "
    "tables could not be read. Clearance and volumes are medians of individual values supplied with that code (another "
    "copy of such data has 336 L/h, 418 L and 1010 L), of unbound paclitaxel by their size: no published typical "
    "value was read",
    population=Population(
        studied="adults with cancer, paclitaxel in three hours, 46 people in the data supplied",
        n=46,
        age_years=None,
        used_for_years=(18, 85),
        used_because="adults with cancer were studied; age is not in the model",
        not_for=(
            "total paclitaxel levels: the driving level is unbound",
            "the spread of kinetics between people: it was data there and is not declared here",
            "infusions of one or 24 hours (unbound kinetics differ with the solvent), and albumin-bound paclitaxel",
            "neutrophils: total white cells are followed",
            "people who get growth factor, and children",
        ),
        source=_DDMORE,
    ),
    compartments=(
        Compartment(name="central", holds="paclitaxel"),
        Compartment(name="peripheral", holds="paclitaxel in tissue"),
        Compartment(name="proliferating", holds="proliferating progenitors", unit=_CELLS, initial="CIRC0"),
        *(Compartment(name=c.name, holds=c.holds, unit=c.unit, initial="CIRC0") for c in _marrow),
        Compartment(name="circulating", holds="white blood cells in blood", unit=_CELLS, initial="CIRC0"),
    ),
    parameters=(
        _k("CL", 285, "L/h", "of unbound paclitaxel"),
        _k("V1", 290, "L"),
        _k("V2", 995, "L"),
        _k("Q", 204, "L/h", "fixed in the code"),
        _p("CIRC0", 7.21, _CELLS, iiv=0.107),
        _p("MTT", 124, "h", iiv=0.0296),
        _p("slope", 28.9 / _MOLAR_MG, "L/mg", "28.9 L/umol with 0.8539 mg in 1 umol", iiv=0.176),
        _p("feedback", 0.239, "1"),
    ),
    covariates=(),
    genotypes=(),
    interactions=(),
    derived=(Derived(name="k_tr", expression="4/MTT", unit="1/h"),),
    flows=(
        Flow(source="central", destination=None, rate="CL/V1*central"),
        Flow(source="central", destination="peripheral", rate="Q/V1*central"),
        Flow(source="peripheral", destination="central", rate="Q/V2*peripheral"),
        Flow(
            source=None,
            destination="proliferating",
            rate="k_tr*proliferating*(1 - slope*central/V1)*(CIRC0/circulating)**feedback",
        ),
        Flow(source="proliferating", destination="transit1", rate="k_tr*proliferating"),
        *_marrow_flows,
        Flow(source="circulating", destination=None, rate="k_tr*circulating"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="paclitaxel",
            analyte="paclitaxel, unbound",
            role="parent",
            expression="1000*central/V1",
            unit="ng/mL",
        ),
        Output(name="WBC", analyte="white blood cells", role="effect", expression="circulating", unit=_CELLS),
    ),
    residuals=(Residual(output="WBC", source=_DDMORE, proportional=0.286),),
    routes=(Route(name="intravenous", compartment="central"),),
    horizon_h=21 * 24,
    checks=(
        Check(
            name="unbound AUC of 300 mg: dose over clearance",
            kind="derived",
            output="paclitaxel",
            measure="auc_inf",
            expected=300_000 / 285,
            unit="ng.h/mL",
            tolerance=0.03,
            source=_PK,
            dose_mg=300,
            interval_h=504,
            doses=1,
            duration_h=3,
            genotypes={},
            given={},
        ),
        Check(
            name="white cells before treatment",
            kind="derived",
            output="WBC",
            measure="value_start",
            expected=7.21,
            unit=_CELLS,
            tolerance=0.001,
            source=_DDMORE,
            dose_mg=300,
            interval_h=504,
            doses=1,
            duration_h=3,
            genotypes={},
            given={},
        ),
        Check(
            name="unbound AUC of 100 mg/m2 in three hours, 14 people, at 1.73 m2",
            kind="observed",
            output="paclitaxel",
            measure="auc_inf",
            expected=0.62 * 853.9,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="UnboundPaclitaxel2002", locus="abstract: 0.62 (SD 0.12) umol.h/L; 853.9 g/mol"
            ),
            dose_mg=173,
            interval_h=504,
            doses=1,
            duration_h=3,
            genotypes={},
            given={},
        ),
    ),
)
