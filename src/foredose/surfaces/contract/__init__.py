"""The JSON that foredose prints: one pydantic model a document, with a published JSON Schema.

Importing this package imports pydantic, so verbs import it only when they print JSON. Fields may be added to
a document; the meaning of a field never changes within a version.
"""

from foredose.surfaces.contract.assessment import AssessmentDocument, assessment_document
from foredose.surfaces.contract.base import Document
from foredose.surfaces.contract.error import ErrorDocument, error_document
from foredose.surfaces.contract.explanation import ExplanationDocument, explanation_document
from foredose.surfaces.contract.genome import GenomeDocument, genome_document
from foredose.surfaces.contract.record import RecordDocument, record_document
from foredose.surfaces.contract.registry import DOCUMENTS, json_schema
from foredose.surfaces.contract.twin import TwinDocument, twin_document

__all__ = [
    "DOCUMENTS",
    "AssessmentDocument",
    "Document",
    "ErrorDocument",
    "ExplanationDocument",
    "GenomeDocument",
    "RecordDocument",
    "TwinDocument",
    "assessment_document",
    "error_document",
    "explanation_document",
    "genome_document",
    "json_schema",
    "record_document",
    "twin_document",
]
