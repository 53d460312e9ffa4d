"""Read a data file in NONMEM's format: one line a record, persons one after the other.

Source: NONMEM Users Guide VIII (help for $DATA, ID, TIME, AMT, RATE, II, ADDL, SS, CMT, EVID, MDV, DV). Columns are
parted by commas or white space, the first line names them, ``.``, ``NA`` or an empty cell is missing.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foredose.core import InputError
from foredose.sources.event_record import DOSE, OBSERVATION, OTHER, RESET_AND_DOSE, Event

__all__ = ["Record", "Subject", "read_nonmem"]

_MISSING = ("", ".", "NA")
_ITEMS = ("ID", "TIME", "DV", "AMT", "RATE", "II", "ADDL", "SS", "CMT", "EVID", "MDV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line.

    Parameters
    ----------
    event
        What happens.
    value
        DV; ``None`` where the line is no observation or none was made.
    line
        Line in the file.
    """

    event: Event
    value: float | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One person: records in the order of the file, and for each the other columns (NaN where missing)."""

    name: str
    records: tuple[Record, ...]
    covariates: Mapping[str, tuple[float, ...]]


def read_nonmem(path: Path, *, drop: Sequence[str] = ()) -> tuple[Subject, ...]:
    """Return the persons of a file.

    Parameters
    ----------
    drop
        Columns to leave out, such as texts.

    Raises
    ------
    InputError
        ``nonmem.*`` for a file, column, cell or record that cannot be used.
    """
    where = path.name
    rows = list(_rows(path))
    if len(rows) < 2:
        raise _error("empty", "no records", "a line of names, then records", where, "check the file")
    names = [cell.upper() for cell in rows[0][1]]
    _check_names(names, where)
    left_out = {name.upper() for name in drop}
    kept = [i for i, name in enumerate(names) if name not in left_out]
    people: dict[str, list[tuple[int, dict[str, float]]]] = {}
    last = None
    for line, cells in rows[1:]:
        if len(cells) != len(names):
            expected = f"{len(names)}, as the first line names"
            raise _error(
                "columns", f"{len(cells)} columns", expected, f"{where}, line {line}", "mend the line"
            )
        person = cells[names.index("ID")]
        if person != last and person in people:
            found = f"ID {person} again after ID {last}"
            raise _error("id", found, "each person's lines together", f"{where}, line {line}", "sort by ID")
        last = person
        values = {names[i]: _number(cells[i], names[i], f"{where}, line {line}") for i in kept}
        people.setdefault(person, []).append((line, values))
    return tuple(_subject(person, lines, where) for person, lines in people.items())


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "bytes that are not UTF-8 text"
        raise _error("unreadable", found.lower(), "a data file", str(path), "check the path") from error
    lines = text.splitlines()
    commas = bool(lines) and "," in lines[0]
    split = csv.reader(lines) if commas else (line.split() for line in lines)
    for number, cells in enumerate(split, start=1):
        if cells and not cells[0].startswith("#"):
            yield number, [cell.strip() for cell in cells]


def _check_names(names: Sequence[str], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    absent = [name for name in ("ID", "TIME") if name not in names]
    if twice:
        raise _error("names", f"two columns {twice[0]}", "each name once", where, "rename or drop one")
    if absent or not {"AMT", "DV"} & set(names):
        lacking = absent[0] if absent else "AMT and DV"
        raise _error("names", f"no column {lacking}", "ID, TIME, and AMT or DV", where, "name the columns so")


def _number(cell: str, name: str, where: str) -> float:
    if cell in _MISSING:
        return math.nan
    try:
        value = float(cell)
    except ValueError:
        clock = name == "TIME" and ":" in cell
        remedy = "give hours since the first record" if clock else f"drop the column {name}, or code it"
        raise _error("number", f"{name} {cell[:20]!r}", "a number", where, remedy) from None
    if not math.isfinite(value):
        raise _error("number", f"{name} {cell[:20]!r}", "a finite number", where, "correct the cell")
    return value


def _subject(person: str, lines: Sequence[tuple[int, dict[str, float]]], where: str) -> Subject:
    records = tuple(_record(line, values, where) for line, values in lines)
    others = [name for name in lines[0][1] if name not in _ITEMS]
    return Subject(
        name=person,
        records=records,
        covariates={name: tuple(values[name] for _, values in lines) for name in others},
    )


def _record(line: int, values: Mapping[str, float], where: str) -> Record:
    def item(name: str) -> float:
        value = values.get(name, 0.0)
        return 0.0 if math.isnan(value) else value

    if math.isnan(values["TIME"]):
        raise _error("time", "no TIME", "hours", f"{where}, line {line}", "fill the cell")
    for name in ("ADDL", "SS", "CMT"):
        if item(name) % 1:
            found = f"{name} {item(name):g}"
            raise _error("number", found, "a whole number", f"{where}, line {line}", "correct the cell")
    evid = _evid(values, item("AMT"), item("MDV"), f"{where}, line {line}")
    value = values.get("DV", math.nan)
    seen = evid == OBSERVATION and not item("MDV") and not math.isnan(value)
    event = Event(
        time=values["TIME"],
        evid=evid,
        compartment=max(0, int(item("CMT")) - 1),
        amount=item("AMT") if evid in (DOSE, RESET_AND_DOSE) else 0.0,
        rate=item("RATE"),
        interval=item("II"),
        additional=int(item("ADDL")),
        steady=int(item("SS")),
    )
    return Record(event=event, value=value if seen else None, line=line)


def _evid(values: Mapping[str, float], amount: float, missing: float, where: str) -> int:
    """Return EVID; without the column a line with an amount is a dose and one without a value is something else."""
    given = values.get("EVID", math.nan)
    if math.isnan(given):
        return DOSE if amount else (OTHER if missing else OBSERVATION)
    if given not in range(5):
        remedy = "use 1 for a dose, with CMT and RATE of their own"
        raise _error("evid", f"EVID {given:g}", "0 to 4", where, remedy)
    if amount and given not in (DOSE, RESET_AND_DOSE):
        found = f"an amount of {amount:g} with EVID {given:g}"
        raise _error("evid", found, "EVID 1 or 4 for a dose", where, "correct EVID, or empty AMT")
    return int(given)


def _error(kind: str, found: str, expected: str, where: str, remedy: str) -> InputError:
    return InputError(f"nonmem.{kind}", found=found, expected=expected, where=where, remedy=remedy)
