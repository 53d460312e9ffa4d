"""Lines of a BCF, or of the regions of an indexed VCF, through htslib (the ``cohort`` extra)."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from foredose.core import InputError
from foredose.sources.bgzf_index import check_index
from foredose.sources.vcf_header import chromosome_name
from foredose.sources.vcf_lines import check_whole, is_regular, vcf_error

__all__ = ["has_index", "htslib_lines", "is_bcf"]

_BATCH = 64
_REACH_BASES = 1000
Windows = Mapping[str, Sequence[tuple[int, int]]]


def is_bcf(path: Path) -> bool:
    """Whether a file is a BCF, by its first bytes; false for one that cannot be read, or that has no end."""
    try:
        if not is_regular(path):
            return False
        with gzip.open(path, "rb") as handle:
            return handle.read(3) == b"BCF"
    except (OSError, EOFError):
        return False


def has_index(path: Path) -> bool:
    """Whether an index lies beside a file, and htslib is here to use it."""
    try:
        beside = any(path.with_name(path.name + ending).is_file() for ending in (".tbi", ".csi"))
    except OSError:
        # The longest names have no room for the ending.
        return False
    return beside and importlib.util.find_spec("cyvcf2") is not None


def htslib_lines(path: Path, windows: Windows | None) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the header, then batches of lines with the number of the first record of each.

    Parameters
    ----------
    windows
        By chromosome, first and last base; needs an index. ``None`` for every record, an empty one for none.

    Raises
    ------
    InputError
        ``vcf.htslib_missing`` without the extra; ``vcf.htslib`` when htslib cannot read the file; as
        ``bgzf_index.check_index``.
    """
    file = _open(path)
    yield 0, [line.encode() for line in file.raw_header.rstrip("\n").split("\n")]
    if windows == {}:
        return
    if windows is not None:
        check_index(path, file.seqnames, windows)
    number, batch = 1, []
    for record in _records(file, windows, path):
        batch.append(str(record).rstrip("\n").encode())
        if len(batch) == _BATCH:
            yield number, batch
            number, batch = number + len(batch), []
    if batch:
        yield number, batch


def _open(path: Path) -> Any:
    try:
        import cyvcf2
    except ImportError:
        raise vcf_error(
            "htslib_missing",
            found="a BCF file",
            expected="the extra that reads it",
            where=path.name,
            remedy="install foredose[cohort], or convert it: bcftools view -Oz",
        ) from None
    check_whole(path)  # htslib itself says nothing of a file that ends between two blocks
    try:
        return cyvcf2.VCF(str(path), strict_gt=True)
    except Exception as error:  # htslib tells everything as a bare Exception
        raise _unreadable(path, error) from error


def _records(file: Any, windows: Windows | None, path: Path) -> Iterator[Any]:
    try:
        if windows is None:
            yield from file
            return
        for name in file.seqnames:
            behind = 0
            for start, end in _merged(windows.get(chromosome_name(name), ())):
                # What begins in an earlier window and reaches into this one came with that window.
                yield from (r for r in file(f"{name}:{start}-{end}") if behind < r.POS)
                behind = end
    except Exception as error:  # as in _open; what the consumer raises does not pass here
        raise _unreadable(path, error) from error


def _merged(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join windows, each reached into from before, so that no record comes twice."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(1, a - _REACH_BASES), b) for a, b in windows):
        if joined and start <= joined[-1][1] + _REACH_BASES:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _unreadable(path: Path, error: Exception) -> InputError:
    return vcf_error(
        "htslib",
        found=f"htslib stopped: {error}"[:200],
        expected="a VCF or BCF that htslib reads, with its index",
        where=path.name,
        remedy="export the file again, or remove its index",
    )
