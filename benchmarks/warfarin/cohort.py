"""The IWPC cohort as arrays: who is in, and what is known of each.

In are people of known age who reached a stable dose above 0 and at most 300 mg/week and of whom the cohort's consensus
gives CYP2C9 (a pair of *1, *2 and *3) or VKORC1 -1639: 5,298 of 5,700, in the order of the file. The INR on the stable
dose is an outcome and is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from foredose.dosing.people import CYP2C9, INDICATIONS, UNKNOWN, DosePeople
from foredose.sources.external import external_path

MOST_DOSE = 300.0
SITE, DOSE = "Project Site", "Therapeutic Dose of Warfarin"
STABLE = "Subject Reached Stable Dose of Warfarin"
INDUCERS = ("Carbamazepine (Tegretol)", "Phenytoin (Dilantin)", "Rifampin or Rifampicin")
RACE = {"White": 0, "Asian": 1, "Black or African American": 2}
CODES = {
    "4": "valve",
    "1": "thrombosis",
    "2": "thrombosis",
    "3": "fibrillation",
    "6": "stroke",
    "7": "orthopaedic",
}

Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Cohort:
    people: DosePeople
    dose: np.ndarray
    site: np.ndarray

    def take(self, which: np.ndarray) -> Cohort:
        return Cohort(people=self.people.take(which), dose=self.dose[which], site=self.site[which])


@lru_cache(maxsize=1)
def cohort() -> Cohort:
    """Return the fixed set, in the order of the file."""
    rows = [row for row in _rows() if _is_in(row)]
    column = _Columns(rows)
    return Cohort(
        people=DosePeople(
            decade=column.of(lambda row: float(str(row["Age"])[0]), float),
            height=column.number("Height (cm)"),
            weight=column.number("Weight (kg)"),
            race=column.of(lambda row: RACE.get(str(row["Race (OMB)"]), UNKNOWN)),
            male=column.of(lambda row: {"male": 1, "female": 0}.get(str(row["Gender"]), UNKNOWN)),
            vkorc1=column.copies("-1639", "A"),
            proxies=np.stack(
                [column.copies(*p) for p in (("1173", "T"), ("2255", "T"), ("1542", "C"))], axis=1
            ),
            cyp2c9=column.of(_cyp2c9),
            indication=column.of(_indication),
            amiodarone=column.of(lambda row: _any(row, ("Amiodarone (Cordarone)",))),
            inducer=column.of(lambda row: _any(row, INDUCERS)),
            smoker=column.of(lambda row: _any(row, ("Current Smoker",))),
            target=column.of(_target, float),
        ),
        dose=column.number(DOSE),
        site=column.of(lambda row: int(str(row[SITE]))),
    )


@dataclass(frozen=True)
class _Columns:
    rows: Sequence[Row]

    def of(self, read: Callable[[Row], float], kind: type = int) -> np.ndarray:
        return np.array([read(row) for row in self.rows], dtype=kind)

    def number(self, name: str) -> np.ndarray:
        return self.of(lambda row: _number(row[name]), float)

    def copies(self, position: str, allele: str) -> np.ndarray:
        name = f"VKORC1 {position} consensus"
        return self.of(lambda row: str(row[name]).count(allele) if _said(row[name]) else UNKNOWN)


def _rows() -> list[Row]:
    from openpyxl import load_workbook

    book = load_workbook(external_path("iwpc_cohort", check=True), read_only=True, data_only=True)
    lines = book["Subject Data"].iter_rows(values_only=True)
    header = [str(name).strip() for name in next(lines) if name is not None]
    return [dict(zip(header, line, strict=False)) for line in lines if line[0] is not None]


def _said(value: object) -> bool:
    return value is not None and str(value).strip() not in {"", "NA", "-99"}


def _number(value: object) -> float:
    return float(str(value)) if _said(value) else np.nan


def _is_in(row: Row) -> bool:
    common = str(row["CYP2C9 consensus"]) in CYP2C9[:-1]
    genotyped = common or _said(row["VKORC1 -1639 consensus"])
    return (
        _said(row["Age"]) and genotyped and _number(row[STABLE]) == 1 and 0 < _number(row[DOSE]) <= MOST_DOSE
    )


def _cyp2c9(row: Row) -> int:
    pair = row["CYP2C9 consensus"]
    if not _said(pair):
        return UNKNOWN
    return CYP2C9.index(str(pair)) if pair in CYP2C9 else CYP2C9.index("other")


def _indication(row: Row) -> int:
    given = row["Indication for Warfarin Treatment"]
    if not _said(given):
        return UNKNOWN
    named = {CODES.get(code, "other") for code in str(given).replace("or", ";").replace(" ", "").split(";")}
    return next(k for k, name in enumerate(INDICATIONS) if name in named)


def _any(row: Row, names: Sequence[str]) -> int:
    known = [_number(row[name]) for name in names if _said(row[name])]
    return int(max(known)) if known else UNKNOWN


def _target(row: Row) -> float:
    """Return the target INR, or the middle of the range that the site estimates from the indication."""
    if _said(row["Target INR"]):
        return _number(row["Target INR"])
    span = row["Estimated Target INR Range Based on Indication"]
    return float(np.mean([float(end) for end in str(span).split("-")])) if _said(span) else np.nan
