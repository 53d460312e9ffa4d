"""The only readers: VCF, outside callers, FHIR bundles, orders in words.

Take in untrusted bytes and text; give out typed, dated facts, or an error that says what was found, what was
expected, where, and the remedy. Never conclude anything about a person, never fill in what is missing.
"""

from foredose.sources.order import Order, Phase
from foredose.sources.record import Allergy, Condition, Measurement, Medication, Procedure, Record

__all__ = ["Allergy", "Condition", "Measurement", "Medication", "Order", "Phase", "Procedure", "Record"]
