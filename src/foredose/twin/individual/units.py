"""Units of levels: mass concentrations are converted, nothing else is guessed."""

from __future__ import annotations

from foredose.core import InputError

__all__ = ["factor_between", "mg_per_litre"]

_MASS = {
    "kg": 1e6,
    "g": 1e3,
    "mg": 1.0,
    "ug": 1e-3,
    "µg": 1e-3,
    "μg": 1e-3,
    "mcg": 1e-3,
    "ng": 1e-6,
    "pg": 1e-9,
}
_VOLUME = {"L": 1.0, "l": 1.0, "dL": 1e-1, "dl": 1e-1, "mL": 1e-3, "ml": 1e-3, "uL": 1e-6, "µL": 1e-6}


def factor_between(unit: str, wanted: str, where: str) -> float:
    """Return what a value in ``unit`` is multiplied by to be in ``wanted``.

    Raises
    ------
    InputError
        ``level.molar`` for an amount of substance, ``level.unit`` for a unit that does not match.
    """
    if unit == wanted:
        return 1.0
    if "mol" in unit or "mol" in wanted:
        raise InputError(
            "level.molar",
            found=f"a level in {unit}",
            expected=wanted,
            where=where,
            remedy="convert it with the molar mass that the laboratory states",
        )
    sizes = mg_per_litre(unit), mg_per_litre(wanted)
    if sizes[0] is None or sizes[1] is None:
        raise InputError(
            "level.unit",
            found=f"a level in {unit or 'no unit'}",
            expected=wanted,
            where=where,
            remedy="give the level in the unit of the model's output",
        )
    return sizes[0] / sizes[1]


def mg_per_litre(unit: str) -> float | None:
    """Return how many mg/L a mass concentration is; ``None`` for any other unit."""
    mass, slash, volume = unit.partition("/")
    known = slash and mass in _MASS and volume in _VOLUME
    return _MASS[mass] / _VOLUME[volume] if known else None
