"""A population declared in a small YAML file."""

from __future__ import annotations

from pathlib import Path

from foredose.core import InputError
from foredose.population.declaration import Condition, VirtualPopulation

__all__ = ["read_population"]


def read_population(path: Path) -> VirtualPopulation:
    """Read a declaration.

    The file has ``n``, ``seed``, ``physiology``, ``ancestry`` (superpopulation: share), ``age_years`` (from, to
    before), ``female`` (share), and may have ``conditions`` (covariate: [low, high]), ``genes``, ``covariates`` and
    ``given`` (covariate: everybody's value, or the drawn covariate that stands for it).

    Raises
    ------
    InputError
        ``population.file`` for a file that cannot be read so; ``population.*`` as ``VirtualPopulation``.
    """
    import yaml
    from pydantic import BaseModel, ConfigDict, ValidationError

    class File(BaseModel):
        """The file, as written."""

        model_config = ConfigDict(extra="forbid", strict=False)

        n: int
        seed: int
        physiology: str
        ancestry: dict[str, float]
        age_years: tuple[float, float]
        female: float
        conditions: dict[str, tuple[float, float]] = {}
        genes: tuple[str, ...] = ()
        covariates: tuple[str, ...] = ()
        given: dict[str, float | str] = {}

    try:
        told = File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise _unreadable(path, error) from error
    conditions = tuple(Condition(covariate=k, low=a, high=b) for k, (a, b) in told.conditions.items())
    fields = {name: getattr(told, name) for name in File.model_fields if name != "conditions"}
    return VirtualPopulation(**fields, conditions=conditions)


def _unreadable(path: Path, error: Exception) -> InputError:
    from pydantic import ValidationError

    found = " ".join(str(error).split())[:200]
    if isinstance(error, ValidationError):
        found = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
    return InputError(
        "population.file",
        found=found,
        expected="n, seed, physiology, ancestry, age_years and female, and known fields beside them",
        where=path.name,
        remedy="correct the named fields",
    )
