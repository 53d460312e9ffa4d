"""Use case: list the declared models, show one, hold them against their published numbers."""

from __future__ import annotations

from foredose.models import CheckResult, find_model, model_names, run_checks
from foredose.models.declaration import Model

__all__ = ["check", "list_models", "show"]


def list_models() -> tuple[Model, ...]:
    """Return every declared model, by name."""
    return tuple(find_model(name) for name in model_names())


def show(name: str) -> Model:
    """Return one model; raise ``InputError`` with the nearest names if there is none."""
    return find_model(name)


def check(name: str | None = None) -> tuple[tuple[Model, tuple[CheckResult, ...]], ...]:
    """Run the checks of one model, or of all."""
    models = list_models() if name is None else (find_model(name),)
    return tuple((model, run_checks(model)) for model in models)
