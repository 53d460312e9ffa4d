"""Read a data file in NONMEM's format: one line a record, persons one after the other.

Source: NONMEM Users Guide VIII (help for $DATA, ID, TIME, AMT, RATE, II, ADDL, SS, CMT, EVID, MDV, DV). Columns are
parted by commas or white space, the first line names them, ``.``, ``NA`` or an empty cell is missing; a line that
begins with ``#`` says nothing. Numbers may have Fortran's exponents (``1D3``). Each column is read as a whole, and each
text in it once.
"""

from __future__ import annotations

import csv
import gc
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from foredose.core import InputError
from foredose.sources.event_record import DOSE, OBSERVATION, OTHER, RESET_AND_DOSE, Event

__all__ = ["Record", "Subject", "read_nonmem"]

_MISSING = ("", ".", "NA")
_DATES = ("DATE", "DAT1", "DAT2", "DAT3")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([ED][+-]?[0-9]+)?", re.IGNORECASE)
_EXACT = 2.0**53
"""From here on different numbers can be the same float."""
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
    missing
        MDV: DV is not a measurement, whatever it holds.
    """

    event: Event
    value: float | None
    line: int
    missing: bool = False


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
    with _no_garbage():
        return _read(path, drop)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Spare the search for cycles, of which there are none here: in a long file it is half of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(path: Path, drop: Sequence[str]) -> tuple[Subject, ...]:
    where = path.name
    lines, rows = _rows(path)
    if len(rows) < 2:
        raise _error("empty", "no records", "a line of names, then records", where, "check the file")
    names = [cell.strip().upper() for cell in rows[0]]
    left_out = {name.upper() for name in drop}
    _check_names([name for name in names if name not in left_out], where)
    for line, cells in zip(lines, rows, strict=True):
        if len(cells) != len(names):
            found, expected = f"{len(cells)} columns", f"{len(names)}, as the first line names"
            raise _error("columns", found, expected, f"{where}, line {line}", "mend the line")
    lines = lines[1:]
    texts = {n: c for n, c in zip(names, zip(*rows[1:], strict=True), strict=True) if n not in left_out}
    columns = {name: _numbers(cells, name, lines, where) for name, cells in texts.items()}
    records = _records(columns, lines, where)
    others = [name for name in columns if name not in _ITEMS]
    return tuple(
        Subject(
            name=texts["ID"][start].strip(),
            records=tuple(records[start:end]),
            covariates={name: tuple(columns[name][start:end]) for name in others},
        )
        for start, end in _persons(columns["ID"], texts["ID"], lines, where)
    )


def _rows(path: Path) -> tuple[list[int], list[list[str]]]:
    """Return the numbers of the lines that say something, and the cells of each."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "bytes that are not UTF-8 text"
        raise _error("unreadable", found.lower(), "a data file", str(path), "check the path") from error
    numbered = [
        (number, line)
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
        if line and not line.isspace() and not line.lstrip().startswith("#")
    ]
    if not numbered or "," not in numbered[0][1]:
        rows = [line.split() for _, line in numbered]
    elif '"' in text:
        rows = [_quoted(line, f"{path.name}, line {number}") for number, line in numbered]
    else:
        rows = [line.split(",") for _, line in numbered]
    return [number for number, _ in numbered], rows


def _quoted(line: str, where: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        found = f"quotes that cannot be read: {error}"
        raise _error("columns", found, "each cell's quotes closed", where, "mend the line") from error


def _check_names(names: Sequence[str], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    absent = [name for name in ("ID", "TIME") if name not in names]
    dates = [name for name in names if name in _DATES]
    if twice:
        raise _error("names", f"two columns {twice[0]}", "each name once", where, "rename or drop one")
    if dates:
        remedy = f"give TIME in hours since the first record, and take {dates[0]} out"
        raise _error("date", f"a column {dates[0]}", "TIME alone, in hours", where, remedy)
    if absent or not {"AMT", "DV"} & set(names):
        lacking = absent[0] if absent else "AMT and DV"
        raise _error("names", f"no column {lacking}", "ID, TIME, and AMT or DV", where, "name the columns so")


def _numbers(cells: Sequence[str], name: str, lines: Sequence[int], where: str) -> list[float]:
    """Return a column's numbers, NaN where missing; what one of them must not be is told with its line."""
    known: dict[str, float] = {}
    for cell in dict.fromkeys(cells):
        try:
            known[cell] = _number(cell.strip(), name)
        except _FaultError as fault:
            kind, found, expected, remedy = fault.args
            line = lines[cells.index(cell)]
            raise _error(kind, found, expected, f"{where}, line {line}", remedy) from None
    return [known[cell] for cell in cells]


class _FaultError(Exception):
    """Kind, what was found, what is expected, and the remedy."""


def _number(cell: str, name: str) -> float:
    if cell in _MISSING:
        if name == "TIME":
            raise _FaultError("time", "no TIME", "hours", "fill the cell")
        if name == "ID":
            raise _FaultError("id", "no ID", "a number for each person", "fill the cell")
        return math.nan
    told = f"{name} {cell[:20]!r}"
    if not _NUMBER.fullmatch(cell):
        clock = name == "TIME" and ":" in cell
        remedy = "give hours since the first record" if clock else f"drop the column {name}, or code it"
        raise _FaultError("number", told, "a number", remedy)
    value = float(cell.upper().replace("D", "E"))
    if not math.isfinite(value):
        raise _FaultError("number", told, "a finite number", "correct the cell")
    if name in ("ADDL", "SS", "CMT") and value % 1:
        raise _FaultError("number", f"{name} {value:g}", "a whole number", "correct the cell")
    if name == "CMT" and value < 0:
        remedy = "correct the cell; switching a compartment off is not known here"
        raise _FaultError("number", f"CMT {value:g}", "0 or more", remedy)
    return value


def _persons(
    numbers: Sequence[float], texts: Sequence[str], lines: Sequence[int], where: str
) -> list[tuple[int, int]]:
    """Return where each person's records begin and end; ID 1 and ID 1.0 are one person."""
    keys = [n if abs(n) < _EXACT else text.strip() for n, text in zip(numbers, texts, strict=True)]
    found: list[tuple[int, int]] = []
    seen: set[float | str] = set()
    start = 0
    for key, group in groupby(keys):
        if key in seen:
            again = f"ID {texts[start].strip()} again after ID {texts[start - 1].strip()}"
            remedy = "sort by ID"
            raise _error("id", again, "each person's lines together", f"{where}, line {lines[start]}", remedy)
        seen.add(key)
        found.append((start, start + sum(1 for _ in group)))
        start = found[-1][1]
    return found


def _records(columns: Mapping[str, Sequence[float]], lines: Sequence[int], where: str) -> list[Record]:
    size = len(lines)
    given = {n: columns.get(n, [math.nan] * size) for n in ("TIME", "DV", "EVID")}
    filled = {n: _filled(columns, n, size) for n in _ITEMS if n not in ("ID", *given)}
    whole = [list(map(int, filled[n])) for n in ("CMT", "ADDL", "SS")]
    items = zip(
        lines,
        *given.values(),
        *(filled[n] for n in ("AMT", "MDV", "RATE", "II")),
        *whole,
        strict=True,
    )
    records = []
    for line, time, value, evid, amount, missing, rate, interval, compartment, additional, steady in items:
        kind = _evid(evid, amount, missing, line, where)
        event = Event(
            time=time,
            evid=kind,
            compartment=compartment - 1 if compartment else 0,
            amount=amount if kind in (DOSE, RESET_AND_DOSE) else 0.0,
            rate=rate,
            interval=interval,
            additional=additional,
            steady=steady,
        )
        seen = kind == OBSERVATION and not missing and not math.isnan(value)
        records.append(Record(event=event, value=value if seen else None, line=line, missing=bool(missing)))
    return records


def _filled(columns: Mapping[str, Sequence[float]], name: str, size: int) -> Sequence[float]:
    """Return a column with 0 where nothing is said."""
    if name not in columns:
        return [0.0] * size
    return [0.0 if math.isnan(value) else value for value in columns[name]]


def _evid(given: float, amount: float, missing: float, line: int, where: str) -> int:
    """Return EVID; without the column a line with an amount is a dose and one without a value is something else."""
    if math.isnan(given):
        return DOSE if amount else (OTHER if missing else OBSERVATION)
    if given not in (0.0, 1.0, 2.0, 3.0, 4.0):
        remedy = "use 1 for a dose, with CMT and RATE of their own"
        raise _error("evid", f"EVID {given:g}", "0 to 4", f"{where}, line {line}", remedy)
    if amount and given not in (DOSE, RESET_AND_DOSE):
        found = f"an amount of {amount:g} with EVID {given:g}"
        remedy = "correct EVID, or empty AMT"
        raise _error("evid", found, "EVID 1 or 4 for a dose", f"{where}, line {line}", remedy)
    return int(given)


def _error(kind: str, found: str, expected: str, where: str, remedy: str) -> InputError:
    return InputError(f"nonmem.{kind}", found=found, expected=expected, where=where, remedy=remedy)
