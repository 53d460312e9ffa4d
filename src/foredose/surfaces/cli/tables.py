"""Plain tables on a terminal for genes and records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foredose.genome import rare_changes
from foredose.surfaces.genome.states import first_clause, sex_text, shown_phenotypes
from foredose.surfaces.words import clean, number, percent, unit

if TYPE_CHECKING:
    from foredose.genome import GeneCall, GenomeCall
    from foredose.sources import Record

__all__ = ["plain_table", "print_genomes", "print_record"]

PIPED_WIDTH = 120


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, whole_first: bool = False) -> None:
    """Print aligned columns without lines around them; nothing is cut when it is piped.

    ``whole_first`` keeps each cell of the first column on one line, as names that are copied need it.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number_of, name in enumerate(columns):
        table.add_column(name, overflow="fold", no_wrap=whole_first and not number_of)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    console.print(table)


def print_genomes(calls: Sequence[GenomeCall]) -> None:
    """Print the genes of each sample: phenotype first, star alleles second, what was seen.

    Of a reason only the first clause is shown; ``explain`` and ``report`` give all of it.
    """
    for call in calls:
        print(clean(f"{call.sample} · {call.assembly or 'laboratory calls only'}{sex_text(call)}"))
        plain_table(
            ("Gene", "Phenotype", "Diplotype", "Score", "Seen", "Reportable"), map(_gene, call.genes.values())
        )


def _gene(gene: GeneCall) -> tuple[str, ...]:
    phenotype = "; ".join(f"{one.name} {percent(one.probability)}" for one in shown_phenotypes(gene)) or "-"
    diplotype = (
        f"{gene.diplotypes[0].name} {percent(gene.diplotypes[0].probability)}" if gene.diplotypes else "-"
    )
    score = "-" if gene.activity_score is None else number(gene.activity_score)
    seen = f"{gene.positions.observed} of {gene.positions.defining}" if gene.positions.defining else "-"
    return gene.gene, phenotype, diplotype, score, seen, _reportable(gene)


def _reportable(gene: GeneCall) -> str:
    rare = len(rare_changes(gene))
    beyond = f"; {rare} rare coding change{'s' if rare > 1 else ''} beyond the definitions" if rare else ""
    return ("yes" if gene.reportable else f"no: {first_clause(gene.reason or 'no reason given')}") + beyond


def print_record(record: Record) -> None:
    """Print who the record is about and every dated fact in it."""
    born = record.birth_date or "birth date missing"
    print(clean(f"{record.person} · {record.sex or 'sex missing'} · {born}{_death(record)}"))
    plain_table(("Kind", "What", "Value", "Date", "From"), _facts(record))
    if record.unread:
        print(f"{len(record.unread)} entries were not read: " + clean(", ".join(record.unread[:5])))


def _death(record: Record) -> str:
    if record.deceased is False:
        return ""
    return " · deceased" if record.deceased is True else f" · deceased {record.deceased}"


def _facts(record: Record) -> Iterable[tuple[str, ...]]:
    for item in record.measurements:
        value = f"{number(item.value)} {unit(item.unit)}"
        yield "measurement", item.name, value, str(item.date), item.resource
    for name, status, day in record.statuses:
        yield "status", name, "yes" if status else "no", str(day), ""
    for drug in record.medications:
        state = "active" if drug.active else "stopped"
        yield "medication", drug.ingredient or drug.text, state, str(drug.start or "-"), drug.resource
    for condition in record.conditions:
        state = "active" if condition.active else "resolved"
        yield "condition", condition.text, state, str(condition.onset or "-"), condition.resource
    for procedure in record.procedures:
        yield "procedure", procedure.text, "done", str(procedure.date or "-"), procedure.resource
    for allergy in record.allergies:
        yield "allergy", allergy.ingredient or allergy.text, "", "-", allergy.resource
