"""The staged observed profiles."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass

import numpy as np

from foredose.sources.external import external_path

HOURS = {"h": 1.0, "day(s)": 24.0}
MG_PER_L = {"mg/l": 1.0, "ng/ml": 1e-3, "µg/l": 1e-3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One observed mean profile: times (h) and concentrations (mg/L), or µmol/L where ``molar``."""

    model: str
    name: str
    molecule: str
    blood: bool
    molar: bool
    times: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Predicted over observed."""

    profile: Profile
    calibration: str
    analyte: str
    auc: float
    cmax: float


def profiles() -> list[Profile]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    with gzip.open(external_path("osp_observed", check=True), "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            rows.setdefault((row["model"].removesuffix("-Model"), row["dataset"]), []).append(row)
    return [_profile(model, name, group) for (model, name), group in rows.items()]


def _profile(model: str, name: str, group: list[dict[str, str]]) -> Profile:
    points: dict[float, list[float]] = {}
    for r in group:
        value = float(r["value"]) * MG_PER_L.get(r["unit"], 1.0)
        points.setdefault(float(r["time"]) * HOURS[r["time_unit"]], []).append(value)
    times = np.array(sorted(points))
    return Profile(
        model=model,
        name=name,
        molecule=group[0]["molecule"].lower(),
        blood=group[0]["compartment"] == "Whole Blood",
        molar=group[0]["unit"] == "µmol/l",
        times=np.maximum(times, 0.0),
        values=np.array([np.mean(points[t]) for t in times]),
    )
