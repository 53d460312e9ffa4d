"""Is a bundle a genomics report? Its structure by ``fhir.resources`` (R4B), the rest by the table of ``rules``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foredose.surfaces.fhir_out import codes, rules

__all__ = ["Problem", "validate"]

Json = Mapping[str, Any]
_LL4049 = frozenset(code for code, _ in codes.RECOMMENDATIONS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that does not hold: its name, the resource (or the bundle), and what is wrong."""

    rule: str
    where: str
    what: str


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
            found += _observation(resource, url)
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


def _codes(concept: Json) -> list[str]:
    return [str(coding.get("code")) for coding in concept.get("coding", ())]


def _observation(one: Json, where: str) -> Iterator[Problem]:
    has_value = any(key.startswith("value") for key in one)
    if has_value and "dataAbsentReason" in one:
        yield Problem(rule="obs-6", where=where, what="a value beside dataAbsentReason")
    yield from _categories(one, where, ("laboratory", "GE"))
    claims = [claim.partition("|")[0] for claim in one.get("meta", {}).get("profile", ())]
    for name, said in rules.PROFILES.items():
        if codes.structure(name) in claims:
            yield from _as_profiled(one, where, said, has_value=has_value)
        elif said.code in _codes(one.get("code", {})) and not claims and "dataAbsentReason" not in one:
            yield Problem(rule="profile", where=where, what=f"code {said.code} without a profile or a reason")
    yield from _components(one, where)
    if one.get("status") == "final" and not _reportable(one):
        yield Problem(rule="caveat", where=where, what="final, but the call may not be reported")


def _reportable(one: Json) -> bool:
    """Tell whether the call in an observation may be reported; one without a call has nothing against it."""
    calls = [part for part in one.get("extension", ()) if part.get("url") == codes.GENE_URL]
    fields = [field for call in calls for field in call.get("extension", ())]
    return all(field.get("valueBoolean") is True for field in fields if field.get("url") == "reportable")


def _as_profiled(one: Json, where: str, said: rules.Value, *, has_value: bool) -> Iterator[Problem]:
    if said.code not in _codes(one.get("code", {})):
        yield Problem(rule="code", where=where, what=f"code is not {said.code}")
    if (said.value == "needed" and "valueCodeableConcept" not in one) or (
        said.value == "forbidden" and has_value
    ):
        yield Problem(rule="value", where=where, what=f"value is {said.value}")
    given = _codes(one.get("valueCodeableConcept", {}))
    if said.answers and has_value and not said.answers & set(given):
        yield Problem(rule="answers", where=where, what=f"value {given} is not among the required answers")
    if said.derived and not one.get("derivedFrom"):
        yield Problem(rule="derivedFrom", where=where, what="rests on no finding")


def _components(one: Json, where: str) -> Iterator[Problem]:
    counted: Counter[str] = Counter()
    by_code = {codes.COMPONENT[name][1]: (name, rule) for name, rule in rules.COMPONENTS.items()}
    for part in one.get("component", ()):
        for code in set(_codes(part.get("code", {}))) & set(by_code):
            name, rule = by_code[code]
            counted[name] += 1
            if rule.value not in part:
                yield Problem(rule="component-value", where=where, what=f"{name} has no {rule.value}")
            elif rule.answers and not rule.answers & set(_codes(part[rule.value])):
                yield Problem(rule="component-answers", where=where, what=f"{name} is not a required answer")
    for name, count in counted.items():
        most = rules.COMPONENTS[name].most
        if most is not None and count > most:
            yield Problem(rule="component-count", where=where, what=f"{name} stands {count} times")


def _categories(one: Json, where: str, needed: tuple[str, ...]) -> Iterator[Problem]:
    """Each needed category stands once, as the only coding of its concept (IG, ``coding 1..1``)."""
    given = [codes_ for codes_ in map(_codes, one.get("category", ())) if len(codes_) == 1]
    for code in needed:
        if given.count([code]) != 1:
            yield Problem(rule="category", where=where, what=f"category {code} does not stand once")


def _report(one: Json, where: str) -> Iterator[Problem]:
    yield from _categories(one, where, ("GE",))
    if "51969-4" not in _codes(one.get("code", {})):
        yield Problem(rule="code", where=where, what="code is not 51969-4")
    if "effectivePeriod" in one:
        yield Problem(rule="effective", where=where, what="the guide takes effectiveDateTime only")


def _task(one: Json, where: str, resources: Mapping[str, Json]) -> Iterator[Problem]:
    if (one.get("status"), one.get("intent")) != ("requested", "proposal"):
        yield Problem(rule="task", where=where, what="status is not requested, or intent not proposal")
    if "code" in one and not _LL4049 & set(_codes(one["code"])):
        yield Problem(rule="task-code", where=where, what="code is not of LL4049-4")
    target = resources.get(one.get("reasonReference", {}).get("reference", ""), {})
    if "therapeutic-implication" not in _codes(target.get("code", {})):
        yield Problem(rule="task-reason", where=where, what="rests on no TherapeuticImplication")
