"""Use case: measured levels of a data file in NONMEM's format to each person's parameters under a library model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from foredose.application.level_histories import (
    check_limits,
    history_of,
    measured_outputs,
    refuse,
)
from foredose.application.simulation import model_state
from foredose.core import Estimate, Indeterminate
from foredose.models import Model, find_model
from foredose.models.declaration import Output
from foredose.models.studied import outside_studied
from foredose.sources.event_record import check_events
from foredose.sources.nonmem import Subject, read_nonmem
from foredose.twin.individual import (
    Foretold,
    History,
    Individualised,
    Method,
    foretell,
    individualise_all,
)

__all__ = ["Expected", "Individual", "Updated", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A level to come, just before a dose at the same time, as median and 90 % interval.

    Parameters
    ----------
    level
        In the body.
    measured
        As a laboratory would report it, residual error included, 0 where error alone would make it less.
    """

    time_h: float
    output: str
    level: Estimate
    measured: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One person of the file: what was learned, or why nothing was, and levels to come."""

    name: str
    levels: int
    learned: Individualised | Indeterminate
    expected: tuple[Expected, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """All people of the file.

    Parameters
    ----------
    assumed
        In words, what the file did not tell.
    cautions
        In words, where people stand outside those that the model was built on.
    """

    model: Model
    source: str
    people: tuple[Individual, ...]
    assumed: tuple[str, ...]
    cautions: tuple[str, ...]


def update(
    name: str,
    data: Path,
    *,
    method: Method = "auto",
    unit: str | None = None,
    columns: Mapping[str, str] | None = None,
    given: Mapping[str, float] | None = None,
    genotypes: Mapping[str, str] | None = None,
    at_h: Sequence[float] = (),
    seed: int = 0,
) -> Updated:
    """Learn every person of a data file.

    Parameters
    ----------
    unit
        Of DV; the unit of the model's output where not given, and then said in ``assumed``.
    columns
        Column of the file to covariate of the model, where they are not called alike.
    given, genotypes
        Covariates by name and genotype states by gene, the same for everybody.
    at_h
        Hours at which levels of the first output are foretold.

    Raises
    ------
    InputError
        As ``read_nonmem``; ``update.*`` for a column or value that is missing; ``level.*`` and ``event.*``.
    """
    model = find_model(name)
    subjects = read_nonmem(data)
    wanted = _covariate_columns(model, subjects[0], columns or {}, given or {})
    for subject in subjects:
        check_events(
            [r.event for r in subject.records], [c.name for c in model.compartments], f" of ID {subject.name}"
        )
    assumed = _assumptions(model, subjects, unit, wanted.values())
    check_limits(subjects, wanted.values())
    _check_times(subjects, at_h)
    histories = [
        history_of(model, s, wanted, unit, given or {}, _states(model, genotypes or {})) for s in subjects
    ]
    cautions = outside_studied(model, _occurring(model, histories))
    learned = individualise_all(
        model, histories, method=method, seed=seed, names=[f"ID {s.name}" for s in subjects]
    )
    people = [
        _individual(s.name, len(h.levels), one, at_h, seed)
        for s, h, one in zip(subjects, histories, learned, strict=True)
    ]
    return Updated(model=model, source=data.name, people=tuple(people), assumed=assumed, cautions=cautions)


def _check_times(subjects: Sequence[Subject], at_h: Sequence[float]) -> None:
    for subject in subjects:
        begins = min(r.event.time for r in subject.records)
        for time in at_h:
            if not begins <= time < np.inf:
                refuse(
                    "at",
                    f"a forecast at {time:g} h, before the first record of ID {subject.name}",
                    f"{begins:g} h or later",
                    "correct the time",
                )


def _occurring(model: Model, histories: Sequence[History]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {c.name: set() for c in model.covariates}
    for history in histories:
        for name, values in found.items():
            values.add(float(history.values[name]))
        for change in history.changes:
            found[change.name].add(change.value)
    return found


def _covariate_columns(
    model: Model, subject: Subject, columns: Mapping[str, str], given: Mapping[str, float]
) -> dict[str, str]:
    """Return for each covariate of the model the column that holds it."""
    named = {covariate: column.upper() for column, covariate in columns.items()}
    found = {}
    for covariate in model.covariates:
        if covariate.name in given:
            continue
        column = named.get(covariate.name, covariate.name.upper())
        if column not in subject.covariates:
            have = ", ".join(subject.covariates) or "no covariate"
            refuse(
                "covariate",
                f"no column {column}; the file has {have}",
                f"{covariate.name} in {covariate.unit}",
                f"name its column with --column COLUMN={covariate.name}, or give --given {covariate.name}=NUMBER",
            )
        found[covariate.name] = column
    return found


def _assumptions(
    model: Model, subjects: Sequence[Subject], unit: str | None, used: Iterable[str]
) -> tuple[str, ...]:
    first = measured_outputs(model)[0]
    told = []
    unused = sorted(set(subjects[0].covariates) - {*used, "DVID", "LLOQ", "CENS", "LIMIT", "OCC"})
    if unused:
        told.append(f"columns not used: {', '.join(unused)}")
    if unit is None:
        told.append(f"DV is in {first.unit}, the unit of {first.name}")
    if "DVID" not in subjects[0].covariates and len(measured_outputs(model)) > 1:
        told.append(f"DV is {first.name}; there is no column DVID")
    into = sorted({r.event.compartment for s in subjects for r in s.records if r.event.gives})
    names = [model.compartments[i].name for i in into if i < len(model.compartments)]
    if names:
        told.append(f"doses go into {' and '.join(names)}, as CMT says or, without it, the first compartment")
    return tuple(told)


def _states(model: Model, genotypes: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(genotypes) - {g.gene for g in model.genotypes})
    if unknown:
        genes = ", ".join(g.gene for g in model.genotypes) or "no gene"
        refuse("gene", f"a genotype of {unknown[0]}", f"{genes}, which the model knows", "leave it out")
    for effect in model.genotypes:
        if effect.gene not in genotypes:
            refuse(
                "genotype",
                f"no {effect.gene}",
                f"a state such as {effect.reference}",
                f"give --genotype {effect.gene}=STATE",
            )
    return {g.name: model_state(g, genotypes[g.gene]) for g in model.genotypes}


def _individual(
    name: str, levels: int, one: Individualised | Indeterminate, at_h: Sequence[float], seed: int
) -> Individual:
    if isinstance(one, Indeterminate) or not at_h:
        return Individual(name=name, levels=levels, learned=one, expected=())
    output = measured_outputs(one.model)[0]
    foretold = foretell(one, [(t, output.name) for t in at_h], seed=seed)
    if isinstance(foretold, Indeterminate):
        note = f"levels to come cannot be foretold: {foretold.why}; {foretold.resolve}"
        return Individual(name=name, levels=levels, learned=one, expected=(), notes=(note,))
    expected = _expected(foretold, output, at_h)
    return Individual(name=name, levels=levels, learned=one, expected=expected, notes=foretold.notes)


def _expected(foretold: Foretold, output: Output, at_h: Sequence[float]) -> tuple[Expected, ...]:
    level, measured = (np.maximum(foretold.interval(error=e), 0.0) for e in (False, True))
    return tuple(
        Expected(
            time_h=float(t),
            output=output.name,
            level=_estimate(level[:, n], output.unit),
            measured=_estimate(measured[:, n], output.unit),
        )
        for n, t in enumerate(at_h)
    )


def _estimate(of: np.ndarray, unit: str) -> Estimate:
    low, middle, high = (float(v) for v in of)
    return Estimate(value=middle, low=low, high=high, unit=unit)
