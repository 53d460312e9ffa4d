"""The reference list, the version, and how light the import is."""

import re
import subprocess
import sys

import pytest

from foredose.core import Citation, KnowledgeError
from foredose.knowledge import version
from foredose.knowledge.references import Reference, reference, references, shown


def test_the_version_is_year_month_number():
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", version())


def test_an_unknown_key_names_itself():
    with pytest.raises(KnowledgeError, match="Nobody1900"):
        reference("Nobody1900")


def test_a_reader_is_told_when_only_another_work_was_read():
    assert "read through" in shown(Citation(key="Jung2024", locus="Table 2"))
    assert "abstract read" in shown(Citation(key="Jukic2018", locus="abstract"))


def test_a_link_is_where_the_source_stands():
    assert reference("Liu2022").link == "https://doi.org/10.3389/fphar.2022.964758"
    assert reference("Kirchheiner2007").link == "https://pubmed.ncbi.nlm.nih.gov/16819548/"
    assert all(r.link or r.unknown for r in references().values())


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"title": "x", "read": "text", "year": 2000}, "needs a doi"),
        ({"title": "x", "read": "text", "url": "https://x"}, "without a year"),
        ({"title": "x", "read": "secondary", "year": 2000, "url": "https://x"}, "names the work"),
    ],
)
def test_an_incomplete_reference_is_refused(given, why):
    with pytest.raises(ValueError, match=why):
        Reference(**given)


def test_importing_the_loaders_pulls_in_nothing_heavy():
    code = (
        "import sys; import foredose.knowledge.drug_facts, foredose.knowledge.interaction_facts, "
        "foredose.knowledge.guideline_facts, foredose.knowledge.references; "
        "print([m for m in ('numpy', 'jax', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
