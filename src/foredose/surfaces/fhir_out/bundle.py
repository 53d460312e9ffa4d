"""A called genome as a FHIR R4 bundle after HL7 Genomics Reporting 3.0.0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foredose import __version__
from foredose.advice.guidance import Guidance
from foredose.genome import GenomeCall
from foredose.surfaces.fhir_out import codes
from foredose.surfaces.fhir_out.codec import children
from foredose.surfaces.fhir_out.elements import Frame, Json, coded, reference, text_of
from foredose.surfaces.fhir_out.findings import findings
from foredose.surfaces.fhir_out.implications import drug_implications, phenotype_implication
from foredose.surfaces.fhir_out.wording import report_conclusion
from foredose.surfaces.intended_use import FULL

__all__ = ["genomics_report"]


def genomics_report(
    call: GenomeCall,
    guidance: Mapping[str, Sequence[Guidance]] | None = None,
    *,
    subject: str | None = None,
    knowledge_version: str,
) -> Json:
    """Return the bundle of one sample: report, findings, implications and proposed tasks.

    Parameters
    ----------
    guidance
        Drug to what guidelines say for this genome, as ``application.genome_report`` gives it.
    subject
        A reference to the patient (``"Patient/123"``); left out when not stated, for a sample name is no person.

    Returns
    -------
    dict
        A ``Bundle`` of type ``collection``. The same call always gives the same bundle: no clock is read. The whole
        call, every probability included, stands in the extensions ``codes.GENOME_URL`` and ``codes.GENE_URL``.
    """
    frame = Frame(call=call, subject=subject)
    observed: dict[str, Json] = {}
    for gene in call.genes.values():
        observed |= findings(frame, gene)
    for gene in call.genes.values():
        observed |= phenotype_implication(frame, gene)
    implied, tasks = drug_implications(frame, guidance or {})
    observed |= implied
    report = _report(frame, list(observed), list(tasks))
    others = {frame.url("specimen"): _specimen(frame), frame.url("device"): _device(knowledge_version)}
    entries = {frame.url("report"): report} | others | observed | tasks
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries.items()],
    }


def _report(frame: Frame, results: list[str], tasks: list[str]) -> Json:
    """Return the report; it is ``partial``, because ``final`` would claim that a person verified it."""
    actions = [
        {"url": codes.structure("recommended-action"), "valueReference": reference(url)} for url in tasks
    ]
    whole = {"url": codes.GENOME_URL, "extension": children(frame.call, but=("genes",))}
    return {
        "resourceType": "DiagnosticReport",
        "meta": {"profile": [codes.profile("genomic-report")]},
        "extension": [whole, _note(), *actions],
        "status": "partial",
        "category": [coded(codes.SYSTEMS["service"], "GE", "Genetics")],
        "code": coded(*codes.OBSERVATION_CODE["genomic-report"]),
        **frame.about(),
        "specimen": [reference(frame.url("specimen"))],
        **({"result": [reference(url) for url in results]} if results else {}),
        "conclusion": report_conclusion(frame.call),
    }


def _note() -> Json:
    kind = coded(codes.SYSTEMS["note"], "test-disclaimer", "Test Disclaimer")
    code = {"url": codes.structure("annotation-code"), "valueCodeableConcept": kind}
    return {
        "url": codes.structure("genomic-report-note"),
        "valueAnnotation": {"extension": [code], "text": FULL},
    }


def _specimen(frame: Frame) -> Json:
    name = text_of(frame.call.sample)
    return {"resourceType": "Specimen", "identifier": [{"value": name}], **frame.about()}


def _device(knowledge_version: str) -> Json:
    versions = {"code": __version__, "knowledge": knowledge_version}
    return {
        "resourceType": "Device",
        "deviceName": [{"name": "foredose", "type": "model-name"}],
        "version": [{"type": {"text": what}, "value": value} for what, value in versions.items()],
        "note": [{"text": "Research software, not a medical device."}],
    }
