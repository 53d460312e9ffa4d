"""Does one observation hold to the profile that it claims, and to R4?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foredose.surfaces.fhir_out import codes, rules

__all__ = ["Problem", "categories", "codes_of", "observation_problems"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that does not hold: its name, the resource (or the bundle), and what is wrong."""

    rule: str
    where: str
    what: str


def codes_of(concept: Json) -> list[str]:
    """Return the codes of a concept, of any system."""
    return [str(coding.get("code")) for coding in concept.get("coding", ())]


def observation_problems(one: Json, where: str) -> Iterator[Problem]:
    """Give every problem of an observation; ``where`` names it."""
    has_value = any(key.startswith("value") for key in one)
    if has_value and "dataAbsentReason" in one:
        yield Problem(rule="obs-6", where=where, what="a value beside dataAbsentReason")
    yield from categories(one, where, ("laboratory", "GE"))
    claims = [claim.partition("|")[0] for claim in one.get("meta", {}).get("profile", ())]
    for name, said in rules.PROFILES.items():
        if codes.structure(name) in claims:
            yield from _as_profiled(one, where, said, has_value=has_value)
        elif said.code in codes_of(one.get("code", {})) and not claims and "dataAbsentReason" not in one:
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
    if said.code not in codes_of(one.get("code", {})):
        yield Problem(rule="code", where=where, what=f"code is not {said.code}")
    if (said.value == "needed" and "valueCodeableConcept" not in one) or (
        said.value == "forbidden" and has_value
    ):
        yield Problem(rule="value", where=where, what=f"value is {said.value}")
    given = codes_of(one.get("valueCodeableConcept", {}))
    if said.answers and has_value and not said.answers & set(given):
        yield Problem(rule="answers", where=where, what=f"value {given} is not among the required answers")
    if said.derived and not one.get("derivedFrom"):
        yield Problem(rule="derivedFrom", where=where, what="rests on no finding")


def _components(one: Json, where: str) -> Iterator[Problem]:
    counted: Counter[str] = Counter()
    by_code = {codes.COMPONENT[name][1]: (name, rule) for name, rule in rules.COMPONENTS.items()}
    for part in one.get("component", ()):
        for code in set(codes_of(part.get("code", {}))) & set(by_code):
            name, rule = by_code[code]
            counted[name] += 1
            if rule.value not in part:
                yield Problem(rule="component-value", where=where, what=f"{name} has no {rule.value}")
            elif rule.answers and not rule.answers & set(codes_of(part[rule.value])):
                yield Problem(rule="component-answers", where=where, what=f"{name} is not a required answer")
    for name, count in counted.items():
        most = rules.COMPONENTS[name].most
        if most is not None and count > most:
            yield Problem(rule="component-count", where=where, what=f"{name} stands {count} times")


def categories(one: Json, where: str, needed: tuple[str, ...]) -> Iterator[Problem]:
    """Each needed category stands once, as the only coding of its concept (IG, ``coding 1..1``)."""
    given = [codes_ for codes_ in map(codes_of, one.get("category", ())) if len(codes_) == 1]
    for code in needed:
        if given.count([code]) != 1:
            yield Problem(rule="category", where=where, what=f"category {code} does not stand once")
