"""The benchmark's tables: phase as it stands, phase removed, and what differs from the truth."""

from __future__ import annotations

from collections import Counter

from benchmarks.concordance.score import Score

PANEL_SAMPLES = 89  # PyPGx calls a whole file at once, so its time is shared by all samples in it.
MEASURES = ("strict", "harmonised", "phenotype")
ALL = (*MEASURES, "panel")
WHAT = "strict, harmonised, phenotype, as the truth's assays read"
PHASED = (
    *("gene", "n", "not tellable", "ours strict", "ours harmonised", "ours phenotype"),
    *("PyPGx strict", "PyPGx harmonised", "PyPGx phenotype", "as the truth's assays read: ours, PyPGx"),
    *("ours, absent unknown, harmonised", "s/sample: ours, PyPGx"),
)
REMOVED = (
    *("gene", "n", "not tellable", "ours", "PyPGx"),
    *("ours, families left out", "PyPGx, families left out"),
)
KINDS = ("unphased", "pypgx unphased", "unphased apart", "pypgx unphased apart")
Scored = tuple[Score, dict[str, str], dict[str, float]]


def table(head: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    lines = [" | ".join(cells) for cells in (head, *rows)]
    return [f"| {lines[0]} |", "|" + "---|" * len(head), *(f"| {line} |" for line in lines[1:])]


def phased_row(gene: str, scored: Scored) -> list[str]:
    score, skipped, seconds = scored
    hits, no = score.hits, "pypgx" in skipped
    theirs = ["skipped" if no else str(hits[f"pypgx {m}"]) for m in ALL]
    theirs_s = "-" if no else f"{seconds['pypgx'] / PANEL_SAMPLES:.3f}"
    return [
        *(gene, str(score.n), str(score.not_tellable)),
        *(str(hits[f"ours {m}"]) for m in MEASURES),
        *theirs[:3],
        f"{hits['ours panel']}, {theirs[3]}",
        str(hits["unknown harmonised"]),
        f"{seconds['ours'] / score.n:.3f}, {theirs_s}",
    ]


def removed_row(gene: str, scored: Scored) -> list[str]:
    score, skipped, _ = scored
    cells = [
        "skipped" if kind in skipped else ", ".join(str(score.hits[f"{kind} {m}"]) for m in ALL)
        for kind in KINDS
    ]
    return [gene, str(score.n), str(score.not_tellable), *cells]


def miss_line(gene: str, score: Score) -> str:
    counted = Counter((expected, called) for _, expected, called in score.misses["ours"])
    shown = [
        f"{expected} called {called}" + (f" ({count} times)" if count > 1 else "")
        for (expected, called), count in counted.most_common()
    ]
    return f"- {gene}: {', '.join(shown) or 'none'}"


def apart_lines(gene: str, score: Score) -> list[str]:
    """Samples that one side has right without phase and the other has not, the families in or out."""
    lines = []
    for ours, theirs, when in zip(KINDS[::2], KINDS[1::2], ("", ", families left out"), strict=True):
        if theirs not in score.misses or ours not in score.misses:
            continue
        wrong = [{sample: (want, found) for sample, want, found in score.misses[k]} for k in (ours, theirs)]
        for at, who in enumerate(("only PyPGx is right", "only ours is right")):
            for sample in sorted(set(wrong[at]) - set(wrong[1 - at])):
                want, found = wrong[at][sample]
                lines.append(f"- {gene}, {sample}{when}: {who}; truth {want}, the other calls {found}")
    return lines
