"""Names of alleles and chromosomes as other callers write them, in the catalogue's spelling."""

from __future__ import annotations

import difflib
import re

from foredose.core import InputError
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["MOST_COPIES", "allele", "call_error", "diplotype", "find_allele", "nearest"]

_COPIES = re.compile(r"(?:x?(?=≥)|x)(≥?[1-9]\d{0,2}|N)$")
# A choice of this project: of CYP2D6 up to 13 copies on a chromosome are published.
MOST_COPIES = 20
_SUBALLELE = re.compile(r"^(\*\d+)\.\d+$")


def diplotype(facts: GeneFacts, value: str, where: str) -> tuple[str, str]:
    """Return the two chromosomes of ``value`` in the catalogue's names, in the order given."""
    sides = [side.strip() for side in value.split("/")]
    if len(sides) != 2 or not all(sides):
        raise call_error("form", repr(value), "two alleles joined by one /", where, "write both chromosomes")
    first, second = (_chromosome(facts, side, where) for side in sides)
    return first, second


def _chromosome(facts: GeneFacts, side: str, where: str) -> str:
    """Return a chromosome in one spelling, whoever wrote it: ``*10+*36`` is ``*36+*10``, ``*2+*2`` is ``*2x2``."""
    if facts.caller != "named_alleles_without_copy_number":
        return allele(facts, side, where)
    parts: dict[str, str] = {}
    for part in (part.strip(" []") for part in side.split("+")):
        copies = _COPIES.search(part)
        name = allele(facts, part[: copies.start()] if copies else part, where)
        parts[name] = _added(parts.get(name), copies[1] if copies else "1")
    if sum(map(_at_least, parts.values())) > MOST_COPIES:
        expected = f"at most {MOST_COPIES} copies on a chromosome"
        raise call_error(
            "copies", f"{facts.gene} {side[:60]!r}", expected, where, "check the number of copies"
        )
    ordered = sorted(parts, key=_number, reverse=True)
    return "+".join(name if parts[name] == "1" else f"{name}x{parts[name]}" for name in ordered)


def _added(before: str | None, copies: str) -> str:
    """Add copies of one allele; an open number stays open."""
    if before is None:
        return copies
    if "N" in (before, copies):
        return "N"
    total = _at_least(before) + _at_least(copies)
    return f"≥{total}" if "≥" in before + copies else str(total)


def _at_least(copies: str) -> int:
    """Return the fewest copies that a number stands for; an open one is two or more."""
    return 2 if copies == "N" else int(copies.lstrip("≥"))


def _number(name: str) -> tuple[int, str]:
    match = re.match(r"\*(\d+)", name)
    return (int(match[1]) if match else 0, name)


def allele(facts: GeneFacts, name: str, where: str) -> str:
    """Return the catalogue's name of an allele; raise ``call.allele`` with the nearest names where there is none."""
    found = find_allele(facts, name)
    if found is not None:
        return found
    near = difflib.get_close_matches(name, sorted(facts.names), n=3, cutoff=0.5)
    raise call_error(
        "allele", f"{facts.gene} {name!r}", f"one of {len(facts.names)} known alleles", where, nearest(near)
    )


def find_allele(facts: GeneFacts, name: str) -> str | None:
    """Return the catalogue's name of an allele.

    As is; without the gene before it or its suballele number; by a listed alias; or by the older name that the
    catalogue gives in brackets, as in ``c.1905+1G>A (*2A)``.
    """
    name = name.removeprefix(facts.gene).strip()
    match = _SUBALLELE.match(name)
    for candidate in (name, match[1] if match else name):
        if candidate in facts.names:
            return candidate
    for known, aliases in facts.aliases.items():
        if known in facts.names and name.lower() in (alias.lower() for alias in aliases):
            return known
    older = [known for known in facts.names if known.endswith(f" ({name})")]
    return older[0] if len(older) == 1 else None


def nearest(names: list[str]) -> str:
    """Return the remedy that names what is near."""
    return "did you mean " + " or ".join(names) + "?" if names else "check the spelling"


def call_error(kind: str, found: str, expected: str, where: str, remedy: str) -> InputError:
    """Return ``call.KIND`` for one call."""
    return InputError(f"call.{kind}", found=found, expected=expected, where=where, remedy=remedy)
