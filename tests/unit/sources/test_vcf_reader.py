"""The VCF reader: what it accepts, and how it refuses the rest."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from foredose.core import Indeterminate, InputError
from foredose.sources import vcf, vcf_lines
from foredose.sources.bed import read_bed
from foredose.sources.genotypes import Genotype
from foredose.sources.vcf import read_vcf, read_vcf_cohort, vcf_samples
from foredose.sources.vcf_lines import MAX_LINE_BYTES
from genome_vcf import COLUMNS, HEADER, record, write_vcf

HEAD = (HEADER.format(assembly="GRCh38") + COLUMNS).encode()
LINE = record("chr10", 94781859, "G", "A", "0/1").encode()
pytestmark = pytest.mark.unit


def one(path: Path) -> Genotype:
    (found,) = read_vcf(path).records
    return found


def written(tmp_path: Path, data: bytes, name: str = "x.vcf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_reads_plain_and_gzip_whatever_the_name(tmp_path: Path, pack) -> None:  # type: ignore[no-untyped-def]
    found = one(written(tmp_path, pack(HEAD + LINE), "misnamed.txt"))
    assert (found.chromosome, found.position, found.alleles, found.phased) == (
        "chr10",
        94781859,
        (0, 1),
        False,
    )


def test_windows_line_ends_and_a_last_line_without_end(tmp_path: Path) -> None:
    data = (HEAD + LINE).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    assert one(written(tmp_path, data)).alleles == (0, 1)
    assert one(written(tmp_path, "\ufeff".encode() + data)).alleles == (0, 1)


def test_gt_may_stand_behind_other_keys(tmp_path: Path) -> None:
    assert one(written(tmp_path, HEAD + LINE.replace(b"GT\t0/1", b"DP:GT\t30:0/1"))).alleles == (0, 1)


def test_chromosome_prefix_does_not_matter(tmp_path: Path) -> None:
    bare = read_vcf(write_vcf(tmp_path / "bare.vcf", [LINE.decode().removeprefix("chr")]))
    assert bare.records == read_vcf(write_vcf(tmp_path / "chr.vcf", [LINE.decode()])).records


@pytest.mark.parametrize(
    ("gt", "alleles", "phased"),
    [
        ("./.", (None, None), False),
        ("0/.", (0, None), False),
        ("1|0", (1, 0), True),
        ("1", (1,), False),
        (".", (None,), False),
    ],
)
def test_genotype_forms(tmp_path: Path, gt: str, alleles: tuple[int | None, ...], phased: bool) -> None:
    found = one(write_vcf(tmp_path / "a.vcf", [record("10", 94781859, "G", "A", gt)]))
    assert (found.alleles, found.phased) == (alleles, phased)
    assert (found.failed == "no call") == (set(alleles) == {None})


def test_filters_fail_a_record(tmp_path: Path) -> None:
    low = one(write_vcf(tmp_path / "a.vcf", [record("10", 94781859, "G", "A", "0/1", "LowQual")]))
    assert low.failed == "FILTER LowQual"
    line = "10\t94781859\t.\tG\tA\t.\tPASS\t.\tGT:FT\t0/1:dp\n"
    assert one(write_vcf(tmp_path / "b.vcf", [line])).failed == "sample filter dp"


def test_gvcf_block_reaches_to_end_and_non_ref_is_no_allele(tmp_path: Path) -> None:
    block = one(
        write_vcf(tmp_path / "a.vcf", ["10\t94700000\t.\tC\t<NON_REF>\t.\t.\tEND=94790000\tGT:DP\t0/0:30\n"])
    )
    assert (block.end, block.alternates, block.alleles) == (94790000, (), (0, 0))
    called = one(write_vcf(tmp_path / "b.vcf", [record("10", 94781859, "G", "A,<NON_REF>", "0/2")]))
    assert (called.alternates, called.alleles) == (("A",), (0, None))


def test_phase_set_is_kept(tmp_path: Path) -> None:
    line = "10\t94781859\t.\tG\tA\t.\tPASS\t.\tGT:PS\t0|1:77\n"
    assert one(write_vcf(tmp_path / "a.vcf", [line])).phase_set == "77"


def test_bases_are_read_in_upper_case_and_symbols_as_written(tmp_path: Path) -> None:
    line = record("chr10", 94781859, "g", "a,C]chr2:1000],<Del>", "0/1")
    call = one(write_vcf(tmp_path / "a.vcf", [line]))
    assert (call.reference, call.alternates) == ("G", ("A", "C]chr2:1000]", "<Del>"))


@pytest.mark.parametrize(
    ("ref", "alt", "expected"),
    [
        ("G" * 20_000, "G", ("G", ("<OVER_10000_BASES>",))),
        ("G" * 20_000, ".", ("G", ())),
        ("G", "G" * 20_000 + ",A", ("G", ("<OVER_10000_BASES>", "A"))),
        ("G" * 10_000, "G", ("G" * 10_000, ("G",))),
    ],
)
def test_very_many_bases_are_not_held(
    tmp_path: Path, ref: str, alt: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    call = one(write_vcf(tmp_path / "a.vcf", [record("chr10", 94781859, ref, alt, "0/0")]))
    assert (call.reference, call.alternates) == expected
    assert call.end == call.position + len(ref) - 1


def test_several_samples_need_a_name(tmp_path: Path) -> None:
    columns = COLUMNS.replace("S1", "S1\tS2")
    line = LINE.decode().rstrip("\n") + "\t1/1\n"
    path = written(tmp_path, (HEADER.format(assembly="GRCh38") + columns + line).encode())
    assert vcf_samples(path) == ("S1", "S2")
    assert read_vcf(path, sample="S2").records[0].alleles == (1, 1)
    assert list(read_vcf_cohort(path)) == [read_vcf(path, sample=name) for name in ("S1", "S2")]
    with pytest.raises(InputError, match="S1, S2"):
        read_vcf(path)
    with pytest.raises(InputError, match="no sample 'S3'"):
        read_vcf(path, sample="S3")


@pytest.mark.parametrize(
    ("line", "assembly"),
    [
        ("##contig=<ID=10,length=133797422>", "GRCh38"),
        ("##contig=<ID=chr10,length=135534747>", "GRCh37"),
        ("##reference=file:///ref/hs37d5.fa", "GRCh37"),
        ("##contig=<ID=chr10,length=133797422,assembly=hg38>", "GRCh38"),
        ("##reference=file:///home/pat2test/GRCh38.fa", "GRCh38"),
    ],
)
def test_assembly_from_the_header(tmp_path: Path, line: str, assembly: str) -> None:
    path = written(tmp_path, f"##fileformat=VCFv4.2\n{line}\n{COLUMNS}".encode())
    assert read_vcf(path).assembly == assembly


def test_assembly_from_known_bases_when_the_header_is_silent(tmp_path: Path) -> None:
    head = "##fileformat=VCFv4.2\n" + COLUMNS
    new = head + record("10", 94781859, "G", "A", "0/1")
    old = head + record("10", 94781859 + 1759757, "G", "A", "0/1")
    assert read_vcf(written(tmp_path, new.encode())).assembly == "GRCh38"
    assert read_vcf(written(tmp_path, old.encode())).assembly == "GRCh37"
    with pytest.raises(InputError, match=r"vcf\.assembly_unknown"):
        read_vcf(written(tmp_path, (head + record("1", 5, "G", "A", "0/1")).encode()))


NO_HEADER = b"chr10\t94781859\t.\tG\tA\t.\tPASS\t.\tGT\t0/1\n"
BAD = {
    "empty": (b"", "vcf.empty"),
    "hg18 contig": (
        b"##fileformat=VCFv4.1\n##contig=<ID=chr1,length=247249719>\n" + COLUMNS.encode(),
        "vcf.assembly",
    ),
    "hg18 name": (b"##fileformat=VCFv4.1\n##reference=NCBI36\n" + COLUMNS.encode(), "vcf.assembly"),
    **{
        name: (f"##fileformat=VCFv4.2\n##reference={name}\n{COLUMNS}".encode(), "vcf.assembly")
        for name in ("chm13v2.0.fa", "T2T-CHM13v2", "t2t", "/ref/T2Tchm13_maskedY.fa", "hs1.2bit")
    },
    "two assemblies": (
        b"##fileformat=VCFv4.2\n##reference=hg19\n##contig=<ID=1,length=248956422>\n" + COLUMNS.encode(),
        "vcf.assembly",
    ),
    "cram": (b"CRAM\x03\x00rest", "vcf.format"),
    "bam": (gzip.compress(b"BAM\x01" + bytes(100)), "vcf.format"),
    "bcf": (gzip.compress(b"BCF\x02\x02" + bytes(100)), "vcf.format"),
    "rubbish": (bytes(range(256)) * 4, "vcf.not_text"),
    "not utf-8": (HEAD + b"chr10\t94781859\t\xff\tG\tA\t.\tPASS\t.\tGT\t0/1\n", "vcf.not_text"),
    "no header": (NO_HEADER, "vcf.header"),
    "header only in part": (b"##fileformat=VCFv4.2\n" + NO_HEADER, "vcf.header"),
    "no sample": (b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n", "vcf.no_sample"),
    "truncated line": (HEAD + LINE[:30], "vcf.columns"),
    "no gt": (HEAD + LINE.replace(b"GT\t0/1", b"DP\t30"), "vcf.no_gt"),
    "no gt in a short call": (HEAD + LINE.replace(b"GT\t0/1", b"DP:GT\t30"), "vcf.gt"),
    "a sample without a name": (HEAD.replace(b"\tS1\n", b"\t\n") + LINE, "vcf.header"),
    "bad gt": (HEAD + LINE.replace(b"0/1", b"A/G"), "vcf.gt"),
    "allele not listed": (HEAD + LINE.replace(b"0/1", b"0/2"), "vcf.allele"),
    "bad position": (HEAD + LINE.replace(b"94781859", b"9478l859"), "vcf.position"),
    "bad ref": (HEAD + LINE.replace(b"\tG\t", b"\t?\t"), "vcf.ref"),
    "bad alt": (HEAD + LINE.replace(b"\tA\t", b"\tA B\t"), "vcf.alt"),
    "truncated gzip": (gzip.compress(HEAD + LINE * 5000)[:-40], "vcf.truncated"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_bad_files_are_refused_with_a_remedy(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_vcf(written(tmp_path, data))
    assert caught.value.code == code
    assert all(caught.value.as_dict().values())


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.vcf"):
        with pytest.raises(InputError, match=r"vcf\.unreadable|file\.special"):
            read_vcf(path)


def test_bgzip_without_its_end_marker_is_truncated(tmp_path: Path) -> None:
    marker = vcf_lines._BGZF_END
    block = bytes.fromhex("1f8b08040000000000ff0600424302000000")
    packed = gzip.compress(HEAD + LINE)
    body = block + packed[10:]
    assert one(written(tmp_path, body + marker)).alleles == (0, 1)
    with pytest.raises(InputError, match="end marker"):
        read_vcf(written(tmp_path, body))


def test_a_line_beyond_the_bound_is_refused_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_LINE_BYTES == 64 * 1024 * 1024
    monkeypatch.setattr(vcf_lines, "MAX_LINE_BYTES", 4 * 1024 * 1024)
    path = written(tmp_path, HEAD + b"A" * (3 * 1024 * 1024) + b"B" * (3 * 1024 * 1024))
    with pytest.raises(InputError, match=r"vcf\.line_too_long"):
        read_vcf(path)


def x_lines(*genotypes: str) -> list[str]:
    return [record("X", 154_530_000 + index, "A", "G", gt) for index, gt in enumerate(genotypes)]


def test_sex_from_x(tmp_path: Path) -> None:
    def sex(*genotypes: str) -> str | Indeterminate:
        return read_vcf(write_vcf(tmp_path / "a.vcf", x_lines(*genotypes))).sex

    assert sex("0", "1", "0") == "male"
    assert sex("0|1", "0|0", "1|0") == "female"
    for unclear in ((), ("0/0", "1/1"), ("0/1", "0/0"), ("0", "0/1", "1"), ("./.",)):
        assert isinstance(sex(*unclear), Indeterminate)


def test_pseudo_autosomal_calls_say_nothing_on_sex(tmp_path: Path) -> None:
    lines = [record("X", 100_000 + index, "A", "G", "0/1") for index in range(5)]
    assert isinstance(read_vcf(write_vcf(tmp_path / "a.vcf", lines)).sex, Indeterminate)


def test_bed_is_zero_based_and_joined(tmp_path: Path) -> None:
    path = written(tmp_path, b"track name=x\nchr10\t99\t200\n10\t200\t300\textra\n")
    assert read_bed(path).intervals == {"chr10": ((100, 300),)}
    with pytest.raises(InputError, match=r"bed\.line"):
        read_bed(written(tmp_path, b"chr10\t5\n"))


@pytest.mark.parametrize(
    ("form", "value", "reason"),
    [
        ("GT:DP", "0/0:0", "no reads (DP 0)"),
        ("GT:DP:MIN_DP", "0/0:12:0", "no reads (MIN_DP 0)"),
        ("GT:GQ", "0/0:0", "genotype quality 0"),
        ("GT:RGQ", "0/0:0", "genotype quality 0"),
        ("GT:AD:PL", "0/0:0,0:0,0,0", "no reads (AD 0)"),
        ("GT:PL", "0/0:0,0,0", "genotype quality 0 (all genotypes as likely)"),
        ("GT:AD:PL", "0/0:.,.:.", None),
        ("GT:AD:PL", "0/0:12,0:0,36,400", None),
        ("GT:DP:GQ", "0/0:1:1", None),
        ("GT:DP:GQ", "0/0:.:.", None),
    ],
)
def test_a_genotype_without_reads_fails(tmp_path: Path, form: str, value: str, reason: str | None) -> None:
    line = f"10\t94781859\t.\tG\tA\t.\tPASS\t.\t{form}\t{value}\n"
    assert one(write_vcf(tmp_path / "a.vcf", [line])).failed == reason


@pytest.mark.parametrize(
    "line",
    [
        record("10", 94781859, "G", "A", "0/1").replace("94781859", "9" * 5000),
        record("10", 94781859, "G", "A", "0/" + "1" * 5000),
        record("10", 94781859, "G", "A", "0/²"),
        f"10\t94781859\t.\tG\t.\t.\t.\tEND={'9' * 4000}\tGT\t0/0\n",
        "10\t94781859\t.\tG\t.\t.\t.\tEND=94781860²\tGT\t0/0\n",
        "10\t94781859\t.\tG\t<DEL>\t.\t.\tSVLEN=-1²\tGT\t0/1\n",
    ],
    ids=["position", "genotype", "superscript", "end", "superscript end", "length"],
)
def test_odd_digits_are_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError):
        read_vcf(write_vcf(tmp_path / "a.vcf", [line]))


def test_pipes_devices_and_odd_names_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.vcf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("a\0b"), tmp_path / "odd\udcff.vcf"):
        with pytest.raises(InputError, match=r"vcf\.unreadable|file\.special") as caught:
            read_vcf(path)
        str(caught.value).encode("utf-8")


def test_an_endless_header_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcf, "MAX_HEADER_LINES", 10)
    with pytest.raises(InputError, match=r"vcf\.header_too_long"):
        read_vcf(written(tmp_path, b"##fileformat=VCFv4.2\n" + b"##x\n" * 20 + HEAD))


@pytest.mark.parametrize("text", ["chr1\t1²\t20\n", "chr1\t1\t" + "9" * 5000 + "\n"])
def test_bed_digits_are_bounded(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"bed\.line"):
        read_bed(written(tmp_path, text.encode(), "a.bed"))


@pytest.mark.parametrize("read", [read_vcf, lambda path: list(read_vcf_cohort(path))], ids=["one", "cohort"])
@pytest.mark.parametrize(
    "data",
    [
        HEAD + LINE + COLUMNS.encode() + LINE,
        HEAD + COLUMNS.replace("S1", "S2").encode() + LINE,
        HEAD + LINE + b"##reference=GRCh37\n" + LINE,
        HEAD + b"#" + LINE.replace(b"94781859", b"94781860") + LINE,
        HEAD + LINE + b"#" + LINE,
    ],
    ids=["second columns", "other columns", "late reference", "hidden before", "hidden after"],
)
def test_a_second_header_or_a_hidden_record_is_refused(tmp_path: Path, data: bytes, read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=r"vcf\.(header|columns)"):
        read(written(tmp_path, data))


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    line = "10\t94781859\t.\tG\tA\t.\tPASS\t.\tGT:DP:GT\t0/1:30:0/0\n"
    with pytest.raises(InputError, match=r"vcf\.format"):
        read_vcf(write_vcf(tmp_path / "a.vcf", [line]))


def test_a_file_that_is_no_bed_is_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"bed\.line") as caught:
        read_bed(written(tmp_path, b"root:x:0:0:root:/root:/bin/bash\n"))
    assert "root" not in str(caught.value)
