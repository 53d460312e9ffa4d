"""Every citation, in fact files, in code and in the declared models, names a reference; none is idle."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml

import foredose
from foredose.core import Citation
from foredose.dosing.equations import EQUATION_SOURCES
from foredose.genome.effect.sources import SOURCES as EFFECT_SOURCES
from foredose.knowledge.activity_facts import activity_genes, activity_table
from foredose.knowledge.choice_facts import all_choices
from foredose.knowledge.condition_facts import condition_facts
from foredose.knowledge.contraindicated_facts import together_sources
from foredose.knowledge.disposition_facts import disposition, disposition_names
from foredose.knowledge.interaction_facts import CLASS_SOURCE, SCORE_SOURCE
from foredose.knowledge.observed_facts import observed_ratios
from foredose.knowledge.references import references
from foredose.knowledge.turnover_facts import turnovers
from foredose.models import find_model, model_names
from foredose.qualification.credibility.record import FRAMEWORK

ROOT = Path(foredose.__file__).parent
FILES = sorted(
    p
    for kind in (
        "drugs",
        "interactions",
        "guidelines",
        "guidelines_bulk",
        "physiology",
        "compounds",
        "populations",
    )
    for p in (ROOT / "knowledge" / kind).glob("*.yaml")
)
FILES += [ROOT / "knowledge" / name for name in ("pairs.yaml", "reported_drugs.yaml")]
GENES = sorted((ROOT / "knowledge" / "genes").glob("*/gene.yaml"))
MODELS = model_names()


def citations(part):
    """Every citation below a parsed file or a declared model."""
    if isinstance(part, Citation):
        yield part.key
    elif isinstance(part, dict):
        if set(part) == {"key", "locus"}:
            yield part["key"]
        for value in part.values():
            yield from citations(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from citations(value)
    elif is_dataclass(part):
        for each in fields(part):
            yield from citations(getattr(part, each.name))


def cited_in(path):
    return set(citations(yaml.safe_load(path.read_text(encoding="utf-8"))))


def cited_by(model):
    return set(citations(find_model(model)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fact_file_cites_only_references_in_the_list(path):
    cited = cited_in(path)
    assert cited, "a fact file without a citation"
    assert cited <= set(references())


@pytest.mark.parametrize("path", GENES, ids=lambda path: path.parent.name)
def test_a_gene_cites_only_references_in_the_list(path):
    assert cited_in(path) <= set(references())


@pytest.mark.parametrize("model", MODELS)
def test_a_model_cites_only_references_in_the_list(model):
    cited = cited_by(model)
    assert cited, "a model without a citation"
    assert cited <= set(references())


def test_no_reference_is_idle():
    used = {CLASS_SOURCE.key, SCORE_SOURCE.key} | {"TacrolimusSPC"}  # named in a locus beside the label
    used |= {source.key for source in (*EFFECT_SOURCES, *EQUATION_SOURCES, *FRAMEWORK)}
    for path in (*FILES, *GENES):
        used |= cited_in(path)
    for model in MODELS:
        used |= cited_by(model)
    for name in disposition_names():
        used |= set(disposition(name).cited)
    for gene in activity_genes():
        used |= {x.source.key for x in activity_table(gene).lines}
    used |= {r.source.key for r in observed_ratios()} | {t.source.key for t in turnovers().values()}
    used |= {f.source.key for choices in all_choices().values() for f in choices.facts}
    used |= {f.source.key for f in condition_facts()}
    used |= together_sources()
    assert not set(references()) - used
