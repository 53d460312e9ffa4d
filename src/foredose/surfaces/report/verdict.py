"""The top of the report: who, which order, where the answer stands, what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.surfaces.report.markup import Html, el, join
from foredose.surfaces.standing import genes_in_order, is_absolute, severity, standing, still_open
from foredose.surfaces.words import limit, limit_name, percent, ratio, sentence, target

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment, Exposure, HardStop

__all__ = ["deciding", "top", "verdict"]


def deciding(assessment: Assessment) -> Exposure | None:
    """Choose the exposure that the advice is about: the first with a window, else the first."""
    windowed = (item for item in assessment.exposure if item.in_window is not None)
    return next(windowed, next(iter(assessment.exposure), None))


def top(assessment: Assessment) -> Html:
    """Name the product, the person and the day."""
    brand = el("div", "foredose", el("span", "before the first dose"), class_="brand")
    person = el("span", "Person ", el("b", assessment.twin.person))
    day = el("span", "As of ", el("b", str(assessment.twin.as_of)))
    return el("header", brand, el("div", person, day, class_="who"), class_="top")


def verdict(assessment: Assessment) -> Html:
    """Say in one block what a prescriber needs in ten seconds."""
    stands = standing(assessment)
    missing = " The answer is incomplete: a fact is missing." if still_open(assessment, stands) else ""
    return el(
        "div",
        el("div", el("span", stands.word, class_="badge"), el("span", stands.sentence + missing)),
        el("h1", sentence(assessment.headline)),
        el("p", "Order: ", el("b", assessment.order.text), class_="order"),
        _takes(assessment),
        _refusal(assessment),
        join(_stop(stop) for stop in assessment.hard_stops),
        el("dl", *_tiles(assessment), class_="tiles"),
        class_=f"verdict {stands.level}",
    )


def _takes(assessment: Assessment) -> Html:
    if not assessment.twin.medications:
        return Html("")
    return el("p", "Takes: ", el("b", "; ".join(assessment.twin.medications)), class_="order")


def _refusal(assessment: Assessment) -> Html:
    if assessment.refused is None:
        return Html("")
    why = el("p", el("b", "No advice, because "), assessment.refused.why.rstrip(".") + ".")
    resolve = el("p", el("b", "Would settle it: "), assessment.refused.resolve.rstrip(".") + ".")
    return el("div", why, resolve, class_="notice why-not", role="note")


def _stop(stop: HardStop) -> Html:
    kind = "notice absolute" if is_absolute(stop) else "notice"
    words = el("p", el("b", f"{severity(stop)}: "), stop.text)
    return el("div", words, el("p", stop.source, class_="source"), class_=kind, role="note")


def _tiles(assessment: Assessment) -> Iterator[Html]:
    yield from _gene_tiles(assessment)
    item = deciding(assessment)
    if item is None:
        return
    figure, _, bounds = ratio(item.ratio_to_reference).partition(" (")
    yield _tile(
        f"{item.analyte}, against the reference person", figure, f"90 % interval {bounds.rstrip(')')}"
    )
    if item.window and item.in_window is not None:
        yield _tile("Probability in the target window", percent(item.in_window), target(item.window))
    if item.window and item.above_toxic is not None:
        shown = percent(item.above_toxic)
        yield _tile(f"Probability above the {limit_name(item.window)}", shown, f"above {limit(item.window)}")


def _gene_tiles(assessment: Assessment) -> Iterator[Html]:
    call = assessment.twin.genome
    spoken: dict[str, str] = {}
    for advice in assessment.guidelines:
        spoken = dict(advice.genes) | spoken
    for name in genes_in_order(assessment)[:2]:
        gene = call.genes.get(name) if call else None
        if gene and gene.phenotypes:
            leading = next(
                (one for one in gene.phenotypes if one.name == spoken.get(name)), gene.phenotypes[0]
            )
            alleles = f", {gene.diplotypes[0].name}" if gene.diplotypes else ""
            aside = f"{percent(leading.probability)}{alleles}"
            if "because of" in spoken.get(name, ""):
                as_seen = spoken[name].partition(" (")[0]
                yield _tile(name, as_seen, f"by genotype {leading.name}, {aside}", long=True)
            else:
                yield _tile(name, leading.name, aside, long=True)
        else:
            yield _tile(name, "not known", "no call", long=True)


def _tile(name: str, figure: str, aside: str, *, long: bool = False) -> Html:
    size = "figure long" if long else "figure"
    shown = (el("dd", figure, class_=size), el("dd", aside, class_="aside"))
    return el("div", el("dt", name), *shown, class_="tile")
