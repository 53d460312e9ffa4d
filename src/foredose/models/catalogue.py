"""The library of declared models, found by walking its folders: one paper, one file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from foredose.core import InputError
from foredose.models import library
from foredose.models.declaration import Model

__all__ = ["find_model", "model_names", "models_of_drug"]


@lru_cache(maxsize=1)
def _modules() -> dict[str, str]:
    """Return each model's module by its name."""
    walked = pkgutil.walk_packages(library.__path__, library.__name__ + ".")
    return {m.name.rpartition(".")[2]: m.name for m in walked if not m.ispkg}


@lru_cache(maxsize=1)
def model_names() -> tuple[str, ...]:
    """Return the names of all declared models, sorted."""
    return tuple(sorted(_modules()))


@lru_cache(maxsize=256)
def find_model(name: str) -> Model:
    """Return one model by name; raise ``InputError`` with the nearest names if there is none."""
    if name not in _modules():
        import difflib

        near = difflib.get_close_matches(name, model_names(), n=3, cutoff=0.3) or model_names()[:3]
        raise InputError(
            "model.unknown",
            found=f"the model name {name!r}",
            expected="a model of the library",
            where="the model argument",
            remedy=f"use one of {', '.join(near)}; `foredose model list` shows all",
        )
    model: Model = importlib.import_module(_modules()[name]).MODEL
    return model


def models_of_drug(drug: str) -> tuple[Model, ...]:
    """Return the models of a drug (INN)."""
    suffix = "_" + drug.replace(" ", "_")
    return tuple(find_model(n) for n in model_names() if drug and n.endswith(suffix))
