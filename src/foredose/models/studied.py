"""Say where a person stands outside the people that a model was built on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foredose.core import InputError
from foredose.knowledge.covariate_facts import covariate_names
from foredose.models.declaration import Model

__all__ = ["check_flag", "outside_studied"]


def outside_studied(model: Model, values: Mapping[str, Iterable[float]]) -> tuple[str, ...]:
    """Return in words which covariates lie outside the studied people.

    Parameters
    ----------
    values
        Covariate name to the values that occur.

    Raises
    ------
    InputError
        ``model.flag`` for a yes-or-no covariate that is neither 0 nor 1.
    """
    told = []
    for covariate in model.covariates:
        found = sorted({float(v) for v in values.get(covariate.name, ())})
        check_flag(model, covariate.name, found)
        low, high = covariate.studied
        off = [v for v in found if not low <= v <= high]
        if off:
            unit = "" if covariate.unit == "1" else f" {covariate.unit}"
            shown = ", ".join(f"{v:g}" for v in off[:3]) + (" ..." if len(off) > 3 else "")
            told.append(f"{covariate.name} {shown}{unit} is outside the studied {low:g} to {high:g}{unit}")
    return tuple(told)


def check_flag(model: Model, name: str, found: Sequence[float]) -> None:
    """Refuse values of a yes-or-no covariate that are neither 0 nor 1; other covariates may have any.

    Raises
    ------
    InputError
        ``model.flag``.
    """
    odd = [v for v in found if v not in (0.0, 1.0)]
    if odd and covariate_names()[name].flag:
        raise InputError(
            "model.flag",
            found=f"{name} {odd[0]:g}",
            expected="1 where it is so, 0 where it is not",
            where=f"a covariate of {model.name}",
            remedy="correct the value",
        )
