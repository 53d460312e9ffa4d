"""A called genome for people and for other programs: text, TSV, PharmCAT's JSON, and one gene explained."""

from foredose.surfaces.genome.explanation import explanation_text
from foredose.surfaces.genome.pharmcat import pharmcat_document
from foredose.surfaces.genome.table import gene_tsv
from foredose.surfaces.genome.text import genome_text

__all__ = ["explanation_text", "gene_tsv", "genome_text", "pharmcat_document"]
