"""Calls made elsewhere: one call in words, and the names and phenotypes a gene knows.

A diplotype is two alleles joined by ``/``; a chromosome of CYP2D6 may hold copies (``*2x2``, ``*2xN``,
``*1x≥3``) and tandems (``*36+*10``). A call may also be a phenotype or an activity score (``AS:1.25``). Where
a gene has only two alleles, the phenotype counts one of them and so names the diplotype (VKORC1).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["OutsideCall", "parse_call", "parse_value"]

_COPIES = re.compile(r"x(≥?[1-9]\d{0,2}|N)$")
_SUBALLELE = re.compile(r"^(\*\d+)\.\d+$")
_SCORE = re.compile(r"AS:\s*≥?(\d+(?:\.\d+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCall:
    """One gene as another caller or a laboratory reports it; exactly one of the three answers is given.

    Parameters
    ----------
    alleles
        The two chromosomes in the catalogue's names.
    phenotype
        One of the gene's phenotypes, when neither a diplotype nor a name that gives one was reported.
    activity_score
        CPIC's score, when neither was reported.
    caller
        Who called it, for example ``"Aldy"``.
    """

    gene: str
    caller: str
    alleles: tuple[str, str] | None = None
    phenotype: str | None = None
    activity_score: float | None = None


def parse_call(text: str, *, caller: str = "given by hand") -> OutsideCall:
    """Parse ``GENE=DIPLOTYPE``, ``GENE=PHENOTYPE`` or ``GENE=AS:SCORE``.

    Raises
    ------
    InputError
        ``call.form``, ``call.gene``, ``call.allele`` or ``call.phenotype``, with the nearest known names.
    """
    gene, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise _error("form", repr(text), "GENE=DIPLOTYPE, for example CYP2D6=*4/*10x2", text, "write it so")
    named = {name.upper(): name for name in gene_names()}
    symbol = gene.strip().upper()
    return parse_value(named.get(symbol, symbol), value.strip(), caller=caller, where=text)


def parse_value(gene: str, value: str, *, caller: str, where: str) -> OutsideCall:
    """Parse what was reported of one gene; ``where`` names the place for errors."""
    if gene not in gene_names():
        near = difflib.get_close_matches(gene, gene_names(), n=3, cutoff=0.3)
        raise _error("gene", repr(gene), "one of " + ", ".join(gene_names()), where, _nearest(near))
    facts = gene_facts(gene)
    score = _SCORE.fullmatch(value)
    if score is not None:
        return _with_score(facts, float(score[1]), caller, where)
    if "/" in value:
        return OutsideCall(gene=gene, caller=caller, alleles=_alleles(facts, value, where))
    name = _phenotype(facts, value, where)
    alleles = _carried(facts, name)
    return OutsideCall(gene=gene, caller=caller, alleles=alleles, phenotype=None if alleles else name)


def _with_score(facts: GeneFacts, score: float, caller: str, where: str) -> OutsideCall:
    if facts.phenotype.kind != "activity_score":
        names = ", ".join(facts.phenotype.all_names)
        raise _error(
            "score", f"an activity score for {facts.gene}", f"one of {names}", where, "give a diplotype"
        )
    return OutsideCall(gene=facts.gene, caller=caller, activity_score=score)


def _alleles(facts: GeneFacts, value: str, where: str) -> tuple[str, str]:
    sides = [side.strip() for side in value.split("/")]
    if len(sides) != 2 or not all(sides):
        raise _error("form", repr(value), "two alleles joined by one /", where, "write both chromosomes")
    first, second = (_chromosome(facts, side, where) for side in sides)
    return first, second


def _chromosome(facts: GeneFacts, side: str, where: str) -> str:
    has_copies = facts.caller == "named_alleles_without_copy_number"
    parts = [part.strip() for part in side.split("+")] if has_copies else [side]
    names = []
    for part in parts:
        copies = _COPIES.search(part) if has_copies else None
        names.append(
            _allele(facts, part[: copies.start()] if copies else part, where) + (copies[0] if copies else "")
        )
    return "+".join(names)


def _allele(facts: GeneFacts, name: str, where: str) -> str:
    """Return the catalogue's name of an allele: as is, without its suballele number, or by a listed alias."""
    match = _SUBALLELE.match(name)
    for candidate in (name, match[1] if match else name):
        if candidate in facts.names:
            return candidate
    for known, aliases in facts.aliases.items():
        if known in facts.names and name.lower() in (alias.lower() for alias in aliases):
            return known
    near = difflib.get_close_matches(name, sorted(facts.names), n=3, cutoff=0.5)
    raise _error(
        "allele", f"{facts.gene} {name!r}", f"one of {len(facts.names)} known alleles", where, _nearest(near)
    )


def _phenotype(facts: GeneFacts, value: str, where: str) -> str:
    wanted = _plain(value)
    for name in facts.phenotype.all_names:
        if wanted in (_plain(name), _initials(name), *map(_plain, facts.aliases.get(name, ()))):
            return name
    names = facts.phenotype.all_names
    near = difflib.get_close_matches(value, names, n=2, cutoff=0.3)
    raise _error(
        "phenotype",
        f"{facts.gene} {value!r}",
        "a diplotype or one of " + ", ".join(names),
        where,
        _nearest(near),
    )


def _carried(facts: GeneFacts, name: str) -> tuple[str, str] | None:
    """Return the diplotype that a count of carried alleles names, where the gene has two alleles and no more."""
    rule = facts.phenotype
    carried = sorted(facts.names & set(rule.carriers))
    others = sorted(facts.names - set(rule.carriers))
    if rule.kind != "carriers" or len(carried) != 1 or len(others) != 1 or name not in rule.names:
        return None
    count = rule.names.index(name)
    first, second = (*others * (2 - count), *carried * count)
    return first, second


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("metaboliser", "metabolizer").split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.lower().split()) if name.endswith("Metabolizer") else ""


def _nearest(names: list[str]) -> str:
    return "did you mean " + " or ".join(names) + "?" if names else "check the spelling"


def _error(kind: str, found: str, expected: str, where: str, remedy: str) -> InputError:
    return InputError(f"call.{kind}", found=found, expected=expected, where=where, remedy=remedy)
