"""Use case: list the declared models, show one, hold them against published numbers, tell how far to believe one."""

from __future__ import annotations

from foredose.core import InputError
from foredose.models import CheckResult, find_model, model_names, run_checks
from foredose.models.declaration import Model
from foredose.qualification.credibility import ModelCard, model_card

__all__ = ["card", "check", "export", "list_models", "show"]


def list_models(drug: str | None = None) -> tuple[Model, ...]:
    """Return every declared model, by name, or those of one drug.

    Raises
    ------
    InputError
        ``model.drug`` for a drug without a model.
    """
    found = tuple(find_model(name) for name in model_names())
    if drug is None:
        return found
    of_drug = tuple(m for m in found if m.drug == drug.strip().lower())
    if not of_drug:
        raise InputError(
            "model.drug",
            found=f"no model of {drug!r}",
            expected="a drug of the library (INN)",
            where="foredose model list --drug",
            remedy="`foredose model list` shows all",
        )
    return of_drug


def show(name: str) -> Model:
    """Return one model; raise ``InputError`` with the nearest names if there is none."""
    return find_model(name)


def check(name: str | None = None) -> tuple[tuple[Model, tuple[CheckResult, ...]], ...]:
    """Run the checks of one model, or of all."""
    models = list_models() if name is None else (find_model(name),)
    return tuple((model, run_checks(model)) for model in models)


def card(name: str) -> ModelCard:
    """Return what one model is and how far to believe it; its checks are run anew.

    Raises
    ------
    InputError
        ``model.unknown``, with the nearest names.
    """
    return model_card(name)


def export(name: str, language: str) -> str:
    """Return a model in ``nonmem``, ``nlmixr2`` or ``sbml``.

    Raises
    ------
    InputError
        ``model.unknown``; ``model.export`` when SBML is asked for and python-libsbml is not installed.
    """
    from foredose.models import exports

    model = find_model(name)
    if language == "nonmem":
        return exports.nonmem_control_stream(model)
    if language == "nlmixr2":
        return exports.nlmixr2_function(model)
    try:
        return exports.sbml_document(model)
    except ModuleNotFoundError as error:
        raise InputError(
            "model.export",
            found=f"no {error.name} in this environment",
            expected="the extra `export`",
            where=f"the export of {name} as SBML",
            remedy='pip install "foredose[export]"',
        ) from error
