"""Oral topotecan in infants and young children: body surface and an ABCG2 variant of absorption (Roberts 2016)."""

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

_T1 = Citation(key="Roberts2016", locus="Tables 1 and 2")
_T3 = Citation(key="Roberts2016", locus="Table 3")


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, iiv=iiv, rse=rse, note=note)


def _auc(name: str, expected: float, per_m2: float, source: Citation) -> Check:
    return Check(
        name=name,
        kind="derived" if source is _T3 else "observed",
        output="topotecan",
        measure="auc_inf",
        expected=expected,
        unit="ng.h/mL",
        tolerance=0.03 if source is _T3 else 0.25,
        source=source,
        dose_mg=per_m2 * 0.57,
        interval_h=48,
        doses=1,
        genotypes={},
        given={"body_surface_area": 0.57, "abcg2_rs4148157_carrier": 0},
    )


_compartments, _flows = mammillary("topotecan lactone")

MODEL = Model(
    name="Roberts2016_topotecan",
    drug="topotecan",
    title="Oral topotecan in infants and very young children: ABCG2 rs4148157 and absorption",
    source=_T3,
    verified="absorption, volume and clearance with their standard errors confirmed in the abstract; the rest from a "
    "secondary transcription of Table 3 (nlmixr2lib), whose 2.89-fold absorption is twofold in the abstract",
    population=Population(
        studied="61 children with tumours of the central nervous system, 182 levels (39 % below the limit), 0.8 mg/m2; "
        "10 of 52 carried the variant",
        n=61,
        age_years=(0.48, 4.59),
        used_for_years=(0.4, 5),
        used_because="the studied children: size enters by body surface",
        not_for=(
            "older children and adults",
            "impaired kidneys: all had normal function, and clearance of topotecan follows the kidney",
            "total topotecan: the lactone was measured",
            "intravenous topotecan",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka_GG", 0.61, "1/h", "omega 0.517", iiv=0.2672, rse=0.18),
        _p("carrier_ka", 1.06, "1", "of log ka, AG and AA alike (one AA)", rse=0.236),
        _p("V_median", 40.2, "L", "over bioavailability; omega 0.338", iiv=0.1142, rse=0.174),
        _p("CL_median", 40.0, "L/h", "over bioavailability; omega 0.465", iiv=0.2162, rse=0.0725),
        _p("bsa_V", 0.78, "1", rse=0.615),
        _p("bsa_CL", 1.25, "1", rse=0.312),
    ),
    covariates=(
        Covariate(name="body_surface_area", unit="m2", studied=(0.31, 0.72), typical=0.57, source=_T1),
        Covariate(name="abcg2_rs4148157_carrier", unit="1", studied=(0, 1), typical=None, source=_T1),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="ka", expression="ka_GG*exp(carrier_ka*abcg2_rs4148157_carrier)", unit="1/h"),
        Derived(name="V", expression="V_median*(body_surface_area/0.57)**bsa_V", unit="L"),
        Derived(name="CL", expression="CL_median*(body_surface_area/0.57)**bsa_CL", unit="L/h"),
    ),
    pathways=(),
    outputs=(
        Output(
            name="topotecan",
            analyte="topotecan lactone",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="topotecan", source=_T3, additive=0.592),),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=48,
    checks=(
        _auc("AUC of 0.8 mg/m2: dose over clearance", 1000 * 0.8 * 0.57 / 40.0, 0.8, _T3),
        Check(
            name="time of the peak with the variant, closed form",
            kind="derived",
            output="topotecan",
            measure="tmax",
            expected=0.7454,
            unit="h",
            tolerance=0.25,
            source=_T3,
            dose_mg=0.456,
            interval_h=12,
            doses=1,
            genotypes={},
            given={"body_surface_area": 0.57, "abcg2_rs4148157_carrier": 1},
        ),
        Check(
            name="peak with the variant over none: twofold",
            kind="reported",
            output="topotecan",
            measure="cmax",
            expected=2.0,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="Roberts2016", locus="abstract"),
            dose_mg=0.456,
            interval_h=12,
            doses=1,
            genotypes={},
            given={"body_surface_area": 0.57, "abcg2_rs4148157_carrier": 1},
            versus={},
            versus_given={"body_surface_area": 0.57, "abcg2_rs4148157_carrier": 0},
        ),
        _auc(
            "AUC of 0.8 mg/m2 by mouth, children with solid tumours",
            13.6,
            0.8,
            Citation(key="OralTopotecan1999", locus="abstract: 13.6 (SD 5.8) ng.h/mL of the lactone"),
        ),
        _auc(
            "AUC of 1.8 mg/m2 by mouth, children with solid tumours, median 10.6 years",
            20.9,
            1.8,
            Citation(key="OralTopotecan2004", locus="abstract: 20.9 (SD 8.4) ng.h/mL of the lactone"),
        ),
    ),
)
