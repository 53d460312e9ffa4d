"""Use case: call the genes of a genome file, of outside callers, or of both together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from foredose.core import InputError
from foredose.genome import GenomeCall
from foredose.genome.caller import Absent, call_genome, call_outside
from foredose.genome.panel import Prior
from foredose.knowledge.gene_facts import gene_names
from foredose.sources.bed import read_bed
from foredose.sources.genotypes import Genotypes
from foredose.sources.outside_calls import OutsideCall, parse_call
from foredose.sources.outside_files import outside_samples, read_outside_calls
from foredose.sources.vcf import gene_regions, read_vcf, read_vcf_cohort

__all__ = ["Absent", "call", "call_person", "known_genes", "read_people"]


def call(
    path: Path,
    *,
    sample: str | None = None,
    calls: Path | Sequence[Path] | None = None,
    call: tuple[str, ...] = (),
    genes: Sequence[str] | None = None,
    absent: Absent = "unknown",
    assayed: Path | None = None,
    ignore_phase: bool = False,
    prior: Prior = "population",
) -> tuple[GenomeCall, ...]:
    """Call the genes of one sample, or of every sample in the file when none is named.

    Parameters
    ----------
    path
        A VCF on GRCh38 or GRCh37.
    calls, call
        Outside calls: the result files of any number of callers, and ``GENE=DIPLOTYPE`` texts. They speak of one
        person, so a file of many samples needs ``sample``.
    absent, assayed, ignore_phase, prior
        As in ``foredose.genome.caller.call_genome``; ``assayed`` is a BED file.

    Raises
    ------
    InputError
        For a file, sample, gene or call that cannot be used.
    """
    genes = known_genes(genes)
    people, outside = read_people(path, sample=sample, calls=calls, call=call, genes=genes)
    bed = read_bed(assayed) if assayed is not None else None
    return tuple(
        call_genome(
            person,
            genes=genes,
            absent=absent,
            assayed=bed,
            ignore_phase=ignore_phase,
            outside=outside,
            prior=prior,
        )
        for person in people
    )


def read_people(
    path: Path,
    *,
    sample: str | None,
    calls: Path | Sequence[Path] | None,
    call: tuple[str, ...],
    genes: Sequence[str] | None,
) -> tuple[tuple[Genotypes, ...], tuple[OutsideCall, ...]]:
    """Read the genotypes of each sample in a file, and the outside calls beside them.

    Raises
    ------
    InputError
        As ``call``.
    """
    regions = gene_regions(genes)
    read = (
        read_vcf_cohort(path, regions=regions)
        if sample is None
        else [read_vcf(path, sample=sample, regions=regions)]
    )
    people = tuple(read)
    outside = _outside(calls, call, people[0].sample if len(people) == 1 else sample)
    if outside and len(people) > 1:
        raise InputError(
            "genome.sample",
            found=f"outside calls beside a file of {len(people)} samples",
            expected="one person",
            where=str(path.name),
            remedy=f"choose with --sample {people[0].sample}",
        )
    return people, outside


def call_person(
    path: Path | None,
    *,
    sample: str | None,
    calls: Path | Sequence[Path] | None,
    call: tuple[str, ...],
    absent: Absent,
    assayed: Path | None,
    ignore_phase: bool,
    prior: Prior = "population",
) -> GenomeCall | None:
    """Call one person from a file, from outside calls alone, or return ``None`` when neither is given."""
    if path is None:
        outside = _outside(calls, call, sample)
        named = [name for file in _files(calls) for name in outside_samples(file)]
        return call_outside(sample or (named[0] if named else "outside calls"), outside) if outside else None
    genotypes = read_vcf(path, sample=sample, regions=gene_regions())
    return call_genome(
        genotypes,
        absent=absent,
        assayed=read_bed(assayed) if assayed is not None else None,
        ignore_phase=ignore_phase,
        prior=prior,
        outside=_outside(calls, call, genotypes.sample),
    )


def _outside(
    calls: Path | Sequence[Path] | None, call: tuple[str, ...], sample: str | None
) -> tuple[OutsideCall, ...]:
    for path in _files(calls):
        _refuse_typed(path)
    found = {path: read_outside_calls(path, sample=sample) for path in _files(calls)}
    from_files = [each for file in found.values() for each in file]
    if sample is None:
        samples = {each.sample for each in from_files}
        _refuse_two("sample", samples, found, "choose with --sample, or leave one file out")
    subjects = {each.subject for each in from_files}
    _refuse_two("subject", subjects, found, "leave one file out, or name one person by one subject")
    return (*from_files, *(parse_call(text) for text in call))


def _files(calls: Path | Sequence[Path] | None) -> tuple[Path, ...]:
    if calls is None:
        return ()
    return (calls,) if isinstance(calls, Path) else tuple(calls)


def _refuse_two(kind: str, people: Iterable[str | None], files: Iterable[Path], remedy: str) -> None:
    """Refuse files that name different people."""
    named = sorted(filter(None, people))
    if len(named) > 1:
        raise InputError(
            f"calls.{kind}",
            found="files of calls of " + " and ".join(named),
            expected="one person",
            where=", ".join(path.name for path in files),
            remedy=remedy,
        )


def _refuse_typed(calls: Path) -> None:
    """Refuse a diplotype that was typed where a file of calls belongs."""
    if "=" not in str(calls) or calls.exists():
        return
    raise InputError(
        "calls.typed",
        found=f"no file {str(calls)!r}",
        expected="a file of calls",
        where=f"--calls {calls}",
        remedy=f"to type a diplotype use --call, such as --call '{calls}'",
    )


def known_genes(genes: Sequence[str] | None) -> Sequence[str] | None:
    """Return the genes in the catalogue's spelling; refuse one that has no facts."""
    spelled = {name.upper(): name for name in gene_names()}
    for gene in genes or ():
        if gene.upper() not in spelled:
            raise InputError(
                "genome.gene",
                found=f"the gene {gene!r}",
                expected="one of " + ", ".join(gene_names()),
                where="--genes",
                remedy="use a listed gene",
            )
    return None if genes is None else tuple(spelled[gene.upper()] for gene in genes)
