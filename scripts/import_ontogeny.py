"""Write ``knowledge/physiology/ontogeny.yaml`` from the table of ontogeny functions (PMC8986831, Table 1).

python scripts/import_ontogeny.py ontogeny_sigmoid_emax.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/foredose/knowledge/physiology/ontogeny.yaml"
HEAD = """# How much of an enzyme's adult activity a child has: sigmoid curves of several sources, which do not agree.
# Written by scripts/import_ontogeny.py. fraction = (top - birth) * age^hill / (age50^hill + age^hill) + birth
version: "2026-11-21"
source: {key: Ontogeny2022, locus: "Table 1"}
curves:
"""


def main(path: Path) -> None:
    lines = []
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            told = {
                "enzyme": row["enzyme"],
                "setting": row["setting"],
                "data": row["data_type"],
                "reference": f'"{row["reference_number"]}"',
                "birth": row["F_birth"],
                "top": row["F_adult_or_Fmax"],
                "age50_years": row["age50_years"],
                "hill": row["hill_exponent"],
                "until_years": row["age_cap_years"],
            }
            lines.append("  - {" + ", ".join(f"{k}: {v}" for k, v in told.items() if v) + "}\n")
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
