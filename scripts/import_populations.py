"""Write knowledge/populations/us_2013_2018.json: how body and blood measures vary and go together, from NHANES.

Run: ``FOREDOSE_DATA=... python scripts/import_populations.py`` with ``pip install rdata pandas``. NHANES is in the
public domain. Ages, weights of the survey, height, weight, creatinine and haematocrit of 2013-2018 come from the table
``mecdt`` that the R package httk ships; albumin, ALT, bilirubin, AST and GGT from the official file BIOPRO_J of
2017-2018, joined by participant. The same inputs give the same bytes.

In each band of age and sex: weighted quantiles. In each wider group of age and sex: correlations of the normal scores
of ranks inside the bands, weighted, pair by pair over the people who have both, and the lowest and highest body-mass
index seen.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
import rdata

from foredose.knowledge.gene_facts import gene_folder
from foredose.sources.external import external_path

TARGET = gene_folder().parent / "populations" / "us_2013_2018.json"
SEXES = ("female", "male")
PROBABILITIES = (
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999,
)  # fmt: skip
BANDS = [(a, a + 1) for a in range(2, 18)] + [
    (18, 25), (25, 35), (35, 45), (45, 55), (55, 65), (65, 75), (75, 80),
]  # fmt: skip
GROUPS = [(2, 6), (6, 12), (12, 18), (18, 45), (45, 65), (65, 80)]
# Our name, their column, lowest age at which it was measured, decimals kept.
COVARIATES = (
    ("height", "bmxhtlenavg", 2, 1),
    ("weight", "bmxwt", 2, 1),
    ("serum_creatinine", "lbxscr", 12, 2),
    ("hematocrit", "lbxhct", 2, 1),
    ("albumin", "LBDSALSI", 12, 1),
    ("alt", "LBXSATSI", 12, 1),
    ("bilirubin", "LBXSTB", 12, 2),
    ("ast", "LBXSASSI", 12, 1),
    ("ggt", "LBXSGTSI", 12, 1),
)
FEWEST = 40
"""Fewest measured people of a band for quantiles to be told, and of a pair in a group for a correlation."""


def people() -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = rdata.conversion.convert(rdata.parser.parse_file(external_path("httkpop", check=True)))[
            "mecdt"
        ]
    table.columns = [str(c) for c in table.columns]
    blood = pd.read_sas(external_path("nhanes_biopro_2017", check=True), format="xport")
    blood["seqn"] = blood["SEQN"].astype(int)
    table["seqn"] = table["seqn"].astype(int)
    joined = table.merge(
        blood[["seqn", *(c for _, c, _, _ in COVARIATES if c in blood)]], on="seqn", how="left"
    )
    joined["age"] = joined["ridexagm"].astype(float) / 12
    joined["sex"] = joined["riagendr"].astype(str).str.lower()
    return joined[joined["age"] >= BANDS[0][0]].reset_index(drop=True)


def ranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted rank of each value, in (0, 1); ties share their middle."""
    different, at = np.unique(values, return_inverse=True)
    mass = np.bincount(at, weights, minlength=len(different))
    return ((np.cumsum(mass) - mass / 2) / mass.sum())[at]


def quantiles(values: np.ndarray, weights: np.ndarray, decimals: int) -> list[float]:
    order = np.argsort(values)
    v, w = values[order], weights[order]
    middle = (np.cumsum(w) - w / 2) / w.sum()
    return [round(float(q), decimals) for q in np.interp(PROBABILITIES, middle, v)]


def inside(table: pd.DataFrame, sex: str, low: float, high: float) -> pd.DataFrame:
    return table[(table["sex"] == sex) & (table["age"] >= low) & (table["age"] < high)]


def scores(table: pd.DataFrame, sex: str, group: tuple[int, int]) -> pd.DataFrame:
    """Normal scores of everybody in a group, ranked inside their band."""
    normal = NormalDist()
    parts = []
    for low, high in BANDS:
        if not group[0] <= low < group[1]:
            continue
        part = inside(table, sex, low, high)
        found = {"w": part["wtmec6yr"].to_numpy(float)}
        for name, column, _, _ in COVARIATES:
            x = part[column].to_numpy(float)
            known = np.isfinite(x)
            z = np.full(len(x), np.nan)
            z[known] = [normal.inv_cdf(p) for p in ranks(x[known], found["w"][known])]
            found[name] = z
        parts.append(pd.DataFrame(found))
    return pd.concat(parts)


def correlation(table: pd.DataFrame, names: list[str]) -> list[list[float]]:
    matrix = np.eye(len(names))
    for i, one in enumerate(names):
        for j in range(i):
            both = table[["w", one, names[j]]].dropna()
            if len(both) < FEWEST:
                raise SystemExit(f"{len(both)} people with {one} and {names[j]}")
            w, x, y = (both[c].to_numpy(float) for c in ("w", one, names[j]))
            x, y = x - np.average(x, weights=w), y - np.average(y, weights=w)
            r = (w * x * y).sum() / np.sqrt((w * x * x).sum() * (w * y * y).sum())
            matrix[i, j] = matrix[j, i] = r
    if np.linalg.eigvalsh(matrix).min() <= 0.01:
        raise SystemExit(f"correlations of {names} are not those of one distribution")
    return [[round(float(r), 4) for r in row] for row in matrix]


def slimmest_and_stoutest(table: pd.DataFrame, sex: str, group: tuple[int, int]) -> list[float]:
    """The lowest and highest body-mass index that anybody examined had."""
    part = inside(table, sex, *group)
    bmi = (part["bmxwt"] / (part["bmxhtlenavg"] / 100) ** 2).dropna()
    return [round(float(bmi.min()), 2), round(float(bmi.max()), 2)]


def measured(table: pd.DataFrame, sex: str, column: str, low: int, decimals: int) -> list[list[float] | None]:
    found: list[list[float] | None] = []
    for band in BANDS:
        part = inside(table, sex, *band).dropna(subset=[column])
        told = band[0] >= low and len(part) >= FEWEST
        values, weights = part[column].to_numpy(float), part["wtmec6yr"].to_numpy(float)
        found.append(quantiles(values, weights, decimals) if told else None)
    return found


def document(table: pd.DataFrame) -> dict[str, object]:
    ages = list(range(BANDS[0][0], BANDS[-1][1]))
    total = table["wtmec6yr"].sum()
    share = {
        sex: [round(float(inside(table, sex, a, a + 1)["wtmec6yr"].sum() / total), 7) for a in ages]
        for sex in SEXES
    }
    groups = []
    for group in GROUPS:
        names = [n for n, _, low, _ in COVARIATES if low <= group[0]]
        each = {sex: correlation(scores(table, sex, group), names) for sex in SEXES}
        bmi = {sex: slimmest_and_stoutest(table, sex, group) for sex in SEXES}
        groups.append({"ages": list(group), "covariates": names, "bmi": bmi, **each})
    return {
        "written_by": "scripts/import_populations.py",
        "upstream": "NHANES 2013-2018 (CDC), as in httk 2.7.4 httkpop.RData (mecdt) and BIOPRO_J.XPT",
        "people": len(table),
        "probabilities": list(PROBABILITIES),
        "ages": ages,
        "share": share,
        "bands": [list(b) for b in BANDS],
        "counted": {sex: [len(inside(table, sex, *b)) for b in BANDS] for sex in SEXES},
        "quantiles": {
            name: {sex: measured(table, sex, column, low, decimals) for sex in SEXES}
            for name, column, low, decimals in COVARIATES
        },
        "correlations": groups,
    }


def main() -> None:
    text = json.dumps(document(people()), separators=(",", ":"))
    text = text.replace("],[", "],\n[").replace('},"', '},\n"').replace('],"', '],\n"')
    Path(TARGET).write_text(text + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(text)} bytes")


if __name__ == "__main__":
    main()
