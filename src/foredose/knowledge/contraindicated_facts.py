"""Drugs that labels forbid or restrict together: ``knowledge/contraindicated.tsv``.

The other side is a drug or a class: ``class:MAOI`` (its members are lines of the table), ``class:ATC N06AB`` (by code),
or ``class:strong CYP3A4 inhibitor`` (by the strength that ``interaction_facts`` tells).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from foredose.core import Citation
from foredose.knowledge.choice_facts import drug_choices
from foredose.knowledge.interaction_facts import perpetrations
from foredose.knowledge.rows import broken, rows_of

__all__ = ["Together", "forbidden_together", "together_facts", "together_sources"]

_PATH = Path(__file__).with_name("contraindicated.tsv")
_COLUMNS = ("drug", "other", "severity", "text", "source", "locus")
_CLASS, _MEMBER = "class:", "member"
Severity = Literal["contraindicated", "restrict"]
_SEVERITIES: Mapping[str, Severity] = {"contraindicated": "contraindicated", "restrict": "restrict"}
_STRONGER = {"strong": ("strong",), "moderate": ("strong", "moderate")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What a label says of a drug beside another drug or a class; ``text`` is the restriction, where it is one."""

    drug: str
    other: str
    severity: Severity
    text: str
    source: Citation


@lru_cache(maxsize=1)
def together_facts() -> tuple[Together, ...]:
    """Return every line but those of members.

    Raises
    ------
    KnowledgeError
        ``knowledge.contraindicated`` when a line breaks the schema.
    """
    return tuple(_fact(number, row) for number, row in _rows() if row[2] != _MEMBER)


def forbidden_together(one: str, other: str) -> Together | None:
    """Return what a label of either drug says of the two together, the gravest first; ``None`` where none does."""
    found = [
        f for f in together_facts()
        if (f.drug == one and _is(other, f.other)) or (f.drug == other and _is(one, f.other))
    ]  # fmt: skip
    return min(found, key=lambda f: f.severity != "contraindicated", default=None)


@lru_cache(maxsize=4096)
def _is(inn: str, other: str) -> bool:
    """Return whether a drug is what the other side of a line names."""
    if not other.startswith(_CLASS):
        return inn == other
    name = other.removeprefix(_CLASS)
    if name.startswith("ATC "):
        choices = drug_choices(inn)
        return choices is not None and name.removeprefix("ATC ") in choices.groups()
    if name in _members():
        return inn in _members()[name]
    strength, enzyme, kind = name.split()
    return any(
        p.enzyme == enzyme and p.kind == kind and p.strength in _STRONGER[strength]
        for p in perpetrations([inn])
    )


@lru_cache(maxsize=1)
def _members() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, row in _rows():
        if row[2] == _MEMBER:
            found.setdefault(row[0].removeprefix(_CLASS), set()).add(row[1])
    return {name: frozenset(members) for name, members in found.items()}


def together_sources() -> frozenset[str]:
    """Return the keys of all sources of the table, of members too."""
    return frozenset(row[4] for _, row in _rows())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[int, list[str]], ...]:
    return tuple(rows_of(_PATH, _COLUMNS, "contraindicated"))


def _fact(number: int, row: list[str]) -> Together:
    drug, other, severity, text, source, locus = row
    if severity not in _SEVERITIES:
        raise broken("contraindicated", _PATH, number, f"the severity {severity!r}", ", ".join(_SEVERITIES))
    return Together(
        drug=drug,
        other=other,
        severity=_SEVERITIES[severity],
        text=text,
        source=Citation(key=source, locus=locus),
    )
