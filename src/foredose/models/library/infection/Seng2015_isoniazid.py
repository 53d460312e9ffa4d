"""Isoniazid, acetylisoniazid and isonicotinic acid in Asian volunteers, by NAT2 (Seng 2015)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
    Compartment,
    Covariate,
    Derived,
    Flow,
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

_T1 = Citation(key="Seng2015", locus="Table 1 (secondary)")
_T2 = Citation(key="Seng2015", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("isoniazid", volume="V2", exchange=(("Q", "V5"),))
_RAPID, _INTERMEDIATE, _SLOW = "Rapid Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"


def _check(
    name: str,
    kind: CheckKind,
    phenotype: str,
    expected: float,
    key: str,
    locus: str,
    why: str | None = None,
    *,
    versus: str | None = None,
    output: str = "isoniazid",
    tolerance: float = 0.25,
) -> Check:
    """Area of one dose of 300 mg at 63 kg."""
    return Check(
        name=name,
        kind=kind,
        output=output,
        measure="auc_inf",
        expected=expected,
        unit="ratio" if versus else "mg.h/L",
        tolerance=tolerance,
        source=Citation(key=key, locus=locus),
        dose_mg=300,
        interval_h=240,
        doses=1,
        genotypes={"NAT2": phenotype},
        versus={"NAT2": versus} if versus else None,
        given={"weight": 63, "creatinine_clearance": 113},
        disagrees=why,
    )


MODEL = Model(
    name="Seng2015_isoniazid",
    drug="isoniazid",
    title="Isoniazid, acetylisoniazid and isonicotinic acid population pharmacokinetics by NAT2 in volunteers",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Tables 1 and 2 (nlmixr2lib). Its text "
    "gives 65, 35 and 8 L/h for rapid, intermediate and slow acetylators, the table 65.2, half and a tenth of it; the "
    "table is used",
    population=Population(
        studied="33 healthy Asian adults in Singapore on rifampicin and isoniazid for two weeks and one dose of "
        "efavirenz, about 300 samples of each analyte; 11 slow acetylators",
        n=33,
        age_years=(22, 56),
        used_for_years=(18, 60),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "children",
            "clearances of the metabolites by themselves: their central volumes were fixed at 17 L, and amounts are "
            "in mg without regard to molar mass",
            "people not on rifampicin",
        ),
        source=_T1,
    ),
    compartments=(
        *_COMPARTMENTS,
        Compartment(name="acetyl", holds="acetylisoniazid"),
        Compartment(name="acetyl_tissue", holds="acetylisoniazid, in tissue"),
        Compartment(name="acid", holds="isonicotinic acid"),
    ),
    parameters=(
        Parameter(
            name="ka", value=0.6, unit="1/h", source=_T2, iiv=0.01651, rse=0.053, note="printed CV 12.9 %"
        ),
        Parameter(name="CL_rapid", value=65.2, unit="L/h", source=_T2, rse=0.069),
        Parameter(name="CL_intermediate", value=65.2 * 0.5, unit="L/h", source=_T2, note="half of rapid"),
        Parameter(name="CL_slow", value=65.2 * 0.1, unit="L/h", source=_T2, note="a tenth of rapid"),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.02053,
            note="carries the spread of clearance, printed CV 14.4 %",
        ),
        Parameter(name="V2_63", value=18, unit="L", source=_T2, rse=0.226),
        Parameter(name="Q_63", value=2.8, unit="L/h", source=_T2, rse=0.145),
        Parameter(
            name="V5_63", value=15.9, unit="L", source=_T2, iiv=0.11183, rse=0.113, note="printed CV 34.4 %"
        ),
        Parameter(name="F", value=1, unit="1", source=_T2, iiv=0.09518, note="fixed; printed CV 31.6 %"),
        Parameter(
            name="to_acetyl", value=0.973, unit="1", source=_T2, rse=0.013, note="the rest goes to the acid"
        ),
        Parameter(
            name="CLA_63",
            value=21.3,
            unit="L/h",
            source=_T2,
            iiv=0.01055,
            rse=0.072,
            note="printed CV 10.3 %",
        ),
        Parameter(name="clcr_exponent", value=0.4, unit="1", source=_T2, rse=0.215),
        Parameter(name="V3_63", value=17, unit="L", source=_T2, note="fixed by the authors"),
        Parameter(name="QA_63", value=69.2, unit="L/h", source=_T2, rse=0.132),
        Parameter(
            name="V6_63", value=80.4, unit="L", source=_T2, iiv=0.04077, rse=0.094, note="printed CV 20.4 %"
        ),
        Parameter(name="to_acid", value=0.734, unit="1", source=_T2, rse=0.101, note="of acetylisoniazid"),
        Parameter(
            name="CLI_63",
            value=44.6,
            unit="L/h",
            source=_T2,
            iiv=0.03402,
            rse=0.056,
            note="printed CV 18.6 %",
        ),
        Parameter(name="V4_63", value=17, unit="L", source=_T2, note="fixed by the authors"),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(45.8, 86.1), typical=62.5, source=_T1),
        Covariate(name="creatinine_clearance", unit="mL/min", studied=(52.3, 174.6), typical=113, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="CL_NAT2",
            gene="NAT2",
            by="phenotype",
            levels={_RAPID: "CL_rapid", _INTERMEDIATE: "CL_intermediate", _SLOW: "CL_slow"},
            reference=_RAPID,
            source=_T2,
            reference_shown="rapid acetylator (most people outside East Asia are intermediate or slow)",
            unstudied="isoniazid clearance is not in this model for this NAT2 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="size", expression="weight/63", unit="1"),
        Derived(name="CL", expression="CL_NAT2*CL_scale*size**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_63*size", unit="L"),
        Derived(name="Q", expression="Q_63*size**0.75", unit="L/h"),
        Derived(name="V5", expression="V5_63*size", unit="L"),
        Derived(
            name="CLA", expression="CLA_63*size**0.75*(creatinine_clearance/113)**clcr_exponent", unit="L/h"
        ),
        Derived(name="V3", expression="V3_63*size", unit="L"),
        Derived(name="QA", expression="QA_63*size**0.75", unit="L/h"),
        Derived(name="V6", expression="V6_63*size", unit="L"),
        Derived(name="CLI", expression="CLI_63*size**0.75", unit="L/h"),
        Derived(name="V4", expression="V4_63*size", unit="L"),
    ),
    flows=(
        *(flow for flow in _FLOWS if flow.destination is not None),
        Flow(source="central", destination="acetyl", rate="to_acetyl*CL/V2*central"),
        Flow(source="central", destination="acid", rate="(1 - to_acetyl)*CL/V2*central"),
        Flow(source="acetyl", destination="acetyl_tissue", rate="QA/V3*acetyl"),
        Flow(source="acetyl_tissue", destination="acetyl", rate="QA/V6*acetyl_tissue"),
        Flow(source="acetyl", destination="acid", rate="to_acid*CLA/V3*acetyl"),
        Flow(source="acetyl", destination=None, rate="(1 - to_acid)*CLA/V3*acetyl"),
        Flow(source="acid", destination=None, rate="CLI/V4*acid"),
    ),
    pathways=(Pathway(enzyme="NAT2", expression="CL_NAT2", process="clearance"),),
    outputs=(
        Output(name="isoniazid", analyte="isoniazid", role="parent", expression="central/V2", unit="mg/L"),
        Output(
            name="acetylisoniazid",
            analyte="acetylisoniazid",
            role="metabolite",
            expression="acetyl/V3",
            unit="mg/L",
        ),
        Output(
            name="isonicotinic_acid",
            analyte="isonicotinic acid",
            role="metabolite",
            expression="acid/V4",
            unit="mg/L",
        ),
    ),
    residuals=(
        Residual(output="isoniazid", source=_T2, log_sd=0.326),
        Residual(output="acetylisoniazid", source=_T2, log_sd=0.207),
        Residual(output="isonicotinic_acid", source=_T2, log_sd=0.269),
    ),
    routes=(Route(name="oral", compartment="depot", fraction="F"),),
    horizon_h=3 * 24,
    checks=(
        _check(
            "dose over clearance, rapid", "derived", _RAPID, 300 / 65.2, "Seng2015", "Table 2", tolerance=0.02
        ),
        _check(
            "acetylisoniazid: formed over its clearance",
            "derived",
            _RAPID,
            0.973 * 300 / 21.3,
            "Seng2015",
            "Table 2",
            output="acetylisoniazid",
            tolerance=0.02,
        ),
        _check(
            "intermediate over rapid",
            "reported",
            _INTERMEDIATE,
            1.9,
            "Seng2015",
            "text: 1.9-fold",
            versus=_RAPID,
        ),
        _check(
            "slow over rapid",
            "reported",
            _SLOW,
            7.7,
            "Seng2015",
            "text: 7.7-fold",
            "the table gives slow acetylators a tenth of the rapid clearance, the text 7.7 times less",
            versus=_RAPID,
        ),
        _check(
            "rapid over intermediate, 16 Japanese volunteers",
            "observed",
            _RAPID,
            0.66,
            "IsoniazidRapidEscalation",
            "abstract: area 66 % of that of intermediate acetylators at 300 mg",
            versus=_INTERMEDIATE,
        ),
        _check(
            "rapid over intermediate, 202 Chinese",
            "observed",
            _RAPID,
            0.577,
            "Chen2022",
            "Table 3: exp(-0.55)",
            versus=_INTERMEDIATE,
        ),
        _check(
            "area of 300 mg, eight rapid Chinese volunteers",
            "observed",
            _RAPID,
            10.35,
            "Chen2022",
            "Table 2: 75.5 umol.h/L (secondary)",
            "volunteers here were on rifampicin and clear twice as much as other rapid acetylators",
        ),
    ),
)
