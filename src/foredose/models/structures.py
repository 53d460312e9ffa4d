"""Structures that many published models share, as compartments and flows."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.models.declaration import Compartment, Flow

__all__ = ["mammillary", "transit"]

Structure = tuple[tuple[Compartment, ...], tuple[Flow, ...]]


def mammillary(
    holds: str,
    *,
    absorption: str | None = "ka",
    clearance: str = "CL",
    volume: str = "V",
    exchange: Sequence[tuple[str, str]] = (),
) -> Structure:
    """Return a central compartment that eliminates, with a depot before it and peripheral ones around it.

    Parameters
    ----------
    holds
        What the compartments hold.
    absorption
        Name of the first-order rate (1/h) at which ``depot`` empties into ``central``; ``None``: no depot.
    clearance, volume
        Names of clearance (L/h) and volume (L); ``clearance`` may be an expression.
    exchange
        For each of ``peripheral1``, ``peripheral2`` ...: names of inter-compartmental clearance and volume.
    """
    compartments = [Compartment(name="central", holds=holds)]
    flows = [Flow(source="central", destination=None, rate=f"({clearance})/{volume}*central")]
    if absorption is not None:
        compartments.insert(0, Compartment(name="depot", holds=f"{holds}, where it is given"))
        flows.insert(0, Flow(source="depot", destination="central", rate=f"{absorption}*depot"))
    for number, (flow, other) in enumerate(exchange, start=1):
        name = f"peripheral{number}"
        compartments.append(Compartment(name=name, holds=f"{holds}, in tissue"))
        flows.append(Flow(source="central", destination=name, rate=f"{flow}/{volume}*central"))
        flows.append(Flow(source=name, destination="central", rate=f"{flow}/{other}*{name}"))
    return tuple(compartments), tuple(flows)


def transit(holds: str, *, number: int, rate: str, into: str, unit: str = "mg") -> Structure:
    """Return a chain ``transit1`` ... of equal first-order rates that ends in the compartment ``into``."""
    names = [f"transit{i}" for i in range(1, number + 1)]
    compartments = tuple(Compartment(name=n, holds=holds, unit=unit) for n in names)
    steps = zip(names, [*names[1:], into], strict=True)
    return compartments, tuple(Flow(source=a, destination=b, rate=f"{rate}*{a}") for a, b in steps)
