"""What is done to many people over time, as arrays: the one input that every solver takes.

Doses, infusions, resets and observations become actions on amounts at rising times. What a record means (lag, further
doses, modelled rates) is settled before; a solver only moves amounts from one action to the next and carries it out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

__all__ = ["ADD", "CLEAR", "OBSERVE", "RATE", "STEADY", "Plan", "SharedPlan", "SteadyTable"]

OBSERVE, ADD, RATE, CLEAR, STEADY = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyTable:
    """Endless like doses whose state an action sets; one row for each ``STEADY`` action.

    Parameters
    ----------
    compartment, amount, rate, duration
        Of each dose: a bolus of ``amount`` where ``duration`` is 0, else an inflow of ``rate`` for ``duration`` h.
        ``duration`` is infinite for a constant infusion.
    interval
        Hours between doses.
    age
        Hours since the last dose began, at the time of the action: ``interval`` just before the next one.
    """

    compartment: np.ndarray
    amount: np.ndarray
    rate: np.ndarray
    duration: np.ndarray
    interval: np.ndarray
    age: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Actions of all people, one person after the other.

    Parameters
    ----------
    offset
        Where each person's actions begin, of shape (person + 1,).
    time
        Hours, rising within a person, of shape (action,).
    kind
        ``OBSERVE``: keep the state as row ``target``; ``ADD``: ``amount`` into compartment ``target``; ``RATE``: the
        inflow (amount per h) of compartment ``target`` changes by ``amount``; ``CLEAR``: every amount to its initial
        value and every inflow to 0; ``STEADY``: the amounts become ``amount`` (0 or 1) times what they were, plus the
        state of row ``target`` of ``steady``. Infusions that still run then begin and end by ``RATE`` actions.
    row
        Row of the parameters that hold on the way to the action and while it is carried out.
    observed
        Number of observed rows in all.
    """

    offset: np.ndarray
    time: np.ndarray
    kind: np.ndarray
    target: np.ndarray
    amount: np.ndarray
    row: np.ndarray
    steady: SteadyTable
    observed: int

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.offset) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPlan:
    """One plan that many people follow, each with parameters and bioavailability of their own.

    Parameters
    ----------
    one
        The plan of a single person, whose rows and observations repeat from person to person.
    rows
        Rows of parameters that each person has.
    factor
        What each person's doses into each state are multiplied by, of shape (person, state).
    """

    one: Plan
    rows: int
    factor: np.ndarray

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.factor)

    def spread(self) -> Plan:
        """Return the same plan written out person by person."""
        one, people = self.one, self.people
        who = np.repeat(np.arange(people), len(one.time))
        kind, target = np.tile(one.kind, people), np.tile(one.target, people)
        dose = (kind == ADD) | (kind == RATE)
        amount = np.tile(one.amount, people)
        scaled = np.where(dose, amount * self.factor[who, np.where(dose, target, 0)], amount)
        step = np.select([kind == OBSERVE, kind == STEADY], [one.observed, len(one.steady.age)], 0)
        steady = {f.name: np.tile(getattr(one.steady, f.name), people) for f in fields(SteadyTable)}
        into = np.repeat(np.arange(people), len(one.steady.age)), steady["compartment"]
        steady |= {name: steady[name] * self.factor[into] for name in ("amount", "rate")}
        return Plan(
            offset=np.arange(people + 1) * len(one.time),
            time=np.tile(one.time, people),
            kind=kind,
            target=target + who * step,
            amount=scaled,
            row=np.tile(one.row, people) + who * self.rows,
            steady=SteadyTable(**steady),
            observed=one.observed * people,
        )
