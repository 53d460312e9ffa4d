"""The use case of the report: guidance only for drugs of which something is said."""

from __future__ import annotations

import pytest

from foredose.application.genome_report import guidance_of
from foredose.genome import call_outside
from foredose.sources.outside_calls import parse_call

pytestmark = pytest.mark.unit


def test_only_drugs_of_the_genes_that_were_called_are_spoken_of() -> None:
    said = guidance_of(call_outside("p", (parse_call("CYP3A5=*3/*3"),)))
    assert list(said) == ["tacrolimus"]
    assert all(set(one.fact.genes) == {"CYP3A5"} for one in said["tacrolimus"])


def test_nothing_is_said_without_genes() -> None:
    assert guidance_of(call_outside("p", ())) == {}
