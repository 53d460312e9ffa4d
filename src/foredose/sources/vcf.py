"""Read one sample of a VCF: what was seen, what failed, and nothing about what is absent.

The format is that of the VCF 4.2-4.4 specifications. Records stream by; only those that touch the regions
asked for are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.chromosome_x import XCounts, outside_par, sex_from_x
from foredose.sources.genotypes import Genotype, Genotypes, Region
from foredose.sources.vcf_header import Header, chromosome_name, parse_header, pick_sample
from foredose.sources.vcf_lines import read_lines, vcf_error
from foredose.sources.vcf_record import RecordParser

__all__ = ["Genotypes", "Regions", "gene_regions", "read_vcf", "vcf_samples"]

Regions = Mapping[Assembly, Sequence[Region]]
_ASSEMBLIES: tuple[Assembly, ...] = ("GRCh38", "GRCh37")
# A record that starts this far before a region can still reach into it with its REF string.
_REACH_BASES = 1000


def gene_regions(genes: Sequence[str] | None = None) -> dict[Assembly, tuple[Region, ...]]:
    """Return the regions of the genes (all that have facts by default) in both assemblies."""
    facts = [gene_facts(gene) for gene in genes or gene_names()]
    return {
        assembly: tuple(
            Region(chromosome=f.chromosome, start=f.regions[assembly][0], end=f.regions[assembly][1])
            for f in facts
        )
        for assembly in _ASSEMBLIES
    }


def vcf_samples(path: str | Path) -> tuple[str, ...]:
    """Return the names of the samples in a VCF, in their order."""
    return _Reader(Path(path), None, gene_regions()).header.samples


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
    reader = _Reader(Path(path), sample, regions or gene_regions())
    return reader.read()


class _Reader:
    """One pass over one file."""

    def __init__(self, path: Path, sample: str | None, regions: Regions) -> None:
        self.where = path.name
        self.regions = regions
        self.batches = read_lines(path)
        self.body: list[tuple[int, list[bytes]]] = []
        self.header = self._header()
        self.wanted = sample
        self.kept: list[Genotype] = []
        self.x_counts: dict[Assembly, XCounts] = {assembly: XCounts() for assembly in _ASSEMBLIES}

    def _header(self) -> Header:
        """Read the lines that start with ``#``; leave the rest of their batch for the body."""
        lines: list[str] = []
        for number, batch in self.batches:
            for index, line in enumerate(batch):
                if not line.startswith(b"#"):
                    self.body.append((number + index, batch[index:]))
                    return parse_header(lines, self.where)
                lines.append(line.decode("utf-8").rstrip("\r"))
        return parse_header(lines, self.where)

    def _all_batches(self) -> Iterator[tuple[int, list[bytes]]]:
        yield from self.body
        yield from self.batches

    def read(self) -> Genotypes:
        column = pick_sample(self.header.samples, self.wanted, self.where)
        parser = RecordParser(column=column, columns=9 + len(self.header.samples), where=self.where)
        windows = self._windows()
        prefixes: dict[bytes, str] = {}
        for number, lines in self._all_batches():
            self._scan(number, lines, parser, windows, prefixes)
        assembly = self.header.assembly or assembly_from_bases(self.kept, self.where)
        self.kept.sort(key=lambda r: (r.chromosome, r.position, r.reference, r.alternates, r.line))
        return Genotypes(
            sample=self.header.samples[column],
            source=self.where,
            assembly=assembly,
            records=tuple(self.kept),
            sex=sex_from_x(self.x_counts[assembly]),
        )

    def _windows(self) -> dict[str, list[tuple[int, int]]]:
        assemblies = (self.header.assembly,) if self.header.assembly else _ASSEMBLIES
        windows: dict[str, list[tuple[int, int]]] = {}
        for assembly in assemblies:
            for region in self.regions[assembly]:
                windows.setdefault(region.chromosome, []).append((region.start, region.end))
        return windows

    def _scan(
        self,
        number: int,
        lines: list[bytes],
        parser: RecordParser,
        windows: dict[str, list[tuple[int, int]]],
        names: dict[bytes, str],
    ) -> None:
        tabs = parser.columns - 1
        for offset, line in enumerate(lines):
            if line.count(b"\t") != tabs:
                parser.check_columns(line, number + offset)
                continue
            first = line.index(b"\t")
            raw = line[:first]
            chromosome = names.get(raw)
            if chromosome is None:
                chromosome = names[raw] = chromosome_name(raw.decode("utf-8"))
            near = windows.get(chromosome)
            if near is None and chromosome != "chrX":
                continue
            position = parser.position(line, first, number + offset)
            if chromosome == "chrX":
                self._count_x(position, parser, line, number + offset)
            if near is not None and _may_touch(line, position, near):
                record = parser.parse(line, chromosome, position, number + offset)
                if any(record.position <= end and record.end >= start for start, end in near):
                    self.kept.append(record)

    def _count_x(self, position: int, parser: RecordParser, line: bytes, number: int) -> None:
        record = parser.parse(line, "chrX", position, number)
        if record.failed is None and record.alternates:
            for assembly, counts in self.x_counts.items():
                if outside_par(position, assembly):
                    counts.add(record.alleles)


def _may_touch(line: bytes, position: int, near: list[tuple[int, int]]) -> bool:
    reaches = b"END=" in line
    return any(position <= end and (reaches or position >= start - _REACH_BASES) for start, end in near)


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
