"""People's records as a data file in NONMEM's format; what ``sources.nonmem`` reads gives the same people back."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.core import InputError
from foredose.sources.event_record import MODELLED_DURATION
from foredose.sources.nonmem import Record, Subject

__all__ = ["nonmem_text"]

_COLUMNS = ("ID", "TIME", "AMT", "RATE", "II", "ADDL", "SS", "CMT", "EVID", "MDV", "DV")


def nonmem_text(subjects: Sequence[Subject]) -> str:
    """Return the file: one line a record, other columns behind NONMEM's own, ``.`` where something is missing.

    Raises
    ------
    InputError
        ``nonmem.infusion`` for an infusion whose length the order gives: NONMEM knows only rates; ``nonmem.columns``
        where people do not have the same other columns.
    """
    others = tuple(subjects[0].covariates) if subjects else ()
    lines = [",".join([*_COLUMNS, *others])]
    for subject in subjects:
        if tuple(subject.covariates) != others:
            raise _refused("columns", f"other columns in ID {subject.name}", "the same for everybody")
        for number, record in enumerate(subject.records):
            extra = [_cell(subject.covariates[name][number]) for name in others]
            lines.append(",".join([subject.name, *_own(record, subject.name), *extra]))
    return "\n".join(lines) + "\n"


def _own(record: Record, name: str) -> list[str]:
    e, value = record.event, record.value
    rate = e.rate
    if e.duration:
        if e.amount <= 0 or e.rate == MODELLED_DURATION:
            raise _refused(
                "infusion", f"a dose of ID {name} that lasts {e.duration:g} h", "an amount and a length"
            )
        rate = e.amount / e.duration
    own = (
        e.time,
        e.amount,
        rate,
        e.interval,
        e.additional,
        e.steady,
        e.compartment + 1,
        e.evid,
        int(value is None),
    )
    return [*map(_cell, own), "." if value is None else _cell(value)]


def _cell(value: float) -> str:
    if value != value:  # noqa: PLR0124 - only a missing number is not itself
        return "."
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _refused(kind: str, found: str, expected: str) -> InputError:
    return InputError(
        f"nonmem.{kind}",
        found=found,
        expected=expected,
        where="a file in NONMEM's format",
        remedy="write them apart",
    )
