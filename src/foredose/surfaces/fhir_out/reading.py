"""A report of our own back to the call it was made from.

This is the inverse of the writer beside it and shares its codec, so it stands here and not in ``sources``, which
may not know ``GenomeCall``. Reports of others are read in ``sources.outside.fhir``, as outside calls.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from foredose.core import InputError
from foredose.genome import GeneCall, GenomeCall
from foredose.surfaces.fhir_out.codec import rebuild
from foredose.surfaces.fhir_out.codes import GENE_URL, GENOME_URL

__all__ = ["read_genomics_report"]


def read_genomics_report(document: str | Mapping[str, Any]) -> GenomeCall:
    """Return the call that a bundle of ``genomics_report`` holds, exactly.

    Raises
    ------
    InputError
        ``fhir.report`` when it is no such bundle, or its extensions were changed.
    """
    try:
        bundle = json.loads(document) if isinstance(document, str) else document
        return _call(bundle)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, StopIteration) as error:
        raise InputError(
            "fhir.report",
            found=str(error) or type(error).__name__,
            expected="a bundle of foredose, with its extensions",
            where="the genomics report",
            remedy="give the bundle as it was written; reports of others are outside calls (--calls)",
        ) from error


def _call(bundle: Mapping[str, Any]) -> GenomeCall:
    resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    report = next(one for one in resources.values() if one.get("resourceType") == "DiagnosticReport")
    (whole,) = _named(report, GENOME_URL)
    genes: dict[str, GeneCall] = {}
    for result in report.get("result", ()):
        for one in _named(resources[result["reference"]], GENE_URL):
            gene = rebuild(GeneCall, one["extension"])
            if gene.gene in genes:
                raise ValueError(f"{gene.gene} twice")
            genes[gene.gene] = gene
    return rebuild(GenomeCall, whole["extension"], genes=genes)


def _named(resource: Mapping[str, Any], url: str) -> Iterator[Mapping[str, Any]]:
    return (one for one in resource.get("extension", ()) if one.get("url") == url)
