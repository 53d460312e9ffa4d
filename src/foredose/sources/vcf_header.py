"""The header of a VCF: the samples and the assembly it was called on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foredose.core import InputError
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.vcf_lines import vcf_error

__all__ = ["Header", "chromosome_name", "parse_header", "pick_sample"]

_FIXED = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
_CONTIG = re.compile(r"<ID=([^,>]+).*?length=(\d+)", re.IGNORECASE)
_ORDER = [f"chr{n}" for n in range(1, 23)] + ["chrX"]
_GRCH38 = (
    "248956422 242193529 198295559 190214555 181538259 170805979 159345973 145138636 138394717 133797422"
    " 135086622 133275309 114364328 107043718 101991189 90338345 83257441 80373285 58617616 64444167"
    " 46709983 50818468 156040895"
)
_GRCH37 = (
    "249250621 243199373 198022430 191154276 180915260 171115067 159138663 146364022 141213431 135534747"
    " 135006516 133851895 115169878 107349540 102531392 90354753 81195210 78077248 59128983 63025520"
    " 48129895 51304566 155270560"
)
_KNOWN: tuple[Assembly, ...] = ("GRCh38", "GRCh37")
_LENGTHS: dict[tuple[str, int], str] = {
    (name, int(length)): assembly
    for assembly, row in (("GRCh38", _GRCH38), ("GRCh37", _GRCH37))
    for name, length in zip(_ORDER, row.split(), strict=True)
}
_WORDS = {
    "GRCh38": re.compile(r"grch38|hg38|hs38|\bb38", re.IGNORECASE),
    "GRCh37": re.compile(r"grch37|hg19|hs37|g1k_v37|\bb37", re.IGNORECASE),
    "NCBI36 (hg18)": re.compile(r"ncbi36|hg18|\bb36|hg17|ncbi35", re.IGNORECASE),
    "T2T-CHM13": re.compile(r"(?<![a-z0-9])((t2t|hs1)(?![a-z0-9])|(t2t)?chm13(?!\d))", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the header says; ``assembly`` is ``None`` when it is silent."""

    samples: tuple[str, ...]
    assembly: Assembly | None


def chromosome_name(name: str) -> str:
    """Return the ``chr`` form of a chromosome's name: ``"10"`` and ``"chr10"`` are both ``"chr10"``."""
    bare = name[3:] if name[:3].lower() == "chr" else name
    return "chr" + {"23": "X", "x": "X"}.get(bare, bare)


def parse_header(lines: list[str], where: str) -> Header:
    """Return samples and assembly from the lines that start with ``#``.

    Raises
    ------
    InputError
        No ``##fileformat``, no column line, no sample, or an assembly other than GRCh38 and GRCh37.
    """
    if not lines or not lines[0].startswith("##fileformat=VCF"):
        raise _header_error("no ##fileformat=VCF line", where)
    if any(not line.startswith("##") for line in lines[1:-1]):
        raise _header_error("a line that starts with one # before the last line of the header", where)
    columns = lines[-1].split("\t")
    if columns[:8] != _FIXED:
        raise _header_error("no #CHROM column line", where)
    samples = tuple(columns[9:])
    if not samples:
        raise vcf_error(
            "no_sample",
            found="a VCF without sample columns",
            expected="at least one sample with genotypes",
            where=where,
            remedy="export the genotypes of the person, not a list of sites",
        )
    if not all(map(str.strip, samples)):
        raise _header_error("a sample without a name", where)
    if len(set(samples)) != len(samples):
        raise _header_error("two samples of the same name", where)
    return Header(samples=samples, assembly=_assembly(lines[:-1], where))


def pick_sample(samples: tuple[str, ...], wanted: str | None, where: str) -> int:
    """Return the column (counted from 0) of the wanted sample; the only one when none is named."""
    if wanted is None and len(samples) == 1:
        return 0
    if wanted in samples:
        return samples.index(wanted)
    shown = ", ".join(samples[:20]) + (f" and {len(samples) - 20} more" if len(samples) > 20 else "")
    raise vcf_error(
        "sample",
        found=f"{len(samples)} samples" if wanted is None else f"no sample {wanted!r}",
        expected="one of: " + shown,
        where=where,
        remedy="name the sample, with --sample on the command line",
    )


def _assembly(lines: list[str], where: str) -> Assembly | None:
    found = {name for line in lines for name in _votes(line)}
    if len(found) > 1:
        raise vcf_error(
            "assembly",
            found="a header that names " + " and ".join(sorted(found)),
            expected="one assembly",
            where=where,
            remedy="correct the ##reference and ##contig lines",
        )
    if not found:
        return None
    name = found.pop()
    for known in _KNOWN:
        if name == known:
            return known
    raise vcf_error(
        "assembly",
        found=name,
        expected="GRCh38 or GRCh37",
        where=where,
        remedy="lift the variants over to GRCh38 or call them again",
    )


def _votes(line: str) -> set[str]:
    key, _, value = line.partition("=")
    key = key.lower()
    if key not in {"##contig", "##reference", "##assembly", "##genome-build", "##genome_build"}:
        return set()
    words = {name for name, pattern in _WORDS.items() if pattern.search(value)}
    match = _CONTIG.search(value) if key == "##contig" else None
    if match is None:
        return words
    place = (chromosome_name(match[1]), int(match[2]))
    if place in _LENGTHS:
        return words | {_LENGTHS[place]}
    return words | ({f"{place[0]} of {place[1]} bases"} if place[0] in _ORDER else set())


def _header_error(found: str, where: str) -> InputError:
    return vcf_error(
        "header",
        found=found,
        expected="##fileformat=VCFv4.x, then tab-separated #CHROM POS ... FORMAT and samples",
        where=where,
        remedy="export the VCF again with its header",
    )
