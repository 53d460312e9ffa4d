"""What the records of a VCF say at each defining position of a gene: seen, failed, or not assayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from foredose.core import InputError
from foredose.genome.merge import Site, merge
from foredose.genome.readings import IndelReading, RecordIndex, SnvReading
from foredose.knowledge.gene_schema import Assembly, GeneFacts, Position
from foredose.sources.genotypes import AssayedRegions, Genotype, Genotypes

__all__ = ["UNCONFIRMED", "Observation", "observe"]

UNCONFIRMED = "in the BED, but no record of the gene confirms the assembly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All defining positions of one gene, in the order of the definition.

    ``records`` counts the file's records in the gene's region; ``copies`` is 1 for the X chromosome of a man.
    """

    sites: tuple[Site, ...]
    records: int
    copies: Literal[1, 2] = 2


def observe(
    genotypes: Genotypes,
    facts: GeneFacts,
    *,
    absent_is_reference: bool = False,
    assayed: AssayedRegions | None = None,
    ignore_phase: bool = False,
) -> Observation:
    """Read every defining position of a gene off the records.

    Parameters
    ----------
    absent_is_reference
        The caller's declaration; it holds only when the gene has a record at all.
    assayed
        Regions the laboratory looked at: absent there means reference, in a gene where a record's REF confirms
        the assembly at a defining position.
    ignore_phase
        Treat ordered copies as unordered.

    Raises
    ------
    InputError
        ``vcf.reference_mismatch`` when a REF base is not the assembly's: wrong build or strand.
    """
    low, high = facts.regions[genotypes.assembly]
    records = [
        r
        for r in genotypes.records
        if r.chromosome == facts.chromosome and r.position <= high and r.end >= low
    ]
    places = [position.place(genotypes.assembly) for position in facts.definition.positions]
    bases = _known_bases(records, places)
    confirmed = _check_reference(records, places, facts, genotypes)
    index = RecordIndex(records, bases)
    fill = bool(records) and absent_is_reference
    sites = []
    for position, (place, reference) in zip(facts.definition.positions, places, strict=True):
        site = _site(
            position,
            place,
            reference,
            index,
            genotypes.assembly,
            ignore_phase=ignore_phase,
            haploid=facts.caller == "x_linked",
        )
        if site.state == "not_assayed" and place is not None and reference is not None:
            last = place + len(reference) - 1
            covered = assayed is not None and assayed.covers(facts.chromosome, place, last)
            if covered and confirmed:
                site = Site(state="observed", copies=(reference, reference))
            elif fill:
                site = Site(state="not_assayed", copies=(reference, reference))
            elif covered:
                site = Site(state="not_assayed", reason=UNCONFIRMED)
        sites.append(site)
    copies = _copies(genotypes, facts, records)
    if copies == 1:
        sites = [_single(site) for site in sites]
    return Observation(sites=tuple(sites), records=len(records), copies=copies)


def _copies(genotypes: Genotypes, facts: GeneFacts, records: Sequence[Genotype]) -> Literal[1, 2]:
    """Return how many chromosomes carry the gene: one in a man, or where most calls are of one copy.

    No caller writes a woman's calls so; a call of two copies among them is for ``_single`` to judge.
    """
    if facts.caller != "x_linked":
        return 2
    haploid = 2 * sum(len(r.alleles) == 1 for r in records) > len(records)
    return 1 if haploid or genotypes.sex == "male" else 2


def _single(site: Site) -> Site:
    """Refuse two different words where there is one chromosome."""
    if site.state == "observed" and site.copies[0] != site.copies[1]:
        return Site(state="failed", reason="two alleles on the one X chromosome of a man")
    return site


def _known_bases(
    records: Sequence[Genotype], places: Sequence[tuple[int | None, str | None]]
) -> dict[int, str]:
    bases: dict[int, str] = {}
    written = [
        (place, reference) for place, reference in places if place is not None and reference is not None
    ]
    written += [(r.position, r.reference) for r in records]
    for start, text in written:
        bases.update(zip(range(start, start + len(text)), text, strict=True))
    return bases


def _check_reference(
    records: Sequence[Genotype],
    places: Sequence[tuple[int | None, str | None]],
    facts: GeneFacts,
    genotypes: Genotypes,
) -> bool:
    """Refuse a base that is not the assembly's; return whether any record confirms the assembly here."""
    confirmed = False
    expected = {
        p: b for start, text in places if start is not None and text for p, b in enumerate(text, start)
    }
    for record in records:
        for place, base in enumerate(record.reference, record.position):
            confirmed = confirmed or expected.get(place) == base
            if place in expected and base != expected[place] and base != "N":
                raise InputError(
                    "vcf.reference_mismatch",
                    found=f"REF {base} at {record.chromosome}:{place} in {facts.gene}",
                    expected=f"{expected[place]} on {genotypes.assembly}: wrong build or strand",
                    where=f"{genotypes.source}, line {record.line}",
                    remedy="call or export the file on the assembly its header names, forward strand",
                )
    return confirmed


def _site(
    position: Position,
    place: int | None,
    reference: str | None,
    index: RecordIndex,
    assembly: Assembly,
    *,
    ignore_phase: bool,
    haploid: bool,
) -> Site:
    if place is None:
        return Site(state="not_assayed", reason=f"no coordinate on {assembly}")
    is_snv = len(position.ref) == 1 and all(len(alt) == 1 for alt in position.alts)
    reader = SnvReading(place, reference) if is_snv else IndelReading(place, position, index.bases)
    structural = index.structural_over(place, place + len(position.ref) - 1)
    if structural is not None:
        return Site(state="failed", reason=f"structural variant {structural}")
    around = index.around(reader.first, reader.last)
    readings = [reading for record in around if (reading := reader.read(record, index)) is not None]
    return merge(readings, ignore_phase=ignore_phase, haploid=haploid)
