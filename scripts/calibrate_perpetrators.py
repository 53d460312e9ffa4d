"""Fit what perpetrators do in people to the observed ratios of calibration drugs, and write it into their tables.

For each perpetrator and enzyme one number is fitted: ``scale`` (what its unbound concentration is multiplied with
before it meets in vitro constants) or, where no constants are known, ``residual`` (the activity that a usual regimen
leaves). What is expected before: of a drug that a regulator classes, the scale at which its most studied regimen raises
a pure substrate as the class says; else 1. Only rows whose victim calibrates are looked at. Run as
``python scripts/calibrate_perpetrators.py``; tables of perpetrators in ``knowledge/dispositions`` are changed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, least_squares

from foredose.core import Citation, Indeterminate
from foredose.exposure.joined import acts_of
from foredose.exposure.ratio import Exposure, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.knowledge import usual_regimens
from foredose.knowledge.disposition_facts import (
    COLUMNS,
    QUANTITIES,
    Disposition,
    Fact,
    disposition,
    disposition_names,
)
from foredose.knowledge.observed_facts import ObservedRatio, observed_ratios
from foredose.knowledge.settled import settle
from foredose.qualification.predicted import predict

FOLDER = Path(__file__).parents[1] / "src/foredose/knowledge/dispositions"
PRIOR_SD, CLASS_SD = 1.0, 0.5
"""How far the scale of in vitro constants is from 1, and from what the class says (natural logarithm)."""
RATIO_SD = 0.35
"""How far a study's ratio lies from what the model would say with true constants (natural logarithm)."""
KEY = "foredose_calibration"


def without_calibration(drug: Disposition) -> Disposition:
    return replace(drug, facts=tuple(f for f in drug.facts if f.source.key != KEY))


def with_value(
    drug: Disposition,
    quantity: str,
    enzyme: str,
    value: float,
    low: float | None = None,
    high: float | None = None,
) -> Disposition:
    low, high = value if low is None else low, value if high is None else high
    fact = Fact(
        quantity=quantity, of=enzyme, site="", value=value, low=low, high=high, unit="1", basis="calibrated",
        source=Citation(key=KEY, locus=""), note="",
    )  # fmt: skip
    return replace(drug, facts=(*drug.facts, fact))


def rows_of(perpetrator: str) -> list[ObservedRatio]:
    return [
        r
        for r in observed_ratios()
        if not r.validates and len(r.perpetrators) == 1 and r.perpetrators[0].inn == perpetrator
    ]


Fitted = tuple[str, str, float, float, float, int]
"""``scale`` or ``residual``, enzyme, value, 5th and 95th percentile, number of rows."""


def refitted(perpetrator: str, told: list[Fitted]) -> Disposition:
    """Return a perpetrator's table with these fits in place of the committed ones."""
    plain = disposition(perpetrator)
    assert plain is not None
    changed = without_calibration(plain)
    for kind, enzyme, value, low, high, _ in told:
        changed = with_value(changed, kind, enzyme, value, low, high)
    return changed


def fit(perpetrator: str, leave_out: AbstractSet[str] = frozenset()) -> list[Fitted]:
    """Fit a perpetrator; ``leave_out`` names victims whose rows are not looked at."""
    plain = disposition(perpetrator)
    if plain is None:
        return []
    plain = without_calibration(plain)
    moving = {
        e: with_value(plain, "scale", e, 1.0) for q in ("Ki", "kinact", "Emax") for e in plain.enzymes(q)
    }
    acts = {a.enzyme: a for a in acts_of(plain, 1, None)}
    acts |= {a.enzyme: a for e, drug in moving.items() for a in acts_of(drug, 1, None) if a.enzyme == e}
    rows = [r for r in rows_of(perpetrator) if r.victim not in leave_out]
    asked = []
    for enzyme, a in acts.items():
        seen = any(_shares(r, enzyme) for r in rows)
        expected = class_scale(plain, enzyme) if a.kind == "dynamic" else float(a.constants.ravel()[0])
        if seen or (a.kind == "dynamic" and expected is not None):
            asked.append((enzyme, "scale" if a.kind == "dynamic" else "residual", expected))
    if not asked:
        return []
    start = np.array([0.0 if value is None else np.log(value) for *_, value in asked])

    def residuals(x: np.ndarray) -> np.ndarray:
        changed = plain
        for (enzyme, kind, _), value in zip(asked, x, strict=True):
            changed = with_value(changed, kind, enzyme, float(np.exp(value)))
        found = []
        for row in rows:
            p = predict(
                row, n=1, seed=None, find=lambda name: changed if name == perpetrator else disposition(name)
            )
            found.append(0.0 if isinstance(p, Indeterminate) else np.log(p.value / row.ratio) / RATIO_SD)
        spread = [PRIOR_SD if value is None else CLASS_SD for *_, value in asked]
        return np.array([*_robust(np.array(found)), *((x - start) / spread)])

    # Steps are relative to what is varied: far from 0, so that none vanishes. A second start lies where a constant that
    # does nothing at first does something, so that a flat place does not hold the fit.
    away = np.full(len(start), 10.0)
    tries = [
        least_squares(
            lambda y: residuals(start + y - away), away + first, diff_step=0.002, bounds=(away - 5, away + 5),
            max_nfev=25,
        )
        for first in (0.0, 3.0)
    ]  # fmt: skip
    best = min(tries, key=lambda found: found.cost)
    fitted = start + best.x - away
    covariance = np.linalg.inv(best.jac.T @ best.jac)
    told = []
    for number, (enzyme, kind, _) in enumerate(asked):
        sd = float(np.sqrt(covariance[number, number]))
        low, value, high = np.exp(fitted[number] + np.array([-1.645, 0, 1.645]) * sd)
        count = sum(_shares(r, enzyme) for r in rows)
        told.append((kind, enzyme, float(value), float(low), float(high), count))
    return told


def class_scale(perpetrator: Disposition, enzyme: str) -> float | None:
    """Return the scale at which a pure substrate of the enzyme rises as the perpetrator's class says."""
    classed, regimen = settle(perpetrator, "residual", enzyme), usual_regimen(perpetrator)
    if isinstance(classed, Indeterminate) or classed.basis != "class" or regimen is None:
        return None
    taken = (replace(regimen, from_h=0.0),)
    target, probe = 1 / classed.value, pure_substrate(enzyme)

    def ratio(log_scale: float) -> float:
        changed = with_value(perpetrator, "scale", enzyme, float(np.exp(log_scale)))
        test = Exposure(others=taken, at_h=9 * 24.0)
        found = exposure_ratio(probe, {perpetrator.inn: changed}, test, Exposure(), n=1, seed=None)
        assert not isinstance(found, Indeterminate)
        return float(np.log(found.draws[0] / target))

    low, high = np.log(1e-3), np.log(3e4)
    if ratio(low) * ratio(high) > 0:
        return None
    return float(np.exp(brentq(ratio, low, high, xtol=0.01)))


def usual_regimen(drug: Disposition) -> Taken | None:
    """Return the regimen that was studied most often, else the usual one of the drug's table."""
    studied = Counter(
        (p.dose_mg, p.interval_h)
        for r in observed_ratios()
        for p in r.perpetrators
        if p.inn == drug.inn and p.days > 1
    )
    if studied:
        dose, interval = studied.most_common(1)[0][0]
        return Taken(inn=drug.inn, dose_mg=dose, interval_h=interval)
    usual = usual_regimens.usual_regimen(drug)
    return None if usual is None else Taken(inn=drug.inn, dose_mg=usual.dose_mg, interval_h=usual.interval_h)


def pure_substrate(enzyme: str) -> Disposition:
    """Return a drug of middling clearance that one enzyme clears; of CYP3A4 half is lost in the gut wall."""
    values = {
        "clearance": 20.0,
        "volume": 60.0,
        "absorption_rate": 1.5,
        "renal_fraction": 0.01,
        "fraction_unbound": 0.1,
    }
    values |= {"gut_availability": 0.5} if enzyme == "CYP3A4" else {}
    told = [(q, "", "", v) for q, v in values.items()] + [("share", enzyme, "liver", 0.98)]
    facts = tuple(
        Fact(quantity=q, of=of, site=site, value=v, low=v, high=v, unit=QUANTITIES[q], basis="calibrated",
             source=Citation(key=KEY, locus="a substrate that does not exist"), note="")
        for q, of, site, v in told
    )  # fmt: skip
    return Disposition(inn="pure substrate", facts=facts, unknown={})


def _robust(found: np.ndarray) -> np.ndarray:
    """Lower the weight of what lies far off, as a Huber loss does."""
    size = np.abs(found)
    return np.where(size <= 2, found, np.sign(found) * np.sqrt(np.maximum(4 * size - 4, 0)))


def _shares(row: ObservedRatio, enzyme: str) -> bool:
    victim = disposition(row.victim)
    return victim is not None and any(f.quantity == "share" and f.of == enzyme for f in victim.facts)


def write(perpetrator: str, told: list[Fitted]) -> None:
    path = FOLDER / f"{perpetrator.replace(' ', '_')}.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if f"\t{KEY}\t" not in line]
    for kind, enzyme, value, low, high, count in told:
        locus = (
            f"{count} ratios of calibration drugs"
            if count
            else "scaled to the strength class of the FDA table"
        )
        cells = (
            kind,
            enzyme,
            "",
            f"{value:.3g}",
            f"{low:.3g}",
            f"{high:.3g}",
            "1",
            "calibrated",
            KEY,
            locus,
            "",
        )
        lines.append("\t".join(cells))
    assert lines[0] == "\t".join(COLUMNS)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    found: dict[str, list[Fitted]] = defaultdict(list)
    names = disposition_names()
    for name in names:
        found[name] = fit(name)
        for kind, enzyme, value, low, high, count in found[name]:
            print(f"{name:20} {enzyme:8} {kind:8} {value:8.3g} ({low:.3g} to {high:.3g}) from {count} rows")
            sys.stdout.flush()
    for name, told in found.items():
        if disposition(name) is not None:
            write(name, told)


if __name__ == "__main__":
    main()
