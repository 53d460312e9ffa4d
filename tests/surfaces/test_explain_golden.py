"""``genome explain`` word for word: what a person reads of one gene, against ``golden/explain_<case>.txt``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foredose.surfaces.cli import main
from genome_vcf import gene_records, record, write_vcf

pytestmark = pytest.mark.surfaces
GOLDEN = Path(__file__).parent / "golden"


def rapid_and_poor() -> list[str]:
    """CYP2C19 *2/*17: on one chromosome the two changes of *2, on the other that of *17, all positions seen."""
    seen = {"rs4244285": "G/A", "rs12769205": "A/G", "rs3758581": "G/G", "rs12248560": "C/T"}
    return gene_records("CYP2C19", seen, background="*38")


def hap_b3() -> list[str]:
    """DPYD HapB3 by its intron variant and its marker, all positions seen."""
    return gene_records("DPYD", {"rs75017182": "G/C", "rs56038477": "C/T"}, background="Reference")


def half_seen() -> list[str]:
    """CYP2C9 of a small panel: two positions seen, one filtered, one not called, the others absent."""
    seen = {"rs1799853": "C/T", "rs28371686": "C/C", "rs7900194": "./."}
    filtered = record("chr10", 94981296, "A", "C", "0/1", "LowQual")
    return [*gene_records("CYP2C9", seen, background=None), filtered]


CASES: dict[str, tuple[str, Callable[[], list[str]], int]] = {
    "cyp2c19_2_17": ("CYP2C19", rapid_and_poor, 0),
    "dpyd_hapb3": ("DPYD", hap_b3, 0),
    "cyp2c9_half_seen": ("CYP2C9", half_seen, 3),
}


@pytest.mark.parametrize("case", CASES)
def test_the_explanation_is_the_one_written_down(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    gene, lines, code = CASES[case]
    file = write_vcf(tmp_path / "person.vcf", lines())
    with pytest.raises(SystemExit) as left:
        main(["genome", "explain", str(file), gene])
    printed = capsys.readouterr().out
    assert left.value.code == code
    assert printed == (GOLDEN / f"explain_{case}.txt").read_text(encoding="utf-8")
