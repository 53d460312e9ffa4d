"""What the predictor of variant effect rests on, as citations."""

from __future__ import annotations

from foredose.core import Citation

__all__ = ["SOURCES"]

SOURCES = (
    Citation(key="Amorosi2021", locus="activity and abundance scores"),
    Citation(key="Matreyek2018", locus="TPMT scores"),
    Citation(key="Suiter2020", locus="NUDT15 scores"),
    Citation(key="Chiasson2020", locus="VKORC1 scores"),
    Citation(key="ProteinGym2023", locus="scores, structures and correlations by assay"),
    Citation(key="PDB_1R9O", locus="haem, flurbiprofen and residues of chain A"),
    Citation(key="PypgxTables", locus="allele and variant tables"),
    Citation(key="Henikoff1992", locus="BLOSUM62"),
    Citation(key="Grantham1974", locus="composition, polarity and volume"),
    Citation(key="Kyte1982", locus="hydropathy"),
    Citation(key="Zamyatnin1972", locus="volume"),
    Citation(key="Pace1998", locus="helix propensity"),
)
