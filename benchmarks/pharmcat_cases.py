"""PharmCAT's open test cases: how many of its 190 assertions our caller meets, and each that it does not.

Run: ``FOREDOSE_DATA=... [FOREDOSE_PHARMCAT=folder] python -m benchmarks pharmcat_cases [--write]``.

The data file keeps 114 tests of PharmCAT 3.1.1; 79 of them assert something, 190 assertions in all, and each entry
under ``expect`` counts once. The inputs are rebuilt by ``pharmcat/inputs.py`` and called with absent positions unknown;
the rule that turns an assertion into a question about our answer is ``pharmcat/rule.py``. Cases that name a VCF of
PharmCAT's repository read it from a checkout in the folder that ``FOREDOSE_PHARMCAT`` names, and count as not passed
without it.

Which input an assertion speaks of: the first builder or file, the next at every further ``doStandardChecks``, and at
every further ``testCalledByMatcher`` or ``testNotCalledByMatcher`` of the same gene where there are several inputs;
with as many assertions as inputs, each its own. What every assertion that does not hold rests on is written in
``pharmcat/reasons.yaml``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.pharmcat.inputs import Built, builders, call, write
from benchmarks.pharmcat.rule import GUIDANCE, judge, said
from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_names
from foredose.sources.external import external_path

CHECKOUT = "FOREDOSE_PHARMCAT"
NO_FILE = "needs a VCF that is not at hand"
NO_GENE = "a gene that we do not call"
DOCUMENTS = "counts guidance documents"
REASONS = Path(__file__).resolve().parent / "pharmcat" / "reasons.yaml"


@dataclass(frozen=True)
class Outcome:
    """One assertion."""

    file: str
    test: str
    number: int
    kind: str
    gene: str
    values: tuple[str, ...]
    passed: bool
    answer: str

    @property
    def key(self) -> str:
        return f"{self.file} {self.test} {self.number}"


def cases() -> list[dict[str, Any]]:
    """Return the tests that assert something."""
    path = external_path("pharmcat_cases", check=True)
    tests = json.loads(path.read_text(encoding="utf-8"))["java_tests"]
    return [test for test in tests if test["expect"]]


def inputs(case: dict[str, Any], folder: Path) -> list[tuple[Built | None, Path | None]]:
    """Return the VCF of each input of a case; none where its file is not at hand."""
    found: list[tuple[Built | None, Path | None]] = []
    for number, built in enumerate(builders(case["builder_ops"])):
        found.append((built, write(built, folder / f"{number}.vcf")))
    checkout = os.environ.get(CHECKOUT)
    for name in case["vcf"]:
        path = Path(checkout) / name if checkout else None
        found.append((None, path if path is not None and path.exists() else None))
    return found


def places(expect: Sequence[dict[str, Any]], count: int) -> Iterator[int]:
    """Return which of the inputs each assertion speaks of."""
    turns = ("doStandardChecks", "testCalledByMatcher", "testNotCalledByMatcher")
    place, seen = 0, set[tuple[str, ...]]()
    for number, entry in enumerate(expect):
        if len(expect) == count:
            place = number
        elif entry["assert"] in turns and count > 1:
            key = tuple(entry["values"]) if entry["assert"] != "doStandardChecks" else ()
            place += key in seen
            seen.add(key)
        yield min(place, count - 1)


def gene_of(case: dict[str, Any], entry: dict[str, Any]) -> str:
    if entry["assert"] in GUIDANCE:
        return "guidance"
    if entry["assert"] == "doStandardChecks":
        return "DPYD"
    if entry["assert"] == "assertDiplotypePairs":
        return str(case["gene"][0])
    return str(entry["values"][0])


def outcomes_of(case: dict[str, Any], folder: Path) -> Iterator[Outcome]:
    given = inputs(case, folder)
    file = case["test_file"].rsplit("/", 1)[-1].removesuffix(".java")
    turns = places(case["expect"], len(given))
    for number, (entry, place) in enumerate(zip(case["expect"], turns, strict=True)):
        passed, answer = answer_to(entry, gene_of(case, entry), *given[place])
        yield Outcome(
            file=file,
            test=case["test"],
            number=number,
            kind=entry["assert"],
            gene=gene_of(case, entry),
            values=tuple(entry["values"]),
            passed=passed,
            answer=answer,
        )


def answer_to(entry: dict[str, Any], gene: str, built: Built | None, path: Path | None) -> tuple[bool, str]:
    """Return whether an assertion holds, and what we answered."""
    kind, values = entry["assert"], entry["values"]
    if kind in GUIDANCE:
        return False, DOCUMENTS
    many = kind in ("testCalledByMatcher", "testNotCalledByMatcher", "testReportable")
    genes = values if many else [gene]
    if not set(genes) <= set(gene_names()):
        return False, NO_GENE
    if path is None:
        return False, NO_FILE
    calls = call(path, genes)
    asked = values if kind in ("doStandardChecks", "assertDiplotypePairs") else values[1:]
    held = all(judge(name, kind, asked, calls[name], built) for name in genes)
    return held, " | ".join(said(calls[name]) for name in genes)


def outcomes() -> list[Outcome]:
    """Score every assertion."""
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            found += outcomes_of(case, Path(folder))
    return found


def reasons() -> dict[str, tuple[str, str]]:
    """Return kind and words of the reason for each assertion that does not hold."""
    if not REASONS.exists():
        return {}
    document = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    return {
        key: (group["reason"], group["why"]) for group in document["groups"] for key in group["assertions"]
    }


def why(outcome: Outcome, known: dict[str, tuple[str, str]]) -> str:
    if outcome.answer in (NO_FILE, NO_GENE, DOCUMENTS):
        return outcome.answer
    return known.get(outcome.key, ("not explained", ""))[0]


def table(found: Sequence[Outcome], column: str) -> list[str]:
    total = Counter(getattr(o, column) for o in found)
    passed = Counter(getattr(o, column) for o in found if o.passed)
    lines = [f"| {column} | passed | assertions |", "|---|---|---|"]
    lines += [f"| {name} | {passed[name]} | {total[name]} |" for name in sorted(total)]
    return [*lines, f"| all | {sum(passed.values())} | {len(found)} |", ""]


def report(found: Sequence[Outcome]) -> str:
    known = reasons()
    missed = [o for o in found if not o.passed]
    counts = Counter(why(o, known) for o in missed)
    files = (
        "read from a checkout" if os.environ.get(CHECKOUT) else "not at hand, their cases count as not passed"
    )
    lines = [f"PharmCAT's VCF files: {files}.", ""]
    lines += [*table(found, "file"), *table(found, "gene"), "Not passed, by reason:", ""]
    lines += [f"- {reason}: {count}" for reason, count in counts.most_common()]
    told = {(o.file, o.test): known[o.key][1] for o in missed if o.key in known}
    lines += ["", "What they rest on:", ""]
    lines += [f"- {text}" for text in dict.fromkeys(told.values())]
    lines += ["", "One by one (test, assertion, expected; reason; our answer):", ""]
    lines += [
        f"- {o.file}.{o.test} {o.number}, {o.kind} {', '.join(o.values).splitlines()[0] if o.values else 'no call'}; "
        f"{why(o, known)}" + ("" if o.answer in (NO_FILE, NO_GENE, DOCUMENTS) else f"; {o.answer}")
        for o in missed
    ]
    return "\n".join(lines)


def main() -> int:
    try:
        found = outcomes()
    except InputError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 0
    print(report(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
