"""A called genome as FHIR: HL7 Genomics Reporting 3.0.0 (STU3) on FHIR R4 4.0.1, written, checked and read back.

Takes in a ``GenomeCall`` and what guidelines say for it; gives out a bundle as plain JSON. What the guide has no
place for (probabilities, alternatives, positions not seen) stands in extensions of our own and, for a reader who
knows none, in words (``conclusion-string``, ``interpretation``, ``DiagnosticReport.conclusion``). Never a bare
diplotype for a call that may not be reported, never a reference result for a gene that was not seen.
"""

from foredose.surfaces.fhir_out.bundle import genomics_report
from foredose.surfaces.fhir_out.reading import read_genomics_report
from foredose.surfaces.fhir_out.validation import Problem, validate

__all__ = ["Problem", "genomics_report", "read_genomics_report", "validate"]
