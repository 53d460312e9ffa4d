"""A genome as it is given to a use case: the file, calls made elsewhere, and what is declared of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from foredose.genome import Absent, Assumptions
from foredose.genome.panel import Prior
from foredose.sources.bed import read_bed

__all__ = ["Declared", "GivenGenome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What is declared of one or many genomes; as ``genome.Assumptions``, and ``assayed`` is a BED file."""

    absent: Absent = "unknown"
    assayed: Path | str | None = None
    ignore_phase: bool = False
    prior: Prior = "population"

    @property
    def bed(self) -> Path | None:
        """The file of assayed regions."""
        return None if self.assayed is None else Path(self.assayed)

    def assumptions(self) -> Assumptions:
        """Return how the genomes are to be read.

        Raises
        ------
        InputError
            When the BED file cannot be read.
        """
        return Assumptions(
            absent=self.absent,
            assayed=None if self.bed is None else read_bed(self.bed),
            ignore_phase=self.ignore_phase,
            prior=self.prior,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGenome(Declared):
    """What is given of a genome, and what is declared of it.

    Parameters
    ----------
    path
        A VCF on GRCh38 or GRCh37; may be left out beside outside calls.
    sample
        The sample of a file that holds several.
    calls, call
        Outside calls: the result files of any number of callers, and ``GENE=DIPLOTYPE`` texts. They speak of one
        person, so a file of many samples needs ``sample``.
    """

    path: Path | str | None = None
    sample: str | None = None
    calls: Path | str | Sequence[Path | str] = ()
    call: tuple[str, ...] = ()

    @property
    def file(self) -> Path | None:
        """The file of variants."""
        return None if self.path is None else Path(self.path)

    @property
    def call_files(self) -> tuple[Path, ...]:
        """The files of outside calls."""
        several = (self.calls,) if isinstance(self.calls, Path | str) else self.calls
        return tuple(map(Path, several))
