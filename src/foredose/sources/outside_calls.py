"""Calls made elsewhere: one call in words, and the names and phenotypes a gene knows.

A diplotype is two alleles joined by ``/``; a chromosome of CYP2D6 may hold copies (``*2x2``, ``*2xN``,
``*1x≥3``) and tandems (``*36+*10``). A call may also be a phenotype or an activity score (``AS:1.25``). Where
a gene has only two alleles, the phenotype counts one of them and so names the diplotype (VKORC1). Of HLA a typing
(``*57:01/*08:01``) or statements (``*57:01 positive``) are read, of MT-RNR1 the one allele.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace

from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.outside.names import MOST_COPIES, allele, call_error, diplotype, find_allele, nearest
from foredose.sources.outside.presence import statements_of, typed_allele
from foredose.sources.outside.types import BY_HAND, Answer, OutsideCall

__all__ = ["Answer", "OutsideCall", "parse_answers", "parse_call"]

# A choice of this project: longer than every allele of DPYD in one name.
_MOST_CHARACTERS = 4_000
_SHOWN = 40
_SCORE = re.compile(r"AS:\s*≥?(\d+(?:\.\d+)?)", re.IGNORECASE)


def parse_call(text: str, *, caller: str = BY_HAND) -> OutsideCall:
    """Parse ``GENE=DIPLOTYPE``, ``GENE=PHENOTYPE`` or ``GENE=AS:SCORE``.

    Raises
    ------
    InputError
        ``call.form``, ``call.gene``, ``call.allele`` or ``call.phenotype``, with the nearest known names;
        ``call.length``, ``call.copies`` or ``call.score`` for what no laboratory writes.
    """
    _check_length(text, text[:_SHOWN])
    gene, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise call_error(
            "form", repr(text), "GENE=DIPLOTYPE, for example CYP2D6=*4/*10x2", text, "write it so"
        )
    named = {name.upper(): name for name in gene_names()}
    name = named.get(gene.strip().upper(), gene.strip().upper())
    return OutsideCall(gene=name, caller=caller, answers=parse_answers(name, (value.strip(),), text))


def parse_answers(gene: str, values: Sequence[str], where: str) -> tuple[Answer, ...]:
    """Parse the alternatives that were reported of one gene, each alike; ``where`` names the place for errors.

    Answers that mean the same are one, with their weights added.
    """
    for text in (gene, *values):
        _check_length(text, where)
    if gene not in gene_names():
        near = difflib.get_close_matches(gene, gene_names(), n=3, cutoff=0.3)
        raise call_error("gene", repr(gene), "one of " + ", ".join(gene_names()), where, nearest(near))
    facts = gene_facts(gene)
    counts: dict[Answer, int] = {}
    for value in values:
        answer = _answer(facts, value, where)
        alike = next((known for known in counts if _alike(known, answer)), answer)
        counts[alike] = counts.get(alike, 0) + 1
    return tuple(replace(answer, weight=count / len(values)) for answer, count in counts.items())


def _check_length(text: str, where: str) -> None:
    if len(text) > _MOST_CHARACTERS:
        found = f"{text[:_SHOWN]!r} and on, {len(text)} characters"
        expected = f"at most {_MOST_CHARACTERS} characters"
        raise call_error("length", found, expected, where, "give one call of one gene")


def _alike(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same but for the order of the chromosomes."""
    if one.alleles is not None and other.alleles is not None:
        return sorted(one.alleles) == sorted(other.alleles)
    return one == other


def _answer(facts: GeneFacts, value: str, where: str) -> Answer:
    score = _SCORE.fullmatch(value)
    if score is not None:
        return _with_score(facts, float(score[1]), where)
    if facts.phenotype.kind == "presence":
        return Answer(statements=_statements(facts, value, where))
    if "/" in value:
        return Answer(alleles=diplotype(facts, value, where))
    if facts.phenotype.kind == "haploid" and find_allele(facts, value) is not None:
        one = allele(facts, value, where)
        return Answer(alleles=(one, one))
    if facts.caller == "x_linked" and (one_copy := find_allele(facts, value)) is not None:
        function = facts.function.alleles[one_copy].function if one_copy in facts.function.alleles else ""
        return Answer(phenotype=facts.phenotype.single.get(function, facts.phenotype.otherwise))
    name = _phenotype(facts, value, where)
    alleles = _carried(facts, name)
    return Answer(alleles=alleles, phenotype=None if alleles else name)


def _statements(facts: GeneFacts, value: str, where: str) -> tuple[str, ...]:
    """Read a typing of one or both chromosomes, or statements on alleles parted by ``;``."""
    typed = [typed_allele(side, facts.gene) for side in value.split("/")]
    if len(typed) <= 2 and all(typed):
        return statements_of([one for one in typed if one], facts.phenotype.carriers)
    return tuple(_phenotype(facts, part.strip(), where) for part in value.split(";") if part.strip())


def _with_score(facts: GeneFacts, score: float, where: str) -> Answer:
    if facts.phenotype.kind != "activity_score":
        names = ", ".join(facts.phenotype.all_names)
        raise call_error(
            "score", f"an activity score for {facts.gene}", f"one of {names}", where, "give a diplotype"
        )
    most = _most_score(facts)
    if score > most:
        found, expected = f"the activity score {score:g} for {facts.gene}", f"at most {most:g}"
        raise call_error("score", found, expected, where, "check the score, or give a diplotype")
    return Answer(activity_score=score)


def _most_score(facts: GeneFacts) -> float:
    """Return the score of two chromosomes of the highest activity, each with as many copies as are read."""
    copies = MOST_COPIES if facts.caller == "named_alleles_without_copy_number" else 1
    return 2 * copies * max(function.activity or 0 for function in facts.function.alleles.values())


def _phenotype(facts: GeneFacts, value: str, where: str) -> str:
    wanted = _plain(value)
    for name in facts.phenotype.all_names:
        if wanted in (_plain(name), _initials(name), *map(_plain, facts.aliases.get(name, ()))):
            return name
    names = facts.phenotype.all_names
    near = difflib.get_close_matches(value, names, n=2, cutoff=0.3)
    raise call_error(
        "phenotype",
        f"{facts.gene} {value!r}",
        "a diplotype or one of " + ", ".join(names),
        where,
        nearest(near),
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
