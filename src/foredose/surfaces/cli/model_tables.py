"""Plain tables on a terminal for the library of models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from foredose.knowledge.covariate_facts import covariate_names
from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, number, unit

if TYPE_CHECKING:
    from foredose.models import CheckResult, Model
    from foredose.models.declaration import Covariate, GenotypeEffect

__all__ = ["print_check", "print_model", "print_models"]


def print_models(models: Iterable[Model]) -> None:
    """Print one line a model: what it is of, which genes it knows, and by how many studies it was checked."""
    plain_table(
        ("Model", "Drug", "Genes", "Routes", "Checks", "Observed", "Disagree"),
        map(_line, models),
        whole_first=True,
    )


def _line(model: Model) -> tuple[str, ...]:
    genes = ", ".join(dict.fromkeys(g.gene for g in model.genotypes)) or "-"
    routes = ", ".join(dict.fromkeys(r.name for r in model.routes))
    observed = sum(c.kind == "observed" for c in model.checks)
    off = sum(bool(c.disagrees) for c in model.checks)
    counts = (str(len(model.checks)), str(observed) if observed else "none", str(off) if off else "-")
    return (model.name, model.drug, genes, routes, *counts)


def print_model(model: Model) -> None:
    """Print who was studied, the flows and every parameter with its source."""
    print(clean(f"{model.name}: {model.title}"))
    print(clean(f"Source: {model.source}. {model.verified}"))
    studied = model.population
    print(
        clean(f"Studied: {studied.studied} ({studied.source}). Not for: {', '.join(studied.not_for) or '-'}")
    )
    if model.unobserved:
        print(clean(f"No observed check: {model.unobserved}"))
    print("\nRoutes")
    plain_table(
        ("Route", "Into", "Fraction", "Delay (h)", "Lasts (h)"),
        ((r.name, r.compartment, r.fraction, r.lag, r.duration or "-") for r in model.routes),
    )
    print("\nFlows")
    plain_table(
        ("From", "To", "Rate"), ((f.source or "-", f.destination or "-", f.rate) for f in model.flows)
    )
    print("\nParameters")
    plain_table(
        ("Name", "Value", "Unit", "Variance between people", "Source"),
        ((p.name, number(p.value), unit(p.unit), _spread(p.iiv), str(p.source)) for p in model.parameters),
    )
    print("\nCovariates")
    plain_table(
        ("Name", "Unit", "Studied", "Middle"),
        (
            (c.name, unit(c.unit), f"{number(c.studied[0])} to {number(c.studied[1])}", _middle(c))
            for c in model.covariates
        ),
    )
    if model.genotypes:
        print("\nGenotypes")
        rows = ((g.name, g.gene, g.by, _states(g)) for g in model.genotypes)
        plain_table(("Name", "Gene", "By", "States"), rows)
    print("\nEquations")
    plain_table(("Name", "Is", "Unit"), ((d.name, d.expression, unit(d.unit)) for d in model.derived))
    print("\nOutputs")
    plain_table(
        ("Name", "Is", "Unit", "Residual error"),
        ((x.name, x.expression, unit(x.unit), _error(model, x.name)) for x in model.outputs),
    )


def _middle(covariate: Covariate) -> str:
    if covariate.typical is None or covariate_names()[covariate.name].flag:
        return "asked for"
    return number(covariate.typical)


def _states(effect: GenotypeEffect) -> str:
    return "; ".join(f"{state}: {name}" for state, name in effect.levels.items()) or "an activity score"


def _error(model: Model, output: str) -> str:
    found = [r for r in model.residuals if r.output == output]
    told = [
        f"{number(value)} {what}"
        for r in found
        for what, value in (
            ("of the value", r.proportional),
            ("added", r.additive),
            ("on the log scale", r.log_sd),
        )
        if value
    ]
    return ", ".join(told) or "not published"


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
