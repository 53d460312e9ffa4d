"""Read one YAML fact file into the frozen dataclass that is its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from foredose.core import KnowledgeError

__all__ = ["FORBID_EXTRA", "read_fact"]

T = TypeVar("T")

FORBID_EXTRA: Any = {"extra": "forbid"}
"""Set as ``__pydantic_config__`` of a fact: a misspelt field is an error, not silence."""


def _parsed(path: Path) -> Any:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def read_fact(path: Path, kind: type[T]) -> T:
    """Read and validate one file.

    Parameters
    ----------
    path
        A YAML file under ``knowledge/``.
    kind
        A frozen dataclass; its annotations and ``__post_init__`` are the schema.

    Raises
    ------
    KnowledgeError
        When the file is not YAML or breaks the schema.
    """
    from pydantic import TypeAdapter, ValidationError
    from yaml import YAMLError

    try:
        fact: T = TypeAdapter(kind).validate_python(_parsed(path))
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise _broken(path, kind, found) from error
    except YAMLError as error:
        raise _broken(path, kind, " ".join(str(error).split())) from error
    return fact


def _broken(path: Path, kind: type[T], found: str) -> KnowledgeError:
    return KnowledgeError(
        "knowledge.schema",
        found=found,
        expected=f"the fields of {kind.__module__}.{kind.__name__}",
        where=f"{path.parent.name}/{path.name}",
        remedy="correct the named fields",
    )
