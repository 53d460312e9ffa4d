"""What was read by hand, in the form of the files: see ``read_by_hand.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from guidelines.reading import Fields

FILE = Path(__file__).with_name("read_by_hand.yaml")
RELEASE = "PharmCAT guidance file of 2025, pages of it read by hand"
LINK = "https://www.clinpgx.org/fdaPgxAssociations"


def add(files: dict[str, Fields], name: Any) -> None:
    """Append the FDA's associations, and what CPIC added later; ``name`` gives identifiers."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for drug, associations in read["drugs"].items():
        file = files.setdefault(drug, {"drug": drug, "release": RELEASE, "guidelines": []})
        for identifier, facts in associations.items():
            rows = [{**fact, "strength": "not stated"} for fact in facts]
            file["guidelines"].append(_fda(identifier, name(rows, "FDA")))
    for drug, newer in read["cpic"].items():
        file = files.setdefault(drug, {"drug": drug, "release": RELEASE, "guidelines": []})
        file["guidelines"].append(_cpic(newer, name([dict(fact) for fact in newer["facts"]], "CPIC")))
    later = read["later_cpic"]
    model = files[later["like"]]["guidelines"][0]["recommendations"]
    for drug, rows in later["rows"].items():
        made = [{**r, "rows": [row]} for r, row in zip(_ordered(model), rows, strict=True)]
        files[drug] = {"drug": drug, "release": RELEASE, "guidelines": [_cpic(later, made)]}


def _ordered(model: list[Fields]) -> list[Fields]:
    """Increased, normal, uncertain risk, as the rows are listed."""
    risk = ("increased", "normal", "uncertain")
    return sorted(model, key=lambda r: risk.index(r["genes"]["MT-RNR1"]["phenotypes"][0].split()[0]))


def _fda(identifier: str, found: list[Fields]) -> Fields:
    return {
        "source": "FDA",
        "version": "Table of Pharmacogenetic Associations, section 1",
        "url": f"{LINK}#{identifier}" if identifier.startswith("PA") else LINK,
        "citation": {"key": "FDA_associations", "locus": f"association {identifier}"},
        "recommendations": found,
    }


def _cpic(later: Fields, found: list[Fields]) -> Fields:
    return {
        "source": "CPIC",
        "version": later["version"],
        "url": later["url"],
        "pmid": later["pmid"],
        "citation": {"key": "CPIC_later", "locus": f"annotation {later['url'].rpartition('/')[2]}"},
        "recommendations": found,
    }
