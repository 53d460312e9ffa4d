"""Fill the parts of ``foredose/board/1`` beyond ratios."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from foredose.qualification.contexts import MODEL_CRITERIA, MONITORING_CRITERION
from foredose.surfaces.contract.board_parts import (
    ChangedShown,
    DriftShown,
    ForecastShown,
    GroupShown,
    ModelContextShown,
    ModelRowShown,
    MonitoringShown,
    MovedShown,
    RateShown,
    RowThen,
)

if TYPE_CHECKING:
    from foredose.qualification.drift import Changed, Drift, Row
    from foredose.qualification.forecasts import Forecast
    from foredose.qualification.groups import Group
    from foredose.qualification.model_contexts import ModelContext
    from foredose.qualification.model_lines import ModelLine
    from foredose.qualification.monitoring import Monitoring
    from foredose.qualification.score import Rate

__all__ = [
    "drift_shown",
    "group_shown",
    "model_context_shown",
    "model_row_shown",
    "monitoring_shown",
    "rate_shown",
]


def rate_shown(r: Rate) -> RateShown:
    """Return a rate."""
    return RateShown(value=r.value, low=r.low, high=r.high)


def _maybe(r: Rate | None) -> RateShown | None:
    return rate_shown(r) if r else None


def model_context_shown(c: ModelContext) -> ModelContextShown:
    """Return one drug's models."""
    e = c.errors
    return ModelContextShown(
        name=c.name,
        n=e.number if e else 0,
        models=c.models,
        observed_numbers=c.numbers,
        studies=c.studies,
        not_counted=c.not_counted,
        gmfe=e.gmfe if e else None,
        bias=e.bias if e else None,
        within_2fold=rate_shown(e.within_two) if e else None,
        within_guest=_maybe(c.within_guest),
        criterion=str(MODEL_CRITERIA[c.name.split(":", maxsplit=1)[0]]),
        qualified=c.verdict == "qualified",
        verdict=c.verdict,
    )


def model_row_shown(x: ModelLine) -> ModelRowShown:
    """Return one observed number."""
    return ModelRowShown(
        id=x.id, context=x.contexts, drug=x.drug, model=x.model, what=x.what, unit=x.unit, observed=x.observed,
        predicted=_number(x.predicted), source=x.source, why_not=x.why_not,
    )  # fmt: skip


def monitoring_shown(m: Monitoring) -> MonitoringShown:
    """Return one drug's forecasts."""
    return MonitoringShown(
        name=m.name, model=m.own.model, data=m.own.data, own=_forecast(m.own), verdict=m.verdict,
        rules=tuple(_forecast(r) for r in m.rules), criterion=str(MONITORING_CRITERION),
        qualified=m.verdict == "qualified",
    )  # fmt: skip


def _forecast(f: Forecast) -> ForecastShown:
    return ForecastShown.model_validate(
        {
            "by": f.by, "n": f.within_two.of, "people": f.people, "gmfe": f.gmfe, "bias": f.bias,
            "within_2fold": rate_shown(f.within_two), "coverage_90": _maybe(f.covered),
            "coverage_people": f.resampled if f.covered else None, "fold_width": _number(f.fold_width),
        }
    )  # fmt: skip


def group_shown(g: Group) -> GroupShown:
    """Return one group."""
    return GroupShown.model_validate(
        {
            "name": g.name, "family": g.family, "split": g.split, "n": g.number, "not_predicted": g.not_predicted,
            "gmfe": g.gmfe, "bias": g.bias, "within_2fold": rate_shown(g.within_two),
            "within_guest": _maybe(g.within_guest), "coverage_90": _maybe(g.covered),
            "fold_width": _number(g.fold_width),
        }
    )  # fmt: skip


def drift_shown(d: Drift) -> DriftShown:
    """Return what moved in one table."""
    return DriftShown(
        table=d.table,
        compared=d.compared,
        new=tuple(_row(r) for r in d.new),
        gone=tuple(_row(r) for r in d.gone),
        moved=tuple(MovedShown(before=_row(m.before), now=_row(m.now)) for m in d.moved),
        changed=tuple(_changed(c) for c in d.changed),
    )


def _row(r: Row) -> RowThen:
    return RowThen(id=r.id, what=r.what, predicted=_number(r.predicted), observed=_number(r.observed))


def _changed(c: Changed) -> ChangedShown:
    return ChangedShown(
        name=c.name,
        figures_before=c.before.shown if c.before else None,
        figures_now=c.now.shown if c.now else None,
        verdict_before=c.before.verdict if c.before else None,
        verdict_now=c.now.verdict if c.now else None,
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
