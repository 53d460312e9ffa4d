"""One gene of many people: positions are read once a different call, and named once a different row of positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from foredose.core import Indeterminate
from foredose.genome.assumptions import PLAIN, Absent, Assumptions
from foredose.genome.beyond import coding_records, unlisted_changes, with_unlisted
from foredose.genome.call import GeneCall, UnlistedChange
from foredose.genome.caller import call_observed
from foredose.genome.merge import Site
from foredose.genome.observe import Observation, SiteReader, haploid_vote, known_bases, observation_of
from foredose.genome.readings import RecordIndex
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.vcf_cohort import CohortGene, CohortRecord

__all__ = ["CohortCalls", "call_cohort_gene"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCalls:
    """The different calls of one gene, and which of them each sample has (an index, one entry a sample)."""

    gene: str
    calls: tuple[GeneCall, ...]
    of_sample: np.ndarray


def call_cohort_gene(
    cohort: CohortGene,
    sexes: Sequence[str | Indeterminate],
    assumed: Assumptions = PLAIN,
) -> CohortCalls:
    """Call one gene of every sample; each answer is the one that ``call_genome`` gives for that sample alone.

    Parameters
    ----------
    cohort
        What ``sources.vcf_cohort`` read.
    sexes
        Sex of each sample; used for genes on chromosome X.
    assumed
        How the file is read where it is silent.

    Raises
    ------
    InputError
        When REF bases are not those of the assembly.
    """
    facts = gene_facts(cohort.gene)
    templates = [record.calls[0] for record in cohort.records]

    @cache
    def sites(absent: Absent) -> _Sites:
        taken = replace(assumed, absent=absent)
        reader = SiteReader(templates, facts, cohort.assembly, cohort.source, taken)
        return _Sites(reader, cohort.records, len(sexes))

    def look(sample: int, taken: Assumptions) -> Observation:
        return observation_of(
            sites(taken.absent).of(sample),
            len(templates),
            facts,
            haploid=bool(haploid[sample]),
            sex="male" if male[sample] else "female",
        )

    haploid, male = _haploid(cohort.records, len(sexes)), np.array([sex == "male" for sex in sexes])
    apart = [haploid, male] if facts.caller == "x_linked" else []
    firsts, of_sample = _distinct([*sites(assumed.absent).codes, *apart], len(sexes))
    calls = [call_observed(facts, partial(look, i), assumed)[0] for i in firsts]
    changes, changes_of_sample = _unlisted(cohort, facts, len(sexes))
    both, of_both = _distinct([of_sample, changes_of_sample], len(sexes))
    whole = [with_unlisted(calls[of_sample[i]], changes[changes_of_sample[i]]) for i in both]
    return CohortCalls(gene=cohort.gene, calls=tuple(whole), of_sample=of_both)


def _unlisted(
    cohort: CohortGene, facts: GeneFacts, samples: int
) -> tuple[list[tuple[UnlistedChange, ...]], np.ndarray]:
    """Return the different sets of changes that no definition lists, and which of them each sample has."""
    templates = [record.calls[0] for record in cohort.records]
    near = {id(r) for r in coding_records(templates, facts, cohort.assembly)}
    records = [r for r in cohort.records if id(r.calls[0]) in near]
    rows, code = _distinct([r.of_sample for r in records], samples)
    bases = known_bases(templates, facts, cohort.assembly) if records else {}
    calls = ([r.calls[r.of_sample[row]] for r in records] for row in rows)
    return [unlisted_changes(row, facts, cohort.assembly, bases) for row in calls], code


class _Sites:
    """The different sites of each position, and which of them each sample has."""

    def __init__(self, reader: SiteReader, records: Sequence[CohortRecord], samples: int) -> None:
        templates = [record.calls[0] for record in records]
        place = {id(t): i for i, t in enumerate(templates)}
        index = RecordIndex(templates, reader.bases)
        self.reader = reader
        self.sites: list[list[Site]] = []
        self.codes: list[np.ndarray] = []
        for position in range(len(reader.places)):
            near = [records[place[id(r)]] for r in reader.near(position, index)]
            rows, code = _distinct([r.of_sample for r in near], samples)
            calls = [[r.calls[r.of_sample[row]] for r in near] for row in rows]
            self.sites.append([reader.site(position, RecordIndex(c, reader.bases)) for c in calls])
            self.codes.append(code)

    def of(self, sample: int) -> list[Site]:
        """Return the sites of one sample."""
        return self.reader.together(
            [sites[code[sample]] for sites, code in zip(self.sites, self.codes, strict=True)]
        )


def _distinct(columns: Sequence[np.ndarray], samples: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a sample of each different row, and for each sample which of them its row is."""
    code = np.zeros(samples, dtype=np.int64)
    for column in columns:
        if column.any():
            code = np.unique(code * (int(column.max()) + 1) + column, return_inverse=True)[1]
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    return first, inverse.astype(np.min_scalar_type(len(first)))


def _haploid(records: Sequence[CohortRecord], samples: int) -> np.ndarray:
    """Say of each sample whether most calls are of one copy."""
    votes = np.zeros(samples, dtype=np.int64)
    for record in records:
        votes += np.array([haploid_vote(call) for call in record.calls])[record.of_sample]
    most: np.ndarray = votes > 0
    return most
