"""Active metabolites: how far their predicted change lies from what people measured.

``metabolite_changes.tsv`` holds observed ratios of AUC or steady-state level with their sources; no number of a
metabolite rests on any of them. Beside the prediction stand two simple rules: nothing changes, and the metabolite
changes as its parent does. Rows that are no whole AUC are shown, and counted only in the last line.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from foredose.application.ratios import exposure_of
from foredose.core import Estimate

TABLE = Path(__file__).with_name("metabolite_changes.tsv")
HEAD = "| drug | metabolite | in whom | observed | predicted | 90 % | as the parent |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Seen:
    """An observed change of a metabolite, the predicted one, and that of its parent."""

    row: dict[str, str]
    made: Estimate
    parent: float

    @property
    def observed(self) -> float:
        """What people measured."""
        return float(self.row["observed"])

    def shown(self) -> str:
        """Return a line of the table."""
        r, e = self.row, self.made
        mark = " (part of the AUC)" if r["not_an_auc"] else ""
        return (
            f"| {r['parent']} | {r['metabolite']} | {r['genotype'] or r['with']}{mark} | {self.observed:.2f} "
            f"| {e.value:.2f} | {e.low:.2f} to {e.high:.2f} | {self.parent:.2f} |"
        )


def main(_: list[str]) -> None:
    """Predict each observed change, and print both with the figures of all."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    seen = [s for row in rows if (s := asked(row)) is not None]
    print("\n".join([HEAD, *(s.shown() for s in seen)]), "\n")
    whole = [s for s in seen if not s.row["not_an_auc"]]
    print("| by | rows | GMFE | within 2-fold |\n|---|---|---|---|")
    print(line("this model", [math.log(s.made.value / s.observed) for s in whole]))
    print(line("as the parent", [math.log(s.parent / s.observed) for s in whole]))
    print(line("no change", [math.log(s.observed) for s in whole]))
    print(line("this model, parts of an AUC too", [math.log(s.made.value / s.observed) for s in seen]))
    held = sum(s.made.low <= s.observed <= s.made.high for s in whole)
    print(
        f"\n90 % intervals hold {held} of {len(whole)}. Not followed: {len(rows) - len(seen)} of {len(rows)}."
    )


def asked(row: dict[str, str]) -> Seen | None:
    """Ask for the change that a row tells of; ``None`` where the metabolite cannot be followed."""
    gene, _, state = row["genotype"].partition("=")
    found = exposure_of(
        row["parent"],
        genotypes={gene: state} if gene else {},
        others=[row["with"]] if row["with"] else [],
        reference=row["reference"],
    )
    made = next((m for m in found.metabolites if m.name == row["metabolite"]), None)
    if made is None or not isinstance(found.auc, Estimate):
        return None
    return Seen(row=row, made=made.level, parent=found.auc.value)


def line(name: str, errors: Sequence[float]) -> str:
    """Return geometric mean fold error and the part within 2-fold."""
    size = np.abs(errors)
    return f"| {name} | {len(size)} | {math.exp(size.mean()):.2f} | {np.mean(size <= math.log(2)):.0%} |"


if __name__ == "__main__":
    main(sys.argv[1:])
