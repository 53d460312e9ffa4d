"""A million virtual people on Dask workers: time, memory, a restart, and the same draws however they are split.

Run: ``python -m benchmarks million [--write] [--small]``. A hundredth of the people with ``--small``.

The model has an absorption and two further compartments (Stillemans 2022, atorvastatin, SLCO1B1), seven daily doses;
the population has age, sex, height, weight, creatinine and haematocrit drawn together, and diplotypes of four genes by
ancestry. In the time are starting the workers, drawing, solving and writing Parquet. Memory is the peak of each
worker's process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
import pyarrow.parquet as pq
from scipy.linalg import expm

from foredose.models import compile_model
from foredose.population import Block, Outcome, PopulationRun, Regimen, VirtualPopulation, simulate_population
from foredose.population.block import simulate_block

SMALL = "--small" in sys.argv
SIZES = (1_000, 3_000, 10_000) if SMALL else (100_000, 300_000, 1_000_000)
BLOCK, OTHER_BLOCK = (100, 333) if SMALL else (10_000, 7_777)
WORKERS = 2
MODEL = "Stillemans2022_atorvastatin"
CHECKED = 500


def declared(n: int, block: int = BLOCK) -> PopulationRun:
    population = VirtualPopulation(
        n=n,
        seed=20_261_121,
        physiology="us_2013_2018",
        ancestry={"AFR": 0.2, "AMR": 0.2, "EAS": 0.2, "EUR": 0.2, "SAS": 0.2},
        age_years=(18, 80),
        female=0.5,
        genes=("CYP2C9", "CYP2C19", "CYP2D6"),
        covariates=("weight", "height", "bmi", "egfr_ckd_epi_2021", "hematocrit"),
    )
    regimen = Regimen(dose_mg=20, interval_h=24, doses=7, at_h=(2.0, 26.0))
    return PopulationRun(population=population, model=MODEL, regimen=regimen, block_people=block)


def timed(n: int, out: Path, workers: int = WORKERS, block: int = BLOCK) -> tuple[Outcome, float]:
    start = time.perf_counter()
    outcome = simulate_population(declared(n, block), out, workers=workers)
    return outcome, time.perf_counter() - start


def parts(out: Path) -> list[Path]:
    return sorted((out / "people").glob("part-*.parquet"))


def began(n: int, out: Path, enough: int) -> subprocess.Popen[bytes]:
    """Start a run in a process group of its own, and wait until some of its blocks are there."""
    size = ["--small"] if SMALL else []
    child = [sys.executable, "-m", "benchmarks.million", *size, "--child", str(n), str(out)]
    process = subprocess.Popen(
        child, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while len(parts(out)) < enough and process.poll() is None:
        time.sleep(0.02)
    return process


def killed_run(n: int, out: Path) -> tuple[int, Outcome]:
    """Kill a run with all its workers in the middle, and take it up again."""
    process = began(n, out, n // BLOCK // 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    kept = len(parts(out))
    return kept, timed(n, out)[0]


def killed_worker(n: int, out: Path) -> tuple[bool, int]:
    """Kill one worker in the middle; return whether the run ended by itself, and its blocks."""
    process = began(n, out, n // BLOCK // 3)
    workers = [c for c in psutil.Process(process.pid).children() if "spawn_main" in " ".join(c.cmdline())]
    workers[-1].kill()
    return process.wait(timeout=600) == 0, len(parts(out))


def differences(one: Path, other: Path) -> tuple[float, int, int]:
    """Largest relative difference of numbers, how many names differ, and people compared, in two folders."""
    a, b = (pq.ParquetDataset(parts(p)).read() for p in (one, other))
    n = min(a.num_rows, b.num_rows)
    worst, names = 0.0, 0
    for name in a.column_names:
        x, y = (t[name].slice(0, n).to_numpy() for t in (a, b))
        if x.dtype.kind == "f":
            if (np.isnan(x) != np.isnan(y)).any():
                raise SystemExit(f"{name}: other people were simulated")
            gap = np.abs(x - y) / np.maximum(np.abs(y), 1e-300)
            worst = max(worst, float(np.nanmax(np.where(x == y, 0.0, gap))))
        else:
            names += int((x != y).sum())
    return worst, names, n


def against_exponentials(people: int) -> float:
    """Largest relative difference of AUC and trough from dose-by-dose matrix exponentials (SciPy)."""
    run = declared(people)
    _, found, summaries = simulate_block(run, Block(0, people))
    compiled = compile_model(MODEL)
    known = compiled.individual(found.values)
    matrices = compiled.matrix(compiled.kernel_values(known, people))
    scale = 1000 / np.broadcast_to(known["V1"], (people,))
    worst, regimen = 0.0, run.regimen
    for person in np.flatnonzero(found.simulated):
        over = expm(matrices[person] * regimen.interval_h)
        x = np.zeros(matrices.shape[1])
        for _ in range(regimen.doses):
            x[0] += regimen.dose_mg
            before, x = x, over @ x
        auc = x[-1] - before[-1]
        trough = scale[person] * x[1]
        for name, expected in (("atorvastatin_auc", auc), ("atorvastatin_trough", trough)):
            worst = max(worst, abs(summaries[name][person] / expected - 1))
    return worst


def scaling(folder: Path) -> None:
    print("| people | blocks | workers | time, s | people/s | peak memory per worker, MiB | simulated |")
    print("|---|---|---|---|---|---|---|")
    for n in SIZES:
        outcome, seconds = timed(n, folder / f"n{n}")
        peaks = ", ".join(f"{p:.0f}" for p in sorted(outcome.peak_MiB))
        print(
            f"| {n:,} | {-(-n // BLOCK)} | {WORKERS} | {seconds:.1f} | {n / seconds:,.0f} | {peaks} "
            f"| {outcome.simulated:,} |",
            flush=True,
        )
    left = ", ".join(f"{cause}: {count:,}" for cause, count in outcome.left_out.items())
    print(f"\nNot simulated among {SIZES[-1]:,}: {left}.")


def main(argv: list[str]) -> None:
    if "--child" in argv:
        timed(int(argv[argv.index("--child") + 1]), Path(argv[-1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scaling(folder)
        whole, middle = folder / f"n{SIZES[-1]}", SIZES[1]
        timed(SIZES[-1], folder / "split", workers=1, block=OTHER_BLOCK)
        print("\n| check | result |\n|---|---|")
        worst, names, n = differences(folder / "split", whole)
        print(
            f"| {n:,} people, blocks of {OTHER_BLOCK:,} on one worker against {BLOCK:,} on {WORKERS} "
            f"| largest relative difference {worst:.1e}, names that differ {names} |"
        )
        kept, outcome = killed_run(middle, folder / "killed")
        worst, names, n = differences(folder / "killed", whole)
        print(
            f"| {n:,} people, all processes killed after {kept} of {-(-middle // BLOCK)} blocks, then the same command "
            f"| {outcome.continued} blocks kept, largest relative difference {worst:.1e}, names that differ {names} |"
        )
        ended, blocks = killed_worker(middle, folder / "worker")
        worst, names, n = differences(folder / "worker", whole)
        print(
            f"| {n:,} people, one worker killed | ended by itself: {'yes' if ended else 'no'}, {blocks} blocks, "
            f"largest relative difference {worst:.1e}, names that differ {names} |"
        )
        print(
            f"| {CHECKED} people, AUC and trough against matrix exponentials, dose by dose "
            f"| largest relative difference {against_exponentials(CHECKED):.1e} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
