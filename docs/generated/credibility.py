"""Credibility: a section of each model's page, and one page with every context of use of the board."""

from __future__ import annotations

from collections.abc import Iterable

from foredose.knowledge import version
from foredose.qualification.credibility import CredibilityRecord, context_names, context_record, model_card
from foredose.surfaces.credibility.outline import Section, record_sections
from generated.markup import bullets, cell, table, write

_TABLES = {"Model risk", "Evidence", "Figures of validation", "Figures of calibration"}


def contexts() -> None:
    """Write the page of all contexts of use."""
    records = [context_record(name) for name in context_names()]
    write(
        "contexts/index.md",
        [
            "# Contexts of use",
            "",
            f"How far to believe a predicted exposure ratio, per context of use. Knowledge version {version()}. "
            "How to read it: [credibility](../explanation/credibility.md).",
            *table(
                ("Context", "Influence", "Consequence", "Risk", "Verdict"),
                map(_row, records),
            ),
            *(line for r in records for line in _context(r)),
        ],
    )  # fmt: skip


def _row(of: CredibilityRecord) -> tuple[str, ...]:
    link = f"[{cell(of.subject)}](#{_anchor(of)})"
    return link, of.influence.level, of.consequence.level, of.risk, cell(of.verdict)


def _anchor(of: CredibilityRecord) -> str:
    return of.subject.lower().replace(": ", "-").replace(" ", "-")


def _context(of: CredibilityRecord) -> list[str]:
    return [f"## {cell(of.subject)} {{ #{_anchor(of)} }}", "", *_sections(record_sections(of))]


def model_credibility(name: str) -> list[str]:
    """Return the section of a model's page."""
    return ["## Credibility", "", *_sections(record_sections(model_card(name).record))]


def _sections(sections: Iterable[Section]) -> list[str]:
    return [line for s in sections for line in _section(s)]


def _section(of: Section) -> list[str]:
    rows = (tuple(cell(c) for c in row) for row in of.rows)
    return [
        f"**{of.title}**",
        "",
        *(bullets(cell(line) for line in of.lines) if of.lines else ()),
        *(table(of.columns, rows) if of.title in _TABLES else ()),
        "",
    ]
