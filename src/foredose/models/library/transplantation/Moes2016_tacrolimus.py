"""Tacrolimus once daily in liver recipients: CYP3A5 of the recipient and of the donor (Moes 2016)."""

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
from foredose.models.structures import mammillary, transit

_T4 = Citation(key="Moes2016", locus="Table 4, final model")


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T4, iiv=iiv, rse=rse, note=note)


def _check(
    name: str, measure: str, expected: float, dose: float, *, source: Citation = _T4, donor: int = 0
) -> Check:
    """Hold a dose in a non-expresser, or where ``expected`` is below 1 an expresser over a non-expresser."""
    ratio = expected < 1
    return Check(
        name=name,
        kind="derived" if source is _T4 else "observed",
        output="tacrolimus",
        measure=measure,
        expected=expected,
        unit="ratio" if ratio else ("ng.h/mL" if measure == "auc_tau" else "ng/mL"),
        tolerance=0.03 if source is _T4 else 0.25,
        source=source,
        dose_mg=dose,
        interval_h=24,
        doses=21,
        genotypes={"CYP3A5": "Intermediate Metabolizer" if ratio else "Poor Metabolizer"},
        versus={"CYP3A5": "Poor Metabolizer"} if ratio else None,
        given={"donor_cyp3a5_expresser": donor},
        versus_given={"donor_cyp3a5_expresser": 0} if ratio else None,
    )


_body, _body_flows = mammillary("tacrolimus", absorption=None, volume="Vc", exchange=[("Q", "Vp")])
_gut, _gut_flows = transit("tacrolimus in the gut", number=4, rate="ka", into="central")

MODEL = Model(
    name="Moes2016_tacrolimus",
    drug="tacrolimus",
    title="Once-daily tacrolimus in stable liver recipients: population pharmacokinetics and CYP3A5",
    source=_T4,
    verified="introduction of the paper read; all values from a secondary transcription of Table 4 (nlmixr2lib)",
    population=Population(
        studied="49 stable adult liver recipients on prolonged-release tacrolimus, 282 levels; 13 recipients and 9 "
        "donors were CYP3A5 expressers, 5 pairs were both",
        n=49,
        age_years=(29, 69),
        used_for_years=(18, 80),
        used_because="the studied adults and somewhat beyond: age is not in the model",
        not_for=(
            "children",
            "twice-daily (immediate-release) tacrolimus",
            "the first three months after transplantation",
            "recipients of another organ, whose own liver carries their own genotype",
        ),
        source=Citation(key="Moes2016", locus="Tables 1 and 2"),
    ),
    compartments=(*_gut, *_body),
    flows=(*_gut_flows, *_body_flows),
    parameters=(
        _p("ka", 3.76, "1/h", iiv=0.36067, rse=0.10, note="each of the four steps of absorption; CV 65.9 %"),
        _p("CL_neither", 4.21, "L/h", iiv=0.16839, rse=0.08, note="true, not apparent, clearance; CV 42.8 %"),
        _p("Vc", 88.3, "L", iiv=0.55657, rse=0.12, note="CV 86.3 %"),
        _p("Q", 14.0, "L/h", rse=0.22),
        _p("Vp", 145, "L", rse=0.41),
        _p("F", 0.23, "1", note="fixed by the authors from literature; divide CL by it to compare with CL/F"),
        _p("one", 0.33, "1", note="recipient alone and donor alone were estimated apart, both 33 %"),
        _p("both", 0.71, "1"),
        _p("expresser", 1, "1"),
        _p("non_expresser", 0, "1", note="reference of the paper: neither recipient nor donor"),
    ),
    covariates=(
        Covariate(
            name="donor_cyp3a5_expresser",
            unit="1",
            studied=(0, 1),
            typical=None,
            source=Citation(key="Moes2016", locus="Table 2: 9 of 49 donors"),
        ),
    ),
    genotypes=(
        GenotypeEffect(
            name="CYP3A5",
            gene="CYP3A5",
            by="phenotype",
            levels={
                "Normal Metabolizer": "expresser",
                "Intermediate Metabolizer": "expresser",
                "Poor Metabolizer": "non_expresser",
            },
            reference="Normal Metabolizer",
            source=_T4,
            reference_shown="normal metaboliser (the recipient's gut; the liver has the donor's genotype)",
            unstudied="tacrolimus clearance is not published for this CYP3A5 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(
            name="shift",
            expression="one*(CYP3A5 + donor_cyp3a5_expresser - 2*CYP3A5*donor_cyp3a5_expresser)"
            " + both*CYP3A5*donor_cyp3a5_expresser",
            unit="1",
        ),
        Derived(name="CL", expression="CL_neither*(1 + shift)", unit="L/h"),
    ),
    pathways=(Pathway(enzyme="CYP3A5", expression="1 + shift", process="clearance by gut and graft"),),
    outputs=(
        Output(
            name="tacrolimus", analyte="tacrolimus", role="parent", expression="1000*central/Vc", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="tacrolimus", source=_T4, proportional=0.13),),
    routes=(Route(name="oral", compartment="transit1", fraction="F"),),
    horizon_h=21 * 24,
    checks=(
        _check("AUC of 3 mg from F and clearance", "auc_tau", 3000 * 0.23 / 4.21, 3),
        _check("AUC, recipient alone an expresser over neither", "auc_tau", 1 / 1.33, 3),
        _check("AUC, both expressers over neither", "auc_tau", 1 / 1.71, 3, donor=1),
        _check(
            "trough in 98 stable liver recipients, 3.9 mg once daily, genotype not known",
            "ctrough",
            6.5,
            3.9,
            source=Citation(key="TacrolimusConversion2011", locus="abstract: week 12 after conversion"),
        ),
    ),
)
