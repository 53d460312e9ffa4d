"""Names as laboratories write them: older stars, the gene before the allele, one copy of a gene on X."""

from __future__ import annotations

import pytest

from foredose.application.genomes import known_genes
from foredose.core import InputError
from foredose.sources.outside_calls import parse_call


@pytest.mark.parametrize(
    ("text", "alleles"),
    [
        ("DPYD=*1/*2A", ("Reference", "c.1905+1G>A (*2A)")),
        ("DPYD=*1/*13", ("Reference", "c.1679T>G (*13)")),
        ("CYP2D6=CYP2D6*1/CYP2D6*4", ("*1", "*4")),
        ("CYP2D6=CYP2D6*1/*4", ("*1", "*4")),
    ],
)
def test_older_and_longer_names_are_read(text: str, alleles: tuple[str, str]) -> None:
    (answer,) = parse_call(text).answers
    assert answer.alleles == alleles


@pytest.mark.parametrize(
    ("text", "phenotype"), [("G6PD=A- 202A_376G", "Deficient"), ("G6PD=B (reference)", "Normal")]
)
def test_one_copy_of_a_gene_on_x_is_its_phenotype(text: str, phenotype: str) -> None:
    (answer,) = parse_call(text).answers
    assert (answer.alleles, answer.phenotype) == (None, phenotype)


def test_a_name_that_nobody_knows_is_still_refused() -> None:
    with pytest.raises(InputError, match=r"call\.allele"):
        parse_call("DPYD=*1/*99")


def test_genes_are_found_in_any_case_of_letters() -> None:
    assert known_genes(["cyp2c9", "cyp2c_CLUSTER"]) == ("CYP2C9", "CYP2C_cluster")
