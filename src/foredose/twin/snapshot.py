"""A person at one moment: the immutable fold of everything that was learned until then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from foredose.core import Indeterminate
from foredose.genome import GenomeCall
from foredose.sources import Allergy, Condition, Measurement, Medication, Procedure
from foredose.twin.currency import current_covariates, current_statuses
from foredose.twin.derived import derived_covariates
from foredose.twin.events import Event, GenomeReported, IdentityOfRecord, IdentityStated, StatusStated

__all__ = ["Twin", "fold"]

F = TypeVar("F")
SEXES = ("female", "male")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """What is known of one person on a day; what is not known says why.

    Parameters
    ----------
    age_years
        Completed years and the fraction of the running one.
    covariates
        Every registered and derived covariate: a current value in its canonical unit, or why there is none.
    statuses
        ``smoking``, ``pregnant``, ``breastfeeding``: yes, no, or why it is not known.
    medications, stopped
        Drugs taken now, and drugs no longer (or not yet) taken.
    specimens
        Genome samples that the record links to the person; empty when it declares none.
    events
        The events folded, in order of date.
    """

    person: str
    as_of: date
    age_years: float | Indeterminate
    sex: str | Indeterminate
    deceased: date | bool
    specimens: tuple[str, ...]
    covariates: Mapping[str, Measurement | Indeterminate]
    statuses: Mapping[str, bool | Indeterminate]
    conditions: tuple[Condition, ...]
    procedures: tuple[Procedure, ...]
    medications: tuple[Medication, ...]
    stopped: tuple[Medication, ...]
    allergies: tuple[Allergy, ...]
    genome: GenomeCall | None
    events: tuple[Event, ...]

    def takes(self, ingredient: str) -> bool:
        """Whether the person takes a drug now, as far as the record knows its drugs."""
        return any(m.ingredient == ingredient for m in self.medications)

    @property
    def has_record(self) -> bool:
        """Whether a health record was given; without one, what is not stated was never looked for."""
        return _recorded(self.events)


def fold(events: Iterable[Event], *, as_of: date) -> Twin:
    """Fold events into the person as known on ``as_of``; events dated later are not looked at.

    The result does not depend on the order in which events of one day were appended: facts that contradict
    each other on the same day are not resolved by chance but said.
    """
    seen = tuple(sorted((e for e in events if e.date is None or e.date <= as_of), key=_order))
    identity = [e.fact for e in _last_day(seen, IdentityStated) if isinstance(e.fact, IdentityStated)]
    age_years = _age_years(identity, as_of)
    record = _recorded(seen)
    sex = _sex(identity, record=record)
    known = current_covariates(
        _facts(seen, Measurement),
        as_of=as_of,
        age_years=age_years if isinstance(age_years, float) else None,
        record=record,
    )
    derived = derived_covariates(known, age_years=age_years, sex=sex)
    medications = _latest_medications(seen)
    return Twin(
        person=min((i.person for i in identity), default="unnamed"),
        as_of=as_of,
        age_years=age_years,
        sex=sex,
        deceased=_deceased(seen, as_of),
        specimens=tuple(sorted({s for i in identity for s in i.specimens})),
        covariates=MappingProxyType({**known, **derived}),
        statuses=MappingProxyType(current_statuses(_statuses(seen), as_of=as_of, record=record)),
        conditions=_distinct(_facts(seen, Condition)),
        procedures=_distinct(_facts(seen, Procedure)),
        medications=tuple(m for m in medications if m.active),
        stopped=tuple(m for m in medications if not m.active),
        allergies=_distinct(_facts(seen, Allergy)),
        genome=_genome(seen),
        events=seen,
    )


def _order(event: Event) -> tuple[date, str, str]:
    """By date, and on one day by content, so that the order of appending leaves no trace."""
    return event.date or date.min, type(event.fact).__name__, repr(event.fact)


def _facts(events: Iterable[Event], kind: type[F]) -> tuple[F, ...]:
    return tuple(e.fact for e in events if isinstance(e.fact, kind))


def _distinct(facts: tuple[F, ...]) -> tuple[F, ...]:
    return tuple(dict.fromkeys(facts))


def _last_day(events: tuple[Event, ...], kind: type) -> tuple[Event, ...]:
    of_kind = [e for e in events if isinstance(e.fact, kind)]
    last = max((e.date or date.min for e in of_kind), default=None)
    return tuple(e for e in of_kind if (e.date or date.min) == last)


def _age_years(identity: list[IdentityStated], as_of: date) -> float | Indeterminate:
    births = {i.birth_date for i in identity if i.birth_date is not None}
    resolve = "state the full birth date"
    if len(births) != 1:
        why = "the birth date is told in two ways" if births else "the birth date is not known"
        return Indeterminate(why=why, resolve=resolve)
    born = births.pop()
    if born > as_of:
        return Indeterminate(why=f"born {born.isoformat()}, after {as_of.isoformat()}", resolve=resolve)
    years = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
    last, following = _birthday(born, born.year + years), _birthday(born, born.year + years + 1)
    return years + (as_of - last).days / (following - last).days


def _birthday(born: date, year: int) -> date:
    """The birthday in a year; of someone born on 29 February the first of March in other years."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap else born.replace(year=year)


def _recorded(events: tuple[Event, ...]) -> bool:
    return any(isinstance(e.fact, IdentityOfRecord) for e in events)


def _sex(identity: list[IdentityStated], *, record: bool) -> str | Indeterminate:
    told = {i.sex for i in identity if i.sex in SEXES}
    only = next(iter(told)) if len(told) == 1 else None
    if only is not None:
        return only
    absent = "the sex is not in the record" if record else "the sex was not stated"
    why = "the sex is told in two ways" if told else absent
    return Indeterminate(why=why, resolve="state the sex assigned at birth")


def _deceased(events: tuple[Event, ...], as_of: date) -> date | bool:
    """Dead once told so: a later statement does not bring a person back, it calls for another record."""
    told = [i.deceased for i in _facts(events, IdentityStated)]
    dates = [d for d in told if not isinstance(d, bool) and d <= as_of]
    return min(dates) if dates else any(d is True for d in told)


def _statuses(events: tuple[Event, ...]) -> list[tuple[str, bool, date]]:
    return [
        (e.fact.name, e.fact.value, e.date) for e in events if isinstance(e.fact, StatusStated) and e.date
    ]


def _latest_medications(events: tuple[Event, ...]) -> tuple[Medication, ...]:
    """The last word on each prescription; on one day "stopped" is the last word."""
    last: dict[tuple[str, str | None, str], tuple[date, bool, Medication]] = {}
    for event in events:
        if isinstance(event.fact, Medication):
            drug = event.fact
            key = (drug.resource, drug.ingredient, drug.text)
            word = (event.date or date.min, not drug.active, drug)
            if key not in last or word[:2] >= last[key][:2]:
                last[key] = word
    return tuple(word[2] for word in last.values())


def _genome(events: tuple[Event, ...]) -> GenomeCall | None:
    calls = [e.fact.call for e in _last_day(events, GenomeReported) if isinstance(e.fact, GenomeReported)]
    return calls[-1] if calls else None
