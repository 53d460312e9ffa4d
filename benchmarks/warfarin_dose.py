"""Warfarin maintenance doses in the IWPC cohort, each site left out, beside published algorithms."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from benchmarks.warfarin.cohort import Cohort, cohort
from benchmarks.warfarin.leave_out import IWPC, OURS, Fold, Told, folds, joined, shifted_iwpc, told, unseen
from benchmarks.warfarin.score import by_sites, error, mean, within, worst
from foredose.core import InputError
from foredose.dosing.people import RACES

FIRST = (10, 20, 30, 50)
SHOWN = 30
ORDERS = 10


@dataclass(frozen=True, kw_only=True)
class Results:
    """What everyone was told, by algorithm and by the number of first patients seen; NaN where not told."""

    of: Cohort
    unseen: dict[str, np.ndarray]
    seen: dict[int, Told]
    shifted: dict[int, np.ndarray]
    shuffled: list[Told]

    def groups(self) -> dict[str, np.ndarray]:
        """Return all, the races and the people of unknown race, as masks."""
        race = self.of.people.race
        named = {name: race == code for code, name in enumerate(RACES)}
        return {"all": np.ones(len(race), dtype=bool), **named, "unknown": race < 0}


def results() -> Results:
    whole = cohort()
    size, rng = len(whole.dose), np.random.default_rng(0)
    plain: dict[str, np.ndarray] = {}
    seen: dict[int, list[Told]] = {n: [] for n in (0, *FIRST)}
    shifted = {n: np.full(size, np.nan) for n in FIRST}
    shuffled: list[list[Told]] = [[] for _ in range(ORDERS)]
    for fold in folds(whole):
        for name, doses in unseen(fold).items():
            plain.setdefault(name, np.full(size, np.nan))[fold.place] = doses
        for n, parts in seen.items():
            first, rest = split(fold, n)
            parts.append(told(fold, first, rest))
            if n:
                shifted[n][fold.place[rest]] = shifted_iwpc(fold, first, rest)
        for parts in shuffled:
            drawn = rng.permutation(len(fold.place))
            parts.append(told(fold, drawn[:SHOWN], drawn[SHOWN:]))
    return Results(
        of=whole,
        unseen=plain,
        seen={n: joined(parts) for n, parts in seen.items()},
        shifted=shifted,
        shuffled=[joined(parts) for parts in shuffled],
    )


def split(fold: Fold, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the site's first n patients in the order of the file, and the rest."""
    places = np.arange(len(fold.place))
    return places[:n], places[n:]


def algorithms(found: Results) -> list[str]:
    groups = found.groups()
    lines = [
        f"| Algorithm | MAE, mg/week (95 %, sites drawn) | {' | '.join(list(groups)[1:])} | Worst site "
        "| Within 20 % | MAE less that of this model (95 %, sites drawn) |",
        "|---" * (len(groups) + 4) + "|",
    ]
    dose, site = found.of.dose, found.of.site
    ours = error(found.unseen[OURS], dose)
    for name, doses in found.unseen.items():
        off = error(doses, dose)
        low, high = by_sites(off, site)
        by_race = " | ".join(f"{mean(off, which):.2f}" for which in list(groups.values())[1:])
        bad, where = worst(off, site)
        a, b = by_sites(off - ours, site)
        more = "" if name == OURS else f"{(off - ours).mean():+.2f} ({a:+.2f} to {b:+.2f})"
        lines.append(
            f"| {name} | {off.mean():.2f} ({low:.2f}-{high:.2f}) | {by_race} | {bad:.2f} (site {where}) "
            f"| {100 * within(doses, dose).mean():.1f} % | {more} |"
        )
    return lines


def strata(found: Results) -> list[str]:
    dose = found.of.dose
    groups = {"at most 21": dose <= 21, "21 to 49": (dose > 21) & (dose < 49), "49 and more": dose >= 49}
    lines = [f"| Within 20 %, by dose in mg/week | {' | '.join(groups)} |", "|---" * (len(groups) + 1) + "|"]
    for name, doses in found.unseen.items():
        cells = (f"{100 * mean(within(doses, dose), which):.1f} %" for which in groups.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, f"| people | {' | '.join(str(int(which.sum())) for which in groups.values())} |"]


def coverage(found: Results) -> list[str]:
    lines = [
        "| Interval of 90 % | People | Held, nobody seen | Width, mg/week "
        f"| People | Held, first {SHOWN} seen | Width, mg/week |",
        "|---|---|---|---|---|---|---|",
    ]
    parts = {}
    for n in (0, SHOWN):
        median, low, high = found.seen[n].of(len(found.of.dose))
        parts[n] = (np.isfinite(median), (low <= found.of.dose) & (found.of.dose <= high), high - low)
    for name, which in found.groups().items():
        row = [
            f"{int((which & k).sum())} | {mean(held, which & k):.1%} | {mean(width, which & k):.1f}"
            for k, held, width in parts.values()
        ]
        lines.append(f"| {name} | {' | '.join(row)} |")
    row = []
    for known, held, width in parts.values():
        rate, where = worst(held[known], found.of.site[known], least=True)
        here = known & (found.of.site == where)
        row.append(f"{int(here.sum())} | {rate:.1%} (site {where}) | {mean(width, here):.1f}")
    return [*lines, f"| worst site | {' | '.join(row)} |"]


def adaptation(found: Results) -> list[str]:
    lines = [
        "| First patients seen, of each site | Scored | Adapted | Not adapted | Difference (95 %, sites drawn) "
        "| IWPC | IWPC, shifted | Worst site, adapted | Within 20 %, adapted; not |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for n in FIRST:
        lines.append(f"| {n}, order of the file {_adapted(found, [found.seen[n]], found.shifted[n])}")
    lines.append(f"| {SHOWN}, {ORDERS} orders at random {_adapted(found, found.shuffled, None)}")
    return lines


def _adapted(found: Results, drawn: list[Told], shifted: np.ndarray | None) -> str:
    dose, site = found.of.dose, found.of.site
    place = np.concatenate([each.place for each in drawn])
    doses = np.concatenate([each.median for each in drawn])
    dose, site, plain = dose[place], site[place], found.unseen[OURS][place]
    off, before = error(doses, dose), error(plain, dose)
    low, high = by_sites(off - before, site)
    bad, where = worst(off, site)
    moved = "" if shifted is None else f"{error(shifted[place], dose).mean():.2f}"
    return (
        f"| {len(drawn[0].place)} | {off.mean():.2f} | {before.mean():.2f} "
        f"| {(off - before).mean():+.2f} ({low:+.2f} to {high:+.2f}) "
        f"| {error(found.unseen[IWPC][place], dose).mean():.2f} | {moved} | {bad:.2f} (site {where}) "
        f"| {100 * within(doses, dose).mean():.1f} %; {100 * within(plain, dose).mean():.1f} % |"
    )


def sites(found: Results) -> list[str]:
    lines = [
        f"| Site | People | This model | IWPC | Held by 90 % | Scored after the first {SHOWN} | Adapted | Not adapted "
        "| Held by 90 %, adapted |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    dose, size = found.of.dose, len(found.of.dose)
    plain, low, high = found.seen[0].of(size)
    later, later_low, later_high = found.seen[SHOWN].of(size)
    for name in np.unique(found.of.site):
        here = found.of.site == name
        rest = here & np.isfinite(later)
        lines.append(
            f"| {name} | {int(here.sum())} | {mean(error(plain, dose), here):.2f} "
            f"| {mean(error(found.unseen[IWPC], dose), here):.2f} "
            f"| {mean((low <= dose) & (dose <= high), here):.0%} | {int(rest.sum())} "
            f"| {mean(error(later, dose), rest):.2f} | {mean(error(plain, dose), rest):.2f} "
            f"| {mean((later_low <= dose) & (dose <= later_high), rest):.0%} |"
        )
    return lines


NOTES = """\
5,298 people of 21 sites, nobody dropped: known age, stable dose above 0 and at most 300 mg/week, CYP2C9 or VKORC1 -1639
typed. Lines, frequencies and variances are learned at the other 20 sites. MAE is the mean absolute error of the median.

- The published IWPC equation was fitted to most of these very people, all sites among them: it is not out of sample.
  Least squares with this model's columns and no effect of the site is what the same sites left out give.
- IWPC reads VKORC1 by proxies as its authors did, and has terms of its own for unknown genotypes and race; unknown
  drugs count as not taken, height and weight are summed out. The row with -1639 as typed only is what one gets who does
  not read the proxies. Gage has no such terms: all unknowns are summed out, the target INR is 2.5 where unknown.
- First patients are the first of a site in the order of the file. They only adapt; the rest is scored, and every other
  column of that table is of the same rest. IWPC, shifted: its root moved by the same patients, drawn to none alike.
- Site 13 lists 25 people of very low doses last: what its first patients teach is wrong for them.
"""


def report() -> str:
    found = results()
    tables = (algorithms, strata, coverage, adaptation, sites)
    return NOTES + "".join("\n" + "\n".join(table(found)) + "\n" for table in tables)


def main() -> int:
    try:
        print(report())
    except InputError as refused:
        print(f"skipped: {refused.found}; {refused.remedy}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
