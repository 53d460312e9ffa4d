"""Pages of drugs: doses, window, pathways, guidelines, stops, and what is not known."""

from __future__ import annotations

from foredose.knowledge import version
from foredose.knowledge.drug_facts import DrugFacts, WindowFact, drug_names, load_drug
from foredose.knowledge.guideline_facts import guidelines_for
from foredose.knowledge.guideline_sentence import sentence
from foredose.knowledge.stop_facts import stops
from generated.markup import bullets, cell, cited, code, table, write


def drugs() -> None:
    """Write a page of each drug, and their list."""
    found = [facts for inn in drug_names() if (facts := load_drug(inn)) is not None]
    for drug in found:
        drug_page(drug)
    write(
        "drugs/index.md",
        ["# Drugs", "", f"Knowledge version {version()}.", ""] + [f"- [{d.inn}]({d.inn}.md)" for d in found],
    )


def drug_page(facts: DrugFacts) -> None:
    """Write one drug: doses, window, pathways, guidelines, stops, and what is not known."""
    write(
        f"drugs/{facts.inn}.md",
        [
            *_drug_head(facts),
            *_window(facts.window),
            *_doses(facts),
            *_pathways(facts),
            *_guidelines(facts),
            *_stops(facts),
            *_what_is_missing(facts),
        ],
    )


def _drug_head(facts: DrugFacts) -> list[str]:
    """Name a drug, its codes and its model."""
    model = f"[{cell(facts.model)}](../models/{facts.model}.md)" if facts.model else "none"
    return [
        f"# {facts.inn}",
        "",
        f"RxNorm {facts.rxnorm}; ATC {', '.join(facts.atc)}. Model: {model}.",
        "",
    ]


def _window(window: WindowFact | None) -> list[str]:
    """Show a drug's window and what it rests on."""
    basis = [f"{cell(window.basis)} Source: {cited(window.source)}."] if window else []
    return ["## Window", "", f"{cell(_window_numbers(window))}.", "", *basis, ""]


def _window_numbers(window: WindowFact | None) -> str:
    """Return a window's limits for a reader."""
    if window is None:
        return "none"
    if window.kind == "reference":
        return f"{window.measure}, reference window computed for the reference twin"
    return f"{window.measure} {window.low:g} to {window.high:g} {window.unit}; harm above {window.toxic:g}"


def _doses(facts: DrugFacts) -> list[str]:
    """Show the doses and intervals that are weighed against each other."""
    return [
        "## Doses offered",
        "",
        f"{', '.join(f'{dose:g}' for dose in facts.dose_options_mg)} mg, every "
        f"{' or '.join(f'{hours:g}' for hours in facts.intervals_h)} h.",
        "",
    ]


def _pathways(facts: DrugFacts) -> list[str]:
    """Show which genes a drug passes by, and which of them its model holds."""
    return [
        "## Pathways",
        *table(
            ("Gene", "Role", "In the model", "Source"),
            (
                (cell(p.enzyme), p.role, "yes" if p.modelled else "no", cited(p.source))
                for p in facts.pathways
            ),
        ),
    ]


def _guidelines(facts: DrugFacts) -> list[str]:
    """Show what guidelines say about a drug."""
    return [
        "## Guideline facts",
        *table(
            ("Source", "What it says, in our words", "Strength"),
            (
                (f"[{f.source}]({f.url})", cell(sentence(f)), cell(f.strength))
                for f in guidelines_for(facts.inn)
            ),
        ),
    ]


def _stops(facts: DrugFacts) -> list[str]:
    """Show what stops or warns before a drug is given."""
    return [
        "## Stops",
        *table(
            ("Code", "Severity", "Text", "Source", "Read"),
            (
                (code(s.code), s.severity, cell(s.text), cell(s.source), cell(s.read))
                for s in stops()
                if s.concerns(facts.inn)
            ),
        ),
    ]


def _what_is_missing(facts: DrugFacts) -> list[str]:
    """Name what the simulation leaves out and what nobody knows."""
    return [
        "## Not in the simulation",
        "",
        *bullets(cell(item) for item in facts.not_modelled),
        "",
        "## Not known",
        "",
        *bullets(f"{cell(topic)}: {cell(why)}" for topic, why in facts.unknown.items()),
    ]
