"""The body's numbers: organs, gut segments and constants of the reference man, each column with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

from foredose.core import Citation, KnowledgeError
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = [
    "Body",
    "Column",
    "Enzyme",
    "EnzymeFile",
    "People",
    "PeopleFile",
    "enzymes",
    "people",
    "reference_body",
]

_FOLDER = Path(__file__).with_name("physiology")
Row = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What the numbers of one column are: unit, source and what it means."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    unit: str
    source: Citation
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Body:
    """A reference body.

    Parameters
    ----------
    columns
        Column name to its unit and source; every number of the file belongs to one.
    globals
        Constants of the whole body.
    blood
        Volume and height exponent of the blood pools.
    organs, segments
        Numbers per organ and per gut segment, in the order of the gut.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    name: str
    sex: Literal["male", "female"]
    age_years: float
    height_cm: float
    version: str
    columns: Mapping[str, Column]
    globals: Row
    blood: Mapping[str, Row]
    organs: Mapping[str, Row]
    segments: Mapping[str, Row]

    def __post_init__(self) -> None:
        """Refuse a number whose column is not explained."""
        rows = [self.globals, *self.blood.values(), *self.organs.values(), *self.segments.values()]
        used = {name for row in rows for name in row}
        if used - set(self.columns):
            raise ValueError(f"columns without a source: {', '.join(sorted(used - set(self.columns)))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enzyme:
    """How much of an enzyme, transporter or binding protein there is and where.

    Parameters
    ----------
    micromolar
        In the tissue of reference (relative expression 1).
    expression
        Relative expression per organ; ``liver`` for both of its zones, ``small_mucosa`` and ``large_mucosa`` for the
        gut's mucosa.
    kind
        ``enzyme`` in cells; ``influx`` or ``efflux`` over the cell membrane; ``binding`` partner.
    half_life_liver_h, half_life_gut_h
        Of its turnover; where they are not known, nothing can inactivate it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    kind: Literal["enzyme", "influx", "efflux", "binding"]
    micromolar: float
    expression: Mapping[str, float]
    source: Citation
    note: str = ""
    half_life_liver_h: float | None = None
    half_life_gut_h: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnzymeFile:
    """``physiology/enzymes.yaml``."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    version: str
    enzymes: Mapping[str, Enzyme]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Mean height and weight of a population's young adults by sex, or why they are not known."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    height_cm: Mapping[str, float] = field(default_factory=dict)
    weight_kg: Mapping[str, float] = field(default_factory=dict)
    source: Citation | None = None
    note: str = ""
    unknown: str = ""

    def __post_init__(self) -> None:
        """Refuse means without a source, and an absence without its reason."""
        if bool(self.unknown) == bool(self.source) or bool(self.height_cm) != bool(self.source):
            raise ValueError("either both means with a source, or unknown with the reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFile:
    """``physiology/people.yaml``."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    version: str
    populations: Mapping[str, People]
    female_over_male: Row
    female_source: Citation
    female_note: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def reference_body() -> Body:
    """Return the reference man."""
    return read_fact(_FOLDER / "adult_male.yaml", Body)


@lru_cache(maxsize=1)
def people() -> PeopleFile:
    """Return what is known of other populations and of women."""
    return read_fact(_FOLDER / "people.yaml", PeopleFile)


@lru_cache(maxsize=1)
def enzymes() -> Mapping[str, Enzyme]:
    """Return enzymes, transporters and binding partners by name."""
    return read_fact(_FOLDER / "enzymes.yaml", EnzymeFile).enzymes


def enzyme(name: str) -> Enzyme:
    """Return one enzyme.

    Raises
    ------
    KnowledgeError
        When the abundance of that name is not known.
    """
    known = enzymes()
    if name in known:
        return known[name]
    raise KnowledgeError(
        "physiology.enzyme",
        found=f"no abundance of {name!r}",
        expected=f"one of {', '.join(sorted(known))}",
        where="physiology/enzymes.yaml",
        remedy="name an enzyme that is listed, or add it with its source",
    )
