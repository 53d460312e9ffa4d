"""What the records of a VCF say at each defining position of a gene: seen, failed, or not assayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from foredose.core import Indeterminate, InputError
from foredose.genome.assumptions import PLAIN, Assumptions
from foredose.genome.merge import DELETED, LOST, Site, merge
from foredose.genome.readings import IndelReading, RecordIndex, SnvReading
from foredose.knowledge.gene_schema import Assembly, GeneFacts, Position
from foredose.sources.genotypes import Genotype, Genotypes

__all__ = [
    "UNCONFIRMED",
    "Observation",
    "SiteReader",
    "haploid_vote",
    "known_bases",
    "observation_of",
    "observe",
    "of_gene",
    "on_chromosomes",
    "records_of",
]

UNCONFIRMED = "in the BED, but no record of the gene confirms the assembly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All defining positions of one gene, in the order of the definition.

    ``records`` counts the file's records in the gene's region; ``copies`` is 1 for the X chromosome of a man.
    """

    sites: tuple[Site, ...]
    records: int
    copies: Literal[1, 2] = 2


def observe(genotypes: Genotypes, facts: GeneFacts, assumed: Assumptions = PLAIN) -> Observation:
    """Read every defining position of a gene off the records.

    Raises
    ------
    InputError
        ``vcf.reference_mismatch`` when a REF base is not the assembly's: wrong build or strand.
    """
    records = records_of(genotypes.records, facts, genotypes.assembly)
    reader = SiteReader(records, facts, genotypes.assembly, genotypes.source, assumed)
    index = RecordIndex(records, reader.bases)
    sites = reader.together([reader.site(i, index) for i in range(len(facts.definition.positions))])
    haploid = facts.caller == "x_linked" and sum(map(haploid_vote, records)) > 0
    return observation_of(sites, len(records), facts, haploid=haploid, sex=genotypes.sex)


def on_chromosomes(genotypes: Genotypes) -> dict[str, Genotypes]:
    """Return what was read of a sample by chromosome, so that a gene is looked for on its own alone."""
    apart: dict[str, list[Genotype]] = defaultdict(list)
    for record in genotypes.records:
        apart[record.chromosome].append(record)
    return {name: replace(genotypes, records=tuple(records)) for name, records in apart.items()}


def of_gene(genotypes: Genotypes, facts: GeneFacts) -> Genotypes:
    """Return what was read of a sample, the records of a gene alone."""
    return replace(genotypes, records=tuple(records_of(genotypes.records, facts, genotypes.assembly)))


def records_of(records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly) -> list[Genotype]:
    """Return the records that touch a gene's region; none of a gene that only other callers read."""
    if assembly not in facts.regions:
        return []
    low, high = facts.regions[assembly]
    return [r for r in records if r.chromosome == facts.chromosome and r.position <= high and r.end >= low]


def haploid_vote(call: Genotype) -> int:
    """Return 1 for a call of one copy, -1 for one of more; 0 for a no-call, which may be written either way."""
    if all(copy is None for copy in call.alleles):
        return 0
    return 1 if len(call.alleles) == 1 else -1


def observation_of(
    sites: Sequence[Site], records: int, facts: GeneFacts, *, haploid: bool, sex: str | Indeterminate
) -> Observation:
    """Join the sites of a gene; on the X chromosome there is one copy in a man, or where most calls are of one.

    No caller writes a woman's calls so; a call of two copies among them is for ``_single`` to judge.
    """
    single = facts.caller == "x_linked" and (haploid or sex == "male")
    read = [_single(site) for site in sites] if single else sites
    return Observation(sites=tuple(read), records=records, copies=1 if single else 2)


class SiteReader:
    """Reads a gene's defining positions off records that are all from one file.

    Parameters
    ----------
    records
        The file's records of the gene; their places and REF bases count here, not what a sample carries.
    assumed
        What an absent position stands for, and whether phase counts.

    Raises
    ------
    InputError
        ``vcf.reference_mismatch`` when a REF base is not the assembly's.
    """

    def __init__(
        self,
        records: Sequence[Genotype],
        facts: GeneFacts,
        assembly: Assembly,
        source: str,
        assumed: Assumptions = PLAIN,
    ) -> None:
        self.facts, self.assembly = facts, assembly
        self.places = [position.place(assembly) for position in facts.definition.positions]
        self.bases = known_bases(records, facts, assembly)
        self.confirmed = _check_reference(records, self.places, facts, assembly, source)
        self.fill = bool(records) and assumed.absent == "reference"
        self.assayed, self.ignore_phase = assumed.assayed, assumed.ignore_phase
        self.readers = [
            None if place is None else _reader(position, place, reference, self.bases)
            for position, (place, reference) in zip(facts.definition.positions, self.places, strict=True)
        ]

    def near(self, position: int, index: RecordIndex) -> list[Genotype]:
        """Return the records that may say something of a position (by its index in the definition)."""
        reader = self.readers[position]
        return [] if reader is None else index.around(reader.first, reader.last)

    def site(self, position: int, index: RecordIndex) -> Site:
        """Return what the records of an index say of a position."""
        site = self._seen(position, index)
        place, reference = self.places[position]
        if site.state != "not_assayed" or place is None or reference is None:
            return site
        last = place + len(reference) - 1
        covered = self.assayed is not None and self.assayed.covers(self.facts.chromosome, place, last)
        if covered and self.confirmed:
            return Site(state="observed", copies=(reference, reference))
        if self.fill:
            return Site(state="not_assayed", copies=(reference, reference))
        return Site(state="not_assayed", reason=UNCONFIRMED) if covered else site

    def _seen(self, position: int, index: RecordIndex) -> Site:
        reader, (place, _) = self.readers[position], self.places[position]
        if reader is None or place is None:
            return Site(state="not_assayed", reason=f"no coordinate on {self.assembly}")
        last = place + len(self.facts.definition.positions[position].ref) - 1
        structural = index.structural_over(place, last)
        if structural is not None:
            return Site(state="failed", reason=f"structural variant {structural}")
        around = index.around(reader.first, reader.last)
        readings = [reading for record in around if (reading := reader.read(record, index)) is not None]
        haploid = self.facts.caller == "x_linked"
        if not readings:
            return _unread(index.around(place, last))
        return merge(readings, ignore_phase=self.ignore_phase, haploid=haploid)

    def together(self, sites: Sequence[Site]) -> list[Site]:
        """Return the sites of one sample, a copy marked as lost where no listed deletion there takes its base."""
        return [
            self._listed(i, site, sites) if DELETED in site.copies else site for i, site in enumerate(sites)
        ]

    def _listed(self, position: int, site: Site, sites: Sequence[Site]) -> Site:
        place = self.places[position][0] or 0
        pairs = zip(self.readers, sites, strict=True)
        listed = sum(r.lost(other, place) for r, other in pairs if isinstance(r, IndelReading))
        if listed >= site.copies.count(DELETED):
            return site
        first, second = (LOST if copy == DELETED else copy for copy in site.copies)
        return replace(site, copies=(first, second))


def _unread(over: Sequence[Genotype]) -> Site:
    """Return a position of which no record speaks: failed where one covers it without a whole genotype."""
    reasons = [r.failed or "one copy not called" for r in over if r.failed is not None or None in r.alleles]
    return Site(state="failed", reason=min(reasons)) if reasons else Site(state="not_assayed")


def _reader(
    position: Position, place: int, reference: str | None, bases: dict[int, str]
) -> SnvReading | IndelReading:
    is_snv = len(position.ref) == 1 and all(len(alt) == 1 for alt in position.alts)
    return SnvReading(place, reference) if is_snv else IndelReading(place, position, bases)


def _single(site: Site) -> Site:
    """Refuse two different words where there is one chromosome."""
    if site.state == "observed" and site.copies[0] != site.copies[1]:
        return Site(state="failed", reason="two alleles on the one X chromosome of a man")
    return site


def known_bases(records: Sequence[Genotype], facts: GeneFacts, assembly: Assembly) -> dict[int, str]:
    """Return the reference bases that the definitions and the records' REF give, by place."""
    bases: dict[int, str] = {}
    places = [position.place(assembly) for position in facts.definition.positions]
    written = [
        (place, reference) for place, reference in places if place is not None and reference is not None
    ]
    written += [(r.position, r.reference) for r in records]
    for start, text in written:
        for place, base in enumerate(text, start):
            bases[place] = base
    return bases


def _check_reference(
    records: Sequence[Genotype],
    places: Sequence[tuple[int | None, str | None]],
    facts: GeneFacts,
    assembly: Assembly,
    source: str,
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
                    expected=f"{expected[place]} on {assembly}: wrong build or strand",
                    where=f"{source}, line {record.line}",
                    remedy="call or export the file on the assembly its header names, forward strand",
                )
    return confirmed
