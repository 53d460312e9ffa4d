"""A card as sections of lines and rows, which text, page and site show each in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foredose.knowledge.references import shown
from foredose.qualification.credibility.record import NOT_RUN
from foredose.qualification.credibility.risk import RISK_RULE
from foredose.surfaces.words import number

if TYPE_CHECKING:
    from foredose.qualification.credibility import CredibilityRecord, Evidence, Figure

__all__ = ["Section", "record_sections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what stands below it, and a table where there is one."""

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def record_sections(of: CredibilityRecord) -> Iterator[Section]:
    """Return a credibility record, the judgement first."""
    yield Section(title="Judgement", lines=(of.verdict, _adequate(of)))
    yield Section(title="Question of interest", lines=(of.question,))
    yield Section(title="Context of use", lines=(of.context,))
    yield _risk(of)
    yield Section(title="Demanded beforehand", lines=of.goals)
    yield _evidence(of)
    if of.kind == "context of use":  # of a model they are its checks, which its card and page show
        yield from (_figures(e) for e in of.evidence if e.figures)
    yield Section(title="Where it does not carry over, or is not known to", lines=of.applicability)
    yield Section(title="What it would take", lines=of.needed or ("nothing more than was demanded",))
    yield Section(title="Terms", lines=tuple(shown(c) for c in of.framework))


def _adequate(of: CredibilityRecord) -> str:
    if of.adequate is None:
        return "Adequate for decisions about a person: unknown: no criterion was committed beforehand."
    return f"Credibility is {'adequate' if of.adequate else 'not adequate'} for this context."


def _risk(of: CredibilityRecord) -> Section:
    return Section(
        title="Model risk",
        columns=("What", "Grade", "Why"),
        rows=(
            ("Model influence", of.influence.level, of.influence.why),
            ("Decision consequence", of.consequence.level, of.consequence.why),
            ("Model risk", of.risk, RISK_RULE),
        ),
    )


def _evidence(of: CredibilityRecord) -> Section:
    return Section(
        title="Evidence",
        lines=(NOT_RUN,),
        columns=("Kind", "What was done", "Beside", "Found", "Where"),
        rows=tuple((e.kind, e.what, e.comparator or "-", e.found, e.where) for e in of.evidence),
    )


def _figures(of: Evidence) -> Section:
    return Section(
        title=f"Figures of {of.kind}",
        columns=("Figure", "Value", "95 % interval", "Demanded", "Met"),
        rows=tuple(
            (f.name, _value(f, f.value), _interval(f), f.demanded or "-", _met(f)) for f in of.figures
        ),
    )


def _value(of: Figure, value: float) -> str:
    return f"{100 * value:.0f} %" if of.unit == "share" else number(value)


def _interval(of: Figure) -> str:
    if of.low is None or of.high is None:
        return "-"
    return f"{_value(of, of.low)} to {_value(of, of.high)}"


def _met(of: Figure) -> str:
    return "-" if of.met is None else "yes" if of.met else "no"
