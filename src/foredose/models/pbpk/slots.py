"""Which processes a model has room for: one slot for each kind, protein and product, whatever the genotype."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from foredose.core import InputError
from foredose.knowledge.compound_facts import Compound, Process
from foredose.knowledge.physiology_facts import enzyme
from foredose.models.pbpk.anatomy import LIVER, SEGMENTS, SITES, expression_of, slug

__all__ = ["Slot", "chosen_process", "processes_of", "slots_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One process in all its places.

    Parameters
    ----------
    key
        Suffix of its parameters.
    sites
        Where it happens: places that express the protein.
    product
        Slug of the metabolite where it is followed, or empty.
    metabolite
        Name of the metabolite, followed or not.
    """

    key: str
    kind: str
    protein: str
    product: str
    metabolite: str
    sites: tuple[str, ...]


def _identity(process: Process) -> tuple[str, str, str]:
    return process.kind, process.protein, process.metabolite


def slots_of(compound: Compound, followed: Collection[str]) -> tuple[Slot, ...]:
    """Return the slots of one compound; ``followed`` are the names of the metabolites in the model."""
    seen = dict.fromkeys(_identity(p) for p in compound.processes)
    slots = []
    for kind, protein, metabolite in seen:
        product = slug(metabolite) if metabolite in followed else ""
        parts = [
            slug(compound.name),
            kind,
            slug(protein) if protein else "",
            slug(metabolite) if metabolite else "",
        ]
        slots.append(
            Slot(
                key="_".join(p for p in parts if p),
                kind=kind,
                protein=protein,
                product=product,
                metabolite=metabolite,
                sites=_sites(kind, protein),
            )
        )
    return tuple(slots)


def _sites(kind: str, protein: str) -> tuple[str, ...]:
    if kind == "liver":
        return LIVER
    if kind in ("kidney", "filtration"):
        return ("kidney",)
    known = enzyme(protein)
    here = tuple(s for s in SITES if known.expression.get(expression_of(s), 0.0) > 0)
    if known.kind == "influx":
        return tuple(s for s in here if s in LIVER)
    if known.kind == "efflux":
        return tuple(s for s in here if s in LIVER or s in SEGMENTS or s == "kidney")
    return here


def chosen_process(compound: Compound, slot: Slot, names: Collection[str] | None) -> Process | None:
    """Return the process that fills a slot: one of ``names``, or the default ones where nothing is chosen.

    Raises
    ------
    InputError
        When two of the chosen ones claim the same slot.
    """
    here = [
        p
        for p in compound.processes
        if _identity(p) == (slot.kind, slot.protein, slot.metabolite)
        and (p.default if names is None else p.name in names)
    ]
    if len(here) > 1:
        raise InputError(
            "pbpk.processes",
            found=f"{' and '.join(p.name for p in here)} together",
            expected="one state of each process",
            where=f"compound {compound.name}",
            remedy="choose one of them",
        )
    return here[0] if here else None


def processes_of(compound: Compound, states: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the processes that hold in a person of these genotypes.

    Parameters
    ----------
    states
        Protein to the state that the compound file names, such as ``{"CYP2D6": "AS=0.5"}``; every other process is the
        default one.

    Raises
    ------
    InputError
        When the file has no process for that protein and state.
    """
    names = {p.name for p in compound.processes if p.default and p.protein not in states}
    for protein, state in states.items():
        here = {p.name for p in compound.processes if (p.protein, p.genotype) == (protein, state)}
        if not here:
            known = sorted({p.genotype for p in compound.processes if p.protein == protein and p.genotype})
            raise InputError(
                "pbpk.genotype",
                found=f"{protein} {state!r}",
                expected=f"one of {', '.join(known) or 'none: the file tells no states of it'}",
                where=f"compound {compound.name}",
                remedy="name a state that the file tells, or give the activity that is left",
            )
        names |= here
    return frozenset(names)
