"""Every way to lay observed genotypes out on two chromosome copies that could matter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from foredose.genome.merge import Site
from foredose.genome.naming import Naming, Strand

__all__ = ["arrangements", "fitting_rows"]

# Up to this many independent heterozygous groups every arrangement is tried.
_ALL_GROUPS = 6

_Need = tuple[int | None, ...]


def fitting_rows(naming: Naming, sites: Sequence[Site]) -> list[int]:
    """Return the catalogue rows that at least one copy could carry at every position."""
    seen = [(i, site.copies) for i, site in enumerate(sites) if None not in site.copies]
    possible = {i: set(copies) for i, copies in seen}
    return [
        index
        for index, row in enumerate(naming.rows)
        if all(i not in possible or possible[i] & allowed for i, allowed in row.core)
    ]


def arrangements(naming: Naming, sites: Sequence[Site], rows: Sequence[int]) -> list[tuple[Strand, Strand]]:
    """Return pairs of copies that agree with the genotypes and the phase sets, without mirror images.

    With many unordered heterozygous positions only the arrangements that some pair of named alleles asks for
    are built; all others hold no named pair.
    """
    groups = _groups(sites)
    if len(groups) <= 1:
        turns = {(0,) * len(groups)}
    elif len(groups) <= _ALL_GROUPS:
        turns = {(0, *rest) for rest in product((0, 1), repeat=len(groups) - 1)}
    else:
        turns = _asked_for(naming, sites, rows, groups)
    return [_lay_out(sites, groups, turn) for turn in sorted(turns)]


def _groups(sites: Sequence[Site]) -> list[list[int]]:
    """Return positions that must turn together: each phase set is one group, each unordered site its own."""
    groups: dict[str, list[int]] = {}
    for index, site in enumerate(sites):
        if site.copies[0] != site.copies[1]:
            key = f"set {site.phase}" if site.phase is not None else f"site {index}"
            groups.setdefault(key, []).append(index)
    return list(groups.values())


def _lay_out(
    sites: Sequence[Site], groups: Sequence[Sequence[int]], turn: Sequence[int]
) -> tuple[Strand, Strand]:
    swapped = {index for group, side in zip(groups, turn, strict=True) if side for index in group}
    first = tuple(site.copies[1] if i in swapped else site.copies[0] for i, site in enumerate(sites))
    second = tuple(site.copies[0] if i in swapped else site.copies[1] for i, site in enumerate(sites))
    return first, second


def _asked_for(
    naming: Naming, sites: Sequence[Site], rows: Sequence[int], groups: Sequence[Sequence[int]]
) -> set[tuple[int, ...]]:
    needs = {need for row in rows if (need := _need(naming, sites, row, groups)) is not None}
    turns = {_settle(need, None) for need in needs}
    for one in needs:
        turns |= {_settle(one, other) for other in needs if not _clash(one, other)}
    return turns


def _need(naming: Naming, sites: Sequence[Site], row: int, groups: Sequence[Sequence[int]]) -> _Need | None:
    """Return, for each group, the turn that puts the row on the first copy; ``None`` for either."""
    core = dict(naming.rows[row].core)
    sides: list[int | None] = []
    for group in groups:
        fits = [_group_fits(core, sites, group, side) for side in (0, 1)]
        if not any(fits):
            return None
        sides.append(None if all(fits) else fits.index(True))
    return tuple(sides)


def _group_fits(
    core: dict[int, frozenset[str]], sites: Sequence[Site], group: Sequence[int], side: int
) -> bool:
    words = [(sites[i].copies[side], core[i]) for i in group if i in core]
    return all(word is None or word in allowed for word, allowed in words)


def _clash(one: _Need, other: _Need) -> bool:
    """Whether the second row would need the same side as the first: it has to sit on the other copy."""
    return any(a is not None and a == b for a, b in zip(one, other, strict=True))


def _settle(one: _Need, other: _Need | None) -> tuple[int, ...]:
    """Return the turn that both ask for, mirrored so that the first group stays as written."""
    second = other or (None,) * len(one)
    turn = [a if a is not None else (1 - b if b is not None else 0) for a, b in zip(one, second, strict=True)]
    return tuple(turn) if turn[0] == 0 else tuple(1 - side for side in turn)
