"""What another caller or a laboratory reports of one gene: every answer it leaves possible."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BY_HAND", "Answer", "OutsideCall"]

BY_HAND = "given by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer and its weight among the answers of one call; exactly one of the four is given.

    Parameters
    ----------
    alleles
        The two chromosomes in the catalogue's names.
    phenotype
        One of the gene's phenotypes, when neither a diplotype nor a name that gives one was reported.
    activity_score
        CPIC's score, when neither was reported.
    statements
        For a gene whose alleles are carried or not (HLA): ``"*57:01 positive"``, one for each allele that the
        report speaks of; they hold beside each other.
    """

    weight: float = 1.0
    alleles: tuple[str, str] | None = None
    phenotype: str | None = None
    activity_score: float | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCall:
    """One gene as another caller or a laboratory reports it.

    Parameters
    ----------
    answers
        What it leaves possible, weights summing to 1; empty where it looked and could not tell.
    caller, version
        Who called it, for example ``"Aldy"``; the version where the file states one.
    doubt
        What the caller says against its own call (a filter, another possible phase); ``None`` when it passed.
    sample
        Name of the sample in the file, where it names one.
    subject
        The patient that a FHIR file refers to, in its words; a sample of no other file has such a name.
    """

    gene: str
    caller: str
    answers: tuple[Answer, ...]
    version: str | None = None
    doubt: str | None = None
    sample: str | None = None
    subject: str | None = None

    @property
    def who(self) -> str:
        """The caller with its version, for people."""
        return self.caller if self.version is None else f"{self.caller} {self.version}"

    @property
    def _only(self) -> Answer | None:
        return self.answers[0] if len(self.answers) == 1 else None

    @property
    def alleles(self) -> tuple[str, str] | None:
        """The diplotype, when the call has one answer and that is a diplotype."""
        return self._only.alleles if self._only is not None else None

    @property
    def phenotype(self) -> str | None:
        """The phenotype, when the call has one answer and that is a phenotype."""
        return self._only.phenotype if self._only is not None else None

    @property
    def activity_score(self) -> float | None:
        """The score, when the call has one answer and that is a score."""
        return self._only.activity_score if self._only is not None else None
