"""Use case: the main job on the made-up people that ship beside this file (``scripts/make_demo.py`` writes them)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from foredose.application.assess import AssessedOrder, GivenGenome, advise

__all__ = ["Person", "people", "run"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One demo person: the files, the order, and the day on which it is assessed."""

    id: str
    title: str
    order: str
    as_of: date
    record: Path
    genome: Path
    calls: Path | None

    @property
    def given(self) -> GivenGenome:
        """The genome with the calls beside it."""
        return GivenGenome(path=self.genome, calls=self.calls or ())


def people() -> tuple[Person, ...]:
    """Return the demo people in their order."""
    listed = yaml.safe_load((FOLDER / "people.yaml").read_text(encoding="utf-8"))["people"]
    return tuple(
        Person(
            id=p["id"],
            title=p["title"],
            order=p["order"],
            as_of=date.fromisoformat(p["as_of"]),
            record=FOLDER / p["record"],
            genome=FOLDER / p["genome"],
            calls=FOLDER / p["calls"] if "calls" in p else None,
        )
        for p in listed
    )


def run() -> Iterator[tuple[str, AssessedOrder]]:
    """Assess each demo person's order in turn."""
    for person in people():
        yield (
            person.title,
            advise(
                order=person.order,
                genome=person.given,
                record=person.record,
                as_of=person.as_of,
            ),
        )
