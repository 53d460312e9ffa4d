"""A region is read only through an index that is the file's own, off blocks that are whole."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from foredose.application.cohort import call_cohort
from foredose.core import InputError
from foredose.sources.bgzf_index import check_index
from genome_vcf import COLUMNS, HEADER, gene_records

pytestmark = pytest.mark.unit
END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
GENE = "CYP2C19"
WINDOWS = {"chr10": [(94_700_000, 94_900_000)]}


def block(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(body) + 25)
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def tabix(name: bytes, first: int, last: int) -> bytes:
    """One chromosome, one bin over all of it, one chunk of blocks."""
    names = name + b"\0"
    head = b"TBI\1" + struct.pack("<8i", 1, 2, 1, 2, 0, ord("#"), 0, len(names)) + names
    return gzip.compress(head + struct.pack("<iIiQQi", 1, 0, 1, first << 16, last << 16, 0))


def csi(name: bytes, first: int, last: int, *, named: bool) -> bytes:
    names = name + b"\0"
    extra = struct.pack("<7i", 2, 1, 2, 0, ord("#"), 0, len(names)) + names if named else b""
    head = b"CSI\1" + struct.pack("<3i", 14, 5, len(extra)) + extra
    return gzip.compress(head + struct.pack("<iiIQiQQ", 1, 1, 0, 0, 1, first << 16, last << 16))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of a block for the header and one for each half of the records; its index is beside it."""
    lines = sorted(gene_records(GENE, {}), key=lambda line: int(line.split("\t")[1]))
    middle = len(lines) // 2
    contig = '##contig=<ID=chr10>\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    head = block((HEADER.format(assembly="GRCh38") + contig + COLUMNS).encode())
    halves = [block("".join(part).encode()) for part in (lines[:middle], lines[middle:])]
    path = tmp_path / "person.vcf.gz"
    path.write_bytes(head + b"".join(halves) + END)
    index(path).write_bytes(tabix(b"chr10", len(head), len(head + b"".join(halves))))
    return path


def index(path: Path) -> Path:
    return path.with_name(path.name + ".tbi")


def observed(path: Path) -> int:
    from pyarrow import parquet

    out = path.with_name("out.parquet")
    call_cohort(path, out, genes=(GENE,))
    (row,) = parquet.read_table(out).to_pylist()
    return int(row["positions"]["observed"])


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        call_cohort(path, path.with_name("out.parquet"), genes=(GENE,))
    assert all(caught.value.as_dict().values())
    return caught.value.code


def test_a_whole_file_with_its_index_is_read(file: Path) -> None:
    pytest.importorskip("cyvcf2")
    assert observed(file) == len(gene_records(GENE, {}))


def test_a_damaged_block_is_no_end_of_the_file(file: Path) -> None:
    pytest.importorskip("cyvcf2")
    data = bytearray(file.read_bytes())
    at = data.rindex(b"\x1f\x8b\x08\x04", 0, -len(END)) + 40
    data[at : at + 20] = bytes(20)
    file.write_bytes(data)
    assert refused(file) == "vcf.truncated"


@pytest.mark.parametrize(
    "other",
    [b"", b"rubbish", gzip.compress(b"TBI\1\1\0"), tabix(b"chr10", 7, 99), tabix(b"chr22", 7, 99)],
    ids=["empty", "rubbish", "cut", "another file", "another chromosome"],
)
def test_the_index_of_another_file_is_refused(file: Path, other: bytes) -> None:
    pytest.importorskip("cyvcf2")
    index(file).write_bytes(other)
    assert refused(file) == "vcf.index"


def test_an_index_made_before_the_file_grew_is_refused(file: Path) -> None:
    pytest.importorskip("cyvcf2")
    more = "".join(gene_records("CYP2C9", {})).encode()
    file.write_bytes(file.read_bytes().removesuffix(END) + block(more) + END)
    assert refused(file) == "vcf.index"


@pytest.mark.parametrize("named", [True, False])
def test_a_csi_is_held_to_the_same(file: Path, named: bool) -> None:
    data, head = file.read_bytes(), len(block(b""))
    first = data.index(b"\x1f\x8b\x08\x04", head)
    whole: Any = csi(b"chr10", first, len(data) - len(END), named=named)
    beside = file.with_name(file.name + ".csi")
    beside.write_bytes(whole)
    check_index(file, ["chr10"], WINDOWS)
    file.write_bytes(data[: first + 60] + bytes(20) + data[first + 80 :])
    with pytest.raises(InputError, match=r"vcf\.truncated"):
        check_index(file, ["chr10"], WINDOWS)
    check_index(file, ["chr10"], {"chr1": [(1, 100)]})
