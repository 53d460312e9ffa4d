"""Chromosomes of genes where every variant counts by itself (DPYD, RYR1): a list of variants, the worst decides.

A definition of several positions (HapB3) is carried where its first position is, or where that was not seen and
another marks it; it replaces a definition that it contains. Of positions that were not seen only variants that change
the function matter, and they are told by that function, not by name.

Variants that the panel never shows on one chromosome are taken as independent, so that cis and trans are equally likely
where the phase is not known; of equally likely diplotypes the one with less function leads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from foredose.genome.naming import Naming, Row, Strand
from foredose.genome.panel import Prior
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["UNSEEN", "VariantLists", "parts_of", "worst_first"]

UNSEEN = "unseen variant of "
"""Begins the name of a part that stands for any variant of a function at positions that were not seen."""


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of ``"[a + b]"``, or the name itself."""
    return tuple(name[1:-1].split(" + ")) if name.startswith("[") and name.endswith("]") else (name,)


def worst_first(facts: GeneFacts) -> tuple[str, ...]:
    """Return the functions of a gene's alleles, the most consequential first.

    By activity where there are activities; otherwise what changes the phenotype beside the reference comes first.
    """
    alleles = facts.function.alleles.values()
    if facts.phenotype.kind == "activity_score":
        known = {a.function: a.activity for a in alleles if a.activity is not None}
        return tuple(sorted(known, key=lambda f: known[f]))
    usual = facts.function.alleles[facts.definition.reference_allele].function
    return tuple(sorted({a.function for a in alleles}, key=lambda f: (f == usual, f)))


class VariantLists(Naming):
    """Names copies by the variants they carry."""

    def __init__(self, facts: GeneFacts, prior: Prior = "population") -> None:
        super().__init__(facts, prior)
        self.reference = facts.definition.reference_allele
        self.functions = {n: a.function for n, a in facts.function.alleles.items()}
        self.worst_first = worst_first(facts)
        self.usual = self.worst_first[-1]
        self.order = {row.name: place for place, row in enumerate(self.rows)}
        self.defined = [(r, self._changes_of(r)) for r in self.rows if r.name != self.reference]
        self.shown: dict[str, float] = {}
        for words, share in zip(self.panel.words, self.panel.shares, strict=True):
            name = self._listed(self._carried(words))
            self.shown[name] = self.shown.get(name, 0.0) + float(share)

    def _changes_of(self, row: Row) -> dict[int, frozenset[str]]:
        return {i: allowed for i, allowed in row.core if not allowed & self.base[i]}

    def _catalogue_names(self, strand: Strand, rows: Sequence[Row]) -> dict[str, float]:
        carried = self._carried(strand)
        listed = self._listed(carried)
        weights = {listed: self._weight(carried)}
        for function, weight in self._unseen(strand).items():
            name = self._listed([*carried, UNSEEN + function])
            weights[name] = weights.get(name, 0.0) + weight * weights[listed]
        return weights

    def _weight(self, carried: Sequence[str]) -> float:
        """Return the weight of a chromosome with these variants beside what the panel says of it.

        Of several: as common as independence makes them, and no more than an allele that the panel never showed.
        """
        if not carried:
            return self.full_weight
        floor = self.rows[0].weight
        if len(carried) == 1:
            return floor
        without = self.full_weight + self.shown.get(self.reference, 0.0)
        alone = math.prod((floor + self.shown.get(name, 0.0)) / without for name in carried)
        return min(floor, alone * without)

    def caution(self, name: str) -> int:
        """Return the place of the worst function among the parts of a name, 0 for the worst there is."""
        functions = (
            part.removeprefix(UNSEEN) if part.startswith(UNSEEN) else self.functions.get(part, self.usual)
            for part in parts_of(name)
        )
        return min(self.worst_first.index(f) if f in self.worst_first else -1 for f in functions)

    def _carried(self, strand: Strand) -> list[str]:
        found = [(row, changes) for row, changes in self.defined if _carries(strand, changes)]
        inside = {
            row.name
            for row, changes in found
            if any(other.name != row.name and changes.items() < more.items() for other, more in found)
        }
        return [row.name for row, _ in found if row.name not in inside]

    def _listed(self, parts: Sequence[str]) -> str:
        ordered = sorted(parts, key=lambda p: (self.order.get(p, len(self.order)), p))
        if not ordered:
            return self.reference
        return ordered[0] if len(ordered) == 1 else f"[{' + '.join(ordered)}]"

    def _unseen(self, strand: Strand) -> dict[str, float]:
        """Return the floor weight of an unseen variant by the function it would have, the usual one left out."""
        weights: dict[str, float] = {}
        for row, changes in self.defined:
            function = self.functions.get(row.name, self.usual)
            if function != self.usual and all(strand[i] is None for i in changes):
                weights[function] = weights.get(function, 0.0) + row.weight
        return weights

    def _panel_weights(self, strand: Strand) -> dict[str, float]:
        seen = self._carried(strand)
        weights: dict[str, float] = {}
        for index in self.panel.agreeing(strand):
            hidden = [n for n in self._carried(self.panel.words[index]) if n not in seen]
            worse = sorted({self.functions.get(n, self.usual) for n in hidden} - {self.usual})
            name = self._listed([*seen, *(UNSEEN + f for f in worse)])
            weights[name] = weights.get(name, 0.0) + float(self.panel.shares[index])
        return weights

    def seen_whole(self, name: str, strand: Strand) -> bool:
        """Whether nothing in the name stands for what was not seen, as HapB3 does by its marker alone."""
        parts = parts_of(name)
        if any(part.startswith(UNSEEN) for part in parts):
            return False
        return all(self._cause_seen(changes, strand) for row, changes in self.defined if row.name in parts)

    def _cause_seen(self, changes: dict[int, frozenset[str]], strand: Strand) -> bool:
        """Whether all of a definition was seen, or the whole of one that it contains: the rest only marks it."""
        if all(strand[i] is not None for i in changes):
            return True
        inside = [less for _, less in self.defined if less.items() < changes.items()]
        return any(all(strand[i] is not None for i in less) for less in inside)

    def surplus(self, name: str, strand: Strand) -> tuple[str, ...]:
        """Return the changes that belong to no definition that is carried."""
        listed = {i for row, changes in self.defined if row.name in parts_of(name) for i in changes}
        return tuple(
            self._change(i, word)
            for i, word in enumerate(strand)
            if i not in listed and self._is_change(i, word)
        )


def _carries(strand: Strand, changes: dict[int, frozenset[str]]) -> bool:
    """Whether a copy carries a definition: every seen change is there, and one was seen."""
    seen = [strand[i] in allowed for i, allowed in changes.items() if strand[i] is not None]
    return bool(seen) and all(seen)
