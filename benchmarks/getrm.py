"""GeT-RM concordance, gene by gene, with PyPGx on the same files in the same run.

Run: ``FOREDOSE_DATA=... [FOREDOSE_PYPGX_PYTHON=.../python] python benchmarks/getrm.py [--write]``.

The panel lists only places where someone in it varies, so absent places are declared reference, which is
what PyPGx takes for granted. "Strict" compares names as printed; "harmonised" first applies
``harmonisation.yaml`` to both sides. "Not tellable" counts truths that name a structural allele, a copy
number, or an allele one of whose places is not in the panel: no caller can tell them from this input.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from foredose.core import InputError
from foredose.genome import call_genome, phenotype_of
from foredose.genome.observe import observe
from foredose.genome.posterior import naming_for
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.external import external_path
from foredose.sources.genotypes import Genotypes
from foredose.sources.vcf import read_vcf

GENES = (
    *("CYP2C19", "CYP2C9", "CYP3A5", "CYP4F2", "SLCO1B1", "CYP2D6"),
    *("CYP2B6", "CYP3A4", "NUDT15", "TPMT", "UGT1A1"),
    *("CYP1A2", "CYP2A6", "CYP2C8", "CYP2E1", "NAT1", "UGT2B15", "UGT2B7"),
)
PYPGX_PYTHON = "FOREDOSE_PYPGX_PYTHON"
HERE = Path(__file__).resolve().parent
PYPGX = """
import sys, warnings
warnings.simplefilter("ignore")
gene, vcf, out, table = sys.argv[1:5]
from pypgx import sdk
from pypgx.api import pipeline
pipeline.run_chip_pipeline(gene, out, vcf, assembly="GRCh38")
frame = sdk.Archive.from_file(out + "/results.zip").data
with open(table, "w") as handle:
    for sample, row in frame.iterrows():
        handle.write(sample + "\\t" + str(row["Genotype"]) + "\\n")
"""


@dataclass
class Score:
    """Counts of one gene."""

    n: int = 0
    not_tellable: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[tuple[str, str]] = field(default_factory=Counter)


def truths() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with external_path("getrm_truth").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            found[row["gene"]][row["sample"]] = row["diplotype"]
    return found


def harmonisation() -> dict[str, dict[str, str]]:
    document = yaml.safe_load((HERE / "harmonisation.yaml").read_text(encoding="utf-8"))
    return {gene: {row["old"]: row["new"] for row in rows} for gene, rows in document["genes"].items()}


def panel_reading() -> dict[str, dict[str, str]]:
    """What the truth's assays make of alleles they do not test, by gene."""
    document = yaml.safe_load((HERE / "harmonisation.yaml").read_text(encoding="utf-8"))
    return {
        gene: {allele: seen for seen, alleles in entry["read_as"].items() for allele in alleles}
        for gene, entry in document["panel"].items()
    }


def same(one: str, other: str, names: dict[str, str]) -> bool:
    """Whether two diplotypes are equal without regard to order, after renaming whole alleles."""
    sides = [sorted(names.get(a.strip(), a.strip()) for a in text.split("/")) for text in (one, other)]
    return sides[0] == sides[1]


def same_phenotype(gene: str, called: str, expected: str, names: dict[str, str]) -> bool:
    """Whether both diplotypes have one phenotype by the gene's rule, names of today."""
    today = "/".join(names.get(a.strip(), a.strip()) for a in expected.split("/"))
    return phenotype_of(gene, called) == phenotype_of(gene, today)


def our_calls(gene: str, genotypes: dict[str, Genotypes], **options: object) -> dict[str, str]:
    calls = {}
    for sample, read in genotypes.items():
        call = call_genome(read, genes=[gene], **options).genes[gene]  # type: ignore[arg-type]
        calls[sample] = call.diplotypes[0].name if call.diplotypes else "no call"
    return calls


def pypgx_calls(gene: str) -> tuple[dict[str, str], str | None]:
    """Return PyPGx's diplotype by sample, or why there is none."""
    python = os.environ.get(PYPGX_PYTHON)
    if not python:
        return {}, f"{PYPGX_PYTHON} is not set"
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "calls.tsv"
        panel = str(external_path(f"panel_{gene}"))
        command = [python, "-c", PYPGX, gene, panel, str(Path(folder) / "out"), str(table)]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=folder, env=environment, timeout=1800
        )
        if done.returncode or not table.exists():
            return {}, (done.stderr.strip().splitlines() or ["PyPGx failed"])[-1][:80]
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
        return dict(rows), None


def tellable(gene: str, diplotype: str, seen: set[int], names: dict[str, str]) -> bool:
    rows: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for row in naming_for(gene, "population").rows:
        rows[row.name].append(row.informative if row.outside else ())
    for allele in diplotype.split("/"):
        name = names.get(allele, allele)
        if name not in rows or not any(set(places) <= seen for places in rows[name]):
            return False
    return not re.search(r"x\d|\+", diplotype)


def score_gene(
    gene: str, truth: dict[str, str], names: dict[str, str], panel_names: dict[str, str]
) -> tuple[Score, str | None, dict[str, float]]:
    panel = external_path(f"panel_{gene}")
    start = time.perf_counter()
    genotypes = {sample: read_vcf(panel, sample=sample) for sample in truth}
    read_s = time.perf_counter() - start
    start = time.perf_counter()
    ours = our_calls(gene, genotypes, absent="reference")
    call_s = time.perf_counter() - start
    unknown = our_calls(gene, genotypes)
    unphased = our_calls(gene, genotypes, absent="reference", ignore_phase=True)
    start = time.perf_counter()
    theirs, skipped = pypgx_calls(gene)
    pypgx_s = time.perf_counter() - start
    score = Score()
    for sample, expected in truth.items():
        sites = observe(genotypes[sample], gene_facts(gene)).sites
        seen = {index for index, site in enumerate(sites) if site.state == "observed"}
        score.n += 1
        score.not_tellable += not tellable(gene, expected, seen, names)
        for label, calls in (("ours", ours), ("unknown", unknown), ("unphased", unphased), ("pypgx", theirs)):
            found = calls.get(sample, "no call")
            score.hits[f"{label} strict"] += same(found, expected, {})
            score.hits[f"{label} harmonised"] += same(found, expected, names)
            score.hits[f"{label} panel"] += same(found, expected, {**names, **panel_names})
        score.hits["phenotype"] += same_phenotype(gene, ours[sample], expected, names)
        if not same(ours[sample], expected, names):
            score.misses[expected, ours[sample]] += 1
    return score, skipped, {"read": read_s, "call": call_s, "pypgx": pypgx_s}


HEAD = (
    "gene",
    "n",
    "not tellable",
    "ours strict",
    "ours harmonised",
    "absent unknown",
    "unphased",
    "phenotype",
    "PyPGx strict",
    "PyPGx harmonised",
    "as the truth's assays read: ours, PyPGx",
    "s/sample: ours, PyPGx",
)


def table_row(gene: str, score: Score, skipped: str | None, seconds: dict[str, float]) -> str:
    hits = score.hits
    pypgx = (
        ["skipped", "skipped"]
        if skipped
        else [str(hits[f"pypgx {kind}"]) for kind in ("strict", "harmonised")]
    )
    ours_s = (seconds["read"] + seconds["call"]) / score.n
    # PyPGx calls the whole panel file at once, so its time is shared by all 89 samples in it.
    theirs_s = "-" if skipped else f"{seconds['pypgx'] / 89:.3f}"
    cells = [gene, score.n, score.not_tellable, hits["ours strict"], hits["ours harmonised"]]
    cells += [hits["unknown harmonised"], hits["unphased harmonised"], hits["phenotype"], *pypgx]
    cells += [f"{hits['ours panel']}, {'skipped' if skipped else hits['pypgx panel']}"]
    return "| " + " | ".join(map(str, [*cells, f"{ours_s:.3f}, {theirs_s}"])) + " |"


def miss_line(gene: str, score: Score) -> str:
    shown = [
        f"{expected} called {called}" + (f" ({count} times)" if count > 1 else "")
        for (expected, called), count in score.misses.most_common()
    ]
    return f"- {gene}: {', '.join(shown) or 'none'}"


def report() -> str:
    truth, maps, panels = truths(), harmonisation(), panel_reading()
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    misses, reasons = [], set()
    for gene in GENES:
        score, skipped, seconds = score_gene(gene, truth[gene], maps.get(gene, {}), panels.get(gene, {}))
        reasons |= {skipped} if skipped else set()
        lines.append(table_row(gene, score, skipped, seconds))
        misses.append(miss_line(gene, score))
    notes = [f"\nPyPGx skipped: {'; '.join(sorted(reasons))}"] if reasons else []
    title = "Differences from the truth after harmonisation (truth, then ours):"
    return "\n".join([*lines, *notes, "", title, "", *misses])


def main() -> int:
    try:
        text = report()
    except InputError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 0
    print(text)
    if "--write" in sys.argv:
        note = (
            "VKORC1 has no truth in GeT-RM. Columns are explained in `benchmarks/getrm.py`. The two CYP4F2\n"
            "samples called *1/*19 carry rs3952537, an allele newer than the tables of PyPGx 0.27.0 and than the\n"
            "assays behind the truth.\n"
        )
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "getrm.md").write_text(
            f"# GeT-RM concordance\n\n{note}\n{text}\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
