"""How the parts of a compound that carry a charge are distributed at a pH."""

from __future__ import annotations

from itertools import product

from foredose.knowledge.compound_facts import Ionisation

__all__ = ["has_strong_base", "ionised_ratio", "weighted_by_charge"]

_STRONG = 7.0
"""A base of at least this pKa binds acidic phospholipids (Rodgers 2005)."""


def has_strong_base(groups: tuple[Ionisation, ...]) -> bool:
    """Say whether a basic group is mostly ionised at the pH of the body."""
    return any(g.kind == "base" and g.pka >= _STRONG for g in groups)


def charge_states(groups: tuple[Ionisation, ...], ph: float) -> list[tuple[int, int, float]]:
    """Return (number of charges, net charge, share) of every combination of ionised groups.

    The groups ionise independently (Henderson-Hasselbalch).
    """
    charged = [1 / (1 + 10 ** (_sign(g) * (ph - g.pka))) for g in groups]
    states = []
    for on in product((False, True), repeat=len(groups)):
        share = 1.0
        for is_on, fraction in zip(on, charged, strict=True):
            share *= fraction if is_on else 1 - fraction
        net = sum(_sign(g) for g, is_on in zip(groups, on, strict=True) if is_on)
        states.append((sum(on), net, share))
    return states


def weighted_by_charge(groups: tuple[Ionisation, ...], ph: float, *, per_charge: float) -> float:
    """Return the mean over the charge states of ``per_charge`` to the power of the charge.

    A single ionised group counts as one charge; several count by the absolute value of their sum, so that a
    zwitterion behaves as neutral.
    """
    return sum(share * per_charge ** abs(net) for _, net, share in charge_states(groups, ph))


def signed_by_charge(groups: tuple[Ionisation, ...], ph: float, *, per_charge: float) -> float:
    """Return the mean over the charge states of ``per_charge`` to the power of the signed net charge."""
    return sum(share * per_charge**net for _, net, share in charge_states(groups, ph))


def ionised_ratio(groups: tuple[Ionisation, ...], ph: float) -> float:
    """Return the ionised over the neutral drug at a pH, as Rodgers and Rowland write it for each kind of compound.

    Acids and bases ionise stepwise; a zwitterion's acid and base add up.
    """
    total = 0.0
    for kind, sign in (("acid", 1.0), ("base", -1.0)):
        pkas = sorted((g.pka for g in groups if g.kind == kind), reverse=kind == "base")
        step = 1.0
        for pka in pkas:
            step *= 10 ** (sign * (ph - pka))
            total += step
    return total


def _sign(group: Ionisation) -> int:
    return 1 if group.kind == "base" else -1
