"""The only readers: VCF, outside callers, FHIR bundles, orders in words.

Take in untrusted bytes and text; give out typed, dated facts, or an error that says what was found, what was
expected, where, and the remedy. Never conclude anything about a person, never fill in what is missing.
"""

from foredose.sources.bed import read_bed
from foredose.sources.genotypes import AssayedRegions, Genotype, Genotypes
from foredose.sources.order import Order, Phase
from foredose.sources.outside_calls import OutsideCall, parse_call
from foredose.sources.outside_files import read_outside_calls
from foredose.sources.record import Allergy, Condition, Measurement, Medication, Procedure, Record
from foredose.sources.vcf import gene_regions, read_vcf, read_vcf_cohort, vcf_samples

__all__ = [
    "Allergy",
    "AssayedRegions",
    "Condition",
    "Genotype",
    "Genotypes",
    "Measurement",
    "Medication",
    "Order",
    "OutsideCall",
    "Phase",
    "Procedure",
    "Record",
    "gene_regions",
    "parse_call",
    "read_bed",
    "read_outside_calls",
    "read_vcf",
    "read_vcf_cohort",
    "vcf_samples",
]
