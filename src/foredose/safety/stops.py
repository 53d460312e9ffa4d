"""Which stops fire for an order in this person, and which could not be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.knowledge.stop_facts import Stop, stops
from foredose.safety.predicates import Answer, ask
from foredose.sources import Order
from foredose.twin.snapshot import Twin

__all__ = ["HardStop", "StopUnknown", "hard_stops", "stopped_genes", "unknown_stops"]

ORDER_OF = {"refuse": 0, "contraindicated": 1, "restrict": 2, "warn": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class HardStop:
    """A sourced reason not to give the drug, or to give it only under a restriction.

    ``severity`` is ``refuse`` (no advice), ``contraindicated``, ``restrict`` or ``warn``; ``label`` says in a few
    words what was found.
    """

    code: str
    severity: str
    text: str
    source: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopUnknown:
    """A fact that is missing, the stops that it leaves open, and what would settle it."""

    what: str
    effect: str
    resolve: str


def _judged(twin: Twin, drug: str, order: Order) -> list[tuple[Stop, Answer]]:
    return [(stop, ask(stop.when, twin, order)) for stop in stops() if stop.concerns(drug)]


def _shown(stop: Stop) -> HardStop:
    source = f"{stop.source} ({stop.read})"
    return HardStop(code=stop.code, severity=stop.severity, text=stop.text, source=source, label=stop.label)


def hard_stops(twin: Twin, drug: str, order: Order) -> tuple[HardStop, ...]:
    """Return the stops that fire for ``drug`` in this person, the gravest first."""
    fired = [_shown(stop) for stop, answer in _judged(twin, drug, order) if answer is True]
    return tuple(sorted(fired, key=lambda stop: (ORDER_OF[stop.severity], stop.code)))


def stopped_genes(twin: Twin, drug: str, order: Order) -> Mapping[str, HardStop]:
    """Return the genes whose genotype must not be used in this person, each with the stop that says so."""
    fired = [stop for stop, answer in _judged(twin, drug, order) if answer is True]
    return {gene: _shown(stop) for stop in fired for gene in stop.genes}


def unknown_stops(twin: Twin, drug: str, order: Order) -> tuple[StopUnknown, ...]:
    """Return what kept stops from being judged: one entry per missing fact and one per unknown drug taken."""
    left_open: dict[tuple[str, str], list[str]] = {}
    for stop, answer in _judged(twin, drug, order):
        if isinstance(answer, Indeterminate):
            left_open.setdefault((answer.why, answer.resolve), []).append(stop.label)
    missing = [
        StopUnknown(what=why, effect=f"not ruled out: {', '.join(dict.fromkeys(labels))}", resolve=resolve)
        for (why, resolve), labels in left_open.items()
    ]
    return (*missing, *_unknown_drugs(twin))


def _unknown_drugs(twin: Twin) -> list[StopUnknown]:
    texts = dict.fromkeys(m.text or m.resource for m in twin.medications if m.ingredient is None)
    return [
        StopUnknown(
            what=f"takes {text!r}, which is not a known drug",
            effect="its interactions are not judged",
            resolve="name its ingredient",
        )
        for text in texts
    ]
