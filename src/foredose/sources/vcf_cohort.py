"""Read many samples of one VCF or BCF gene by gene, each different call of a record parsed once.

A record of ten thousand people has few different calls, and a gene few different rows of calls. So a record is kept
as its distinct calls and, for each sample, the number of its call: memory follows one gene, not the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Assembly, GeneFacts
from foredose.knowledge.transcripts import SPLICE_BASES, transcript
from foredose.sources.chromosome_x import outside_par, sex_from_x, x_counts, x_kind
from foredose.sources.genotypes import Genotype, Genotypes
from foredose.sources.htslib_lines import has_index, htslib_lines, is_bcf
from foredose.sources.other_build import refuse_other_build, touches_known
from foredose.sources.vcf import Line, Regions, VcfReader, gene_regions
from foredose.sources.vcf_lines import vcf_error
from foredose.sources.vcf_record import RecordParser

_WHOLE_X = 200_000_000
_SPELLED = 80
"""How far from a defining position a record may still spell its change; more than the reader of positions looks."""
_BASES = re.compile(r"[ACGTN,*]+", re.IGNORECASE)
"""ALT of small variants alone; symbols, breakends and the blocks of a gVCF speak of more than the bases of REF."""
__all__ = ["CohortGene", "CohortRecord", "VcfCohort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRecord:
    """One record: its distinct calls, and which of them each sample has (an index, one entry a sample)."""

    calls: tuple[Genotype, ...]
    of_sample: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortGene:
    """All records of one gene, for all samples of a file."""

    gene: str
    assembly: Assembly
    source: str
    records: tuple[CohortRecord, ...]


@dataclass(slots=True, kw_only=True)
class _Sexes:
    """Places of chromosome X by sample: how many are haploid, heterozygous, homozygous, and what the last one shows."""

    counts: np.ndarray
    shown: np.ndarray
    place: int = 0

    def add(self, record: CohortRecord) -> None:
        if record.calls[0].position != self.place:
            self._count()
            self.place = record.calls[0].position
        self.shown |= np.array([x_kind(call) for call in record.calls], dtype=np.uint8)[record.of_sample]

    def _count(self) -> None:
        self.counts += x_counts(self.shown)
        self.shown[:] = 0

    def sexes(self) -> list[str | Indeterminate]:
        self._count()
        different, of_sample = np.unique(self.counts, axis=0, return_inverse=True)
        told = [sex_from_x(*row) for row in different.tolist()]
        return [told[i] for i in of_sample.ravel()]


@dataclass(slots=True)
class _Held:
    """A gene whose records are being read."""

    facts: GeneFacts
    records: list[CohortRecord] = field(default_factory=list)


class VcfCohort:
    """One pass over a file of many samples.

    Parameters
    ----------
    path
        A VCF (plain, gzip, bgzip) or BCF sorted by place, whose header names its assembly. Of an indexed file only
        the regions of the genes and chromosome X are read.
    genes
        Genes to read.

    Raises
    ------
    InputError
        As ``read_vcf``; and where the header does not name the assembly.
    """

    def __init__(self, path: Path, genes: tuple[str, ...]) -> None:
        self._path, self._regions = path, gene_regions(genes)
        self._reader = _reader(path, self._regions)
        self._touches = False
        self.source = self._reader.where
        self.samples = self._reader.header.samples
        if self._reader.header.assembly is None:
            raise vcf_error(
                "cohort_assembly",
                found="no assembly in the header",
                expected="##reference or ##contig lines with lengths",
                where=self.source,
                remedy="add a ##reference=GRCh38 (or GRCh37) line if you know the assembly",
            )
        self.assembly: Assembly = self._reader.header.assembly
        self._facts = [gene_facts(gene) for gene in genes]
        self._near = _near_positions(self._facts, self.assembly)
        count = len(self.samples)
        self._sexes = _Sexes(
            counts=np.zeros((count, 3), dtype=np.int32), shown=np.zeros(count, dtype=np.uint8)
        )

    def sexes(self) -> list[str | Indeterminate]:
        """Return the sex of each sample; known once every gene was read."""
        return self._sexes.sexes()

    def genes(self) -> Iterator[CohortGene]:
        """Yield each gene when its last record was read; those on chromosome X at the end."""
        waiting = {f.gene: _Held(f) for f in self._facts}
        at: tuple[str, int] = ("", 0)
        behind: set[str] = set()
        for line, record in self._records():
            if line.chromosome in behind or (line.chromosome == at[0] and line.position < at[1]):
                raise self._unsorted(line, at)
            if line.chromosome != at[0]:
                behind.add(at[0])
            at = (line.chromosome, line.position)
            for held in waiting.values():
                self._keep(held, record)
            done = [h for h in waiting.values() if self._passed(h, line)]
            for held in done:
                del waiting[held.facts.gene]
                yield self._finished(held)
        if not self._touches:
            refuse_other_build(self.source, self.assembly, self._regions, self._first_sample)
        for held in waiting.values():
            yield self._finished(held)

    def _records(self) -> Iterator[tuple[Line, CohortRecord]]:
        parser = self._reader.parser(0)
        for line in self._reader.lines(parser):
            on_x = line.chromosome == "chrX" and outside_par(line.position, self.assembly)
            record = _record(parser, line) if on_x or self._matters(line) else _unread(parser, line)
            if on_x:
                self._sexes.add(record)
            self._touches = self._touches or touches_known(record.calls[0], self.assembly)
            yield line, record

    def _first_sample(self, regions: Regions) -> Genotypes:
        reader = _reader(self._path, regions)
        reader.wanted = self.samples[0]
        return reader.read()

    def _matters(self, line: Line) -> bool:
        """Whether a record may say something of a defining position, or reaches beyond its REF."""
        if not _BASES.fullmatch(line.fields[4]) or "END=" in line.fields[7]:
            return True
        near = self._near.get(line.chromosome, frozenset())
        return any(base in near for base in range(line.position, line.position + len(line.fields[3])))

    def _keep(self, held: _Held, record: CohortRecord) -> None:
        low, high = held.facts.regions[self.assembly]
        first = record.calls[0]
        if first.chromosome == held.facts.chromosome and first.position <= high:
            last = max(call.end for call in record.calls)
            if last >= low:
                held.records.append(record)

    def _passed(self, held: _Held, line: Line) -> bool:
        """Whether the file is past a gene; on chromosome X the sex is known only at the end."""
        if not held.records or held.facts.chromosome == "chrX":
            return False
        high = held.facts.regions[self.assembly][1]
        return line.chromosome != held.facts.chromosome or line.position > high

    def _unsorted(self, line: Line, at: tuple[str, int]) -> InputError:
        return vcf_error(
            "unsorted",
            found=f"{line.chromosome}:{line.position} after {at[0]}:{at[1]}",
            expected="records sorted by place, each chromosome once",
            where=f"{self.source}, line {line.number}",
            remedy="sort the file (bcftools sort)",
        )

    def _finished(self, held: _Held) -> CohortGene:
        ordered = sorted(held.records, key=lambda r: _place(r.calls[0]))
        return CohortGene(
            gene=held.facts.gene, assembly=self.assembly, source=self.source, records=tuple(ordered)
        )


def _reader(path: Path, regions: Regions) -> VcfReader:
    """Open a file; through htslib where it is a BCF or has an index."""
    indexed = has_index(path)
    if not indexed and not is_bcf(path):
        return VcfReader(path, None, regions)
    windows = VcfReader(path, None, regions, htslib_lines(path, {})).windows if indexed else None
    if windows is not None:
        windows["chrX"] = [(1, _WHOLE_X)]
    return VcfReader(path, None, regions, htslib_lines(path, windows))


def _place(call: Genotype) -> tuple[int, str, tuple[str, ...], int]:
    return call.position, call.reference, call.alternates, call.line


def _near_positions(facts: list[GeneFacts], assembly: Assembly) -> dict[str, frozenset[int]]:
    """Return the bases from which a record may speak of a defining position or a coding base, by chromosome."""
    near: dict[str, set[int]] = {}
    for gene in facts:
        bases = near.setdefault(gene.chromosome, set())
        for position in gene.definition.positions:
            place, _ = position.place(assembly)
            if place is not None:
                longest = max(map(len, (position.ref, *position.alts)))
                bases.update(range(place - _SPELLED - longest, place + _SPELLED + 2 * longest))
        known = transcript(gene.gene)
        for first, last in known.coding[assembly] if known else ():
            bases.update(range(first - SPLICE_BASES, last + SPLICE_BASES + 1))
    return {chromosome: frozenset(bases) for chromosome, bases in near.items()}


def _unread(parser: RecordParser, line: Line) -> CohortRecord:
    """Keep that a record is there, and its REF; what the samples carry does not matter, so nobody's call is kept."""
    call = parser.parse_uncalled(line.fields, line.chromosome, line.position, line.number)
    return CohortRecord(calls=(call,), of_sample=np.zeros(len(line.fields) - 9, dtype=np.uint8))


def _record(parser: RecordParser, line: Line) -> CohortRecord:
    cells = line.fields[9:]
    numbers: dict[str, int] = {}
    of_sample = np.fromiter(
        (numbers.setdefault(cell, len(numbers)) for cell in cells), dtype=np.int32, count=len(cells)
    )
    calls = tuple(
        parser.parse_fields(line.fields, cell, line.chromosome, line.position, line.number)
        for cell in numbers
    )
    return CohortRecord(calls=calls, of_sample=of_sample.astype(np.min_scalar_type(len(calls))))
