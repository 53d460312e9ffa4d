"""Write knowledge/guidelines_bulk/<drug>.yaml from the guideline entries of the data registry.

Reads the ClinPGx guideline annotations (CPIC, DPWG) named ``guideline_*`` in ``sources/external.yaml``, under
``FOREDOSE_DATA``. Each text is read by an explicit pattern (``scripts/guidelines``); a text without one stops the
import. Rows with the same facts become one recommendation, with the row identifiers kept. What was read by hand
(``scripts/guidelines/read_by_hand.yaml``: the FDA's associations) is appended. Drugs with a file of
their own in ``knowledge/guidelines/`` are left to it. The output is the same for the same input.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from guidelines import by_hand, cpic, dpwg
from guidelines.conditions import BANDS, boxes, key_of, rank
from guidelines.reading import Fields, plain, read

from foredose.knowledge.guideline_facts import curated_guideline_drugs
from foredose.sources.external import external_path, external_registry

FOLDER = Path(__file__).parents[1] / "src" / "foredose" / "knowledge" / "guidelines_bulk"
OVERRIDES = Path(__file__).parent / "guidelines" / "overrides.yaml"
HEADER = "# Written by scripts/import_guidelines.py from the data registry (guideline_*). Do not edit.\n"
RELEASE = "ClinPGx guideline annotations in PharmCAT v2.12.0 (data version {}); CPIC content CC0, DPWG as facts only"
READINGS = {"CPIC": cpic.READINGS, "DPWG": dpwg.READINGS}
OPIOIDS = "33387367"  # Crews2021: the guideline itself multiplies the score by what inhibitors leave
GENERAL = {"general", None}
POPULATIONS: dict[str, Fields] = {
    "adults": {"population": "adults", "age_years": [18, 150]},
    "pediatrics": {"population": "children", "age_years": [0, 18]},
    "child >40kg_adult": {"population": "over 40 kg"},
    "CBZ naive": {"population": "new to carbamazepine"},
    "CBZ-no alternatives": {"population": "new to carbamazepine", "condition": "no other drug is possible"},
    "CBZ use >3mos": {"condition": "taken for over 3 months without skin reactions"},
    "OXC naive": {"population": "new to oxcarbazepine"},
    "OXC use >3 mos": {"condition": "taken for over 3 months without skin reactions"},
    "PHT naive": {"population": "new to phenytoin"},
    "PHT use >3mos": {"condition": "taken for over 3 months without skin reactions"},
}
HIGHER_DOSES = {"indication": "doses as in depression", "indications": ["depression"]}
BOTH_REDUCED = {"condition": "both alleles of decreased function", "without_function": 0}
RED_CELLS = "TPMT activity in red cells"
FIELD_ORDER = (
    "id genes population age_years indication indications condition action also magnitude ceiling alternatives "
    "alternative_class not_instead also_when test strength rows note"
).split()

Row = dict[str, Any]


def documents() -> Iterator[dict[str, Any]]:
    for name in sorted(n for n in external_registry() if n.startswith("guideline_")):
        with gzip.open(external_path(name, check=True), "rt", encoding="utf-8") as handle:
            yield json.load(handle)


def facts_of(row: Row, source: str, drug: str, changes: dict[str, Any]) -> list[Fields]:
    """Return the facts of one row, with what its keys, population and class add."""
    text = plain(row["text"]["html"], drug)
    found = [_finished(each, row, source, text) for each in read(text, READINGS[source])]
    for change in (c for c in changes if row["id"] in c["rows"]):
        chosen = found if "fact" not in change else [found[change["fact"]]]
        for each in chosen:
            each.update(change["set"])
    return found


def _finished(fields: Fields, row: Row, source: str, text: str) -> Fields:
    done = {**POPULATIONS.get(row["population"], {}), **fields}
    if row["population"] not in POPULATIONS and row["population"] not in GENERAL:
        raise ValueError(f"population {row['population']!r} of {row['id']} is not known")
    if "only apply to higher initial doses" in row["text"]["html"] and done["action"] != "none":
        done |= HIGHER_DOSES
    if row["lookupKey"].get("DPYD") == "1.0 (Phenotyping)" and done["action"] == "test_first":
        done |= BOTH_REDUCED
    done |= _extra(done, text)
    term = (row["classification"] or {}).get("term", "N/A")
    stated = term.lower() if source == "CPIC" else "not stated"
    if done["action"] != "none" and stated not in ("strong", "moderate", "optional", "not stated"):
        raise ValueError(f"{row['id']} has the action {done['action']} and the class {term}")
    return done | {"strength": "no recommendation" if done["action"] == "none" else stated}


def _extra(fields: Fields, text: str) -> Fields:
    """What the text adds where one of two genes is not known: to measure, to watch closely."""
    if fields["action"] not in ("no_change", "reduce_dose"):
        return {}
    also, test = list(fields.get("also", [])), {}
    if "Consider evaluating" in text:
        also, test = ["test_first", *also], {"test": RED_CELLS}
    if "monitor closely for toxicity" in text and "monitor" not in also:
        also.append("monitor")
    return ({"also": also} if also else {}) | test


def recommendations(rows: list[Row], source: str, drug: str, changes: Any) -> list[Fields]:
    genes = tuple(sorted({g for r in rows for g in r["lookupKey"]}))
    universe = [{key_of(r["lookupKey"][g]) for r in rows} for g in genes]
    groups: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for row in rows:
        keys = tuple(key_of(row["lookupKey"][g]) for g in genes)
        for fields in facts_of(row, source, drug, changes):
            groups.setdefault(json.dumps(fields, sort_keys=True), {}).setdefault(keys, []).append(row["id"])
    found = []
    for text, combinations in _for_everyone(groups, rows).items():
        for covered, conditions in boxes(set(combinations), genes, universe, source):
            ids = sorted({i for keys in covered for i in combinations[keys]})
            found.append(json.loads(text) | {"genes": conditions, "rows": ids, "order": _order(covered)})
    if len(genes) == 1:
        _share_phenotypes(found, genes[0], source)
        for fields in (f for f in found if "without_function" in f):
            fields["genes"][genes[0]]["without_function"] = fields.pop("without_function")
    found.sort(key=lambda f: (f["order"], f.get("population", ""), f.get("indication", ""), json.dumps(f)))
    return found


def _share_phenotypes(found: list[Fields], gene: str, source: str) -> None:
    """Name a phenotype in each of its intervals of scores where all of them advise the same amount of the same."""
    for name, (low, high) in BANDS.get((gene, source), {}).items():
        inside = [f for f in found if _overlap(f["genes"][gene].get("activity_score"), low, high)]
        told = {
            json.dumps([f["action"], f.get("magnitude"), f.get("population"), f.get("condition")])
            for f in inside
        }
        for fields in inside if len(told) == 1 and len(inside) > 1 else ():
            condition = fields["genes"][gene]
            names = [*condition.get("phenotypes", []), name]
            fields["genes"][gene] = {"phenotypes": names, "activity_score": condition["activity_score"]}


def _overlap(bounds: Fields | None, low: float, high: float) -> bool:
    if bounds is None:
        return False
    over = low < bounds.get("high", 99) or (low == bounds.get("high") and not bounds.get("below"))
    return over and (high > bounds["low"] or (high == bounds["low"] and not bounds.get("above")))


def _order(covered: set[tuple[str, ...]]) -> list[list[Any]]:
    first = min(covered, key=lambda keys: tuple(map(rank, keys)))
    return [list(rank(k)) for k in first]


def _for_everyone(groups: dict[str, Any], rows: list[Row]) -> dict[str, Any]:
    """Merge what every population of a table is told alike."""
    named = {json.dumps(POPULATIONS[r["population"]]) for r in rows if r["population"] in POPULATIONS}
    if len(named) < 2:
        return groups
    merged: dict[str, Any] = {}
    alike: dict[tuple[str, tuple[str, ...]], dict[str, list[str]]] = {}
    for text, combinations in groups.items():
        fields = json.loads(text)
        for keys, ids in combinations.items():
            rest = {k: v for k, v in fields.items() if k not in ("population", "age_years", "condition")}
            alike.setdefault((json.dumps(rest, sort_keys=True), keys), {})[text] = ids
    for (rest, keys), told in alike.items():
        everyone = len(told) == len(named)
        every_id = [i for ids in told.values() for i in ids]
        for text, ids in ({rest: every_id} if everyone else told).items():
            merged.setdefault(text, {}).setdefault(keys, []).extend(ids)
    return merged


def named(found: list[Fields], source: str) -> list[Fields]:
    """Give each recommendation an identifier, and its fields one order."""
    taken: dict[str, int] = {}
    done = []
    for fields in found:
        slug = "-".join(_slug(g, c) for g, c in fields["genes"].items())
        extra = [fields[k] for k in ("population", "indication") if k in fields]
        name = re.sub(r"[^a-z0-9.]+", "-", "-".join([source, slug, *extra]).lower()).strip("-")
        taken[name] = taken.get(name, 0) + 1
        fields["id"] = name if taken[name] == 1 else f"{name}-{taken[name]}"
        done.append({k: fields[k] for k in FIELD_ORDER if k in fields})
    return done


def _slug(gene: str, condition: Fields) -> str:
    if condition.get("no_call"):
        return f"{gene}-not-tested"
    if "activity_score" in condition:
        bounds = condition["activity_score"]
        return f"{gene}-{bounds['low']:g}-{bounds.get('high', 'up')}"
    if condition.get("any_call"):
        return f"{gene}-any"
    words = [p.removesuffix(" Metabolizer") for p in condition.get("phenotypes") or condition["diplotypes"]]
    return f"{gene}-{words[0]}"


def guideline(document: dict[str, Any], found: list[Fields]) -> Fields:
    info = document["guideline"]
    papers = sorted(document["citations"], key=lambda c: (c.get("year") or 0, c.get("pmid") or ""))
    newest = papers[-1] if papers else {}
    pmid = newest.get("pmid")
    year = f"{newest['year']} guideline, " if newest.get("year") and info["source"] == "CPIC" else ""
    made = {
        "source": info["source"],
        "version": f"{year}annotation {info['version']}",
        "date": document["version"][:10],
        "url": info["url"],
    }
    if pmid:
        made["pmid"] = str(pmid)
    if pmid == OPIOIDS and info["source"] == "CPIC":
        made["inhibitors_change_score"] = True
    cited = {"key": f"{info['source']}_annotations", "locus": f"annotation {info['id']}"}
    return made | {"citation": cited, "recommendations": named(found, info["source"])}


def excluded(row: Row, changes: list[dict[str, Any]]) -> str | None:
    if "xN combinations" in row["lookupKey"].values():
        return "says how to write a number of copies; no recommendation"
    return next((c["exclude"] for c in changes if "exclude" in c and row["id"] in c["rows"]), None)


def files() -> dict[str, Fields]:
    changes = yaml.safe_load(OVERRIDES.read_text(encoding="utf-8"))["changes"]
    made: dict[str, Fields] = {}
    for document in documents():
        drugs = {r["relatedChemicals"][0]["name"] for r in document["recommendations"]}
        for drug in sorted(drugs - set(curated_guideline_drugs())):
            release = RELEASE.format(document["version"])
            file = made.setdefault(drug, {"drug": drug, "release": release, "guidelines": []})
            _append(file, document, changes)
    by_hand.add(made, named)
    return made


def _append(file: Fields, document: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    """Add one document's guideline on the file's drug, and the rows that it leaves out."""
    drug = file["drug"]
    rows = [r for r in document["recommendations"] if r["relatedChemicals"][0]["name"] == drug]
    out = {r["id"]: why for r in rows if (why := excluded(r, changes))}
    kept = [r for r in rows if r["id"] not in out]
    edits = [c for c in changes if "set" in c]
    found = recommendations(kept, document["guideline"]["source"], drug, edits)
    file["guidelines"].append(guideline(document, found))
    for why in sorted(set(out.values())):
        ids = sorted(i for i, w in out.items() if w == why)
        file.setdefault("excluded", []).append({"rows": ids, "why": why})


class _Plain(yaml.SafeDumper):
    """Writes shared parts out in full."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(file: Fields) -> str:
    body = yaml.dump(
        file, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )
    return HEADER + body


def main() -> int:
    texts = {f"{drug.replace(' ', '_')}.yaml": written(file) for drug, file in files().items()}
    if "--check" in sys.argv[1:]:
        there = {p.name: p.read_text(encoding="utf-8") for p in FOLDER.glob("*.yaml")}
        return int(there != texts)
    FOLDER.mkdir(exist_ok=True)
    for stale in {p.name for p in FOLDER.glob("*.yaml")} - set(texts):
        (FOLDER / stale).unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
