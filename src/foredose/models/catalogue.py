"""The library of declared models, found by walking its folder: one paper, one file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from foredose.core import InputError
from foredose.models import library
from foredose.models.declaration import Model

__all__ = ["find_model", "model_for_drug", "model_names"]


@lru_cache(maxsize=1)
def model_names() -> tuple[str, ...]:
    """Return the names of all declared models, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(library.__path__)))


@lru_cache(maxsize=256)
def find_model(name: str) -> Model:
    """Return one model by name; raise ``InputError`` with the nearest names if there is none."""
    if name not in model_names():
        import difflib

        near = difflib.get_close_matches(name, model_names(), n=3, cutoff=0.3) or model_names()[:3]
        raise InputError(
            "model.unknown",
            found=f"the model name {name!r}",
            expected="a model of the library",
            where="the model argument",
            remedy=f"use one of {', '.join(near)}; `foredose model list` shows all",
        )
    model: Model = importlib.import_module(f"foredose.models.library.{name}").MODEL
    return model


def model_for_drug(drug: str) -> Model | None:
    """Return the model of a drug (INN), or ``None`` where the library has none."""
    suffix = "_" + drug.replace(" ", "_")
    return next((find_model(n) for n in model_names() if n.endswith(suffix)), None)
