"""Which drugs of a list labels forbid or restrict together; no dose is needed to say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from foredose.knowledge.contraindicated_facts import Together, forbidden_together

__all__ = ["ForbiddenPair", "forbidden_pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenPair:
    """Two drugs of a list and what a label says of them."""

    one: str
    other: str
    fact: Together

    @property
    def text(self) -> str:
        """What is to be read first."""
        if self.fact.severity == "contraindicated":
            return (
                f"{self.one} and {self.other} are contraindicated together by the label of {self.fact.drug}"
            )
        return f"{self.one} with {self.other}: {self.fact.text}"


def forbidden_pairs(drugs: Sequence[str]) -> tuple[ForbiddenPair, ...]:
    """Return every pair of a list that a label speaks against, the gravest first."""
    found = [
        ForbiddenPair(one=one, other=other, fact=fact)
        for one, other in combinations(dict.fromkeys(drugs), 2)
        if (fact := forbidden_together(one, other)) is not None
    ]
    return tuple(sorted(found, key=lambda p: p.fact.severity != "contraindicated"))
