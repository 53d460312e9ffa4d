"""What a diagnosis or an allergy says of its own standing: whether it is so, and whether it is still there."""

from __future__ import annotations

from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_elements import CodeableConcept, Element, Period

__all__ = ["NOT_SO", "Judged"]

NOT_SO = frozenset({"refuted", "entered-in-error"})
_SO = frozenset({"confirmed", "unconfirmed", "provisional", "differential", "presumed"})
_PRESENT = frozenset({"active", "recurrence", "relapse"})
_GONE = frozenset({"inactive", "remission", "resolved"})


class Judged(Element):
    """A Condition or an AllergyIntolerance."""

    clinical_status: CodeableConcept = CodeableConcept()
    verification_status: CodeableConcept = CodeableConcept()
    code: CodeableConcept = CodeableConcept()
    onset_date_time: str = ""
    onset_period: Period = Period()
    abatement_date_time: str = ""

    def refuted_as(self, entry: Entry, notes: list[str]) -> str:
        """Return how the record takes this back, ``""`` where it does not or contradicts itself."""
        known, doubt = _told(self.verification_status, NOT_SO | _SO)
        taken_back = sorted(known & NOT_SO)
        if doubt or (taken_back and known & _SO):
            notes.append(
                f"{entry.id}: the verification status {_shown(self.verification_status)} is not clear"
            )
        return taken_back[0] if taken_back and not known & _SO else ""

    def present(self, entry: Entry, notes: list[str]) -> bool:
        """Present unless the record says otherwise: leaving a diagnosis out is the greater harm."""
        known, doubt = _told(self.clinical_status, _PRESENT | _GONE)
        if not known and not doubt:
            return not self.abatement_date_time
        gone = bool(known) and known <= _GONE
        if (doubt and not known) or (known & _GONE and not gone):
            status = _shown(self.clinical_status)
            notes.append(f"{entry.id}: the clinical status {status} is not clear, taken as present")
        return not gone


def _told(concept: CodeableConcept, known: frozenset[str]) -> tuple[frozenset[str], bool]:
    """Return the known codes of a status, in any spelling, and whether anything else is told."""
    codes = {c.code.strip().lower() for c in concept.coding if c.code.strip()}
    others = codes - known or ({concept.words()} - {""} if not codes else set())
    return frozenset(codes & known), bool(others)


def _shown(concept: CodeableConcept) -> str:
    codes = [c.code for c in concept.coding if c.code]
    return " and ".join(codes)[:60] or repr(concept.words()[:60])
