"""Changes in the coding bases of a gene that none of its definitions lists: reported, never passed over in silence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from foredose.core import Indeterminate
from foredose.genome.beyond.carried import CarriedChange, carried_changes
from foredose.genome.call import GeneCall, UnlistedChange
from foredose.genome.effect.coding import CodingChange, indel_change
from foredose.genome.effect.codon_changes import Exchange, exchange_change
from foredose.genome.effect.consequence import Consequence
from foredose.genome.effect.predict import PredictedEffect, predict_effect
from foredose.genome.variants import Variant, is_breakend, normalise
from foredose.knowledge.gene_schema import Assembly, GeneFacts
from foredose.knowledge.transcripts import SPLICE_BASES, Transcript, common_changes, transcript
from foredose.sources.genotypes import Genotype

__all__ = ["coding_records", "listed_changes", "unlisted_changes", "with_unlisted"]

Bases = Mapping[int, str]


def coding_records(records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly) -> list[Genotype]:
    """Return the records that touch a coding base or a splice site of a gene, or break it apart between them.

    None where no transcript is known.
    """
    known = transcript(facts.gene)
    if known is None:
        return []
    firsts = [first - SPLICE_BASES for first, _ in known.coding[assembly]]
    lasts = [last + SPLICE_BASES for _, last in known.coding[assembly]]

    def touches(record: Genotype) -> bool:
        # Of the stretches that end at the record or behind it, the next one begins first.
        following = bisect_left(lasts, record.position)
        return following < len(firsts) and firsts[following] <= record.end

    def breaks(record: Genotype) -> bool:
        return firsts[0] <= record.position <= lasts[-1] and any(map(is_breakend, record.alternates))

    return [record for record in records if touches(record) or breaks(record)]


def unlisted_changes(
    records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly, bases: Bases
) -> tuple[UnlistedChange, ...]:
    """Return what a person carries in a gene's coding bases and splice sites beyond its definitions.

    Parameters
    ----------
    records
        What ``coding_records`` gives; of those that failed only that they are there.
    bases
        Bases of the assembly that are known, by place.
    """
    known = transcript(facts.gene)
    carried = carried_changes(records, bases)
    if known is None or not carried:
        return ()
    listed = listed_changes(facts, assembly, bases)
    exchanges = [_exchange(one) for one in carried if one.copies and is_exchange(one.variant)]
    found = []
    for one in carried:
        if one.variant in listed:
            continue
        if one.variant is None:
            found.append(_unread(one) if one.failed else _structural(one))
            continue
        others = [each for each in exchanges if each.place != one.variant.position]
        told = coding_change(known, assembly, one, others, bases)
        if told is not None and one.failed:
            found.append(_unread(one))
        elif told is not None:
            found.append(_change(one, told, facts.gene, _common(known, assembly, one.variant)))
    return tuple(found)


def is_exchange(variant: Variant | None) -> bool:
    """Whether a change puts one base in the place of another."""
    return variant is not None and len(variant.deleted) == len(variant.inserted) == 1


def _exchange(one: CarriedChange) -> Exchange:
    assert one.variant is not None
    return Exchange(
        place=one.variant.position, base=one.variant.inserted, copies=one.copies, record=one.record
    )


def coding_change(
    known: Transcript,
    assembly: Assembly,
    one: CarriedChange,
    others: Sequence[Exchange],
    bases: Bases,
) -> CodingChange | None:
    """Return what a change does to the coding bases or splice sites, or ``None`` when it leaves them alone."""
    assert one.variant is not None
    if is_exchange(one.variant):
        return exchange_change(known, assembly, _exchange(one), others, bases)
    return indel_change(known, assembly, one.variant, bases)


def _unread(one: CarriedChange) -> UnlistedChange:
    return UnlistedChange(change=one.written, copies=0, kind="not_read", basis=one.failed)


def _structural(one: CarriedChange) -> UnlistedChange:
    return UnlistedChange(change=one.written, copies=one.copies, kind="structural")


def listed_changes(facts: GeneFacts, assembly: Assembly, bases: Bases) -> frozenset[Variant]:
    """Return every change that a definition lists, in normal form."""
    found = set()
    for position in facts.definition.positions:
        place, reference = position.place(assembly)
        if place is not None:
            found |= {normalise(place, reference or position.ref, alt, bases) for alt in position.alts}
            if reference is not None and reference != position.ref:
                found.add(normalise(place, reference, position.ref, bases))
    return frozenset(found | {part for one in found for part in _parts(one)})


def _parts(variant: Variant) -> Iterator[Variant]:
    """Yield the single bases that a listed exchange of several consists of."""
    if len(variant.deleted) == len(variant.inserted) > 1:
        pairs = zip(variant.deleted, variant.inserted, strict=True)
        yield from (
            Variant(at, was, now) for at, (was, now) in enumerate(pairs, variant.position) if was != now
        )


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
        ends_protein=told.ends_protein,
    )


def _word(one: Consequence) -> str:
    """Return a consequence of an exchange as ``"R144C"``; others have no word beyond their kind."""
    ends = {"missense": one.mutant, "stop_gained": "*", "synonymous": "="}
    return f"{one.wild}{one.position}{ends[one.kind]}" if one.kind in ends else ""


def with_unlisted(call: GeneCall, changes: tuple[UnlistedChange, ...]) -> GeneCall:
    """Return a call with the changes beyond its definitions; not reportable where one of them may end the protein."""
    return replace(call, unlisted=changes or call.unlisted).unless(_ending(call.gene, changes))


def _ending(gene: str, changes: tuple[UnlistedChange, ...]) -> Indeterminate | None:
    """Return why a call may not be reported, where one of the changes may end the protein."""
    ending = [one for one in changes if one.ends_protein or one.kind == "structural" or _may_end(one)]
    if not ending:
        return None
    what = ", ".join(one.change for one in ending)
    return Indeterminate(
        why=f"{what} may leave no working protein, and no allele of {gene} is defined by it",
        resolve="confirm the change, and have its effect assessed; the name is given as if it were not there",
    )


def _may_end(one: UnlistedChange) -> bool:
    """Whether a change that is not common may be a stop, as far as the file tells the codon."""
    return one.common is None and any(word.endswith("*") for word in one.protein)
