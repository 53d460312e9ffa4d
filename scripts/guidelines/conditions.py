"""From the keys of a release's rows to gene conditions: sets of phenotypes, intervals of scores, diplotypes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

Key = str
Condition = dict[str, Any]
Part = tuple[frozenset[Key], Condition]

NO_CALL, UNSCORED = "No Result", "n/a"
# Scores above which the next phenotype begins, where that is not the next key of the table.
ABOVE = {("CYP2D6", "CPIC"): (0.0, 2.25), ("CYP2D6", "DPWG"): (0.0, 2.5)}
# Phenotypes whose scores a source and our gene files delimit alike.
BANDS: dict[tuple[str, str], dict[str, tuple[float, float]]] = {
    ("CYP2D6", "CPIC"): {
        "Poor Metabolizer": (0, 0),
        "Intermediate Metabolizer": (0.25, 1),
        "Normal Metabolizer": (1.25, 2.25),
        "Ultrarapid Metabolizer": (2.5, 99),
    },
    ("CYP2D6", "DPWG"): {"Poor Metabolizer": (0, 0), "Intermediate Metabolizer": (0.25, 1)},
    ("CYP2C9", "CPIC"): {
        "Poor Metabolizer": (0, 0.5),
        "Intermediate Metabolizer": (1, 1.5),
        "Normal Metabolizer": (2, 2),
    },
    ("DPYD", "CPIC"): {
        "Poor Metabolizer": (0, 0.5),
        "Intermediate Metabolizer": (1, 1.5),
        "Normal Metabolizer": (2, 2),
    },
    ("DPYD", "DPWG"): {
        "Poor Metabolizer": (0, 0.5),
        "Intermediate Metabolizer": (1, 1.5),
        "Normal Metabolizer": (2, 2),
    },
}
# Diplotypes with rows of their own, and the phenotype (DPWG tables of the release) whose row they replace.
OF_PHENOTYPE = {
    "CYP2C9": {
        "*1/*2": "Intermediate Metabolizer",
        "*1/*3": "Intermediate Metabolizer",
        "*2/*2": "Intermediate Metabolizer",
        "*2/*3": "Poor Metabolizer",
        "*3/*3": "Poor Metabolizer",
    },
    "UGT1A1": {
        "*1/*28": "Intermediate Metabolizer",
        "*1/*80+*28": "Intermediate Metabolizer",
        "*28/*28": "Poor Metabolizer",
        "*80+*28/*80+*28": "Poor Metabolizer",
    },
}
RANKED = (
    "Poor",
    "Likely Poor",
    "Intermediate",
    "Likely Intermediate",
    "Possible Intermediate",
    "Decreased",
    "Possible Decreased",
    "Normal",
    "Increased",
    "Rapid",
    "Ultrarapid",
    "Indeterminate",
)


def key_of(state: Any) -> Key:
    """A row's key as one string; two alleles become a diplotype, and DPYD's scores keep their remark."""
    if isinstance(state, dict):
        alleles = [allele for allele, copies in state.items() for _ in range(int(copies))]
        return "/".join(sorted(alleles))
    return str(state)


def score(key: Key) -> float | None:
    number = key.strip("≥").partition(" (")[0]
    return float(number) if number.replace(".", "", 1).isdigit() else None


def rank(key: Key) -> tuple[float, float, str]:
    """Order of states: scores, then phenotypes from poor to ultrarapid, then what is not known."""
    value = score(key)
    if value is not None:
        return 0, value, key
    word = key.removesuffix(" Metabolizer").removesuffix(" Function")
    place = RANKED.index(word) if word in RANKED else len(RANKED) if key != NO_CALL else 99
    return 1, place, key


def parts(keys: Iterable[Key], universe: Iterable[Key], gene: str, source: str) -> list[Part]:
    """Split a set of keys into conditions, each with the keys that it covers.

    Parameters
    ----------
    universe
        Every key that the table has for the gene: the neighbours that bound an interval.
    """
    chosen, every = frozenset(keys), frozenset(universe)
    called = every - {NO_CALL}
    if called <= chosen and called & {"Indeterminate", UNSCORED}:
        whole: list[Part] = [(called, {"any_call": True})]
        return whole + ([(frozenset({NO_CALL}), {"no_call": True})] if NO_CALL in chosen else [])
    named = frozenset(k for k in chosen if score(k) is None and k != NO_CALL)
    found = list(_intervals(chosen, every, gene, source))
    if named and found:
        covered, condition = found[0]
        names = [*condition.get("phenotypes", []), *_phenotypes(named)]
        found[0] = (
            covered | named,
            {"phenotypes": names, **{k: v for k, v in condition.items() if k != "phenotypes"}},
        )
    elif named:
        found.append((named, _named(named, every, gene)))
    if NO_CALL in chosen:
        found.append((frozenset({NO_CALL}), {"no_call": True}))
    return found


def _named(keys: frozenset[Key], every: frozenset[Key], gene: str) -> Condition:
    ordered = sorted(keys, key=rank)
    diplotypes = [k for k in ordered if "*" in k and "/" in k]
    condition: Condition = {}
    if phenotypes := _phenotypes(keys - {*diplotypes}):
        condition["phenotypes"] = phenotypes
    if diplotypes:
        condition["diplotypes"] = diplotypes
    others = [k for k in every - keys if OF_PHENOTYPE.get(gene, {}).get(k) in phenotypes]
    return condition | ({"except_diplotypes": sorted(others)} if others else {})


def _phenotypes(keys: Iterable[Key]) -> list[str]:
    return ["Indeterminate" if k == UNSCORED else k for k in sorted(keys, key=rank)]


def _intervals(chosen: frozenset[Key], every: frozenset[Key], gene: str, source: str) -> Iterator[Part]:
    values = sorted({s for k in every if (s := score(k)) is not None})
    mine = {v for v in values if any(score(k) == v for k in chosen)}
    run: list[float] = []
    for value in [*values, None]:
        if value is not None and value in mine:
            run.append(value)
        elif run:
            covered = frozenset(k for k in chosen if score(k) in run)
            yield covered, _interval(run, values, gene, source)
            run = []


def _interval(run: list[float], values: list[float], gene: str, source: str) -> Condition:
    above = ABOVE.get((gene, source), (0.0,))
    before = values[values.index(run[0]) - 1] if run[0] != values[0] else None
    after = values[values.index(run[-1]) + 1] if run[-1] != values[-1] else None
    bounds: Condition = {"low": run[0]}
    if before in above:
        bounds = {"low": before, "above": True}
    if after is not None:
        bounds |= {"high": run[-1]} if run[-1] in above else {"high": after, "below": True}
    bands = BANDS.get((gene, source), {})
    names = [n for n, (low, high) in bands.items() if _whole(run, values, low, high)]
    return ({"phenotypes": names} if names else {}) | {"activity_score": bounds}


def _whole(run: list[float], values: list[float], low: float, high: float) -> bool:
    """Tell whether a run of scores holds all the table's scores of a phenotype."""
    inside = {v for v in values if low <= v <= high}
    return bool(inside) and inside <= set(run)


def boxes(
    combinations: set[tuple[Key, ...]], genes: tuple[str, ...], universe: list[set[Key]], source: str
) -> list[tuple[set[tuple[Key, ...]], dict[str, Condition]]]:
    """Cover combinations of keys by as few conditions on one or two genes as a split by either gene gives."""
    if len(genes) == 1:
        keys = {k for (k,) in combinations}
        return [
            ({(k,) for k in covered}, {genes[0]: c})
            for covered, c in parts(keys, universe[0], genes[0], source)
        ]
    tries = [_split(combinations, first, genes, universe, source) for first in (0, 1)]
    return min(tries, key=len)


def _split(
    combinations: set[tuple[Key, ...]],
    first: int,
    genes: tuple[str, ...],
    universe: list[set[Key]],
    source: str,
) -> list[tuple[set[tuple[Key, ...]], dict[str, Condition]]]:
    other = 1 - first
    partners: dict[Key, frozenset[Key]] = {
        k: frozenset(c[other] for c in combinations if c[first] == k)
        for k in {c[first] for c in combinations}
    }
    found = []
    for partner in sorted(set(partners.values()), key=lambda p: sorted(map(rank, p))):
        mine = [k for k, p in partners.items() if p == partner]
        halves = (
            parts(mine, universe[first], genes[first], source),
            parts(partner, universe[other], genes[other], source),
        )
        for (covered, condition), (covered_other, condition_other) in product(*halves):
            pairs = {(a, b) if first == 0 else (b, a) for a, b in product(covered, covered_other)}
            made = {genes[first]: condition, genes[other]: condition_other}
            found.append((pairs, {g: made[g] for g in genes}))
    return found
