"""The haplotypes of a reference panel as a prior: what goes with what, and how common it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from foredose.knowledge.gene_schema import POPULATIONS, GeneFacts, Population, UntypedShare

__all__ = ["PRIORS", "HaplotypePanel", "Prior", "allele_floor"]

Prior = Population | Literal["population", "uniform"]
_PANEL = "haplotypes of the unrelated people of the 1000 Genomes panel"
PRIORS: dict[Prior, str] = {
    "population": f"{_PANEL}, five superpopulations weighed alike",
    "uniform": "every named allele alike",
    **{p: f"{_PANEL}, superpopulation {p}" for p in POPULATIONS},
}
# A choice of this project: pseudo-count of an allele that the reference panel never showed (half, after Jeffreys).
_UNSEEN_COUNT = 0.5
_WILD = -1
Words = Sequence[str | None]


def allele_floor(facts: GeneFacts) -> float:
    """Return the share of chromosomes given to a named allele that the panel never showed."""
    return _UNSEEN_COUNT / max(1, sum(facts.frequencies.chromosomes))


class HaplotypePanel:
    """The panel's haplotypes over a gene's defining positions.

    Parameters
    ----------
    facts
        The gene.
    prior
        Which people of the panel count.

    Attributes
    ----------
    untyped
        Positions that the panel could not type, by index.
    words
        What each haplotype carries at each position; ``None`` where the panel could not type it.
    shares
        How common each haplotype is.
    """

    def __init__(self, facts: GeneFacts, prior: Prior) -> None:
        positions = facts.definition.positions
        frequencies = facts.frequencies
        told = {_index(facts, rule.position) for rule in facts.untyped}
        self.untyped = tuple(i for i in frequencies.untyped if i not in told)
        reference = [None if i in self.untyped else p.ref for i, p in enumerate(positions)]
        self._codes = [{word: i for i, word in enumerate((p.ref, *p.alts))} for p in positions]
        totals = np.maximum(np.array(frequencies.chromosomes, dtype=float), 1.0)
        carried = [(dict(changes), np.array(counts) / totals) for changes, counts in frequencies.haplotypes]
        for rule in facts.untyped:
            carried = [part for changes, each in carried for part in _split(facts, rule, changes, each)]
        self.words = [tuple(changes.get(i, w) for i, w in enumerate(reference)) for changes, _ in carried]
        self._table = np.array([self._coded(words) for words in self.words], dtype=np.int16)
        self._table = self._table.reshape(len(self.words), len(positions))
        each = np.array([each for _, each in carried]).reshape(-1, len(POPULATIONS))
        self.shares = _shares(each, np.array(frequencies.chromosomes), prior)

    def _coded(self, words: Words) -> list[int]:
        return [codes.get(w, _WILD) if w else _WILD for w, codes in zip(words, self._codes, strict=True)]

    def agreeing(self, strand: Words) -> np.ndarray:
        """Return the indices of haplotypes that differ from a chromosome at no place where both are known."""
        seen = np.array(self._coded(strand), dtype=np.int16)
        places = np.flatnonzero(seen != _WILD)
        table = self._table[:, places]
        fits = ((table == seen[places]) | (table == _WILD)).all(axis=1) & (self.shares > 0)
        return np.flatnonzero(fits)


def _index(facts: GeneFacts, label: str) -> int:
    return [p.label for p in facts.definition.positions].index(label)


def _split(
    facts: GeneFacts, rule: UntypedShare, changes: dict[int, str], each: np.ndarray
) -> list[tuple[dict[int, str], np.ndarray]]:
    """Cut a haplotype by what it carries at a position that the panel could not type."""
    positions = facts.definition.positions
    at = {_index(facts, label): word for label, word in rule.where.items()}
    if any(changes.get(i, positions[i].ref) != word for i, word in at.items()):
        return [(changes, each)]
    share = np.array(rule.shares())
    return [
        (changes, each * (1 - share)),
        ({**changes, _index(facts, rule.position): rule.word}, each * share),
    ]


def _shares(each: np.ndarray, chromosomes: np.ndarray, prior: Prior) -> np.ndarray:
    """Return the share of each haplotype, from its share in each population (haplotype, population)."""
    if prior == "uniform" or not chromosomes.any():
        return np.zeros(len(each))
    chosen = chromosomes > 0 if prior == "population" else [p == prior for p in POPULATIONS]
    share: np.ndarray = each[:, chosen].mean(axis=1)
    return share
