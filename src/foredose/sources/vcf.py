"""Read one sample of a VCF: what was seen, what failed, and nothing about what is absent.

The format is that of the VCF 4.2-4.4 specifications. Records stream by; only those that touch the regions
asked for are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.chromosome_x import sex_from_kinds, x_kind
from foredose.sources.genotypes import Genotype, Genotypes, Region
from foredose.sources.other_build import refuse_other_build, touches_known
from foredose.sources.vcf_header import Header, chromosome_name, parse_header, pick_sample
from foredose.sources.vcf_lines import MAX_LINE_BYTES, printable, read_lines, vcf_error
from foredose.sources.vcf_record import RecordParser

__all__ = [
    "Genotypes",
    "Line",
    "Regions",
    "VcfReader",
    "gene_regions",
    "read_vcf",
    "read_vcf_cohort",
    "vcf_samples",
]

Regions = Mapping[Assembly, Sequence[Region]]
Batches = Iterator[tuple[int, list[bytes]]]
_ASSEMBLIES: tuple[Assembly, ...] = ("GRCh38", "GRCh37")
MAX_HEADER_LINES = 200_000
_BOM = "\ufeff".encode()
"""What some programs write before the first line of a text."""


def gene_regions(genes: Sequence[str] | None = None) -> dict[Assembly, tuple[Region, ...]]:
    """Return the regions of the genes (all that have facts by default) in both assemblies.

    A gene that is known from outside calls alone has none.
    """
    facts = [gene_facts(gene) for gene in genes or gene_names()]
    return {
        assembly: tuple(
            Region(chromosome=f.chromosome, start=f.regions[assembly][0], end=f.regions[assembly][1])
            for f in facts
            if assembly in f.regions
        )
        for assembly in _ASSEMBLIES
    }


def vcf_samples(path: str | Path) -> tuple[str, ...]:
    """Return the names of the samples in a VCF, in their order."""
    return VcfReader(Path(path), None, gene_regions()).header.samples


def read_vcf(path: str | Path, *, sample: str | None = None, regions: Regions | None = None) -> Genotypes:
    """Read the genotypes of one sample in the regions.

    Parameters
    ----------
    path
        A VCF or gVCF on GRCh38 or GRCh37: plain, gzip or bgzip; ``chr`` prefix or not.
    sample
        Column to read; may be left out when the file has one sample.
    regions
        By assembly; the regions of all genes by default.

    Returns
    -------
    Genotypes
        Records with a failing FILTER or FT carry the reason in ``failed``. ``./.`` has unknown alleles.

    Raises
    ------
    InputError
        Whatever keeps the file from being read, with code ``vcf.*``.
    """
    wanted = regions or gene_regions()
    read = VcfReader(Path(path), sample, wanted).read()
    _check_build(Path(path), read, wanted)
    return read


def read_vcf_cohort(path: str | Path, *, regions: Regions | None = None) -> Iterator[Genotypes]:
    """Yield the genotypes of every sample of a VCF, reading the file once.

    Parameters and errors are those of ``read_vcf``. The lines that touch the regions are held in memory.
    """
    wanted = regions or gene_regions()
    for index, read in enumerate(VcfReader(Path(path), None, wanted).read_all()):
        if index == 0:
            _check_build(Path(path), read, wanted)
        yield read


def _check_build(path: Path, read: Genotypes, regions: Regions) -> None:
    """Refuse a file of the other assembly; its places are those of any of its samples."""
    if not any(touches_known(record, read.assembly) for record in read.records):
        again = partial(VcfReader, path, read.sample)
        refuse_other_build(read.source, read.assembly, regions, lambda instead: again(instead).read())


class Line(NamedTuple):
    """The columns of one line that matters, and what is known of its place."""

    fields: list[str]
    chromosome: str
    position: int
    number: int


class VcfReader:
    """One pass over one file: its header, then the lines that may matter."""

    def __init__(
        self, path: Path, sample: str | None, regions: Regions, batches: Batches | None = None
    ) -> None:
        self.where = printable(path.name)
        self.regions = regions
        self.batches = read_lines(path) if batches is None else batches
        self.body: list[tuple[int, list[bytes]]] = []
        self.header = self._header()
        self.wanted = sample
        self.windows = self._windows()

    def _header(self) -> Header:
        """Read the lines that start with ``#``; leave the rest of their batch for the body."""
        lines: list[str] = []
        size = 0
        for number, batch in self.batches:
            for index, written in enumerate(batch):
                line = written if lines else written.removeprefix(_BOM)
                if not line.startswith(b"#"):
                    self.body.append((number + index, batch[index:]))
                    return parse_header(lines, self.where)
                lines.append(line.decode("utf-8").rstrip("\r"))
                size += len(line)
                if len(lines) > MAX_HEADER_LINES or size > MAX_LINE_BYTES:
                    raise _long_header(self.where)
        return parse_header(lines, self.where)

    def read(self) -> Genotypes:
        """Return the wanted sample; only its genotypes are held."""
        column = pick_sample(self.header.samples, self.wanted, self.where)
        parser = self.parser(column)
        return self._collect(parser, ((line, line.fields[9 + column]) for line in self.lines(parser)))

    def read_all(self) -> Iterator[Genotypes]:
        """Yield every sample; lines are held with each different value stored once."""
        values: dict[str, str] = {}
        held = []
        for line in self.lines(self.parser(0)):
            held.append(
                (line._replace(fields=line.fields[:9]), [values.setdefault(v, v) for v in line.fields[9:]])
            )
        for column in range(len(self.header.samples)):
            yield self._collect(self.parser(column), ((line, cells[column]) for line, cells in held))

    def parser(self, column: int) -> RecordParser:
        """Return a parser of one sample's column."""
        return RecordParser(column=column, columns=9 + len(self.header.samples), where=self.where)

    def _collect(self, parser: RecordParser, lines: Iterable[tuple[Line, str]]) -> Genotypes:
        kept: list[Genotype] = []
        on_x: dict[int, int] = {}
        for line, value in lines:
            record = parser.parse_fields(line.fields, value, line.chromosome, line.position, line.number)
            if line.chromosome == "chrX":
                on_x[line.position] = on_x.get(line.position, 0) | x_kind(record)
            near = self.windows.get(line.chromosome, ())
            if any(record.position <= end and record.end >= start for start, end in near):
                kept.append(record)
        kept.sort(key=lambda r: (r.chromosome, r.position, r.reference, r.alternates, r.line))
        assembly = self.header.assembly or assembly_from_bases(kept, self.where)
        return Genotypes(
            sample=self.header.samples[parser.column],
            source=self.where,
            assembly=assembly,
            records=tuple(kept),
            sex=sex_from_kinds(on_x, assembly),
        )

    def _windows(self) -> dict[str, list[tuple[int, int]]]:
        assemblies = (self.header.assembly,) if self.header.assembly else _ASSEMBLIES
        windows: dict[str, list[tuple[int, int]]] = {}
        for assembly in assemblies:
            for region in self.regions[assembly]:
                windows.setdefault(region.chromosome, []).append((region.start, region.end))
        return windows

    def lines(self, parser: RecordParser) -> Iterator[Line]:
        """Yield the lines on chromosome X and those that may touch a region; check the shape of all."""
        tabs = parser.columns - 1
        names: dict[bytes, str] = {}
        for start, batch in chain(self.body, self.batches):
            for number, line in enumerate(batch, start):
                if line.count(b"\t") != tabs:
                    parser.check_columns(line, number)
                    continue
                first = line.index(b"\t")
                chromosome = names.get(line[:first])
                if chromosome is None:
                    parser.check_no_header(line, number)
                    chromosome = names[line[:first]] = chromosome_name(line[:first].decode("utf-8"))
                near = self.windows.get(chromosome, ())
                if not near and chromosome != "chrX":
                    continue
                position = parser.position(line, first, number)
                if chromosome == "chrX" or _may_touch(line, position, near):
                    yield Line(parser.split(line), chromosome, position, number)


def _long_header(where: str) -> InputError:
    return vcf_error(
        "header_too_long",
        found=f"a header of more than {MAX_HEADER_LINES} lines or {MAX_LINE_BYTES // 2**20} MiB",
        expected="header lines, then records",
        where=where,
        remedy="check that the file is a VCF; export it again",
    )


def _may_touch(line: bytes, position: int, near: Sequence[tuple[int, int]]) -> bool:
    ahead = [start for start, end in near if position <= end]
    if not ahead or b"END=" in line or b"SVLEN=" in line:
        return bool(ahead)
    # A line is longer than its REF, which is cut out only where the line would reach.
    first = min(ahead)
    return position + len(line) > first and position + len(line.split(b"\t", 4)[3]) > first


def assembly_from_bases(records: Sequence[Genotype], where: str) -> Assembly:
    """Tell the assembly of a file whose header is silent by its REF bases at known positions.

    Raises
    ------
    InputError
        When the bases fit neither assembly, or no known position is in the file.
    """
    bases = {(r.chromosome, r.position): r.reference[0] for r in records}
    fitting = [assembly for assembly in _ASSEMBLIES if _fits(bases, assembly)]
    if len(fitting) == 1:
        return fitting[0]
    raise vcf_error(
        "assembly_unknown",
        found="no assembly in the header, and REF bases that do not tell GRCh38 from GRCh37",
        expected="##reference or ##contig lines with lengths",
        where=where,
        remedy="add a ##reference=GRCh38 (or GRCh37) line if you know the assembly",
    )


def _fits(bases: Mapping[tuple[str, int], str], assembly: Assembly) -> bool:
    """Whether known positions are there, and at least nine in ten of them carry the expected base."""
    agree = seen = 0
    for facts in map(gene_facts, gene_names()):
        for place in facts.definition.positions:
            position, reference = place.place(assembly)
            found = bases.get((facts.chromosome, position or -1))
            if found is not None and reference is not None:
                seen += 1
                agree += found == reference[0]
    return seen > 0 and agree >= 0.9 * seen
