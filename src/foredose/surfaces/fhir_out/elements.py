"""The parts of which the resources of a report are made."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foredose.genome import GenomeCall
from foredose.surfaces.fhir_out.codes import COMPONENT, HGNC, OBSERVATION_CODE, SYSTEMS, profile
from foredose.surfaces.words import clean, printable

__all__ = ["Frame", "Json", "coded", "component", "gene_studied", "reference", "text_of"]

Json = dict[str, Any]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:foredose:fhir")


def text_of(text: str) -> str:
    """Return a text as FHIR takes it: one line, without control characters, never empty."""
    return clean(printable(text)) or "not named"


def coded(system: str, code: str, display: str) -> Json:
    """Return a concept with one coding."""
    return {"coding": [{"system": system, "code": code, "display": display}]}


def component(name: str, **value: Any) -> Json:
    """Return a component of a slice of the guide with its value."""
    return {"code": coded(*COMPONENT[name]), **value}


def gene_studied(gene: str) -> Json:
    """Return the gene by HGNC number, or by symbol alone where no number is known here."""
    concept = coded(SYSTEMS["hgnc"], HGNC[gene], gene) if gene in HGNC else {"text": text_of(gene)}
    return component("gene-studied", valueCodeableConcept=concept)


def reference(url: str, display: str | None = None) -> Json:
    """Return a reference inside the bundle."""
    return {"reference": url} if display is None else {"reference": url, "display": text_of(display)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every resource of one report shares.

    Parameters
    ----------
    subject
        A reference to the patient, as the user stated it; ``None`` leaves it out, for a sample name is no person.
    """

    call: GenomeCall
    subject: str | None

    def url(self, *key: str) -> str:
        """Return the name of a resource in the bundle; the same call always gives the same."""
        parts = (self.call.sample, self.call.source, self.subject or "", *key)
        joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, joined.hex())}"

    def about(self) -> Json:
        """Return the subject, where one was stated."""
        return {} if self.subject is None else {"subject": {"reference": text_of(self.subject)}}

    def observation(self, kind: str, *, final: bool, components: Sequence[Json]) -> Json:
        """Return the observation that all profiles share: profile, both categories, code, specimen, device."""
        return {
            "resourceType": "Observation",
            "meta": {"profile": [profile(kind)]},
            "status": "final" if final else "preliminary",
            "category": [
                coded(SYSTEMS["category"], "laboratory", "Laboratory"),
                coded(SYSTEMS["service"], "GE", "Genetics"),
            ],
            "code": coded(*OBSERVATION_CODE[kind]),
            **self.about(),
            "specimen": reference(self.url("specimen")),
            "device": reference(self.url("device")),
            "component": list(components),
        }
