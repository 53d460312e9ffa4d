"""Clopidogrel to its active metabolite H4 and platelet reactivity, CYP2C19 (Jung 2024)."""

from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
    Compartment,
    Derived,
    Flow,
    GenotypeEffect,
    Interaction,
    Model,
    Output,
    Parameter,
    Pathway,
    Population,
    Residual,
)

_T2 = Citation(key="Jung2024", locus="Table 2")
_TEXT = Citation(key="Jung2024", locus="Results, PK-PD modelling")
_ELEVATE = Citation(key="Mega2011", locus="abstract: PRU 163.6, 225.6 and 127.5")
_LI = Citation(key="Li2016", locus="abstract: PRU 133.2, 171.5, 218.7")


def _reactivity(
    name: str, dose: float, phenotype: str, ratio: float, source: Citation, why: str | None, against: str
) -> Check:
    return Check(
        name=name,
        kind="observed",
        output="PRU",
        measure="value_end",
        expected=ratio,
        unit="ratio",
        tolerance=0.15,
        source=source,
        dose_mg=dose,
        interval_h=24,
        doses=21,
        genotypes={"CYP2C19": phenotype},
        versus={"CYP2C19": against},
        given={},
        disagrees=why,
    )


MODEL = Model(
    name="Jung2024_clopidogrel",
    drug="clopidogrel",
    title="Clopidogrel, its active metabolite and platelet reactivity by CYP2C19 phenotype",
    source=_T2,
    verified="values from a secondary transcription of Table 2 and the Results (nlmixr2lib), complete with relative "
    "standard errors; the typical course was integrated independently and agrees with that transcription",
    population=Population(
        studied="36 healthy Korean men (17 extensive, 15 intermediate, 4 poor metabolisers), 75 mg daily for 7 days",
        n=36,
        age_years=(19, 55),
        used_for_years=(18, 95),
        used_because="age, weight and kidney and liver tests were screened and not kept",
        not_for=(
            "loading doses: the model is proportional to dose, the label's active metabolite is not",
            "absolute platelet reactivity in patients: measured values are 50-120 units higher",
            "an effect of *17: not estimated",
        ),
        source=Citation(key="Jung2024", locus="Table 1"),
    ),
    compartments=(
        Compartment(name="depot", holds="clopidogrel in the gut"),
        Compartment(name="liver", holds="clopidogrel"),
        Compartment(name="central", holds="clopidogrel"),
        Compartment(name="peripheral", holds="clopidogrel"),
        Compartment(name="h4", holds="active metabolite H4"),
        Compartment(name="acid", holds="clopidogrel carboxylic acid"),
        Compartment(name="acid_peripheral", holds="clopidogrel carboxylic acid"),
        Compartment(name="pru", holds="platelet reactivity", unit="PRU", initial="k_in/k_out"),
    ),
    parameters=(
        Parameter(name="t_lag", value=0.196, unit="h", source=_T2),
        Parameter(name="ka", value=19.64, unit="1/h", source=_T2, rse=0.28),
        Parameter(name="Vc", value=1463.92, unit="L", source=_T2, iiv=0.331**2, rse=0.0756),
        Parameter(name="Vp", value=2823.98, unit="L", source=_T2, rse=0.0772),
        Parameter(name="CLc", value=9257.28, unit="L/h", source=_T2, iiv=0.343**2, rse=0.0692),
        Parameter(name="Qc", value=845.70, unit="L/h", source=_T2, iiv=0.307**2, rse=0.0704),
        Parameter(name="Qp", value=587.93, unit="L/h", source=_T2, rse=0.0923),
        Parameter(
            name="fm1", value=0.125, unit="1", source=_T2, iiv=0.255**2, scale="logit", note="fixed by the authors"
        ),
        Parameter(
            name="fm2", value=0.960, unit="1", source=_T2, iiv=1.130**2, scale="logit", note="fixed by the authors"
        ),
        Parameter(name="loss_none", value=0.0, unit="1", source=_T2, note="extensive metaboliser, reference"),
        Parameter(
            name="loss_intermediate",
            value=0.450 / 0.996,
            unit="1",
            source=_T2,
            rse=0.298,
            note="shift of logit(fm1) in intermediate over that in poor metabolisers",
        ),
        Parameter(name="loss_poor", value=1.0, unit="1", source=_T2, note="poor metaboliser"),
        Parameter(name="shift1", value=-0.996, unit="1", source=_T2, rse=0.176),
        Parameter(name="shift2", value=-2.432, unit="1", source=_T2, rse=0.242),
        Parameter(
            name="bend2",
            value=log(1.428 / 2.432) / log(0.450 / 0.996),
            unit="1",
            source=_T2,
            note="makes the shift of logit(fm2) the published -1.428 where that of logit(fm1) is -0.450",
        ),
        Parameter(name="Vm1", value=51.45, unit="L", source=_T2, rse=0.0981),
        Parameter(name="CLm1", value=74.25, unit="L/h", source=_T2, rse=0.0887),
        Parameter(name="Vm2", value=17.34, unit="L", source=_T2, rse=0.0354),
        Parameter(name="Vp2", value=51.89, unit="L", source=_T2, iiv=0.285**2, rse=0.0648),
        Parameter(name="CLm2", value=7.248, unit="L/h", source=_T2, iiv=0.123**2, rse=0.0353),
        Parameter(name="Qm2", value=4.476, unit="L/h", source=_T2, rse=0.0359),
        Parameter(name="k_in", value=1.225, unit="PRU/h", source=_T2, iiv=0.120**2, rse=0.0381),
        Parameter(name="k_out", value=0.00576, unit="1/h", source=_TEXT),
        Parameter(name="Emax", value=57.84, unit="1", source=_T2, iiv=0.501**2, rse=0.127),
        Parameter(name="EC50", value=67.32, unit="ng/mL", source=_T2, rse=0.12),
        Parameter(name="hill", value=1.851, unit="1", source=_T2, rse=0.0746),
    ),
    correlations=(("Vc", "CLc", 0.702),),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="loss_CYP2C19",
            gene="CYP2C19",
            by="phenotype",
            levels={
                "Normal Metabolizer": "loss_none",
                "Rapid Metabolizer": "loss_none",
                "Ultrarapid Metabolizer": "loss_none",
                "Intermediate Metabolizer": "loss_intermediate",
                "Likely Intermediate Metabolizer": "loss_intermediate",
                "Poor Metabolizer": "loss_poor",
                "Likely Poor Metabolizer": "loss_poor",
            },
            reference="Normal Metabolizer",
            source=_T2,
            unstudied="formation of the active metabolite is not published for this CYP2C19 phenotype",
        ),
    ),
    interactions=(
        Interaction(
            name="inhibition_CYP2C19",
            enzyme="CYP2C19",
            source=Citation(key="Jung2024", locus="our reading: a fully inhibited enzyme is a poor metaboliser's"),
        ),
    ),
    derived=(
        Derived(name="loss", expression="1 - (1 - loss_CYP2C19)*inhibition_CYP2C19", unit="1"),
        Derived(name="odds1", expression="exp(log(fm1/(1 - fm1)) + shift1*loss)", unit="1"),
        Derived(
            name="odds2",
            expression="exp(log(fm2/(1 - fm2)) + shift2*loss**bend2)",
            unit="1",
        ),
        Derived(name="to_h4", expression="odds1/(1 + odds1)*odds2/(1 + odds2)", unit="1"),
        Derived(name="to_acid", expression="1/(1 + odds1)*odds2/(1 + odds2)", unit="1"),
    ),
    flows=(
        Flow(source="depot", destination="liver", rate="ka*depot"),
        Flow(source="liver", destination="central", rate="Qc/Vc*liver"),
        Flow(source="central", destination="liver", rate="Qc/Vc*central"),
        Flow(source="central", destination="peripheral", rate="Qp/Vc*central"),
        Flow(source="peripheral", destination="central", rate="Qp/Vp*peripheral"),
        Flow(source="liver", destination=None, rate="CLc/Vc*liver"),
        # molar masses 321.82, 355.83 and 307.80 g/mol (Methods): the metabolite's mass is not the parent's
        Flow(source=None, destination="h4", rate="355.83/321.82*to_h4*CLc/Vc*liver"),
        Flow(source="h4", destination=None, rate="CLm1/Vm1*h4"),
        Flow(source=None, destination="acid", rate="307.80/321.82*to_acid*CLc/Vc*liver"),
        Flow(source="acid", destination=None, rate="CLm2/Vm2*acid"),
        Flow(source="acid", destination="acid_peripheral", rate="Qm2/Vm2*acid"),
        Flow(source="acid_peripheral", destination="acid", rate="Qm2/Vp2*acid_peripheral"),
        Flow(source=None, destination="pru", rate="k_in"),
        Flow(
            source="pru",
            destination=None,
            rate="k_out*pru*(1 + Emax/(1 + exp(-hill*log((1000*h4/Vm1 + 1e-12)/EC50))))",
        ),
    ),
    pathways=(Pathway(enzyme="CYP2C19", expression="to_h4", process="formation of the active metabolite"),),
    outputs=(
        Output(name="h4", analyte="clopidogrel active metabolite", role="active metabolite", expression="1000*h4/Vm1", unit="ng/mL"),
        Output(name="clopidogrel", analyte="clopidogrel", role="parent", expression="1000*central/Vc", unit="ng/mL"),
        Output(name="PRU", analyte="platelet reactivity", role="effect", expression="pru", unit="PRU"),
    ),
    residuals=(
        Residual(output="clopidogrel", source=_T2, proportional=0.357),
        Residual(output="h4", source=_T2, proportional=0.363),
        Residual(output="PRU", source=_T2, additive=13.69),
    ),
    dose_compartment="depot",
    lag="t_lag",
    horizon_h=10 * 24,
    checks=(
        Check(
            name="reactivity before the first dose",
            kind="derived",
            output="PRU",
            measure="value_start",
            expected=212.67,
            unit="PRU",
            tolerance=0.005,
            source=_TEXT,
            dose_mg=75,
            interval_h=24,
            doses=1,
            genotypes={"CYP2C19": "Normal Metabolizer"},
            given={},
        ),
        *(
            Check(
                name=f"mean reactivity after 21 days of {dose:g} mg, {phenotype}, baseline 194 PRU",
                kind="reported",
                output="PRU",
                measure="value_mean",
                expected=expected,
                unit="PRU",
                tolerance=0.10,
                source=Citation(key="Jung2024", locus="Table S1, baseline 180-209 (secondary)"),
                dose_mg=dose,
                interval_h=24,
                doses=21,
                genotypes={"CYP2C19": phenotype},
                given={"k_in": 194.5 * 0.00576},
            )
            for dose, phenotype, expected in (
                (30, "Normal Metabolizer", 109.24),
                (60, "Intermediate Metabolizer", 103.83),
                (120, "Poor Metabolizer", 104.75),
            )
        ),
        Check(
            name="active metabolite AUC, *2 carriers over non-carriers, 63 patients",
            kind="observed",
            output="h4",
            measure="auc_tau",
            expected=8.59 / 13.58,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="Danielak2017", locus="Table 2 (secondary)"),
            dose_mg=75,
            interval_h=24,
            doses=7,
            genotypes={"CYP2C19": "Intermediate Metabolizer"},
            versus={"CYP2C19": "Normal Metabolizer"},
            given={},
        ),
        _reactivity("reactivity, *2 heterozygote over non-carrier, 75 mg, 333 patients", 75, "Intermediate Metabolizer", 225.6 / 163.6, _ELEVATE, None, "Normal Metabolizer"),
        _reactivity("reactivity, intermediate over extensive, 83 patients", 75, "Intermediate Metabolizer", 171.5 / 133.2, _LI, None, "Normal Metabolizer"),
        _reactivity("reactivity, poor over extensive, 83 patients", 75, "Poor Metabolizer", 218.7 / 133.2, _LI, "the model gives 1.9; four poor metabolisers built it", "Normal Metabolizer"),
        Check(
            name="reactivity of non-carriers on 75 mg, 247 patients",
            kind="observed",
            output="PRU",
            measure="value_end",
            expected=163.6,
            unit="PRU",
            tolerance=0.25,
            source=_ELEVATE,
            dose_mg=75,
            interval_h=24,
            doses=21,
            genotypes={"CYP2C19": "Normal Metabolizer"},
            given={},
            disagrees="the model gives half: it was built on healthy young men, these are patients on aspirin",
        ),
    ),
)
