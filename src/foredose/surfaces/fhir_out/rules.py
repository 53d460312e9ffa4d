"""What R4 4.0.1 and the guide demand and the R4B classes of ``fhir.resources`` do not check; as data, with sources.

"R4" is hl7.org/fhir/R4 (4.0.1), "R4B" hl7.org/fhir/R4B (4.3.0), "IG" Genomics Reporting 3.0.0 as in ``codes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foredose.surfaces.fhir_out import codes

__all__ = ["BINDINGS", "COMPONENTS", "PROFILES", "R4B_ONLY_RESOURCES", "R4B_ONLY_VALUES", "Slice", "Value"]

R4B_ONLY_RESOURCES = frozenset(
    "AdministrableProductDefinition Citation ClinicalUseDefinition EvidenceReport Ingredient ManufacturedItemDefinition"
    " MedicinalProductDefinition NutritionProduct PackagedProductDefinition RegulatedAuthorization SubscriptionStatus"
    " SubscriptionTopic SubstanceDefinition".split()
)
"""R4B, history.html, release 4.3.0: resources that R4 does not have. Those of a report (Bundle, DiagnosticReport,
Observation, Task, Specimen, Device) are in neither list of changes."""

R4B_ONLY_VALUES = frozenset(("valueCodeableReference", "valueRatioRange"))
"""R4B, history.html and diff.html: data types that R4 does not have."""

_REPORT_STATUS = (
    "registered partial preliminary final amended corrected appended cancelled entered-in-error unknown"
)
_TASK_STATUS = (
    "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed"
    " entered-in-error"
)

BINDINGS: Mapping[tuple[str, str], frozenset[str]] = {
    ("Bundle", "type"): frozenset(
        "document message transaction transaction-response batch batch-response history searchset collection".split()
    ),
    ("DiagnosticReport", "status"): frozenset(_REPORT_STATUS.split()),
    ("Observation", "status"): frozenset(
        "registered preliminary final amended corrected cancelled entered-in-error unknown".split()
    ),
    ("Specimen", "status"): frozenset("available unavailable unsatisfactory entered-in-error".split()),
    ("Device", "status"): frozenset("active inactive entered-in-error unknown".split()),
    ("Task", "status"): frozenset(_TASK_STATUS.split()),
    ("Task", "intent"): frozenset(
        "unknown proposal plan order original-order reflex-order filler-order instance-order option".split()
    ),
}
"""Required bindings of R4 (the value set pages of each element)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a profile says of an observation: its code, and whether it has a value and rests on another."""

    code: str
    value: str
    answers: frozenset[str] = frozenset()
    derived: bool = False


PROFILES: Mapping[str, Value] = {
    "genotype": Value(code="84413-4", value="needed"),
    "haplotype": Value(code="84414-2", value="needed"),
    "variant": Value(
        code="69548-6",
        value="optional",
        answers=frozenset(("LA9633-4", "LA9634-2", "LA18198-4", "LA11884-6")),
    ),
    "therapeutic-implication": Value(code="therapeutic-implication", value="forbidden", derived=True),
}
"""IG, CGFindings (``value[x] 1..1``, LL1971-2 required) and CGImplications (``value[x] 0..0``, ``derivedFrom 1..*``).
The four answers of LL1971-2 by name in the IG; the codes other than Present from public software that lists
them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A component slice: type of its value, how often it may stand, answers where the binding is required."""

    value: str
    most: int | None = None
    answers: frozenset[str] = frozenset()


_CONCEPT, _TEXT, _RANGE = "valueCodeableConcept", "valueString", "valueRange"
COMPONENTS: Mapping[str, Slice] = {
    "gene-studied": Slice(value=_CONCEPT),
    "reference-sequence-assembly": Slice(value=_CONCEPT),
    "chromosome-identifier": Slice(value=_CONCEPT, answers=frozenset(codes.CHROMOSOMES.values())),
    "variation-code": Slice(value=_CONCEPT),
    "ref-allele": Slice(value=_TEXT, most=1),
    "alt-allele": Slice(value=_TEXT, most=1),
    "coordinate-system": Slice(value=_CONCEPT, most=1),
    "exact-start-end": Slice(value=_RANGE, most=1),
    "allelic-state": Slice(value=_CONCEPT, most=1),
    "medication-assessed": Slice(value=_CONCEPT),
    "evidence-level": Slice(value=_CONCEPT),
    "phenotypic-treatment-context": Slice(value=_CONCEPT),
    "therapeutic-implication": Slice(value=_CONCEPT),
    "conclusion-string": Slice(value=_TEXT, most=1),
}
"""IG, CGGeneral, CGFindings, CGImplications: the slices that this writer uses; other components pass."""
