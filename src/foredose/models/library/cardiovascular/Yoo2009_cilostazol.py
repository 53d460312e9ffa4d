"""Cilostazol in healthy Korean men by CYP3A5 and CYP2C19 (Yoo 2009)."""

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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

_T3 = Citation(key="Yoo2009", locus="Table 3 (secondary)")
_BODY = mammillary("cilostazol", exchange=(("Q", "V_tissue"),))


def _genes(cyp3a5: str, cyp2c19: str) -> dict[str, str]:
    return {"CYP3A5": f"{cyp3a5} Metabolizer", "CYP2C19": f"{cyp2c19} Metabolizer"}


def _p(
    name: str, value: float, unit: str, rse: float | None = None, iiv: float = 0.0, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_T3, rse=rse, iiv=iiv, note=note)


def _auc(name: str, clearance: float, genotypes: dict[str, str]) -> Check:
    return Check(
        name=name,
        kind="derived",
        output="cilostazol",
        measure="auc_inf",
        expected=1e5 / clearance,
        unit="ng.h/mL",
        tolerance=0.02,
        source=_T3,
        dose_mg=100,
        interval_h=500,
        doses=1,
        genotypes=genotypes,
        given={},
    )


MODEL = Model(
    name="Yoo2009_cilostazol",
    drug="cilostazol",
    title="Cilostazol after a single dose in healthy Korean men: CYP3A5 and CYP2C19",
    source=_T3,
    verified="values from a secondary transcription of Table 3; the residual variances printed are taken as such",
    population=Population(
        studied="104 healthy Korean men, a single dose of 50 or 100 mg",
        n=104,
        age_years=(19, 28),
        used_for_years=(18, 45),
        used_because="young adults, and somewhat beyond; nothing is known of age here",
        not_for=(
            "the active metabolites, which carry much of the effect",
            "rapid and ultrarapid metabolisers of CYP2C19: none was told apart",
            "inhibitors of CYP3A4 or CYP2C19",
            "women, old age, kidney or liver disease",
            "bleeding and walking distance: concentrations only",
        ),
        source=Citation(key="Yoo2009", locus="Methods (secondary)"),
    ),
    compartments=_BODY[0],
    parameters=(
        _p("ka", 0.244, "1/h"),
        _p("lag_gut", 0.565, "h"),
        _p("CL_full", 12.8, "L/h", 0.139, 0.075, "over F; CYP3A5*1/*1 and extensive CYP2C19"),
        _p("V", 20.5, "L", None, 0.481),
        _p("Q", 5.64, "L/h", None, 1.16),
        _p("V_tissue", 73.1, "L", None, 0.688),
        _p("loss_none", 0.0, "1", note="reference of both genes"),
        _p("loss_13", 0.223, "1", note="CYP3A5*1/*3"),
        _p("loss_33", 0.407, "1", note="CYP3A5*3/*3"),
        _p("loss_IM", 0.147, "1", note="CYP2C19 intermediate"),
        _p("loss_PM", 0.272, "1", note="CYP2C19 poor"),
    ),
    correlations=(("V", "Q", -0.475), ("CL_full", "V_tissue", 0.3016), ("Q", "V_tissue", 0.515)),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="loss_3A5",
            gene="CYP3A5",
            by="phenotype",
            levels={
                "Normal Metabolizer": "loss_none",
                "Intermediate Metabolizer": "loss_13",
                "Poor Metabolizer": "loss_33",
            },
            reference="Normal Metabolizer",
            source=_T3,
            reference_shown="CYP3A5*1/*1",
            unstudied="clearance of cilostazol is not published for this CYP3A5 phenotype",
        ),
        GenotypeEffect(
            name="loss_2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "loss_none",
                "Intermediate Metabolizer": "loss_IM",
                "Poor Metabolizer": "loss_PM",
            },
            reference="Normal Metabolizer",
            source=_T3,
            unstudied="clearance of cilostazol is not published for this CYP2C19 phenotype",
        ),
    ),
    interactions=(),
    derived=(
        # both losses stand in one bracket: added, not multiplied; 0.321 is left of both poor states
        Derived(name="CL", expression="CL_full*(1 - loss_3A5 - loss_2C19)", unit="L/h"),
    ),
    flows=_BODY[1],
    pathways=(
        Pathway(enzyme="CYP3A5", expression="1 - loss_3A5", process="clearance, with normal CYP2C19"),
        Pathway(enzyme="CYP2C19", expression="1 - loss_2C19", process="clearance, with CYP3A5*1/*1"),
    ),
    outputs=(
        Output(
            name="cilostazol", analyte="cilostazol", role="parent", expression="1000*central/V", unit="ng/mL"
        ),
    ),
    residuals=(Residual(output="cilostazol", source=_T3, proportional=0.114, additive=51.1),),
    routes=(Route(name="oral", compartment="depot", lag="lag_gut"),),
    horizon_h=10 * 24,
    checks=(
        _auc(
            "AUC of 100 mg, reference of both genes: 100 mg over 12.8 L/h",
            12.8,
            _genes("Normal", "Normal"),
        ),
        _auc(
            "AUC of 100 mg, CYP3A5*3/*3 and poor CYP2C19: 100 mg over 4.11 L/h",
            12.8 * (1 - 0.407 - 0.272),
            _genes("Poor", "Poor"),
        ),
        _auc(
            "AUC of 100 mg, CYP3A5*1/*3 and intermediate CYP2C19: 100 mg over 8.06 L/h",
            12.8 * (1 - 0.223 - 0.147),
            _genes("Intermediate", "Intermediate"),
        ),
    ),
    unobserved="searched for clearance or AUC of single and repeated doses (a Korean trial of release forms, Thai and "
    "Japanese bioequivalence, the American label, a trial with ginkgo): what could be read prints no number for it",
)
