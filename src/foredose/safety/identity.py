"""Is this genome this person's, and may this person be advised at all?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foredose.core import Indeterminate
from foredose.twin.snapshot import Twin

__all__ = ["IdentityCheck", "Refusal", "check_identity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why no advice is given for this person; ``code`` is stable."""

    code: str
    why: str
    resolve: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCheck:
    """The refusals, what could not be checked, and how genome and record are linked.

    ``unknowns`` do not refuse, but must be shown: nobody has confirmed what they name.
    """

    refusals: tuple[Refusal, ...]
    unknowns: tuple[Indeterminate, ...]
    link: str

    @property
    def refused(self) -> Indeterminate | None:
        """All refusals as one value, ``None`` when there is none."""
        if not self.refusals:
            return None
        return Indeterminate(
            why="; ".join(r.why for r in self.refusals), resolve="; ".join(r.resolve for r in self.refusals)
        )


def check_identity(twin: Twin) -> IdentityCheck:
    """Check that the person lives, that the genome is linked to the record, and that the sexes agree.

    A record that declares genome samples must name the genome's; one that declares none leaves the link to
    whoever gave the two files together, which is said as unknown.
    """
    refusals = (*_dead(twin), *_other_sample(twin), *_other_sex(twin))
    return IdentityCheck(refusals=refusals, unknowns=(*_unlinked(twin), *_sex_untold(twin)), link=_link(twin))


def _dead(twin: Twin) -> Iterator[Refusal]:
    if twin.deceased is not False:
        day = "" if isinstance(twin.deceased, bool) else f" on {twin.deceased.isoformat()}"
        yield Refusal(
            code="identity.deceased",
            why=f"the record says that the person died{day}",
            resolve="choose the record of the person to be treated",
        )


def _other_sample(twin: Twin) -> Iterator[Refusal]:
    if twin.genome is not None and twin.specimens and twin.genome.sample not in twin.specimens:
        yield Refusal(
            code="identity.other_sample",
            why=f"the genome is of sample {twin.genome.sample}, the record links this person to "
            f"{', '.join(twin.specimens)}",
            resolve="give the genome of the linked sample, or correct the link in the record",
        )


def _other_sex(twin: Twin) -> Iterator[Refusal]:
    if (
        twin.genome is None
        or isinstance(twin.genome.sex, Indeterminate)
        or isinstance(twin.sex, Indeterminate)
    ):
        return
    if twin.genome.sex != twin.sex:
        yield Refusal(
            code="identity.other_sex",
            why=f"the X chromosome of the genome is that of a {twin.genome.sex}, "
            + (f"the record says {twin.sex}" if twin.has_record else f"{twin.sex} was stated"),
            resolve="check that genome and record are of the same person"
            if twin.has_record
            else "check that the genome is of this person, or correct the stated sex",
        )


def _unlinked(twin: Twin) -> Iterator[Indeterminate]:
    if twin.genome is not None and not twin.specimens:
        untold = "the record names no genome sample: " if twin.has_record else ""
        place = "the record" if twin.has_record else "a record"
        yield Indeterminate(
            why=f"{untold}only the command line links this genome to the person",
            resolve=f"name the sample in {place} (Specimen or Patient identifier)",
        )


def _sex_untold(twin: Twin) -> Iterator[Indeterminate]:
    if twin.genome is None:
        return
    for sex in (twin.genome.sex, twin.sex):
        if isinstance(sex, Indeterminate):
            other = "record" if twin.has_record else "person"
            why = f"the sexes of genome and {other} are not compared: {sex.why}"
            yield Indeterminate(why=why, resolve=sex.resolve)


def _link(twin: Twin) -> str:
    if twin.genome is None:
        return "no genome"
    if twin.genome.sample in twin.specimens:
        return f"sample {twin.genome.sample}, named in the record"
    return "declared on the command line" if not twin.specimens else "contradicted by the record"
