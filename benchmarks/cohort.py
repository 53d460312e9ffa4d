"""How fast a cohort is called: ten thousand people from one bgzipped VCF to Parquet, and beside PyPGx.

Run: ``FOREDOSE_DATA=... [FOREDOSE_PYPGX_PYTHON=.../python] python -m benchmarks cohort [--write]``.

The people are resampled from the haplotypes of the 1000 Genomes panel that the package carries, every defining position
of every gene that has a definition, phased. Decompression, parsing, calling and Parquet are in the time; memory is the
peak of the process. Beside PyPGx (its chip pipeline, phased input) the same 89 samples and gene files are called: ours
all in one process, PyPGx each gene in one of its own, as its command line does; the time after the imports of each, and
in the last line with them.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np

from benchmarks.peers.pypgx import PYPGX_PYTHON, pypgx_calls
from foredose.core import InputError
from foredose.genome.panel import HaplotypePanel
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.sources.external import external_path

SIZES = (1_000, 3_000, 10_000)
BESIDE = ("CYP2C19", "CYP2C9", "CYP3A5", "CYP4F2", "SLCO1B1", "CYP2D6", "NUDT15", "TPMT")
SAMPLES = 89
END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
RUN = """
import sys, time
from pathlib import Path
from foredose.application.cohort import call_cohort
start = time.perf_counter()
genes = sys.argv[3].split(",") if len(sys.argv) > 3 else None
call_cohort(Path(sys.argv[1]), Path(sys.argv[2]), genes=genes)
seconds = time.perf_counter() - start
# Not ru_maxrss: it begins at what the process that started this one held.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, int(peak) / 1024)
"""


def resampled(people: int) -> bytes:
    """A VCF of people drawn from the panel's haplotypes, as text."""
    rng = np.random.default_rng(1)
    lines: list[tuple[int, int, bytes]] = []
    for gene in gene_names():
        facts = gene_facts(gene)
        panel = HaplotypePanel(facts, "population")
        if not len(panel.shares) or not panel.shares.sum():
            continue
        drawn = rng.choice(len(panel.shares), size=(2, people), p=panel.shares / panel.shares.sum())
        number = 23 if facts.chromosome == "chrX" else int(facts.chromosome[3:])
        for index, position in enumerate(facts.definition.positions):
            words = (position.ref, *position.alts)
            codes = np.array([words.index(w[index] or position.ref) for w in panel.words], dtype=np.uint8)
            cells = np.full((people, 4), ord("\t"), dtype=np.uint8)
            cells[:, 0], cells[:, 1], cells[:, 2] = codes[drawn[0]] + 48, ord("|"), codes[drawn[1]] + 48
            cells[-1, 3] = ord("\n")
            alts = ",".join(position.alts)
            start = f"{facts.chromosome}\t{position.grch38}\t.\t{position.ref}\t{alts}\t.\tPASS\t.\tGT\t"
            lines.append((number, position.grch38, start.encode() + cells.tobytes()))
    lines.sort(key=lambda line: line[:2])
    names = "\t".join(f"S{i}" for i in range(people))
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
    head = f"##fileformat=VCFv4.2\n##reference=GRCh38\n{columns}{names}\n"
    return head.encode() + b"".join(line for *_, line in lines)


def bgzipped(data: bytes) -> bytes:
    """Blocks of the BGZF form (SAM specification, section 4.1)."""
    blocks = []
    for at in range(0, len(data), 65_280):
        part = data[at : at + 65_280]
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        body = packer.compress(part) + packer.flush()
        size = struct.pack("<H", len(body) + 25)
        head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + size
        blocks.append(head + body + struct.pack("<II", zlib.crc32(part), len(part)))
    return b"".join([*blocks, END])


def called(file: Path, out: Path, *genes: str) -> tuple[float, float, float]:
    """Seconds in the call, peak memory (MB), and seconds of the whole process."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(file), str(out), *([",".join(genes)] if genes else [])],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory), time.perf_counter() - start


def growth(folder: Path) -> list[str]:
    lines = [
        "| people | records | VCF, MB | seconds | ms a person | peak memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for people in SIZES:
        text = resampled(people)
        file = folder / f"{people}.vcf.gz"
        file.write_bytes(bgzipped(text))
        seconds, memory, _ = called(file, folder / "out.parquet")
        records = text.count(b"\nchr")
        cells = (f"{people:,}", f"{records:,}", f"{len(text) / 1e6:.0f}", f"{seconds:.1f}")
        lines.append(f"| {' | '.join(cells)} | {1000 * seconds / people:.2f} | {memory:.0f} |")
    return lines


RUN_GENES = """
import sys, time
from pathlib import Path
from foredose.application.cohort import call_cohort
import pyarrow.parquet
for pair in sys.argv[2:]:
    gene, file = pair.split("=", 1)
    start = time.perf_counter()
    call_cohort(Path(file), Path(sys.argv[1]), genes=[gene])
    print(gene, time.perf_counter() - start)
"""


def beside(folder: Path) -> list[str]:
    if not os.environ.get(PYPGX_PYTHON):
        return [f"PyPGx skipped: {PYPGX_PYTHON} is not set"]
    files = [f"{gene}={external_path(f'panel_{gene}')}" for gene in BESIDE]
    command = [sys.executable, "-c", RUN_GENES, str(folder / "gene.parquet"), *files]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    ours_whole, theirs_whole = time.perf_counter() - begun, 0.0
    ours = {gene: float(seconds) for gene, seconds in map(str.split, done.stdout.splitlines())}
    start_s = theirs_start()
    lines = ["| gene | ours, ms a sample | PyPGx, ms a sample | times faster |", "|---|---|---|---|"]
    theirs_all = 0.0
    for gene in BESIDE:
        begun = time.perf_counter()
        _, skipped = pypgx_calls(gene)
        theirs = time.perf_counter() - begun
        if skipped:
            return [*lines, f"| {gene} | {ms(ours[gene])} | {skipped} | |"]
        theirs_whole, theirs = theirs_whole + theirs, theirs - start_s
        theirs_all += theirs
        lines.append(f"| {gene} | {ms(ours[gene])} | {ms(theirs)} | {theirs / ours[gene]:.0f} |")
    all_ = sum(ours.values())
    lines.append(f"| all eight | {ms(all_)} | {ms(theirs_all)} | {theirs_all / all_:.0f} |")
    times = theirs_whole / ours_whole
    return [*lines, f"| all eight, imports included | {ms(ours_whole)} | {ms(theirs_whole)} | {times:.0f} |"]


def theirs_start() -> float:
    """Seconds that PyPGx takes to start and do nothing."""
    begun = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [os.environ[PYPGX_PYTHON], "-c", "from pypgx import sdk; from pypgx.api import pipeline"]
    subprocess.run(command, capture_output=True, check=True, env=environment)
    return time.perf_counter() - begun


def ms(seconds: float) -> str:
    return f"{1000 * seconds / SAMPLES:.1f}"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        print("\n".join(growth(Path(name))) + "\n")
        try:
            print("\n".join(beside(Path(name))))
        except InputError as problem:
            print(f"skipped: {problem}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
