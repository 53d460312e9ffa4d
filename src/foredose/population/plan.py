"""A run: which population takes which regimen of which model, in blocks of people, and what identifies it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from foredose import __version__
from foredose.core import InputError
from foredose.knowledge import version
from foredose.models import Model, find_model
from foredose.population.declaration import VirtualPopulation
from foredose.population.haplotypes import allele_shares, linked
from foredose.population.individuals import check_model, unit_of
from foredose.population.regimen import Regimen, regimen_events
from foredose.population.streams import Block

__all__ = ["SCHEMA", "PopulationRun"]

SCHEMA = "foredose/population-run/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationRun:
    """What is simulated.

    Parameters
    ----------
    model
        Name of a library model.
    block_people
        People of one file, simulated at once: memory follows it, results do not.

    Raises
    ------
    InputError
        For a model or gene that is not there, a covariate without a source, a route that the model does not have.
    """

    population: VirtualPopulation
    model: str
    regimen: Regimen
    block_people: int

    def __post_init__(self) -> None:
        if self.block_people < 1:
            raise InputError(
                "population.block",
                found=f"blocks of {self.block_people} people",
                expected="1 or more",
                where="block_people",
                remedy="choose a size",
            )
        check_model(self.declared, self.population)
        regimen_events(self.declared, self.regimen)
        for gene in self.genes:
            allele_shares(gene)

    @property
    def declared(self) -> Model:
        """The model's declaration."""
        return find_model(self.model)

    @property
    def genes(self) -> tuple[str, ...]:
        """Genes that are drawn: those declared, then those of the model."""
        of_model = (e.gene for e in self.declared.genotypes)
        return tuple(dict.fromkeys((*self.population.genes, *of_model)))

    @property
    def covariates(self) -> tuple[str, ...]:
        """Covariates that are kept: those declared, then those of the model."""
        of_model = (c.name for c in self.declared.covariates)
        kept = dict.fromkeys(("age", "female", *self.population.covariates, *of_model))
        return tuple(kept)

    def unit(self, covariate: str) -> str:
        """Return the unit of a kept covariate: of one that the population gives, the model's."""
        of_model = {c.name: c.unit for c in self.declared.covariates}
        if covariate in self.population.given and covariate in of_model:
            return of_model[covariate]
        return unit_of(self.population.facts, covariate)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order of people."""
        n, size = self.population.n, self.block_people
        return tuple(Block(first, min(size, n - first)) for first in range(0, n, size))

    def manifest(self) -> dict[str, Any]:
        """Return everything that the results depend on, and what is said of them."""
        shares = [(s.gene, s.alleles, s.shares.tolist()) for s in map(allele_shares, self.genes)]
        told = repr((self.declared, self.population.facts, self.population.facts.table, shares))
        return {
            "schema": SCHEMA,
            "population": _plain(asdict(self.population)),
            "model": self.model,
            "regimen": _plain(asdict(self.regimen)),
            "block_people": self.block_people,
            "facts_sha256": hashlib.sha256(told.encode()).hexdigest(),
            "code_version": __version__,
            "knowledge_version": version(),
            "assumed": [*self.population.facts.assumed, *self._assumed()],
        }

    def _assumed(self) -> list[str]:
        pairs = ", ".join(f"{a} and {b}" for a, b in linked(self.genes))
        return [
            "body and blood do not go with ancestry; genes go with neither body nor each other, inside an ancestry",
            *(
                [f"genes near each other on one chromosome are drawn apart all the same: {pairs}"]
                if pairs
                else []
            ),
            "two chromosomes of a person are drawn apart (Hardy-Weinberg), both from the person's one ancestry",
            "typical values are the published estimates; variability between occasions is left out; no co-medication",
        ]


def _plain(part: Any) -> Any:
    """Return tuples as lists, as JSON gives them back."""
    if isinstance(part, dict):
        return {k: _plain(v) for k, v in part.items()}
    return [_plain(p) for p in part] if isinstance(part, list | tuple) else part
