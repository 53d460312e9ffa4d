"""How alleles work, and how two of them become a phenotype."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from foredose.knowledge.gene_definition import Fact

__all__ = ["AlleleFunction", "FunctionChange", "FunctionTable", "Phenotype"]


class AlleleFunction(Fact):
    """Clinical function of an allele and, where the gene has an activity score, its value."""

    function: str
    activity: float | None = Field(default=None, ge=0)


class FunctionChange(Fact):
    """An allele whose function differs from the older of two sources: what it was and is, when and why."""

    allele: str
    was: str | None
    now: str
    date: str
    note: str


class FunctionTable(Fact):
    """The function of each allele, from one source of one date, and what changed against an older one."""

    source: str
    date: datetime.date
    alleles: dict[str, AlleleFunction]
    changes: tuple[FunctionChange, ...] = ()


class Phenotype(Fact):
    """How alleles become a phenotype; one of six kinds.

    ``function_pairs``: unordered pairs of function, all else ``otherwise``; ``single`` where there is one copy.
    ``activity_score``: bands of the summed score. ``carriers``: how many of the two alleles are in a list.
    ``presence``: for each allele of the list whether it is carried, each a statement of its own. ``haploid``: the
    function of the one copy; ``names`` go from the least to the greatest risk. ``unassigned``: no source assigns
    one, so all are ``otherwise``, which is not CPIC's "Indeterminate"; the diplotype is what is told.
    """

    kind: Literal["function_pairs", "activity_score", "carriers", "presence", "haploid", "unassigned"]
    source: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    single: dict[str, str] = Field(default_factory=dict)
    bands: tuple[tuple[float, str], ...] = ()
    carriers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    otherwise: str = "Indeterminate"

    @cached_property
    def of_functions(self) -> Mapping[tuple[str, str], str]:
        """The phenotype of each pair of functions, the two in alphabetical order."""
        return {(min(one, other), max(one, other)): name for one, other, name in self.pairs}

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every phenotype the rule can give."""
        given = (*(pair[2] for pair in self.pairs), *(band[1] for band in self.bands), *self.names)
        return tuple(dict.fromkeys((*given, self.otherwise)))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        tables = {"function_pairs": self.pairs, "activity_score": self.bands, "carriers": self.names}
        if self.kind == "unassigned":
            if any(tables.values()):
                raise ValueError("where no phenotype is assigned there is no table")
            if self.otherwise == "Indeterminate":
                raise ValueError(
                    "indeterminate is said of an allele of uncertain function, not of a whole gene"
                )
            return self
        filled = tables.get(self.kind, self.names)
        if not filled or (self.kind == "carriers" and len(self.names) != 3):
            raise ValueError(f"a rule of kind {self.kind} needs its own table, and three names for carriers")
        return self
