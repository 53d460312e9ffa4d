"""Copies that small variants cannot show, weighed by how common they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from foredose.genome.merge import LOST, Site
from foredose.genome.naming import allele_weights
from foredose.genome.posterior import Diplotype, Posterior, catalogue_order
from foredose.knowledge.gene_schema import CopyNumber, GeneFacts

__all__ = ["weigh_copy_number"]


def weigh_copy_number(facts: GeneFacts, posterior: Posterior, sites: Sequence[Site]) -> Posterior:
    """Return the posterior with each diplotype spread over the copies that would look the same.

    Parameters
    ----------
    facts
        The gene; without a ``copy_number`` block the posterior comes back as it is.
    posterior
        Diplotypes as small variants show them.
    sites
        What was seen: one heterozygous place shows two chromosomes, so none is deleted.

    Returns
    -------
    Diplotypes by falling probability; they sum to 1.

    Notes
    -----
    The two chromosomes are independent draws (Hardy-Weinberg). What looks like ``a`` on one of them is a single
    copy with weight f(a) or its duplication with weight f(ax2), so P(ax2 | a) = f(ax2) / (f(a) + f(ax2)); a hybrid
    gene beside ``a`` (``*36+*10``) likewise. What
    looks like ``a/a`` may be one chromosome beside a deletion, with weight 2 f(a) f(deletion) against f(a)^2. Two
    deletions show nothing, so they are impossible once anything was seen. A combination that no named allele has
    has no frequency and stays as it is. Choices of this project: frequencies pooled over populations hold for one
    person, and f(a), counted from small variants, stands for the single copy.
    """
    copies = facts.copy_number
    if copies is None:
        return posterior
    frequencies = allele_weights(facts)
    hidden = all(site.copies[0] == site.copies[1] or LOST in site.copies for site in sites)
    spread: list[Diplotype] = []
    for diplotype in posterior.diplotypes:
        shares: dict[tuple[str, str | None], float] = {(diplotype.first, diplotype.second): 1.0}
        if diplotype.second is not None and not diplotype.is_unnamed:
            shares = _alternatives(diplotype.first, diplotype.second, copies, frequencies, hidden=hidden)
        spread += [
            replace(diplotype, first=first, second=second, probability=diplotype.probability * share)
            for (first, second), share in shares.items()
        ]
    total = sum(d.probability for d in spread)
    scaled = [replace(d, probability=d.probability / total) for d in spread]
    return Posterior(
        diplotypes=tuple(sorted(scaled, key=lambda d: (-round(d.probability, 9), d.first, d.second)))
    )


def _alternatives(
    one_name: str,
    other_name: str,
    copies: CopyNumber,
    frequencies: Mapping[str, float],
    *,
    hidden: bool,
) -> dict[tuple[str, str | None], float]:
    """Return what may lie behind a diplotype, with weights against the diplotype itself."""
    first, second = (_chromosomes(name, copies, frequencies) for name in (one_name, other_name))
    shares: dict[tuple[str, str | None], float] = {}
    for (one, share), (other, other_share) in product(first.items(), second.items()):
        _add(shares, one, other, share * other_share)
    if hidden and one_name == other_name:
        deleted = 2 * copies.deletion.frequency / frequencies[one_name]
        for one, share in first.items():
            _add(shares, one, copies.deletion.allele, share * deleted)
    return shares


def _chromosomes(name: str, copies: CopyNumber, frequencies: Mapping[str, float]) -> dict[str, float]:
    """Return what a chromosome that looks like an allele may be, with weights against a single copy."""
    hidden = [table[name] for table in (copies.duplications, copies.tandems) if name in table]
    return {name: 1.0, **{variant.allele: variant.frequency / frequencies[name] for variant in hidden}}


def _add(shares: dict[tuple[str, str | None], float], one: str, other: str, share: float) -> None:
    first, second = sorted((one, other), key=catalogue_order)
    shares[first, second] = shares.get((first, second), 0.0) + share
