"""The credibility record of a context of use of the board."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from foredose.core import InputError
from foredose.qualification.board import Context, Line, committed_board
from foredose.qualification.contexts import CRITERIA
from foredose.qualification.credibility.families import FAMILIES
from foredose.qualification.credibility.figures import calibration_of, rules_beside, validation_of
from foredose.qualification.credibility.record import CredibilityRecord, Evidence, unknown
from foredose.qualification.credibility.risk import model_risk
from foredose.qualification.credibility.shortfall import needed_for
from foredose.qualification.credibility.verified_by import NETWORK

__all__ = ["context_names", "context_record"]

_ANY = {"genotype": "any gene", "interaction": "any enzyme", "interaction within genotype": "any gene"}


def context_names() -> tuple[str, ...]:
    """Return every context of use of the committed board."""
    return tuple(c.name for c in committed_board().contexts if c.split == "validation")


def context_record(name: str) -> CredibilityRecord:
    """Return the credibility record of a context of use.

    Raises
    ------
    InputError
        ``context.unknown`` for a context that is not on the board.
    """
    _refuse_unknown(name)
    family_name, _, of = name.partition(": ")
    family, criterion = FAMILIES[family_name], CRITERIA[family_name]
    validation, calibration = (_context(name, split) for split in ("validation", "calibration"))
    assert validation is not None
    lines = tuple(x for x in committed_board().lines if name in x.contexts and x.row.validates)
    shown = _in_words(of) if of else _ANY.get(family_name, "")
    qualified = validation.verdict == "qualified"
    return CredibilityRecord(
        subject=name,
        kind="context of use",
        question=family.question.format(of=shown),
        context=family.asked_in.format(of=shown),
        influence=family.influence,
        consequence=family.consequence,
        risk=model_risk(family.influence.level, family.consequence.level),
        goals=(f"{criterion}; committed before the first scoring",),
        evidence=(
            *NETWORK,
            _plausible(),
            calibration_of(calibration.score if calibration else None),
            validation_of(lines, validation.score, criterion),
            *rules_beside(lines),
        ),
        applicability=(*_studied(lines), *family.limits),
        adequate=qualified,
        verdict="qualified: adequate for this context" if qualified else validation.verdict,
        needed=() if qualified else needed_for(lines, validation.score, criterion),
    )


def _refuse_unknown(name: str) -> None:
    names = context_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.3) or names[:3]
        raise InputError(
            "context.unknown",
            found=f"the context {name!r}",
            expected="a context of use of the board",
            where="foredose board --card CONTEXT",
            remedy=f"use one of {', '.join(repr(n) for n in near)}; `foredose board` shows all",
        )


def _in_words(of: str) -> str:
    return "an enzyme that is not known" if of == "none known" else of


def _context(name: str, split: str) -> Context | None:
    return next((c for c in committed_board().contexts if (c.name, c.split) == (name, split)), None)


def _plausible() -> Evidence:
    return Evidence(
        kind="plausibility",
        what="the provenance of every settled value of a validation drug, walked",
        found="none rests on a measured ratio",
        where="tests/gates/test_dispositions.py::"
        "test_no_parameter_of_a_validation_victim_rests_on_observed_ratios",
    )


def _studied(lines: Sequence[Line]) -> tuple[str, ...]:
    """Say of whom the validation rows are, as far as it is told."""
    if not lines:
        return (unknown("no validation row says in whom this was studied"),)
    people = [x.row.number for x in lines if x.row.number is not None]
    told = sum(bool(x.row.population) for x in lines)
    routes = ", ".join(sorted({x.row.route for x in lines}))
    return (
        f"validation drugs: {', '.join(sorted({x.row.victim for x in lines}))}",
        f"validation rows: {len(lines)}, by route {routes}; {len(people)} tell how many people were in the test group, "
        f"{sum(people)} over these rows, in which the same people may stand more than once",
        f"who they were is told in {told} of {len(lines)} rows; age, sex and organ function of the rest: "
        + unknown("not in knowledge/observed.tsv"),
    )
