"""Mercaptopurine in children: 6-TGN and methylated nucleotides in red cells by TPMT (Hawwa 2008)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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

_T1 = Citation(key="Hawwa2008", locus="Table 1")
_T4 = Citation(key="Hawwa2008", locus="Table 4, final model, and methods")
_UK = Citation(key="Lennard2013", locus="abstract: medians by TPMT genotype")
_HET, _WILD = "Intermediate Metabolizer", "Normal Metabolizer"


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T4, iiv=iiv, rse=rse, note=note)


def _check(
    name: str,
    output: str,
    measure: str,
    expected: float,
    unit: str,
    source: Citation = _T4,
    why: str | None = None,
) -> Check:
    """Hold 50 mg a day for six weeks, or its ratio of a heterozygous to a wild-type child."""
    return Check(
        name=name,
        kind="derived" if source is _T4 else "observed",
        output=output,
        measure=measure,
        expected=expected,
        unit=unit,
        tolerance=0.03 if source is _T4 else 0.25,
        source=source,
        dose_mg=50,
        interval_h=24,
        doses=42,
        genotypes={"TPMT": _HET if unit == "ratio" else _WILD},
        versus={"TPMT": _WILD} if unit == "ratio" else None,
        given={"body_surface_area": 1.14},
        disagrees=why,
    )


MODEL = Model(
    name="Hawwa2008_mercaptopurine",
    drug="mercaptopurine",
    title="Population pharmacokinetics and pharmacogenetics of 6-mercaptopurine in children with leukaemia",
    source=_T4,
    verified="title page read; all values from a secondary transcription of Table 4 and the methods (nlmixr2lib), by "
    "which volumes are 1 L by convention: an amount in mg stands for mg per litre of packed red cells",
    population=Population(
        studied="19 children with acute lymphoblastic leukaemia in maintenance, 150 levels in red cells; three were "
        "heterozygous for a TPMT variant",
        n=19,
        age_years=(3, 17),
        used_for_years=(3, 18),
        used_because="the studied children: size enters by body surface",
        not_for=(
            "TPMT poor metabolisers: none was studied",
            "NUDT15, which is not in the model",
            "adults, and azathioprine",
            "methylated nucleotides by TPMT: the model hardly lowers them in carriers, who have a third",
            "mercaptopurine in plasma, which was not measured",
        ),
        source=_T1,
    ),
    compartments=(
        Compartment(name="gut", holds="mercaptopurine in the gut"),
        Compartment(name="central", holds="mercaptopurine (not measured)"),
        Compartment(name="tgn", holds="6-thioguanine nucleotides in red cells"),
        Compartment(name="mmpn", holds="6-methylmercaptopurine nucleotides in red cells"),
    ),
    parameters=(
        _p("ka", 1.3, "1/h", "fixed by the authors from literature"),
        _p("F", 0.22, "1", "fixed by the authors from literature"),
        _p("k20", 0.53, "1/h", "fixed by the authors from literature"),
        _p("metabolic", 0.78, "1", "share of k20 that forms the nucleotides; fixed by the authors"),
        _p("fm3", 0.0191, "1", "of it into 6-TGN", rse=0.641),
        _p("carrier", 2.56, "1", rse=0.359),
        _p("wild_type", 1.0, "1", "reference of the paper"),
        _p("CL_tgn1", 0.00914, "L/h", "at 1 m2", iiv=0.113, rse=0.568),
        _p("bsa_tgn", 1.16, "1", rse=0.490),
        _p("CL_mmpn", 0.0228, "L/h", iiv=0.11, rse=0.142),
        _p("V_cells", 1, "L", "by convention: not identifiable"),
    ),
    covariates=(
        Covariate(name="body_surface_area", unit="m2", studied=(0.59, 2.00), typical=1.14, source=_T1),
    ),
    genotypes=(
        GenotypeEffect(
            name="TPMT",
            gene="TPMT",
            by="phenotype",
            levels={"Normal Metabolizer": "wild_type", "Intermediate Metabolizer": "carrier"},
            reference="Normal Metabolizer",
            source=_T4,
            unstudied="6-TGN from mercaptopurine is not published by this model for this TPMT phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="share", expression="fm3*TPMT", unit="1"),
        Derived(name="CL_tgn", expression="CL_tgn1*(body_surface_area/1)**bsa_tgn", unit="L/h"),
    ),
    flows=(
        Flow(source="gut", destination="central", rate="ka*gut"),
        Flow(source="central", destination="tgn", rate="share*metabolic*k20*central"),
        Flow(source="central", destination="mmpn", rate="(1 - share)*metabolic*k20*central"),
        Flow(source="central", destination=None, rate="(1 - metabolic)*k20*central"),
        Flow(source="tgn", destination=None, rate="CL_tgn/V_cells*tgn"),
        Flow(source="mmpn", destination=None, rate="CL_mmpn/V_cells*mmpn"),
    ),
    pathways=(
        Pathway(
            enzyme="TPMT", expression="TPMT", process="share made into 6-TGN (more where TPMT does less)"
        ),
    ),
    outputs=(
        Output(
            name="TGN",
            analyte="6-thioguanine nucleotides",
            role="active metabolite",
            expression="tgn/V_cells",
            unit="mg/L",
        ),
        Output(
            name="mMPN",
            analyte="6-methylmercaptopurine nucleotides",
            role="metabolite",
            expression="mmpn/V_cells",
            unit="mg/L",
        ),
    ),
    residuals=(
        Residual(output="TGN", source=_T4, additive=0.177),
        Residual(output="mMPN", source=_T4, additive=8.42),
    ),
    routes=(Route(name="oral", compartment="gut", fraction="F"),),
    horizon_h=42 * 24,
    checks=(
        _check(
            "mean 6-TGN at 50 mg a day from the printed numbers",
            "TGN",
            "cavg",
            50 * 0.22 * 0.78 * 0.0191 / (0.00914 * 1.14**1.16) / 24,
            "mg/L",
        ),
        _check(
            "mean methylated nucleotides at 50 mg a day from the printed numbers",
            "mMPN",
            "cavg",
            50 * 0.22 * 0.78 * (1 - 0.0191) / 0.0228 / 24,
            "mg/L",
        ),
        _check("6-TGN, heterozygous over wild type, 1131 children", "TGN", "cavg", 754 / 360, "ratio", _UK),
        _check(
            "methylated nucleotides, heterozygous over wild type, 1131 children",
            "mMPN",
            "cavg",
            3868 / 10650,
            "ratio",
            _UK,
            "the model moves the share of 6-TGN from 2 to 5 % and leaves the rest to methylation",
        ),
    ),
)
