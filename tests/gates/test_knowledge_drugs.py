"""Every drug file: schema, codes, doses that marketed strengths can make, windows, pathways, models."""

from itertools import combinations_with_replacement

import pytest

from foredose.knowledge.drug_facts import drug_names, load_drug
from foredose.knowledge.drug_names import drug_names as vocabulary
from foredose.knowledge.gene_facts import gene_names
from foredose.knowledge.interaction_facts import perpetrations, perpetrator_names
from foredose.models import find_model

EVERY = pytest.mark.parametrize("inn", drug_names())


def model_of(facts):
    return find_model(facts.model)


@EVERY
def test_the_file_is_named_as_the_drug_and_agrees_with_the_vocabulary(inn):
    facts = load_drug(inn)
    assert facts.inn == inn
    assert facts.rxnorm == vocabulary()[inn].rxcui
    assert set(facts.atc) <= set(vocabulary()[inn].atc)


@EVERY
def test_every_offered_dose_is_a_sum_of_marketed_strengths(inn):
    facts = load_drug(inn)
    sums = {sum(c) for n in range(1, 8) for c in combinations_with_replacement(facts.strengths_mg, n)}
    assert set(facts.dose_options_mg) <= sums
    assert list(facts.dose_options_mg) == sorted(set(facts.dose_options_mg))


@EVERY
def test_no_offered_dose_passes_the_daily_maximum(inn):
    facts = load_drug(inn)
    if facts.max_daily_mg is not None:
        assert max(facts.dose_options_mg) * 24 / facts.interval_h <= facts.max_daily_mg
    if facts.max_daily_mg_elderly is not None:
        assert facts.max_daily_mg_elderly.value < facts.max_daily_mg


@EVERY
def test_a_dose_outside_the_labelled_range_is_explained(inn):
    facts = load_drug(inn)
    if facts.labelled_dose_range_mg is not None:
        low, high = facts.labelled_dose_range_mg
        outside = [dose for dose in facts.dose_options_mg if not low <= dose <= high]
        assert not outside or "dose_options_mg" in facts.notes


@EVERY
def test_genes_and_enzymes_are_known(inn):
    facts = load_drug(inn)
    assert set(facts.pair_types) <= set(gene_names())
    acted_on = {found.enzyme for found in perpetrations(perpetrator_names())}
    assert {pathway.enzyme for pathway in facts.pathways} <= acted_on | set(gene_names())


@EVERY
def test_the_window_is_about_an_output_of_the_model(inn):
    facts = load_drug(inn)
    output = {o.name: o for o in model_of(facts).outputs}[facts.target_output]
    if facts.window.kind == "published":
        assert facts.window.unit == output.unit
    else:
        assert facts.labelled_dose_range_mg is not None, "a reference window needs the labelled range"


@EVERY
def test_what_is_called_modelled_is_in_the_model_and_the_rest_is_said(inn):
    facts = load_drug(inn)
    model = model_of(facts)
    held = {g.gene for g in model.genotypes} | {i.enzyme for i in model.interactions}
    assert {p.enzyme for p in facts.pathways if p.modelled} <= held
    assert all(p.modelled or facts.not_modelled for p in facts.pathways)


@EVERY
def test_indications_are_told_apart(inn):
    facts = load_drug(inn)
    spellings = [s for i in facts.indications for s in (i.name.lower(), *i.aliases)]
    assert len(spellings) == len(set(spellings))
    assert all(facts.indication_named(spelling) for spelling in spellings)
    named = {i.name for i in facts.indications}
    assert all(set(other.indications) <= named for other in facts.alternatives)
