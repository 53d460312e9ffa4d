"""Changes in the coding bases of a gene that none of its definitions lists: reported, never passed over in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from foredose.genome.call import GeneCall, UnlistedChange
from foredose.genome.carried import CarriedChange, carried_changes
from foredose.genome.effect.coding import CodingChange, coding_change
from foredose.genome.effect.consequence import Consequence
from foredose.genome.effect.predict import PredictedEffect, predict_effect
from foredose.genome.variants import Variant, normalise
from foredose.knowledge.gene_schema import Assembly, GeneFacts
from foredose.knowledge.transcripts import SPLICE_BASES, Transcript, common_changes, transcript
from foredose.sources.genotypes import Genotype

__all__ = ["coding_records", "is_listed", "listed_changes", "unlisted_changes", "with_unlisted"]

# These end the protein or never start it, whatever the residues around them.
_ENDS = {"frameshift", "start_lost", "splice_site", "stop_gained"}
Bases = Mapping[int, str]


def coding_records(records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly) -> list[Genotype]:
    """Return the records that touch a coding base or a splice site of a gene; none where no transcript is known."""
    known = transcript(facts.gene)
    if known is None:
        return []
    spans = [(first - SPLICE_BASES, last + SPLICE_BASES) for first, last in known.coding[assembly]]
    return [r for r in records if any(r.position <= last and r.end >= first for first, last in spans)]


def unlisted_changes(
    records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly, bases: Bases
) -> tuple[UnlistedChange, ...]:
    """Return what a person carries in a gene's coding bases and splice sites beyond its definitions.

    Parameters
    ----------
    records
        What ``coding_records`` gives; those that failed are passed over.
    bases
        Bases of the assembly that are known, by place.
    """
    known = transcript(facts.gene)
    carried = carried_changes(records, bases)
    if known is None or not carried:
        return ()
    listed = listed_changes(facts, assembly, bases)
    exchanged = {v.position for one in carried if (v := one.variant) and v.deleted and v.inserted}
    found = []
    for one in carried:
        if one.variant is None:
            found.append(UnlistedChange(change=one.written, copies=one.copies, kind="structural"))
        elif not is_listed(one.variant, listed):
            told = coding_change(known, assembly, one.variant, bases, exchanged - {one.variant.position})
            if told is not None:
                found.append(_change(one, told, facts.gene, _common(known, assembly, one.variant)))
    return tuple(found)


def listed_changes(facts: GeneFacts, assembly: Assembly, bases: Bases) -> frozenset[Variant]:
    """Return every change that a definition lists, in normal form."""
    found = set()
    for position in facts.definition.positions:
        place, reference = position.place(assembly)
        if place is not None:
            found |= {normalise(place, reference or position.ref, alt, bases) for alt in position.alts}
            if reference is not None and reference != position.ref:
                found.add(normalise(place, reference, position.ref, bases))
    return frozenset(found)


def is_listed(variant: Variant, listed: frozenset[Variant]) -> bool:
    """Whether a definition lists a change, or its place; another base there is told with the position."""
    exchanges = len(variant.deleted) == len(variant.inserted) == 1
    places = {one.position for one in listed if len(one.deleted) == len(one.inserted) == 1}
    return variant in listed or (exchanges and variant.position in places)


def _common(known: Transcript, assembly: Assembly, variant: Variant) -> float | None:
    place = known.on_grch38(assembly, variant.position)
    if place is None:
        return None
    return common_changes(known.gene).get((place, variant.deleted, variant.inserted))


def _change(one: CarriedChange, told: CodingChange, gene: str, common: float | None) -> UnlistedChange:
    effects = [predict_effect(gene, each) for each in told.possible]
    known = [each for each in effects if isinstance(each, PredictedEffect)]
    whole = bool(known) and len(known) == len(effects)
    return UnlistedChange(
        change=one.written,
        copies=one.copies,
        kind=told.kind,
        residue=told.residue,
        protein=tuple(word for each in told.possible if (word := _word(each))),
        predicted=(min(e.low for e in known), max(e.high for e in known)) if whole else None,
        basis="; ".join(dict.fromkeys(e.basis for e in known)) if whole else None,
        common=common,
        ends_protein=bool(told.possible) and all(each.kind in _ENDS for each in told.possible),
    )


def _word(one: Consequence) -> str:
    """Return a consequence of an exchange as ``"R144C"``; others have no word beyond their kind."""
    ends = {"missense": one.mutant, "stop_gained": "*", "synonymous": "="}
    return f"{one.wild}{one.position}{ends[one.kind]}" if one.kind in ends else ""


def with_unlisted(call: GeneCall, changes: tuple[UnlistedChange, ...]) -> GeneCall:
    """Return a call with the changes beyond its definitions; not reportable where one of them ends the protein."""
    ending = [one for one in changes if one.ends_protein or one.kind == "structural"]
    if not ending or not call.reportable:
        return replace(call, unlisted=changes) if changes else call
    what = ", ".join(one.change for one in ending)
    return replace(
        call,
        unlisted=changes,
        reportable=False,
        reason=f"{what} may leave no working protein, and no allele of {call.gene} is defined by it",
        resolve="confirm the change, and have its effect assessed; the name is given as if it were not there",
    )
