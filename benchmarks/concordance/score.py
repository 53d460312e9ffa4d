"""Count, for one gene, how many calls of each kind agree with the truth."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.concordance.ours import our_calls, our_calls_without
from benchmarks.concordance.people import families, samples_of, without_people, without_phase
from benchmarks.concordance.truth import same, same_phenotype, tellable
from benchmarks.peers.pypgx import PYPGX_PYTHON, bundle_panel, pypgx_calls
from foredose.genome.observe import observe
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.external import external_path
from foredose.sources.genotypes import Genotypes
from foredose.sources.vcf import read_vcf

Calls = dict[str, str]
UNPHASED_PEER = ("pypgx unphased", "pypgx unphased apart")


@dataclass
class Score:
    """Counts of one gene; ``misses`` holds (sample, truth, call) by kind of call, after harmonisation."""

    n: int = 0
    not_tellable: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    misses: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)


def score_gene(
    gene: str, truth: dict[str, str], names: dict[str, str], panel_names: dict[str, str]
) -> tuple[Score, dict[str, str], dict[str, float]]:
    """Return the counts, why a kind of call was skipped, and the seconds that calling took."""
    seen = {
        sample: _seen(gene, read) for sample, read in _read(external_path(f"panel_{gene}"), truth).items()
    }
    score = Score(n=len(truth))
    score.not_tellable = sum(not tellable(gene, name, seen[sample], names) for sample, name in truth.items())
    phased, skipped, seconds = _phased(gene, truth)
    unphased, why = _unphased(gene, truth)
    for kind, calls in (phased | unphased).items():
        found = {sample: calls.get(sample, "no call") for sample in truth}
        _count(score, f"{kind} strict", found, truth, partial(same, names={}))
        _count(score, f"{kind} panel", found, truth, partial(same, names={**names, **panel_names}))
        _count(score, f"{kind} phenotype", found, truth, partial(same_phenotype, gene, names=names))
        wrong = _count(score, f"{kind} harmonised", found, truth, partial(same, names=names))
        score.misses[kind] = [(sample, truth[sample], found[sample]) for sample in wrong]
    return score, skipped | why, seconds


def _read(path: Path, samples: dict[str, str]) -> dict[str, Genotypes]:
    return {sample: read_vcf(path, sample=sample) for sample in samples}


def _seen(gene: str, genotypes: Genotypes) -> set[int]:
    sites = observe(genotypes, gene_facts(gene)).sites
    return {index for index, site in enumerate(sites) if site.state == "observed"}


def _count(
    score: Score, label: str, found: Calls, truth: dict[str, str], agrees: Callable[[str, str], bool]
) -> list[str]:
    """Count the samples that agree and return those that do not."""
    wrong = [sample for sample, expected in truth.items() if not agrees(found[sample], expected)]
    score.hits[label] = len(truth) - len(wrong)
    return wrong


def _phased(gene: str, truth: dict[str, str]) -> tuple[dict[str, Calls], dict[str, str], dict[str, float]]:
    """Call the file as it is, and say how long reading and calling took."""
    start = time.perf_counter()
    genotypes = _read(external_path(f"panel_{gene}"), truth)
    ours = our_calls(gene, genotypes, absent="reference")
    between = time.perf_counter()
    theirs, why = pypgx_calls(gene)
    seconds = {"ours": between - start, "pypgx": time.perf_counter() - between}
    calls = {"ours": ours, "unknown": our_calls(gene, genotypes), "pypgx": theirs}
    return calls, {"pypgx": why} if why else {}, seconds


def _unphased(gene: str, truth: dict[str, str]) -> tuple[dict[str, Calls], dict[str, str]]:
    """Call the file with its phase removed: ours, theirs, and both without the samples' families."""
    phased = external_path(f"panel_{gene}")
    with tempfile.TemporaryDirectory() as folder:
        plain, apart = Path(folder) / "unphased.vcf", Path(folder) / "panel.vcf"
        without_phase(phased, plain)
        genotypes = _read(plain, truth)
        calls = {"unphased": our_calls(gene, genotypes, absent="reference")}
        if why := _no_peer(gene):
            return calls, dict.fromkeys(("unphased apart", *UNPHASED_PEER), why)
        people = families(samples_of(phased))
        without_people(bundle_panel(gene), apart, people)
        calls["unphased apart"] = our_calls_without(gene, genotypes, people)
        theirs, reasons = _theirs(gene, plain, apart)
        return calls | theirs, reasons


def _no_peer(gene: str) -> str:
    if not os.environ.get(PYPGX_PYTHON):
        return f"{PYPGX_PYTHON} is not set"
    return "" if bundle_panel(gene).exists() else "the panel of PyPGx's bundle is not there"


def _theirs(gene: str, plain: Path, apart: Path) -> tuple[dict[str, Calls], dict[str, str]]:
    """Phase and call the same file against both panels, side by side."""
    copy = plain.with_name("again.vcf")  # each run writes its index beside its file
    copy.write_bytes(plain.read_bytes())
    with ThreadPoolExecutor(2) as pool:
        done = dict(
            zip(UNPHASED_PEER, pool.map(pypgx_calls, (gene, gene), (plain, copy), (None, apart)), strict=True)
        )
    calls = {kind: found for kind, (found, _) in done.items()}
    return calls, {kind: why for kind, (_, why) in done.items() if why}
