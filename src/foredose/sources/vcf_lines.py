"""Bytes of a VCF as lines: plain, gzip or bgzip, streamed, with a bound on the length of a line."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from foredose.core import InputError
from foredose.sources.special_file import refuse_special

__all__ = ["MAX_LINE_BYTES", "check_whole", "is_regular", "printable", "read_lines", "vcf_error"]

MAX_LINE_BYTES = 64 * 1024 * 1024
_CHUNK_BYTES = 1 << 20
_GZIP = b"\x1f\x8b"
_BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
_FOREIGN = {
    b"CRAM": "a CRAM file",
    b"BAM\x01": "a BAM file",
    b"BCF\x02": "a BCF file",
    b"BCF\x04": "a BCF file",
}
_FOREIGN |= {b"PK\x03\x04": "a ZIP archive", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file"}


def vcf_error(kind: str, *, found: str, expected: str, where: str, remedy: str) -> InputError:
    """Return the error for an unusable VCF; ``kind`` completes the code ``vcf.<kind>``."""
    return InputError(
        f"vcf.{kind}",
        found=printable(found),
        expected=printable(expected),
        where=printable(where),
        remedy=printable(remedy),
    )


def printable(text: str) -> str:
    """Return the text with what no terminal can write (a file name that is not UTF-8) as ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def is_regular(path: Path) -> bool:
    """Whether a path is a file with an end: no folder, pipe or device. May raise as ``Path.stat`` does."""
    return stat.S_ISREG(path.stat().st_mode)


def read_lines(path: Path) -> Iterator[tuple[int, list[bytes]]]:
    """Yield batches of whole lines without their ends, with the number of the first line of the batch.

    Parameters
    ----------
    path
        A plain, gzip or bgzip file; told apart by its first bytes, not by its name.

    Raises
    ------
    InputError
        Missing, empty, a folder, another format, truncated compression, a line over 64 MiB, bytes that are
        not text.
    """
    number, tail = 1, b""
    for chunk in _chunks(path):
        if b"\0" in chunk:
            raise _not_text(path, number)
        lines = (tail + chunk).split(b"\n")
        tail = lines.pop()
        if len(tail) > MAX_LINE_BYTES or any(len(line) > MAX_LINE_BYTES for line in lines):
            raise vcf_error(
                "line_too_long",
                found=f"a line of more than {MAX_LINE_BYTES // 2**20} MiB",
                expected="VCF records",
                where=f"{path.name}, line {number + len(lines)}",
                remedy="check that the file is a VCF; split a very large cohort by sample",
            )
        _check_utf8(lines, path, number)
        yield number, lines
        number += len(lines)
    if tail:
        _check_utf8([tail], path, number)
        yield number, [tail]


def _check_utf8(lines: list[bytes], path: Path, number: int) -> None:
    for offset, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _not_text(path, number + offset) from error


def _not_text(path: Path, number: int) -> InputError:
    return vcf_error(
        "not_text",
        found="bytes that are not UTF-8 text",
        expected="a VCF, plain or compressed with bgzip",
        where=f"{path.name}, line {number}",
        remedy="export the variants as VCF again",
    )


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield decompressed chunks; the peak memory is a chunk and the longest line."""
    refuse_special(path, "a VCF file")
    head = _first_bytes(path)
    if not head.startswith(_GZIP):
        _refuse_foreign(head, path)
        with path.open("rb") as plain:
            yield from _pieces(plain)
        return
    try:
        with gzip.open(path, "rb") as packed:
            first = True
            for piece in _pieces(packed):
                if first:
                    _refuse_foreign(piece, path)
                first = False
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _truncated(path, str(error) or "compressed data that ends early") from error
    check_whole(path)


def check_whole(path: Path) -> None:
    """Refuse a bgzip file without its end marker: it may end between two blocks, which its reader does not see.

    Raises
    ------
    InputError
        ``vcf.truncated``; ``vcf.unreadable`` or ``vcf.empty`` when it is no file with content.
    """
    head = _first_bytes(path)
    is_bgzf = head.startswith(_GZIP) and head[3:4] == b"\x04" and head[12:14] == b"BC"
    if is_bgzf and not _ends_with_marker(path):
        raise _truncated(path, "no bgzip end marker")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _pieces(stream: _Readable) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK_BYTES):
        yield piece


def _first_bytes(path: Path) -> bytes:
    try:
        if not is_regular(path):
            raise OSError(0, "a folder" if path.is_dir() else "a pipe or device")
        with path.open("rb") as handle:
            head = handle.read(64)
    except (OSError, ValueError) as error:
        raise vcf_error(
            "unreadable",
            found=(getattr(error, "strerror", None) or "an unreadable file").lower(),
            expected="a VCF file",
            where=str(path),
            remedy="check the path and the permissions",
        ) from error
    if not head:
        raise vcf_error(
            "empty", found="an empty file", expected="a VCF", where=path.name, remedy="export the VCF again"
        )
    return head


def _refuse_foreign(head: bytes, path: Path) -> None:
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise vcf_error(
                "format",
                found=name,
                expected="a VCF, plain or compressed with gzip or bgzip",
                where=path.name,
                remedy="convert it, for example with bcftools view or a variant caller",
            )


def _ends_with_marker(path: Path) -> bool:
    with path.open("rb") as handle:
        handle.seek(-min(len(_BGZF_END), path.stat().st_size), 2)
        return handle.read() == _BGZF_END


def _truncated(path: Path, found: str) -> InputError:
    return vcf_error(
        "truncated",
        found=found,
        expected="a whole compressed file",
        where=path.name,
        remedy="copy or download the file again",
    )
