"""Tacrolimus in kidney recipients: plasma disposition seen through saturable red-cell binding (Storset 2014)."""

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

_T1 = Citation(key="Storset2014", locus="Table 1, model development")
_T2 = Citation(key="Storset2014", locus="Table 2, final model and its footnote")
_GIVEN = {"fat_free_mass": 60, "hematocrit": 33, "prednisolone_dose": 0, "transplant_day": 0}


def _p(
    name: str, value: float, unit: str, note: str = "", *, iiv: float = 0.0, rse: float | None = None
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T2, iiv=iiv, rse=rse, note=note)


def _check(
    name: str, expected: float, source: Citation, tolerance: float, *, why: str | None = None
) -> Check:
    """Hold the AUC of 4 mg, or where ``expected`` is a ratio that of an expresser over a non-expresser."""
    ratio = expected < 1
    return Check(
        name=name,
        kind="derived" if source is _T2 else "observed",
        output="tacrolimus",
        measure="auc_tau",
        expected=expected,
        unit="ratio" if ratio else "ng.h/mL",
        tolerance=tolerance,
        source=source,
        dose_mg=4,
        interval_h=12,
        doses=56,
        genotypes={"CYP3A5": "Intermediate Metabolizer" if ratio else "Poor Metabolizer"},
        versus={"CYP3A5": "Poor Metabolizer"} if ratio else None,
        given=_GIVEN,
        disagrees=why,
    )


_compartments, _flows = mammillary(
    "tacrolimus, as if all of it were in plasma", volume="V1", exchange=[("Q", "V2")]
)

MODEL = Model(
    name="Storset2014_tacrolimus",
    drug="tacrolimus",
    title="Theory-based tacrolimus pharmacokinetics early after kidney transplantation: fat-free mass, CYP3A5, "
    "haematocrit, prednisolone",
    source=_T2,
    verified="all values from a secondary transcription of Table 2 and its footnote (nlmixr2lib); the paper itself "
    "could not be read",
    population=Population(
        studied="242 adult kidney recipients of Brisbane and Oslo, 3100 whole-blood levels, 56 CYP3A5 expressers",
        n=242,
        age_years=(23, 71),
        used_for_years=(18, 80),
        used_because="the studied adults and somewhat beyond: age is not in the model",
        not_for=(
            "children",
            "prolonged-release tablets",
            "levels by immunoassay as they are printed: here LC-MS/MS, which is 0.80 of an immunoassay plus 0.19",
            "recipients of another organ",
        ),
        source=_T1,
    ),
    compartments=_compartments,
    flows=_flows,
    parameters=(
        _p("ka", 1.01, "1/h", rse=0.09),
        _p("t_lag", 0.41, "h", rse=0.08),
        _p("CL60", 811, "L/h", iiv=0.14842, rse=0.10, note="of plasma, over bioavailability; CV 40 %"),
        _p("V1_60", 6290, "L", iiv=0.25612, rse=0.11, note="of plasma, over bioavailability; CV 54 %"),
        _p("Q60", 1200, "L/h", iiv=0.33429, rse=0.13, note="CV 63 %"),
        _p("V2_60", 32100, "L", rse=0.16),
        _p("fold_CL", 1.30, "1", note="95 % interval 1.13-1.46"),
        _p("fold_F", 0.82, "1", note="95 % interval 0.71-0.98"),
        _p("pred_max", 0.67, "1", rse=0.19),
        _p("pred_50", 35, "mg/day", rse=0.40),
        _p("F_day1", 2.68, "1", iiv=0.2815, rse=0.08, note="CV 57 %; in the first 24 h only"),
        _p("B_max", 418, "ng/mL", note="per litre of red cells; fixed by the authors from literature"),
        _p("K_D", 3.8, "ng/mL", note="plasma; fixed by the authors from literature"),
        _p("expresser", 1, "1"),
        _p("non_expresser", 0, "1", note="reference of the paper"),
    ),
    covariates=(
        Covariate(name="fat_free_mass", unit="kg", studied=(35, 80), typical=59, source=_T1),
        Covariate(name="hematocrit", unit="%", studied=(24, 45), typical=33, source=_T1),
        Covariate(name="prednisolone_dose", unit="mg/day", studied=(0, 80), typical=6, source=_T1),
        Covariate(name="transplant_day", unit="1", studied=(0, 1), typical=None, source=_T1),
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
            source=_T2,
            reference_shown="normal metaboliser (an expresser; the usual dose was set in people who mostly are not)",
            unstudied="tacrolimus clearance is not published for this CYP3A5 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        Derived(name="CL", expression="CL60*(fat_free_mass/60)**0.75*fold_CL**CYP3A5", unit="L/h"),
        Derived(name="V1", expression="V1_60*(fat_free_mass/60)", unit="L"),
        Derived(name="Q", expression="Q60*(fat_free_mass/60)**0.75", unit="L/h"),
        Derived(name="V2", expression="V2_60*(fat_free_mass/60)", unit="L"),
        Derived(
            name="F_pred", expression="1 - pred_max*prednisolone_dose/(pred_50 + prednisolone_dose)", unit="1"
        ),
        Derived(name="plasma", expression="1000*central/V1", unit="ng/mL"),
    ),
    pathways=(
        Pathway(enzyme="CYP3A5", expression="(fold_CL/fold_F)**CYP3A5", process="clearance and first pass"),
    ),
    outputs=(
        Output(
            name="tacrolimus",
            analyte="tacrolimus",
            role="parent",
            expression="plasma*(1 + B_max*(hematocrit/100)/(plasma + K_D))",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="tacrolimus", source=_T2, proportional=0.149),),
    routes=(
        Route(
            name="oral",
            compartment="depot",
            fraction="F_pred*fold_F**CYP3A5*F_day1**transplant_day",
            lag="t_lag",
        ),
    ),
    correlations=(("CL60", "V1_60", 0.43), ("CL60", "Q60", 0.62)),
    horizon_h=21 * 24,
    checks=(
        _check(
            "whole blood from dose, plasma clearance and red-cell binding, haematocrit 33 %",
            12 * (4000 / 12 / 811) * (1 + 418 * 0.33 / (4000 / 12 / 811 + 3.8)),
            _T2,
            0.05,
        ),
        _check("AUC, expresser over non-expresser", 0.82 / 1.30, _T2, 0.05),
        _check(
            "AUC, *1/*3 over non-expresser, 681 recipients",
            1 / 1.69,
            Citation(key="Passey2011", locus="abstract: CL/F ratio 1.69"),
            0.25,
        ),
        _check(
            "AUC, *1/*1 over non-expresser, 681 recipients",
            1 / 2.00,
            Citation(key="Passey2011", locus="abstract: CL/F ratio 2.00"),
            0.25,
            why="three of the 56 expressers who built the model were *1/*1, and they share the number of *1/*3",
        ),
        _check(
            "AUC, expresser over non-expresser, 337 recipients",
            1 / 1.63,
            Citation(key="Andrews2019", locus="Table 2: CL/F ratio 1.63"),
            0.25,
        ),
        _check(
            "AUC, *1/*3 over non-expresser, 67 recipients",
            19.7 / 28.6,
            Citation(key="Campagne2018", locus="abstract: CL/F 28.6 and 19.7 L/h"),
            0.25,
        ),
    ),
)
