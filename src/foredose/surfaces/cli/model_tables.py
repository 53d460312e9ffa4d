"""Plain tables on a terminal for the library of models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, number, unit

if TYPE_CHECKING:
    from foredose.models import CheckResult, Model

__all__ = ["print_check", "print_model", "print_models"]


def print_models(models: Iterable[Model]) -> None:
    """Print one line a model."""
    rows = ((model.name, model.drug, str(model.source), model.verified) for model in models)
    plain_table(("Model", "Drug", "Source", "Checked against the source"), rows)


def print_model(model: Model) -> None:
    """Print who was studied, the flows and every parameter with its source."""
    print(clean(f"{model.name}: {model.title}"))
    print(clean(f"Source: {model.source}. {model.verified}"))
    studied = model.population
    print(
        clean(f"Studied: {studied.studied} ({studied.source}). Not for: {', '.join(studied.not_for) or '-'}")
    )
    print("\nFlows")
    plain_table(
        ("From", "To", "Rate"), ((f.source or "-", f.destination or "-", f.rate) for f in model.flows)
    )
    print("\nParameters")
    plain_table(
        ("Name", "Value", "Unit", "Between people", "Source"),
        ((p.name, number(p.value), unit(p.unit), _spread(p.iiv), str(p.source)) for p in model.parameters),
    )


def _spread(value: float) -> str:
    return number(value) if value else "-"


def print_check(name: str, results: Sequence[CheckResult]) -> None:
    """Print each published number beside what the model gives."""
    held = sum(result.holds for result in results)
    print(clean(f"{name}: {held} of {len(results)} checks hold"))
    plain_table(("Check", "Kind", "Published", "Model", "Within", "Holds", "Source"), map(_check, results))


def _check(result: CheckResult) -> tuple[str, ...]:
    check = result.check
    holds = "yes" if result.holds else f"no: {check.disagrees or 'not explained'}"
    published, model = (f"{number(value)} {unit(check.unit)}" for value in (check.expected, result.predicted))
    return (
        check.name,
        check.kind,
        published,
        model,
        f"{100 * check.tolerance:.0f} %",
        holds,
        str(check.source),
    )
