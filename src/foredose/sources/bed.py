"""Read the regions a laboratory declares to have assayed from a BED file."""

from __future__ import annotations

import re
from pathlib import Path

from foredose.core import InputError
from foredose.sources.genotypes import AssayedRegions
from foredose.sources.vcf_header import chromosome_name
from foredose.sources.vcf_lines import printable, read_lines

__all__ = ["read_bed"]

_NUMBER = re.compile(r"[0-9]{1,10}")
_COMMENTS = ("#", "track", "browser")


def read_bed(path: str | Path) -> AssayedRegions:
    """Read a BED file (plain or gzip; 0-based, end excluded), and join intervals that touch.

    Raises
    ------
    InputError
        ``bed.line`` for a line that is not chromosome, start, end; ``vcf.*`` for a file that cannot be read.
    """
    source = Path(path)
    found: dict[str, list[tuple[int, int]]] = {}
    for number, lines in read_lines(source):
        for offset, line in enumerate(lines):
            text = line.decode("utf-8").strip()
            if text and not text.startswith(_COMMENTS):
                chromosome, low, high = _interval(text, f"{source.name}, line {number + offset}")
                found.setdefault(chromosome, []).append((low, high))
    return AssayedRegions(
        source=printable(source.name),
        intervals={chromosome: _joined(intervals) for chromosome, intervals in found.items()},
    )


def _interval(text: str, where: str) -> tuple[str, int, int]:
    fields = text.split()
    numbers = [int(field) for field in fields[1:3] if _NUMBER.fullmatch(field)]
    if len(numbers) < 2 or numbers[1] <= numbers[0]:
        raise InputError(
            "bed.line",
            found=_shape(text),
            expected="chromosome, start (from 0) and a larger end",
            where=printable(where),
            remedy="export the assayed regions as BED",
        )
    return chromosome_name(fields[0]), numbers[0] + 1, numbers[1]


def _shape(text: str) -> str:
    """Quote a line only where it looks like a line of a BED file: another file may hold what is not ours to show."""
    fields = text.split()
    if len(fields) >= 3 and all(_NUMBER.fullmatch(field) for field in fields[1:3]):
        return repr(" ".join(fields[:3])[:60])
    return f"a line of {len(fields)} words that are not a region"


def _joined(intervals: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for low, high in sorted(intervals):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
