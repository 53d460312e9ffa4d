"""Is a bundle a genomics report? Its structure by ``fhir.resources`` (R4B), the rest by the table of ``rules``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from foredose.surfaces.fhir_out import codes, rules
from foredose.surfaces.fhir_out.observation_check import (
    Problem,
    categories,
    codes_of,
    observation_problems,
)

__all__ = ["Problem", "validate"]

Json = Mapping[str, Any]
_LL4049 = frozenset(code for code, _ in codes.RECOMMENDATIONS.values())


def validate(bundle: Json) -> tuple[Problem, ...]:
    """Return every problem of a bundle; none means that it holds to R4 and to the profiles it claims.

    ``fhir.resources`` is needed; where it is not installed that is a problem too, for the structure was not checked.
    """
    found = [*_structure(bundle), *_binding(bundle, "Bundle"), *_names(bundle), *_r4(bundle, "Bundle")]
    resources = {entry.get("fullUrl", ""): entry.get("resource", {}) for entry in bundle.get("entry", ())}
    for url, resource in resources.items():
        kind = resource.get("resourceType", "")
        found += _binding(resource, url)
        found += _profile_claims(resource, url)
        if kind == "Observation":
            found += observation_problems(resource, url)
        elif kind == "DiagnosticReport":
            found += _report(resource, url)
        elif kind == "Task":
            found += _task(resource, url, resources)
    return tuple(found)


def _structure(bundle: Json) -> Iterator[Problem]:
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError:
        yield Problem(
            rule="r4b", where="Bundle", what="fhir.resources is not installed: structure not checked"
        )
        return
    try:
        Bundle.model_validate(dict(bundle))
    except (ValueError, TypeError) as error:
        yield Problem(rule="r4b", where="Bundle", what=str(error)[:500])


def _binding(resource: Json, where: str) -> Iterator[Problem]:
    kind = resource.get("resourceType")
    if kind in rules.R4B_ONLY_RESOURCES:
        yield Problem(rule="r4-resource", where=where, what=f"{kind} is not in R4")
    for (owner, element), allowed in rules.BINDINGS.items():
        if owner == kind and element in resource and resource[element] not in allowed:
            yield Problem(rule="required-binding", where=where, what=f"{element} {resource[element]!r}")


def _r4(value: Any, where: str) -> Iterator[Problem]:
    """Walk the tree for types that R4 lacks and for extensions that hold both a value and extensions (ext-1)."""
    if isinstance(value, Mapping):
        for name in rules.R4B_ONLY_VALUES & set(value):
            yield Problem(rule="r4-type", where=where, what=f"{name} is not in R4")
        if "url" in value and "extension" in value and any(key.startswith("value") for key in value):
            yield Problem(rule="ext-1", where=where, what=f"{value['url']} has a value and extensions")
        for part in value.values():
            yield from _r4(part, str(value.get("fullUrl", where)))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _r4(part, where)


def _names(bundle: Json) -> Iterator[Problem]:
    """Names are unique (R4 bdl-7), and what a resource of the bundle points at by ``urn:uuid`` is in it."""
    names = Counter(entry.get("fullUrl") for entry in bundle.get("entry", ()))
    for name, count in names.items():
        if count > 1 or not name:
            yield Problem(rule="bdl-7", where=str(name), what="fullUrl is missing or stands twice")
    for entry in bundle.get("entry", ()):
        for target in _references(entry):
            if target.startswith("urn:") and target not in names:
                yield Problem(rule="reference", where=str(entry.get("fullUrl")), what=f"{target} is not here")


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _references(part)


def _profile_claims(resource: Json, where: str) -> Iterator[Problem]:
    for claim in resource.get("meta", {}).get("profile", ()):
        if claim.startswith(codes.IG) and not claim.endswith(f"|{codes.IG_VERSION}"):
            yield Problem(rule="version", where=where, what=f"{claim} does not pin {codes.IG_VERSION}")


def _report(one: Json, where: str) -> Iterator[Problem]:
    yield from categories(one, where, ("GE",))
    if "51969-4" not in codes_of(one.get("code", {})):
        yield Problem(rule="code", where=where, what="code is not 51969-4")
    if "effectivePeriod" in one:
        yield Problem(rule="effective", where=where, what="the guide takes effectiveDateTime only")


def _task(one: Json, where: str, resources: Mapping[str, Json]) -> Iterator[Problem]:
    if (one.get("status"), one.get("intent")) != ("requested", "proposal"):
        yield Problem(rule="task", where=where, what="status is not requested, or intent not proposal")
    if "code" in one and not _LL4049 & set(codes_of(one["code"])):
        yield Problem(rule="task-code", where=where, what="code is not of LL4049-4")
    target = resources.get(one.get("reasonReference", {}).get("reference", ""), {})
    if "therapeutic-implication" not in codes_of(target.get("code", {})):
        yield Problem(rule="task-reason", where=where, what="rests on no TherapeuticImplication")
