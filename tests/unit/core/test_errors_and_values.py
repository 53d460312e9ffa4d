from dataclasses import FrozenInstanceError

import pytest

from foredose.core import (
    Citation,
    ForedoseError,
    Indeterminate,
    InputError,
    KnowledgeError,
    ModelError,
    SolveError,
)

FIELDS = {"found": "a cat", "expected": "a dog", "where": "the box", "remedy": "look again"}


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(InputError, 2), (KnowledgeError, 70), (ModelError, 70), (SolveError, 70)]
)
def test_an_error_says_five_things_and_whose_fault_it_is(kind, exit_code):
    error = kind("box.cat", **FIELDS)
    assert isinstance(error, ForedoseError) and error.exit_code == exit_code
    assert error.as_dict() == {"code": "box.cat", **FIELDS}
    assert all(text in str(error) for text in ("box.cat", *FIELDS.values()))


def test_cannot_conclude_is_a_value_that_does_not_change():
    doubt = Indeterminate(why="no weight", resolve="weigh")
    with pytest.raises(FrozenInstanceError):
        doubt.why = "other"
    assert doubt == Indeterminate(why="no weight", resolve="weigh")


def test_a_citation_reads_as_key_and_place():
    assert str(Citation(key="Liu2022", locus="Table 4")) == "Liu2022, Table 4"
