"""The review of a list of drugs as one page: what changes, the course of each level, choices, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

from foredose import __version__
from foredose.core import Indeterminate
from foredose.surfaces.intended_use import FULL
from foredose.surfaces.report.course import course_of
from foredose.surfaces.report.drawing import drawing
from foredose.surfaces.report.markup import Html, Piece, el, table
from foredose.surfaces.review.levels import level_lines
from foredose.surfaces.review.text import (
    NOT_JUDGED,
    asked_of,
    change_shown,
    fold_shown,
    guideline_line,
    judged_lines,
    metabolite_line,
    most_changed,
    observed_lines,
    stop_lines,
)
from foredose.surfaces.words import clean, number, percent

if TYPE_CHECKING:
    from foredose.application.causes import Cause
    from foredose.application.review_answer import DrugReview, Review

__all__ = ["review_page"]


def review_page(of: Review) -> str:
    """Return the page; nothing in it is loaded from elsewhere."""
    changed = most_changed(of)
    body = el(
        "main",
        el("h1", f"{len(of.drugs)} drugs together: {of.twin.person}"),
        el(
            "p",
            "Each drug's mean level beside the same regimen alone in the reference person.",
            class_="lead",
        ),
        *(el("p", clean(line), class_="notice absolute") for line in stop_lines(of) if line),
        _overview(changed),
        *(_drug(d) for d in changed),
        _alternatives(of),
        _switching(of),
        _pairs(of),
        _unknowns(of),
        el("section", el("p", NOT_JUDGED)),
    )
    style = resources.files("foredose.surfaces.report").joinpath("style.css").read_text("utf-8")
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"Review of {len(of.drugs)} drugs: foredose"), Html(f"<style>{style}</style>"),
    )  # fmt: skip
    foot = el("footer", el("p", f"foredose {__version__}. {FULL}"), class_="foot")
    return "<!doctype html>\n" + el("html", head, el("body", body, foot), lang="en") + "\n"


_NOT_ADVISED = "Predicted, not advised: these rest on levels whose context of use is not qualified."
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _overview(drugs: tuple[DrugReview, ...]) -> Html:
    rows: list[tuple[str, ...]] = []
    for d in drugs:
        rows.append(
            (asked_of(d), change_shown(d), _moved_by(d.causes), "yes" if d.advised else "no: see below")
        )
        rows += [
            (f"– its {m.name}", fold_shown(m.change, m.level), _moved_by(m.causes), "no: see below")
            for m in d.metabolites
        ]
    head = ("Drug", "Level beside the reference", "Moved by (fold)", "Qualified")
    return el("section", el("h2", "At a glance"), table("Levels", head, rows))


def _moved_by(causes: tuple[Cause, ...]) -> str:
    return ", ".join(f"{c.name} ({number(c.fold)})" for c in causes[:3]) or "–"


def _drug(of: DrugReview) -> Html:
    return el("section", el("h2", clean(asked_of(of))), el("p", clean(change_shown(of))), *_parts(of))


def _parts(of: DrugReview) -> Iterator[Piece]:
    yield from (el("p", clean(line)) for line in observed_lines(of))
    if of.curve is not None and not isinstance(of.level, Indeterminate):
        drawn = course_of(of.drug.inn, "mg/L", of.curve)
        yield drawing(drawn, f"Level of {of.drug.inn} over one interval, in this person and in the reference")
        yield el(
            "p",
            "This person (blue) and the reference person (grey): median and 90 % of the draws.",
            class_="source",
        )
    yield from (el("p", clean(line[0].upper() + line[1:])) for line in level_lines(of))
    for made in of.metabolites:
        told = metabolite_line(made)
        yield el("p", clean(told[0].upper() + told[1:]))
        if made.curve is not None:
            course = course_of(made.name, "mg/L", made.curve)
            yield drawing(course, f"Level of {made.name}, formed from {of.drug.inn}, over one interval")
    for line in judged_lines(of):
        yield el("p", clean(line[0].upper() + line[1:]))
    for advice in of.guidelines:
        yield el("p", clean(guideline_line(advice, of)), class_="notice")
    if of.doses and not of.advised:
        yield el("p", "What doses would amount to: p" + _NOT_ADVISED[1:], class_="notice why-not")
    if of.doses:
        rows = [
            (f"{o.dose_mg:g} mg every {o.interval_h:g} h{' (as taken)' if o.ordered else ''}",
             f"{number(o.equivalent_daily.value)} mg a day ({number(o.equivalent_daily.low)} to "
             f"{number(o.equivalent_daily.high)})", percent(o.benefit), percent(o.risk))
            for o in of.doses
        ]  # fmt: skip
        head = ("Dose", "As in the reference person", "Within the labelled doses", "Above them")
        yield table("Doses", head, rows)
    for gene in of.unmoved:
        state = gene.state or "not known"
        yield el(
            "p", clean(f"{gene.gene} {state}: exposure unchanged; {gene.kind}: {gene.why}"), class_="source"
        )
    if of.limits:
        yield el("ul", *(el("li", clean(f"Label: {limit}")) for limit in of.limits))
    if of.not_offered:
        items = (el("li", clean(f"{n.drug}: {n.unknown}")) for n in of.not_offered)
        yield el("details", el("summary", f"Not offered ({len(of.not_offered)})"), el("ul", *items))
    if not of.advised and of.change is not None:
        yield el("p", clean(f"{of.context}: do not rely on the number: {of.qualified}"), class_="source")


def _alternatives(of: Review) -> Html | None:
    rows = [
        (t.instead_of, t.alternative.drug.inn, ", ".join(t.alternative.indications[:3]), number(t.ratio),
         f"{t.gain:+.2f}", t.alternative.against or "; ".join(t.alternative.check[:2]) or "–")
        for t in of.tried
    ]  # fmt: skip
    if not rows:
        return None
    caution = None if of.advised else el("p", _NOT_ADVISED, class_="notice why-not")
    head = (
        "Instead of",
        "Alternative",
        "Both labelled for",
        "Its level, fold",
        "Gain of the list",
        "Against, to check",
    )
    return el(
        "section",
        el("h2", "Alternatives, each as the only switch"),
        caution,
        table("Alternatives", head, rows),
    )


def _switching(of: Review) -> Html | None:
    if of.switching is None:
        return None
    how = (
        "every list was looked at"
        if of.switching.exact
        else "not every list: those of the best single switches"
    )
    rows = [
        (f"{best.score:.2f}", ", ".join(f"{a} → {b}" for a, b in best.switches) or "no switch",
         ", ".join(f"{name} {number(ratio)}" for name, ratio in best.ratios))
        for best in (of.switching.taken, *of.switching.best)
    ]  # fmt: skip
    lead = (
        f"{of.switching.looked_at} lists; {how}. The first row is the list as it is; a lower score is better."
    )
    head = ("Score", "Switches", "Levels, fold of the reference")
    return el("section", el("h2", "Best sets of switches"), el("p", lead), table("Switches", head, rows))


def _pairs(of: Review) -> Html:
    rows = [
        (
            p.perpetrator,
            p.victim,
            ", ".join(p.enzymes) or "–",
            "–" if p.fold is None else number(p.fold),
            p.unknown,
        )
        for p in sorted(of.pairs, key=lambda p: (p.fold is None, -abs((p.fold or 1.0) - 1.0)))
    ]
    head = ("Drug", "Acts on", "By", "Fold", "Not known")
    return el(
        "section",
        el("h2", "All pairs"),
        el("details", el("summary", f"{len(rows)} pairs"), table("Pairs", head, rows)),
    )


def _unknowns(of: Review) -> Html:
    rows = [(u.what, u.effect, u.resolve) for u in of.unknowns]
    return el(
        "section", el("h2", "What is not known"), table("Unknown", ("What", "So", "It would take"), rows)
    )
