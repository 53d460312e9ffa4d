"""Fitted forests and residue tables of the predictor of variant effect, as the fitting script wrote them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from foredose.core import KnowledgeError

__all__ = ["FOLDER", "variant_effect_file"]

FOLDER = Path(__file__).with_name("variant_effect")


@lru_cache(maxsize=8)
def variant_effect_file(name: str) -> dict[str, Any]:
    """Return one file of the folder.

    Raises
    ------
    KnowledgeError
        When it is absent, not JSON, or does not say where it comes from.
    """
    path = FOLDER / f"{name}.json"
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        absent = {"written_by", "upstream", "licence", "version"} - document.keys()
    except (OSError, ValueError) as error:
        raise _error(str(error), path) from error
    if absent:
        raise _error(f"no {', '.join(sorted(absent))}", path)
    return document


def _error(found: str, path: Path) -> KnowledgeError:
    return KnowledgeError(
        "variant_effect.file",
        found=found,
        expected="JSON with its origin, licence and version",
        where=path.name,
        remedy="run python -m scripts.fit_variant_effect",
    )
