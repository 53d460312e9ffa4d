"""Write the people of ``foredose demo``: FHIR R4 bundle, VCF and, where needed, a laboratory's call for each.

They are made up. Every defining position of ``GENES`` is in each VCF (0/0 where it is the reference), from the
definitions in ``knowledge/genes``; the two chromosomes are named by allele. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1] / "src" / "foredose"
OUT = ROOT / "application" / "demo"
GENES = ("CYP2C19", "CYP2C9", "CYP2D6", "CYP3A5", "CYP4F2", "SLCO1B1", "VKORC1")
AS_OF, TAKEN = "2026-06-15", "2026-06-08"
SAMPLE_SYSTEM = "https://foredose.org/fhir/genome-sample"
# Lengths of the GRCh38 primary assembly, by which a reader tells the assembly.
CONTIGS = {
    "chr7": 159345973,
    "chr10": 133797422,
    "chr12": 133275309,
    "chr16": 90338345,
    "chr19": 58617616,
    "chr22": 50818468,
    "chrX": 156040895,
}
# Positions in G6PD (PharmCAT v3.1.1 G6PD definition; 154532439 in the 1000 Genomes panel): they tell the sex.
# A woman here is heterozygous at the first two, a man has one copy of each.
X_SITES = (
    (154532439, ".", "A", "G", True),
    (154535277, "rs1050829", "T", "C", True),
    (154536002, "rs1050828", "C", "T", False),
)
UNITS = {
    "29463-7": ("Body weight", "kg"),
    "8302-2": ("Body height", "cm"),
    "2160-0": ("Creatinine [Mass/volume] in Serum or Plasma", "mg/dL"),
    "1751-7": ("Albumin [Mass/volume] in Serum or Plasma", "g/dL"),
    "1742-6": ("Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L"),
    "1975-2": ("Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL"),
    "4544-3": ("Hematocrit [Volume Fraction] of Blood by Automated count", "%"),
    "718-7": ("Hemoglobin [Mass/volume] in Blood", "g/dL"),
    "6301-6": ("INR in Platelet poor plasma by Coagulation assay", "{INR}"),
}
RXNORM, SNOMED = "http://www.nlm.nih.gov/research/umls/rxnorm", "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"


@dataclass(frozen=True, kw_only=True)
class Drug:
    code: str
    display: str
    dose_mg: float
    per_day: int = 1


@dataclass(frozen=True, kw_only=True)
class Person:
    id: str
    title: str
    family: str
    sex: str
    born: str
    order: str
    labs: dict[str, float]
    takes: tuple[Drug, ...]
    conditions: tuple[tuple[str, str, str], ...] = ()
    procedures: tuple[tuple[str, str, str], ...] = ()
    alleles: dict[str, tuple[str, str]] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)

    @property
    def sample(self) -> str:
        return self.id.upper()


USUAL = {"CYP3A5": ("*3", "*3")}
LABS = {"1751-7": 4.2, "1742-6": 22, "1975-2": 0.6}
VKORC1_AA = ("rs9923231 variant (T)", "rs9923231 variant (T)")
PEOPLE = (
    Person(
        id="demo-1",
        title="Clopidogrel after PCI: CYP2C19 *1/*2 on omeprazole",
        family="One",
        sex="female",
        born="1963-02-11",
        order="clopidogrel 75 mg daily for PCI",
        labs=LABS | {"29463-7": 71, "8302-2": 164, "2160-0": 0.8, "4544-3": 40, "718-7": 13.4},
        takes=(
            Drug(code="198051", display="Omeprazole 20 MG Delayed Release Oral Capsule", dose_mg=20),
            Drug(code="259255", display="atorvastatin 80 MG Oral Tablet", dose_mg=80),
        ),
        conditions=((SNOMED, "53741008", "Coronary heart disease"),),
        procedures=((SNOMED, "415070008", "Percutaneous coronary intervention"),),
        alleles=USUAL | {"CYP2C19": ("*1", "*2")},
    ),
    Person(
        id="demo-2",
        title="Codeine for pain: CYP2D6 normal metaboliser on paroxetine",
        family="Two",
        sex="male",
        born="1981-09-30",
        order="codeine 30 mg every 6 hours for pain",
        labs=LABS | {"29463-7": 82, "8302-2": 180, "2160-0": 0.9},
        takes=(Drug(code="314199", display="Paroxetine 20 MG Oral Tablet", dose_mg=20),),
        alleles=USUAL,
        calls={"CYP2D6": "*1/*1"},
    ),
    Person(
        id="demo-3",
        title="Warfarin for atrial fibrillation: CYP2C9 *1/*3 and VKORC1 -1639 AA on amiodarone",
        family="Three",
        sex="female",
        born="1955-05-04",
        order="warfarin 5 mg daily for atrial fibrillation",
        labs=LABS | {"29463-7": 66, "8302-2": 161, "2160-0": 0.9, "6301-6": 1.0, "718-7": 13.0},
        takes=(Drug(code="703", display="amiodarone", dose_mg=200),),
        conditions=((SNOMED, "49436004", "Atrial fibrillation"),),
        alleles=USUAL | {"CYP2C9": ("*1", "*3"), "VKORC1": VKORC1_AA},
    ),
    Person(
        id="demo-4",
        title="Tacrolimus after a kidney transplant: CYP3A5 *1/*1 on diltiazem",
        family="Four",
        sex="male",
        born="1976-12-20",
        order="tacrolimus 5 mg twice daily for kidney transplant",
        labs=LABS | {"29463-7": 74, "8302-2": 176, "2160-0": 1.5, "4544-3": 34, "718-7": 11.2},
        takes=(Drug(code="3443", display="diltiazem", dose_mg=60, per_day=3),),
        conditions=((ICD10, "Z94.0", "Kidney transplant status"),),
        alleles={"CYP3A5": ("*1", "*1")},
    ),
)


def definitions() -> dict[str, Any]:
    folder = ROOT / "knowledge" / "genes"
    return {g: json.loads((folder / g / "definition.json").read_text(encoding="utf-8")) for g in GENES}


def chromosome_of(definition: dict[str, Any], allele: str) -> list[str]:
    """The base at each position on a chromosome with this allele: the reference where it says nothing."""
    says = definition["alleles"][allele][0]
    return [says.get(str(i), [row[2]])[0] for i, row in enumerate(definition["positions"])]


def gene_lines(definition: dict[str, Any], alleles: tuple[str, str]) -> list[tuple[str, int, str]]:
    pair = [chromosome_of(definition, allele) for allele in alleles]
    lines = []
    for row, first, second in zip(definition["positions"], *pair, strict=True):
        rsid, position, ref, alts = row[:4]
        known = [ref, *alts]
        call = "/".join(str(n) for n in sorted((known.index(first), known.index(second))))
        text = f"{rsid or '.'}\t{ref}\t{','.join(alts)}\t.\tPASS\t.\tGT\t{call}"
        lines.append((definition["chromosome"], position, text))
    return lines


def x_lines(sex: str) -> list[tuple[str, int, str]]:
    calls = {True: "0/1" if sex == "female" else "0", False: "0/0" if sex == "female" else "0"}
    return [
        ("chrX", position, f"{rsid}\t{ref}\t{alt}\t.\tPASS\t.\tGT\t{calls[varies]}")
        for position, rsid, ref, alt, varies in X_SITES
    ]


def vcf(person: Person, genes: dict[str, Any]) -> str:
    usual = {
        gene: (("*1", "*1") if "*1" in d["alleles"] else (d["reference_allele"],) * 2)
        for gene, d in genes.items()
    }
    pairs = usual | person.alleles
    lines = [line for gene, d in genes.items() for line in gene_lines(d, pairs[gene])] + x_lines(person.sex)
    order = list(CONTIGS)
    lines.sort(key=lambda line: (order.index(line[0]), line[1], line[2]))
    head = [
        "##fileformat=VCFv4.2",
        "##source=scripts/make_demo.py, a made-up person",
        "##reference=GRCh38",
        '##FILTER=<ID=PASS,Description="All filters passed">',
        *(f"##contig=<ID={name},length={length},assembly=GRCh38>" for name, length in CONTIGS.items()),
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        f"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{person.sample}",
    ]
    return "\n".join([*head, *(f"{chrom}\t{pos}\t{rest}" for chrom, pos, rest in lines)]) + "\n"


def concept(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def observation(person: Person, code: str, value: float) -> dict[str, Any]:
    display, unit = UNITS[code]
    return {
        "resourceType": "Observation",
        "id": f"{person.id}-{code}",
        "status": "final",
        "code": concept("http://loinc.org", code, display),
        "effectiveDateTime": TAKEN if code != "6301-6" else AS_OF,
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
    }


def smoking(person: Person) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"{person.id}-72166-2",
        "status": "final",
        "code": concept("http://loinc.org", "72166-2", "Tobacco smoking status NHIS"),
        "effectiveDateTime": TAKEN,
        "valueCodeableConcept": concept(SNOMED, "266919005", "Never smoker"),
    }


def medication(person: Person, drug: Drug) -> dict[str, Any]:
    quantity = {"value": drug.dose_mg, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    repeat = {"frequency": drug.per_day, "period": 1, "periodUnit": "d"}
    return {
        "resourceType": "MedicationRequest",
        "id": f"{person.id}-{drug.code}",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(RXNORM, drug.code, drug.display),
        "authoredOn": "2026-05-20",
        "dosageInstruction": [{"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity}]}],
    }


def condition(person: Person, coded: tuple[str, str, str]) -> dict[str, Any]:
    active = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    return {
        "resourceType": "Condition",
        "id": f"{person.id}-{coded[1].replace('.', '-')}",
        "clinicalStatus": {"coding": [{"system": active, "code": "active"}]},
        "code": concept(*coded),
        "onsetDateTime": "2026-05-18",
    }


def procedure(person: Person, coded: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "id": f"{person.id}-{coded[1]}",
        "status": "completed",
        "code": concept(*coded),
        "performedDateTime": "2026-06-14",
    }


def specimen(person: Person) -> dict[str, Any]:
    return {
        "resourceType": "Specimen",
        "id": f"{person.id}-genome",
        "identifier": [{"system": SAMPLE_SYSTEM, "value": person.sample}],
        "collection": {"collectedDateTime": TAKEN},
    }


def bundle(person: Person) -> dict[str, Any]:
    patient = {
        "resourceType": "Patient",
        "id": person.id,
        "name": [{"family": person.family, "given": ["Demo"], "text": f"Demo {person.family}"}],
        "gender": person.sex,
        "birthDate": person.born,
        "deceasedBoolean": False,
    }
    about = [
        specimen(person),
        *(observation(person, code, value) for code, value in sorted(person.labs.items())),
        smoking(person),
        *(condition(person, coded) for coded in person.conditions),
        *(procedure(person, coded) for coded in person.procedures),
        *(medication(person, drug) for drug in person.takes),
    ]
    for resource in about:
        resource["subject"] = {"reference": f"Patient/{person.id}"}
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": r} for r in [patient, *about]],
    }


def manifest() -> dict[str, Any]:
    people = []
    for person in PEOPLE:
        entry = {"id": person.id, "title": person.title, "order": person.order, "as_of": AS_OF}
        entry |= {"record": f"{person.id}.json", "genome": f"{person.id}.vcf.gz"}
        people.append(entry | ({"calls": f"{person.id}.calls.json"} if person.calls else {}))
    return {"people": people}


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    genes = definitions()
    for person in PEOPLE:
        (OUT / f"{person.id}.vcf.gz").write_bytes(gzip.compress(vcf(person, genes).encode(), mtime=0))
        (OUT / f"{person.id}.json").write_text(json.dumps(bundle(person), indent=1) + "\n", encoding="utf-8")
        if person.calls:
            (OUT / f"{person.id}.calls.json").write_text(json.dumps(person.calls) + "\n", encoding="utf-8")
    head = "# The people of `foredose demo`; written by scripts/make_demo.py. They are advised on `as_of`.\n"
    (OUT / "people.yaml").write_text(
        head + yaml.safe_dump(manifest(), sort_keys=False, width=110), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
