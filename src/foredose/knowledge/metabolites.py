"""What a drug becomes, as far as tables name it, and whether that leads back to the drug."""

from __future__ import annotations

from collections.abc import Callable

from foredose.knowledge.disposition_facts import Disposition, active_metabolites, disposition

__all__ = ["metabolite_circle", "taken_as"]

_DRUGS = {"9-hydroxyrisperidone": "paliperidone", "o-desmethylvenlafaxine": "desvenlafaxine"}
"""Metabolite to the name under which it is a drug itself, where that is another (labels of both drugs)."""


def taken_as(metabolite: str) -> str:
    """Return the name under which a metabolite is taken as a drug."""
    return _DRUGS.get(metabolite.lower(), metabolite.lower())


def metabolite_circle(
    drug: Disposition, find: Callable[[str], Disposition | None] = disposition
) -> tuple[str, ...]:
    """Return the names from a drug over its metabolites back to one of them; empty where nothing leads back.

    Parameters
    ----------
    find
        Gives the table of a drug, ``None`` where it has none.
    """
    return _walk(drug, (drug.inn,), find)


def _walk(
    drug: Disposition, path: tuple[str, ...], find: Callable[[str], Disposition | None]
) -> tuple[str, ...]:
    for name in active_metabolites(drug):
        inn = name.lower()
        if inn in path:
            return (*path[path.index(inn) :], inn)
        table = find(inn)
        circle = _walk(table, (*path, inn), find) if table is not None else ()
        if circle:
            return circle
    return ()
