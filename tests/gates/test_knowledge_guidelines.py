"""Every guideline file: schema, sentences, names that exist, cases, agreement with its release."""

import gzip
import json
import os

import pytest

from foredose.knowledge.drug_facts import drug_names, load_drug
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.guideline_facts import (
    guideline_drugs,
    guideline_file,
    guidelines_for,
    matches,
    sentence,
)
from foredose.sources.external import external_path, external_registry

FACTS = [fact for drug in guideline_drugs() for fact in guidelines_for(drug)]
EVERY = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.drug}-{fact.id}")
CASES = [(drug, case) for drug in guideline_drugs() for case in guideline_file(drug).cases]


def test_every_drug_has_a_guideline_file_and_each_file_a_drug():
    assert guideline_drugs() == drug_names()
    assert len({(fact.drug, fact.id) for fact in FACTS}) == len(FACTS)


@EVERY
def test_the_sentence_is_whole_and_short(fact):
    text = sentence(fact)
    assert fact.drug in text
    assert fact.source in text
    assert text.endswith(".")
    assert len(text) < 200
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
    indications = {indication.name for indication in load_drug(fact.drug).indications}
    assert set(fact.indications) <= indications
    for gene, condition in fact.genes.items():
        assert gene in gene_names()
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
    for fact in FACTS:
        for name in fact.rows:
            guideline, row = release[name]
            assert guideline["url"] == fact.url
            assert f"annotation {guideline['version']}" in fact.version
            stated = (row.get("classification") or {}).get("term", "").lower()
            if fact.source == "CPIC":
                assert stated == fact.strength
            for gene, state in row["lookupKey"].items():
                assert agrees(fact.genes[gene], state), (fact.id, name, state)


def agrees(condition, state):
    """Tell whether a row's key is one of the states that the fact is for."""
    if isinstance(state, dict):
        alleles = [allele for allele, copies in state.items() for _ in range(int(copies))]
        return "/".join(sorted(alleles)) in condition.diplotypes
    number = state.strip("≥")
    if number.replace(".", "", 1).isdigit():
        return condition.activity_score.holds(float(number))
    return state in condition.phenotypes or (state == "n/a" and condition.phenotypes == ("Indeterminate",))


def test_every_number_of_a_fact_stands_in_the_text_of_its_rows(release):
    for fact in FACTS:
        parts = [part for part in (fact.magnitude, fact.ceiling) if part is not None and fact.rows]
        for number in {abs(end) for part in parts for end in (part.low, part.high)}:
            shown = {f"{number:g}", f"{number * 100:g}%", f"{number:g}%"}
            for name in fact.rows:
                text = release[name][1]["text"]["html"]
                assert any(form in text for form in shown), (fact.id, name, number)


def test_no_row_of_the_release_on_our_drugs_is_left_out(release):
    ours = {fact.url for fact in FACTS}
    used = {name for fact in FACTS for name in fact.rows}
    left = {name for name, (guideline, _) in release.items() if guideline["url"] in ours} - used
    other_drug = {name for name in left if release[name][1]["relatedChemicals"][0]["name"] == "citalopram"}
    help_only = {"PA166301321"}  # how to write CYP2D6 xN: no recommendation
    assert left - other_drug - help_only == set()


def test_no_sentence_of_the_release_is_copied(release):
    for fact in FACTS:
        for name in fact.rows:
            text = release[name][1]["text"]["html"].lower()
            words = fact.note.lower().split()
            runs = [" ".join(words[i : i + 8]) for i in range(len(words) - 7)]
            assert not [run for run in runs if run in text]
