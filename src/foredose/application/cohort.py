"""Use case: call the genes of a cohort, one VCF or BCF of many samples or a folder of files, into one Parquet table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from foredose import __version__
from foredose.application.cohort_table import Parts, tables_of
from foredose.application.given import Declared
from foredose.core import InputError
from foredose.genome import Assumptions
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge import version
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.sources.vcf_cohort import CohortGene, VcfCohort

__all__ = ["call_cohort"]

_ENDINGS = (".vcf", ".vcf.gz", ".vcf.bgz", ".bcf")
_NOTHING = Declared()
Progress = Callable[[int, int, str], None]


def call_cohort(
    path: Path,
    out: Path,
    *,
    genes: Sequence[str] | None = None,
    declared: Declared = _NOTHING,
    progress: Progress | None = None,
) -> int:
    """Call every sample and write one row a sample and gene.

    Parameters
    ----------
    path
        A file of many samples, or a folder of files; each file sorted by place, its assembly in the header.
    out
        The Parquet file. Finished parts are kept beside it in ``<out>.parts`` until all are there, so that a run
        that was cut off goes on where it stopped.
    genes
        Genes to call; all that a file of variants can tell by default.
    declared
        How the files are read where they are silent.
    progress
        Called with the parts done, the parts there are, and what the last one was.

    Returns
    -------
    The number of rows.

    Raises
    ------
    InputError
        For a file that cannot be used, parts of another run, or a sample that comes twice.
    """
    wanted = _readable(genes)
    files = _files(path)
    assumed = declared.assumptions()
    parts = Parts(out, _fingerprint(files, wanted, declared))
    many = path.is_dir()
    # A part is named by a number, since the name of a file may have no room for more.
    names = {f"{i:06d}": f.name for i, f in enumerate(files)} if many else {gene: gene for gene in wanted}
    made = (
        _by_file(files, list(names), wanted, parts, assumed)
        if many
        else _by_gene(path, wanted, parts, assumed)
    )
    tell = progress or (lambda done, of, what: None)
    with parts:
        for tables, name in made:
            parts.write(tables, name)
            tell(parts.count(list(names)), len(names), names[name])
        return parts.join(list(names))


def _tables(gene: CohortGene, cohort: VcfCohort, assumed: Assumptions) -> Iterator[Any]:
    called = call_cohort_gene(gene, cohort.sexes(), assumed)
    return tables_of(called, cohort.samples, cohort.source, cohort.assembly)


def _by_gene(
    file: Path, genes: tuple[str, ...], parts: Parts, assumed: Assumptions
) -> Iterator[tuple[Any, str]]:
    """One part a gene: memory follows one gene of all samples."""
    todo = tuple(g for g in genes if not parts.has(g))
    if todo:
        cohort = VcfCohort(file, todo)
        for gene in cohort.genes():
            yield _tables(gene, cohort, assumed), gene.gene


def _by_file(
    files: list[Path], names: list[str], genes: tuple[str, ...], parts: Parts, assumed: Assumptions
) -> Iterator[tuple[Any, str]]:
    """One part a file."""
    seen: dict[str, str] = {}
    for file, name in zip(files, names, strict=True):
        if parts.has(name):
            _once(seen, parts.samples(name), file)
            continue
        cohort = VcfCohort(file, genes)
        _once(seen, cohort.samples, file)
        yield (table for gene in cohort.genes() for table in _tables(gene, cohort, assumed)), name


def _readable(genes: Sequence[str] | None) -> tuple[str, ...]:
    """Return the genes that a file of variants can tell, each once, all of them by default."""
    told = tuple(gene for gene in gene_names() if gene_facts(gene).caller != OUTSIDE_ONLY)
    other = [gene for gene in genes or () if gene not in told]
    if other:
        raise InputError(
            "cohort.gene",
            found=f"{', '.join(other)}, which only a laboratory or another caller can tell",
            expected="genes with defining positions",
            where="--genes",
            remedy="leave it out, or give its calls person by person with --calls",
        )
    return tuple(dict.fromkeys(genes or told))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if p.name.endswith(_ENDINGS) and p.is_file())
    if not found:
        raise InputError(
            "cohort.empty",
            found=f"no {', '.join(_ENDINGS)} file",
            expected="a folder of variant files",
            where=path.name,
            remedy="check the folder",
        )
    return found


def _fingerprint(files: list[Path], genes: tuple[str, ...], declared: Declared) -> dict[str, Any]:
    bed = declared.bed
    return {
        "files": [[f.name, f.stat().st_size, f.stat().st_mtime_ns] for f in files if f.exists()],
        "genes": list(genes),
        "absent": declared.absent,
        "assayed": None if bed is None else [bed.name, bed.stat().st_mtime_ns],
        "ignore_phase": declared.ignore_phase,
        "prior": declared.prior,
        "code": __version__,
        "knowledge": version(),
    }


def _once(seen: dict[str, str], samples: Sequence[str], file: Path) -> None:
    for sample in samples:
        if seen.setdefault(sample, file.name) != file.name:
            raise InputError(
                "cohort.sample",
                found=f"the sample {sample} in two files",
                expected="each sample once",
                where=f"{seen[sample]} and {file.name}",
                remedy="join parts of one cohort first (bcftools concat); else rename the sample or leave one file out",
            )
