"""Isoniazid in South African patients with tuberculosis, in two classes of elimination (Wilkins 2011)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    CheckKind,
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

_T1 = Citation(key="Wilkins2011", locus="Table 1 (secondary)")
_T2 = Citation(key="Wilkins2011", locus="Table 2, final model (secondary)")
_COMPARTMENTS, _FLOWS = mammillary("isoniazid", volume="V1", exchange=(("Q", "V2"),))


def _area(
    name: str,
    kind: CheckKind,
    expected: float,
    key: str,
    locus: str,
    why: str | None = None,
    *,
    weight: float,
    fast: float,
) -> Check:
    """Area of one dose of 300 mg in a man without HIV."""
    return Check(
        name=name,
        kind=kind,
        output="isoniazid",
        measure="auc_inf",
        expected=expected,
        unit="mg.h/L",
        tolerance=0.25 if kind == "observed" else 0.03,
        source=Citation(key=key, locus=locus),
        dose_mg=300,
        interval_h=4000,
        doses=1,
        genotypes={},
        given={"weight": weight, "female": 0, "hiv_positive": 0, "fast_isoniazid_eliminator": fast},
        disagrees=why,
    )


MODEL = Model(
    name="Wilkins2011_isoniazid",
    drug="isoniazid",
    title="Isoniazid population pharmacokinetics in South African patients with tuberculosis",
    source=_T2,
    verified="the paper was not read; values from a secondary transcription of Tables 1 and 2 (nlmixr2lib)",
    population=Population(
        studied="235 patients with pulmonary tuberculosis in the Western Cape, on rifampicin, 2352 concentrations",
        n=235,
        age_years=(20, 60),
        used_for_years=(18, 65),
        used_because="the studied adults and a little beyond: age is not in the model",
        not_for=(
            "NAT2 genotype: nobody was typed. The two classes come from the levels themselves, intermediate "
            "acetylators are not told from fast or slow, and 13 % of patients were fast",
            "people over 68 kg, the heaviest seen",
            "children",
        ),
        source=_T1,
    ),
    compartments=_COMPARTMENTS,
    parameters=(
        Parameter(
            name="ka",
            value=1.85,
            unit="1/h",
            source=_T2,
            iov=0.5941,
            rse=0.0401,
            note="printed CV 90.1 % between occasions",
        ),
        Parameter(
            name="lag", value=0.18, unit="h", source=_T2, iiv=0.5775, rse=0.0763, note="printed CV 88.4 %"
        ),
        Parameter(
            name="F",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.0664,
            iov=0.0070,
            note="fixed; printed CV 26.2 and 8.4 %",
        ),
        Parameter(name="CL_slow", value=9.70, unit="L/h", source=_T2, rse=0.0305),
        Parameter(name="CL_fast", value=21.6, unit="L/h", source=_T2),
        Parameter(
            name="CL_scale",
            value=1,
            unit="1",
            source=_T2,
            iiv=0.0333,
            note="carries the spread of clearance, printed CV 18.4 %",
        ),
        Parameter(name="hiv_CL", value=-0.174, unit="1", source=_T2, rse=0.222),
        Parameter(
            name="V1_70", value=57.7, unit="L", source=_T2, iiv=0.0269, rse=0.0281, note="printed CV 16.5 %"
        ),
        Parameter(name="female_V1", value=-0.103, unit="1", source=_T2, rse=0.257),
        Parameter(
            name="Q70", value=3.34, unit="L/h", source=_T2, iiv=0.6249, rse=0.0852, note="printed CV 93.1 %"
        ),
        Parameter(name="V2_70", value=1730, unit="L", source=_T2, rse=0.147),
    ),
    covariates=(
        Covariate(name="weight", unit="kg", studied=(33.7, 68), typical=48, source=_T1),
        Covariate(name="female", unit="1", studied=(0, 1), typical=0, source=_T1),
        Covariate(name="hiv_positive", unit="1", studied=(0, 1), typical=0, source=_T1),
        Covariate(
            name="fast_isoniazid_eliminator",
            unit="1",
            studied=(0, 1),
            typical=0,
            source=Citation(key="Wilkins2011", locus="Table 2: a share of 0.132 is fast (secondary)"),
        ),
    ),
    genotypes=(),
    interactions=(),
    derived=(
        Derived(name="size", expression="weight/70", unit="1"),
        Derived(
            name="CL",
            expression="(CL_slow + (CL_fast - CL_slow)*fast_isoniazid_eliminator)*CL_scale*size**0.75"
            "*(1 + hiv_CL*hiv_positive)",
            unit="L/h",
        ),
        Derived(name="V1", expression="V1_70*size*(1 + female_V1*female)", unit="L"),
        Derived(name="Q", expression="Q70*size**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_70*size", unit="L"),
    ),
    flows=_FLOWS,
    pathways=(),
    outputs=(
        Output(name="isoniazid", analyte="isoniazid", role="parent", expression="central/V1", unit="mg/L"),
    ),
    residuals=(Residual(output="isoniazid", source=_T2, log_sd=0.205),),
    routes=(Route(name="oral", compartment="depot", fraction="F", lag="lag"),),
    horizon_h=28 * 24,
    checks=(
        _area(
            "dose over clearance, slow, 70 kg",
            "derived",
            300 / 9.70,
            "Wilkins2011",
            "Table 2",
            weight=70,
            fast=0,
        ),
        _area(
            "dose over clearance, fast, 70 kg",
            "derived",
            300 / 21.6,
            "Wilkins2011",
            "Table 2",
            weight=70,
            fast=1,
        ),
        _area(
            "slow, held against two slow NAT2 alleles in Chinese patients of 56.5 kg",
            "observed",
            300 / 9.553,
            "Chen2022",
            "Table 3: 28.7 L/h x exp(-1.1); patients of mean 56.5 kg",
            weight=56.5,
            fast=0,
        ),
        _area(
            "fast, held against Chinese patients without a slow NAT2 allele",
            "observed",
            300 / 28.7,
            "Chen2022",
            "Table 3: 28.7 L/h; patients of mean 56.5 kg",
            "the fast class of a mixture without genotypes is not the rapid acetylators of NAT2",
            weight=56.5,
            fast=1,
        ),
    ),
)
