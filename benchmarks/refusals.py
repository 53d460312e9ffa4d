"""How often no advice is given: the demo people and five open genomes, each with six orders.

The open genomes declare absent positions to be reference and are joined with adults whose covariates lie inside
every model's population. Refusals for want of identity or by a hard stop count too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

from foredose.application.assess import AssessedOrder, Stated, advise
from foredose.application.demo import people
from foredose.application.given import GivenGenome
from foredose.sources.external import external_path

ORDERS = (
    "clopidogrel 75 mg daily for PCI",
    "escitalopram 10 mg daily for depression",
    "warfarin 5 mg daily for atrial fibrillation",
    "tacrolimus 5 mg twice daily for kidney transplant",
    "codeine 30 mg every 6 hours for pain",
    "atorvastatin 20 mg daily for hypercholesterolaemia",
)
ADULTS = {
    "NA19109": Stated(age=48, weight_kg=74, hematocrit_percent=36),
    "NA12813": Stated(age=63, weight_kg=68, hematocrit_percent=38),
    "NA18992": Stated(age=55, weight_kg=66, hematocrit_percent=41),
    "NA19789": Stated(age=41, weight_kg=82, hematocrit_percent=43),
    "HG03643": Stated(age=59, weight_kg=58, hematocrit_percent=34),
}


def _sexes() -> dict[str, str]:
    with external_path("kgp_samples").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return {row["id"]: {"1": "male", "2": "female"}.get(row["sex"], row["sex"]) for row in rows}


def assessed() -> Iterator[tuple[str, str, AssessedOrder]]:
    """Yield (person, order, answer)."""
    for person in people():
        for order in ORDERS:
            yield (
                person.id,
                order,
                advise(
                    order=order,
                    genome=person.given,
                    record=person.record,
                    as_of=person.as_of,
                ),
            )
    sexes = _sexes()
    for sample, stated in ADULTS.items():
        adult = Stated(
            age=stated.age,
            sex=sexes[sample],
            weight_kg=stated.weight_kg,
            hematocrit_percent=stated.hematocrit_percent,
        )
        genome = external_path(f"patient_{sample}")
        for order in ORDERS:
            answer = advise(
                order=order,
                genome=GivenGenome(path=genome, absent="reference"),
                stated=adult,
                as_of=date(2026, 6, 15),
            )
            yield sample, order, answer


def table() -> str:
    """Return the table and, below it, every refusal with its reason."""
    rows = list(assessed())
    refused = [(person, order, a.assessment.refused) for person, order, a in rows if a.assessment.refused]
    lines = [
        "| people | orders | answered | refused | refusal rate | limit |",
        "|---|---|---|---|---|---|",
        f"| {len({p for p, _, _ in rows})} | {len(rows)} | {len(rows) - len(refused)} | {len(refused)} | "
        f"{len(refused) / len(rows):.1%} | 10 % |",
        "",
    ]
    lines += [f"- {person}, {order}: {reason.why}" for person, order, reason in refused if reason]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
