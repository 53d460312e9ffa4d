"""How each drug of a person's list is taken: as it is written, else as usual, and then it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from foredose.application.ratio_unknowns import Unknown
from foredose.core import InputError
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.usual_regimens import usual_regimen
from foredose.sources import Medication, Order
from foredose.sources.order import parse_order
from foredose.sources.regimen import Phase
from foredose.sources.routes import INTRAVENOUS, ORAL

__all__ = ["ListedDrug", "listed_drugs", "same_moiety"]


_ENANTIOMERS = {
    "escitalopram": "citalopram",
    "esomeprazole": "omeprazole",
    "dexlansoprazole": "lansoprazole",
    "levomilnacipran": "milnacipran",
    "dexmethylphenidate": "methylphenidate",
    "dexamfetamine": "amfetamine",
    "levofloxacin": "ofloxacin",
    "levocetirizine": "cetirizine",
    "dexibuprofen": "ibuprofen",
    "eszopiclone": "zopiclone",
    "arformoterol": "formoterol",
    "armodafinil": "modafinil",
}
"""Enantiomer to its racemate, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDrug:
    """One drug of the list.

    Parameters
    ----------
    written
        Every entry of the list that it stands in.
    part_of
        The racemate that it is half of; empty for a drug by itself.
    assumed
        Whether the regimen is the usual one, since that of the person is not told.
    beside
        All drugs of the list, whether they can be followed or not.
    table, taken
        What is known of it and how it is taken; ``None`` where that is not known.
    """

    inn: str
    written: tuple[str, ...]
    table: Disposition | None
    taken: Taken | None
    unknowns: tuple[Unknown, ...]
    part_of: str = ""
    assumed: bool = False
    beside: frozenset[str] = frozenset()

    @property
    def followed(self) -> bool:
        """Whether it can be followed with the others."""
        return self.table is not None and self.taken is not None

    def as_order(self) -> Order:
        """Return it as an order; one without a known dose has no regimen to be held against limits."""
        phases = (
            ()
            if self.taken is None
            else (
                Phase(
                    dose_mg=self.taken.dose_mg,
                    dose_mg_per_kg=None,
                    interval_h=self.taken.interval_h,
                    doses=None,
                ),
            )
        )
        route = "oral" if self.taken is None or self.taken.by_mouth else "intravenous"
        return Order(
            drug=self.inn, regimen=phases, route=route, indication=None, text="; ".join(self.written)
        )


def same_moiety(one: str, other: str) -> bool:
    """Return whether two names are one drug, or a racemate and its enantiomer."""
    return _whole(one) == _whole(other)


def _whole(inn: str) -> str:
    stem = inn.removeprefix("s-").removeprefix("r-")
    return _ENANTIOMERS.get(stem, stem)


def listed_drugs(medications: Iterable[Medication]) -> tuple[ListedDrug, ...]:
    """Return each drug of a list once, by whatever names it is written."""
    by_name: dict[str, list[Medication]] = {}
    for one in medications:
        if one.ingredient is not None:
            by_name.setdefault(one.ingredient, []).append(one)
    found = [d for inn, entries in by_name.items() for d in _halves(_listed(inn, tuple(entries)))]
    return tuple(replace(d, beside=frozenset(by_name)) for d in found)


def _halves(of: ListedDrug) -> tuple[ListedDrug, ...]:
    """Return a racemate whose halves have tables of their own as its halves, each with half of the dose."""
    halves = [disposition(f"{side}-{of.inn}") for side in ("s", "r")]
    tables = [table for table in halves if table is not None]
    shared = of.table is not None and any(f.quantity == "share" for f in of.table.facts)
    if len(tables) < 2 or of.taken is None or shared:
        return (of,)
    half = of.taken.dose_mg / 2
    return tuple(
        replace(
            of,
            inn=table.inn,
            part_of=of.inn,
            table=table,
            taken=replace(of.taken, inn=table.inn, dose_mg=half),
        )
        for table in tables
    )


def _listed(inn: str, entries: tuple[Medication, ...]) -> ListedDrug:
    table, told = disposition(inn), [_as_written(e) for e in entries]
    written = tuple(dict.fromkeys(e.text for e in entries))
    unknowns: list[Unknown] = []
    if table is None:
        unknowns.append(_no_table(inn))
    if len({(t.dose_mg, t.interval_h) for t in told if t is not None}) > 1 or len(written) > 1:
        unknowns.append(_twice(inn, written))
    elsewhere = next((e.route for e in entries if e.route not in (None, ORAL, INTRAVENOUS)), None)
    if elsewhere is not None:
        unknowns.append(_given_elsewhere(inn, elsewhere))
        return ListedDrug(inn=inn, written=written, table=table, taken=None, unknowns=tuple(unknowns))
    taken = next((t for t in told if t is not None), None)
    ends = next((u for e in entries if (u := _ends(inn, e)) is not None), None)
    assumed = taken is None and table is not None
    if ends is not None:
        unknowns.append(ends)
        taken, assumed = (None, False) if "once" in ends.what else (taken, assumed)
    elif assumed and table is not None:
        taken, unknown = _as_usual(table, entries[0])
        unknowns.append(unknown)
    return ListedDrug(
        inn=inn, written=written, table=table, taken=taken, unknowns=tuple(unknowns), assumed=assumed
    )


def _ends(inn: str, entry: Medication) -> Unknown | None:
    """Say that a course ends, or that a drug was taken once: a list is followed to where levels repeat."""
    try:
        last = parse_order(entry.text).regimen[-1]
    except InputError:
        return None
    if last.doses is None:
        return None
    if last.doses == 1:
        return Unknown(
            what=f"what {inn} does, which is taken once", effect="a single dose is not followed with the others",
            resolve=f"`foredose ratio` with {inn} as the drug that is asked for", about=inn,
        )  # fmt: skip
    return Unknown(
        what=f"what {inn} has done by the end of its course of {last.doses} doses",
        effect="it is followed as if it went on: the most that it may come to",
        resolve="the day of the course that is asked for", about=inn,
    )  # fmt: skip


def _given_elsewhere(inn: str, route: str) -> Unknown:
    return Unknown(
        what=f"how much of {inn} reaches the blood, given {route}",
        effect=f"{inn} is not followed with the others, and not known to be harmless",
        resolve=f"the label of {inn} given {route}, section on interactions", about=inn,
    )  # fmt: skip


def _as_written(entry: Medication) -> Taken | None:
    """Return the regimen of an entry's parts or words, ``None`` where they are no whole order of this drug."""
    if entry.ingredient and entry.dose_mg is not None and entry.interval_h is not None:
        by_mouth = entry.route != INTRAVENOUS
        return Taken(
            inn=entry.ingredient, dose_mg=entry.dose_mg, interval_h=entry.interval_h, by_mouth=by_mouth
        )
    try:
        order = parse_order(entry.text)
    except InputError:
        return None
    last = order.regimen[-1]
    if order.drug != entry.ingredient or last.dose_mg is None:
        return None
    return Taken(
        inn=order.drug, dose_mg=last.dose_mg, interval_h=last.interval_h, by_mouth=order.route == "oral"
    )


def _as_usual(table: Disposition, entry: Medication) -> tuple[Taken | None, Unknown]:
    """Return the usual regimen, with the dose of the entry where it has one, and say that it is not the person's."""
    usual = usual_regimen(table)
    amount = entry.dose_mg if entry.dose_mg is not None else usual.dose_mg if usual else None
    every = usual.interval_h if usual else None
    resolve = f'dose and interval, such as "{table.inn} 20 mg once daily"'
    if amount is None or every is None:
        effect = f"{table.inn} is not followed with the others, and not known to be harmless"
        return None, Unknown(
            what=f"how {table.inn} is taken", effect=effect, resolve=resolve, about=table.inn
        )
    effect = f"taken as {amount:g} mg every {every:g} h, which is usual and not the person's own"
    taken = Taken(inn=table.inn, dose_mg=amount, interval_h=every)
    return taken, Unknown(what=f"how {table.inn} is taken", effect=effect, resolve=resolve, about=table.inn)


def _no_table(inn: str) -> Unknown:
    return Unknown(
        what=f"what clears {inn}, and what it does to enzymes",
        effect=f"{inn} is not followed with the others, and not known to be without interaction",
        resolve=f"a table of the disposition of {inn}",
        about=inn,
    )


def _twice(inn: str, written: tuple[str, ...]) -> Unknown:
    return Unknown(
        what=f"whether {inn} is taken once or {len(written)} times: {'; '.join(written)}",
        effect="the first regimen counts, once",
        resolve="one entry for each drug, by one name",
        about=inn,
    )
