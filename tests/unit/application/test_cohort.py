"""A cohort's table: each row is the call of that sample alone, whatever the file, the order or a cut-off run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from foredose.application.cohort import call_cohort
from foredose.application.cohort_table import Parts
from foredose.application.given import Declared
from foredose.core import InputError
from foredose.genome import Assumptions, call_genome
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources import htslib_lines
from foredose.sources.vcf import read_vcf, vcf_samples
from foredose.surfaces.contract.genome import GeneShown
from genome_vcf import HEADER, gene_records, record, write_vcf

pytestmark = pytest.mark.unit
pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
GENES = ("CYP2C19", "DPYD", "G6PD", "TPMT")
CALLS = ("0/0", "0/1", "1/1", "./.", "0|1", "1|0", "0/.", "0/1", "0/0")


def vcf(path: Path, samples: int = 9, *, absent: int = 5) -> Path:
    """Every defining position of the genes, calls rotating so that people differ; every fifth position left out."""
    names = [f"S{i}" for i in range(samples)]
    lines = []
    for gene in GENES:
        facts = gene_facts(gene)
        for row, position in enumerate(facts.definition.positions):
            if row % absent == 4:
                continue
            calls = [
                CALLS[(row * 7 + i * 3) % len(CALLS)] if (row + i) % 6 == 0 else "0/0" for i in range(samples)
            ]
            if facts.chromosome == "chrX":
                calls = [c[0] if i % 2 else c for i, c in enumerate(calls)]
            start = [facts.chromosome, str(position.grch38), ".", position.ref, ",".join(position.alts)]
            lines.append((facts.chromosome, position.grch38, [*start, "50", "PASS", ".", "GT", *calls]))
    order = {c: i for i, c in enumerate(("chr1", "chr6", "chr10", "chrX"))}
    lines.sort(key=lambda line: (order[line[0]], line[1]))
    head = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", *names]
    text = HEADER.format(assembly="GRCh38") + "\n".join("\t".join(r) for r in [head, *(x for *_, x in lines)])
    path.write_text(text + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["sample"], row["gene"]): row for row in parquet.read_table(path).to_pylist()}


@pytest.mark.parametrize("absent", ["unknown", "reference"])
@pytest.mark.parametrize("ignore_phase", [False, True])
def test_each_row_is_the_call_of_that_sample_alone(tmp_path: Path, absent: Any, ignore_phase: bool) -> None:
    file, out = vcf(tmp_path / "many.vcf"), tmp_path / "out.parquet"
    count = call_cohort(file, out, genes=GENES, declared=Declared(absent=absent, ignore_phase=ignore_phase))
    found = rows(out)
    assert count == len(found) == 9 * len(GENES)
    for sample in vcf_samples(file):
        read = read_vcf(file, sample=sample)
        assumed = Assumptions(absent=absent, ignore_phase=ignore_phase)
        alone = call_genome(read, genes=GENES, assumed=assumed)
        for gene, call in alone.genes.items():
            row = found[sample, gene]
            assert [(c["name"], c["probability"]) for c in row["diplotypes"]] == [
                (c.name, c.probability) for c in call.diplotypes
            ]
            assert (row["reportable"], row["reason"], row["resolve"]) == (
                call.reportable,
                call.reason,
                call.resolve,
            )
            assert row["positions"]["observed"] == call.positions.observed
            assert row["activity_score"] == call.activity_score
            shown = GeneShown.model_validate(call).model_dump()
            assert set(row) == (set(shown) - {"statements"}) | {"sample", "assembly", "gene", "source"}
    assert not (tmp_path / "out.parquet.parts").exists()


def test_changes_beyond_the_definitions_have_the_fields_of_the_json(tmp_path: Path) -> None:
    beyond = [
        record("chr10", 94938700, "T", "TG", "0/1"),  # shifts the frame
        record("chr10", 94942250, "A", "G", "0/1"),
    ]
    lines = sorted([*gene_records("CYP2C9", {}), *beyond], key=lambda line: int(line.split("\t")[1]))
    file, out = write_vcf(tmp_path / "one.vcf", lines), tmp_path / "out.parquet"
    call_cohort(file, out, genes=("CYP2C9",))
    call = call_genome(read_vcf(file), genes=("CYP2C9",)).genes["CYP2C9"]
    found = rows(out)["S1", "CYP2C9"]["unlisted"]
    shown = GeneShown.model_validate(call).model_dump()["unlisted"]
    assert len(found) == len(shown) == 2
    assert [one["ends_protein"] for one in found] == [True, False]
    for row, json in zip(found, shown, strict=True):
        bounds = row["predicted"]
        assert (None if bounds is None else (bounds["low"], bounds["high"])) == json["predicted"]
        assert {**row, "protein": tuple(row["protein"]), "predicted": json["predicted"]} == {
            **json,
            "ends_protein": row["ends_protein"],
        }


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    file, out = vcf(tmp_path / "many.vcf"), tmp_path / "out.parquet"
    call_cohort(file, tmp_path / "whole.parquet", genes=GENES)

    def stop(done: int, of: int, what: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_cohort(file, out, genes=GENES, progress=stop)
    left = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out.parquet.parts").glob("*.parquet")}
    assert len(left) == 2 and not out.exists()
    told: list[int] = []
    call_cohort(file, out, genes=GENES, progress=lambda done, of, what: told.append(done))
    assert told == [3, 4]
    assert rows(out) == rows(tmp_path / "whole.parquet")


def test_parts_of_another_run_are_not_mixed_in(tmp_path: Path) -> None:
    file, out = vcf(tmp_path / "many.vcf"), tmp_path / "out.parquet"
    with Parts(out, {"another": "run"}) as parts:
        parts.write([], "CYP2C19")
    with pytest.raises(InputError, match=r"cohort\.parts"):
        call_cohort(file, out, genes=GENES)


def test_parts_of_no_run_are_not_trusted(tmp_path: Path) -> None:
    file, folder = vcf(tmp_path / "many.vcf"), tmp_path / "out.parquet.parts"
    folder.mkdir()
    garbage = folder / "CYP2C19.parquet"
    garbage.write_bytes(b"garbage")
    with pytest.raises(InputError, match=r"cohort\.parts.*remove the folder"):
        call_cohort(file, tmp_path / "out.parquet", genes=GENES)
    assert garbage.is_file()


@pytest.mark.parametrize("damaged", [b"garbage", b"", None], ids=["garbage", "empty", "cut"])
def test_a_part_that_cannot_be_read_is_made_again(tmp_path: Path, damaged: bytes | None) -> None:
    file, out = vcf(tmp_path / "many.vcf"), tmp_path / "out.parquet"
    call_cohort(file, tmp_path / "whole.parquet", genes=GENES)

    def stop(done: int, of: int, what: str) -> None:
        part = tmp_path / "out.parquet.parts" / f"{what}.parquet"
        part.write_bytes(part.read_bytes()[:-20] if damaged is None else damaged)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_cohort(file, out, genes=GENES, progress=stop)
    assert call_cohort(file, out, genes=GENES) == 9 * len(GENES)
    assert rows(out) == rows(tmp_path / "whole.parquet")


def test_a_gene_named_twice_is_called_once(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert call_cohort(vcf(tmp_path / "two.vcf", 2), out, genes=("CYP2C19", "DPYD", "CYP2C19")) == 4
    assert parquet.read_table(out)["gene"].to_pylist() == ["CYP2C19"] * 2 + ["DPYD"] * 2


def test_a_folder_is_one_table_and_a_sample_comes_once(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    vcf(folder / "a.vcf", 2)
    out = tmp_path / "out.parquet"
    assert call_cohort(folder, out, genes=GENES) == 2 * len(GENES)
    vcf(folder / "b.vcf", 3)
    with pytest.raises(InputError, match=r"cohort\.sample"):
        call_cohort(folder, out, genes=GENES)


def test_a_file_of_the_longest_name_is_called(tmp_path: Path) -> None:
    folder, told = tmp_path / "people", list[str]()
    folder.mkdir()
    long = vcf(folder / ("a" * 251 + ".vcf"), 2)

    def tell(done: int, of: int, what: str) -> None:
        told.append(what)

    assert call_cohort(folder, tmp_path / "out.parquet", genes=("CYP2C19",), progress=tell) == 2
    assert told == [long.name]


def test_a_folder_without_variant_files_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match=r"cohort\.empty"):
        call_cohort(empty, tmp_path / "out.parquet", genes=GENES)


def test_an_unsorted_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    file = vcf(tmp_path / "many.vcf")
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[-1], lines[-2] = lines[-2], lines[-1]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"vcf\.unsorted"):
        call_cohort(file, tmp_path / "out.parquet", genes=("G6PD",))
    assert not (tmp_path / "out.parquet.parts").exists()


def test_bcf_and_index_give_what_the_text_gives(tmp_path: Path) -> None:
    cyvcf2: Any = pytest.importorskip("cyvcf2")
    file = vcf(tmp_path / "many.vcf", absent=1000)
    text = file.read_text(encoding="utf-8").split("\n", 2)
    contigs = "".join(f"##contig=<ID={c}>\n" for c in ("chr1", "chr6", "chr10", "chrX"))
    formats = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    file.write_text("\n".join(text[:2]) + "\n" + contigs + formats + text[2], encoding="utf-8")
    source = cyvcf2.VCF(str(file))
    written = cyvcf2.Writer(str(tmp_path / "many.bcf"), source, mode="wb")
    for each in source:
        written.write_record(each)
    written.close()
    call_cohort(file, tmp_path / "text.parquet", genes=GENES)
    call_cohort(tmp_path / "many.bcf", tmp_path / "bcf.parquet", genes=GENES)
    plain, binary = rows(tmp_path / "text.parquet"), rows(tmp_path / "bcf.parquet")
    for key, row in plain.items():
        assert {**row, "source": ""} == {**binary[key], "source": ""}, key
    whole = (tmp_path / "many.bcf").read_bytes()
    (tmp_path / "cut.bcf").write_bytes(whole[:-28])  # all blocks but the end marker
    with pytest.raises(InputError, match=r"vcf\.truncated"):
        call_cohort(tmp_path / "cut.bcf", tmp_path / "cut.parquet", genes=GENES)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.bcf")
    with pytest.raises(InputError):
        call_cohort(tmp_path / "pipe.bcf", tmp_path / "out.parquet", genes=GENES)


class _Indexed:
    """Stands for htslib on an indexed file: a query gives every record that overlaps it."""

    seqnames = ("chr1",)

    def __init__(self, *records: tuple[int, int]) -> None:
        self.records = [SimpleNamespace(POS=start, end=end) for start, end in records]

    def __call__(self, region: str) -> Iterator[SimpleNamespace]:
        low, high = map(int, region.partition(":")[2].split("-"))
        return (r for r in self.records if high >= r.POS and r.end >= low)


def test_a_block_that_spans_two_windows_comes_once(tmp_path: Path) -> None:
    """A gVCF block over two genes overlaps both queries; twice it would look like an unsorted file."""
    file = _Indexed((4_500, 60_000), (5_000, 5_000), (20_000, 55_000), (51_000, 51_000))
    windows = {"chr1": [(5_000, 6_000), (50_000, 52_000)]}
    found = [r.POS for r in htslib_lines._records(file, windows, tmp_path / "x.vcf.gz")]
    assert found == [4_500, 5_000, 20_000, 51_000]
