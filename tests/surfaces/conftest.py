"""Hand-made answers, as the engine would give them, for every surface test."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from foredose.advice.assessment import (
    ActivityShown,
    Assessment,
    Curve,
    Exposure,
    GuidelineAdvice,
    HardStop,
    NotOffered,
    Option,
    Reason,
    TwinSummary,
    Unknown,
    Window,
)
from foredose.core import Candidate, Citation, Estimate, Indeterminate
from foredose.genome import GeneCall, GenomeCall, Positions
from foredose.sources import Measurement, Medication, Order, Phase, Record

HOSTILE = "<script>alert('x')</script>\x1b[31m\"'&"


def _genome() -> GenomeCall:
    cyp2c19 = GeneCall(
        gene="CYP2C19",
        diplotypes=(Candidate(name="*2/*2", probability=0.985), Candidate(name="*2/*35", probability=0.01)),
        phenotypes=(Candidate(name="Poor Metabolizer", probability=0.995),),
        activity_score=None,
        positions=Positions(defining=36, observed=36, not_assayed=0, failed=0),
        reportable=True,
        reason=None,
        resolve=None,
        origin="vcf",
        evidence=("rs4244285 A/A",),
    )
    cyp2d6 = GeneCall(
        gene="CYP2D6",
        diplotypes=(Candidate(name="*1/*4", probability=0.8),),
        phenotypes=(Candidate(name="Intermediate Metabolizer", probability=0.8),),
        activity_score=1.0,
        positions=Positions(defining=141, observed=139, not_assayed=2, failed=0),
        reportable=False,
        reason="SNV-only, copy number not assayed",
        resolve="a copy-number assay of CYP2D6",
        origin="vcf",
    )
    return GenomeCall(
        sample="ANN-GENOME",
        assembly="GRCh38",
        genes={"CYP2C19": cyp2c19, "CYP2D6": cyp2d6},
        sex="female",
        absent_declared_reference=False,
        source="ann.vcf.gz",
    )


def _course(height: float, rate: float) -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    times = tuple(hour / 4 for hour in range(24 * 4 + 1))
    median = tuple(height * (math.exp(-rate * t) - math.exp(-2.0 * t)) for t in times)
    return times, (
        tuple(0.6 * value for value in median),
        median,
        tuple(1.7 * value for value in median),
    )


def _curve(twin: float, reference: float, rate: float) -> Curve:
    times, mine = _course(twin, rate)
    _, theirs = _course(reference, rate)
    return Curve(times_h=times, twin=_bands(mine), reference=_bands(theirs))


def _bands(
    rows: tuple[tuple[float, ...], ...],
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Order as a curve holds them: median, then the 5 % and the 95 % bound."""
    return rows[1], rows[0], rows[2]


def _exposures() -> tuple[Exposure, ...]:
    window = Window(
        measure="cmax",
        low=10.0,
        high=40.0,
        toxic=60.0,
        unit="ng/mL",
        source=Citation(key="Erlinge2008", locus="Table 2"),
        basis="levels seen with adequate platelet inhibition",
    )
    active = Exposure(
        analyte="clopidogrel active metabolite",
        role="active metabolite",
        unit="ng/mL",
        auc=Estimate(value=9.2, low=5.1, high=15.3, unit="ng.h/mL"),
        cmax=Estimate(value=7.4, low=4.2, high=12.9, unit="ng/mL"),
        ctrough=Estimate(value=0.0, low=0.0, high=0.0, unit="ng/mL"),
        ratio_to_reference=Estimate(value=0.28, low=0.17, high=0.41, unit="1"),
        in_window=0.12,
        time_in_window=0.34,
        above_toxic=0.0,
        window=window,
        curve=_curve(12.0, 43.0, 0.9),
        mean=Estimate(value=1.0, low=0.5, high=2.0, unit="ng/mL"),
    )
    parent = Exposure(
        analyte="clopidogrel",
        role="parent",
        unit="ng/mL",
        auc=Estimate(value=2.31, low=0.9, high=5.2, unit="ng.h/mL"),
        cmax=Estimate(value=1.12, low=0.4, high=2.6, unit="ng/mL"),
        ctrough=Estimate(value=0.011, low=0.002, high=0.05, unit="ng/mL"),
        ratio_to_reference=Estimate(value=1.31, low=1.05, high=1.62, unit="1"),
        in_window=None,
        above_toxic=None,
        window=None,
        curve=_curve(1.9, 1.5, 0.3),
        mean=Estimate(value=1.0, low=0.5, high=2.0, unit="ng/mL"),
    )
    effect = Exposure(
        analyte="platelet inhibition",
        role="effect",
        unit="%",
        auc=None,
        cmax=Estimate(value=21.0, low=8.0, high=38.0, unit="%"),
        ctrough=None,
        ratio_to_reference=Estimate(value=0.42, low=0.2, high=0.7, unit="1"),
        in_window=0.18,
        above_toxic=0.01,
        window=replace(window, measure="cmax", unit="%", low=30.0, high=70.0, toxic=85.0),
        curve=_curve(30.0, 70.0, 0.05),
        mean=Estimate(value=1.0, low=0.5, high=2.0, unit="ng/mL"),
    )
    return active, parent, effect


def _twin() -> TwinSummary:
    return TwinSummary(
        person="ann-0417",
        as_of=date(2026, 11, 20),
        covariates=(
            ("age", 63.0, "a", "birth date 1963-04-17 (Patient/ann)"),
            ("weight", 71.5, "kg", "2026-10-02 (Observation/w1)"),
            (
                "creatinine clearance",
                82.0,
                "mL/min",
                "2026-10-02, Cockcroft-Gault from creatinine (Observation/c1)",
            ),
            ("albumin", None, "g/L", "not in the record"),
        ),
        medications=("omeprazole 20 mg daily since 2026-06-01", "atorvastatin 40 mg daily"),
        genome=_genome(),
        activities=(
            ActivityShown(
                enzyme="CYP2C19",
                substrate="clopidogrel",
                value=0.04,
                low=0.0,
                high=0.12,
                because=("CYP2C19 *2/*2 leaves no working enzyme", "omeprazole inhibits what is left"),
            ),
            ActivityShown(
                enzyme="CES1",
                substrate="clopidogrel",
                value=1.0,
                low=0.6,
                high=1.6,
                because=("not assayed: population spread",),
            ),
        ),
    )


def _why() -> tuple[Reason, ...]:
    variant = Reason(text="rs4244285 A/A was observed", source="ann.vcf.gz")
    allele = Reason(
        text="CYP2C19 *2/*2: no function on both copies", source="CPIC allele table v1", children=(variant,)
    )
    drug = Reason(text="omeprazole inhibits CYP2C19", source="FDA2023, Table 3-2")
    enzyme = Reason(
        text="CYP2C19 works at 4 % of the reference person",
        source="Scott2011, Table 1",
        children=(allele, drug),
    )
    return (
        Reason(
            text="The active metabolite reaches 28 % of the reference exposure",
            source="Jiang2016, Table 2",
            children=(enzyme,),
        ),
    )


@pytest.fixture
def answer() -> Assessment:
    """Clopidogrel in a poor metaboliser who also takes omeprazole: the whole of a real answer."""
    return Assessment(
        complete=True,
        reference="the same body with CYP2C19 Normal Metabolizer and no interacting drug",
        headline="Clopidogrel will probably work too little: CYP2C19 poor metabolizer, plus omeprazole.",
        order=Order(
            drug="clopidogrel",
            regimen=(
                Phase(dose_mg=300.0, dose_mg_per_kg=None, interval_h=24.0, doses=1),
                Phase(dose_mg=75.0, dose_mg_per_kg=None, interval_h=24.0, doses=None),
            ),
            route="oral",
            indication="PCI",
            text="clopidogrel 75 mg daily for PCI",
        ),
        twin=_twin(),
        exposure=_exposures(),
        options=(
            Option(
                drug="prasugrel",
                dose="10 mg",
                regimen="daily",
                benefit=0.86,
                risk=0.06,
                why=("activated without CYP2C19", "age below 75 and weight above 60 kg"),
            ),
            Option(
                drug="ticagrelor",
                dose="90 mg",
                regimen="twice daily",
                benefit=0.83,
                risk=0.08,
                why=("not a prodrug",),
            ),
            Option(
                drug="clopidogrel",
                dose="75 mg",
                regimen="daily",
                benefit=0.12,
                risk=0.0,
                why=("as ordered",),
                ordered=True,
            ),
        ),
        not_offered=(NotOffered(drug="cangrelor", unknown="no model of the infusion after discharge"),),
        hard_stops=(
            HardStop(
                code="interaction.omeprazole",
                severity="restrict",
                text="Avoid omeprazole with clopidogrel; pantoprazole inhibits CYP2C19 less.",
                source="FDA label Plavix 2022, section 7.1",
            ),
        ),
        guidelines=(
            GuidelineAdvice(
                source="CPIC",
                version="2022-01",
                genes={"CYP2C19": "Poor Metabolizer"},
                population="acute coronary syndrome or PCI, adults",
                action="avoid",
                magnitude=None,
                strength="strong",
                sentence="Avoid clopidogrel if possible; use prasugrel or ticagrelor unless contraindicated.",
                url="https://cpicpgx.org/guidelines/guideline-for-clopidogrel-and-cyp2c19/",
            ),
            GuidelineAdvice(
                source="DPWG",
                version="2024-05",
                genes={"CYP2C19": "Poor Metabolizer"},
                population="PCI, stroke or TIA",
                action="avoid",
                magnitude=None,
                strength="essential",
                sentence="Choose an alternative; clopidogrel is activated less.",
                url="https://www.knmp.nl/dossiers/farmacogenetica",
            ),
        ),
        unknowns=(
            Unknown(
                what="CES1 was not assayed",
                effect="widens the interval of the active metabolite by a third",
                resolve="sequence CES1 (rs71647871)",
            ),
        ),
        refused=None,
        why=_why(),
        model="Jiang2016_clopidogrel",
        model_source="Jiang2016, Table 2",
        code_version="0.1.0",
        knowledge_version="2026.11.1",
        seed=7,
        draws=1000,
        disagreements=("Model AUC of the active metabolite in *1/*1 is 18 % above Erlinge2008.",),
    )


@pytest.fixture
def refusal(answer: Assessment) -> Assessment:
    """Refuse: what is missing could turn the advice round."""
    return replace(
        answer,
        complete=False,
        headline="No advice on clopidogrel: CYP2C19 cannot be told from this file.",
        refused=Indeterminate(
            why="the first choice changes between the CYP2C19 genotypes that the file leaves open",
            resolve="a CYP2C19 genotype that covers *2, *3 and *17",
        ),
        options=(),
        hard_stops=(),
    )


@pytest.fixture
def hostile(answer: Assessment) -> Assessment:
    """Carry markup, quotes and terminal escapes in every text that comes from outside."""
    return replace(
        answer,
        headline=HOSTILE,
        order=replace(answer.order, text=HOSTILE, drug=HOSTILE, indication=HOSTILE),
        twin=replace(
            answer.twin,
            person=HOSTILE,
            medications=(HOSTILE,),
            covariates=((HOSTILE, 1.0, HOSTILE, HOSTILE),),
        ),
        why=(Reason(text=HOSTILE, source=HOSTILE),),
        exposure=tuple(replace(item, analyte=HOSTILE) for item in answer.exposure),
        guidelines=(replace(answer.guidelines[0], url="javascript:alert(1)", sentence=HOSTILE),),
        model=HOSTILE,
    )


@pytest.fixture
def genome() -> GenomeCall:
    return _genome()


@pytest.fixture
def record() -> Record:
    """A small record with one of each kind that the contract holds."""
    return Record(
        person="ann-0417",
        birth_date=date(1963, 4, 17),
        sex="female",
        deceased=False,
        measurements=(
            Measurement(
                name="weight",
                value=71.5,
                unit="kg",
                date=date(2026, 10, 2),
                code="29463-7",
                resource="Observation/w1",
            ),
        ),
        statuses=(("smoking", False, date(2026, 1, 5)),),
        conditions=(),
        procedures=(),
        medications=(
            Medication(
                ingredient="omeprazole",
                text="omeprazole 20 mg daily",
                code="7646",
                active=True,
                start=date(2026, 6, 1),
                stop=None,
                dose_mg=20.0,
                resource="MedicationRequest/m1",
            ),
        ),
        allergies=(),
        specimens=("ANN-GENOME",),
        unread=("Claim/1",),
        source="ann.json",
    )
