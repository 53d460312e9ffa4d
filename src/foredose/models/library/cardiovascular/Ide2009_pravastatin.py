"""Pravastatin in healthy Japanese men, with a gallbladder that opens, by SLCO1B1*15 (Ide 2009)."""

from functools import partial
from math import log

from foredose.core import Citation
from foredose.models.declaration import (
    Check,
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
from foredose.models.structures import transit

_SOURCE = Citation(key="Ide2009", locus="Table II, final model (secondary)")
_ABSORPTION, _PASSAGE = transit("pravastatin in the gut", number=8, rate="k_tr", into="central")
_WITHOUT = ("*1", "*37")


def _p(
    name: str, value: float, unit: str, *, iiv: float = 0.0, rse: float | None = None, note: str = ""
) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, source=_SOURCE, iiv=iiv, rse=rse, note=note)


_check = partial(
    Check, output="pravastatin", dose_mg=10, interval_h=72, doses=1, genotypes={"SLCO1B1": "*1/*37"}, given={}
)

MODEL = Model(
    name="Ide2009_pravastatin",
    drug="pravastatin",
    title="Pravastatin with enterohepatic circulation: SLCO1B1*15",
    source=_SOURCE,
    verified=(
        "abstract read: structure, number of samples and the two genotype ratios confirmed; other"
        " values from a secondary transcription of Table II (nlmixr2lib). The authors entered "
        "dose times the share of the area that is not RMS-416; here that share is its mean"
    ),
    population=Population(
        studied="57 healthy Japanese men, 20-40 years, chosen for *15, one dose of 10 mg fasting",
        n=57,
        age_years=(20, 40),
        used_for_years=(18, 65),
        used_because="healthy adults; age is not in the model",
        not_for=(
            "repeated doses: the gallbladder opens once, a fixed time after the first dose",
            "children",
            "women: a study of both sexes found the genotype effect in men only (Niemi2006)",
            "liver disease",
            "ciclosporin and other OATP1B1 inhibitors: not in the model",
        ),
        source=_SOURCE,
    ),
    compartments=(
        *_ABSORPTION,
        Compartment(name="central", holds="pravastatin"),
        Compartment(name="gallbladder", holds="pravastatin in bile"),
    ),
    parameters=(
        _p("MTT", 0.660, "h", iiv=log(1 + 0.352**2), rse=0.049, note="eight steps: rate 8/MTT"),
        _p("CL", 139, "L/h", iiv=log(1 + 0.279**2), rse=0.064, note="apparent"),
        _p("V", 253, "L", iiv=log(1 + 0.344**2), rse=0.081, note="apparent"),
        _p("k_bile", 0.183, "1/h", iiv=log(1 + 0.512**2), rse=0.103),
        _p("k_release", 0.436, "1/h", rse=0.068),
        _p("t_gallbladder", 3.61, "h", rse=0.016, note="after the first dose"),
        _p(
            "F_apparent",
            0.571,
            "1",
            note=(
                "mean areas of pravastatin and RMS-416, 56.2/(56.2 + 42.3); the authors used one value "
                "per person"
            ),
        ),
        _p("no_15", 1.0, "1", note="reference of the paper"),
        _p("one_15", 1.50, "1", rse=0.088),
        _p("two_15", 1.95, "1", rse=0.156),
    ),
    covariates=(),
    genotypes=(
        GenotypeEffect(
            name="SLCO1B1",
            gene="SLCO1B1",
            by="diplotype",
            levels={
                **{f"{a}/{b}": "no_15" for a in _WITHOUT for b in _WITHOUT},
                **{f"{a}/*15": "one_15" for a in _WITHOUT},
                "*15/*15": "two_15",
            },
            reference="*1/*1",
            source=_SOURCE,
            unstudied="pravastatin was studied with *1, *1b (now *37) and *15 of SLCO1B1",
        ),
    ),
    interactions=(),
    derived=(Derived(name="k_tr", expression="8/MTT", unit="1/h"),),
    flows=(
        *_PASSAGE,
        Flow(source="central", destination=None, rate="CL/V*central"),
        Flow(source="central", destination="gallbladder", rate="k_bile*central"),
        Flow(
            source="gallbladder",
            destination="central",
            rate="k_release*gallbladder*step(time - t_gallbladder)",
        ),
    ),
    pathways=(Pathway(enzyme="SLCO1B1", expression="SLCO1B1", process="exposure by mouth"),),
    outputs=(
        Output(
            name="pravastatin",
            analyte="pravastatin",
            role="parent",
            expression="1000*central/V",
            unit="ng/mL",
        ),
    ),
    residuals=(Residual(output="pravastatin", source=_SOURCE, proportional=0.188, additive=0.176),),
    routes=(Route(name="oral", compartment="transit1", fraction="F_apparent*SLCO1B1"),),
    horizon_h=48,
    checks=(
        _check(
            name="dose over clearance without *15",
            kind="derived",
            measure="auc_inf",
            expected=1000 * 10 * 0.571 / 139,
            unit="ng.h/mL",
            tolerance=0.02,
            source=Citation(key="Ide2009", locus="Table II (secondary)"),
        ),
        _check(
            name="AUC, one *15 over none",
            kind="reported",
            measure="auc_inf",
            expected=1.50,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Ide2009", locus="abstract"),
            genotypes={"SLCO1B1": "*1/*15"},
            versus={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="AUC, two *15 over none",
            kind="reported",
            measure="auc_inf",
            expected=1.95,
            unit="ratio",
            tolerance=0.02,
            source=Citation(key="Ide2009", locus="abstract"),
            genotypes={"SLCO1B1": "*15/*15"},
            versus={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="AUC of 40 mg daily in eight controls",
            kind="observed",
            measure="auc_inf",
            expected=144.9,
            unit="ng.h/mL",
            tolerance=0.25,
            source=Citation(
                key="Igel2006", locus="abstract: control group after three weeks; here of a single dose"
            ),
            dose_mg=40,
            genotypes={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="AUC, heterozygous *15B over none, 41 Europeans",
            kind="observed",
            measure="auc_inf",
            expected=1.93,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="Niemi2004", locus="abstract: AUC(0-12) 93 % higher"),
            genotypes={"SLCO1B1": "*1/*15"},
            versus={"SLCO1B1": "*1/*1"},
        ),
        _check(
            name="AUC, c.521CC over TT, men",
            kind="observed",
            measure="auc_inf",
            expected=3.32,
            unit="ratio",
            tolerance=0.25,
            source=Citation(key="Niemi2006", locus="abstract: 232 % greater, three men"),
            genotypes={"SLCO1B1": "*15/*15"},
            versus={"SLCO1B1": "*1/*1"},
            disagrees=(
                "three men with CC; the interval of that study is 74 to 391 % greater, and the women of "
                "it showed no difference"
            ),
        ),
    ),
)
