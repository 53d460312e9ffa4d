"""Which named alleles one chromosome copy may carry, with weights, when some positions were not seen.

A named allele fits a copy when every seen position of its definition agrees. Fully seen definitions compete
by the number of positions they define, as PharmCAT's matcher does. What was not seen is filled in from the haplotypes
of a reference panel that agree with what was seen, each as common as it is there, and from the alleles that the panel
never showed, each at a floor; a change outside a definition makes that explanation much less likely, and a copy that
fits no named allele is said to be outside the catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foredose.genome.merge import DELETED
from foredose.genome.panel import HaplotypePanel, Prior, allele_floor
from foredose.knowledge.gene_schema import GeneFacts

__all__ = [
    "OFF_CATALOGUE_WEIGHT",
    "Naming",
    "Row",
    "Strand",
    "allele_weights",
    "is_off_catalogue",
    "is_uncatalogued",
]

Strand = tuple[str | None, ...]
# A choice of this project: weight of one change that the explaining allele does not define; less than the rarest
# named allele.
OFF_CATALOGUE_WEIGHT = 1e-6
# Copies of which the names are kept; a cohort has few different ones, and memory must not follow it.
_MOST_KEPT = 20_000
_OFF_PREFIX = "outside the catalogue: "


def is_off_catalogue(name: str) -> bool:
    """Whether a name stands for a combination of changes that no named allele has."""
    return name.startswith(_OFF_PREFIX)


def is_uncatalogued(word: str | None, known: tuple[str, ...]) -> bool:
    """Whether a copy carries a base that no definition lists at this place."""
    return word is not None and word != DELETED and word not in known


@dataclass(frozen=True, slots=True)
class Row:
    """One definition: what it allows, which positions tell something, and which it leaves open."""

    name: str
    weight: float
    score: int
    core: tuple[tuple[int, frozenset[str]], ...]
    informative: tuple[int, ...]
    outside: tuple[int, ...]


class Naming:
    """Names copies of one gene.

    Parameters
    ----------
    facts
        The gene.
    prior
        Which people of the panel weigh what was not seen; ``"uniform"`` weighs every named allele alike.
    """

    def __init__(self, facts: GeneFacts, prior: Prior = "population") -> None:
        self.positions = facts.definition.positions
        count = len(self.positions)
        self.full = [allele for allele in facts.definition.alleles if len(allele.core) == count]
        self.base = [frozenset[str]().union(*(a.core[i] for a in self.full)) for i in range(count)]
        self.known = tuple((p.ref, *p.alts) for p in self.positions)
        everything = [frozenset(words) for words in self.known]
        floor = 1.0 / len(facts.definition.alleles) if prior == "uniform" else allele_floor(facts)
        self.rows = tuple(
            Row(
                name=allele.name,
                weight=floor,
                score=len(allele.core),
                core=tuple(allele.core.items()),
                informative=tuple(i for i, allowed in allele.core.items() if not allowed >= everything[i]),
                outside=tuple(i for i in range(count) if i not in allele.core),
            )
            for allele in facts.definition.alleles
        )
        shares = facts.frequencies.alleles
        self.full_weight = max((shares.get(allele.name, floor) for allele in self.full), default=floor)
        self.panel = HaplotypePanel(facts, prior)
        self._panel_names: dict[tuple[int, Strand], dict[str, float]] = {}
        self._cache: dict[Strand, dict[str, float]] = {}

    def key_positions(self, facts: GeneFacts, threshold: float) -> tuple[int, ...]:
        """Return the positions that define alleles at least as common as ``threshold``; all where none was counted."""
        if not any(facts.frequencies.chromosomes):
            return tuple(range(len(self.positions)))
        common = {name for name, share in facts.frequencies.alleles.items() if share >= threshold}
        rows = [row for row in self.rows if row.name in common and row.outside]
        return tuple(
            sorted({i for row in rows for i, allowed in row.core if not allowed & self._reference(i)})
        )

    def _reference(self, index: int) -> frozenset[str]:
        """Return what every full allele agrees on at a position."""
        return self.full[0].core[index]

    def seen_whole(self, name: str, strand: Strand) -> bool:
        """Whether every informative position of the named allele was seen on this copy.

        A reference allele counts as seen: it is what remains, and competes by probability alone.
        """
        if any(allele.name == name for allele in self.full):
            return True
        return any(
            all(strand[i] is not None for i in row.informative)
            for row in self.rows
            if row.name == name and _fits(row, strand)
        )

    def names(self, strand: Strand, rows: Sequence[int]) -> dict[str, float]:
        """Return weights by name for one copy.

        ``rows`` of the catalogue are looked at: all that fit the copy must be among them, so that the answer is of
        the copy alone.
        """
        if strand not in self._cache:
            if len(self._cache) > _MOST_KEPT:
                self._cache.clear()
            self._cache[strand] = self._names(strand, [self.rows[i] for i in rows])
        return self._cache[strand]

    def _names(self, strand: Strand, rows: Sequence[Row]) -> dict[str, float]:
        weights = self._catalogue_names(strand, rows)
        for name, share in self._panel_weights(strand).items():
            weights[name] = weights.get(name, 0.0) + share
        return weights

    def _panel_weights(self, strand: Strand) -> dict[str, float]:
        weights: dict[str, float] = {}
        known = tuple(strand[i] for i in self.panel.untyped)
        for index in self.panel.agreeing(strand):
            share = float(self.panel.shares[index])
            for name, part in self.names_of_panel(int(index), known).items():
                weights[name] = weights.get(name, 0.0) + share * part
        return weights

    def names_of_panel(self, haplotype: int, untyped: Strand = ()) -> dict[str, float]:
        """Return the names of a haplotype of the panel, with the part of it that each may claim.

        ``untyped`` is what was seen elsewhere at the positions that the panel could not type.
        """
        key = (haplotype, untyped)
        if key not in self._panel_names:
            words = list(self.panel.words[haplotype])
            for index, word in zip(self.panel.untyped, untyped, strict=False):
                words[index] = word
            weights = self._catalogue_names(tuple(words), self.rows)
            total = sum(weights.values())
            self._panel_names[key] = {name: weight / total for name, weight in weights.items()}
        return self._panel_names[key]

    def _catalogue_names(self, strand: Strand, rows: Sequence[Row]) -> dict[str, float]:
        fitting = [row for row in rows if _fits(row, strand)]
        whole = {id(row) for row in fitting if all(strand[i] is not None for i in row.informative)}
        best = max((row.score for row in fitting if id(row) in whole), default=0)
        weights: dict[str, float] = {}
        for row in fitting:
            if row.score > best or (row.score == best and id(row) in whole):
                weight = row.weight * OFF_CATALOGUE_WEIGHT ** self._extras(row, strand)
                weights[row.name] = weights.get(row.name, 0.0) + weight
        tied = {row.name for row in fitting if row.score == best and id(row) in whole}
        if len(tied) > 1:
            # The copy carries all of them at once; how common each is alone says nothing on which to name.
            shared = sum(weights[name] for name in tied) / len(tied)
            weights |= dict.fromkeys(tied, shared)
        changes = self.changes(strand)
        if changes and best == 0:
            name = _OFF_PREFIX + " + ".join(changes)
            weights[name] = self.full_weight * OFF_CATALOGUE_WEIGHT ** len(changes)
        return weights

    def caution(self, name: str) -> int:
        """Return what ranks equally likely names, the lowest first; here nothing does."""
        return 0

    def surplus(self, name: str, strand: Strand) -> tuple[str, ...]:
        """Return the changes of a copy that its named allele does not define, as few as any of its rows leaves."""
        left = [
            tuple(self._change(i, strand[i]) for i in row.outside if self._is_change(i, strand[i]))
            for row in self.rows
            if row.name == name and _fits(row, strand)
        ]
        return min(left, key=len, default=())

    def changes(self, strand: Strand) -> list[str]:
        """Return what a copy carries that no reference allele has, for people: ``"rs4244285 A"``."""
        return [self._change(i, word) for i, word in enumerate(strand) if self._is_change(i, word)]

    def _change(self, index: int, word: str | None) -> str:
        return f"{self.positions[index].label} {word}"

    def _is_change(self, index: int, word: str | None) -> bool:
        return word is not None and word != DELETED and word not in self.base[index]

    def _extras(self, row: Row, strand: Strand) -> int:
        return sum(1 for i in row.outside if self._is_change(i, strand[i]))


def _fits(row: Row, strand: Strand) -> bool:
    return all(strand[i] is None or strand[i] in allowed for i, allowed in row.core)


def allele_weights(facts: GeneFacts) -> dict[str, float]:
    """Return how common each named allele is, populations weighed alike; an allele never seen gets a floor."""
    floor = allele_floor(facts)
    shares = facts.frequencies.alleles
    return {a.name: max(floor, shares.get(a.name, 0.0)) for a in facts.definition.alleles}
