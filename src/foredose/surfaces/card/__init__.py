"""One page on a terminal: what the drug will do, what ranks first, what stops it, what is not known.

At most 80 columns; plain text when it is piped; severity is a word before it is a colour.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from foredose.surfaces.card import answer, person
from foredose.surfaces.card.page import WIDTH, Page

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment

__all__ = ["LINES", "WIDTH", "card", "print_card"]

LINES = 55
SECTIONS: tuple[Callable[[Page, Assessment], None], ...] = (
    person.title,
    answer.verdict,
    answer.stops,
    answer.refusal,
    person.genes,
    answer.exposure,
    answer.options,
    answer.guidelines,
    answer.unknowns,
    person.footing,
)


def card(assessment: Assessment) -> Text:
    """Lay out the card of one assessment as styled text.

    Where it would not fit on one page, lists are shown shorter; options and hard stops are not.
    """
    pages = (_laid_out(assessment, most) for most in (3, 2))
    return next((page for page in pages if page.plain.count("\n") < LINES), _laid_out(assessment, 1))


def _laid_out(assessment: Assessment, most: int) -> Text:
    page = Page(most)
    for section in SECTIONS:
        section(page, assessment)
    return page.text()


def print_card(assessment: Assessment, console: Console | None = None) -> None:
    """Print the card; colours only where the output is a terminal that shows them."""
    target = console or Console(highlight=False)
    target.print(card(assessment), soft_wrap=True, highlight=False)
