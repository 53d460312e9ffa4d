"""Every guideline file: schema, sentences, names that exist, cases, agreement with its release."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foredose.knowledge.drug_facts import drug_names, load_drug
from foredose.knowledge.drug_names import drug_names as known_names
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.guideline_facts import (
    curated_guideline_drugs,
    guideline_drugs,
    guideline_file,
    guidelines_for,
    matches,
    sentence,
)
from foredose.sources.external import external_path, external_registry

ROOT = Path(__file__).parents[2]
FACTS = [fact for drug in guideline_drugs() for fact in guidelines_for(drug)]
BY_HAND = ("FDA_associations", "CPIC_later")  # read on pages of a file that is not registered
RELEASED = [fact for fact in FACTS if fact.citation.key not in BY_HAND]
EVERY = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.drug}-{fact.id}")
CASES = [(drug, case) for drug in guideline_drugs() for case in guideline_file(drug).cases]


def test_every_drug_has_a_guideline_file_by_hand_and_every_file_a_drug_that_is_known():
    assert curated_guideline_drugs() == drug_names()
    assert set(guideline_drugs()) <= set(known_names())
    assert len({(fact.drug, fact.id) for fact in FACTS}) == len(FACTS)


@EVERY
def test_the_sentence_is_whole_and_short(fact):
    text = sentence(fact)
    assert fact.drug in text
    assert fact.source in text
    assert text.endswith(".")
    assert len(text) < (235 if len(fact.genes) == 1 else 265)
    assert "  " not in text
    assert "None" not in text


@EVERY
def test_no_recommendation_is_never_shown_as_advice(fact):
    text = sentence(fact)
    assert ("no recommendation" in text) == (fact.action == "none")
    if fact.action == "none":
        assert fact.magnitude is None
        assert not fact.also


@EVERY
def test_every_number_of_the_fact_stands_in_the_sentence(fact):
    for part in (fact.magnitude, fact.ceiling):
        if part is not None:
            assert f"{abs(part.low):g}" in sentence(fact)
            assert f"{abs(part.high):g}" in sentence(fact)


@EVERY
def test_genes_phenotypes_and_indications_exist(fact):
    if fact.drug in drug_names():
        indications = {indication.name for indication in load_drug(fact.drug).indications}
        assert set(fact.indications) <= indications
    for gene, condition in fact.genes.items():
        if gene not in gene_names():
            assert fact.drug not in drug_names()
            continue
        facts = gene_facts(gene)
        rule = facts.phenotype
        known = {p for *_, p in rule.pairs} | {p for _, p in rule.bands} | set(rule.names) | {rule.otherwise}
        assert set(condition.phenotypes) <= known
        diplotypes = (*condition.diplotypes, *condition.except_diplotypes)
        assert {allele for name in diplotypes for allele in name.split("/")} <= facts.names
        assert set(condition.alleles) <= facts.names


@pytest.mark.parametrize(("drug", "case"), CASES, ids=[f"{drug}-{n}" for n, (drug, _) in enumerate(CASES)])
def test_a_case_gives_the_recommendations_that_it_names(drug, case):
    def applies(fact):
        right_use = not fact.indications or case.get("indication") in (None, *fact.indications)
        right_age = fact.age_years is None or fact.age_years[0] <= case.get("age", -1) < fact.age_years[1]
        return right_use and right_age and matches(fact, case["states"])

    assert [fact.id for fact in guidelines_for(drug) if applies(fact)] == list(case["expect"])


@EVERY
def test_nothing_matches_an_uncalled_gene(fact):
    assert not matches(fact, {})
    assert not all(condition.no_call for condition in fact.genes.values())


def test_one_drug_is_answered_from_its_own_file_alone():
    code = (
        "import foredose.knowledge.guideline_facts as g, foredose.knowledge.fact_file as f, pathlib\n"
        "read = []; real = pathlib.Path.read_text\n"
        "pathlib.Path.read_text = lambda p, *a, **k: (read.append(p), real(p, *a, **k))[1]\n"
        "g.guideline_drugs(); assert g.guidelines_for('simvastatin')\n"
        "print([p.name for p in read if 'guidelines' in p.parent.name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['simvastatin.yaml']"


@pytest.fixture(scope="module")
def release():
    """Rows of the release by identifier, from the data folder."""
    if not os.environ.get("FOREDOSE_DATA"):
        pytest.skip("FOREDOSE_DATA is not set: the guideline release is not at hand")
    rows = {}
    for name in (n for n in external_registry() if n.startswith("guideline_")):
        with gzip.open(external_path(name), "rt", encoding="utf-8") as handle:
            document = json.load(handle)
        for row in document["recommendations"]:
            rows[row["id"]] = (document["guideline"], row)
    return rows


def test_rows_strengths_and_states_agree_with_the_release(release):
    for fact in RELEASED:
        for name in fact.rows:
            guideline, row = release[name]
            assert guideline["url"] == fact.url
            assert f"annotation {guideline['version']}" in fact.version
            stated = (row.get("classification") or {}).get("term", "").lower()
            if fact.source == "CPIC" and fact.action != "none":
                assert stated == fact.strength
            for gene, state in row["lookupKey"].items():
                assert agrees(fact.genes[gene], state), (fact.id, name, state)


def agrees(condition, state):
    """Tell whether a row's key is one of the states that the fact is for."""
    if condition.any_call or condition.no_call:
        return (state == "No Result") == condition.no_call
    if isinstance(state, dict):
        alleles = [allele for allele, copies in state.items() for _ in range(int(copies))]
        return "/".join(sorted(alleles)) in condition.diplotypes
    number = state.strip("≥").partition(" (")[0]
    if number.replace(".", "", 1).isdigit():
        return condition.activity_score.holds(float(number))
    return state in condition.phenotypes or (state == "n/a" and "Indeterminate" in condition.phenotypes)


def test_every_number_of_a_fact_stands_in_the_text_of_its_rows(release):
    for fact in RELEASED:
        parts = [part for part in (fact.magnitude, fact.ceiling) if part is not None and fact.rows]
        for number in {abs(end) for part in parts for end in (part.low, part.high)}:
            shown = {f"{number:g}", f"{number * 100:g}%", f"{number:g}%", f"{1 / number:g}-fold"}
            shown |= {0.5: {"half"}, 2: {"Double"}}.get(number, set())
            shown |= {f"{form}-" for form in (f"{number:g}", f"{number * 100:g}")}
            for name in fact.rows:
                text = release[name][1]["text"]["html"]
                assert any(form in text for form in shown), (fact.id, name, number)


def test_every_row_of_the_release_is_used_or_excluded_with_a_reason_and_only_for_its_drug(release):
    used = {}
    for fact in RELEASED:
        for name in fact.rows:
            used.setdefault(name, set()).add(fact.drug)
    excluded = [(drug, part) for drug in guideline_drugs() for part in guideline_file(drug).excluded]
    left = [name for _, part in excluded for name in part.rows]
    assert all(part.why for _, part in excluded)
    assert len(left) == len(set(left))
    assert not set(left) & set(used)
    assert set(release) - set(used) - set(left) == {"PA166301321"}  # codeine: how to write CYP2D6 xN
    for name, drugs in used.items():
        assert drugs == {release[name][1]["relatedChemicals"][0]["name"]}


def test_a_row_stands_in_one_recommendation_for_each_use_population_and_condition(release):
    seen = {}
    for fact in RELEASED:
        for name in fact.rows:
            key = (name, fact.indication, fact.population, fact.condition)
            assert seen.setdefault(key, fact.id) == fact.id


def test_the_bulk_files_are_what_the_script_writes():
    if not os.environ.get("FOREDOSE_DATA"):
        pytest.skip("FOREDOSE_DATA is not set: the guideline release is not at hand")
    script = ROOT / "scripts" / "import_guidelines.py"
    subprocess.run([sys.executable, script, "--check"], check=True)


def test_no_sentence_of_the_release_is_copied(release):
    for fact in RELEASED:
        said = [fact.note, fact.condition, fact.alternative_class, fact.also_when, fact.population]
        runs = [" ".join(w[i : i + 8]) for w in (p.lower().split() for p in said) for i in range(len(w) - 7)]
        for name in fact.rows if runs else ():
            text = release[name][1]["text"]["html"].lower()
            assert not [run for run in runs if run in text]


def test_the_readings_of_texts_that_are_not_free_hold_no_sentence_of_them(release):
    scripts = sorted((ROOT / "scripts" / "guidelines").glob("dpwg*.py"))
    script = " ".join(path.read_text(encoding="utf-8") for path in scripts)
    words = " ".join(script.replace('"', " ").replace("\n", " ").split()).lower().split()
    runs = {" ".join(words[i : i + 10]) for i in range(len(words) - 9)}
    for guideline, row in release.values():
        if guideline["source"] == "DPWG":
            text = " ".join(row["text"]["html"].lower().replace("<p>", "").replace("</p>", "").split())
            assert not [run for run in runs if run in text]


def states_of(row, diplotyped):
    """A person who is in the state that a row's key names; a gene without a result is left out."""
    states = {}
    for gene, state in row["lookupKey"].items():
        if isinstance(state, dict):
            alleles = [allele for allele, copies in state.items() for _ in range(int(copies))]
            states |= {gene: "Indeterminate", f"{gene}:diplotype": "/".join(alleles)}
        elif state != "No Result":
            number = state.strip("≥").partition(" (")[0]
            scored = number.replace(".", "", 1).isdigit()
            states[gene] = float(number) if scored else "Indeterminate" if state == "n/a" else state
            if gene in diplotyped:
                states[f"{gene}:diplotype"] = "*98/*99"
    return states


def test_each_imported_row_finds_its_own_recommendation_and_no_other(release):
    by_url = {}
    for fact in RELEASED:
        if fact.drug not in curated_guideline_drugs():
            by_url.setdefault((fact.drug, fact.url), []).append(fact)
    diplotyped = {
        guideline["url"]: {g for g, s in row["lookupKey"].items() if isinstance(s, dict)}
        for guideline, row in release.values()
        if any(isinstance(s, dict) for s in row["lookupKey"].values())
    }
    used = {name for fact in RELEASED for name in fact.rows}
    for name, (guideline, row) in release.items():
        facts = by_url.get((row["relatedChemicals"][0]["name"], guideline["url"]))
        if facts is None or name not in used:
            continue
        states = states_of(row, diplotyped.get(guideline["url"], ()))
        found = [fact for fact in facts if matches(fact, states)]
        assert any(name in fact.rows for fact in found), (name, states)
        told = {(f.population, f.indication, f.condition) for f in found if name in f.rows}
        others = [f for f in found if name not in f.rows]
        clash = [f.id for f in others if (f.population, f.indication, f.condition) in told]
        assert not clash, (name, states, clash)


@pytest.mark.parametrize("drug", [d for d in guideline_drugs() if d not in curated_guideline_drugs()])
def test_every_cyp2d6_score_is_answered_by_a_table_that_knows_scores(drug):
    """A score that inhibitors made may be no key of a table (0.625), yet it lies in a band."""
    tables = {}
    for fact in RELEASED:
        if fact.drug == drug and set(fact.genes) == {"CYP2D6"}:
            tables.setdefault(fact.url, []).append(fact)
    for facts in tables.values():
        for eighths in range(49):
            assert [f for f in facts if matches(f, {"CYP2D6": eighths / 8})], (drug, eighths / 8)
