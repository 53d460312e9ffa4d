"""The likeliest parameters of 4,000 people beside NONMEM's POSTHOC (scenario 001 of the mapbayr validation)."""

from __future__ import annotations

import sys
import time

import numpy as np

from benchmarks.individual.nonmem import MODEL, histories, posthoc
from foredose.numerics.estimation import find_mode
from foredose.twin.individual.evidence import evidence_of
from foredose.twin.individual.prediction import compiled_of


def main() -> int:
    """Print the table."""
    people = histories()
    effects, printed = posthoc()
    evidence = evidence_of(compiled_of(MODEL), people)
    prediction, measured = evidence.prediction, evidence.measured
    prior = prediction.effects.covariance
    find_mode(prediction, measured, prior)  # compiles
    begun = time.perf_counter()
    mode = find_mode(prediction, measured, prior)
    took = time.perf_counter() - begun
    constant = np.log(2 * np.pi) * np.bincount(measured.person, minlength=len(people))
    ours = 2 * mode.loss - constant
    pull = np.einsum("pa,ab,pb->p", effects, np.linalg.inv(prior), effects)
    theirs = 2 * measured.loss(prediction.levels(effects), len(people)) + pull - constant
    apart = np.abs(np.exp(mode.effects - effects) - 1)
    print(f"{len(people)} people, {len(measured.value)} levels; all modes in {took:.2f} s.\n")
    print(
        "| Individual parameter | Median difference | 99 % of people within | Largest | Over 1 % |\n|---|---|---|---|---|"
    )
    for i, name in enumerate(prediction.effects.names):
        share = apart[:, i]
        print(
            f"| {name} | {np.median(share):.1e} | {np.quantile(share, 0.99):.1e} | {share.max():.1e} | "
            f"{int((share > 0.01).sum())} |"
        )
    print(
        f"\nObjective (minus twice the log of density times prior): ours minus that at NONMEM's parameters is at most "
        f"{(ours - theirs).max():.1e} and at least {(ours - theirs).min():.1e}. At NONMEM's parameters ours differs "
        f"from the printed objective by at most {np.abs(theirs - printed).max():.1e}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
