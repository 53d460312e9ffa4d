"""A patient on eight drugs: the whole review, warm, with all pairs, genes and options; and the load of all tables."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from foredose.application.person_given import person_given
from foredose.application.review import review
from foredose.application.stated import Stated

EIGHT = (
    "metoprolol 100 mg twice daily, paroxetine 20 mg once daily, amitriptyline 50 mg once daily, "
    "simvastatin 40 mg once daily, clarithromycin 500 mg twice daily, omeprazole 20 mg once daily, "
    "warfarin 5 mg once daily, amlodipine 10 mg once daily"
)
MODELLED = (
    "aripiprazole 15 mg once daily, escitalopram 10 mg once daily, risperidone 2 mg twice daily, "
    "simvastatin 40 mg once daily, clarithromycin 500 mg twice daily, imatinib 400 mg once daily, "
    "tacrolimus 3 mg twice daily, paroxetine 20 mg once daily"
)
WHO = Stated(age=60.0, sex="female", weight_kg=70.0, smoker=False)
TIMES = 7
LOAD = (
    "import time; t=time.perf_counter();"
    "from foredose.knowledge.disposition_facts import disposition, disposition_names;"
    "n=[disposition(x) for x in disposition_names()]; print(len(n), time.perf_counter()-t)"
)


def main(_: list[str]) -> None:
    """Time the review of eight drugs, and the tables of all drugs from a fresh start."""
    given, modelled = (
        person_given(genome=None, record=None, meds=meds, as_of=None, stated=WHO)
        for meds in (EIGHT, MODELLED)
    )
    review(given)
    review(modelled)
    warm = statistics.median(_timed(lambda: review(given)) for _ in range(TIMES))
    by_model = statistics.median(_timed(lambda: review(modelled)) for _ in range(TIMES))
    searched = statistics.median(_timed(lambda: review(given, switches=True)) for _ in range(TIMES))
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    count, seconds = done.stdout.split()
    print("| what | seconds | limit |\n|---|---|---|")
    print(f"| eight drugs: every pair, gene, dose option and single switch, warm | {warm:.2f} | 1 |")
    print(f"| eight others, six with levels by population models | {by_model:.2f} | 1 |")
    print(f"| the first eight with the search of all sets of switches | {searched:.2f} | |")
    print(f"| tables of {count} drugs, from a fresh start | {float(seconds):.2f} | 0.5 |")


def _timed(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
