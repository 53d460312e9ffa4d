"""What an assertion of PharmCAT's tests asks of our answer. Written before anything was scored.

Names
    Order within a diplotype means nothing. "x (heterozygous)" is Reference/x, and a lone allele is that too, because
    the data file drops words that the source holds in constants such as Reference; for a man's X chromosome it is the
    one copy. "Reference" is the gene's own reference allele, whatever it is called. "x (homozygous)" is x/x.
called (testCalledByMatcher), not called (testNotCalledByMatcher, and an empty list of pairs)
    Called: a diplotype of named alleles leads. Not called: no diplotype, or an unnamed combination leads, or the call
    is not reportable.
reportable (testReportable)
    Our call is reportable, which asks more than PharmCAT does.
diplotypes (assertDiplotypePairs, testSourceDiplotypes, testPrintCalls, testPrintCpicCalls)
    One expected diplotype: it leads. Several: every one is among our diplotypes (each given with 0.01 % or more), and
    one of them leads. A list of variants of DPYD or RYR1, which PharmCAT prints where the phase is not known: our
    leading diplotype carries exactly these variants, those marked homozygous on both copies.
recommended (testRecommendedDiplotypes), lookup (testLookupByActivity)
    What guidance is looked up by: the expected pair has our leading phenotype and our activity score, and outside DPYD
    and RYR1 it is our leading diplotype. Where the data file kept one allele of two, only what it kept is compared.
DPYD's doStandardChecks
    Called, diplotypes (values with "/" or "(heterozygous)") and recommended (bare values beside them) together; bare
    values alone are the list of variants of an unphased input.
guidance (testMatchedAnnotations, testAnyMatchFromSource, testNoMatchFromSource)
    Counts PharmCAT's guidance documents for a drug. Not a statement on calling: counted, never passed.
Lost values
    The data file lost a value where the source holds it in a variable of constants, or where ``/*`` inside a string
    such as "*1/*2" was taken for a comment. There the plain matcher of ``plain.py`` says what the definitions make of
    the input: its best pairs, or all its pairs for assertDiplotypePairs, which the source asks for. Read against the
    source afterwards, all 24 such values are the source's own, but for one: testCyp2b6star1star34AllMatch asks for
    *33/*36 beside *1/*34, and we list both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.pharmcat.inputs import Built
from benchmarks.pharmcat.plain import pairs
from foredose.genome.call import GeneCall
from foredose.genome.naming import is_off_catalogue
from foredose.genome.phenotype import activity_score, phenotype
from foredose.genome.variant_lists import parts_of
from foredose.knowledge.gene_facts import gene_facts

GUIDANCE = ("testMatchedAnnotations", "testAnyMatchFromSource", "testNoMatchFromSource")
DIPLOTYPES = ("assertDiplotypePairs", "testSourceDiplotypes", "testPrintCalls", "testPrintCpicCalls")
HETEROZYGOUS, HOMOZYGOUS = " (heterozygous)", " (homozygous)"
Pair = tuple[str, ...]


def own_name(gene: str, name: str) -> str:
    """Return an allele's name in our words: what is said of a list sorted, Reference by its name."""
    reference = gene_facts(gene).definition.reference_allele
    if name == "Reference":
        return reference
    parts = parts_of(name)
    return name if len(parts) == 1 else f"[{' + '.join(sorted(parts))}]"


def pair_of(gene: str, text: str, *, male: bool = False) -> Pair:
    """Return a diplotype as a sorted pair, or one name for a man's X chromosome."""
    reference = gene_facts(gene).definition.reference_allele
    if text.endswith(HETEROZYGOUS):
        names = [reference, text.removesuffix(HETEROZYGOUS)]
    elif text.endswith(HOMOZYGOUS):
        names = [text.removesuffix(HOMOZYGOUS)] * 2
    elif "/" in text:
        names = text.split("/")
    else:
        names = [text] if male and gene_facts(gene).caller == "x_linked" else [reference, text]
    return tuple(sorted(own_name(gene, name) for name in names))


def is_pair(text: str) -> bool:
    return "/" in text or text.endswith(HETEROZYGOUS)


def leading(call: GeneCall) -> Pair | None:
    if not call.diplotypes:
        return None
    text = call.diplotypes[0].name
    return tuple(sorted(own_name(call.gene, name) for name in text.split("/")))


def is_called(call: GeneCall) -> bool:
    lead = leading(call)
    return lead is not None and not any(is_off_catalogue(name) for name in lead)


def said(call: GeneCall | None) -> str:
    if call is None or not call.diplotypes:
        return "no call" if call is None else f"no call: {call.reason}"
    shown = ", ".join(f"{d.name} {d.probability:.3g}" for d in call.diplotypes[:3])
    return f"{shown}; {call.phenotypes[0].name}; " + ("reportable" if call.reportable else f"{call.reason}")


def holds_diplotypes(call: GeneCall, expected: Sequence[Pair]) -> bool:
    given = {tuple(sorted(own_name(call.gene, n) for n in d.name.split("/"))) for d in call.diplotypes}
    return leading(call) in expected and set(expected) <= given


def holds_list(call: GeneCall, variants: Sequence[str]) -> bool:
    """Whether the leading diplotype carries exactly these variants, homozygous ones twice."""
    lead = leading(call)
    if lead is None:
        return False
    reference = gene_facts(call.gene).definition.reference_allele
    carried = Counter(p for name in lead for p in parts_of(name) if p != reference)
    doubled = {v.removesuffix(HOMOZYGOUS) for v in variants if v.endswith(HOMOZYGOUS)}
    wanted = {v.removesuffix(HOMOZYGOUS): 1 for v in variants} | dict.fromkeys(doubled, 2)
    return dict(carried) == wanted


def holds_recommended(call: GeneCall, pair: Pair) -> bool:
    facts = gene_facts(call.gene)
    second = pair[1] if len(pair) == 2 else None
    same = bool(call.phenotypes) and phenotype(facts, pair[0], second) == call.phenotypes[0].name
    same = same and activity_score(facts, pair[0], second) == call.activity_score
    return same and (facts.caller == "lowest_function" or leading(call) == pair)


def recommended_pair(gene: str, values: Sequence[str], *, male: bool) -> Pair:
    if len(values) == 2 and not any(is_pair(v) for v in values):
        return tuple(sorted(own_name(gene, v) for v in values))
    return pair_of(gene, values[0], male=male)


def lost(values: Sequence[str]) -> bool:
    return not values or any("\n" in value for value in values)


def standard_checks(call: GeneCall, values: Sequence[str]) -> bool:
    full = [pair_of("DPYD", v) for v in values if is_pair(v)]
    bare = [v for v in values if not is_pair(v)]
    if not full:
        return is_called(call) and holds_list(call, list(dict.fromkeys(bare)))
    recommended = len(bare) != 2 or holds_recommended(call, recommended_pair("DPYD", bare, male=False))
    return is_called(call) and holds_diplotypes(call, list(dict.fromkeys(full))) and recommended


def names_of(gene: str, kind: str, values: Sequence[str], built: Built | None) -> list[str]:
    """Return the expected values, from the definitions where the data file lost them."""
    if kind == "assertDiplotypePairs" and not values:
        return []
    if not lost(values) or built is None:
        return list(values)
    return ["/".join(pair) for pair in pairs(built, gene, best=kind != "assertDiplotypePairs")]


def judge(gene: str, kind: str, values: Sequence[str], call: GeneCall, built: Built | None) -> bool:
    """Return whether our call of a gene gives what an assertion expects; ``values`` without the gene's name."""
    named = is_called(call)
    simple = {
        "testCalledByMatcher": lambda: named,
        "testNotCalledByMatcher": lambda: not named or not call.reportable,
        "testReportable": lambda: call.reportable,
        "testLookupByActivity": lambda: call.activity_score == float(values[0]),
        "doStandardChecks": lambda: standard_checks(call, values),
    }
    return simple[kind]() if kind in simple else judge_names(gene, kind, values, call, built)


def judge_names(gene: str, kind: str, values: Sequence[str], call: GeneCall, built: Built | None) -> bool:
    """Return whether our call gives the diplotypes that an assertion names."""
    male = built is not None and built.male
    expected = names_of(gene, kind, values, built)
    if kind == "testRecommendedDiplotypes":
        return holds_recommended(call, recommended_pair(gene, expected, male=male))
    if kind not in DIPLOTYPES:
        raise ValueError(f"unknown assertion {kind}")
    if not expected:
        return not is_called(call) or not call.reportable
    by_list = gene_facts(gene).caller == "lowest_function" and not any(is_pair(v) for v in expected)
    if by_list and len(expected) > 1:
        return holds_list(call, expected)
    full = [v for v in expected if is_pair(v)] or expected
    return holds_diplotypes(call, [pair_of(gene, v, male=male) for v in full])
