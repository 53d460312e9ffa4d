"""Isoniazid and acetylisoniazid in Chinese adults, by NAT2 (Chen 2022, model of three classes)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
    Compartment,
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

_T3 = Citation(key="Chen2022", locus="Table 3, final model (1) (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("isoniazid", clearance="(1 - FM)*CL")
_RAPID, _INTERMEDIATE, _SLOW = "Rapid Metabolizer", "Intermediate Metabolizer", "Poor Metabolizer"
_INH, _ACINH = 0.13714, 0.17918
"""Molar masses of isoniazid and acetylisoniazid, mg/umol."""


def _check(
    name: str,
    kind: CheckKind,
    measure: str,
    phenotype: str,
    expected: float,
    key: str,
    locus: str,
    *,
    output: str = "isoniazid",
    versus: str | None = None,
    why: str | None = None,
) -> Check:
    """One dose of 300 mg."""
    return Check(
        name=name,
        kind=kind,
        output=output,
        measure=measure,
        expected=expected,
        unit="ratio" if versus else {"auc_inf": "mg.h/L", "half_life": "h", "cmax": "mg/L"}[measure],
        tolerance=0.25,
        source=Citation(key=key, locus=locus),
        dose_mg=300,
        interval_h=12 if measure == "half_life" else 96,
        doses=1,
        genotypes={"NAT2": phenotype},
        versus={"NAT2": versus} if versus else None,
        given={},
        disagrees=why,
    )


MODEL = Model(
    name="Chen2022_isoniazid",
    drug="isoniazid",
    title="Isoniazid and acetylisoniazid population pharmacokinetics by NAT2 class in Chinese adults",
    source=_T3,
    verified="abstract read: n, doses, NAT2; values from a secondary transcription of Tables 2 and 3 (nlmixr2lib). "
    "Table 3 prints -0.47 for the effect on the fraction acetylated, its footnote -0.55; the table is used. Amounts "
    "were umol; "
    "here mg of isoniazid, and acetylisoniazid is turned into its own mg at the output",
    population=Population(
        studied="45 healthy men and 157 patients with tuberculosis in China; 32 with two slow alleles",
        n=202,
        age_years=(19, 64),
        used_for_years=(18, 70),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "children",
            "peak and hour of the peak: the authors call absorption poorly estimated",
            "alleles other than *4, *5, *6 and *7, which alone were typed",
        ),
        source=Citation(key="Chen2022", locus="Table 1 (secondary)"),
    ),
    compartments=(*_COMPARTMENTS, Compartment(name="acetyl", holds="acetylisoniazid, as mg of isoniazid")),
    parameters=(
        Parameter(name="ka", value=3.91, unit="1/h", source=_T3, iiv=0.304704, rse=0.44 / 3.91),
        Parameter(name="CL_wt", value=28.7, unit="L/h", source=_T3, iiv=0.094249, rse=3.22 / 28.7),
        Parameter(name="K30", value=0.41, unit="1/h", source=_T3, iiv=0.045796, rse=0.051 / 0.41),
        Parameter(name="V", value=54.1, unit="L", source=_T3, iiv=0.037636, rse=12.5 / 54.1),
        Parameter(name="V3", value=17.2, unit="L", source=_T3, rse=3.21 / 17.2),
        Parameter(
            name="FM_wt",
            value=0.88,
            unit="1",
            source=_T3,
            iiv=0.011449,
            rse=0.21 / 0.88,
            note="fraction of clearance that forms acetylisoniazid; held at 1, which the printed form can exceed",
        ),
        Parameter(name="class_CL", value=-0.55, unit="1", source=_T3, rse=0.2, note="per class, on the log"),
        Parameter(
            name="class_FM", value=-0.47, unit="1", source=_T3, rse=0.17 / 0.47, note="per class, on the log"
        ),
        Parameter(name="no_slow", value=0, unit="1", source=_T3, note="*4/*4, reference of the paper"),
        Parameter(name="one_slow", value=1, unit="1", source=_T3, note="one of *5, *6, *7"),
        Parameter(name="two_slow", value=2, unit="1", source=_T3, note="two of *5, *6, *7"),
        Parameter(
            name="mass_ratio",
            value=_ACINH / _INH,
            unit="1",
            source=_T3,
            note="molar masses 179.18 and 137.14 g/mol, from the atomic masses",
        ),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="slow_alleles",
            gene="NAT2",
            by="phenotype",
            levels={_RAPID: "no_slow", _INTERMEDIATE: "one_slow", _SLOW: "two_slow"},
            reference=_RAPID,
            source=_T3,
            reference_shown="rapid acetylator (most people outside East Asia are intermediate or slow)",
            unstudied="isoniazid clearance is not in this model for this NAT2 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL_wt*exp(class_CL*slow_alleles)", unit="L/h"),
        Derived(name="FM", expression="min(FM_wt*exp(class_FM*slow_alleles), 1)", unit="1"),
    ),
    flows=(
        *_FLOWS,
        Flow(source="central", destination="acetyl", rate="FM*CL/V*central"),
        Flow(source="acetyl", destination=None, rate="K30*acetyl"),
    ),
    pathways=(Pathway(enzyme="NAT2", expression="FM*CL", process="acetylation"),),
    outputs=(
        Output(name="isoniazid", analyte="isoniazid", role="parent", expression="central/V", unit="mg/L"),
        Output(
            name="acetylisoniazid",
            analyte="acetylisoniazid",
            role="metabolite",
            expression="mass_ratio*acetyl/V3",
            unit="mg/L",
        ),
    ),
    residuals=(
        Residual(output="isoniazid", source=_T3, proportional=0.333),
        Residual(output="acetylisoniazid", source=_T3, proportional=0.302),
    ),
    routes=(Route(name="oral", compartment="depot"),),
    horizon_h=3 * 24,
    checks=(
        *(
            _check(
                f"{what} of volunteers without a slow allele",
                "reported",
                measure,
                _RAPID,
                value,
                "Chen2022",
                locus,
                **how,
            )
            for what, measure, value, locus, how in (
                ("area", "auc_inf", 75.5 * _INH, "Table 2: 75.5 umol.h/L (secondary)", {}),
                ("half-life", "half_life", 1.15, "Table 2 (secondary)", {}),
                ("peak", "cmax", 36.0 * _INH, "Table 2: 36.0 umol/L (secondary)", {}),
                (
                    "area of acetylisoniazid",
                    "auc_inf",
                    245.4 * _ACINH,
                    "Table 2: 245.4 umol.h/L (secondary)",
                    {"output": "acetylisoniazid"},
                ),
            )
        ),
        _check(
            "rapid over intermediate, 16 Japanese volunteers",
            "observed",
            "auc_inf",
            _RAPID,
            0.66,
            "IsoniazidRapidEscalation",
            "abstract: area 66 % of that of intermediate acetylators at 300 mg",
            versus=_INTERMEDIATE,
        ),
        _check(
            "rapid over intermediate, 33 volunteers in Singapore",
            "observed",
            "auc_inf",
            _RAPID,
            0.5,
            "Seng2015",
            "Table 2",
            versus=_INTERMEDIATE,
        ),
        _check(
            "rapid over slow, 33 volunteers in Singapore",
            "observed",
            "auc_inf",
            _RAPID,
            0.1,
            "Seng2015",
            "Table 2",
            versus=_SLOW,
            why="a threefold difference here, a tenfold one there",
        ),
    ),
)
