"""Write knowledge/pairs.yaml: every gene-drug pair of the guideline facts and of the graded US labels, typed.

Pairs come from the guideline facts and from the registry entry ``cpic_pairs`` (which US label speaks of which gene,
for the drugs in ``reported_drugs.yaml``); the kind of each gene is decided here, with the reason. The output is the
same for the same input.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import yaml

from foredose.knowledge.guideline_facts import guideline_drugs, guidelines_for
from foredose.knowledge.pair_facts import reported_drugs
from foredose.sources.external import external_path

OUT = Path(__file__).parents[1] / "src" / "foredose" / "knowledge" / "pairs.yaml"
HEADER = "# Written by scripts/import_pairs.py; the kinds and reasons stand in that script. Do not edit.\n"
ENZYME = "Enzyme that breaks the drug down or activates it."
CARRIER = "Transporter that takes the drug into or out of cells."
HLA = (
    "Presents the drug to immune cells; the allele disposes to severe reactions of the skin or other organs."
)
CALCIUM = "Channel of muscle cells; its variants dispose to malignant hyperthermia."
CYB5R = "Keeps haemoglobin reduced; its lack disposes to methaemoglobinaemia."
KINDS = {
    "ABCG2": ("exposure", CARRIER),
    "CACNA1S": ("hypersensitivity", CALCIUM),
    "CFTR": ("response", "The channel that the drug opens; it works only on some variants."),
    "CYB5R1": ("hypersensitivity", CYB5R),
    "CYB5R2": ("hypersensitivity", CYB5R),
    "CYB5R3": ("hypersensitivity", CYB5R),
    "CYB5R4": ("hypersensitivity", CYB5R),
    "CYP2B6": ("exposure", ENZYME),
    "CYP2C19": ("exposure", ENZYME),
    "CYP2C9": ("exposure", ENZYME),
    "CYP2D6": ("exposure", ENZYME),
    "CYP3A4": ("exposure", ENZYME),
    "CYP3A5": ("exposure", ENZYME),
    "CYP4F2": ("response", "Breaks down vitamin K, against which the drug works."),
    "DPYD": ("exposure", ENZYME),
    "G6PD": ("hypersensitivity", "Protects red cells from oxidation; its lack disposes to haemolysis."),
    "HLA-A": ("hypersensitivity", HLA),
    "HLA-B": ("hypersensitivity", HLA),
    "IFNL3": ("response", "Interferon of the antiviral defence, on which the response depends."),
    "IFNL4": ("response", "Interferon of the antiviral defence, on which the response depends."),
    "MT-RNR1": ("hypersensitivity", "Mitochondrial ribosome; its variants dispose to loss of hearing."),
    "NAT2": ("exposure", ENZYME),
    "NUDT15": ("exposure", "Enzyme that inactivates the active nucleotides of the drug in cells."),
    "RYR1": ("hypersensitivity", CALCIUM),
    "SLCO1B1": ("exposure", CARRIER),
    "TPMT": ("exposure", ENZYME),
    "UGT1A1": ("exposure", ENZYME),
    "VKORC1": ("response", "The enzyme that the drug inhibits."),
}
LEVELS = {
    "Testing required": "testing required",
    "Testing recommended": "testing recommended",
    "Actionable PGx": "actionable",
    "Informative PGx": "informative",
}
NAMES = {"glyburide": "glibenclamide"}
TEXT_ONLY = {"IFNL3": ("peginterferon alfa-2a", "peginterferon alfa-2b", "ribavirin")}


def pairs() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for drug in guideline_drugs():
        for each in guidelines_for(drug):
            for gene in each.genes:
                found[gene].add(drug)
    for gene, drugs in TEXT_ONLY.items():
        found[gene].update(drugs)
    return found


def main() -> None:
    found, graded = pairs(), defaultdict(lambda: defaultdict(set))
    known = set(reported_drugs()) | set(guideline_drugs())
    for row in csv.DictReader(
        external_path("cpic_pairs", check=True).read_text(encoding="utf-8").splitlines()
    ):
        drug, gene = row["Drug"], row["Gene"]
        final = row["CPICLevel"] in ("A", "A/B") and gene in KINDS
        if drug in known and gene in KINDS and (row["FDALabel"] or final):
            name = NAMES.get(drug, drug)
            found[gene].add(name)
            if row["FDALabel"]:
                graded[gene][LEVELS[row["FDALabel"]]].add(name)
    locus = "names of gene and drug; the kind is this project's reading"
    genes = {
        gene: {
            "kind": KINDS[gene][0],
            "why": KINDS[gene][1],
            "source": {"key": "CPIC_pairs", "locus": locus},
            "drugs": sorted(found[gene]),
            "label": {level: sorted(graded[gene][level]) for level in LEVELS.values() if graded[gene][level]},
        }
        for gene in sorted(found)
    }
    text = yaml.safe_dump({"genes": genes}, sort_keys=False, width=110, default_flow_style=None)
    OUT.write_text(HEADER + text, encoding="utf-8")


if __name__ == "__main__":
    main()
