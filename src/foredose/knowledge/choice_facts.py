"""What may be given: marketed strengths and labelled indications of drugs, in ``knowledge/choices.tsv``."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foredose.core import Citation
from foredose.knowledge.rows import broken, rows_of

__all__ = ["ChoiceFact", "DrugChoices", "all_choices", "drug_choices", "drugs_for"]

_PATH = Path(__file__).with_name("choices.tsv")
_COLUMNS = ("drug", "quantity", "value", "text", "source", "locus")
_AMOUNTS = ("strength", "window_low", "window_high", "toxic_above")
_QUANTITIES = (*_AMOUNTS, "indication", "contraindication", "renal_limit", "hepatic_limit", "atc")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFact:
    """One line: ``value`` in mg or mg/L (NaN where it has none), ``text`` the form, indication, limit or measure."""

    quantity: str
    value: float
    text: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugChoices:
    """All lines of one drug."""

    facts: tuple[ChoiceFact, ...]

    def strengths_mg(self) -> tuple[float, ...]:
        """Return the strengths (mg) of solid oral forms without prolonged release, rising."""
        solid = (f for f in self.facts if f.quantity == "strength" and f.text in _SOLID)
        return tuple(sorted({f.value for f in solid}))

    def indications(self) -> tuple[str, ...]:
        """Return what it is labelled for."""
        return tuple(dict.fromkeys(f.text for f in self.facts if f.quantity == "indication"))

    def groups(self) -> frozenset[str]:
        """Return its pharmacological subgroups: ATC codes to the fourth level, such as ``N06AB``."""
        return frozenset(f.text[:5] for f in self.facts if f.quantity == "atc")

    def window(self) -> tuple[float, float, float, ChoiceFact] | None:
        """Return the published range of levels (mg/L): low, high, toxic (infinite where none is told), and its line."""
        low, high = self.told("window_low"), self.told("window_high")
        toxic = self.told("toxic_above")
        if not low or not high:
            return None
        return low[0].value, high[0].value, toxic[0].value if toxic else math.inf, low[0]

    def told(self, quantity: str) -> tuple[ChoiceFact, ...]:
        """Return the lines of a quantity."""
        return tuple(f for f in self.facts if f.quantity == quantity)


_SOLID = frozenset(
    {
        "oral tablet",
        "oral capsule",
        "delayed release oral tablet",
        "delayed release oral capsule",
        "chewable tablet",
        "disintegrating oral tablet",
    }
)


@lru_cache(maxsize=1)
def all_choices() -> Mapping[str, DrugChoices]:
    """Return what may be given of every drug.

    Raises
    ------
    KnowledgeError
        ``knowledge.choice`` when a line breaks the schema.
    """
    found: dict[str, list[ChoiceFact]] = defaultdict(list)
    for number, (drug, quantity, value, text, source, locus) in rows_of(_PATH, _COLUMNS, "choice"):
        if quantity not in _QUANTITIES:
            raise broken("choice", _PATH, number, f"the quantity {quantity!r}", ", ".join(_QUANTITIES))
        if (quantity in _AMOUNTS) != bool(value):
            raise broken(
                "choice", _PATH, number, f"the value {value!r}", f"a number of {', '.join(_AMOUNTS)} alone"
            )
        amount = float(value) if value else math.nan
        found[drug].append(
            ChoiceFact(quantity=quantity, value=amount, text=text, source=Citation(key=source, locus=locus))
        )
    return {drug: DrugChoices(facts=tuple(facts)) for drug, facts in found.items()}


def drug_choices(inn: str) -> DrugChoices | None:
    """Return what may be given of a drug, ``None`` where nothing is on record.

    Raises
    ------
    KnowledgeError
        ``knowledge.choice`` when a line breaks the schema.
    """
    return all_choices().get(inn)


@lru_cache(maxsize=512)
def drugs_for(indication: str) -> tuple[str, ...]:
    """Return every drug that is labelled for an indication, sorted."""
    return tuple(
        sorted(drug for drug, choices in all_choices().items() if indication in choices.indications())
    )
