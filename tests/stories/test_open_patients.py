"""Five people of the open 1000 Genomes panel, prescribed every modelled drug: an answer or a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from foredose.application.assess import Stated, advise
from foredose.application.given import GivenGenome

PATIENTS = ("NA19109", "NA12813", "NA18992", "NA19789", "HG03643")
ORDERS = (
    "clopidogrel 75 mg daily for PCI",
    "warfarin 5 mg daily",
    "codeine 30 mg every 6 hours",
    "atorvastatin 40 mg daily",
    "escitalopram 10 mg daily",
    "tacrolimus 3 mg twice daily",
)
TODAY = date(2026, 6, 15)


@pytest.mark.parametrize("name", PATIENTS)
def test_every_order_is_answered_or_refused_with_a_reason(name: str, external: Callable[[str], Path]) -> None:
    genome = external(f"patient_{name}")
    sex = None
    for order in ORDERS:
        stated = Stated(age=50, sex=sex, weight_kg=75, hematocrit_percent=38)
        found = advise(
            order=order, genome=GivenGenome(path=genome, absent="reference"), stated=stated, as_of=TODAY
        )
        answer = found.assessment
        assert found.genome is not None
        assert found.genome.sample == name
        assert found.genome.absent_declared_reference
        assert not any(gene.reportable for gene in found.genome.genes.values()), order
        assert answer.headline.startswith(answer.order.drug)
        if answer.refused is not None:
            assert answer.refused.why, order
            assert answer.refused.resolve, order
        elif answer.options:
            assert all(0 <= option.benefit <= 1 and 0 <= option.risk <= 1 for option in answer.options)
        else:
            # a guideline speaks against every dose: each says so
            assert any(advice.against for advice in answer.guidelines), order
            assert answer.not_offered, order
            assert all(choice.unknown for choice in answer.not_offered), order
        # the first answer tells the sex that the file shows; later orders state it
        sex = found.genome.sex if isinstance(found.genome.sex, str) else None
