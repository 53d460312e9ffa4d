"""Use case: call the genes of a genome file, of outside callers, or of both together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from foredose.application.given import GivenGenome
from foredose.core import InputError
from foredose.genome import GenomeCall
from foredose.genome.caller import call_genome, call_outside
from foredose.knowledge.gene_facts import gene_names
from foredose.sources.genotypes import Genotypes
from foredose.sources.outside_calls import OutsideCall, parse_call
from foredose.sources.outside_files import outside_samples, read_outside_calls
from foredose.sources.vcf import gene_regions, read_vcf, read_vcf_cohort

__all__ = ["call", "call_person", "known_genes", "read_people"]


def call(given: GivenGenome, *, genes: Sequence[str] | None = None) -> tuple[GenomeCall, ...]:
    """Call the genes of one sample, or of every sample in the file when none is named.

    Raises
    ------
    InputError
        For a file, sample, gene or call that cannot be used, or where no file is given.
    """
    genes = known_genes(genes)
    people, outside = read_people(given, genes)
    assumed = given.assumptions()
    return tuple(call_genome(person, genes=genes, outside=outside, assumed=assumed) for person in people)


def read_people(
    given: GivenGenome, genes: Sequence[str] | None
) -> tuple[tuple[Genotypes, ...], tuple[OutsideCall, ...]]:
    """Read the genotypes of each sample in a file, and the outside calls beside them.

    Raises
    ------
    InputError
        As ``call``.
    """
    path, regions = _needed(given), gene_regions(genes)
    people = (
        tuple(read_vcf_cohort(path, regions=regions))
        if given.sample is None
        else (read_vcf(path, sample=given.sample, regions=regions),)
    )
    outside = _outside(given, people[0].sample if len(people) == 1 else given.sample)
    if outside and len(people) > 1:
        raise InputError(
            "genome.sample",
            found=f"outside calls beside a file of {len(people)} samples",
            expected="one person",
            where=str(path.name),
            remedy=f"choose with --sample {people[0].sample}",
        )
    return people, outside


def _needed(given: GivenGenome) -> Path:
    if given.file is None:
        raise InputError(
            "genome.file", found="no file", expected="a VCF", where="path", remedy="give the file of variants"
        )
    return given.file


def call_person(given: GivenGenome) -> GenomeCall | None:
    """Call one person from a file, from outside calls alone, or return ``None`` when neither is given."""
    if given.file is None:
        outside = _outside(given, given.sample)
        named = [name for file in given.call_files for name in outside_samples(file)]
        who = given.sample or (named[0] if named else "outside calls")
        return call_outside(who, outside) if outside else None
    genotypes = read_vcf(given.file, sample=given.sample, regions=gene_regions())
    outside = _outside(given, genotypes.sample)
    return call_genome(genotypes, outside=outside, assumed=given.assumptions())


def _outside(given: GivenGenome, sample: str | None) -> tuple[OutsideCall, ...]:
    for path in given.call_files:
        _refuse_typed(path)
    found = {path: read_outside_calls(path, sample=sample) for path in given.call_files}
    from_files = [each for file in found.values() for each in file]
    if sample is None:
        samples = {each.sample for each in from_files}
        _refuse_two("sample", samples, found, "choose with --sample, or leave one file out")
    subjects = {each.subject for each in from_files}
    _refuse_two("subject", subjects, found, "leave one file out, or name one person by one subject")
    return (*from_files, *(parse_call(text) for text in given.call))


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
