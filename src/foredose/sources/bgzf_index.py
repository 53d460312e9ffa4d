"""Whether the index beside a bgzip file is its own, and the parts of the file that it leads to are whole.

htslib's readers of regions stop at a damaged block, or at an index of another file, as if the file ended there.
Layouts: the SAM and tabix specifications (TBI, CSI, BGZF).
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from foredose.core import InputError
from foredose.sources.vcf_header import chromosome_name
from foredose.sources.vcf_lines import vcf_error

__all__ = ["check_index"]

Windows = Mapping[str, Sequence[tuple[int, int]]]
Chunk = tuple[int, int]
_HEAD = struct.Struct("<4sIBBH2s2sH")
_TBI_SHIFT, _TBI_DEPTH = 14, 5


@dataclass(frozen=True, slots=True)
class _Bin:
    """A stretch of a chromosome (first and last base) and where its records lie in the file."""

    first: int
    last: int
    chunks: tuple[Chunk, ...]


class _Cursor:
    """Reads little-endian numbers one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def names(self, size: int) -> list[str]:
        text = self.data[self.at : self.at + size]
        self.at += size
        return [name.decode("utf-8") for name in text.split(b"\0")[:-1]]


def check_index(path: Path, contigs: Sequence[str], windows: Windows) -> None:
    """Refuse a file whose index is another's, or that is damaged where its index leads to for the windows.

    Parameters
    ----------
    contigs
        Names of the chromosomes in the file's header, for an index that has none of its own.

    Raises
    ------
    InputError
        ``vcf.index`` for the index, ``vcf.truncated`` for the file.
    """
    try:
        bins = _bins(path, contigs)
    except (OSError, EOFError, zlib.error, struct.error, ValueError) as error:
        raise _wrong_index(path, "an index that cannot be read") from error
    chunks = [chunk for of_name in bins.values() for each in of_name for chunk in each.chunks]
    with path.open("rb") as file:
        if chunks and not _ends_there(file, path, max(end for _, end in chunks)):
            raise _wrong_index(path, "an index that ends before the file does")
        for first, last in _joined(_chosen(bins, windows)):
            for _ in _blocks(file, path, first, last):
                pass


def _bins(path: Path, contigs: Sequence[str]) -> dict[str, list[_Bin]]:
    beside = next(p for e in (".csi", ".tbi") if (p := path.with_name(path.name + e)).is_file())
    read = _Cursor(gzip.decompress(beside.read_bytes()))
    read.at = 4
    is_csi = beside.suffix == ".csi"
    shift, depth, names = _TBI_SHIFT, _TBI_DEPTH, list(contigs)
    if is_csi:
        shift, depth, extra = read.take("3i")
        end = read.at + extra
        if extra:
            names = read.names(read.take("7i")[-1])
        read.at = end
        (count,) = read.take("i")
    else:
        count, *_, size = read.take("8i")
        names = read.names(size)
    found = {}
    for name in names[:count]:
        found[name] = [_bin(read, shift, depth, is_csi=is_csi) for _ in range(read.take("i")[0])]
        if not is_csi:
            (stretches,) = read.take("i")
            read.at += 8 * stretches
    return found


def _bin(read: _Cursor, shift: int, depth: int, *, is_csi: bool) -> _Bin:
    number, *_, count = read.take("IQi" if is_csi else "Ii")
    chunks = tuple((one, other) for one, other in (read.take("2Q") for _ in range(count)))
    level, start = 0, 0
    while level <= depth and number >= start + 8**level:
        start += 8**level
        level += 1
    if level > depth:  # the bin of counts, which lies nowhere
        return _Bin(0, -1, ())
    length = 1 << (shift + 3 * (depth - level))
    return _Bin((number - start) * length + 1, (number - start + 1) * length, chunks)


def _chosen(bins: Mapping[str, Sequence[_Bin]], windows: Windows) -> list[Chunk]:
    return [
        chunk
        for name, of_name in bins.items()
        for low, high in windows.get(chromosome_name(name), ())
        for each in of_name
        if each.first <= high and each.last >= low
        for chunk in each.chunks
    ]


def _joined(chunks: Sequence[Chunk]) -> list[tuple[int, int]]:
    """Return where blocks begin, from the first to the last of each run of chunks."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted((one >> 16, other >> 16) for one, other in chunks):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return runs


def _blocks(file: BinaryIO, path: Path, first: int, last: int) -> Iterator[int]:
    """Yield how many bytes each block holds, from the one that begins at ``first`` to the one at ``last``."""
    at = first
    while at <= last:
        file.seek(at)
        head = file.read(_HEAD.size)
        if not head:
            return
        if len(head) < _HEAD.size or head[:4] != b"\x1f\x8b\x08\x04" or head[12:14] != b"BC":
            raise _wrong_index(path, "an index that does not lead to the blocks of the file")
        size = _HEAD.unpack(head)[-1] + 1
        try:
            yield len(gzip.decompress(head + file.read(size - len(head))))
        except (OSError, EOFError, zlib.error) as error:
            raise vcf_error(
                "truncated",
                found=str(error) or "a damaged block",
                expected="a whole compressed file",
                where=path.name,
                remedy="copy or download the file again",
            ) from error
        at += size


def _ends_there(file: BinaryIO, path: Path, end: int) -> bool:
    """Whether no data follow the place (a block in the upper bits, a byte of it in the lower 16)."""
    left = sum(_blocks(file, path, end >> 16, path.stat().st_size))
    return left == end & 0xFFFF


def _wrong_index(path: Path, found: str) -> InputError:
    return vcf_error(
        "index",
        found=found,
        expected="the index of this file",
        where=path.name,
        remedy="index the file again (bcftools index), or remove the index",
    )
